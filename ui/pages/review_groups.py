"""What the queue consists of, beside it: by sponsor and pathway, kind or flag, with counts and hours.

A click or Enter narrows the queue to a group, X selects a group whole.
"""

from typing import cast

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpd_desktop.views import ApplicationQuery, GroupKey, GroupRow, Named
from ui import flags, theme
from ui.forms.calm import CalmChoice
from ui.language import tr as _tr
from ui.language import words
from ui.pages.listing import furnish
from ui.pages.page import Context
from ui.pages.review_filter_words import START, same_filter
from ui.tables import Column, ListedTable, columns
from ui.tasks import Latest
from ui.widgets import button, label

FIELDS: dict[str, tuple[str, ...]] = {
    "sponsor+pathway": ("sponsor", "sponsorless", "pathway"),
    "sponsor": ("sponsor", "sponsorless"),
    "pathway": ("pathway",),
    "kind": ("kind",),
    "flag": ("flags", "flagged"),
}
"""What a query says of a group of each kind."""


class NamedGroup(Struct, frozen=True):
    """A group with its name, as the list shows and sorts it."""

    key: str
    name: str
    count: int
    hours: float
    query: ApplicationQuery
    current: bool  # the queue is narrowed to it


class GroupsPart(QWidget):
    """Reads the groups of a query in a worker, as long as it is open."""

    wanted = Signal(object, bool)
    """(ApplicationQuery, bool): show this group, and whether to select it whole."""
    left = Signal()
    """The keyboard goes back to the queue."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("reviewGroups")
        self._desk = context.workspace.queue
        self._reading = Latest(context.tasks, self)
        self._query = START
        self.by = CalmChoice("groupsBy", letters=10, whole_prompt=True)
        self.by.setAccessibleName(self.tr("分组方式"))
        self.table: ListedTable[NamedGroup] = ListedTable("groupTable", _columns(), lambda row: row.key)
        self.table.setAccessibleName(self.tr("分组"))
        furnish(context, self.table, self.tr("分组"))
        self.found = label("", "quiet", wrap=False, name="groupsFound")
        self.choose = button("chooseGroup", self.tr("选择本组"), lambda: self._want(choose=True))
        self.all = button("groupsAll", self.tr("显示全部"), self._leave_group, quiet=True)
        self._lay_out()
        self.by.currentIndexChanged.connect(self.read)
        self.table.clicked.connect(lambda: self._want(choose=False))
        self.table.opened.connect(lambda: self._want(choose=False, leave=True))
        self.table.current_changed.connect(self._allow)
        self.table.installEventFilter(self)

    def show_query(self, query: ApplicationQuery) -> None:
        """The queue shows this now."""
        self._query = query
        if self.isVisible():
            self.read()

    def read(self) -> None:
        """Read the groups of what the queue would show without being narrowed to one of them."""
        by = cast("GroupKey", self.by.code())
        query, whole = self._query, _without_group(self._query, by)
        desk = self._desk
        self._reading.run(lambda _task: desk.groups(whole, by), lambda found: self._show(found, by, query))

    def _show(self, found: tuple[GroupRow, ...], by: GroupKey, query: ApplicationQuery) -> None:
        named = [
            NamedGroup(
                "\n".join((row.sponsor, row.pathway, row.kind or "", row.flag or "")),
                _name(row, by),
                row.count,
                row.hours,
                row.query,
                same_filter(row.query, query),
            )
            for row in found
        ]
        self.table.set_rows(named)
        current = next((row for row in named if row.current), None)
        if current:
            self.table.go_to(current.key)
        elif named and self.table.current() is None:
            self.table.go_to(named[0].key)
        self.found.setText(self.tr("{0} 组").format(f"{len(named):,}"))
        self.all.setVisible(_without_group(query, by) != query)
        self._allow()

    def _allow(self) -> None:
        current = self.table.current()
        self.choose.setEnabled(current is not None)
        why = self.tr("没有分组") if current is None else self.tr("只显示本组并全部选中（在分组列表中按 X）")
        self.choose.setToolTip(why)

    def _want(self, choose: bool, leave: bool = False) -> None:
        group = self.table.current()
        if group is None:
            return
        key, descending = self._query.sort, self._query.descending
        self.wanted.emit(replace(group.query, sort=key, descending=descending), choose)
        if choose or leave:
            self.left.emit()

    def _leave_group(self) -> None:
        self.wanted.emit(_without_group(self._query, cast("GroupKey", self.by.code())), False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: X selects a group whole, Esc goes back to the queue."""
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_X:
                self._want(choose=True)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def least_width(self) -> int:
        """How wide the list has to be to show its columns."""
        return max(self.table.arrangement.least_width(), theme.em(self, 11))

    def _lay_out(self) -> None:
        choices = [
            Named("sponsor+pathway", self.tr("主办方 × 途径")),
            Named("sponsor", self.tr("按主办方")),
            Named("pathway", self.tr("按学时途径")),
            Named("kind", self.tr("按类别")),
            Named("flag", self.tr("按提示")),
        ]
        self.by.offer(choices[1:], choices[0].name)
        self.by.setItemData(0, choices[0].code)
        top = QHBoxLayout()
        top.addWidget(self.by, 1)
        top.addWidget(self.found)
        bottom = QHBoxLayout()
        bottom.addWidget(self.choose)
        bottom.addWidget(self.all)
        bottom.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self.table, 1)
        box.addLayout(bottom)


def _without_group(query: ApplicationQuery, by: GroupKey) -> ApplicationQuery:
    """The query before it was narrowed to a group."""
    return replace(query, **{field: getattr(START, field) for field in FIELDS[by]})


def _name(row: GroupRow, by: GroupKey) -> str:
    pathway = words().pathway(row.pathway, row.pathway_name)
    match by:
        case "kind":
            return words().kinds[row.kind] if row.kind else ""
        case "flag":
            return flags.word(row.flag) if row.flag else _tr("没有提示")
        case "pathway":
            return pathway or _tr("没有途径")
        case "sponsor":
            return row.sponsor or _tr("没有主办方")
        case "sponsor+pathway":
            return " · ".join(part for part in (row.sponsor, pathway) if part)


def _columns() -> list[Column]:
    def count(row: NamedGroup) -> str:
        return f"{row.count:,}"

    return [
        columns.plain("name", _tr("分组"), "江苏省注协会", stretch=True),
        Column("count", _tr("条数"), count, "9,999", "count", align_right=True, kind="number"),
        columns.hours("hours", _tr("学时")),
    ]
