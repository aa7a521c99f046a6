"""The mark beside the issuer's name: round like a seal, and it says itself that it is none."""

from math import cos, radians, sin

from reportlab.pdfgen.canvas import Canvas

from cpd_service.certificates import fonts

RADIUS = 50.0  # points
RED = (0.72, 0.16, 0.14)
ALPHA = 0.72
_CENTRE = "系统出具"
_FOOT = "示例 · 非印章"
_SPAN_MAX = 230.0  # degrees that the issuer's name may take


def draw_seal(canvas: Canvas, issuer: str, x: float, y: float) -> None:
    """Draw the mark around its centre ``x``, ``y``."""
    canvas.saveState()
    canvas.setStrokeColorRGB(*RED)
    canvas.setFillColorRGB(*RED)
    canvas.setStrokeAlpha(ALPHA)
    canvas.setFillAlpha(ALPHA)
    canvas.setLineWidth(2.0)
    canvas.circle(x, y, RADIUS)
    canvas.setLineWidth(0.6)
    canvas.circle(x, y, RADIUS - 4)
    _around(canvas, issuer, x, y)
    canvas.setFont(fonts.ready(fonts.BOLD), 13)
    canvas.drawCentredString(x, y - 4, _CENTRE)
    canvas.setFont(fonts.ready(fonts.REGULAR), 7)
    canvas.drawCentredString(x, y - 26, _FOOT)
    canvas.restoreState()


def _around(canvas: Canvas, text: str, x: float, y: float) -> None:
    """Set a text along the upper inner edge, each character upright to the centre."""
    size = 10.0
    reach = RADIUS - 8 - size
    step = min(24.0, _SPAN_MAX / max(1, len(text) - 1))
    canvas.setFont(fonts.ready(fonts.BOLD), size if step > 14 else size * step / 14)
    first = 90 + step * (len(text) - 1) / 2
    for place, character in enumerate(text):
        angle = first - step * place
        canvas.saveState()
        canvas.translate(x + reach * cos(radians(angle)), y + reach * sin(radians(angle)))
        canvas.rotate(angle - 90)
        canvas.drawCentredString(0, 0, character)
        canvas.restoreState()
