"""Real files to attach: a PDF with Chinese text, a photograph that lies on its side, and files that lie."""

from pathlib import Path

from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import resources

ORIENTATION = 0x0112  # EXIF
ROTATED = 6  # to be turned clockwise by 90°


def pdf(path: Path, pages: int = 2) -> Path:
    """A PDF with the words of a proof on each page."""
    pdfmetrics.registerFont(TTFont("paper", str(resources.path("fonts", "NotoSansSC_400Regular.ttf"))))
    canvas = Canvas(str(path), invariant=True)
    for number in range(pages):
        canvas.setFont("paper", 28)
        canvas.drawString(72, 700, f"培训证明 第 {number + 1} 页")
        canvas.showPage()
    canvas.save()
    return path


def photograph(path: Path, size: tuple[int, int] = (800, 600)) -> Path:
    """A JPEG whose EXIF says that it stands upright."""
    image = Image.new("RGB", size, (200, 220, 240))
    exif = image.getexif()
    exif[ORIENTATION] = ROTATED
    image.save(path, "JPEG", exif=exif)
    return path


def too_large(path: Path) -> Path:
    """A PDF of 5 MB."""
    path.write_bytes(b"%PDF-1.4\n" + bytes(5 * 1024 * 1024))
    return path
