"""处理情况: what was decided within a period, by day, reviewer and whatever else; what came in meanwhile."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateEdit, QVBoxLayout, QWidget

from cpd_core.overview import Decided, Decisions, Period, Tally, weekly
from cpd_desktop.store.overview import Slice
from ui import theme
from ui.language import words
from ui.pages.overview_chart import Bar, DayChart, Legend
from ui.pages.overview_groups import ASPECTS, Group, GroupTable, name_of, number
from ui.pages.page import Context
from ui.tables import columns
from ui.widgets import Chips, FlowRow, button, card, label

OWN = "own"  # the chip of a period that somebody has typed
MOST_DAYS = 62  # columns of days; of more they are put together by week


class DecidedView(QWidget):
    """A period in figures, as a picture and as a table."""

    asked = Signal(object, str)
    """(Slice, what it is in words)"""
    period_chosen = Signal()

    def __init__(self, context: Context, today: date) -> None:
        super().__init__()
        self._today = today
        self._found: Decisions | None = None
        self._pathways: dict[str, str] = {}
        self._spans = Chips("overviewSpan")
        self._spans.set_choices(
            [
                ("7", self.tr("近 7 天")),
                ("30", self.tr("近 30 天")),
                ("month", self.tr("本月")),
                ("year", self.tr("本年")),
                (OWN, self.tr("自定")),
            ],
            "30",
        )
        self._spans.chosen.connect(lambda: self._span_chosen())
        self._first = CalmDate("overviewFrom", self.tr("起始日期"))
        self._last = CalmDate("overviewTo", self.tr("截止日期"))
        for edit in (self._first, self._last):
            edit.editingFinished.connect(self._typed)
        top = FlowRow()
        for part in (self._spans, self._first, label(self.tr("至"), "quiet", wrap=False), self._last):
            top.addWidget(part)
        figures = FlowRow()
        self._figures = [
            button(name, "", lambda what=what, state=state: self._open_all(what, state), quiet=True)
            for name, what, state in (
                ("overviewFiled", "filed", ""),
                ("overviewConfirmed", "decided", "confirmed"),
                ("overviewRefused", "decided", "refused"),
            )
        ]
        for each in self._figures:
            figures.addWidget(each)
        self.chart = DayChart("overviewChart")
        self.chart.opened.connect(self._open_day)
        legend = Legend(
            (words().states["confirmed"], "accent"), (words().states["refused"], "warning"), (self.tr("收到"), "normal")
        )
        shown = (
            columns.plain("name", self.tr("名称"), "江苏省注册会计师协会", stretch=True),
            number("count", self.tr("处理"), lambda row: row.count),
            number("confirmed", self.tr("确认"), lambda row: row.confirmed),
            number("refused", self.tr("不予确认"), lambda row: row.refused),
            columns.hours("hours", self.tr("确认学时"), spare=1),
        )
        self.groups = GroupTable(context, "decidedGroups", ASPECTS, shown)
        self.groups.chosen.connect(lambda: self._show_groups())
        self.groups.opened.connect(self._open_group)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addLayout(figures)
        box.addWidget(card(legend, self.chart, margin=0.6))
        box.addWidget(self.groups, 1)
        self._set_period(self._of_span())

    @property
    def period(self) -> Period:
        """From the first day to the last, whichever was typed first."""
        first, last = self._first.day(), self._last.day()
        return Period(min(first, last), max(first, last))

    def keep_up(self, today: date) -> None:
        """A new day has begun: a period that ends today ends later."""
        if today != self._today:
            self._today = today
            if self._spans.code != OWN:
                self._set_period(self._of_span())

    def show_decisions(self, found: Decisions, pathways: dict[str, str]) -> None:
        """Show these figures."""
        self._found, self._pathways = found, pathways
        filed, total = found.filed_total, found.total
        texts = (
            self.tr("收到 {0} 条").format(f"{filed.count:,}"),
            self.tr("确认 {0} 条，{1} 学时").format(f"{total.confirmed:,}", f"{total.confirmed_hours:,.1f}"),
            self.tr("不予确认 {0} 条").format(f"{total.refused:,}"),
        )
        for each, text, count in zip(self._figures, texts, (filed.count, total.confirmed, total.refused), strict=True):
            each.setText(text)
            each.setEnabled(bool(count))
        days, came = found.days, found.filed
        title = self.tr("每日处理")
        if len(days) > MOST_DAYS:
            (days, came), title = weekly(days, came), self.tr("每周处理")
        self.chart.set_bars(self._bars(days, came), title)
        self._show_groups()

    def _bars(self, days: Sequence[Decided], came: Sequence[Tally]) -> list[Bar]:
        said = self.tr("{0}：确认 {1}，不予确认 {2}，收到 {3}")
        bars: list[Bar] = []
        for day, tally in zip(days, came, strict=True):
            label_ = words().short_date(date.fromisoformat(day.code))
            told = said.format(label_, f"{day.confirmed:,}", f"{day.refused:,}", f"{tally.count:,}")
            bars.append(Bar(day.code, label_, told, day.confirmed, day.refused, tally.count))
        return bars

    def _show_groups(self) -> None:
        if self._found is None:
            return
        aspect, found = self.groups.aspect, self._found
        lines = {
            "reviewer": found.by_reviewer,
            "kind": found.by_kind,
            "pathway": found.by_pathway,
            "sponsor": found.by_sponsor,
            "reason": found.by_reason,
        }[aspect]
        self.groups.set_groups(
            [
                Group(
                    it.code,
                    name_of(aspect, it.code, self._pathways),
                    it.refused if aspect == "reason" else it.count,
                    0 if aspect == "reason" else it.confirmed,
                    it.refused,
                    0.0 if aspect == "reason" else it.confirmed_hours,
                )
                for it in lines
            ]
        )

    # --- the period ---------------------------------------------------------------------------------------------

    def _of_span(self) -> Period:
        today = self._today
        match self._spans.code:
            case "month":
                return Period(today.replace(day=1), today)
            case "year":
                return Period(today.replace(month=1, day=1), today)
            case days:
                return Period(today - timedelta(days=int(days or 30) - 1), today)

    def _set_period(self, period: Period) -> None:
        self._first.set_day(period.first)
        self._last.set_day(period.last)

    def _span_chosen(self) -> None:
        if self._spans.code == OWN:
            self._first.setFocus()
            return
        self._set_period(self._of_span())
        self.period_chosen.emit()

    def _typed(self) -> None:
        if self._found is None or self.period != self._found.period:
            self._spans.press(OWN)
            self.period_chosen.emit()

    # --- where figures lead -------------------------------------------------------------------------------------

    def _open_all(self, what: str, state: str) -> None:
        if self._found is None:
            return
        name = words().states[state] if state else self.tr("收到的申请")
        self.asked.emit(Slice(what, self._found.period, state=state), self._told(name))

    def _open_day(self, code: str) -> None:
        if self._found is None:
            return
        first = date.fromisoformat(code)
        whole = len(self._found.days) > MOST_DAYS
        last = min(first + timedelta(days=6), self._found.period.last) if whole else first
        name = words().date_text(first) if first == last else f"{words().date_text(first)} – {words().date_text(last)}"
        self.asked.emit(Slice("decided", Period(first, last)), self.tr("{0} 处理的申请").format(name))

    def _open_group(self, aspect: str, code: str) -> None:
        if self._found is None:
            return
        by = self.groups.aspect
        state = "refused" if by == "reason" else ""
        self.asked.emit(
            Slice("decided", self._found.period, by, code, state), self._told(name_of(by, code, self._pathways))
        )

    def _told(self, name: str) -> str:
        period = self.period
        first, last = words().date_text(period.first), words().date_text(period.last)
        return self.tr("{0}（{1} 至 {2}）").format(name, first, last)


class CalmDate(QDateEdit):
    """A day to type; the wheel scrolls the page, not the day."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setToolTip(title)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setKeyboardTracking(False)
        self.setMinimumWidth(theme.em(self, 6))

    def day(self) -> date:
        """The day that stands there."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Let this day stand there."""
        self.setDate(QDate(day.year, day.month, day.day))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page."""
        event.ignore()
