"""A course as it is read, before it has an institute, a year and its media stored."""

import hashlib
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import PurePosixPath

from cpd_core.lessons import Chapter, Quiz
from cpd_service.study.material.package import BadPackageError, Package, beside

MEDIA = (".mp4", ".m4v", ".webm", ".m4a", ".mkv")
PAGES = (".html", ".htm", ".xhtml")
_PLAIN = re.compile(r"[A-Za-z0-9_.-]{1,40}", re.ASCII)


@dataclass
class LessonDraft:
    """``file`` is a path in the package, or ``address`` one in the network, of which ``length`` (ms) must be said.

    ``where`` is the file and line that speak of it.
    """

    title: str
    where: tuple[str, int]
    file: str = ""
    address: str = ""
    length: int = 0
    chapters: tuple[Chapter, ...] = ()


@dataclass
class CourseDraft:
    """``key`` tells a course from the institute's others, for ever. None: whoever takes it in has to say."""

    key: str
    title: str
    where: tuple[str, int]
    lessons: list[LessonDraft] = field(default_factory=list[LessonDraft])
    topic: str | None = None
    required: bool | None = None
    delivery: str | None = None
    years: tuple[int, ...] | None = None
    sample: bool | None = None
    minutes: int | None = None
    quiz: Quiz | None = None
    activity: str = ""
    mastery: float | None = None


def plain_key(text: str) -> str:
    """An id as it stands where it is plain, else its digest."""
    return text if _PLAIN.fullmatch(text) else hashlib.sha256(text.encode()).hexdigest()[:16]


def media_of(package: Package, file: str, where: tuple[str, int], seen: tuple[str, ...] = ()) -> list[str]:
    """The media that a launched file is, or that its page plays; raises :class:`BadPackageError`."""
    if file not in package.names:
        raise BadPackageError(*where, f"{file or 'a file'} is not in the package")
    kind = PurePosixPath(file).suffix.lower()
    if kind in MEDIA:
        return [file]
    if kind not in PAGES or file in seen:
        return []
    page = _Page()
    page.feed(package.text(file))
    found: list[str] = []
    for line, source in page.sources:
        inner = beside(file, source)
        if PurePosixPath(inner).suffix.lower() in MEDIA and "://" not in source:
            if inner not in package.names:
                raise BadPackageError(file, line, f"{source} is not in the package")
            found.append(inner)
    for frame in page.frames:
        inner = beside(file, frame)
        if inner in package.names:
            found += media_of(package, inner, where, (*seen, file))
    return list(dict.fromkeys(found))


class _Page(HTMLParser):
    """What a page plays, and which pages stand within it."""

    def __init__(self) -> None:
        super().__init__()
        self.sources: list[tuple[int, str]] = []
        self.frames: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Python: an element begins."""
        source = dict(attrs).get("src") or ""
        if source and tag in ("video", "audio", "source"):
            self.sources.append((self.getpos()[0], source))
        elif source and tag in ("iframe", "frame"):
            self.frames.append(source)
