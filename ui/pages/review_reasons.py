"""One's own list of reasons, edited in the page: add, change, delete, order. Kept at once, for this account here."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout

from cpd_core.applications import check_reason
from cpd_desktop.workspace import Workspace
from ui import theme
from ui.language import words
from ui.pages.review_panel import AskPanel
from ui.widgets import FlowRow, button, heading, label

ROWS = 7  # lines of the list that are seen at once


class ReasonsPanel(AskPanel):
    """The list above a line to type in; Esc closes it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("base")
        self.setObjectName("reasonsPanel")
        self._workspace = workspace
        self.list = QListWidget()
        self.list.setObjectName("reasonsList")
        self.list.setAccessibleName(self.tr("常用理由"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setFixedHeight(ROWS * theme.em(self, 1.5))
        theme.wear(self.list, "list")
        self.text = QLineEdit()
        self.text.setObjectName("reasonText")
        self.text.setAccessibleName(self.tr("理由"))
        self._wrong = label("", "bad", name="reasonWrong")
        self._change = button("reasonChange", self.tr("修改所选"), self.change)
        self._others = [
            button("reasonUp", self.tr("上移"), lambda: self.move_by(-1)),
            button("reasonDown", self.tr("下移"), lambda: self.move_by(1)),
            button("reasonDelete", self.tr("删除所选"), self.delete),
        ]
        self._lay_out()
        self.list.currentRowChanged.connect(self._chosen)
        self.text.returnPressed.connect(self.add)
        self.text.textChanged.connect(self._wrong.hide)
        self.hide()

    def open_it(self) -> None:
        """Show the list as it is kept."""
        self._show(self._workspace.review.reasons.list(), -1)
        self.text.clear()
        self.show()
        self.text.setFocus()

    def add(self) -> None:
        """Add what is typed at the end."""
        if text := self._typed():
            self._keep([*self._reasons(), text], len(self._reasons()))
            self.text.clear()

    def change(self) -> None:
        """Put what is typed in the place of the chosen one."""
        row, reasons = self.list.currentRow(), self._reasons()
        if row >= 0 and (text := self._typed()):
            reasons[row] = text
            self._keep(reasons, row)

    def delete(self) -> None:
        """Take the chosen one off the list."""
        row, reasons = self.list.currentRow(), self._reasons()
        if row >= 0:
            del reasons[row]
            self._keep(reasons, min(row, len(reasons) - 1))

    def move_by(self, by: int) -> None:
        """Move the chosen one up or down."""
        row, reasons = self.list.currentRow(), self._reasons()
        if row >= 0 and 0 <= row + by < len(reasons):
            reasons[row], reasons[row + by] = reasons[row + by], reasons[row]
            self._keep(reasons, row + by)

    def _reasons(self) -> list[str]:
        return [self.list.item(row).text() for row in range(self.list.count())]

    def _typed(self) -> str:
        """What is typed, where it is a reason and not on the list yet."""
        text = self.text.text().strip()
        wrong = words().errors(check_reason(text))
        if not wrong and text in self._reasons():
            wrong = self.tr("列表中已有这条理由")
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        return "" if wrong else text

    def _keep(self, reasons: list[str], row: int) -> None:
        self._workspace.review.reasons.put(tuple(reasons))
        self._show(tuple(reasons), row)

    def _show(self, reasons: tuple[str, ...], row: int) -> None:
        self.list.clear()
        self.list.addItems(list(reasons))
        self.list.setCurrentRow(row)
        self._chosen(row)

    def _chosen(self, row: int) -> None:
        for made in (self._change, *self._others):
            made.setEnabled(row >= 0)
        if row >= 0:
            self.text.setText(self.list.item(row).text())

    def _lay_out(self) -> None:
        top, row = QHBoxLayout(), FlowRow()
        top.addWidget(heading(self.tr("常用理由"), factor=1.1))
        top.addWidget(label(self.tr("只保存在本机，供您自己使用；填写时最近用过的排在前面"), "quiet"), 1)
        top.addWidget(button("reasonsClose", self.tr("完成"), self.leave, quiet=True))
        self.text.setMinimumWidth(theme.em(self, 14))
        for widget in (self.text, button("reasonAdd", self.tr("添加"), self.add), self._change, *self._others):
            row.addWidget(widget)
        box = QVBoxLayout(self)
        around = theme.em(self, 0.8)
        box.setContentsMargins(around, around, around, around)
        for part in (top, row):
            box.addLayout(part)
            if part is top:
                box.addWidget(self.list)
        box.addWidget(self._wrong)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Del takes the chosen one off the list."""
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self.delete()
        else:
            super().keyPressEvent(event)
