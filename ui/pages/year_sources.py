"""What each source brings to a year: asked, eligible and counted, side by side; a click leads to its lines."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from cpd_core.ledger import SourceTotal, YearLedger
from cpd_core.wording import hours_text
from ui import theme
from ui.language import words
from ui.widgets import button, clear, label


class SourceSums(QWidget):
    """A small table: a source a row."""

    asked = Signal(str)
    """A source whose lines or courses somebody wants to see."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sourceSums")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.em(self, 1.0))
        self._grid.setVerticalSpacing(theme.em(self, 0.1))

    def show_sums(self, ledger: YearLedger) -> None:
        """Show a year's sources."""
        clear(self._grid)
        totals = ledger.totals()
        self.setVisible(bool(totals))
        for column, title in enumerate((self.tr("来源"), self.tr("申请"), self.tr("认可"), self.tr("计入"))):
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            head = label(title, "quiet", wrap=False)
            if not column:
                head.setIndent(theme.em(self, 0.35))  # as flat buttons stand
            self._grid.addWidget(head, 0, column, side)
        for row, total in enumerate(totals, start=1):
            self._add(row, total)

    def _add(self, row: int, total: SourceTotal) -> None:
        source, name = total.source, words().sources[total.source]
        link = button(f"sourceLink_{source}", name, lambda: self.asked.emit(source), quiet=True)
        link.setToolTip(self.tr("查看已学完课程") if source == "online" else self.tr("查看明细"))
        link.setMaximumHeight(theme.em(self, 1.25))
        self._grid.addWidget(link, row, 0, Qt.AlignmentFlag.AlignLeft)
        if source == "exemption":
            waived = label(self.tr("减免 {0} 学时").format(hours_text(total.waived)), wrap=False)
            self._grid.addWidget(waived, row, 1, 1, 3, Qt.AlignmentFlag.AlignRight)
            return
        for column, hours in enumerate((total.asked, total.eligible, total.counted), start=1):
            cell = label(hours_text(hours), wrap=False, name=f"sourceHours_{source}_{column}")
            self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignRight)
