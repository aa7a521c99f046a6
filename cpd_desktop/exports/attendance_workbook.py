"""The template of an attendance list: what the training was on one sheet, who was there on the other."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cpd_desktop.exports import workbook
from cpd_desktop.exports.workbook import Column, Sheet
from cpd_desktop.exports.workbook_rules import Allowed
from cpd_desktop.words import Words

HEAD_TITLES = {"item": "填写项", "value": "填写内容"}
HEAD = {
    "sponsor": "主办方单位",
    "pathway": "学时途径",
    "year": "学时年度",
    "title": "培训名称",
    "held_on": "培训日期",
    "ethics": "职业道德内容",
}
LIST_TITLES = {"member_no": "会员证书编号", "member_name": "会员姓名", "hours": "学时", "note": "备注"}
YES, NO = "是", "否"
ROOM = 2_000  # rows of the list with drop-downs and checks; more can be filled in
HELP = (
    "在“培训”表填写这次培训；在“签到表”每人一行，填写会员证书编号、姓名和学时（0.5 的整数倍）",
    "导入时逐行核对编号与姓名；预览无误后录入，会员会看到“省注协录入并确认”",
    "本工作簿将作为证明附件随每位会员的学时保存，请不要填写身份证号等其他信息",
)


class Item(NamedTuple):
    """A line about the training: its name, what is filled in already, a hint."""

    name: str
    value: str = ""
    hint: str = ""


def write(path: Path, year: int, pathways: Sequence[str], words: Words) -> int:
    """Write a template; ``pathways`` are the names to choose from. Raises Trouble."""
    say = words.say
    hints = {"year": say("四位年份"), "held_on": say("如 2026-06-12"), "ethics": say("是或否")}
    filled = {"year": str(year), "ethics": say(NO)}
    items = [Item(say(title), filled.get(key, ""), hints.get(key, "")) for key, title in HEAD.items()]
    rows = {key: row for row, key in enumerate(HEAD, start=2)}
    names = f"'{say('途径列表')}'!$A$2:$A${len(pathways) + 1}"
    refusal = say("请从列表中选择")
    allowed = (
        Allowed(source=names, only_row=rows["pathway"], refusal=refusal),
        Allowed((say(YES), say(NO)), only_row=rows["ethics"], refusal=refusal),
    )
    hours = Allowed(formula="AND(ISNUMBER(C2),C2>0,MOD(C2*2,1)=0)", refusal=say("填写数字：0.5 的整数倍，大于 0"))
    head: tuple[Column[Item], ...] = (
        Column(say(HEAD_TITLES["item"]), 18, "text", lambda item: item.name),
        Column(say(HEAD_TITLES["value"]), 44, "text", lambda item: item.value, unlocked=True, allowed=allowed),
        Column(say("提示"), 20, "text", lambda item: item.hint),
    )
    listed: tuple[Column[int], ...] = (
        Column(say(LIST_TITLES["member_no"]), 20, "text", _nothing, unlocked=True),
        Column(say(LIST_TITLES["member_name"]), 16, "text", _nothing, unlocked=True),
        Column(say(LIST_TITLES["hours"]), 10, "hours", lambda _row: None, unlocked=True, allowed=(hours,)),
        Column(say(LIST_TITLES["note"]), 40, "text", _nothing, unlocked=True),
    )
    sheets: list[Sheet[Item] | Sheet[int] | Sheet[str]] = [
        Sheet(say("培训"), head, items, protected=True),
        Sheet(say("签到表"), listed, range(ROOM)),
        Sheet(
            say("填写说明"),
            (Column(say("填写说明"), 100, "text", _same),),
            [say(text) for text in HELP],
            protected=True,
        ),
        Sheet(say("途径列表"), (Column(say("学时途径"), 40, "text", _same),), pathways, protected=True),
    ]
    workbook.write(path, sheets)
    return ROOM


def _nothing(_row: int) -> str:
    return ""


def _same(text: str) -> str:
    return text
