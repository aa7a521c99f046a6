"""未完成学时: the members who still miss hours of a year, by the very ledger that they see; worked out with figures."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpd_core.overview import Shortfalls, Standing
from cpd_desktop.exports.overview import parts_in_words
from cpd_desktop.views import Named
from ui.forms.calm import CalmChoice
from ui.language import words
from ui.pages.listing import furnish, in_words
from ui.pages.page import Context
from ui.tables import Column, ListedTable, ListStates, columns
from ui.widgets import EmptyState, FlowRow, SearchBox, button, label

KINDS = ("cpa", "non_practising")
SOME = ("0.5", "8", "16", "40")  # hours that are missing at least


class MembersView(QWidget):
    """A year, a filter, and who is behind."""

    year_chosen = Signal()
    asked = Signal(object)
    """Standing: somebody wants to see this member's year."""
    export_asked = Signal()
    again = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._found: Shortfalls | None = None
        self.year = CalmChoice("missingYear", letters=6)
        self._kind = CalmChoice("missingKind", letters=6, whole_prompt=True)
        self._least = CalmChoice("missingLeast", letters=6, whole_prompt=True)
        self._search = SearchBox("missingSearch", self.tr("姓名或会员证书编号"))
        named = ((self.year, self.tr("年度")), (self._kind, self.tr("会员类别")), (self._least, self.tr("还差学时")))
        for choice, name in named:
            choice.setAccessibleName(name)
            choice.setToolTip(name)
        self._kind.offer([Named(kind, words().user_types[kind]) for kind in KINDS], self.tr("全部会员"))
        least = self.tr("还差 {0} 学时以上")
        self._least.offer([Named(hours, least.format(hours)) for hours in SOME], self.tr("不限差额"))
        self.export = button("exportMissing", self.tr("导出名单"), self.export_asked.emit)
        top = FlowRow()
        for part in (self.year, self._kind, self._least, self._search, self.export):
            top.addWidget(part)
        self._told = label("", "quiet", name="missingTold")
        self.table: ListedTable[Standing] = ListedTable("missingTable", self._columns(), lambda row: row.member_id)
        self.table.setAccessibleName(self.tr("未完成学时的会员"))
        about = lambda: [in_words(self.year, self._kind, self._least, self._search), self._told.text()]  # noqa: E731
        furnish(context, self.table, self.tr("未完成学时的会员"), about)
        self.empty = EmptyState("missingEmpty", "good", "")
        self.content = ListStates(self.table, self.empty)
        self.year.currentIndexChanged.connect(lambda: self.year_chosen.emit())
        self._kind.currentIndexChanged.connect(lambda: self._show())
        self._least.currentIndexChanged.connect(lambda: self._show())
        self._search.searched.connect(lambda: self._show())
        self.table.opened.connect(self._open)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self._told)
        box.addWidget(self.content, 1)

    def _columns(self) -> Sequence[Column]:
        return (
            columns.plain("name", self.tr("姓名"), "欧阳建国"),
            columns.plain("no", self.tr("证书编号"), "320000000000"),
            Column("member_type", self.tr("会员类别"), _kind_of, "非执业会员", "member_type", spare=1),
            columns.hours("required", self.tr("应完成"), spare=4),
            columns.hours("counted", self.tr("已计"), spare=3),
            columns.hours("missing", self.tr("还差")),
            columns.hours("waiting", self.tr("待确认"), spare=5),
            Column(
                "parts",
                self.tr("未达到的分项"),
                lambda row: parts_in_words(row, words()),
                "职业道德 2",
                stretch=True,
                spare=2,
            ),
        )

    def offer_years(self, years: Sequence[int]) -> None:
        """Offer these years; at first the newest."""
        if not self.year.count():
            self.year.blockSignals(True)
            for year in years:
                self.year.addItem(str(year), str(year))
            self.year.blockSignals(False)

    @property
    def chosen_year(self) -> int:
        """The year, 0 before any is known."""
        return int(self.year.code() or 0)

    def show_shortfalls(self, found: Shortfalls) -> None:
        """Show these members."""
        self._found = found
        self._show()

    def shown(self) -> Shortfalls | None:
        """What is shown, before the filter."""
        return self._found

    def ids(self) -> frozenset[str]:
        """The members that the filter leaves."""
        return frozenset(each.member_id for each in self.table.all_rows())

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        rows = self._filtered(found)
        self.table.set_rows(rows)
        self.export.setEnabled(bool(rows))
        said = self.tr("{0} 位会员中 {1} 位未完成，共差 {2} 学时；当前显示 {3} 位")
        hours = f"{found.hours:,.1f}"
        self._told.setText(said.format(f"{found.members:,}", f"{len(found.missing):,}", hours, f"{len(rows):,}"))
        self.content.show_content(bool(rows))
        if rows:
            return
        if found.missing:
            self.empty.say(self.tr("没有符合条件的会员"), "", self.tr("清除筛选"), self._clear)
        elif found.members:
            self.empty.say(self.tr("{0} 年度全部会员均已完成").format(found.year))
        else:
            self.empty.say(self.tr("本机没有适用 {0} 年度要求的会员").format(found.year), self.tr("联网同步后显示"))

    def _filtered(self, found: Shortfalls) -> list[Standing]:
        kind, least, text = self._kind.code(), float(self._least.code() or 0), self._search.text().strip().casefold()
        return [
            each
            for each in found.missing
            if (not kind or each.member_type == kind)
            and (not least or each.missing >= least)
            and (not text or text in each.name.casefold() or text in each.no.casefold())
        ]

    def _clear(self) -> None:
        self._kind.setCurrentIndex(0)
        self._least.setCurrentIndex(0)
        self._search.clear()
        self._show()

    def say_stopped(self) -> None:
        """It was cancelled before anything was known."""
        if self._found is None:
            self.content.show_content(False)
            self.empty.say(self.tr("还没有统计"), self.tr("已取消；可以重新统计"), self.tr("重新统计"), self.again.emit)

    def _open(self) -> None:
        row = self.table.current()
        if row is not None:
            self.asked.emit(row)


def _kind_of(row: Standing) -> str:
    return words().user_types[row.member_type]
