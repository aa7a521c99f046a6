"""The workbook of a queue: its columns, its words, and the check by which a row is known again.

What a person may do to it without harm: sort, filter, hide and move whole columns, delete rows, type without the
lists. What would do harm is found by the check of each row: it covers what a person sees of it and the hidden id, so
that a sheet of which only some columns were sorted gives no wrong decision.
"""

import hashlib
import re
import unicodedata
from typing import Literal

from msgspec import Struct

from cpd_desktop.sentences_en import ENGLISH

FORM = 1  # of the workbook; goes up with what an older program would misread
ABOUT = "_cpd"  # the hidden sheet
REASONS = "理由"
Decided = Literal["confirm", "fewer", "refuse", "later"]
DECISIONS: dict[Decided, tuple[str, str]] = {  # in Chinese and in English
    "confirm": ("确认", "Confirm"),
    "fewer": ("减少学时后确认", "Confirm fewer hours"),
    "refuse": ("不予确认", "Refuse"),
    "later": ("暂不处理", "Leave for later"),
}
TITLES = {
    "decision": "处理",
    "hours": "本次确认学时",
    "reason": "理由",
    "member_no": "会员证书编号",
    "member_name": "会员姓名",
    "kind": "申请类别",
    "year": "学时年度",
    "sponsor": "主办方单位",
    "pathway": "学时途径/豁免学时条件",
    "asked": "申请学时",
    "attachments": "附件数",
    "state": "状态",
    "filed_at": "申报时间",
    "note": "备注",
    "id": "编号（勿改）",
    "rev": "版本（勿改）",
    "check": "校验（勿改）",
}
CHECKED = ("member_no", "member_name", "year", "sponsor", "asked", "id", "rev")
NEEDED = ("decision", "hours", "reason", *CHECKED, "check")


class About(Struct, frozen=True):
    """Where a workbook of a queue comes from."""

    form: int
    province: str
    account_id: str
    by: str
    epoch: str
    at: str
    rows: int


def titles_of(key: str) -> frozenset[str]:
    """The titles of a column in both languages."""
    return both(TITLES[key])


def both(text: str) -> frozenset[str]:
    """A word in both languages."""
    return frozenset((text, ENGLISH.get(text, text)))


def check_of(*texts: str) -> str:
    """The check of a row over the texts of :data:`CHECKED`, whatever a spreadsheet program does to spaces and signs."""
    told = "|".join(_letters(text) for text in texts)
    return hashlib.blake2s(told.encode(), digest_size=6).hexdigest()


def asked_text(hours: float | None) -> str:
    """Hours asked for as the check has them, in halves; "" for an exemption."""
    return "" if hours is None else str(round(hours * 2))


def _letters(text: str) -> str:
    """Letters and digits alone; a certificate number that was made a number has lost its leading zeros."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if not text.isalnum():
        text = _OTHER.sub("", text.replace("_x005F_", "_"))
    return text.casefold().lstrip("0")


_OTHER = re.compile(r"[\W_]+")
