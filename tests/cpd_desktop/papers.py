"""Real files to attach."""

from pathlib import Path

from PIL import Image
from reportlab.pdfgen.canvas import Canvas


def make_papers(folder: Path) -> tuple[Path, Path]:
    """Write a real PDF and a real JPEG with Chinese names."""
    pdf, jpeg = folder / "结业证书.pdf", folder / "签到表.jpg"
    canvas = Canvas(str(pdf))
    canvas.drawString(100, 700, "certificate of attendance")
    canvas.save()
    Image.new("RGB", (80, 60), "white").save(jpeg, "JPEG")
    return pdf, jpeg
