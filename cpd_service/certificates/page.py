"""The 学时证明 as a page of A4: the same bytes for the same certificate. Measures are points, from the lower left.

From top to bottom: title and number; who; the three figures that matter; where the hours come from; how to verify,
who issued it and when. A superseded one carries a watermark and names its successor.
"""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from cpd_core.entities import Certificate
from cpd_core.wording import hours_text
from cpd_service.certificates import fonts
from cpd_service.certificates.chinese_dates import chinese_date
from cpd_service.certificates.qr import draw_qr
from cpd_service.certificates.seal import draw_seal
from cpd_service.certificates.verification import code_of, qr_text, shown

Colour = tuple[float, float, float]

WIDTH, HEIGHT = A4
LEFT, RIGHT = 76.0, WIDTH - 76.0
QR_BOTTOM, QR_SIZE = 104.0, 76.0
INK: Colour = (0.13, 0.15, 0.19)
QUIET: Colour = (0.42, 0.45, 0.50)
LINE: Colour = (0.80, 0.81, 0.83)
ACCENT: Colour = (0.10, 0.27, 0.42)
BRONZE: Colour = (0.66, 0.54, 0.34)
PALE: Colour = (0.955, 0.965, 0.975)
WARNING: Colour = (0.70, 0.20, 0.16)

MEMBER_TYPES = {"cpa": "注册会计师", "non_practising": "非执业会员"}
SOURCES = {
    "online": "继续教育在线",
    "input": "投入式学时申请",
    "output": "产出式学时申请",
    "exemption": "豁免学时申请",
    "carried_over": "上年结转",
    "special": "特别授予",
}


def draw(certificate: Certificate) -> bytes:
    """Draw a certificate and return the PDF."""
    buffer = io.BytesIO()
    first: Any = fonts.ready(fonts.REGULAR)  # else the file names Helvetica, unused and not embedded; typed wrongly
    canvas = Canvas(buffer, pagesize=A4, invariant=True, pageCompression=1, initialFontName=first)
    canvas.setTitle(f"学时证明 {certificate.number}")
    canvas.setAuthor(certificate.issuer)
    canvas.setSubject(f"{certificate.member_name} {certificate.year} 年度继续教育学时证明")
    _frame(canvas)
    _heading(canvas, certificate)
    _who(canvas, certificate)
    _statement(canvas, certificate)
    _figures(canvas, certificate)
    _sources(canvas, certificate)
    _verification(canvas, certificate)
    _issuer(canvas, certificate)
    if certificate.superseded_by:
        _superseded(canvas, certificate)
    canvas.save()
    return buffer.getvalue()


def _frame(canvas: Canvas) -> None:
    canvas.setStrokeColorRGB(*BRONZE)
    canvas.setLineWidth(1.6)
    canvas.rect(34, 34, WIDTH - 68, HEIGHT - 68)
    canvas.setLineWidth(0.5)
    canvas.rect(40, 40, WIDTH - 80, HEIGHT - 80)


def _heading(canvas: Canvas, certificate: Certificate) -> None:
    _text(canvas, RIGHT, HEIGHT - 74, f"证明编号  {certificate.number}", 9.5, QUIET, align="right")
    canvas.setFillColorRGB(*ACCENT)
    _spaced(canvas, "学时证明", HEIGHT - 142, 36, 14)
    _text(canvas, WIDTH / 2, HEIGHT - 166, "注册会计师行业继续教育", 12, QUIET, align="centre")
    canvas.setStrokeColorRGB(*BRONZE)
    canvas.setLineWidth(1)
    canvas.line(WIDTH / 2 - 30, HEIGHT - 184, WIDTH / 2 + 30, HEIGHT - 184)


def _who(canvas: Canvas, certificate: Certificate) -> None:
    """Four facts in two columns."""
    cells = (
        ("姓　　名", certificate.member_name),
        ("会员证书编号", certificate.member_no),
        ("会员类型", MEMBER_TYPES[certificate.member_type]),
        ("学时年度", f"{certificate.year} 年度"),
    )
    middle = (LEFT + RIGHT) / 2
    for place, (label, value) in enumerate(cells):
        x = (LEFT, middle + 12)[place % 2]
        y = HEIGHT - 230 - 34 * (place // 2)
        end = (middle - 12, RIGHT)[place % 2]
        _text(canvas, x, y, label, 10.5, QUIET)
        _text(canvas, x + 76, y, value, 13, INK, bold=True, widest=end - x - 76)
        _rule(canvas, x, end, y - 10)


def _statement(canvas: Canvas, certificate: Certificate) -> None:
    standing = "已达到" if certificate.fulfilled else "尚未达到"
    text = (
        f"兹证明上述会员在 {certificate.year} 年度继续教育中完成 {hours_text(certificate.hours)} 学时，"
        f"{standing}该年度继续教育要求。"
    )
    _text(canvas, LEFT, HEIGHT - 322, text, 12.5, INK, widest=RIGHT - LEFT)


def _figures(canvas: Canvas, certificate: Certificate) -> None:
    """Completed, required, and whether that is enough."""
    top, height = HEIGHT - 348, 78
    canvas.setFillColorRGB(*PALE)
    canvas.roundRect(LEFT, top - height, RIGHT - LEFT, height, 6, stroke=0, fill=1)
    fulfilled = ("已达到", ACCENT) if certificate.fulfilled else ("尚未达到", WARNING)
    figures: Sequence[tuple[str, str, str, Colour]] = (
        ("已完成", hours_text(certificate.hours), "学时", ACCENT),
        ("应完成", hours_text(certificate.required_hours), "学时", INK),
        ("年度要求", fulfilled[0], "", fulfilled[1]),
    )
    column = (RIGHT - LEFT) / len(figures)
    for place, (label, value, unit, colour) in enumerate(figures):
        centre = LEFT + column * (place + 0.5)
        _text(canvas, centre, top - 24, label, 10, QUIET, align="centre")
        _figure(canvas, centre, top - 58, value, unit, colour)
        if place:
            canvas.setStrokeColorRGB(*LINE)
            canvas.setLineWidth(0.6)
            canvas.line(LEFT + column * place, top - 16, LEFT + column * place, top - height + 16)


def _figure(canvas: Canvas, centre: float, y: float, value: str, unit: str, colour: Colour) -> None:
    size = 28 if unit else 20
    width = stringWidth(value, fonts.ready(fonts.BOLD), size)
    tail = stringWidth(unit, fonts.ready(fonts.REGULAR), 11) + 5 if unit else 0
    _text(canvas, centre - (width + tail) / 2, y, value, size, colour, bold=True)
    _text(canvas, centre + (width + tail) / 2, y, unit, 11, QUIET, align="right")


def _sources(canvas: Canvas, certificate: Certificate) -> None:
    """Where the hours come from, one line each, and their sum."""
    step, drop = (26, 9) if len(certificate.by_source) <= 3 else (21, 7)  # from line to line; from text to rule
    y = HEIGHT - 462
    _text(canvas, LEFT, y, "学时来源", 10.5, QUIET)
    _text(canvas, RIGHT, y, "学时", 10.5, QUIET, align="right")
    _rule(canvas, LEFT, RIGHT, y - 9, ACCENT)
    y -= 9 - drop
    for row in certificate.by_source:
        y -= step
        _text(canvas, LEFT, y, SOURCES.get(row.source, row.source), 11.5, INK)
        _text(canvas, RIGHT, y, hours_text(row.hours), 11.5, INK, align="right")
        _rule(canvas, LEFT, RIGHT, y - drop)
    y -= step
    _text(canvas, LEFT, y, "合计", 11.5, INK, bold=True)
    _text(canvas, RIGHT, y, hours_text(certificate.hours), 11.5, INK, bold=True, align="right")


def _verification(canvas: Canvas, certificate: Certificate) -> None:
    canvas.setFillColorRGB(*INK)
    draw_qr(canvas, qr_text(certificate), LEFT, QR_BOTTOM, QR_SIZE)
    _text(canvas, LEFT + 88, 166, "核验", 10, INK, bold=True)
    _text(canvas, LEFT + 88, 150, f"编号 {certificate.number}", 8.5, QUIET)
    _text(canvas, LEFT + 88, 136, f"校验码 {shown(code_of(certificate))}", 8.5, QUIET)
    _text(canvas, LEFT + 88, 122, "扫码所得编号、校验码应与", 8.5, QUIET)
    _text(canvas, LEFT + 88, 108, "本页一致，并可向出具单位核对。", 8.5, QUIET)
    note = "1 学时为 45 分钟。本证明依据截至出具之日的学时记录生成；记录如有变化，以最新出具的证明为准。"
    _text(canvas, WIDTH / 2, 62, note, 8, QUIET, align="centre")


def _issuer(canvas: Canvas, certificate: Certificate) -> None:
    centre = RIGHT - 88
    draw_seal(canvas, certificate.issuer, centre, 154)
    _text(canvas, centre, 222, certificate.issuer, 13, INK, bold=True, align="centre", widest=176)
    _text(canvas, centre, 88, chinese_date(date.fromisoformat(certificate.issued_on)), 11.5, INK, align="centre")


def _superseded(canvas: Canvas, certificate: Certificate) -> None:
    canvas.saveState()
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(32)
    canvas.setFillAlpha(0.14)
    canvas.setFillColorRGB(*WARNING)
    canvas.setFont(fonts.ready(fonts.BOLD), 104)
    canvas.drawCentredString(0, -36, "已被替代")
    canvas.restoreState()
    text = f"本证明已被编号 {certificate.superseded_by} 的证明替代"
    _text(canvas, LEFT, HEIGHT - 74, text, 9.5, WARNING, bold=True)


def _text(
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    size: float,
    colour: Colour,
    bold: bool = False,
    align: str = "left",
    widest: float = 0.0,
) -> None:
    """Set one line; ``widest`` makes it smaller until it fits, for long names must not leave the page."""
    font = fonts.ready(fonts.BOLD if bold else fonts.REGULAR)
    width = stringWidth(text, font, size)
    if widest and width > widest:
        size, width = size * widest / width, widest
    canvas.setFillColorRGB(*colour)
    canvas.setFont(font, size)
    canvas.drawString(x - {"left": 0.0, "centre": width / 2, "right": width}[align], y, text)


def _spaced(canvas: Canvas, text: str, y: float, size: float, space: float) -> None:
    """A centred line with wide letters."""
    font = fonts.ready(fonts.BOLD)
    width = stringWidth(text, font, size) + space * (len(text) - 1)
    canvas.setFont(font, size)
    canvas.drawString(WIDTH / 2 - width / 2, y, text, charSpace=space)


def _rule(canvas: Canvas, start: float, end: float, y: float, colour: Colour = LINE) -> None:
    canvas.setStrokeColorRGB(*colour)
    canvas.setLineWidth(0.7)
    canvas.line(start, y, end, y)
