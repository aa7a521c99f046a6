"""What all pages of the main window share.

A page is ``SomePage(context)``. The window builds it when its tab is first shown, calls ``refresh()`` then and whenever
the store has changed (after a sync, or after ``context.stored()`` of any page), but only while the page is on screen.
Modules and classes that the window looks for:
    ui.pages.applications.ApplicationsPage, ui.pages.review.ReviewPage, ui.pages.conflicts.ConflictsPage,
    ui.pages.hours.HoursPage, ui.pages.certificates.CertificatesPage, ui.pages.study.StudyPage
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from cpd_desktop.errors import Trouble
from cpd_desktop.workspace import Workspace
from ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Context:
    """What a page gets from the window."""

    workspace: Workspace
    tasks: Tasks
    say: Callable[[str], None]
    """Show a result in the window's line, e.g. 已导出 120 条."""
    say_trouble: Callable[[Trouble], None]
    """Show what went wrong in the window's line."""
    stored: Callable[[], None]
    """Something was saved here: the window refreshes its counts, other pages and sends it when online."""
    open_page: Callable[[str], None]
    """Go to a page by its key: study, applications, certificates, hours, review, conflicts."""


class Page(QWidget):
    """A tab of the main window."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.context = context

    def refresh(self) -> None:
        """Read again what is shown, through ``context.tasks``; keep what the person has typed or chosen."""

    def may_close(self) -> bool:
        """Whether nothing typed would be lost; a page that says no shows its question itself."""
        return True
