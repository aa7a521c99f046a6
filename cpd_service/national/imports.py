"""Imports: rows are judged one by one, everything is told, and either all of it is done or nothing.

What was looked at is what is done: the report of a look carries a token, which fits only while the same file would do
the same things.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from cpd_core.entities import Entity
from cpd_core.messages import FieldError
from cpd_core.national import ROWS_SHOWN, ImportMark, ImportReport, ImportRow
from cpd_core.outcomes import error
from cpd_service.problems import ProblemError


@dataclass(frozen=True, slots=True)
class Judged:
    """A row and what it comes to: the entity that it would write, None where it writes none."""

    row: ImportRow
    entity: Entity | None = None
    secret: str = ""  # what is to be kept beside the entity and is no part of it


class Judgement:
    """Rows as they are judged: counted, the first of each sort kept to be shown."""

    def __init__(self, data: bytes) -> None:
        self.writes: list[Judged] = []
        self._counts: Counter[ImportMark] = Counter()
        self._shown: dict[ImportMark, list[ImportRow]] = {"wrong": [], "changed": [], "new": []}
        self._digest = hashlib.sha256(data)

    def take(self, judged: Judged) -> None:
        """Take one more row."""
        mark = judged.row.mark
        self._counts[mark] += 1
        if mark in self._shown and len(self._shown[mark]) < ROWS_SHOWN:
            self._shown[mark].append(judged.row)
        if judged.entity is not None:
            self.writes.append(judged)
            self._digest.update(msgspec.json.encode((judged.row, judged.entity.rev)))

    def report(self, applied: bool = False) -> ImportReport:
        """What all rows come to."""
        shown: list[ImportRow] = []
        for rows in self._shown.values():
            shown += rows[: ROWS_SHOWN - len(shown)]
        return ImportReport(
            new=self._counts["new"],
            changed=self._counts["changed"],
            unchanged=self._counts["unchanged"],
            wrong=self._counts["wrong"],
            rows=tuple(shown),
            token="" if applied or self._counts["wrong"] or not self.writes else self._token(),
            applied=applied,
        )

    def check(self, token: str) -> None:
        """Raise :class:`ProblemError` unless this is what was looked at, and has nothing wrong in it."""
        if self._counts["wrong"]:
            raise ProblemError(422, "INVALID", error("file", "import.wrong", count=self._counts["wrong"]))
        if not self.writes:
            raise ProblemError(422, "INVALID", error("file", "import.nothing"))
        if token != self._token():
            raise ProblemError(422, "CHANGED_SINCE_REVIEW", error("token", "CHANGED_SINCE_REVIEW"))

    def _token(self) -> str:
        return self._digest.hexdigest()[:32]


def wrong(number: int, key: str, text: str, errors: Iterable[FieldError]) -> Judged:
    """A row that cannot be done."""
    return Judged(ImportRow(row=number, mark="wrong", key=key, text=text, errors=tuple(errors)))
