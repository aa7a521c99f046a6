"""Noto Sans SC for PDFs, parsed once per process; each document embeds only the glyphs that it uses."""

from functools import cache

import resources

REGULAR = "NotoSansSC"
BOLD = "NotoSansSC-Bold"
_FILES = {REGULAR: "NotoSansSC_400Regular.ttf", BOLD: "NotoSansSC_700Bold.ttf"}


@cache
def ready(name: str) -> str:
    """Make a font known to reportlab, parsing its 10 MB the first time, and return its name."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(name, str(resources.path("fonts", _FILES[name])))
    pdfmetrics.registerFont(font)  # pyright: ignore[reportUnknownMemberType] - reportlab has no types
    return name
