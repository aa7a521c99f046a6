"""What all pages of the main window share.

A page is ``SomePage(context)``. The window builds it when its tab is first shown, calls ``refresh()`` then and whenever
the store has changed (after a sync, or after ``context.stored()`` of any page), but only while the page is on screen.

What one can do on a page are its acts (``add_act``): the window shows them in its menu with their keys, the palette
finds them, their buttons wear the same words and are grey when they are.
"""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from cpd_desktop.errors import Trouble
from cpd_desktop.workspace import Workspace
from ui.acts import Act
from ui.tasks import Tasks
from ui.works import Works

NEW = "new"
"""The item of 学时申请 that is not there yet."""


class OpenPage(Protocol):
    """Goes to a page by its key, and there to an item."""

    def __call__(self, key: str, item: str = "") -> None:
        """Show the page and, where an item is named, call its ``go_to``."""
        ...


class Stored(Protocol):
    """Hears that something was saved."""

    def __call__(self, undoable: bool = False) -> None:
        """``undoable``: it can be taken back until it is sent, which is not at once then."""
        ...


class Context(Struct, frozen=True):
    """What a page gets from the window."""

    workspace: Workspace
    tasks: Tasks
    say: Callable[[str], None]
    """Show a result in the window's line, e.g. 已导出 120 条."""
    say_trouble: Callable[[Trouble], None]
    """Show what went wrong in the window's line."""
    stored: Stored
    """Something was saved here: the window refreshes its counts, other pages and sends it when online."""
    open_page: OpenPage
    """Go to a page by its key: home, study, applications, certificates, hours, review, conflicts."""
    sync_now: Callable[[], None]
    """Send and fetch now."""
    works: Works
    """For what takes longer than a moment: figures, cancel, and a result in the activity list."""


class Page(QWidget):
    """A tab of the main window."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.context = context
        self.read_only = ""
        self.act_group = ""
        """The group of the acts that are added from here on, as a list of keys names it."""

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Qt: as low as it can be; the room around it scrolls only where even that does not fit."""
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout else -1

    def refresh(self) -> None:
        """Read again what is shown, through ``context.tasks``; keep what the person has typed or chosen."""

    def go_to(self, item: str) -> None:
        """Show an entity of this page by its id, a year, or :data:`NEW`; a page without such items stays as it is."""

    def item(self) -> str:
        """What is shown, as :meth:`go_to` takes it; "" where that brings nothing back."""
        return ""

    def keep_drafts(self) -> None:
        """The page goes away: store what is typed and not saved, so that it is there again when the page is made."""

    def take_keyboard(self) -> None:
        """Somebody came here by a key: put the keyboard where the work is done."""

    def undo(self) -> bool:
        """Take the last act of this page back; False where there is none."""
        return False

    # --- acts ---------------------------------------------------------------------------------------------------

    def add_act(
        self,
        name: str,
        text: str,
        keys: str,
        do: Callable[[], object],
        button: QAbstractButton | None = None,
        *,
        only_in: QWidget | None = None,
        writes: bool = False,
    ) -> Act:
        """An act of this page. ``only_in``: its keys act while this widget has the focus, as single letters must.

        ``writes``: it changes something, which a program that is too old may not do.
        """
        act = Act(self, name, text, keys, do, writes)
        act.group = self.act_group
        self.addAction(act)
        if only_in is not None:
            act.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            only_in.addAction(act)
        if button is not None:
            act.wear(button)
        if writes and self.read_only:
            act.lock(self.read_only)
        return act

    def acts(self) -> list[Act]:
        """Everything one can do here, in the order of the menu."""
        return [act for act in self.actions() if isinstance(act, Act)]

    def set_read_only(self, why: str) -> None:
        """Grey what writes, and say why; "" allows it again."""
        self.read_only = why
        for act in self.acts():
            if act.writes:
                act.lock(why)
