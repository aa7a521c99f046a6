"""Colours, fonts and sizes in one place: a calm palette, light or dark as the system says, sizes from the font."""

from typing import Literal

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

import resources

Tone = Literal["quiet", "normal", "accent", "good", "warning", "bad"]
TONES: tuple[Tone, ...] = ("quiet", "normal", "accent", "good", "warning", "bad")
BODY_POINTS = 10.0  # 13.3 px at 96 dpi


class Colours(Struct, frozen=True):
    """Every colour that the program draws with; tones are readable (4.5:1) on window and base alike."""

    window: str
    base: str
    alternate: str
    text: str
    quiet: str
    line: str
    handle: str
    button: str
    accent: str
    accent_text: str
    selection: str
    good: str
    warning: str
    bad: str
    bad_ground: str
    warning_ground: str
    good_ground: str
    accent_ground: str

    def of(self, tone: Tone) -> QColor:
        """The colour of a tone."""
        return QColor({"normal": self.text}.get(tone) or getattr(self, tone))


LIGHT = Colours(
    window="#f5f6f8", base="#ffffff", alternate="#fafbfc", text="#1f2329", quiet="#5a6069", line="#dfe2e7",
    handle="#b3b9c2", button="#ffffff", accent="#1f5fa8", accent_text="#ffffff", selection="#dbe8f7", good="#1a6e3e",
    warning="#855300", bad="#b3261e", bad_ground="#fdeceb", warning_ground="#fdf3e0", good_ground="#e7f4ec",
    accent_ground="#e8f0fa",
)  # fmt: skip
DARK = Colours(
    window="#1b1d21", base="#22252a", alternate="#262a2f", text="#e6e8eb", quiet="#b0b6be", line="#3a3f47",
    handle="#565d68", button="#2b2f35", accent="#7fb2ec", accent_text="#10243b", selection="#29405c", good="#74c796",
    warning="#e2b15c", bad="#f2938c", bad_ground="#402625", warning_ground="#3d3220", good_ground="#213528",
    accent_ground="#25364a",
)  # fmt: skip


def is_dark() -> bool:
    """Whether the system asks for dark."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def colours() -> Colours:
    """The colours of now."""
    return DARK if is_dark() else LIGHT


def install(app: QApplication) -> None:
    """Dress the program and follow the system when it turns light or dark."""
    app.setStyle("Fusion")
    app.setFont(_font())
    _dress(app)
    app.styleHints().colorSchemeChanged.connect(lambda: _dress(app))


def em(widget: QWidget, count: float = 1.0) -> int:
    """``count`` times the height of a line of text: the unit of all sizes."""
    return round(QFontMetrics(widget.font()).height() * count)


def scaled(font: QFont, factor: float, bold: bool = False) -> QFont:
    """The same font, larger or smaller."""
    other = QFont(font)
    other.setPointSizeF(font.pointSizeF() * factor)
    other.setBold(bold)
    return other


def _font() -> QFont:
    """The system's font where it can show Chinese; ours is loaded (15 ms) only where there is none."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPointSizeF(max(font.pointSizeF(), BODY_POINTS))
    font.setFeature(QFont.Tag("tnum"), 1)  # figures of one width, so that columns of hours line up
    families = set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    known = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC")
    ours = next((name for name in known if name in families), "")
    if not ours:
        number = QFontDatabase.addApplicationFont(str(resources.path("fonts", "NotoSansSC_400Regular.ttf")))
        QFontDatabase.addApplicationFont(str(resources.path("fonts", "NotoSansSC_700Bold.ttf")))
        ours = next(iter(QFontDatabase.applicationFontFamilies(number)), font.family())
    font.setFamilies([ours])
    return font


def _dress(app: QApplication) -> None:
    app.setPalette(_palette(colours()))
    app.setStyleSheet(_sheet(colours()))


def _palette(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    pairs = {
        role.Window: c.window, role.WindowText: c.text, role.Base: c.base, role.AlternateBase: c.alternate,
        role.Text: c.text, role.Button: c.button, role.ButtonText: c.text, role.ToolTipBase: c.base,
        role.ToolTipText: c.text, role.Highlight: c.accent, role.HighlightedText: c.accent_text, role.Link: c.accent,
        role.LinkVisited: c.accent, role.PlaceholderText: c.quiet, role.Mid: c.line, role.Midlight: c.line,
        role.Light: c.base, role.Dark: c.line, role.Shadow: c.line, role.Accent: c.accent,
    }  # fmt: skip
    for which, colour in pairs.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(c.quiet))
    return palette


def _sheet(c: Colours) -> str:
    """What the palette cannot say: flat buttons, tabs as a line of words, quiet headers. Lengths in em of the font."""
    arrow = resources.path("icons", "down-dark.svg" if c is DARK else "down-light.svg").as_posix()
    return f"""
    QPushButton {{ background: {c.button}; border: 1px solid {c.line}; border-radius: 4px; padding: 0.35em 0.9em; }}
    QPushButton:hover {{ border-color: {c.accent}; }}
    QPushButton:focus {{ border-color: {c.accent}; }}
    QPushButton:pressed, QPushButton:checked {{ background: {c.selection}; border-color: {c.accent}; }}
    QPushButton:disabled {{ color: {c.quiet}; background: {c.window}; }}
    QPushButton[primary="true"] {{ background: {c.accent}; color: {c.accent_text}; border-color: {c.accent}; }}
    QPushButton[primary="true"]:disabled {{ background: {c.line}; color: {c.quiet}; border-color: {c.line}; }}
    QPushButton[quiet="true"] {{ background: transparent; border-color: transparent; color: {c.accent}; }}
    QPushButton[quiet="true"]:hover, QPushButton[quiet="true"]:focus {{ border-color: {c.line}; }}
    QToolButton[choice="true"] {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 6px;
        padding: 0.4em; }}
    QToolButton[choice="true"]:hover, QToolButton[choice="true"]:focus {{ border-color: {c.accent}; }}
    QToolButton[choice="true"]:checked {{ background: {c.accent_ground}; border: 2px solid {c.accent}; }}
    QTabBar::tab {{ background: transparent; border: none; padding: 0.5em 1em; margin: 0;
        border-bottom: 2px solid transparent; color: {c.quiet}; }}
    QTabBar::tab:hover {{ color: {c.text}; }}
    QTabBar::tab:selected {{ color: {c.accent}; border-bottom-color: {c.accent}; }}
    QTabBar::tab:focus {{ background: {c.accent_ground}; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 0.2em 0.4em; background: transparent; }}
    QToolButton:hover, QToolButton:focus {{ border-color: {c.line}; }}
    QToolButton:checked, QToolButton:pressed {{ background: {c.selection}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QComboBox {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 4px; padding: 0.3em 0.5em; }}
    QComboBox:focus {{ border-color: {c.accent}; }}
    QComboBox::drop-down {{ border: none; width: 1.4em; }}
    QComboBox::down-arrow {{ image: url({arrow}); width: 0.7em; height: 0.7em; }}
    QProgressBar {{ background: {c.line}; border: none; border-radius: 3px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
    QMenuBar {{ background: {c.window}; }}
    QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox {{
        background: {c.base}; border: 1px solid {c.line}; border-radius: 4px; padding: 0.3em 0.5em;
        selection-background-color: {c.accent}; selection-color: {c.accent_text}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus {{ border-color: {c.accent}; }}
    *[wrong="true"] {{ border: 1px solid {c.bad}; }}
    QLabel[tone="quiet"] {{ color: {c.quiet}; }}
    QLabel[tone="accent"] {{ color: {c.accent}; }}
    QLabel[tone="good"] {{ color: {c.good}; }}
    QLabel[tone="warning"] {{ color: {c.warning}; }}
    QLabel[tone="bad"] {{ color: {c.bad}; }}
    QFrame[ground="base"] {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 6px; }}
    QFrame[ground="base"][wrong="true"] {{ border-color: {c.bad}; }}
    QFrame[ground="accent"] {{ background: {c.accent_ground}; border: none; border-radius: 4px; }}
    QFrame[ground="good"] {{ background: {c.good_ground}; border: none; border-radius: 4px; }}
    QFrame[ground="warning"] {{ background: {c.warning_ground}; border: none; border-radius: 4px; }}
    QFrame[ground="bad"] {{ background: {c.bad_ground}; border: none; border-radius: 4px; }}
    QHeaderView {{ background: {c.window}; border: none; }}
    QHeaderView::section {{ background: {c.window}; color: {c.quiet}; border: none;
        border-bottom: 1px solid {c.line}; padding: 0.35em 0.5em; }}
    QScrollArea {{ border: none; background: transparent; }}
    QScrollBar {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ width: 0.7em; }}
    QScrollBar:horizontal {{ height: 0.7em; }}
    QScrollBar::handle {{ background: {c.handle}; border-radius: 3px; margin: 1px; }}
    QScrollBar::handle:vertical {{ min-height: 2em; }}
    QScrollBar::handle:horizontal {{ min-width: 2em; }}
    QScrollBar::handle:hover {{ background: {c.quiet}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QToolTip {{ background: {c.base}; color: {c.text}; border: 1px solid {c.line}; padding: 0.3em; }}
    QSplitter::handle {{ background: transparent; }}
    """
