"""The activity list: each past sync, export and download with what it came to."""

from array import array
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpd_desktop.views import ActivityEntry
from cpd_desktop.workspace import Workspace
from ui import theme
from ui.language import current, words
from ui.tables import Column, Mark, TableView
from ui.tasks import Latest, Tasks
from ui.widgets import EmptyOr, EmptyState, Ground, button, heading


class ActivityPanel(Ground):
    """A panel over the bottom line; read again whenever something has happened."""

    closed = Signal()
    """The person is done with it."""

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("base", parent)
        self.setObjectName("activityPanel")
        self._workspace = workspace
        self._load = Latest(tasks, self)
        self._entries: tuple[ActivityEntry, ...] = ()
        columns = (
            Column(
                "at",
                self.tr("时间"),
                lambda entry: words().moment(entry.at),
                sample=words().moment("2026-12-30T15:59:00Z"),
            ),
            Column("kind", self.tr("内容"), self._kind, sample=self.tr("学时证明下载"), mark=self._mark),
            Column("text", self.tr("结果"), lambda entry: entry.text, sample=self.tr("同步完成"), stretch=True),
        )
        self._table = TableView("activityTable", columns, self._rows)
        self._table.setAccessibleName(self.tr("活动记录"))
        empty = EmptyState(
            "activityEmpty", "info", self.tr("还没有活动记录"), self.tr("同步、导出和下载的结果会列在这里")
        )
        self._list = EmptyOr(self._table, empty)
        top = QHBoxLayout()
        top.addWidget(heading(self.tr("活动记录"), factor=1.1))
        top.addStretch(1)
        top.addWidget(button("activityClose", self.tr("收起"), self.closed.emit, quiet=True))
        box = QVBoxLayout(self)
        box.addLayout(top)
        box.addWidget(self._list, 1)
        self.setMinimumHeight(theme.em(self, 8))
        self.setMaximumHeight(theme.em(self, 13))

    def refresh(self) -> None:
        """Read the list again, if anybody sees it."""
        if self.isVisible():
            spoken = current()
            self._load.run(lambda _task: self._workspace.sync.activity(language=spoken), self._show)

    def _show(self, entries: tuple[ActivityEntry, ...]) -> None:
        self._entries = entries
        self._table.set_ids(array("q", range(len(entries))))
        self._list.show_content(bool(entries))

    def _rows(self, numbers: Sequence[int]) -> list[ActivityEntry]:
        return [self._entries[number] for number in numbers]

    def _kind(self, entry: Any) -> str:
        words = {
            "sync": self.tr("同步"),
            "export": self.tr("导出"),
            "import": self.tr("导入"),
            "certificate": self.tr("学时证明下载"),
        }
        return words.get(entry.kind) or str(entry.kind)

    def _mark(self, entry: Any) -> Mark:
        return Mark("good", "", "good") if entry.ok else Mark("trouble", "", "bad")
