"""What changed rules would have meant: a member's year by the rules in force and by the changed ones, and why.

Members come as a stream, some hundreds at a time with the facts of three years, so that memory does not grow with them.
"""

from collections.abc import Iterator

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, text

from cpd_core.entities import Application, Completion, Grant, Member, MemberType
from cpd_core.ledger import Facts, YearLedger, work_out
from cpd_core.messages import FieldError
from cpd_core.national import Standing
from cpd_core.outcomes import error
from cpd_core.requirements import RuleBook

AT_ONCE = 400  # members

_DECODE = {
    "application": msgspec.json.Decoder(Application),
    "completion": msgspec.json.Decoder(Completion),
    "grant": msgspec.json.Decoder(Grant),
}
_member = msgspec.json.Decoder(Member)


class Compared(Struct, frozen=True):
    """A member's result before and after; ``why`` is empty where it stays."""

    member: Member
    before: Standing
    after: Standing
    why: tuple[FieldError, ...] = ()


def count(connection: Connection) -> int:
    """How many members there are."""
    return connection.execute(_COUNT).scalar_one()


def block(connection: Connection, year: int, after: str) -> list[Facts]:
    """The next members in the order of their ids, with what can bear on ``year``: it and its neighbours."""
    first: list[Member] = [
        _member.decode(body) for body in connection.execute(_MEMBERS, {"after": after, "limit": AT_ONCE}).scalars()
    ]
    if not first:
        return []
    found: dict[str, dict[str, list[object]]] = {member.id: {} for member in first}
    span = {"first": first[0].id, "last": first[-1].id, "from": year - 1, "to": year + 1}
    for member_id, kind, body in connection.execute(_FACTS, span):
        if member_id in found:
            found[member_id].setdefault(kind, []).append(_DECODE[kind].decode(body))
    return [_facts(member, found[member.id]) for member in first]


class Comparison:
    """A year by two rule books."""

    def __init__(self, year: int, now: RuleBook, then: RuleBook) -> None:
        self._year, self._now, self._then = year, now, then
        self._same: dict[tuple[MemberType, str], bool] = {}

    def of(self, facts: Facts) -> Compared | None:
        """One member's year by both; None for who was no member yet."""
        member = facts.member
        if member.joined_on[:4] > str(self._year):
            return None
        before = work_out(facts, self._now, self._year)
        after = before if self._is_same(member) else work_out(facts, self._then, self._year)
        standing = _standing(before), _standing(after)
        why = tuple(_why(before, after)) if standing[0] != standing[1] else ()
        return Compared(member, *standing, why)

    def _is_same(self, member: Member) -> bool:
        """Whether both say the same for such members, in the year and in those that bear on it: most of them, usually,
        as a changed file is about one type of member or a few provinces.
        """
        key = (member.member_type, member.province)
        if key not in self._same:
            years = range(self._year - 1, self._year + 2)
            self._same[key] = self._now.ethics_topics == self._then.ethics_topics and all(
                self._now.find(key[0], year, key[1]) == self._then.find(key[0], year, key[1]) for year in years
            )
        return self._same[key]


def _facts(member: Member, by_kind: dict[str, list[object]]) -> Facts:
    return Facts(
        member=member,
        applications=tuple(by_kind.get("application", ())),  # pyright: ignore[reportArgumentType] -- by kind
        completions=tuple(by_kind.get("completion", ())),  # pyright: ignore[reportArgumentType]
        grants=tuple(by_kind.get("grant", ())),  # pyright: ignore[reportArgumentType]
    )


def _standing(ledger: YearLedger | None) -> Standing:
    if ledger is None:
        return "none"
    return "passed" if ledger.fulfilled else "failed"


def _why(before: YearLedger | None, after: YearLedger | None) -> Iterator[FieldError]:
    """Which figures of the year are others, in the order in which people ask for them."""
    if before is None or after is None:
        yield error("", "why.none")
        return
    if before.rule_set.id != after.rule_set.id:
        yield error("", "why.rules", before=before.rule_set.id, after=after.rule_set.id)
    for code, old, new in (
        ("why.required", before.required, after.required),
        ("why.counted", before.counted, after.counted),
    ):
        if old != new:
            yield error("", code, before=old, after=new)
    asked = {part.code: part.at_least or 0.0 for part in before.parts if part.at_least is not None}
    now = {part.code: part for part in after.parts if part.at_least is not None}
    for code in sorted(asked.keys() | now.keys()):
        old, new = asked.get(code, 0.0), (now[code].at_least or 0.0) if code in now else 0.0
        if old != new:
            have = next(part.have for part in (*after.parts, *before.parts) if part.code == code)
            yield error("", f"why.{code}", before=old, after=new, have=have)


_COUNT = text("SELECT count(*) FROM record WHERE kind = 'member'")
_MEMBERS = text("SELECT body FROM record WHERE kind = 'member' AND id > :after ORDER BY id LIMIT :limit")
_FACTS = text("""
SELECT member_id, kind, body FROM record WHERE member_id BETWEEN :first AND :last
    AND kind IN ('application', 'completion', 'grant') AND year BETWEEN :from AND :to
""")
