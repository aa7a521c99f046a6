"""What the review queue is narrowed to: the usual ways in a row, others in a part that opens, and all as chips."""

from collections.abc import Sequence
from typing import cast

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cpd_core.entities import ApplicationKind
from cpd_desktop.desks.applications import ApplicationDesk
from cpd_desktop.views import ApplicationQuery, Named, SortKey
from ui import theme
from ui.forms.calm import CalmChoice, in_language
from ui.language import words
from ui.pages.applications_filter import DECIDED, OUTSTANDING, SponsorBox, state_choices
from ui.pages.review_filter_chips import PartChips
from ui.pages.review_filter_more import MorePart
from ui.pages.review_filter_words import START, Part, parts_of, same_filter, without
from ui.tasks import Tasks
from ui.widgets import FlowRow, SearchBox, button

LEAVING = (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""Keys that lead from a field to the list."""


class ReviewFilter(QWidget):
    """At first all that nobody has decided. :meth:`query` says it to the desk, :meth:`show_query` shows another.

    ``chips`` and ``more`` are for the page to place.
    """

    changed = Signal()
    left = Signal()
    """Esc or Down in a field: the keyboard goes back to the list."""

    def __init__(self, desk: ApplicationDesk, tasks: Tasks) -> None:
        super().__init__()
        self._desk = desk
        self._rest = START  # what no field shows: which members, batch, applications
        self.state = CalmChoice("reviewState", letters=5, whole_prompt=True)
        self.year = CalmChoice("reviewYear", letters=5, whole_prompt=True)
        self.kind = CalmChoice("reviewKind", letters=5, whole_prompt=True)
        self.pathway = CalmChoice("reviewPathway", letters=5, whole_prompt=True)
        self.sponsor = SponsorBox("reviewSponsor", desk, tasks)
        self.search = SearchBox("reviewSearch", self.tr("姓名、证书编号、备注"))
        self.more = MorePart()
        self.more.hide()
        self.more_button = button("filterMoreToggle", self.tr("更多筛选"), self.toggle_more, quiet=True)
        self.chips = PartChips()
        self._lay_out()
        self.state.offer(state_choices(), self.tr("全部状态"), "pending")
        self.year.offer([], self.tr("全部年度"))
        self.kind.offer([Named(code, name) for code, name in words().kinds.items()], self.tr("全部类别"))
        self.pathway.offer(
            [], self.tr("全部途径")
        )  # with the years come theirs: the rules are not read for an empty list
        self._connect()
        self._show_parts()

    # --- the query ------------------------------------------------------------------------------------------------

    def query(self, sort: SortKey, descending: bool) -> ApplicationQuery:
        """The filter as the desk wants it."""
        state = self.state.code()
        usual = replace(
            self._rest,
            kind=cast("ApplicationKind | None", self.kind.code() or None),
            year=int(self.year.code()) if self.year.code() else None,
            state=DECIDED.get(state),
            sync=OUTSTANDING.get(state),
            pathway=self.pathway.code(),
            sponsor=self.sponsor.name,
            sponsor_part=self.sponsor.part,
            sponsorless=self._rest.sponsorless and not self.sponsor.text().strip(),
            text=self.search.text().strip(),
            sort=sort,
            descending=descending,
        )
        return self.more.narrow(usual)

    def show_query(self, query: ApplicationQuery) -> None:
        """Narrow the queue to this instead; its order is the list's business."""
        self._rest = replace(
            START,
            member_id=query.member_id,
            batch_id=query.batch_id,
            ids=query.ids,
            sponsorless=query.sponsorless,
        )
        state = next((code for code, sync in OUTSTANDING.items() if sync == query.sync), query.state or "")
        year = str(query.year or "")
        if self.year.findData(year) < 0:
            self.year.addItem(year, year)
        for choice, code in ((self.state, state), (self.year, year), (self.kind, query.kind or "")):
            choice.blockSignals(True)
            choice.setCurrentIndex(max(0, choice.findData(code)))
            choice.blockSignals(False)
        self._offer_pathways(query.pathway)
        self.sponsor.show_sponsor(query.sponsor, query.sponsor_part)
        self.search.show_text(query.text)
        self.more.show_query(query)
        self._tell()

    @property
    def is_default(self) -> bool:
        """Whether it shows everything undecided and nothing else is asked for."""
        return same_filter(self.query("filed_at", False), START)

    def in_words(self) -> str:
        """What it narrows the queue to, as one reads it."""
        said = words()
        state = [said.pair(self.state.accessibleName(), self.state.currentText())] if self.state.code() else []
        return " · ".join([*state, *(part.text for part in self._parts() if part.key != "state")]) or self.tr("全部")

    def show_member(self, member_no: str) -> None:
        """Show all applications of one member."""
        self.show_query(replace(START, state=None, aside=None, member=member_no))

    def clear(self) -> None:
        """Show everything undecided."""
        self.show_query(START)

    def toggle_more(self) -> None:
        """Open the rarer ways to narrow, or close them."""
        self.more.setVisible(self.more.isHidden())
        self.more_button.setText(self.tr("更多筛选") if self.more.isHidden() else self.tr("收起筛选"))
        if not self.more.isHidden():
            self.more.member.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: a key that no field has a use for."""
        if event.key() in LEAVING:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # --- what is offered ----------------------------------------------------------------------------------------

    def offer_years(self, years: Sequence[int]) -> None:
        """Offer the years that occur; the chosen one stays."""
        chosen = self.year.code()
        offered = sorted({*years, *([int(chosen)] if chosen else [])}, reverse=True)
        self.year.offer([Named(str(y), str(y)) for y in offered], self.tr("全部年度"), chosen)
        self._offer_pathways(self.pathway.code())
        self._show_parts()

    def _pathways(self) -> dict[str, Named]:
        """The pathways of the chosen kind and year, for exemptions the grounds; without a year of the newest."""
        year = int(self.year.code() or self.year.itemData(1) or 0)
        kind = self.kind.code()
        found = self._desk.conditions(year) if kind == "exemption" else ()
        kinds: tuple[ApplicationKind, ...] = ("input", "output")
        each = (self._desk.pathways(one, year) for one in kinds if kind in ("", one))
        return {named.code: named for group in (found, *each) for named in in_language(group)}

    def _offer_pathways(self, chosen: str) -> None:
        """The chosen one stays, also where it is of another year: what narrows the list has to be seen."""
        names = self._pathways()
        if chosen and chosen not in names:
            names[chosen] = Named(chosen, words().pathway(chosen, chosen))
        self.pathway.offer(list(names.values()), self.tr("全部途径"), chosen)

    # --- telling --------------------------------------------------------------------------------------------------

    def _parts(self) -> list[Part]:
        named = self.pathway.currentText() if self.pathway.code() else ""
        return parts_of(self.query("filed_at", False), named)

    def _show_parts(self) -> None:
        self.chips.show_parts(self._parts())

    def _tell(self) -> None:
        self._show_parts()
        self.changed.emit()

    def _narrowed(self) -> None:
        chosen = self.pathway.code()
        self._offer_pathways(chosen if chosen in self._pathways() else "")
        self._tell()

    def _take_off(self, part: Part) -> None:
        self.show_query(without(self.query("filed_at", False), part))

    def _connect(self) -> None:
        for choice in (self.state, self.pathway):
            choice.currentIndexChanged.connect(self._tell)
        for choice in (self.year, self.kind):
            choice.currentIndexChanged.connect(self._narrowed)
        for told in (self.sponsor.searched, self.search.searched, self.more.changed):
            told.connect(self._tell)
        self.chips.taken_off.connect(self._take_off)
        self.chips.all_taken_off.connect(self.clear)
        self.more.left.connect(self.left)

    def _lay_out(self) -> None:
        row = FlowRow()
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
        row.addWidget(self.more_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(row)
