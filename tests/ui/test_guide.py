"""The guide is true: every page in both languages; links, pictures, words and keys are those of the program.

In the guide **bold** is what stands on the screen, and `this` is a key.
"""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import resources
from cpd_core.wording import Language
from cpd_desktop.words import CHINESE, ENGLISH
from ui.shell.help import PAGES, HelpWindow

CODE = Path(resources.__file__).parent.parent / "ui"
QT_KEYS = {"Enter", "Esc", "Caps Lock", "Shift+↑↓", "Ctrl+C", "Ctrl+1", "Ctrl+5", *"12345"}
"""Keys that Qt and the system know, and those that are counted: pages, stars."""
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def plain(text: str) -> str:
    """A text as one reads it: no mnemonic."""
    return re.sub(r"\s*\(&\w\)|&", "", text)


def shown(language: Language) -> set[str]:
    """Everything that a control may say."""
    messages = ElementTree.parse(resources.path("translations", "cpd_desktop_en.ts")).iter("message")
    which = "source" if language == "zh" else "translation"
    words = CHINESE if language == "zh" else ENGLISH
    kinds = (words.kinds, words.states, words.course_states, words.sources)
    return {plain(each.findtext(which) or "") for each in messages} | {text for one in kinds for text in one.values()}


@pytest.fixture(params=[(language, name) for language in LANGUAGES for name in PAGES], ids=lambda each: "-".join(each))
def page(request: pytest.FixtureRequest) -> tuple[Language, Path]:
    language, name = request.param
    return language, resources.guide(language, f"{name}.md")


def test_links_and_pictures_lead_somewhere(page: tuple[Language, Path]) -> None:
    _language, path = page
    text = path.read_text("utf-8")
    assert text.startswith("# ")
    assert "![" in text
    targets = re.findall(r"\]\(([^)]+)\)", text)
    assert [target for target in targets if not (path.parent / target).is_file()] == []


def test_what_it_names_is_on_the_screen(page: tuple[Language, Path]) -> None:
    language, path = page
    named = re.findall(r"\*\*(.+?)\*\*", path.read_text("utf-8"))
    assert [name for name in named if name not in shown(language)] == []


def test_its_keys_are_those_of_the_program(page: tuple[Language, Path]) -> None:
    _language, path = page
    code = "\n".join(each.read_text("utf-8") for each in CODE.rglob("*.py"))
    known = {key.replace("Return", "Enter") for key in re.findall(r'"([^"\s]{1,20})"', code)} | QT_KEYS
    named = re.findall(r"`(.+?)`", path.read_text("utf-8"))
    assert [key for key in named if key not in known] == []


def test_both_languages_have_the_same_parts() -> None:
    for name in PAGES:
        both = [resources.guide(language, f"{name}.md").read_text("utf-8") for language in LANGUAGES]
        shapes = [re.findall(r"^(#+ |!\[|\d\. |\| )|`(.+?)`", text, re.MULTILINE) for text in both]
        assert shapes[0] == shapes[1], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_follow_the_width_of_the_window(qtbot: QtBot, dressed: QApplication, language: Language) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    window = HelpWindow(language, around)
    for name in PAGES:
        window.open_page(name)
        for width in (1300, 700, 1000):
            window.resize(width, 600)
            view = window.view
            qtbot.waitUntil(lambda view=view: view.document().size().width() <= view.viewport().width())
            assert not view.horizontalScrollBar().isVisible()
