"""The filter row of the review queue."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from cpd_core.entities import ApplicationKind
from cpd_desktop.desks.applications import ApplicationDesk
from cpd_desktop.views import ApplicationQuery, Named, SortKey
from ui import theme
from ui.forms.calm import CalmChoice, in_language
from ui.language import words
from ui.pages.applications_filter import DECIDED, OUTSTANDING, SponsorBox, state_choices
from ui.pages.listing import in_words
from ui.tasks import Tasks
from ui.widgets import FlowRow, SearchBox


class ReviewFilter(QWidget):
    """What the queue is narrowed to; at first all that nobody has decided."""

    changed = Signal()

    def __init__(self, desk: ApplicationDesk, tasks: Tasks) -> None:
        super().__init__()
        self._desk = desk
        self.state = CalmChoice("reviewState", letters=5, whole_prompt=True)
        self.year = CalmChoice("reviewYear", letters=5, whole_prompt=True)
        self.kind = CalmChoice("reviewKind", letters=5, whole_prompt=True)
        self.pathway = CalmChoice("reviewPathway", letters=5, whole_prompt=True)
        self.sponsor = SponsorBox("reviewSponsor", desk, tasks)
        self.search = SearchBox("reviewSearch", self.tr("姓名、证书编号、备注"))
        self._lay_out()
        self.state.offer(state_choices(), self.tr("全部状态"), "pending")
        self.year.offer([], self.tr("全部年度"))
        self.kind.offer([Named(code, name) for code, name in words().kinds.items()], self.tr("全部类别"))
        self.pathway.offer(
            [], self.tr("全部途径")
        )  # with the years come theirs: the rules are not read for an empty list
        for choice in (self.state, self.pathway):
            choice.currentIndexChanged.connect(self.changed)
        for choice in (self.year, self.kind):
            choice.currentIndexChanged.connect(self._narrowed)
        self.sponsor.searched.connect(self.changed)
        self.search.searched.connect(self.changed)

    def query(self, sort: SortKey, descending: bool) -> ApplicationQuery:
        """The filter as the desk wants it."""
        state = self.state.code()
        return ApplicationQuery(
            kind=cast("ApplicationKind | None", self.kind.code() or None),
            year=int(self.year.code()) if self.year.code() else None,
            state=DECIDED.get(state),
            sync=OUTSTANDING.get(state),
            pathway=self.pathway.code(),
            sponsor=self.sponsor.name,
            sponsor_part=self.sponsor.part,
            text=self.search.text().strip(),
            sort=sort,
            descending=descending,
        )

    @property
    def is_default(self) -> bool:
        """Whether it shows everything undecided and nothing else is asked for."""
        return self.query("filed_at", False) == ApplicationQuery(state="pending", descending=False)

    def offer_years(self, years: Sequence[int]) -> None:
        """Offer the years that occur; the chosen one stays."""
        self.year.offer([Named(str(y), str(y)) for y in years], self.tr("全部年度"), self.year.code())
        self._offer_pathways()

    def in_words(self) -> str:
        """What it narrows the queue to, as one reads it."""
        return in_words(self.state, self.year, self.kind, self.pathway, self.sponsor, self.search)

    def show_member(self, member_no: str) -> None:
        """Show all applications of one member."""
        self.clear()
        self.state.setCurrentIndex(0)
        self.search.setText(member_no)

    def clear(self) -> None:
        """Show everything undecided."""
        for choice in (self.year, self.kind, self.pathway):
            choice.setCurrentIndex(0)
        self.state.setCurrentIndex(max(0, self.state.findData("pending")))
        self.sponsor.clear()
        self.search.clear()

    def _narrowed(self) -> None:
        self._offer_pathways()
        self.changed.emit()

    def _offer_pathways(self) -> None:
        """The pathways of the chosen kind and year; without a year those of the newest."""
        year = int(self.year.code() or self.year.itemData(1) or 0)
        names = {
            named.code: named
            for kind in ("input", "output")
            if self.kind.code() in ("", kind)
            for named in in_language(self._desk.pathways(kind, year))
        }
        self.pathway.offer(list(names.values()), self.tr("全部途径"), self.pathway.code())

    def _lay_out(self) -> None:
        row = FlowRow(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        named = (
            (self.state, self.tr("状态")),
            (self.year, self.tr("年度")),
            (self.kind, self.tr("类别")),
            (self.pathway, self.tr("学时途径")),
        )
        for widget, name in named:
            widget.setAccessibleName(name)
            widget.setToolTip(name)
            row.addWidget(widget)
        row.addWidget(self.sponsor)
        self.search.setMinimumWidth(theme.em(self, 5))
        row.addWidget(self.search)
