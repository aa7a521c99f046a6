"""The applications behind a figure."""

from array import array

from msgspec import structs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.applications_table import queue_columns
from ui.pages.listing import furnish
from ui.pages.page import Context
from ui.tables import ListStates, TableView
from ui.widgets import EmptyState, FlowRow, button, heading


class RowsView(QWidget):
    """A list that one goes to from a figure, and back from."""

    left = Signal()
    asked = Signal(str)
    """The id of an application that somebody wants to see in the queue."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._title = heading("", "overviewRowsTitle", 1.1)
        self.back = button("overviewBack", self.tr("返回统计"), self.left.emit)
        shown = [
            structs.replace(column, sort="") for column in queue_columns()
        ]  # in the order in which they were filed
        self.table = TableView("overviewRows", shown, context.workspace.applications.rows)
        self.table.setAccessibleName(self.tr("申请"))
        furnish(context, self.table, self.tr("统计"), lambda: [self._title.text()])
        self.table.opened.connect(self._open)
        self.content = ListStates(self.table, EmptyState("overviewRowsEmpty", "search", self.tr("没有申请")))
        top = FlowRow()
        top.addWidget(self.back)
        top.addWidget(self._title)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self.content, 1)

    def show_rows(self, rids: "array[int]", title: str) -> None:
        """Show these applications."""
        self._title.setText(self.tr("{0}：{1} 条").format(title, f"{len(rids):,}"))
        self.table.set_ids(rids)
        self.content.show_content(bool(rids))
        self.table.setFocus()

    def _open(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.asked.emit(row.id)
