"""How the program looks: the system's controls in calm colours, light or dark or strong as the system asks, live.

There is no style sheet: one would cost 0.1 s of every start, and would replace the controls people know by drawings of
ours. What a control wears beyond the palette is a role (:func:`wear`); sizes come from the font (:func:`em`).
"""

import sys
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui import fonts
from ui.colours import DARK, LIGHT, TONES, Colours, Tone, high_contrast

__all__ = ["DARK", "LIGHT", "TONES", "Colours", "Tone"]  # colours are asked for here

Role = Literal["quiet", "normal", "accent", "good", "warning", "bad", "link", "list"]
"""What a control may wear: the tone of its text, for a button that it reads as a link, for a list our chosen rows."""

FIELDS = ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QAbstractSpinBox")
WINDOWS_11 = 22000  # build
_WORN = "role"
_now: list[Colours] = []


def arguments() -> list[str]:
    """What to hand to QApplication: the system's style where it can be light and dark, else Fusion.

    Asking the program for its style afterwards would cost 8 ms.
    """
    if sys.platform == "darwin" or (sys.platform == "win32" and sys.getwindowsversion().build >= WINDOWS_11):
        return []
    return ["-style", "fusion"]


def install(app: QApplication) -> None:
    """Dress the program and follow the system when it turns light, dark or strong."""
    app.setFont(fonts.body())
    _dress(app, _choose())
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(lambda: _dress_anew(app))
    hints.accessibility().contrastPreferenceChanged.connect(lambda: _dress_anew(app))


def is_dark() -> bool:
    """Whether the system asks for dark."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def is_strong() -> bool:
    """Whether the system asks for high contrast."""
    hints = QGuiApplication.styleHints()  # held, as its parts go with it
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def colours() -> Colours:
    """The colours of now."""
    return _now[0] if _now else _choose()


def _choose() -> Colours:
    if is_strong():
        now = high_contrast(QApplication.style().standardPalette())
    else:
        now = DARK if is_dark() else LIGHT
    _now[:] = [now]
    return now


def em(widget: QWidget, count: float = 1.0) -> int:
    """``count`` times the height of a line of text: the unit of all sizes."""
    return round(QFontMetrics(widget.font()).height() * count)


def scaled(font: QFont, factor: float, bold: bool = False) -> QFont:
    """The same font, larger or smaller."""
    other = QFont(font)
    other.setPointSizeF(font.pointSizeF() * factor)
    other.setBold(bold)
    return other


def wear(widget: QWidget, role: Role) -> None:
    """Give a label or button its colours, now and whenever the system turns light or dark."""
    if widget.property(_WORN) != role:
        widget.setProperty(_WORN, role)
        widget.setPalette(_worn(role, colours()))


def _dress_anew(app: QApplication) -> None:
    now = _choose()
    _dress(app, now)
    for widget in app.allWidgets():
        role = widget.property(_WORN)
        if role:
            widget.setPalette(_worn(role, now))


def _dress(app: QApplication, now: Colours) -> None:
    app.setPalette(now.palette())
    for control in FIELDS:
        app.setPalette(now.of_fields(), control)  # pyright: ignore[reportArgumentType] - the stub says bytes, which fail


def _worn(role: Role, c: Colours) -> QPalette:
    """Only what differs from the palette of the program."""
    palette = QPalette()
    which, group = QPalette.ColorRole, QPalette.ColorGroup
    match role:
        case "normal":
            pass
        case "link":
            palette.setColor(which.ButtonText, QColor(c.accent))
            palette.setColor(group.Disabled, which.ButtonText, QColor(c.quiet))
        case "list":
            palette.setColor(which.Highlight, QColor(c.selection))
            palette.setColor(which.HighlightedText, QColor(c.text))
        case _:
            palette.setColor(which.WindowText, c.of(role))
    return palette
