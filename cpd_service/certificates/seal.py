"""The mark beside the issuer's name: round like a seal, and it says itself that it is none."""

from math import cos, radians, sin

from cpd_service.certificates.sheet import Colour, Sheet

RADIUS = 50.0  # points
RED: Colour = (0.72, 0.16, 0.14)
OPACITY = 0.72
CENTRE = "系统出具"
FOOT = "示例 · 非印章"
_SPAN_MAX = 230.0  # degrees that the issuer's name may take


def draw_seal(sheet: Sheet, issuer: str, x: float, y: float) -> None:
    """Draw the mark around its centre ``x``, ``y``."""
    sheet.begin(opacity=OPACITY)
    sheet.circle(x, y, RADIUS, 2.0, RED)
    sheet.circle(x, y, RADIUS - 4, 0.6, RED)
    _around(sheet, issuer, x, y)
    sheet.text(x, y - 4, CENTRE, 13, RED, bold=True, align="centre")
    sheet.text(x, y - 26, FOOT, 7, RED, align="centre")
    sheet.end()


def _around(sheet: Sheet, text: str, x: float, y: float) -> None:
    """Set a text along the upper inner edge, each character upright to the centre."""
    size = 10.0
    reach = RADIUS - 8 - size
    step = min(24.0, _SPAN_MAX / max(1, len(text) - 1))
    fitting = size if step > 14 else size * step / 14
    first = 90 + step * (len(text) - 1) / 2
    for place, character in enumerate(text):
        angle = radians(first - step * place)
        turn, rise = cos(angle - radians(90)), sin(angle - radians(90))
        sheet.begin((turn, rise, -rise, turn, x + reach * cos(angle), y + reach * sin(angle)))
        sheet.text(0, 0, character, fitting, RED, bold=True, align="centre")
        sheet.end()
