"""All words of one language for what the client knows as codes, errors and sentences: a small object to hand around.

Nothing in here or below knows which language a person reads: whoever shows something says so by the object it uses.
The command line and workbooks use :data:`CHINESE`, the window asks ``ui.language.words()``.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from cpd_core import wording
from cpd_core.messages import FieldError
from cpd_core.wording import Language
from cpd_desktop import labels, labels_en
from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.sentences import Param, Said

if TYPE_CHECKING:
    from cpd_core.ledger import Line
    from cpd_core.ledger_basis import Basis

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Not from the system's locale, which may speak neither language."""


class Words(Struct, frozen=True):
    """The words of a language. Tables are by code, as in :mod:`cpd_desktop.labels`."""

    language: Language
    kinds: Mapping[str, str]
    states: Mapping[str, str]
    sync_marks: Mapping[str, str]
    user_types: Mapping[str, str]
    sources: Mapping[str, str]
    deliveries: Mapping[str, str]
    course_states: Mapping[str, str]
    topics: Mapping[str, str]
    steps: Mapping[str, str]
    commands: Mapping[str, str]
    parts: Mapping[str, str]
    fields: Mapping[str, str]
    pathways: Mapping[str, str]
    flags: Mapping[str, str]

    def say(self, source: str, **params: "Param | Said") -> str:
        """A sentence of the client, or the text of a code of :mod:`cpd_core.wording`."""
        return Said(source, params).text(self.language)

    def error(self, error: FieldError) -> str:
        """What is wrong with a field."""
        code = error.params.get("pathway")
        if self.language != "zh" and isinstance(code, str):  # a rule's own name of a pathway is Chinese
            return wording.say(error.code, {**error.params, "name": self.pathway(code, "")}, self.language)
        return wording.say_error(error, self.language)

    def errors(self, errors: Iterable[FieldError]) -> str:
        """What is wrong with several fields, in one line."""
        return self.semicolon.join(self.error(error) for error in errors)

    def title(self, trouble: Trouble) -> str:
        """What went wrong, in a few words."""
        return trouble.said_title.text(self.language)

    def advice(self, trouble: Trouble) -> str:
        """What to do about it."""
        if isinstance(trouble, Refused) and trouble.errors and not trouble.said_text.source:
            return self.errors(trouble.errors)
        return trouble.said_text.text(self.language)

    def trouble(self, trouble: Trouble) -> str:
        """What went wrong and what to do about it, in one line."""
        title, advice = self.title(trouble), self.advice(trouble)
        return self.pair(title, advice) if advice != title else title

    def pair(self, name: str, text: str) -> str:
        """A name and what is said of it."""
        return f"{name}：{text}" if self.language == "zh" else f"{name}: {text}"

    @property
    def semicolon(self) -> str:
        """What stands between sentences of one line."""
        return "；" if self.language == "zh" else "; "

    @property
    def comma(self) -> str:
        """What stands between the things of a list."""
        return "、" if self.language == "zh" else ", "

    def field(self, field: str) -> str:
        """The name of a field; ``attachments[1]`` becomes 附件 2."""
        return labels.field_name(field, self.fields)

    def part(self, code: str) -> str:
        """The name of a part of the yearly requirement."""
        return self.parts.get(code, code)

    def pathway(self, code: str, name: str) -> str:
        """The name of a pathway or a ground for exemption; ``name`` is what the rules call it."""
        return self.pathways.get(code, name or code)

    def basis(self, basis: "Basis") -> str:
        """The rule behind a figure, with where it is written and how sure that is."""
        rule, what = basis.what.field, self.error(basis.what)
        if not basis.source:
            return self.pair(rule, what)
        sure = wording.say(f"confidence.{basis.confidence}", {}, self.language)
        return self.say(
            "{rule}：{what}（来源：{where}；依据：{sure}）", rule=rule, what=what, where=basis.source, sure=sure
        )

    def line_title(self, line: "Line") -> str:
        """What a line of the ledger is about; the names of sponsors and courses stay as they are."""
        before = line.ref_id.partition("carried_over:")[2]
        if before:
            return self.say("carry.title", year=int(before) - 1)
        by_rules = line.source in ("output", "exemption")
        return self.pathway(line.pathway, line.title) if by_rules else line.title

    def day(self, at: str) -> str:
        """The day in Beijing of a date or a moment of the wire: ``2026-12-24``, ``24 Dec 2026``; "" for none."""
        day = labels.day(at)
        return self.date_text(day) if day else ""

    def date_text(self, day: date) -> str:
        """A day: ``2026-12-24``, ``24 Dec 2026``."""
        return day.isoformat() if self.language == "zh" else f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    def short_date(self, day: date) -> str:
        """A day of this year: ``12-24``, ``24 Dec``."""
        return day.isoformat()[5:] if self.language == "zh" else f"{day.day} {MONTHS[day.month - 1]}"

    def moment(self, at: str) -> str:
        """A moment of the wire, Beijing time: ``2026-12-24 18:05``, ``24 Dec 2026 18:05``; "" for none."""
        moment = labels.beijing(at)
        return f"{self.date_text(moment.date())} {moment:%H:%M}" if moment else ""

    def clock(self, at: str, today: str) -> str:
        """A moment of the wire as people say it: 14:02 today, else with the day, else with the year, too."""
        moment = labels.beijing(at)
        if moment is None:
            return ""
        if moment.date().isoformat() == today:
            return f"{moment:%H:%M}"
        day = moment.date()
        return f"{self.short_date(day) if str(day)[:4] == today[:4] else self.date_text(day)} {moment:%H:%M}"


def of(language: Language) -> Words:
    """The words of a language."""
    return CHINESE if language == "zh" else ENGLISH


CHINESE = Words(
    language="zh",
    kinds=labels.KINDS,
    states=labels.STATES,
    sync_marks=labels.SYNC_MARKS,
    user_types=labels.USER_TYPES,
    sources=labels.SOURCES,
    deliveries=labels.DELIVERIES,
    course_states=labels.COURSE_STATES,
    topics=labels.TOPICS,
    steps=labels.STEPS,
    commands=labels.COMMANDS,
    parts=labels.PARTS,
    fields=labels.FIELDS,
    pathways={},
    flags=labels.FLAGS,
)
ENGLISH = Words(
    language="en",
    kinds=labels_en.KINDS,
    states=labels_en.STATES,
    sync_marks=labels_en.SYNC_MARKS,
    user_types=labels_en.USER_TYPES,
    sources=labels_en.SOURCES,
    deliveries=labels_en.DELIVERIES,
    course_states=labels_en.COURSE_STATES,
    topics=labels_en.TOPICS,
    steps=labels_en.STEPS,
    commands=labels_en.COMMANDS,
    parts=labels_en.PARTS,
    fields=labels_en.FIELDS,
    pathways=labels_en.PATHWAYS,
    flags=labels_en.FLAGS,
)
