"""Both languages say everything that the client can say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpd_core import wording
from cpd_core.messages import FieldError
from cpd_core.wording import Language
from cpd_desktop import labels, labels_en, words
from cpd_desktop.errors import Invalid, StoreTrouble, said_of
from cpd_desktop.sentences import Said
from cpd_desktop.sentences_en import ENGLISH
from cpd_desktop.store import Store

ROOT = Path(__file__).parents[2]
CHINESE_LETTER = re.compile(r"[\u4e00-\u9fff]")
NAME = re.compile(r"{(\w+)[^}]*}")
SAYING = re.compile(r"Said|say|Check|.*(Trouble|Refused|Invalid|Offline|Cancelled|Needed|Ready|Open|Resync|Accepted)")
"""Whoever is called so says something to a person."""
SHIPPED_APART = ("cli", "labels.py")
"""The command line speaks Chinese, as the authorities that read it do."""


def sentences() -> Iterator[tuple[str, str]]:
    """Every Chinese text in the client's code that is not a docstring, with the file it stands in."""
    for path in sorted((ROOT / "cpd_desktop").rglob("*.py")):
        where = path.relative_to(ROOT / "cpd_desktop").as_posix()
        if where.startswith(SHIPPED_APART) or where in ("sentences_en.py", "labels.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and SAYING.fullmatch(_called(node)):
                for part in ast.walk(node):
                    if isinstance(part, ast.JoinedStr):
                        assert not CHINESE_LETTER.search(ast.unparse(part)), f"{where}: {ast.unparse(part)}"
                    elif isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield where, part.value


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_every_sentence_of_the_client_has_its_english() -> None:
    missing = {text for _where, text in sentences() if CHINESE_LETTER.search(text)} - ENGLISH.keys()
    assert not missing


def test_the_english_is_english_and_is_filled_by_the_same_names() -> None:
    for chinese, english in ENGLISH.items():
        assert not CHINESE_LETTER.search(english), english
        assert set(NAME.findall(chinese)) == set(NAME.findall(english)), chinese


TABLES = (
    *("KINDS", "STATES", "SYNC_MARKS", "USER_TYPES", "SOURCES", "DELIVERIES", "COURSE_STATES", "TOPICS", "STEPS"),
    *("COMMANDS", "PARTS", "FIELDS", "FLAGS"),
)


@pytest.mark.parametrize("table", TABLES)
def test_both_languages_have_words_for_the_same_codes(table: str) -> None:
    assert getattr(labels, table).keys() == getattr(labels_en, table).keys()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "无法写入文件“a.xlsx”：磁盘坏了；请检查磁盘空间后重试，或另选位置"),
        (
            "en",
            '"a.xlsx" cannot be written: 磁盘坏了; check the room on the disk and try again, or choose another place',
        ),
    ],
)
def test_a_trouble_is_said_in_the_language_of_who_reads_it(language: Language, said: str) -> None:
    text = "{problem}；请检查磁盘空间后重试，或另选位置"
    trouble = StoreTrouble("无法写入文件“{name}”", text, name="a.xlsx", problem="磁盘坏了")
    assert words.of(language).trouble(trouble) == said


def test_what_is_wrong_with_fields_is_the_advice() -> None:
    errors = (FieldError(field="hours", code="hours.step"), FieldError(field="pathway", code="pathway.choose"))
    trouble = Invalid("没有保存", "", errors)
    assert words.ENGLISH.trouble(trouble) == "Not saved: Hours go in steps of 0.5; Choose a pathway"
    assert words.CHINESE.advice(trouble) == wording.say("hours.step") + "；" + wording.say("pathway.choose")


def test_a_text_with_braces_of_others_is_left_alone() -> None:
    assert Said("{not ours", {"a": 1}).text("en") == "{not ours"


def test_what_was_noted_is_read_in_either_language(tmp_path: Path) -> None:
    store = Store(tmp_path)
    trouble = StoreTrouble("磁盘已满", "没有保存。请清理磁盘空间后重试")
    store.journal.note("sync", False, said_of(trouble))
    store.journal.note("sync", True, [Said("发送 {count} 条", {"count": 3}), Said("已生效 {count}", {"count": 2})])
    store.journal.note("export", True, "已导出 3 条")
    assert [entry.text for entry in store.journal.entries(3, "en")] == [
        "已导出 3 条",
        "sent 3, in effect 2",
        "The disk is full: Nothing was saved. Make room on the disk and try again",
    ]
    assert [entry.text for entry in store.journal.entries(3)][1] == "发送 3 条，已生效 2"
    store.close()


def test_days_and_moments_are_written_as_the_language_does() -> None:
    at, now = "2026-12-24T10:05:00Z", "2026-12-31"
    assert (words.CHINESE.moment(at), words.ENGLISH.moment(at)) == ("2026-12-24 18:05", "24 Dec 2026 18:05")
    assert (words.CHINESE.clock(at, now), words.ENGLISH.clock(at, now)) == ("12-24 18:05", "24 Dec 18:05")
    assert (words.CHINESE.day("2026-12-24"), words.ENGLISH.day("")) == ("2026-12-24", "")


def test_a_pathway_of_the_rules_that_nobody_knows_keeps_its_name() -> None:
    assert words.ENGLISH.pathway("teaching", "授课、演讲") == "Teaching or lecturing"
    assert words.ENGLISH.pathway("new_one", "新途径") == "新途径"
    assert words.CHINESE.pathway("teaching", "授课") == "授课"
