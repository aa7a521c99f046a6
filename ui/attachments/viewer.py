"""Shows one attachment inside the window: a PDF, a picture, or words on what to do with anything else."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QStandardPaths, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cpd_core.entities import Attachment
from cpd_desktop.errors import Trouble
from ui import icons, theme
from ui.attachments import files
from ui.attachments.picture import PictureView, read_picture
from ui.language import words
from ui.widgets import button

if TYPE_CHECKING:  # with the first PDF
    from ui.attachments.pdf import PdfView
    from ui.attachments.turned import TurnedPdf


class Zoomable(Protocol):
    """What both the picture and the PDF can do."""

    def zoom(self, steps: int) -> None:
        """Zoom in (positive) or out."""
        ...

    def fit(self) -> None:
        """Fit to the window."""
        ...


class AttachmentViewer(QWidget):
    """The place where an attachment is looked at; :meth:`show_file` fills it, :meth:`clear` empties it."""

    left = Signal()
    """The person goes back to what was here before; only with ``can_leave``."""
    fetch_asked = Signal(object)
    """Attachment: its bytes are wanted from the service."""

    def __init__(self, can_leave: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attachmentViewer")
        self._can_leave = can_leave
        self._attachment: Attachment | None = None
        self._path: Path | None = None
        self._zoomable: Zoomable | None = None
        self._turns: dict[str, int] = {}  # sha256: quarters clockwise, as long as the viewer is there
        self._title = QLabel()
        self._title.setObjectName("viewerTitle")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._title.setMinimumWidth(theme.em(self, 4))  # some of the name is always seen
        self._zoom_out = self._tool("viewerZoomOut", "−", self.tr("缩小"), QKeySequence.StandardKey.ZoomOut)
        self._fit = self._tool("viewerFit", self.tr("适合"), self.tr("适合窗口"), QKeySequence("Ctrl+\\"))
        self._zoom_in = self._tool("viewerZoomIn", "+", self.tr("放大"), QKeySequence.StandardKey.ZoomIn)
        self._left_turn = self._tool("viewerTurnLeft", "", self.tr("向左旋转"), QKeySequence("Ctrl+["))
        self._left_turn.setIcon(icons.icon("turn-left"))
        self._right_turn = self._tool("viewerTurnRight", "", self.tr("向右旋转"), QKeySequence("Ctrl+]"))
        self._right_turn.setIcon(icons.icon("turn-right"))
        self._open = self._tool("viewerOpen", self.tr("外部打开"), self.tr("用本机的默认程序打开一份副本"))
        self._save = self._tool("viewerSave", "", self.tr("另存为…"))
        self._save.setIcon(icons.icon("download"))
        self._back = button("viewerBack", self.tr("‹ 返回"), self.left.emit, quiet=True)
        self._fetch = button("viewerFetch", self.tr("立即下载"), self._ask_for_bytes)
        self._message = QLabel()
        self._message.setObjectName("viewerMessage")
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._picture = PictureView()
        self._picture.setObjectName("viewerPicture")
        self._picture.setAccessibleName(self.tr("附件图片"))
        self._pdf: PdfView | TurnedPdf | None = None  # made with the first PDF
        self._pages = QStackedWidget()
        self._pages.addWidget(self._message_page())
        self._pages.addWidget(self._picture)
        self._lay_out()
        self._zoom_out.clicked.connect(lambda: self.zoom(-1))
        self._zoom_in.clicked.connect(lambda: self.zoom(1))
        self._fit.clicked.connect(self.fit)
        self._left_turn.clicked.connect(lambda: self.turn(-1))
        self._right_turn.clicked.connect(lambda: self.turn(1))
        if can_leave:
            leave = QShortcut(QKeySequence("Esc"), self, self.left.emit)
            leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._open.clicked.connect(self.open_outside)
        self._save.clicked.connect(self._ask_where)
        self.clear()

    @property
    def shown(self) -> str:
        """What is on screen: "pdf", "picture" or "message"."""
        page = self._pages.currentWidget()
        return "picture" if page is self._picture else "pdf" if page is self._pdf else "message"

    @property
    def attachment(self) -> Attachment | None:
        """The attachment that is shown."""
        return self._attachment

    def message(self) -> str:
        """The words shown in place of the file, "" where the file itself is shown."""
        return self._message.text() if self.shown == "message" else ""

    def say(self, words: str) -> None:
        """Show words in place of the file, e.g. why it could not be fetched."""
        self._zoomable = None
        self._message.setText(words)
        self._pages.setCurrentIndex(0)
        self._refresh_buttons()

    def clear(self) -> None:
        """Show that nothing is chosen."""
        self._attachment = self._path = None
        self._title.setToolTip("")
        self._elide_title()
        self.say(self.tr("请选择一个附件"))

    def show_file(self, attachment: Attachment, path: Path | None) -> None:
        """Show an attachment whose bytes are at ``path``; None: not on this machine yet."""
        self._attachment, self._path = attachment, path
        self._title.setToolTip(f"{attachment.name}（{files.size_text(attachment.size)}）")
        self._elide_title()
        if path is None:
            self.say(self.tr("附件尚未下载到本机，联网时可立即下载"))
        elif attachment.media_type == files.PDF:
            self._show_pdf(path)
        elif attachment.media_type in files.PICTURES:
            self._show_picture(path)
        else:
            kind = files.kind_name(attachment.media_type)
            self.say(self.tr("{kind} 文档请点击“外部打开”查看").format(kind=kind))

    def open_outside(self) -> None:
        """Open a copy with the machine's own program."""
        if self._attachment is None or self._path is None:
            return
        try:
            copy = files.copy_for_opening(self._path, self._attachment)
        except Trouble as trouble:
            self.say(f"{words().title(trouble)}\n{words().advice(trouble)}")
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self.say(self.tr("本机没有能打开此类文件的程序，请用“另存为”保存后再打开"))

    def save_to(self, target: Path) -> None:
        """Save the attachment's bytes to a file; raises :class:`cpd_desktop.errors.StoreTrouble`."""
        if self._path is not None:
            files.copy_to(self._path, target)

    def zoom(self, steps: int) -> None:
        """Zoom in (positive) or out."""
        if self._zoomable is not None:
            self._zoomable.zoom(steps)

    def fit(self) -> None:
        """Fit to the window."""
        if self._zoomable is not None:
            self._zoomable.fit()

    @property
    def quarters(self) -> int:
        """By how many quarters clockwise the shown attachment is turned; each keeps its own."""
        return self._turns.get(self._attachment.sha256, 0) if self._attachment else 0

    def turn(self, quarters: int) -> None:
        """Turn what is shown, clockwise where positive."""
        if self._attachment is None or self._zoomable is None or self._path is None:
            return
        self._turns[self._attachment.sha256] = (self.quarters + quarters) % 4
        if self._zoomable is self._picture:
            self._picture.turn(self.quarters)
        else:
            self._show_pdf(self._path)

    def page_by(self, pages: float) -> None:
        """Move what is shown up (negative) or down by parts of what is seen."""
        page = self._pages.currentWidget()
        if isinstance(page, QAbstractScrollArea):
            bar = page.verticalScrollBar()
            bar.setValue(round(bar.value() + bar.pageStep() * pages))

    def _show_picture(self, path: Path) -> None:
        self._picture_read(read_picture(path))

    def _picture_read(self, image: QImage) -> None:
        if image.isNull():
            self._say_damaged()
            return
        self._zoomable = self._picture
        self._pages.setCurrentWidget(self._picture)
        self._picture.show_picture(image, self.quarters)
        self._refresh_buttons()

    def _show_pdf(self, path: Path) -> None:
        from ui.attachments.pdf import QPdfDocument  # QtPdf is heavy and many sessions never need it

        # A view for each file: a page that is still being drawn of the file before would come to stand in this one.
        before, self._pdf = self._pdf, self._pdf_view()
        self._pdf.setObjectName("viewerPdf")
        self._pdf.setAccessibleName(self.tr("附件 PDF"))
        self._pages.addWidget(self._pdf)
        if before is not None:
            if before.hasFocus():
                self._pdf.setFocus()
            self._pages.removeWidget(before)
            before.deleteLater()
        error = self._pdf.show_file(path)
        if error == QPdfDocument.Error.None_:
            self._zoomable = self._pdf
            self._pages.setCurrentWidget(self._pdf)
            self._refresh_buttons()
        elif error in (QPdfDocument.Error.IncorrectPassword, QPdfDocument.Error.UnsupportedSecurityScheme):
            self.say(self.tr("此 PDF 设有密码，请点击“外部打开”查看"))
        else:
            self._say_damaged()

    def _pdf_view(self) -> "PdfView | TurnedPdf":
        from ui.attachments.pdf import PdfView

        if not self.quarters:
            return PdfView(self._pages)
        from ui.attachments.turned import TurnedPdf

        return TurnedPdf(self._pages, self.quarters)

    def _say_damaged(self) -> None:
        self.say(self.tr("文件已损坏或无法识别，不能在此显示。可外部打开再试，或请会员重新上传"))

    def _refresh_buttons(self) -> None:
        for tool in (self._zoom_out, self._fit, self._zoom_in, self._left_turn, self._right_turn):
            tool.setVisible(self.shown != "message")
        for tool in (self._open, self._save):
            tool.setVisible(self._path is not None)
        self._fetch.setVisible(self._attachment is not None and self._path is None)
        self._fetch.setEnabled(True)

    def _elide_title(self) -> None:
        """Name and size; where room is short the size goes first, then the middle of the name. The tool tip has all."""
        if self._attachment is None:
            self._title.clear()
            return
        name, size = self._attachment.name, files.size_text(self._attachment.size)
        metrics, width = self._title.fontMetrics(), self._title.width()
        both = f"{name}   {size}"
        fits = metrics.horizontalAdvance(both) <= width
        self._title.setText(both if fits else metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, width))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: another width for the name."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._elide_title)  # once the layout has been done

    def _ask_for_bytes(self) -> None:
        self._fetch.setEnabled(False)
        self._message.setText(self.tr("正在下载…"))
        self.fetch_asked.emit(self._attachment)

    def _ask_where(self) -> None:
        assert self._attachment is not None
        downloads = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        start = str(Path(downloads) / files.file_name(self._attachment))
        chosen, _filter = QFileDialog.getSaveFileName(self, self.tr("另存附件"), start)
        if not chosen:
            return
        try:
            self.save_to(Path(chosen))
        except Trouble as trouble:
            self.say(f"{words().title(trouble)}\n{words().advice(trouble)}")

    def _tool(
        self,
        name: str,
        text: str,
        tip: str,
        keys: QKeySequence | QKeySequence.StandardKey | None = None,
    ) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        if keys is not None:
            button.setShortcut(QKeySequence(keys))
            button.setToolTip(f"{tip}（{button.shortcut().toString(QKeySequence.SequenceFormat.NativeText)}）")
        return button

    def _message_page(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.addStretch(2)
        box.addWidget(self._message)
        box.addWidget(self._fetch, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)
        return page

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._back)
        if not self._can_leave:
            self._back.hide()
        head.addWidget(self._title, 1)
        turns = (self._left_turn, self._right_turn)
        for tool in (self._zoom_out, self._fit, self._zoom_in, *turns, self._open, self._save):
            head.addWidget(tool)
        holder = QWidget()  # keeps its height when there is nothing to press
        holder.setLayout(head)
        holder.setMinimumHeight(self._open.sizeHint().height())
        head.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(holder)
        layout.addWidget(self._pages, 1)
