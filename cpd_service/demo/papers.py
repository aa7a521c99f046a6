"""The attachments of the demo: small real PDFs and JPEGs, a pool of some dozens of which members have copies.

They name a training, a lecture or a ground for exemption, never a person, so that any member can hand them in.
"""

import hashlib
import io
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Literal

from msgspec.structs import replace
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A5, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import resources
from cpd_core.entities import ApplicationKind, Attachment
from cpd_service.demo.dates import Calendar

PDFS: Mapping[ApplicationKind, int] = {"input": 12, "output": 8, "exemption": 4}
JPEGS: Mapping[ApplicationKind, int] = {"input": 7, "output": 4, "exemption": 4}
PHOTO_SIZE = (880, 620)  # pixels; with grain about 60 kB
_PAPER = (250, 247, 238)
_DESK = (120, 104, 88)
_INK = (38, 38, 46)
_RED = (168, 40, 36)

_TITLES: Mapping[ApplicationKind, tuple[str, ...]] = {
    "input": ("培训证明", "结业证书", "参会证明", "学习证明"),
    "output": ("授课证明", "录用通知", "聘书", "课题结项证明"),
    "exemption": ("情况说明", "休假证明", "诊断证明", "出入境记录说明"),
}
_SUBJECTS: Mapping[ApplicationKind, tuple[str, ...]] = {
    "input": ("企业会计准则专题培训班", "注册会计师审计准则研讨会", "财务数字化转型论坛", "税收政策解读讲座"),
    "output": ("管理会计实务课程", "行业发展研究课题", "后续教育命题阅卷", "会计专业论文"),
    "exemption": ("全年不能正常参加继续教育", "按规定休产假", "因病治疗休养半年以上", "境外停留半年以上"),
}
_PHRASES: Mapping[ApplicationKind, str] = {
    "input": "兹证明该学员参加“{subject}”，\n完成全部学习内容，考勤合格。",
    "output": "兹证明该同志承担“{subject}”有关工作，\n按期完成，质量合格。",
    "exemption": "兹说明该同志本年度{subject}，\n有关材料属实。",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A file and how an application names it."""

    attachment: Attachment
    content: bytes


class Copies:
    """Gives each member copies of their own; one in twenty hands in the very file that others hand in.

    A copy differs by some bytes after its end, which no reader looks at. ``shared``: all hand in the same files, which
    is quicker to make and to send.
    """

    def __init__(self, pool: Mapping[ApplicationKind, Sequence[Paper]], shared: bool) -> None:
        self._pool = pool
        self._shared = shared
        self._used: dict[
            str, tuple[Paper, bytes]
        ] = {}  # what is behind each hash; the copy itself is made when written

    def chosen(self, rng: Random, kind: ApplicationKind, count: int, member_no: str) -> tuple[Attachment, ...]:
        """Some papers of a kind, as this member has them."""
        return tuple(self._of(paper, member_no) for paper in rng.sample(self._pool[kind], count))

    def used(self) -> Iterator[Paper]:
        """Every file that somebody hands in."""
        for sha256, (paper, end) in self._used.items():
            yield Paper(_named_anew(paper.attachment, sha256, len(end)), paper.content + end)

    def _of(self, paper: Paper, member_no: str) -> Attachment:
        common = self._shared or zlib.crc32(f"{member_no}/{paper.attachment.sha256}".encode()) % 20 == 0
        end = b"" if common else f"\n% {member_no}\n".encode()
        sha256 = hashlib.sha256(paper.content + end).hexdigest()
        self._used[sha256] = paper, end
        return _named_anew(paper.attachment, sha256, len(end))


def _named_anew(attachment: Attachment, sha256: str, more: int) -> Attachment:
    return replace(attachment, sha256=sha256, size=attachment.size + more)


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    lines: tuple[str, ...]


def papers(rng: Random, calendar: Calendar) -> dict[ApplicationKind, list[Paper]]:
    """The pool for each kind of application; every file differs from every other."""
    return {
        kind: [_paper(rng, kind, calendar, number, _pdf, "pdf") for number in range(PDFS[kind])]
        + [_paper(rng, kind, calendar, number, _jpeg, "jpeg") for number in range(JPEGS[kind])]
        for kind in PDFS
    }


def _paper(
    rng: Random,
    kind: ApplicationKind,
    calendar: Calendar,
    number: int,
    draw: Callable[[Random, _Words], bytes],
    form: Literal["pdf", "jpeg"],
) -> Paper:
    words = _words(rng, kind, calendar, number)
    content = draw(rng, words)
    return Paper(
        Attachment(
            sha256=hashlib.sha256(content).hexdigest(),
            name=f"{words.title}{number + 1:02d}{'.pdf' if form == 'pdf' else '.jpg'}",
            size=len(content),
            media_type="application/pdf" if form == "pdf" else "image/jpeg",
        ),
        content,
    )


def _words(rng: Random, kind: ApplicationKind, calendar: Calendar, number: int) -> _Words:
    subjects = _SUBJECTS[kind]
    subject = subjects[number % len(subjects)] if kind == "exemption" else rng.choice(subjects)  # it fits the title
    day, hours = calendar.day(rng, calendar.year), rng.randrange(4, 49) / 2
    lines = [*_PHRASES[kind].format(subject=subject).splitlines(), f"时间：{day.year} 年 {day.month} 月 {day.day} 日"]
    if kind != "exemption":
        lines.append(f"学时：{hours:g} 学时（每学时 45 分钟）")
    lines += [
        f"编号：{day.year}-{kind[:2].upper()}{number + 1:02d}-{rng.randrange(10**6):06d}",
        "演示材料，不作证明使用",
    ]
    return _Words(_TITLES[kind][number % len(_TITLES[kind])], tuple(lines))


@cache
def _print_font() -> str:
    """Make a font with Chinese characters known to reportlab, parsing its 10 MB, and return its name."""
    font = TTFont("NotoSansSC", str(resources.path("fonts", "NotoSansSC_400Regular.ttf")))
    pdfmetrics.registerFont(font)  # pyright: ignore[reportUnknownMemberType] - reportlab has no types
    return "NotoSansSC"


def _pdf(rng: Random, words: _Words) -> bytes:
    """A page of A5 with a frame, as an organiser would print it; the bytes depend on the words alone."""
    width, height = landscape(A5)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=True)
    canvas.setTitle(words.title)
    canvas.setStrokeColorRGB(*rng.choice(((0.6, 0.2, 0.2), (0.2, 0.3, 0.5), (0.3, 0.4, 0.3))))
    canvas.setLineWidth(1.4)
    canvas.rect(24, 24, width - 48, height - 48)
    font = _print_font()
    canvas.setFont(font, 28)
    canvas.drawCentredString(width / 2, height - 100, words.title)
    canvas.setFont(font, 13)
    for place, line in enumerate(words.lines):
        canvas.drawString(64, height - 160 - 30 * place, line)
    canvas.save()
    return buffer.getvalue()


def _jpeg(rng: Random, words: _Words) -> bytes:
    """A page as a telephone takes it: a little askew, on a desk, with the grain of a sensor."""
    width, height = PHOTO_SIZE
    page = Image.new("RGB", (width - 80, height - 80), _PAPER)
    pen = ImageDraw.Draw(page)
    pen.rectangle((24, 24, width - 105, height - 105), outline=_RED, width=3)
    pen.text(((width - 80) / 2, 110), words.title, font=_font(52), fill=_RED, anchor="mm")
    for place, line in enumerate(words.lines):
        pen.text((70, 190 + 54 * place), line, font=_font(26), fill=_INK)
    photo = Image.new("RGB", PHOTO_SIZE, _DESK)
    turned = page.rotate(rng.uniform(-2.5, 2.5), Image.Resampling.BILINEAR, expand=True, fillcolor=_DESK)
    photo.paste(turned, ((width - turned.width) // 2, (height - turned.height) // 2))
    grain = Image.frombytes("L", (width // 4, height // 4), rng.randbytes((width // 4) * (height // 4)))
    buffer = io.BytesIO()
    grain = grain.resize(PHOTO_SIZE).convert("RGB")  # pyright: ignore[reportUnknownMemberType] - numpy is not installed
    Image.blend(photo, grain, 0.08).save(buffer, "JPEG", quality=68)
    return buffer.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resources.path("fonts", "NotoSansSC_400Regular.ttf")), size)
