"""One member's year: the ring, what is missing in words, the parts as bars, and every line with its why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from cpd_core import ledger_basis
from cpd_core.ledger import Line, YearLedger
from ui import theme
from ui.language import words
from ui.pages import year_words
from ui.pages.line_why import LineWhy
from ui.pages.year_sources import SourceSums
from ui.tables import Column, ListedTable, Mark, columns
from ui.widgets import EmptyOr, EmptyState, Ring, button, card, heading, label, set_tone

NARROW, NARROWEST = 50, 36  # lines of text: less width has no room for bars, for what each source comes to
SHORT = 24  # less height has none for rules


class YearView(QWidget):
    """Shows a ledger. No figure is worked out here: all come from the ledger."""

    courses_asked = Signal()
    """The person wants to see the finished courses behind the online lines."""

    def __init__(self, own: bool) -> None:
        """``own``: whoever reads it is the member."""
        super().__init__()
        self.setObjectName("yearView")
        self._own = own
        self._ledger: YearLedger | None = None
        self._still_open = False
        self._ring = Ring("yearRing")
        self._sentence = heading("", name="yearSentence")
        self._sentence.setWordWrap(True)
        self._more = label("", "quiet", name="yearMore")
        self._cycle = label("", name="yearCycle")
        self._rules = OneLine("yearRules")
        self._parts_told = label("", "quiet", name="yearParts")
        self._parts_told.hide()
        self._bars = QWidget()
        self._parts = QGridLayout(self._bars)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setHorizontalSpacing(theme.em(self, 0.8))
        self._parts.setVerticalSpacing(theme.em(self, 0.35))
        self._parts.setColumnStretch(1, 1)
        self._sources = SourceSums()
        self._sources.asked.connect(self._go_to_source)
        self._courses = button("finishedCourses", self.tr("已学完课程"), self.courses_asked.emit, quiet=True)
        self.why = LineWhy()
        self.lines: ListedTable[Line] = ListedTable("ledgerTable", self._columns(), lambda line: line.ref_id)
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
        self._list.setMinimumHeight(theme.em(self, 5))
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.addStretch(1)
        for part in (self._sentence, self._more, self._cycle, self._parts_told):
            words.addWidget(part)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(theme.em(self, 1.2))
        top.addWidget(self._ring)
        top.addLayout(words, 4)
        top.addWidget(self._bars, 5, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self._sources, 0, Qt.AlignmentFlag.AlignVCenter)
        title = QHBoxLayout()
        title.addWidget(heading(self.tr("学时明细"), factor=1.1))
        title.addWidget(self._rules, 1)
        title.addWidget(self._courses)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card(top, margin=0.6))
        box.addLayout(title)
        box.addWidget(self._list, 1)
        box.addWidget(self.why)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(
                "source",
                self.tr("来源"),
                _source,
                sample=max(words().sources.values(), key=len) + "M",
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
        anew = self._ledger is None or self._ledger.year != ledger.year
        self._ledger, self._still_open = ledger, deadline
        self._ring.set_hours(ledger.counted, ledger.required, ledger.fulfilled)
        self._sentence.setText(year_words.sentence(ledger, deadline))
        set_tone(self._sentence, "good" if ledger.fulfilled else "normal")
        for part, text in ((self._more, year_words.owed_parts(ledger)), (self._cycle, year_words.cycle(ledger))):
            part.setText(text)
            part.setVisible(bool(text))
        owed = [words().basis(basis) for basis in ledger_basis.of_requirement(ledger.rule_set)]
        self._rules.say(words().semicolon.join(owed))
        self._parts_told.setText(year_words.parts_in_words(ledger))
        year_words.fill_parts(self._parts, ledger)
        if not ledger.parts:
            year_words.fill_sources(self._parts, ledger)
        self._sources.show_sums(ledger)
        lines = (*ledger.lines, *ledger.elsewhere)
        self.lines.set_rows(lines)
        self._list.show_content(bool(lines))
        self._courses.setVisible(any(line.source == "online" for line in ledger.lines))
        if anew or self.lines.current() is None:
            short = next((line for line in lines if line.counted < line.asked), None)
            if short:
                self.lines.go_to(short.ref_id)
        self._fit()
        self._explain()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Qt: no, or the stack around would ask for the height that the list would like to have."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: where there is little room the parts are told instead of drawn, and the rule stands on hovering."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < theme.em(self, NARROW)
        self._bars.setVisible(not narrow)
        self._sources.setVisible(self.width() >= theme.em(self, NARROWEST))
        self._parts_told.setVisible(narrow and bool(self._parts_told.text()))
        self.why.set_short(self.height() < theme.em(self, SHORT))

    def _go_to_source(self, source: str) -> None:
        """The online hours open the finished courses; others lead to the first line of theirs."""
        if source == "online":
            self.courses_asked.emit()
            return
        line = next((each for each in self.lines.all_rows() if each.source == source), None)
        if line:
            self.lines.go_to(line.ref_id)
            self.lines.setFocus()

    def in_words(self) -> list[str]:
        """What stands over the lines, for a print: the sentence, what is missing, the parts."""
        places = (self._parts.itemAtPosition(row, 1) for row in range(self._parts.rowCount()))
        bars = [bar for bar in (place.widget() for place in places if place) if bar]
        parts = " · ".join(bar.accessibleName() for bar in bars)
        return [self._sentence.text(), self._more.text(), self._cycle.text(), parts]

    def _explain(self) -> None:
        if self._ledger:
            self.why.explain(self.lines.current(), self._ledger, self._still_open, self._own)

    def _opened(self) -> None:
        line = self.lines.current()
        if line and line.source == "online":
            self.courses_asked.emit()


class OneLine(QLabel):
    """A quiet line that is cut where room is short; all of it is on hovering."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.wear(self, "quiet")
        self._said = ""

    def say(self, text: str) -> None:
        """Show this."""
        self._said = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: another width has room for more or less."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, self.width()))


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
    if "line.other_year" in codes:
        return Mark("info", "", "quiet")
    lost = line.counted < line.asked or "line.refused" in codes
    return Mark("conflict", "", "warning") if lost else Mark("", "", "quiet")
