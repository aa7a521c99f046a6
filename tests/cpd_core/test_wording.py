"""Every code that the core hands out has its words, in both languages, and whoever uses a text fills its gaps."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import cpd_core
from cpd_core.messages import CommandKind
from cpd_core.outcomes import error
from cpd_core.wording import TEXTS, hours_text, say, say_error

SOURCES = [path for path in Path(cpd_core.__file__).parent.glob("*.py") if path.name != "wording.py"]


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def calls(*names: str) -> Iterator[ast.Call]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                yield node


def dotted_codes() -> set[str]:
    """Strings in the core's source that look like the code of a text."""
    found = {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text for text in found if re.fullmatch(r"[a-z]+\.[a-z_]+", text)} - set(get_args(CommandKind))


def outcome_codes() -> set[str]:
    firsts = (call.args[0] for call in calls("Noop", "Conflict", "Rejected") if call.args)
    return {first.value for first in firsts if isinstance(first, ast.Constant)}


def test_every_code_has_words():
    codes = dotted_codes() | outcome_codes()
    assert {"hours.range", "cap.recorded_cycle", "carry.none", "CHANGED_SINCE_REVIEW", "GONE"} <= codes  # it does look
    assert codes <= TEXTS.keys()


@pytest.mark.parametrize("code", TEXTS)
def test_both_languages_say_something_with_the_same_gaps_known(code):
    chinese, english = TEXTS[code]
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert re.search(r"[a-z]", english)
    assert not re.search(r"[\u4e00-\u9fff]", english)
    assert gaps(english) <= gaps(chinese)


def test_whoever_reports_an_error_fills_the_gaps_of_its_text():
    seen = 0
    for call in calls("error"):
        code = call.args[1]
        if isinstance(code, ast.Constant):
            given = {keyword.arg for keyword in call.keywords}
            assert gaps(TEXTS[code.value][0]) == given, code.value
            seen += 1
    assert seen > 30


def test_whoever_reports_an_outcome_fills_the_gaps_of_its_text():
    for call in calls("Noop", "Conflict", "Rejected"):
        if call.args and isinstance(call.args[0], ast.Constant):
            given = (*call.args, *(keyword.value for keyword in call.keywords))
            filled = [each for each in given if isinstance(each, ast.Dict)]
            keys = {k.value for params in filled for k in params.keys if isinstance(k, ast.Constant)}
            assert gaps(TEXTS[call.args[0].value][0]) == keys


def test_words():
    assert say_error(error("hours", "hours.range", max=8.0)) == "请填写大于 0、不超过 8 的学时数"
    assert say_error(error("hours", "hours.range", max=7.5), "en") == "Enter hours above 0 and up to 7.5"
    assert say("ALREADY_CONFIRMED", {"by": "{王}"}) == "{王} 已确认"


def test_nothing_is_ever_silent():
    assert say("FROM_A_NEWER_SERVICE", {"x": 1}) == "FROM_A_NEWER_SERVICE"
    assert say("ALREADY_CONFIRMED") == "{by} 已确认"


@pytest.mark.parametrize(("hours", "text"), [(0.0, "0"), (0.5, "0.5"), (8.0, "8"), (10.0, "10"), (100.5, "100.5")])
def test_hours_as_people_write_them(hours, text):
    assert hours_text(hours) == text
