"""Excel there and back: a queue goes out as a workbook, and comes back with decisions. All local."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cpd_core.entities import Province
from cpd_desktop.desks.exports import PAGE, ExportProgress
from cpd_desktop.desks.review import Decision
from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.exports import review_workbook
from cpd_desktop.exports.review_layout import ABOUT, FORM, About
from cpd_desktop.exports.review_workbook import ROWS_MAX, QueueRow
from cpd_desktop.imports import decisions as filled_in
from cpd_desktop.imports.book import CellIssue, open_book
from cpd_desktop.imports.decisions import Filled, Line
from cpd_desktop.sentences import Said
from cpd_desktop.store.seen import Seen, revisions, seen_by_id
from cpd_desktop.store.times import utc_now
from cpd_desktop.views import ApplicationQuery, Batch, Total
from cpd_desktop.words import CHINESE, Words

if TYPE_CHECKING:
    from cpd_desktop.desks.attendance import Roll
    from cpd_desktop.workspace import Workspace

NOTHING = Total(0, 0.0)


class Preview(Struct, frozen=True):
    """What a workbook would do. With ``issues`` it does nothing; what is ``left_out`` is not decided, the rest is.

    ``fewer_asked`` are the hours asked for by those that get fewer. ``already``: decided the same way meanwhile.
    """

    name: str
    by: str
    at: str
    decisions: tuple[Decision, ...]
    confirm: Total
    fewer: Total
    fewer_asked: float
    refuse: int
    later: int
    blank: int
    already: int
    left_out: tuple[CellIssue, ...]
    issues: tuple[CellIssue, ...]
    remarks: tuple[Said, ...]


class WorkbookDesk:
    """Workbooks of the reviewer's queue."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    def export(
        self,
        what: ApplicationQuery | Sequence[int],
        path: Path,
        reasons: Sequence[str] | None = None,
        progress: ExportProgress | None = None,
        words: Words = CHINESE,
    ) -> int:
        """Write a queue, or the rows with these ids, to be decided in Excel; returns how many. Raises Trouble.

        ``reasons`` are offered for refusals; by default the reviewer's own.
        """
        desk = self._workspace.applications
        rids = desk.ids(what) if isinstance(what, ApplicationQuery) else what
        if len(rids) > ROWS_MAX:
            raise Trouble(
                "行数过多", "一次最多导出 {max:,} 条，现有 {count:,} 条，请缩小筛选范围", max=ROWS_MAX, count=len(rids)
            )

        def rows() -> Iterator[QueueRow]:
            for start in range(0, len(rids), PAGE):
                some = rids[start : start + PAGE]
                revs = revisions(self._workspace.account.store.database, some)
                yield from (QueueRow(row, revs[row.id]) for row in desk.rows(some) if row.id in revs)
                if progress:
                    progress(min(start + PAGE, len(rids)), len(rids))

        offered = self._workspace.review.reasons.offered() if reasons is None else reasons
        return review_workbook.write(path, rows(), self._about(len(rids)), offered, words)

    def read(self, path: Path) -> Preview:
        """Read a workbook back and say what it would do; nothing is stored. Raises Trouble where it is none of ours."""
        filled = filled_in.read(path)
        self._check_origin(filled.about)
        here = seen_by_id(self._workspace.account.store.database, [line.id for line in filled.lines])
        return _preview(filled, here, self._remarks(filled))

    def read_any(self, path: Path, tell: ExportProgress | None = None) -> "Preview | Roll":
        """Read a workbook of decisions or, where it is none, an attendance list. Raises Trouble."""
        if ABOUT in open_book(path).sheets:
            return self.read(path)
        return self._workspace.attendance.read(path, tell)

    def apply(self, preview: Preview, words: Words = CHINESE) -> Batch:
        """Store the decisions of a preview as one batch that can be undone; raises Refused where it has mistakes."""
        if preview.issues:
            raise Refused("没有导入", "工作簿中有 {count} 处错误，请改正后重新导入", count=len(preview.issues))
        name = words.say("Excel 导入：{name}", name=preview.name)
        return self._workspace.review.decide_many(preview.decisions, name)

    def _about(self, rows: int) -> About:
        account = self._workspace.account
        session = account.session
        epoch = account.store.mirror.cursor(f"p:{session.province}").epoch
        return About(FORM, session.province, session.account_id, session.name, epoch, utc_now(), rows)

    def _check_origin(self, about: About) -> None:
        """A workbook belongs to a province, and to one life of the service's data."""
        mine = self._about(0)
        if about.province != mine.province:
            other = self._workspace.account.store.records.entity(Province, about.province)
            raise Trouble(
                "不是本省的工作簿",
                "这份工作簿由“{name}”导出，只能由该省导入",
                name=other.institute_name if other else about.province,
            )
        if about.epoch and mine.epoch and about.epoch != mine.epoch:
            raise Trouble("工作簿已失效", "服务器的数据在导出之后恢复过，行的版本不再可比；请同步后重新导出")

    def _remarks(self, filled: Filled) -> tuple[Said, ...]:
        remarks: list[Said] = []
        if filled.about.account_id != self._workspace.account.session.account_id:
            remarks.append(Said("工作簿由 {by} 导出", {"by": filled.about.by}))
        if filled.unused_reasons:
            remarks.append(Said("{count} 行确认时填写了理由：确认不附理由，不会保存", {"count": filled.unused_reasons}))
        return tuple(remarks)


def _preview(filled: Filled, here: dict[str, Seen], remarks: tuple[Said, ...]) -> Preview:
    counted: dict[str, tuple[int, float]] = {}
    chosen: list[Decision] = []
    left_out: list[CellIssue] = []
    fewer_asked, already = 0.0, 0
    for line in filled.lines:
        if line.decided == "later":
            counted["later"] = (counted.get("later", (0, 0.0))[0] + 1, 0.0)
            continue
        seen = here.get(line.id)
        decision = _decision(line, seen)
        if _is_so(decision, seen):
            already += 1
        elif why := _why_not(line, seen):
            left_out.append(CellIssue(filled.grid.name, line.row, "", why))
        elif seen:
            kind = "refuse" if decision.reason else "fewer" if decision.hours < seen.hours else "confirm"
            count, hours = counted.get(kind, (0, 0.0))
            counted[kind] = (count + 1, hours + decision.hours)
            fewer_asked += seen.hours if kind == "fewer" else 0.0
            chosen.append(decision)
    return Preview(
        name=filled.name,
        by=filled.about.by,
        at=filled.about.at,
        decisions=tuple(chosen),
        confirm=Total(*counted.get("confirm", (0, 0.0))),
        fewer=Total(*counted.get("fewer", (0, 0.0))),
        fewer_asked=fewer_asked,
        refuse=counted.get("refuse", (0, 0.0))[0],
        later=counted.get("later", (0, 0.0))[0],
        blank=filled.blank,
        already=already,
        left_out=tuple(left_out),
        issues=filled.issues,
        remarks=remarks,
    )


def _decision(line: Line, seen: Seen | None) -> Decision:
    """What a line asks for; hours that were left empty are those asked for."""
    hours = line.hours if line.hours is not None else seen.hours if seen else 0.0
    return Decision(line.id, hours, line.reason if line.decided == "refuse" else "", line.rev)


def _is_so(decision: Decision, seen: Seen | None) -> bool:
    """Whether it has been decided just so meanwhile."""
    if seen is None or seen.state == "pending":
        return False
    if decision.reason:
        return seen.state == "refused" and seen.reason == decision.reason
    return seen.state == "confirmed" and seen.confirmed_hours == decision.hours


def _why_not(line: Line, seen: Seen | None) -> Said | None:
    """Why a line cannot be decided any more, None where it can."""
    if seen is None:
        return Said("本机没有这条申请：已删除，或不在您的范围内")
    if seen.state == "confirmed":
        return Said("导出之后已被确认；如需更改，请先撤销确认")
    if seen.state == "refused":
        return Said("导出之后已被不予确认；如需更改，请先撤销")
    if seen.rev != line.rev:
        return Said("导出之后内容有变化，请重新查看后处理")
    return None
