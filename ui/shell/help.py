"""F1: the page of the guide that belongs to what is on screen, offline, with its pictures."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

import resources
from ui import theme
from ui.widgets import FocusRing, button, label

PAGES = (
    "sign-in", "member-home", "study", "applications", "certificates", "hours", "review", "overview", "conflicts",
    "national", "activity",
)  # fmt: skip
"""The pages in the order of the list; docs/guide/README.md says which is opened where."""


def page_file(name: str, language: str) -> Path | None:
    """The file of a page in the language asked for, else in Chinese; None where there is none."""
    found = (resources.guide(each, f"{name}.md") for each in (language, "zh"))
    return next((path for path in found if path.is_file()), None)


class GuideView(QTextBrowser):
    """Shows a page of the guide; pictures are never wider than the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("guideView")
        self.setAccessibleName(self.tr("帮助内容"))
        self.setOpenExternalLinks(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else its coming changes the width
        self.document().setDocumentMargin(theme.em(self))
        self._width = 0
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.timeout.connect(self._fit)

    def loadResource(self, type: int, name: QUrl | str) -> object:  # noqa: N802
        """Qt: a file; pictures are scaled down to the width of the view."""
        if type != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(type, name)
        image = QImage(self.source().resolved(QUrl(name)).toLocalFile())
        ratio = self.devicePixelRatioF()
        room = round((self.viewport().width() - theme.em(self, 2)) * ratio)
        if image.width() > room > 0:
            image = image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: pictures follow the width; later, for the document may just be laid out and must not go meanwhile."""
        super().resizeEvent(event)
        if self._width != self.viewport().width() and not self.source().isEmpty():
            self._width = self.viewport().width()
            self._resized.start(0)

    def _fit(self) -> None:
        bar = self.verticalScrollBar()
        read = bar.value() / max(1, bar.maximum())
        self.document().clear()
        self.reload()
        bar.setValue(round(read * bar.maximum()))


class HelpWindow(QDialog):
    """A list of pages and the page; it stays open beside the main window."""

    def __init__(self, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("helpWindow")
        self.setWindowTitle(self.tr("帮助"))
        self._list = QListWidget()
        self._list.setObjectName("guidePages")
        FocusRing(self._list)
        self._list.setAccessibleName(self.tr("帮助目录"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        theme.wear(self._list, "list")
        self._list.setSpacing(theme.em(self, 0.15))
        self.view = GuideView()
        for name in PAGES:
            path = page_file(name, language)
            if path:
                item = QListWidgetItem(_title_of(path))
                item.setData(Qt.ItemDataRole.UserRole, name)
                item.setData(Qt.ItemDataRole.UserRole + 1, str(path))
                self._list.addItem(item)
        self._list.setFixedWidth(max(theme.em(self, 11), self._list.sizeHintForColumn(0) + theme.em(self, 1)))
        self._list.currentItemChanged.connect(lambda: self._show_current())
        self.view.sourceChanged.connect(self._follow)
        self._missing = label(self.tr("这一页的帮助没有随程序安装"), "quiet", wrap=False, name="guideMissing")
        self._lay_out()
        self.resize(QSize(theme.em(self, 58), theme.em(self, 40)))

    def _allow_back(self, on: bool) -> None:
        self._back.setEnabled(on)
        self._back.setToolTip(self.tr("回到上一页") if on else self.tr("还没有翻过页"))

    def _lay_out(self) -> None:
        self._back = button("guideBack", self.tr("后退"), self.view.backward, quiet=True)
        self._allow_back(False)
        self.view.backwardAvailable.connect(self._allow_back)
        top = QHBoxLayout()
        top.addWidget(self._back)
        top.addWidget(self._missing)
        top.addStretch(1)
        top.addWidget(button("guideClose", self.tr("关闭"), self.close, quiet=True))
        row = QHBoxLayout()
        row.addWidget(self._list)
        row.addWidget(self.view, 1)
        box = QVBoxLayout(self)
        box.addLayout(top)
        box.addLayout(row, 1)

    def open_page(self, name: str) -> None:
        """Show the page of this name and come to the front."""
        items = [self._list.item(row) for row in range(self._list.count())]
        found = next((item for item in items if item.data(Qt.ItemDataRole.UserRole) == name), None)
        self._missing.setVisible(found is None)
        self.show()
        self.raise_()
        self.activateWindow()
        if found is not None:
            self._list.setCurrentItem(found)
            self._show_current()
            self.view.setFocus()

    def _show_current(self) -> None:
        item = self._list.currentItem()
        path = QUrl.fromLocalFile(str(item.data(Qt.ItemDataRole.UserRole + 1)))
        if path != self.view.source():
            self.view.setSource(path)

    def _follow(self, source: QUrl) -> None:
        """A link was clicked: the list goes along."""
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole + 1) == source.toLocalFile():
                self._list.blockSignals(True)
                self._list.setCurrentRow(row)
                self._list.blockSignals(False)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Qt: what may be read is focused."""
        super().showEvent(event)
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Esc and Alt+Left as everywhere."""
        if event.matches(QKeySequence.StandardKey.Back):
            self.view.backward()
        else:
            super().keyPressEvent(event)


def _title_of(path: Path) -> str:
    """The heading of a page."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    return first.lstrip("# ").strip() or path.stem
