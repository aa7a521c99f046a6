"""One member's year: the ring, what is missing in words, the parts as bars, and every line with its why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpd_core.ledger import Line, YearLedger
from cpd_core.wording import hours_text
from ui import theme
from ui.language import words
from ui.pages import year_words
from ui.tables import Column, ListedTable, Mark, columns
from ui.widgets import EmptyOr, EmptyState, Ring, button, card, heading, label, set_tone


class YearView(QWidget):
    """Shows a ledger. No figure is worked out here: all come from the ledger."""

    courses_asked = Signal()
    """The person wants to see the finished courses behind the online lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("yearView")
        self._ring = Ring("yearRing")
        self._sentence = heading("", name="yearSentence")
        self._sentence.setWordWrap(True)
        self._more = label("", "quiet", name="yearMore")
        self._rules = label("", "quiet", name="yearRules")
        self._parts = QGridLayout()
        self._parts.setHorizontalSpacing(theme.em(self, 0.8))
        self._parts.setVerticalSpacing(theme.em(self, 0.35))
        self._parts.setColumnStretch(1, 1)
        self._courses = button("finishedCourses", self.tr("已学完课程"), self.courses_asked.emit, quiet=True)
        self._why = label("", name="lineWhy")
        self.lines: ListedTable[Line] = ListedTable("ledgerTable", self._columns(), lambda line: line.ref_id)
        self.lines.setMinimumHeight(theme.em(self, 9))
        self.lines.setAccessibleName(self.tr("学时明细"))
        self.lines.current_changed.connect(self._explain)
        self.lines.opened.connect(self._opened)
        empty = EmptyState(
            "ledgerEmpty",
            "info",
            self.tr("本年度还没有学时记录"),
            self.tr("学完课程并评价，或提交学时申请后，会列在这里"),
        )
        self._list = EmptyOr(self.lines, empty)
        self._why_card = card(self._why, ground="accent", margin=0.5)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.addStretch(1)
        for part in (self._sentence, self._more, self._rules):
            words.addWidget(part)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(theme.em(self, 1.2))
        top.addWidget(self._ring)
        top.addLayout(words, 4)
        top.addLayout(self._parts, 5)
        title = QHBoxLayout()
        title.addWidget(heading(self.tr("学时明细"), factor=1.1))
        title.addStretch(1)
        title.addWidget(self._courses)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card(top, margin=0.6))
        box.addLayout(title)
        box.addWidget(self._list, 1)
        box.addWidget(self._why_card)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(
                "source",
                self.tr("来源"),
                _source,
                sample=max(words().sources.values(), key=len),
                sort="source",
                spare=4,
            ),
            columns.day("date", self.tr("日期"), spare=3),
            Column("title", self.tr("内容"), words().line_title, "江苏省注册会计师协会", "title", stretch=True),
            columns.hours("asked", self.tr("申请"), spare=2),
            columns.hours("eligible", self.tr("认可"), spare=1),
            columns.hours("counted", self.tr("计入")),
            Column("why", self.tr("说明"), _why, sample=self.tr("等待省注协确认"), stretch=True, mark=_why_mark),
        )

    # --- showing ------------------------------------------------------------------------------------------------

    def show_ledger(self, ledger: YearLedger, deadline: bool) -> None:
        """Show a year; ``deadline`` says whether it can still be made up for."""
        self._ring.set_hours(ledger.counted, ledger.required, ledger.fulfilled)
        self._sentence.setText(year_words.sentence(ledger, deadline))
        set_tone(self._sentence, "good" if ledger.fulfilled else "normal")
        self._more.setText(year_words.owed_parts(ledger))
        self._more.setVisible(bool(self._more.text()))
        self._rules.setText(self._cycle_in_words(ledger))
        self._rules.setVisible(bool(self._rules.text()))
        year_words.fill_parts(self._parts, ledger)
        self.lines.set_rows(ledger.lines)
        self._list.show_content(bool(ledger.lines))
        self._courses.setVisible(any(line.source == "online" for line in ledger.lines))
        if self.lines.current() is None:
            short = next((line for line in ledger.lines if line.counted < line.asked), None)
            if short:
                self.lines.go_to(short.ref_id)
        self._explain()

    def _cycle_in_words(self, ledger: YearLedger) -> str:
        if len(ledger.cycle) < 2:
            return ""
        words = self.tr("考核周期 {0} 至 {1} 年：已完成 {2}，应完成 {3} 学时")
        figures = hours_text(ledger.cycle_counted), hours_text(ledger.cycle_required)
        return words.format(ledger.cycle[0], ledger.cycle[-1], *figures)

    def in_words(self) -> list[str]:
        """What stands over the lines, for a print: the sentence, what is missing, the parts."""
        places = (self._parts.itemAtPosition(row, 1) for row in range(self._parts.rowCount()))
        bars = [bar for bar in (place.widget() for place in places if place) if bar]
        parts = " · ".join(bar.accessibleName() for bar in bars)
        return [self._sentence.text(), self._more.text(), self._rules.text(), parts]

    def _explain(self) -> None:
        line = self.lines.current()
        self._why_card.setVisible(line is not None)
        if line is None:
            return
        first = self.tr("{0}：申请 {1}，认可 {2}，计入 {3} 学时").format(
            words().line_title(line), hours_text(line.asked), hours_text(line.eligible), hours_text(line.counted)
        )
        reasons = [words().error(reason) for reason in line.reasons] or [self.tr("全部计入")]
        self._why.setText("\n".join((first, *reasons)))

    def _opened(self) -> None:
        line = self.lines.current()
        if line and line.source == "online":
            self.courses_asked.emit()


def _source(line: Line) -> str:
    return words().sources[line.source]


def _why(line: Line) -> str:
    return words().errors(line.reasons)


def _why_mark(line: Line) -> Mark:
    """What waits for others is no warning; what lost hours or was refused is one."""
    codes = {reason.code for reason in line.reasons}
    if "line.unsent" in codes:
        return Mark("unsent", "", "accent")
    if "line.pending" in codes:
        return Mark("pending", "", "quiet")
    lost = line.counted < line.asked or "line.refused" in codes
    return Mark("conflict", "", "warning") if lost else Mark("", "", "quiet")
