"""The filter row of the applications: year, sponsor or state, and a search."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from cpd_core.entities import ApplicationKind, ApplicationState
from cpd_desktop.desks.applications import ApplicationDesk
from cpd_desktop.views import ApplicationQuery, Named, SortKey, SyncMark
from ui import marks, theme
from ui.forms.calm import CalmChoice
from ui.forms.sponsor_edit import SponsorEdit
from ui.language import words
from ui.pages.listing import in_words
from ui.tasks import Tasks
from ui.widgets import FlowRow, SearchBox

OUTSTANDING: dict[str, SyncMark] = {"unsent": "unsent", "conflict": "conflict"}
DECIDED: dict[str, ApplicationState] = {"pending": "pending", "confirmed": "confirmed", "refused": "refused"}


def state_choices() -> list[Named]:
    """The states to filter by: the three of the service, and what is outstanding here, as the list calls it."""
    return [
        *(Named(code, name) for code, name in words().states.items()),
        Named("unsent", QCoreApplication.translate("applicationsFilter", "待发送")),
        Named("conflict", marks.of_application("pending", "conflict").text),
    ]


class SponsorBox(SponsorEdit):
    """A sponsor to filter by: the name that was taken from the list, or whatever part of a name was typed."""

    searched = Signal()

    def __init__(self, name: str, desk: ApplicationDesk, tasks: Tasks) -> None:
        super().__init__(desk, tasks)
        self.setObjectName(name)
        self.setPlaceholderText(self.tr("主办方单位"))
        self.setAccessibleName(self.tr("主办方单位"))
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(theme.em(self, 10))
        self._taken = ""
        self._told = ("", "")
        self.taken.connect(self._take_name)
        self.returnPressed.connect(self._take_initials)
        self.editingFinished.connect(self._tell)
        self.textChanged.connect(self._tell_cleared)

    @property
    def name(self) -> str:
        """The whole name, "" where only a part was typed."""
        return self._taken if self.text().strip() == self._taken else ""

    @property
    def part(self) -> str:
        """What was typed, "" where a name was taken."""
        return "" if self.name else self.text().strip()

    def show_sponsor(self, name: str, part: str = "") -> None:
        """Show a whole name, or else a part of one, and tell nobody."""
        self._taken = name
        self._told = (name, "" if name else part)
        self.setText(name or part)

    def _take_name(self, name: str) -> None:
        self._taken = name.strip()
        self._tell()

    def _take_initials(self) -> None:
        """Enter after initials that stand in no name: the best name is meant."""
        typed, offered = self.text().strip(), self.offered()
        if offered and not any(typed in name for name in offered):
            self.setText(offered[0])
            self._take_name(offered[0])

    def _tell(self) -> None:
        if (self.name, self.part) != self._told:
            self._told = (self.name, self.part)
            self.searched.emit()

    def _tell_cleared(self, text: str) -> None:
        if not text:
            self._tell()


class FilterRow(QWidget):
    """What the list is narrowed to; :meth:`query` says it to the desk."""

    changed = Signal()

    def __init__(self, desk: ApplicationDesk, tasks: Tasks, staff: bool) -> None:
        super().__init__()
        self._desk = desk
        self._staff = staff
        self._years: Sequence[int] = ()
        self.year = CalmChoice("filterYear", letters=5, whole_prompt=True)
        self.state = CalmChoice("filterState", letters=5, whole_prompt=True)
        self.sponsor = SponsorBox("filterSponsor", desk, tasks)
        self.search = SearchBox("filterSearch", self._looked_in("input"))
        self.year.offer([], self.tr("全部年度"))
        self.state.offer(state_choices(), self.tr("全部状态"))
        self._lay_out()
        self.year.currentIndexChanged.connect(self.changed)
        self.state.currentIndexChanged.connect(self.changed)
        self.sponsor.searched.connect(self.changed)
        self.search.searched.connect(self.changed)

    def query(self, kind: ApplicationKind, sort: SortKey, descending: bool) -> ApplicationQuery:
        """The filter for one kind; the sponsor narrows input-based applications only, as only they have one."""
        state, text = self.state.code(), self.search.text().strip()
        return ApplicationQuery(
            kind=kind,
            year=int(self.year.code()) if self.year.code() else None,
            state=DECIDED.get(state),
            sync=OUTSTANDING.get(state),
            sponsor=self.sponsor.name if kind == "input" else "",
            sponsor_part=self.sponsor.part if kind == "input" else "",
            text=text,
            text_pathways=self._pathways_named(kind, text) if text else (),
            sort=sort,
            descending=descending,
        )

    def offer_years(self, years: Sequence[int]) -> None:
        """Offer the years that occur; the chosen one stays, even where it has gone."""
        self._years = years
        chosen = self.year.code()
        if chosen and int(chosen) not in years:
            years = sorted((*years, int(chosen)), reverse=True)
        self.year.offer([Named(str(y), str(y)) for y in years], self.tr("全部年度"), chosen)

    def show_for(self, kind: ApplicationKind) -> None:
        """Show the filters that fit the kind."""
        self.sponsor.setVisible(kind == "input")
        self.search.setPlaceholderText(self._looked_in(kind))
        self.search.setAccessibleName(self._looked_in(kind))

    def in_words(self) -> str:
        """What it narrows the list to, as one reads it."""
        return in_words(self.year, self.state, self.sponsor, self.search)

    def clear(self) -> None:
        """Narrow to nothing."""
        for choice in (self.year, self.state):
            choice.setCurrentIndex(0)
        self.sponsor.clear()
        self.search.clear()

    def _pathways_named(self, kind: ApplicationKind, text: str) -> tuple[str, ...]:
        """The pathways, or grounds for exemption, whose name has this text in it: as the list calls them."""
        desk = self._desk
        known = (desk.conditions(y) if kind == "exemption" else desk.pathways(kind, y) for y in self._years)
        names = {each.code: words().pathway(each.code, each.name) for of_year in known for each in of_year}
        return tuple(code for code, name in names.items() if text.casefold() in name.casefold())

    def _looked_in(self, kind: ApplicationKind) -> str:
        """Where a text is looked for."""
        parts = [self.tr("姓名"), self.tr("证书编号")] if self._staff else []
        if kind == "input":
            parts.append(self.tr("主办方"))
        parts += [self.tr("条件") if kind == "exemption" else self.tr("途径"), self.tr("备注")]
        return words().comma.join(parts)

    def _lay_out(self) -> None:
        row = FlowRow(self)
        for name, widget in ((self.tr("学时年度"), self.year), (self.tr("状态"), self.state)):
            widget.setAccessibleName(name)
            widget.setToolTip(name)
            row.addWidget(widget)
        row.addWidget(self.sponsor)
        self.search.setMinimumWidth(theme.em(self, 10))
        row.addWidget(self.search)
