"""The colours that the program draws with, by what they are for: light, dark, and high contrast.

Which text may stand on which ground is measured by a test (WCAG 2.2: 4.5:1 for text, 3:1 for marks).
"""

from typing import Literal

from msgspec import Struct
from PySide6.QtGui import QColor, QPalette

Tone = Literal["quiet", "normal", "accent", "good", "warning", "bad"]
TONES: tuple[Tone, ...] = ("quiet", "normal", "accent", "good", "warning", "bad")
ENOUGH = 7.0  # what somebody who asks for high contrast gets at least (WCAG AAA)


class Colours(Struct, frozen=True):
    """One set of colours; tones are readable (4.5:1) on window, base, alternate and selection alike."""

    window: str
    base: str
    alternate: str
    text: str
    quiet: str
    line: str
    handle: str  # the line around what one types in, 3:1 on window and base
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
        return QColor(self.text if tone == "normal" else getattr(self, tone))

    def ground(self, name: str) -> QColor:
        """The colour of a ground: ``base``, or a tone's pale one."""
        return QColor(self.base if name == "base" else getattr(self, f"{name}_ground"))

    def palette(self) -> QPalette:
        """The same for Qt's own controls."""
        role = QPalette.ColorRole
        palette = QPalette()
        for colour, roles in (
            (self.window, (role.Window,)),
            (self.base, (role.Base, role.ToolTipBase, role.Light)),
            (self.alternate, (role.AlternateBase,)),
            (self.button, (role.Button,)),
            (self.text, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText)),
            (self.accent, (role.Highlight, role.Link, role.LinkVisited, role.Accent)),
            (self.accent_text, (role.HighlightedText,)),
            (self.quiet, (role.PlaceholderText,)),
            (self.line, (role.Mid, role.Midlight, role.Dark, role.Shadow)),
        ):
            for which in roles:
                palette.setColor(which, QColor(colour))
        for which in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(self.quiet))
        return palette

    def of_fields(self) -> QPalette:
        """For what one types in: Fusion draws its line 1.4 times as dark as the window's colour, too faint in dark."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(self.handle).lighter(140))
        return palette


LIGHT = Colours(
    window="#f5f6f8", base="#ffffff", alternate="#fafbfc", text="#1f2329", quiet="#5a6069", line="#dfe2e7",
    handle="#868d97", button="#fdfdfe", accent="#1f5fa8", accent_text="#ffffff", selection="#dbe8f7", good="#1a6e3e",
    warning="#855300", bad="#b3261e", bad_ground="#fdeceb", warning_ground="#fdf3e0", good_ground="#e7f4ec",
    accent_ground="#e8f0fa",
)  # fmt: skip
DARK = Colours(
    window="#1b1d21", base="#22252a", alternate="#262a2f", text="#e6e8eb", quiet="#b0b6be", line="#3a3f47",
    handle="#7b838f", button="#2f343b", accent="#7fb2ec", accent_text="#10243b", selection="#29405c", good="#74c796",
    warning="#e2b15c", bad="#f2938c", bad_ground="#402625", warning_ground="#3d3220", good_ground="#213528",
    accent_ground="#25364a",
)  # fmt: skip


def high_contrast(system: QPalette) -> Colours:
    """The system's own colours where somebody asks for high contrast: what is quiet or toned elsewhere is text here.

    Marks keep their icon and word, so nothing is said by colour alone. A palette that is not strong enough itself
    gives way to black and white.
    """
    role = QPalette.ColorRole
    ground, text = system.color(role.Window), system.color(role.WindowText)
    accent, on_accent = system.color(role.Highlight), system.color(role.HighlightedText)
    if contrast(text, ground) < ENOUGH or contrast(on_accent, accent) < ENOUGH or contrast(accent, ground) < 3:
        dark = ground.lightnessF() < 0.5
        ground, text = (QColor("black"), QColor("white")) if dark else (QColor("white"), QColor("black"))
        accent, on_accent = text, ground
    window, ink, mark = ground.name(), text.name(), accent.name()
    return Colours(
        window=window, base=window, alternate=window, text=ink, quiet=ink, line=ink, handle=ink, button=window,
        accent=mark if contrast(accent, ground) >= 4.5 else ink,
        accent_text=on_accent.name() if contrast(accent, ground) >= 4.5 else window,
        selection=window, good=ink, warning=ink, bad=ink, bad_ground=window, warning_ground=window,
        good_ground=window, accent_ground=window,
    )  # fmt: skip


def contrast(one: QColor, other: QColor) -> float:
    """How well two colours are told apart, 1 to 21 (WCAG 2.2, contrast ratio)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())
