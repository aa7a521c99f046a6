"""Beside the queue: the facts of one application above, its attachments large below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from cpd_core.entities import Attachment
from cpd_desktop.views import ApplicationDetail, ApplicationRow
from ui import theme
from ui.attachments.desk_viewer import DeskViewer
from ui.pages.page import Context
from ui.pages.review_about import QueueDetail, read_about
from ui.tasks import Latest
from ui.widgets import Chips

MUCH = 10_000  # pixels; larger than any screen, so that sizes are weights
NAME_LENGTH = 12  # characters of a file's name on its chip


class ReviewSide(QSplitter):
    """Shows one application with its first attachment open; chips choose another."""

    def __init__(self, context: Context) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setObjectName("reviewSideSplit")
        desk = context.workspace.applications
        self.detail = QueueDetail(desk, context.tasks)
        self._workspace = context.workspace
        self._reading = Latest(context.tasks, self)
        self.files = Chips("reviewFiles")
        self.viewer = DeskViewer(desk, context.tasks)
        self._attachments: tuple[Attachment, ...] = ()
        self._opened: tuple[str, tuple[Attachment, ...]] = ("", ())
        self._below = QWidget()
        box = QVBoxLayout(self._below)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.files)
        box.addWidget(self.viewer, 1)
        self.addWidget(self.detail)
        self.addWidget(self._below)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 4)
        self.setStretchFactor(1, 5)
        self.setSizes([4 * MUCH, 5 * MUCH])
        self.detail.setMinimumHeight(theme.em(self, 9))
        self.setMinimumWidth(theme.em(self, 19))
        self.files.chosen.connect(self._chosen)

    def show_facts(self, detail: ApplicationDetail | None, row: ApplicationRow | None) -> None:
        """Show at once what is at hand; None: nothing is chosen."""
        self._below.setVisible(detail is not None)
        if detail is None or row is None:
            self.detail.clear()
            self._attachments = ()
            self._opened = ("", ())
            self.files.set_choices([])
            self.viewer.clear()
            return
        if self.detail.shows(detail, row):
            return
        self.detail.show_row(detail, row)

    def look_up(self) -> None:
        """Have looked up in a worker what a decision rests on."""
        if self.detail.detail is not None:
            application = self.detail.detail.application
            self._reading.run(lambda _task: read_about(self._workspace, application), self.detail.show_about)

    def open_files(self) -> None:
        """Open the application's attachment; the one that is being looked at stays where it is still there."""
        detail = self.detail.detail
        if detail is None or self._opened == (detail.application.id, detail.application.attachments):
            return
        self._opened = (detail.application.id, detail.application.attachments)
        self._attachments = detail.application.attachments
        now = self.viewer.attachment
        number = self._attachments.index(now) if now in self._attachments else 0
        chips = [(str(i), f"{i + 1} {_short(a.name)}") for i, a in enumerate(self._attachments)]
        self.files.set_choices(chips, str(number))
        self.files.setVisible(len(chips) > 1)
        self._view(number)

    def step(self, by: int) -> None:
        """Open the next attachment, or the one before; round at the ends."""
        if len(self._attachments) > 1:
            number = (int(self.files.code or 0) + by) % len(self._attachments)
            self.files.press(str(number))
            self._view(number)

    def _chosen(self, code: str) -> None:
        self._view(int(code))

    def _view(self, number: int) -> None:
        if number < len(self._attachments):
            self.viewer.show_attachment(self._attachments[number])
        else:
            self.viewer.say(self.tr("这条申请没有附件"))


def _short(name: str) -> str:
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1]}…"
