"""Chinese and English: switched while the window is open, and nothing on screen is left untranslated."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from cpd_desktop.store.reasons import USUAL
from cpd_desktop.workspace import Workspace
from devtools import translate
from tests.support.demo import accounts
from tests.ui.rooms import opened
from tests.ui.walk import Visitor, readable, until
from ui import language

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
OWN_NAMES = ("中文", "语言")
"""In both languages whatever is spoken, so that nobody is lost."""


@pytest.fixture
def english(dressed: QApplication) -> Iterator[None]:
    language.speak("en")
    yield
    language.speak("zh")


def chinese_data(demo: Path) -> str:
    """All Chinese that the service's records hold, and what members write into applications, in one text."""
    with sqlite3.connect(demo / "service.sqlite3") as db:
        bodies = [str(row[0]) for row in db.execute("SELECT CAST(body AS TEXT) FROM record")]
    names = [account.name for account in accounts(demo)]
    return "\n".join([*bodies, *names, *USUAL, *OWN_NAMES])


def untranslated(visitor: Visitor, data: str) -> dict[str, str]:
    """Chinese on screen that is no data, by where it stands."""
    found: dict[str, str] = {}
    for place, top in visitor.places():
        for where, text in readable(top):
            if any(run not in data for run in CHINESE.findall(text)):
                found[f"{place}: {where}"] = text
    return found


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("role", ["member", "staff", "national"])
def test_nothing_on_screen_is_untranslated(
    role: str, demo_dir: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    workspace = opened(request.getfixturevalue(f"{role}_profile"), tmp_path)
    visitor = Visitor(workspace, tmp_path / "profile")
    try:
        assert untranslated(visitor, chinese_data(demo_dir)) == {}
    finally:
        visitor.close()
        workspace.close()


@pytest.mark.usefixtures("english")
def test_nor_is_anything_at_the_sign_in(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    visitor = Visitor(workspace, tmp_path)
    try:
        assert untranslated(visitor, "".join(OWN_NAMES)) == {}
    finally:
        visitor.close()
        workspace.close()


def cancel_of_qt() -> str:
    """What Qt itself writes on a button."""
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    return box.buttons()[0].text()


def test_the_language_changes_while_the_window_is_open(
    dressed: QApplication, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    visitor = Visitor(workspace, tmp_path / "profile")
    window = visitor.window
    try:
        assert window.frame
        window.frame.open_page("certificates")
        before = window.frame
        chosen = window.findChild(QAction, "language_en")
        assert chosen
        chosen.trigger()
        until(lambda: window.frame is not before)
        visitor.settle()
        assert window.frame.shown == "certificates"
        assert window.menuBar().actions()[0].text() == "&File"
        assert cancel_of_qt() == "Cancel"
        settings = QSettings(str(tmp_path / "profile" / "window.ini"), QSettings.Format.IniFormat)
        assert settings.value("language") == "en"
        assert language.chosen(tmp_path / "profile") == "en"
        window.speak("zh")
        visitor.settle()
        assert window.menuBar().actions()[0].text() == "文件(&F)"
        assert cancel_of_qt() == "取消"
    finally:
        language.speak("zh")
        visitor.close()
        workspace.close()


@pytest.mark.parametrize(
    ("system", "spoken"), [(["zh-Hans-CN", "zh-CN"], "zh"), (["en-GB"], "en"), (["de-DE"], "en"), ([], "zh")]
)
def test_the_first_start_follows_the_system(
    system: list[str], spoken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class System:
        def uiLanguages(self) -> list[str]:  # noqa: N802
            return system

    monkeypatch.setattr(QLocale, "system", System)
    assert language.chosen(tmp_path) == spoken


def test_all_texts_of_the_sources_are_there_and_translated() -> None:
    assert translate.outdated() == []
    assert translate.unfinished(translate.TS) == []


def test_the_compiled_file_is_what_the_texts_make(tmp_path: Path) -> None:
    translate.compile_to(tmp_path / "fresh.qm")
    assert translate.QM.read_bytes() == (tmp_path / "fresh.qm").read_bytes(), "run `dev.py translate`"


def test_the_english_texts_have_the_same_places_to_fill_and_no_chinese() -> None:
    for source, english in translate.pairs(translate.TS):
        assert sorted(re.findall(r"{\w*}", source)) == sorted(re.findall(r"{\w*}", english)), source
        assert not CHINESE.search(english.replace("语言", "")), english
