"""附件信息: all attachments of one application, one of them shown large, and 全部保存."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from cpd_core.entities import Attachment
from cpd_desktop.desks.applications import ApplicationDesk
from cpd_desktop.desks.saving import Saved, save_all
from cpd_desktop.errors import Cancelled, Trouble
from cpd_desktop.views import Named
from ui import theme
from ui.attachments.desk_viewer import DeskViewer
from ui.forms.calm import CalmChoice
from ui.language import words
from ui.tasks import Tasks
from ui.widgets import MessageLine, button
from ui.works import Works

NAME_WIDTH = 11  # lines of text; a name may be 150 characters long


class Gallery(QWidget):
    """A choice of attachments over the viewer; with a single one there is nothing to choose."""

    left = Signal()
    """The person goes back to what was here before."""

    def __init__(self, desk: ApplicationDesk, tasks: Tasks, works: Works) -> None:
        super().__init__()
        self._desk = desk
        self._works = works
        self._attachments: tuple[Attachment, ...] = ()
        self.viewer = DeskViewer(desk, tasks, can_leave=True)
        self.choice = CalmChoice("galleryChoice")
        self.choice.setAccessibleName(self.tr("附件"))
        self._before = self._tool("galleryBefore", "‹", self.tr("上一个附件"), -1)
        self._next = self._tool("galleryNext", "›", self.tr("下一个附件"), 1)
        self._save_all = button("gallerySaveAll", self.tr("全部保存…"), self._ask_where)
        self.message = MessageLine("galleryMessage")
        self._row = QWidget()
        self._lay_out()
        self.choice.currentIndexChanged.connect(lambda: self._view())
        self.viewer.left.connect(self.left)

    def show_among(self, attachments: Sequence[Attachment], attachment: Attachment) -> None:
        """Show one of these attachments."""
        self._attachments = tuple(attachments)
        self.message.hide()
        named = [Named(str(n), self._name(n, each)) for n, each in enumerate(self._attachments)]
        self.choice.offer(named, "", str(self._attachments.index(attachment)))
        self.choice.removeItem(0)  # there is always one
        self._row.setVisible(len(named) > 1)
        self._view()

    def save_to(self, folder: Path) -> None:
        """Save all attachments into a folder, in a worker, with figures and a way to stop."""
        attachments, many = self._attachments, self.tr("已保存 {count} 个附件到 {folder}")
        self._save_all.setEnabled(False)
        self._works.start(
            self,
            "export",
            self.tr("正在保存附件"),
            lambda tell: save_all(self._desk, attachments, folder, tell),
            lambda saved: many.format(count=len(saved.files), folder=folder.name),
            lambda saved: self._saved(saved, folder),
            self._failed,
            lambda: self._save_all.setEnabled(True),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Esc goes back from wherever the cursor is."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _saved(self, saved: Saved, folder: Path) -> None:
        text = self.tr("已保存 {count} 个附件到 {folder}").format(count=len(saved.files), folder=folder.name)
        if saved.why:
            names = words().comma.join(saved.missing)
            text += self.tr("；{names}没有保存（{why}）").format(names=names, why=words().trouble(saved.why))
        url = QUrl.fromLocalFile(str(folder))
        tone = "warning" if saved.why else "good"
        self.message.show_text(text, tone, self.tr("打开文件夹"), lambda: QDesktopServices.openUrl(url))

    def _failed(self, trouble: Trouble) -> None:
        if not isinstance(trouble, Cancelled):
            self.message.show_trouble(trouble)

    def _ask_where(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        chosen = QFileDialog.getExistingDirectory(self, self.tr("保存到文件夹"), usual)
        if chosen:
            self.save_to(Path(chosen))

    def _step(self, by: int) -> None:
        self.choice.setCurrentIndex(self.choice.currentIndex() + by)

    def _view(self) -> None:
        number = int(self.choice.code())
        self._before.setEnabled(number > 0)
        self._next.setEnabled(number < len(self._attachments) - 1)
        self.viewer.show_attachment(self._attachments[number])

    def _name(self, number: int, attachment: Attachment) -> str:
        """With the middle of a long name left out: what tells files apart is often at its end."""
        width = theme.em(self, NAME_WIDTH)
        name = self.fontMetrics().elidedText(attachment.name, Qt.TextElideMode.ElideMiddle, width)
        return f"{number + 1} / {len(self._attachments)}  {name}"

    def _tool(self, name: str, text: str, tip: str, by: int) -> QToolButton:
        made = QToolButton()
        made.setObjectName(name)
        made.setText(text)
        made.setAutoRaise(True)
        made.setToolTip(tip)
        made.setAccessibleName(tip)
        made.clicked.connect(lambda: self._step(by))
        return made

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.choice, 1)
        for each in (self._before, self._next, self._save_all):
            row.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._row)
        layout.addWidget(self.message)
        layout.addWidget(self.viewer, 1)
