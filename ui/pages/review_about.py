"""What a decision rests on, beside the facts of an application: its flags in words, the member's year, what was decided
before. The flags' names are there at once; what has to be looked up comes from a worker and takes their place.
"""

from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpd_core.entities import Application
from cpd_core.wording import hours_text
from cpd_desktop.desks.applications import ApplicationDesk
from cpd_desktop.desks.standing import Standing, standing_of
from cpd_desktop.views import ApplicationDetail, ApplicationRow, Aside, FlagReason
from cpd_desktop.workspace import Workspace
from ui import flags, marks, theme
from ui.forms import outlook
from ui.language import words
from ui.pages import year_words
from ui.pages.applications_detail import DetailPane
from ui.tasks import Tasks
from ui.widgets import Ground, Picture, button, clear, label

Frame = TypeVar("Frame", bound=QWidget)
BEFORE_SHOWN = 5  # earlier decisions


class About(Struct, frozen=True):
    """What was looked up of one application."""

    application_id: str
    reasons: tuple[FlagReason, ...]
    aside: Aside | None
    standing: Standing
    pathways: dict[str, str]  # names of those of ``standing.before``


def read_about(workspace: Workspace, application: Application) -> About:
    """Look it up, in a worker."""
    standing = standing_of(workspace.account, application)
    reference, province = workspace.account.reference, application.province
    names = {a.pathway or a.condition: reference.name_of(a.pathway or a.condition, a.year, province)
             for a in standing.before[:BEFORE_SHOWN]}  # fmt: skip
    queue = workspace.queue
    return About(application.id, queue.reasons(application.id), queue.aside(application.id), standing, names)


class QueueDetail(DetailPane):
    """One application of the queue with all that a decision rests on."""

    others_asked = Signal(object)
    """Tuple of ids: these applications are to be shown."""
    member_asked = Signal(str)
    """The member's number: all of their applications are to be shown."""
    hours_asked = Signal(str)
    """The member's number: their hours are to be shown."""

    def __init__(self, desk: ApplicationDesk, tasks: Tasks) -> None:
        self._row: ApplicationRow | None = None
        self._flags = Ground("warning")
        self._below = QWidget()
        super().__init__(desk, tasks, staff=True, with_attachments=False)

    def clear(self) -> None:
        """Nothing is chosen."""
        self._row = None
        super().clear()

    def show_row(self, detail: ApplicationDetail, row: ApplicationRow) -> None:
        """Show this application; ``row`` has the flags."""
        self._row = row
        self.show_detail(detail)

    def shows(self, detail: ApplicationDetail, row: ApplicationRow) -> bool:
        """Whether just this is shown already."""
        return (self.detail, self._row) == (detail, row)

    def above(self, detail: ApplicationDetail) -> Sequence[QWidget]:
        """Who has taken it."""
        taken = self._row.claim if self._row else ""
        return (label(words().pair(self.tr("认领"), taken), "accent", name="detailClaim"),) if taken else ()

    def below(self, detail: ApplicationDetail) -> Sequence[QWidget]:
        """The flags, at once by name, and room for what has to be looked up; the facts above stay in their place."""
        self._flags, box = _part(Ground("warning"), "detailFlags", theme.em(self, 0.5))
        row = self._row
        for flag in row.flags if row else ():
            box.addLayout(self._flag(flags.word(flag), ()))
        if not (row and row.flags):
            self._flags.hide()
        self._below, _box = _part(QWidget(), "detailAbout", 0)
        return (self._flags, self._below)

    def add_history(self, box: QVBoxLayout, detail: ApplicationDetail) -> None:
        """Later, with what was looked up: the facts must stand there with the next frame."""

    def show_about(self, about: About) -> None:
        """What was looked up is here; too late where another application is shown by now."""
        if self.detail is None or self.detail.application.id != about.application_id:
            return
        flagged, below = self._flags.layout(), self._below.layout()
        assert isinstance(flagged, QVBoxLayout)
        assert isinstance(below, QVBoxLayout)
        if about.reasons:
            clear(flagged)
            for reason in about.reasons:
                said = words().pair(flags.word(reason.flag), words().error(reason.said))
                flagged.addLayout(self._flag(said, reason.others))
            self._flags.show()
        clear(below)
        if about.aside:
            self._say_aside(below, about.aside)
        self._say_year(below, about.standing)
        self._say_before(below, about)
        super().add_history(below, self.detail)

    # --- flags ----------------------------------------------------------------------------------------------------

    def _flag(self, said: str, others: tuple[str, ...]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.em(self, 0.4))
        line.addWidget(Picture("flag", "warning"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(said, name="flagText"), 1)
        if others and self.detail:
            ids = (self.detail.application.id, *others)
            show = button("flagOthers", self.tr("查看相关"), lambda: self.others_asked.emit(ids), quiet=True)
            show.setToolTip(self.tr("在列表中显示这条与相关的 {0} 条申请").format(len(others)))
            line.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        return line

    # --- what was looked up -----------------------------------------------------------------------------------------

    def _say_aside(self, box: QVBoxLayout, aside: Aside) -> None:
        when = words().moment(aside.at)
        said = self.tr("{0} 搁置").format(when)
        box.addWidget(label(words().pair(said, aside.note) if aside.note else said, "accent", name="detailAside"))

    def _say_year(self, box: QVBoxLayout, standing: Standing) -> None:
        ledger = standing.ledger
        if ledger is None:
            return
        line = QHBoxLayout()
        line.addWidget(label(year_words.in_short(ledger), name="detailYear"), 1)
        show = button("detailHours", self.tr("学时查询"), self._ask_hours, quiet=True)
        line.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(label(self.tr("本年度学时"), "quiet", wrap=False))
        box.addLayout(line)
        if parts := year_words.parts_in_words(ledger):
            box.addWidget(label(parts, "quiet", name="detailParts"))
        if standing.prospect:
            said, less = outlook.in_words(standing.prospect)
            box.addWidget(
                label(words().pair(self.tr("若确认本条"), said), "warning" if less else "normal", name="detailProspect")
            )

    def _say_before(self, box: QVBoxLayout, about: About) -> None:
        before = about.standing.before
        line = QHBoxLayout()
        line.addWidget(label(self.tr("此前的处理"), "quiet", wrap=False))
        line.addStretch(1)
        if before:
            more = self.tr("该会员的全部申请")
            line.addWidget(button("detailMember", more, self._ask_member, quiet=True))
        box.addLayout(line)
        if not before:
            box.addWidget(label(self.tr("没有处理过该会员的申请"), name="detailBefore"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.em(self, 0.5))
        grid.setVerticalSpacing(theme.em(self, 0.2))
        grid.setColumnStretch(1, 1)
        for number, application in enumerate(before[:BEFORE_SHOWN]):
            mark = marks.of_application(application.state)
            grid.addWidget(Picture(mark.icon, mark.tone), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(_decided(application, about.pathways), name="detailBefore"), number, 1)
        box.addLayout(grid)

    def _ask_hours(self) -> None:
        if self.detail:
            self.hours_asked.emit(self.detail.application.member_no)

    def _ask_member(self) -> None:
        if self.detail:
            self.member_asked.emit(self.detail.application.member_no)


def _decided(application: Application, pathways: dict[str, str]) -> str:
    """An earlier decision in a line: what was asked, what came of it, and why."""
    said = words()
    code = application.pathway or application.condition
    about = [str(application.year), application.sponsor, said.pathway(code, pathways.get(code, code))]
    asked, given = application.hours, application.confirmed_hours
    if application.kind != "exemption":
        fewer = given is not None and given != asked
        about.append(f"{hours_text(asked)} → {hours_text(given or 0.0)}" if fewer else hours_text(asked))
    about.append(said.states[application.state])
    text = " · ".join(part for part in about if part)
    return said.pair(text, application.reason) if application.reason else text


def _part(frame: Frame, name: str, around: int) -> tuple[Frame, QVBoxLayout]:
    frame.setObjectName(name)
    box = QVBoxLayout(frame)
    box.setContentsMargins(around, around, around, around)
    box.setSpacing(theme.em(frame, 0.25))
    return frame, box
