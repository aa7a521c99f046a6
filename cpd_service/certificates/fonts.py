"""Noto Sans SC for PDFs, parsed once per process; a subset is made once per set of characters.

A certificate's wording is the same for all, so its glyphs are one subset that is packed once; a second, small one
holds what only this certificate has, such as a rare character of a name.
"""

# reportlab has no types
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from reportlab.pdfbase.ttfonts import TTFontFile

import resources
from cpd_service.certificates.pdf import PdfFile, pack

Weight = Literal["Regular", "Bold"]
_FILES: dict[Weight, str] = {"Regular": "NotoSansSC_400Regular.ttf", "Bold": "NotoSansSC_700Bold.ttf"}
_CMAP_BLOCK = 100  # entries of a bfchar section, at most
_SYMBOLIC = 4


@dataclass(frozen=True, slots=True)
class Subset:
    """Some glyphs of a font as a PDF embeds them; ``glyphs`` are their numbers there, by character."""

    weight: Weight
    tag: str
    glyphs: dict[str, int]
    widths: tuple[int, ...]
    program: bytes
    program_length: int
    to_unicode: bytes

    def add_to(self, pdf: PdfFile) -> int:
        """Add the font to a file and return its number."""
        name, font = f"{self.tag}+NotoSansSC-{self.weight}".encode(), face(self.weight)
        program = pdf.add_stream(self.program, b"/Length1 %d " % self.program_length)
        descriptor = pdf.add(
            b"<< /Type /FontDescriptor /FontName /%s /Flags %d /FontBBox [%s] /ItalicAngle 0 /Ascent %d /Descent %d "
            b"/CapHeight %d /StemV %d /FontFile2 %d 0 R >>"
            % (name, _SYMBOLIC, " ".join(str(round(edge)) for edge in font.bbox).encode(), round(font.ascent),
               round(font.descent), round(font.capHeight), round(font.stemV), program)
        )  # fmt: skip
        widths = " ".join(map(str, self.widths)).encode()
        descendant = pdf.add(
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDToGIDMap /Identity /FontDescriptor %d 0 R "
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [0 [%s]] >>"
            % (name, descriptor, widths)
        )
        unicode = pdf.add_stream(self.to_unicode)
        return pdf.add(
            b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] "
            b"/ToUnicode %d 0 R >>" % (name, descendant, unicode)
        )


class Face(TTFontFile):
    """A parsed font, 10 MB; its tables are cut out of the file once, not for every subset."""

    def __init__(self, weight: Weight) -> None:
        self._tables: dict[str, bytes] = {}
        super().__init__(str(resources.path("fonts", _FILES[weight])))

    def get_table(self, tag: str) -> bytes:
        """The bytes of a table."""
        if tag not in self._tables:
            self._tables[tag] = super().get_table(tag)
        return self._tables[tag]


@cache
def face(weight: Weight) -> Face:
    """The font of this weight, parsed the first time."""
    return Face(weight)


def width_of(text: str, weight: Weight, size: float) -> float:
    """How wide a line is (points)."""
    font = face(weight)
    return sum(font.charWidths.get(ord(character), font.defaultWidth) for character in text) * size / 1000


@lru_cache(maxsize=256)
def subset(weight: Weight, characters: str) -> Subset:
    """The glyphs of these characters; the same characters give the same bytes."""
    font = face(weight)
    codes = [ord(character) for character in characters]
    program: bytes = font.makeSubset(codes)
    places = {0: 0}  # number in the font -> number in the subset, in which makeSubset gives them
    for code in codes:
        places.setdefault(font.charToGlyph.get(code, 0), len(places))
    glyphs = {character: places[font.charToGlyph.get(ord(character), 0)] for character in characters}
    widths = [round(font.defaultWidth)] * len(places)
    for character, glyph in glyphs.items():
        widths[glyph] = round(font.charWidths.get(ord(character), font.defaultWidth))
    return Subset(
        weight, _tag(characters), glyphs, tuple(widths), pack(program), len(program), pack(_to_unicode(glyphs))
    )


def _tag(characters: str) -> str:
    """Six letters that tell one subset from another (ISO 32000-1, 9.6.4)."""
    digest = hashlib.sha256(characters.encode()).digest()
    return "".join(chr(ord("A") + octet % 26) for octet in digest[:6])


def _to_unicode(glyphs: dict[str, int]) -> bytes:
    """The map by which a reader searches and copies (ISO 32000-1, 9.10.3)."""
    entries = [f"<{glyph:04X}> <{character.encode('utf-16-be').hex().upper()}>" for character, glyph in glyphs.items()]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for place in range(0, len(entries), _CMAP_BLOCK):
        block = entries[place : place + _CMAP_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode()
