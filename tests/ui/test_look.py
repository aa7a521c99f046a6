"""The visual language: colours can be read where they stand, the system is followed, icons are one family."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import resources
from cpd_core.outcomes import error
from ui import icons, theme
from ui.colours import Colours, contrast, high_contrast
from ui.widgets import Form, MessageLine, button, label
from ui.widgets.wrong import WrongFrame

UI = Path(resources.ROOT).parent / "ui"
GROUNDS = ("window", "base", "alternate", "selection")
FAMILY = (
    'viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" '
    'stroke-linecap="round" stroke-linejoin="round">'
)


def ratio(colours: Colours, one: str, other: str) -> float:
    return contrast(QColor(getattr(colours, one)), QColor(getattr(colours, other)))


# --- colours ---------------------------------------------------------------------


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground_it_stands_on(colours: Colours) -> None:
    tones = ("text", "quiet", "accent", "good", "warning", "bad")
    pairs = [(tone, ground) for tone in tones for ground in GROUNDS]
    pairs += [("text", f"{tone}_ground") for tone in ("accent", "good", "warning", "bad")]
    pairs += [("accent", "accent_ground"), ("accent_text", "accent"), ("text", "button"), ("accent", "button")]
    assert [(one, other) for one, other in pairs if ratio(colours, one, other) < 4.5] == []


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_marks_stand_out_from_what_is_around_them(colours: Colours) -> None:
    pairs = [(mark, ground) for mark in ("handle", "accent", "good", "warning", "bad") for ground in ("window", "base")]
    pairs += [(tone, f"{tone}_ground") for tone in ("accent", "good", "warning", "bad")]
    assert [(one, other) for one, other in pairs if ratio(colours, one, other) < 3] == []


def palette(ground: str, text: str, accent: str, on_accent: str) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    pairs = (
        (role.Window, ground),
        (role.WindowText, text),
        (role.Highlight, accent),
        (role.HighlightedText, on_accent),
    )
    for which, name in pairs:
        made.setColor(which, QColor(name))
    return made


@pytest.mark.parametrize(
    ("system", "window"),
    [
        (palette("#202020", "#ffff00", "#8ee3f0", "#263b50"), "#202020"),  # Windows: night sky, the person's own choice
        (palette("#efefef", "#555555", "#308cc6", "#ffffff"), "#ffffff"),  # not strong at all
        (palette("#333333", "#999999", "#308cc6", "#ffffff"), "#000000"),
    ],
)
def test_high_contrast_is_strong_whatever_the_system_says(system: QPalette, window: str) -> None:
    colours = high_contrast(system)
    assert colours.window == window
    for tone in ("text", "quiet", "good", "warning", "bad"):
        assert all(ratio(colours, tone, ground) >= 7 for ground in GROUNDS)
    assert ratio(colours, "accent", "window") >= 4.5
    assert ratio(colours, "accent_text", "accent") >= 4.5


# --- following the system ---------------------------------------------------------------------


def test_the_program_turns_dark_with_the_system(
    qtbot: QtBot, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No offscreen platform can be dark, so the system's word is put into its mouth."""
    hints = QGuiApplication.styleHints()
    plain, bad, line = QWidget(), label("错误", "bad"), QLineEdit()
    for widget in (plain, bad, line):
        qtbot.addWidget(widget)
    with monkeypatch.context() as patch:
        patch.setattr(theme, "is_dark", lambda: True)
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        qtbot.waitUntil(lambda: plain.palette().windowText().color() == QColor(theme.DARK.text))
        assert bad.palette().windowText().color() == QColor(theme.DARK.bad)
        assert line.palette().base().color() == QColor(theme.DARK.base)
        assert line.palette().window().color().darker(140).lightness() > QColor(theme.DARK.base).lightness() + 50
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    qtbot.waitUntil(lambda: plain.palette().windowText().color() == QColor(theme.LIGHT.text))
    assert bad.palette().windowText().color() == QColor(theme.LIGHT.bad)


def test_who_asks_for_high_contrast_gets_it_while_the_program_runs(
    qtbot: QtBot, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    hints = QGuiApplication.styleHints()
    with monkeypatch.context() as patch:
        patch.setattr(theme, "is_strong", lambda: True)
        hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
        assert ratio(theme.colours(), "quiet", "window") >= 7
        assert dressed.palette().color(QPalette.ColorRole.PlaceholderText) == QColor(theme.colours().text)
    hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.NoPreference)
    assert theme.colours() == theme.LIGHT


def test_controls_are_the_systems_own(dressed: QApplication) -> None:
    assert dressed.styleSheet() == ""
    assert [path.name for path in UI.rglob("*.py") if "setStyleSheet" in path.read_text("utf-8")] == []


# --- controls ---------------------------------------------------------------------


def test_a_wrong_field_has_a_line_around_it_until_it_is_mended(qtbot: QtBot, dressed: QApplication) -> None:
    form = Form("form")
    qtbot.addWidget(form)
    hours = QLineEdit()
    form.add("hours", "申请学时", hours)
    form.show()
    form.show_errors([error("hours", "hours.step")])
    frame = form.findChild(WrongFrame)
    assert frame
    hours.resize(hours.width() + 20, hours.height())
    assert frame.size() == hours.size()
    red = QColor(theme.LIGHT.bad)
    image = frame.grab().toImage()
    assert any(image.pixelColor(image.width() // 2, y) == red for y in range(image.height()))
    hours.setText("8")
    qtbot.waitUntil(lambda: form.findChild(WrongFrame) is None)


def test_the_primary_button_stands_on_the_accent_itself(qtbot: QtBot, dressed: QApplication) -> None:
    made = button("save", "保存", lambda: None, primary=True)
    qtbot.addWidget(made)
    made.show()
    assert made.grab().toImage().pixelColor(8, made.height() // 2) == QColor(theme.LIGHT.accent)
    made.setEnabled(False)
    assert made.grab().toImage().pixelColor(8, made.height() // 2) == QColor(theme.LIGHT.line)


def test_a_message_stands_on_the_ground_of_its_tone(qtbot: QtBot, dressed: QApplication) -> None:
    line = MessageLine("message")
    qtbot.addWidget(line)
    line.show_text("3 条需要处理", "warning")
    image = line.grab().toImage()
    assert image.pixelColor(image.width() // 2, 2) == QColor(theme.LIGHT.warning_ground)


# --- icons ---------------------------------------------------------------------


def test_icons_are_one_family() -> None:
    files = sorted(resources.path("icons").glob("*.svg"))
    assert len(files) > 20
    assert [path.name for path in files if FAMILY not in path.read_text("utf-8")] == []
    for path in files:
        colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', path.read_text("utf-8")))
        assert colours <= {"none", "currentColor", "knockout"}, path.name


def test_every_icon_that_is_named_exists_and_can_be_drawn(dressed: QApplication) -> None:
    named = re.compile(r'(?:Mark|icons\.icon|icons\.pixmap)\(\s*"([a-z-]+)"|\bicon="([a-z-]+)"')
    found = {a or b for path in UI.rglob("*.py") for a, b in named.findall(path.read_text("utf-8"))}
    assert len(found) > 10
    for name in found:
        image = icons.pixmap(name, QColor("black"), 16).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16)), name
