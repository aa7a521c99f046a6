"""待确认: how many wait and since when, by kind, pathway and organiser."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpd_core.overview import AgeBand, Tally, Waiting
from cpd_desktop.store.overview import Slice
from ui import theme
from ui.language import words
from ui.pages.overview_chart import BarButton
from ui.pages.overview_groups import Group, GroupTable, name_of, number
from ui.pages.page import Context
from ui.tables import columns
from ui.widgets import FlowRow, SideBySide, button, card, clear, heading, label

OLD = 15  # days; what waits longer wants somebody


class WaitingView(QWidget):
    """The queue in figures; every one of them leads to its applications."""

    asked = Signal(object, str)
    """(Slice, what it is in words)"""
    decide = Signal()
    """Somebody wants to work down the queue."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._found: Waiting | None = None
        self._pathways: dict[str, str] = {}
        self._count = heading("", "overviewWaiting", 1.9)
        self._since = label("", name="overviewSince")
        self._go = button("overviewDecide", self.tr("去确认"), self.decide.emit, primary=True)
        self._bars = QVBoxLayout()
        self._bars.setSpacing(theme.em(self, 0.2))
        shown = (
            columns.plain("name", self.tr("名称"), "江苏省注册会计师协会", stretch=True),
            number("count", self.tr("数量"), lambda row: row.count),
            columns.hours("hours", self.tr("申请学时")),
        )
        self.groups = GroupTable(context, "waitingGroups", ("kind", "pathway", "sponsor"), shown)
        self.groups.chosen.connect(lambda: self._show_groups())
        self.groups.opened.connect(self._open_group)
        row = FlowRow()
        row.addWidget(self._go)
        left = card(self._count, self._since, row, heading(self.tr("已等待"), factor=1.1), self._bars)
        inside = left.layout()
        if isinstance(inside, QVBoxLayout):
            inside.addStretch(1)
        cards = SideBySide(38)
        cards.add(left, 5)
        cards.add(card(self.groups), 6)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(cards, 1)

    def show_waiting(self, found: Waiting, pathways: dict[str, str]) -> None:
        """Show these figures."""
        self._found, self._pathways = found, pathways
        self._count.setText(self.tr("{0} 条待确认").format(f"{found.count:,}"))
        self._since.setText(self._since_when(found))
        self._go.setEnabled(bool(found.count))
        clear(self._bars)
        most = max((band.count for band in found.ages), default=0)
        for band in found.ages:
            text = self._age(band)
            tone: theme.Tone = "warning" if band.first >= OLD else "accent"
            line = BarButton(
                f"waitingAge_{band.first}", text, f"{band.count:,}", band.count / most if most else 0.0, tone
            )
            line.clicked.connect(lambda _on=False, band=band, text=text: self._open_age(band, text))
            self._bars.addWidget(line)
        self._show_groups()

    def _since_when(self, found: Waiting) -> str:
        if found.oldest is None:
            return self.tr("会员新提交的申请在同步后出现在这里")
        days = max(0, (found.today - found.oldest).days)
        said = self.tr("共申请 {0} 学时；最早的一条于 {1} 提交，已等待 {2} 天")
        return said.format(f"{found.hours:,.1f}", words().date_text(found.oldest), f"{days:,}")

    def _age(self, band: AgeBand) -> str:
        if band.last is None:
            return self.tr("{0} 天以上").format(band.first)
        return self.tr("{0}–{1} 天").format(band.first, band.last)

    def _show_groups(self) -> None:
        if self._found is None:
            return
        aspect = self.groups.aspect
        tallies: dict[str, tuple[Tally, ...]] = {
            "kind": self._found.by_kind,
            "pathway": self._found.by_pathway,
            "sponsor": self._found.by_sponsor,
        }
        self.groups.set_groups(
            [Group(t.code, name_of(aspect, t.code, self._pathways), t.count, hours=t.hours) for t in tallies[aspect]]
        )

    def _open_age(self, band: AgeBand, text: str) -> None:
        self.asked.emit(Slice("waiting", band.filed), self.tr("待确认，已等待 {0}").format(text))

    def _open_group(self, aspect: str, code: str) -> None:
        by = self.groups.aspect
        name = name_of(by, code, self._pathways)
        self.asked.emit(Slice("waiting", aspect=by, code=code), self.tr("待确认，{0}").format(name))
