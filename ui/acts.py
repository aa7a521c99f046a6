"""What a person can do on a page: words, keys, whether it can be done now and why not.

Menus, buttons, tool tips and the command palette all show the same one.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget


class Act(QAction):
    """An action that knows why it is grey. ``writes``: it changes something that is stored.

    ``group`` is the part of a page's list of keys that it stands in.
    """

    def __init__(
        self, owner: QWidget, name: str, text: str, keys: str, do: Callable[[], object], writes: bool = False
    ) -> None:
        super().__init__(text, owner)
        self.setObjectName(name)
        self.writes = writes
        self.group = ""
        self._allowed = True
        self._why = ""  # it cannot be done just now
        self._locked = ""  # nothing can be done
        if keys:
            self.setShortcut(QKeySequence(keys))
        self.triggered.connect(lambda: do())
        self._tell()

    def allow(self, on: bool, why: str = "") -> None:
        """Say whether it can be done now, and if not why."""
        self._allowed, self._why = on, "" if on else why
        self._tell()

    def lock(self, why: str) -> None:
        """Forbid it for a reason that is stronger than what the page allows; "" takes that back."""
        self._locked = why
        self._tell()

    def wear(self, button: QAbstractButton) -> None:
        """Let a button be grey with this act, and show its keys; a tool tip of its own is kept in front."""
        own = button.toolTip() or button.text() or self.text()

        def follow() -> None:
            button.setEnabled(self.isEnabled())
            button.setToolTip(tip(own, self))

        self.changed.connect(follow)
        follow()

    def _tell(self) -> None:
        self.setEnabled(self._allowed and not self._locked)
        self.setToolTip(self._locked or self._why or words_of(self))
        self.setStatusTip(self._locked or self._why)


def words_of(action: QAction) -> str:
    """The words of an action as one reads them, without the mark of its access key."""
    text = action.text()
    start = text.rfind("(&")
    plain = text[:start] + text[start + 4 :] if start >= 0 and text[start + 3 : start + 4] == ")" else text
    return plain.replace("&&", "\0").replace("&", "").replace("\0", "&").strip()


def keys_of(action: QAction) -> str:
    """The keys of an action as the system writes them, "" for none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def tip(text: str, action: QAction) -> str:
    """A tool tip: the words, the keys, and why it cannot be done now."""
    keys, why = keys_of(action), action.statusTip()
    if keys and keys not in text:
        text = QCoreApplication.translate("acts", "{0}（{1}）").format(text, keys)
    return f"{text}\n{why}" if why else text
