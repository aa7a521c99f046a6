"""Output for people (aligned, Chinese) and for programs (JSON); messages and progress go to standard error."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from cpd_core.wording import say_error
from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.labels import field_name
from cpd_desktop.views import Progress

CELL_MAX = 40  # columns of the screen for one cell; the whole text is in --json and in ``show``
WHOLE = 10_000  # for a last column whose text is what people came for
STAGES = {"blobs-up": "上传附件", "push": "发送", "pull": "接收", "blobs-down": "下载附件"}


class WrongUse(Exception):
    """The options do not go together; ends with the usage and exit status 2."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading; numbers stand at the right, and cells are cut at ``widest`` columns of the screen."""

    text: str
    right: bool = False
    widest: int = CELL_MAX


class Console:
    """Where a command writes: ``as_json`` says for whom."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self._stage = ""
        self._line_open = False

    def json(self, value: object) -> None:
        """Print dataclasses, structs, lists and dicts as JSON; keys are the fields' names."""
        print(json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=2))

    def line(self, text: str = "") -> None:
        """Print one line for people."""
        print(clean(text))

    def note(self, text: str) -> None:
        """Say something about the work, on standard error."""
        self._end_progress()
        print(clean(text), file=sys.stderr)

    def pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Print names and values below each other; empty values are left out."""
        shown = [(name, value) for name, value in pairs if value]
        width = max((columns_of(name) for name, _ in shown), default=0)
        for name, value in shown:
            first, *rest = value.splitlines() or [""]
            self.line(f"{padded(name, width)}  {first}")
            for more in rest:
                self.line(" " * (width + 2) + more)

    def table(self, heads: Sequence[Head], rows: Iterable[Sequence[str]]) -> None:
        """Print rows under their headings, aligned in columns of the screen."""
        body = [
            [clipped(clean(cell.replace("\n", " ")), head.widest) for cell, head in zip(row, heads, strict=True)]
            for row in rows
        ]
        widths = [max([columns_of(head.text), *(columns_of(row[n]) for row in body)]) for n, head in enumerate(heads)]
        for row in ([head.text for head in heads], *body):
            cells = (padded(cell, width, h.right) for cell, width, h in zip(row, widths, heads, strict=True))
            print("  ".join(cells).rstrip())

    def progress(self, now: Progress) -> None:
        """Show how far a sync is: a line that is rewritten on a terminal, else one line a stage."""
        stage = STAGES[now.stage]
        if sys.stderr.isatty():
            unit = " 字节" if now.unit == "bytes" else ""
            of = f" / {now.total:,}" if now.total else ""
            print(f"\r\x1b[K正在{stage} {now.done:,}{of}{unit}", end="", file=sys.stderr, flush=True)
            self._line_open = True
        elif stage != self._stage:
            print(f"正在{stage}", file=sys.stderr)
        self._stage = stage

    def trouble(self, trouble: Trouble) -> None:
        """Say what went wrong, what to do, and which fields are meant."""
        errors = trouble.errors if isinstance(trouble, Refused) else ()
        said_by_title = errors or trouble.text == trouble.title
        self.note(trouble.title if said_by_title else f"{trouble.title}：{trouble.text}")
        for error in errors:
            self.note(f"  {field_name(error.field)}: {say_error(error)}")

    def _end_progress(self) -> None:
        if self._line_open:
            print("\r\x1b[K", end="", file=sys.stderr)
            self._line_open = False


def size_text(size: int) -> str:
    """A size in bytes for people: 1,536 is 1.5 KB."""
    if size < 1024:
        return f"{size} 字节"
    kilo, unit = size / 1024, "KB"
    for larger in ("MB", "GB"):
        if kilo >= 1024:
            kilo, unit = kilo / 1024, larger
    return f"{kilo:.1f} {unit}"


def clean(text: str) -> str:
    """Make what other people typed harmless on a terminal: control characters are shown, not sent."""
    return "".join(c if c == "\t" or unicodedata.category(c) != "Cc" else "\ufffd" for c in text)


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese characters take two, combining marks none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def padded(text: str, width: int, right: bool = False) -> str:
    """Fill a text up to ``width`` columns of the terminal."""
    space = " " * (width - columns_of(text))
    return space + text if right else text + space


def clipped(text: str, width: int) -> str:
    """Cut a text to ``width`` columns of the terminal, with an ellipsis where something is missing."""
    if columns_of(text) <= width:
        return text
    taken, columns = "", 1  # the ellipsis takes one
    for c in text:
        columns += columns_of(c)
        if columns > width:
            break
        taken += c
    return taken + "…"
