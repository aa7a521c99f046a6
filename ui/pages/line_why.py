"""Why a line counts as it does: in words, by which rule, and where one can do something about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cpd_core import ledger_basis
from cpd_core.ledger import Line, YearLedger
from cpd_core.wording import hours_text
from ui import theme
from ui.language import words
from ui.pages.remedies import Remedy, remedies
from ui.widgets import Ground, button, clear, label


class LineWhy(Ground):
    """A coloured card under the lines, for the one under the cursor."""

    asked = Signal(object)
    """Remedy: the person wants to go there."""

    def __init__(self) -> None:
        super().__init__("accent")
        self.setObjectName("lineWhyCard")
        self._what = label("", name="lineWhy")
        self._rule = label("", "quiet", name="lineRule")
        self._short = False
        self._places = QHBoxLayout()
        texts = QVBoxLayout()
        texts.setSpacing(theme.em(self, 0.25))
        texts.addWidget(self._what)
        texts.addWidget(self._rule)
        box = QHBoxLayout(self)
        around = theme.em(self, 0.5)
        box.setContentsMargins(around, around, around, around)
        box.addLayout(texts, 1)
        box.addLayout(self._places)

    def explain(self, line: Line | None, ledger: YearLedger, still_open: bool, own: bool) -> None:
        """Say all about a line; None: nothing is chosen. ``own``: the reader is the member."""
        self.setVisible(line is not None)
        clear(self._places)
        if line is None:
            return
        self._what.setText("\n".join((self._figures(line), *self._reasons(line))))
        bases = (
            () if line in ledger.elsewhere else ledger_basis.of_line(ledger.rule_set, line)
        )  # its own year's count it
        self._rule.setText("\n".join(words().basis(basis) for basis in bases))
        self._fit()
        for number, remedy in enumerate(remedies(line, still_open, own)):
            self._offer(number, remedy)

    def set_short(self, short: bool) -> None:
        """Whether there is little room: then the rule stands on hovering only."""
        self._short = short
        self._fit()

    def _fit(self) -> None:
        self._rule.setVisible(bool(self._rule.text()) and not self._short)
        self.setToolTip(self._rule.text() if self._short else "")

    def _offer(self, number: int, remedy: Remedy) -> None:
        made = button(f"lineRemedy{number}", remedy.words, lambda: self.asked.emit(remedy))
        self._places.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)

    def _figures(self, line: Line) -> str:
        title = words().line_title(line)
        if line.source == "exemption":
            return self.tr("{0}：减免 {1} 学时").format(title, hours_text(line.waived))
        figures = self.tr("{0}：申请 {1}，认可 {2}，计入 {3} 学时")
        return figures.format(title, hours_text(line.asked), hours_text(line.eligible), hours_text(line.counted))

    def _reasons(self, line: Line) -> list[str]:
        said = [words().error(reason) for reason in line.reasons]
        return said or [self.tr("全部计入")]
