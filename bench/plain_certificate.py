"""A certificate drawn plainly with reportlab: fonts registered once, and the library left to do what it does.

The same page as ours in what costs time: about as much text in two weights, a mark around which letters are turned, the
same QR code (segno's usual way), embedded subsets.
"""

# reportlab has no types
# pyright: reportUnknownMemberType=false

import io
from functools import cache
from math import cos, radians, sin

import segno
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import resources
from cpd_core.entities import Certificate
from cpd_core.proofs import PREFIX, code_of, shown_code
from cpd_core.wording import hours_text

REGULAR, BOLD = "plain", "plain-bold"


@cache
def register() -> None:
    """Parse both fonts, once a process."""
    for name, file in ((REGULAR, "NotoSansSC_400Regular.ttf"), (BOLD, "NotoSansSC_700Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(resources.path("fonts", file))))


def draw(certificate: Certificate) -> bytes:
    """The PDF."""
    register()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, pageCompression=1)
    width, height = A4
    for inset in (34, 40):
        canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset)
    lines = (
        ("证明编号", certificate.number, "姓名", certificate.member_name),
        ("会员证书编号", certificate.member_no, "会员类型", "非执业会员"),
        ("学时年度", f"{certificate.year} 年度", "年度要求", "已达到" if certificate.fulfilled else "尚未达到"),
        ("已完成", hours_text(certificate.hours), "应完成", hours_text(certificate.required_hours)),
        *(
            ("学时来源", f"{row.source} 投入式学时申请 继续教育在线", "学时", hours_text(row.hours))
            for row in certificate.by_source
        ),
    )
    canvas.setFont(BOLD, 36)
    canvas.drawCentredString(width / 2, height - 142, "学时证明")
    for place, cells in enumerate(lines):
        for column, text in enumerate(cells):
            canvas.setFont(BOLD if column % 2 else REGULAR, 12)
            canvas.drawString(76 + 112 * column, height - 230 - 30 * place, text)
        canvas.line(76, height - 240 - 30 * place, width - 76, height - 240 - 30 * place)
    canvas.setFont(REGULAR, 9)
    hours = hours_text(certificate.hours)
    canvas.drawString(
        76, 300, f"兹证明上述会员在 {certificate.year} 年度继续教育中完成 {hours} 学时，已达到该年度要求。"
    )
    canvas.drawString(200, 150, f"校验码 {shown_code(code_of(certificate.proof))} 本文件带有数字签名，二维码由服务签发")
    canvas.drawString(
        76, 62, "1 学时为 45 分钟。本证明依据截至出具之日的学时记录生成；记录如有变化，以最新出具的证明为准。"
    )
    canvas.drawString(350, 88, "二〇二六年十一月二十四日")
    _mark(canvas, certificate.issuer)
    _qr(canvas, PREFIX + certificate.proof)
    canvas.save()
    return buffer.getvalue()


def _mark(canvas: Canvas, issuer: str) -> None:
    canvas.circle(440, 154, 50)
    canvas.setFont(BOLD, 10)
    for place, character in enumerate(issuer):
        angle = 198 - 24 * place
        canvas.saveState()
        canvas.translate(440 + 32 * cos(radians(angle)), 154 + 32 * sin(radians(angle)))
        canvas.rotate(angle - 90)
        canvas.drawCentredString(0, 0, character)
        canvas.restoreState()


def _qr(canvas: Canvas, text: str) -> None:
    rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
    side = 96 / len(rows)
    path = canvas.beginPath()
    for number, row in enumerate(rows, 1):
        for column, dark in enumerate(row):
            if dark:
                path.rect(76 + column * side, 188 - number * side, side, side)
    canvas.drawPath(path, stroke=0, fill=1)
