"""A queue as a workbook to decide in, away from the program: drop-down lists, everything else protected."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from cpd_desktop.exports import workbook
from cpd_desktop.exports.review_layout import ABOUT, DECISIONS, REASONS, TITLES, About, asked_text, check_of
from cpd_desktop.exports.workbook import Column, Sheet, Value
from cpd_desktop.exports.workbook_rules import Allowed
from cpd_desktop.labels import beijing
from cpd_desktop.views import ApplicationRow
from cpd_desktop.words import Words

ROWS_MAX = 100_000
REASONS_ROOM = 200  # rows of the list of reasons, own ones that are added in the workbook included
HELP = (
    "在“处理”一列选择：确认、减少学时后确认、不予确认、暂不处理；不处理的行留空",
    "“减少学时后确认”须填写本次确认学时；“不予确认”须填写理由，会员会看到",
    "理由可从列表中选择，也可以自己填写；在“理由”表中可以增改列表",
    "可以筛选、排序（请对整行排序）、删除不需要的行；请不要改动其他列",
    "填好后在“学时确认”页导入；导入前会逐格检查并预览，全部无误才会保存",
)


class QueueRow(NamedTuple):
    """A row of the queue and the revision that a decision is made upon."""

    row: ApplicationRow
    rev: int


def write(path: Path, rows: Iterable[QueueRow], about: About, reasons: Sequence[str], words: Words) -> int:
    """Write a queue in the order given; returns how many rows. Raises Trouble."""
    say = words.say
    sheets: list[Sheet[QueueRow] | Sheet[str] | Sheet[tuple[str, Value]]] = [
        Sheet(say("学时确认"), columns(words), rows, protected=True),
        Sheet(say(REASONS), (Column(say("理由"), 60, "text", _same, unlocked=True),), _with_room(reasons)),
        Sheet(
            say("填写说明"),
            (Column(say("填写说明"), 100, "text", _same),),
            [say(text) for text in HELP],
            protected=True,
        ),
        Sheet(ABOUT, ABOUT_COLUMNS, about_rows(about), protected=True, hidden=True),
    ]
    return workbook.write(path, sheets)[0]


def columns(words: Words) -> tuple[Column[QueueRow], ...]:
    """What is filled in, then what is known of the application, then what only programs read."""
    say = words.say
    title = {key: say(text) for key, text in TITLES.items()}
    choices = tuple(pair[0 if words.language == "zh" else 1] for pair in DECISIONS.values())
    decision = Allowed(choices, refusal=say("请从列表中选择"))
    given, asked = (f"{workbook.letter_of(list(TITLES).index(key))}2" for key in ("hours", "asked"))
    hours = Allowed(
        formula=f"AND(ISNUMBER({given}),{given}>0,{given}<={asked},MOD({given}*2,1)=0)",
        prompt=say("空白为按申请学时；减少时填写"),
        refusal=say("填写数字：0.5 的整数倍，大于 0，不超过申请学时"),
    )
    reason = Allowed(
        source=f"'{say(REASONS)}'!$A$2:$A${REASONS_ROOM + 1}", strict=False, prompt=say("不予确认时填写，会员会看到")
    )
    return (
        Column(title["decision"], 18, "text", lambda q: "", unlocked=True, allowed=(decision,)),
        Column(title["hours"], 14, "hours", lambda q: None, unlocked=True, allowed=(hours,)),
        Column(title["reason"], 36, "text", lambda q: "", unlocked=True, allowed=(reason,)),
        Column(title["member_no"], 18, "text", lambda q: q.row.member_no),
        Column(title["member_name"], 12, "text", lambda q: q.row.member_name),
        Column(title["kind"], 12, "text", lambda q: words.kinds[q.row.kind]),
        Column(title["year"], 10, "integer", lambda q: q.row.year),
        Column(title["sponsor"], 32, "text", lambda q: q.row.sponsor),
        Column(title["pathway"], 28, "text", lambda q: words.pathway(q.row.pathway, q.row.pathway_name)),
        Column(title["asked"], 10, "hours", lambda q: _asked(q.row)),
        Column(title["attachments"], 8, "integer", lambda q: q.row.attachments),
        Column(title["state"], 10, "text", lambda q: words.states[q.row.state]),
        Column(title["filed_at"], 18, "time", lambda q: beijing(q.row.filed_at)),
        Column(title["note"], 40, "text", lambda q: q.row.note),
        Column(title["id"], 10, "text", lambda q: q.row.id, hidden=True),
        Column(title["rev"], 10, "integer", lambda q: q.rev, hidden=True),
        Column(title["check"], 10, "text", check_of_row, hidden=True),
    )


def check_of_row(queued: QueueRow) -> str:
    """The check that a row is written with."""
    row = queued.row
    asked = asked_text(_asked(row))
    return check_of(row.member_no, row.member_name, str(row.year), row.sponsor, asked, row.id, str(queued.rev))


def about_rows(about: About) -> list[tuple[str, Value]]:
    """The hidden sheet's rows."""
    return [(name, str(getattr(about, name))) for name in About.__struct_fields__]


def _asked(row: ApplicationRow) -> float | None:
    return None if row.kind == "exemption" else row.hours


def _with_room(reasons: Sequence[str]) -> list[str]:
    """The list, with empty cells behind it to add more."""
    kept = list(dict.fromkeys(reasons))[:REASONS_ROOM]
    return [*kept, *[""] * (REASONS_ROOM - len(kept))]


def _same(text: str) -> str:
    return text


ABOUT_COLUMNS: tuple[Column[tuple[str, Value]], ...] = (
    Column("name", 16, "text", lambda pair: pair[0]),
    Column("value", 40, "text", lambda pair: pair[1]),
)
