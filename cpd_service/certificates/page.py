"""The 学时证明 as a page of A4. Measures are points, from the lower left.

From top to bottom: title and number; who; the three figures that matter; where the hours come from; how to verify,
who issued it and when. One that does not hold any more carries a watermark and says why.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from math import cos, radians, sin

from cpd_core.entities import Certificate
from cpd_core.proofs import code_of, shown_code
from cpd_core.wording import hours_text
from cpd_service.certificates import seal
from cpd_service.certificates.chinese_dates import DIGITS, chinese_date
from cpd_service.certificates.fonts import Weight, width_of
from cpd_service.certificates.qr import draw_qr
from cpd_service.certificates.sheet import Colour, Sheet
from cpd_service.certificates.words import MEMBER_TYPES, SOURCES

WIDTH, HEIGHT = 595.28, 841.89
LEFT, RIGHT = 76.0, WIDTH - 76.0
QR_BOTTOM, QR_SIZE = 92.0, 96.0
BESIDE_QR = LEFT + QR_SIZE + 12
INK: Colour = (0.13, 0.15, 0.19)
QUIET: Colour = (0.42, 0.45, 0.50)
LINE: Colour = (0.80, 0.81, 0.83)
ACCENT: Colour = (0.10, 0.27, 0.42)
BRONZE: Colour = (0.66, 0.54, 0.34)
PALE: Colour = (0.955, 0.965, 0.975)
WARNING: Colour = (0.70, 0.20, 0.16)

NOTE = "1 学时为 45 分钟。本证明依据截至出具之日的学时记录生成；记录如有变化，以最新出具的证明为准。"
# What most certificates say: its glyphs are made once. What is missing here would be drawn all the same, more slowly.
_FIGURES = "0123456789-.ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_REGULAR = (
    "注册计师编号行业姓　名会员证书类型年度兹上述在中完成豁免，已尚未达到该要求。应来源校验码扫或访问下列网址查询"
    f"本文件带有数字签名二维码由出具服务签发abcdehnprstyiou:/ {NOTE}{DIGITS}十月日{seal.FOOT}"
    f"{''.join(SOURCES.values())}"
)
_BOLD = f"学时证明已达到尚未年度合计核验 {''.join(MEMBER_TYPES.values())}{seal.CENTRE}"


def draw(certificate: Certificate, qr_text: str, check_at: str) -> Sheet:
    """Draw a certificate; ``check_at`` is the address of the page that checks it, "" where there is none."""
    sheet = Sheet(WIDTH, HEIGHT, _common(certificate.issuer))
    sheet.frame(34, 34, WIDTH - 68, HEIGHT - 68, 1.6, BRONZE)
    sheet.frame(40, 40, WIDTH - 80, HEIGHT - 80, 0.5, BRONZE)
    _heading(sheet, certificate)
    _who(sheet, certificate)
    _statement(sheet, certificate)
    _figures(sheet, certificate)
    _sources(sheet, certificate)
    _verification(sheet, certificate, qr_text, check_at)
    _issuer(sheet, certificate)
    if not certificate.holds:
        _void(sheet, certificate)
    return sheet


@cache
def _common(issuer: str) -> Mapping[Weight, str]:
    wording: Mapping[Weight, str] = {"Regular": _REGULAR, "Bold": _BOLD + issuer}
    return {weight: "".join(sorted({*_FIGURES, *text})) for weight, text in wording.items()}


def _heading(sheet: Sheet, certificate: Certificate) -> None:
    sheet.text(RIGHT, HEIGHT - 74, f"证明编号  {certificate.number}", 9.5, QUIET, align="right")
    sheet.text(WIDTH / 2, HEIGHT - 142, "学时证明", 36, ACCENT, bold=True, align="centre", spacing=14)
    sheet.text(WIDTH / 2, HEIGHT - 166, "注册会计师行业继续教育", 12, QUIET, align="centre")
    sheet.line(WIDTH / 2 - 30, HEIGHT - 184, WIDTH / 2 + 30, HEIGHT - 184, 1, BRONZE)


def _who(sheet: Sheet, certificate: Certificate) -> None:
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
        sheet.text(x, y, label, 10.5, QUIET)
        sheet.text(x + 76, y, value, 13, INK, bold=True, widest=end - x - 76)
        _rule(sheet, x, end, y - 10)


def _statement(sheet: Sheet, certificate: Certificate) -> None:
    standing = "已达到" if certificate.fulfilled else "尚未达到"
    waived = f"豁免 {hours_text(certificate.waived_hours)} 学时，" if certificate.waived_hours else ""
    text = (
        f"兹证明上述会员在 {certificate.year} 年度继续教育中完成 {hours_text(certificate.hours)} 学时，{waived}"
        f"{standing}该年度继续教育要求。"
    )
    sheet.text(LEFT, HEIGHT - 322, text, 12.5, INK, widest=RIGHT - LEFT)


def _figures(sheet: Sheet, certificate: Certificate) -> None:
    """Completed, required, and whether that is enough."""
    top, height = HEIGHT - 348, 78
    sheet.box(LEFT, top - height, RIGHT - LEFT, height, 6, PALE)
    fulfilled = ("已达到", ACCENT) if certificate.fulfilled else ("尚未达到", WARNING)
    figures: Sequence[tuple[str, str, str, Colour]] = (
        ("已完成", hours_text(certificate.hours), "学时", ACCENT),
        ("应完成", hours_text(certificate.required_hours), "学时", INK),
        ("年度要求", fulfilled[0], "", fulfilled[1]),
    )
    column = (RIGHT - LEFT) / len(figures)
    for place, (label, value, unit, colour) in enumerate(figures):
        centre = LEFT + column * (place + 0.5)
        sheet.text(centre, top - 24, label, 10, QUIET, align="centre")
        _figure(sheet, centre, top - 58, value, unit, colour)
        if place:
            sheet.line(LEFT + column * place, top - 16, LEFT + column * place, top - height + 16, 0.6, LINE)


def _figure(sheet: Sheet, centre: float, y: float, value: str, unit: str, colour: Colour) -> None:
    size = 28 if unit else 20
    width = width_of(value, "Bold", size)
    tail = width_of(unit, "Regular", 11) + 5 if unit else 0
    sheet.text(centre - (width + tail) / 2, y, value, size, colour, bold=True)
    sheet.text(centre + (width + tail) / 2, y, unit, 11, QUIET, align="right")


def _sources(sheet: Sheet, certificate: Certificate) -> None:
    """Where the hours come from, one line each, and their sum."""
    step, drop = (26, 9) if len(certificate.by_source) <= 3 else (21, 7)  # from line to line; from text to rule
    y = HEIGHT - 462
    sheet.text(LEFT, y, "学时来源", 10.5, QUIET)
    sheet.text(RIGHT, y, "学时", 10.5, QUIET, align="right")
    _rule(sheet, LEFT, RIGHT, y - 9, ACCENT)
    y -= 9 - drop
    for row in certificate.by_source:
        y -= step
        sheet.text(LEFT, y, SOURCES.get(row.source, row.source), 11.5, INK)
        sheet.text(RIGHT, y, hours_text(row.hours), 11.5, INK, align="right")
        _rule(sheet, LEFT, RIGHT, y - drop)
    y -= step
    sheet.text(LEFT, y, "合计", 11.5, INK, bold=True)
    sheet.text(RIGHT, y, hours_text(certificate.hours), 11.5, INK, bold=True, align="right")


def _verification(sheet: Sheet, certificate: Certificate, qr_text: str, check_at: str) -> None:
    draw_qr(sheet, qr_text, LEFT, QR_BOTTOM, QR_SIZE, INK)
    how = ("扫码，或访问下列网址查询", check_at) if check_at else ("本文件带有数字签名", "二维码由出具服务签发")
    lines = (f"编号 {certificate.number}", f"校验码 {shown_code(code_of(certificate.proof))}", *how)
    sheet.text(BESIDE_QR, QR_BOTTOM + 80, "核验", 10, INK, bold=True)
    for place, line in enumerate(lines):
        sheet.text(BESIDE_QR, QR_BOTTOM + 62 - 15 * place, line, 8.5, QUIET, widest=174)
    sheet.text(WIDTH / 2, 62, NOTE, 8, QUIET, align="centre")


def _issuer(sheet: Sheet, certificate: Certificate) -> None:
    centre = RIGHT - 78
    seal.draw_seal(sheet, certificate.issuer, centre, 154)
    sheet.text(centre, 222, certificate.issuer, 13, INK, bold=True, align="centre", widest=156)
    sheet.text(centre, 88, chinese_date(certificate.issued_on), 11.5, INK, align="centre")


def _void(sheet: Sheet, certificate: Certificate) -> None:
    """Across the page that it does not hold any more, and above it why."""
    word, why = "已撤销", f"所列学时已于 {certificate.withdrawn_on} 撤销确认，本证明不再有效"
    if certificate.superseded_by:
        word, why = "已被替代", f"本证明已被编号 {certificate.superseded_by} 的证明替代"
    turn, rise = cos(radians(32)), sin(radians(32))
    sheet.begin((turn, rise, -rise, turn, WIDTH / 2, HEIGHT / 2), opacity=0.14)
    sheet.text(0, -36, word, 104, WARNING, bold=True, align="centre")
    sheet.end()
    sheet.text(LEFT, HEIGHT - 74, why, 9.5, WARNING, bold=True, widest=280)


def _rule(sheet: Sheet, start: float, end: float, y: float, colour: Colour = LINE) -> None:
    sheet.line(start, y, end, y, 0.7, colour)
