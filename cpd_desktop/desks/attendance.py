"""培训签到表: the attendance list of a training becomes confirmed hours of each member. Local, undoable until sent."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from cpd_core.applications import drafted
from cpd_core.entities import Application, Attachment, Member, Province
from cpd_core.entries import check_entry, claimed_already, draft_of_entry, entry_id
from cpd_core.messages import Enter
from cpd_core.outcomes import Actor
from cpd_core.prospect import look_ahead
from cpd_desktop.desks.attachments import attachment_of
from cpd_desktop.errors import Refused
from cpd_desktop.exports import attendance_workbook
from cpd_desktop.imports import attendance
from cpd_desktop.imports.attendance import Attendance, Attendee, Training
from cpd_desktop.imports.book import CellIssue, in_order, plain
from cpd_desktop.sentences import Said
from cpd_desktop.store.roster import members_by_number
from cpd_desktop.store.seen import Seen, seen_by_id
from cpd_desktop.store.times import utc_now
from cpd_desktop.views import Batch, Named
from cpd_desktop.words import CHINESE, ENGLISH, Words

if TYPE_CHECKING:
    from cpd_desktop.account import Account
    from cpd_desktop.workspace import Workspace

MEMBERS_A_STEP = 50  # between two looks at how far it is
SAID_ONCE = ("sponsor", "year", "title", "held_on", "attachments")  # of the training, not of each row
COLUMN_OF = {"hours": "hours", "note": "note"}  # of an entry's field; the others are the member's as a whole

Tell = Callable[[int, int], None]


class Roll(Struct, frozen=True):
    """What a list would do. With ``issues`` it does nothing.

    ``doubtful`` are those who seem to have claimed the same activity themselves: they are entered only if one says so,
    and ``doubts`` say of whom. ``over_cap`` are entered; some of their hours will not count. ``already`` are in it.
    """

    name: str
    title: str
    entries: tuple[Enter, ...]
    doubtful: tuple[Enter, ...]
    doubts: tuple[CellIssue, ...]
    over_cap: tuple[CellIssue, ...]
    already: int
    issues: tuple[CellIssue, ...]
    data: bytes
    proof: Attachment

    @property
    def hours(self) -> float:
        """The hours of those who are entered without a doubt."""
        return sum(each.hours for each in self.entries)


class AttendanceDesk:
    """Attendance lists of a province's trainings."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    @property
    def _account(self) -> "Account":
        return self._workspace.account

    def template(self, path: Path, words: Words = CHINESE) -> int:
        """Write an empty list for this year; returns for how many people it has room. Raises Trouble."""
        year = self._account.this_year()
        names = [words.pathway(each.code, each.name) for each in self._pathways(year)]
        return attendance_workbook.write(path, year, names, words)

    def read(self, path: Path, tell: Tell | None = None) -> Roll:
        """Read a list and say what it would do; nothing is stored. Raises Trouble where it is no such workbook."""
        found = attendance.read(path)
        proof = attachment_of(path.name, found.data)
        checked = _Check(self._account, found, proof, self._pathways(found.training.year))
        return checked.roll(tell)

    def enter(self, roll: Roll, doubtful: bool = False, words: Words = CHINESE) -> Batch:
        """Store the entries as one batch that can be undone; raises Refused where the list has mistakes."""
        if roll.issues:
            raise Refused("没有导入", "工作簿中有 {count} 处错误，请改正后重新导入", count=len(roll.issues))
        self._account.acting()  # before anything is kept: this program may be too old
        self._account.store.blobs.add(roll.data, roll.proof.media_type)
        entries = (*roll.entries, *(roll.doubtful if doubtful else ()))
        return self._workspace.review.enter(entries, words.say("培训录入：{title}", title=roll.title))

    def _pathways(self, year: int) -> tuple[Named, ...]:
        return self._workspace.applications.pathways("input", year)


class _Check:
    """One list against what is known here."""

    def __init__(self, account: "Account", found: Attendance, proof: Attachment, pathways: tuple[Named, ...]) -> None:
        self._account = account
        self._found = found
        self._grid = found.grid
        self._issues = list(found.issues)
        self._rules = account.reference.rules()
        self._year = account.this_year()
        self._known = members_by_number(account.store.database, [each.member_no for each in found.attendees])
        self._about = self._training(found.training, proof, pathways)
        self._doubts: dict[str, CellIssue] = {}
        self._over_cap: list[CellIssue] = []

    def roll(self, tell: Tell | None) -> Roll:
        """Check all rows."""
        entries: list[Enter] = []
        doubtful: list[Enter] = []
        already = 0
        pairs = [(one, self._entry(one)) for one in self._found.attendees]
        made = [entry_id(entry) for _one, entry in pairs if entry]
        here = seen_by_id(self._account.store.database, made)
        for done, (one, entry) in enumerate(pairs):
            if tell and done % MEMBERS_A_STEP == 0:
                tell(done, len(pairs))
            if entry is None:
                continue
            if seen := here.get(entry_id(entry)):
                already += self._is_so(one, entry, seen)
            elif self._issues:
                continue  # nothing will be entered: what would be worked out below is not asked for
            elif self._is_doubtful(one, entry):
                doubtful.append(entry)
            else:
                entries.append(entry)
        return Roll(
            self._found.name,
            self._about.title,
            tuple(entries),
            tuple(doubtful),
            tuple(self._doubts.values()),
            tuple(self._over_cap),
            already,
            tuple(sorted(in_order(self._issues), key=lambda issue: issue.sheet == self._grid.name)),
            self._found.data,
            self._about.attachments[0],
        )

    # --- the training ----------------------------------------------------------------------------------------------

    def _training(self, training: Training, proof: Attachment, pathways: tuple[Named, ...]) -> Enter:
        """The training as an entry of nobody yet; what is wrong with it is noted once, not for each row."""
        codes = {plain(name): each.code for each in pathways for name in (each.name, ENGLISH.pathway(each.code, ""))}
        about = Enter(
            member_id="",
            year=training.year,
            sponsor=training.sponsor,
            pathway=codes.get(plain(training.pathway), ""),
            title=training.title,
            held_on=training.held_on,
            hours=1.0,
            ethics=training.ethics,
            attachments=(proof,),
        )
        if training.cells and training.year:
            self._check_training(training, about)
        return about

    def _check_training(self, training: Training, about: Enter) -> None:
        probe = Member(
            id="", rev=1, no="", name="", member_type="cpa", province=self._account.session.province, joined_on=""
        )
        for wrong in check_entry(about, probe, self._rules, self._year):
            if wrong.field in training.cells and (wrong.field != "pathway" or not about.pathway):
                self._issues.append(training.issue(wrong.field, wrong.code, **wrong.params))

    # --- a member ---------------------------------------------------------------------------------------------------

    def _entry(self, one: Attendee) -> Enter | None:
        member = self._member(one)
        if member is None:
            return None
        entry = structs.replace(self._about, member_id=member.id, hours=one.hours, note=one.note)
        wrong = [each for each in check_entry(entry, member, self._rules, self._year) if each.field not in SAID_ONCE]
        if not self._about.pathway:  # said once, of the training
            wrong = [each for each in wrong if each.field != "pathway"]
        for each in wrong:
            self._wrong(one, COLUMN_OF.get(each.field, "member_no"), each.code, **each.params)
        return None if wrong else entry

    def _member(self, one: Attendee) -> Member | None:
        found = self._known.get(one.member_no, [])
        named = [member for member in found if plain(member.name) == plain(one.name)]
        if named:
            return named[0]
        if found:
            said = "编号 {number} 的会员是 {name}，与表中的“{typed}”不符，请核对"
            self._wrong(one, "member_name", said, number=one.member_no, name=found[0].name, typed=one.name[:20])
        elif other := self._other_province(one.member_no):
            self._wrong(one, "member_no", "从编号看是{province}的会员，只能由该省录入", province=other)
        else:
            self._wrong(
                one, "member_no", "本机没有编号为 {number} 的会员，请核对编号或先同步", number=one.member_no[:30]
            )
        return None

    def _other_province(self, number: str) -> str:
        """The province that a CPA's number names (12 digits, the first two), where it is another one."""
        code = number[:2]
        if len(number) != 12 or not number.isdecimal() or code == self._account.session.province:
            return ""
        province = self._account.store.records.entity(Province, code)
        return province.name if province else ""

    def _is_so(self, one: Attendee, entry: Enter, seen: Seen) -> bool:
        """Whether the member is in it already; where otherwise, that is a mistake to be looked at."""
        if seen.state == "confirmed" and seen.confirmed_hours == entry.hours:
            return True
        if seen.state == "confirmed":
            told = "这次培训已录入 {hours} 学时；如需更改，请先撤销确认，再在队列中处理"
            self._wrong(one, "hours", told, hours=seen.confirmed_hours or 0.0)
        else:
            self._wrong(one, "member_no", "这次培训已录入过，后来撤销了；请在队列中处理那一条")
        return False

    def _is_doubtful(self, one: Attendee, entry: Enter) -> bool:
        member = self._account.store.records.entity(Member, entry.member_id)
        if member is None:  # a sync took the member away between two looks; the rules will say so
            return False
        facts = self._account.facts(member)
        if theirs := claimed_already(entry, facts.applications):
            said = "{name}似已自行申报同一活动（{state}，{hours} 学时）"
            params = {"name": one.name, "state": Said(_STATES[theirs.state]), "hours": theirs.hours}
            self._doubts[entry.member_id] = self._grid.issue(one.row, "member_no", said, **params)
            return True
        actor = Actor(name="", at=utc_now())
        supposed: Application = drafted(entry_id(entry), draft_of_entry(entry), member, actor)
        ahead = look_ahead(facts, self._rules, supposed)
        if ahead and ahead.line.counted < entry.hours:
            said = "{name}超过上限：{hours} 学时中计入 {counted} 学时"
            params = {"name": one.name, "hours": entry.hours, "counted": ahead.line.counted}
            self._over_cap.append(self._grid.issue(one.row, "hours", said, **params))
        return False

    def _wrong(self, one: Attendee, key: str, source: str, **params: "str | int | float | Said") -> None:
        self._issues.append(self._grid.issue(one.row, key if key in self._grid.places else "", source, **params))


_STATES = {"pending": "未确认", "confirmed": "已确认", "refused": "不予确认"}
