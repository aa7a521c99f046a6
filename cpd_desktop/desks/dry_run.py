"""A batch before it happens: what exactly would be decided, and what is split off so that somebody looks at it."""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from cpd_core.dry_run import Short, short_of
from cpd_core.flags import Flag, flags_of
from cpd_desktop.account import Account
from cpd_desktop.store.batches import Standing

if TYPE_CHECKING:
    from cpd_core.requirements import RuleBook

Deed = Literal["confirm", "refuse", "revoke"]
SplitCode = Literal["decided", "waiting", "changed", "short", "flagged", "claimed"]
"""Why an application is split off: somebody has decided on it; nobody has (of a 撤销确认); it came back, or has changed
since the batch was put together; not all of it would count; it has flags; a colleague has claimed it."""
FIXED: tuple[SplitCode, ...] = ("decided", "waiting")
"""What cannot be taken in again."""
SAMPLE = 10


class Split(Struct, frozen=True):
    """What is split off for one reason. ``lost``: hours asked for that would not count.

    ``parts`` tells more, with counts: of "flagged" by flag, of "decided" and "claimed" by person.
    """

    code: SplitCode
    ids: tuple[str, ...]
    hours: float
    lost: float = 0.0
    parts: tuple[tuple[str, int], ...] = ()


class DryRun(Struct, frozen=True):
    """What a batch would come to. Each application stands in ``clean`` or in one of ``splits``.

    ``revs`` are the revisions that this was worked out from: what a sync changes after that is skipped by the batch.
    """

    deed: Deed
    clean: tuple[str, ...]
    splits: tuple[Split, ...]
    hours: Mapping[str, float]
    revs: Mapping[str, int]
    shorts: Mapping[str, Short]

    def included(self, taken_in: Sequence[SplitCode] = (), dropped: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """What the batch would decide with these splits taken in again and these applications dropped."""
        more = (id_ for split in self.splits if split.code in taken_in and split.code not in FIXED for id_ in split.ids)
        return tuple(id_ for id_ in (*self.clean, *more) if id_ not in dropped)

    def hours_of(self, ids: Sequence[str]) -> float:
        """The hours that these ask for."""
        return sum(self.hours[id_] for id_ in ids)


def work_out(
    account: Account,
    deed: Deed,
    ids: Sequence[str],
    before: Mapping[str, int] | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> DryRun:
    """Look at what a batch of these applications would do; nothing is changed. Meant for a worker.

    ``before``: the revisions of an earlier look; what has another one by now has changed since. ``tell`` hears how many
    members were looked at, and of how many; what it raises ends the work.
    """
    standing = account.store.batches.standing(list(dict.fromkeys(ids)))
    shorts: dict[str, Short] = {}
    if deed == "confirm":
        shorts = _shorts(account, [one for one in standing if one.state == "pending"], tell or _unheard)
    groups: dict[SplitCode | None, list[Standing]] = {}
    for one in standing:
        groups.setdefault(_why_split(one, deed, before or {}, shorts, account.session.account_id), []).append(one)
    order: tuple[SplitCode, ...] = ("decided", "waiting", "changed", "short", "flagged", "claimed")
    return DryRun(
        deed,
        tuple(one.id for one in groups.get(None, ())),
        tuple(_split(code, groups[code], shorts) for code in order if code in groups),
        {one.id: one.hours for one in standing},
        {one.id: one.rev for one in standing},
        shorts,
    )


def sample_of(ids: Sequence[str], count: int = SAMPLE, chance: random.Random | None = None) -> tuple[str, ...]:
    """Some of these at random, in their order."""
    places = (chance or random.Random()).sample(range(len(ids)), min(count, len(ids)))
    return tuple(ids[place] for place in sorted(places))


def _why_split(
    one: Standing, deed: Deed, before: Mapping[str, int], shorts: Mapping[str, Short], own_id: str
) -> SplitCode | None:
    """The first reason to split an application off, None where there is none."""
    if deed == "revoke":
        return "waiting" if one.state == "pending" else "changed" if _has_changed(one, before) else None
    if one.state != "pending":
        return "decided"
    if _has_changed(one, before):
        return "changed"
    if one.id in shorts:
        return "short"
    if deed == "confirm" and one.bits:
        return "flagged"
    return "claimed" if one.holder not in ("", own_id) else None


def _has_changed(one: Standing, before: Mapping[str, int]) -> bool:
    """A decision on it came back, or it is not what the batch was put together from."""
    return one.sync == "conflict" or before.get(one.id, one.rev) != one.rev


def _shorts(account: Account, open_: Sequence[Standing], tell: Callable[[int, int], None]) -> dict[str, Short]:
    rules: RuleBook = account.reference.rules()
    chosen = {one.id for one in open_}
    members = {one.member_id for one in open_}
    shorts: dict[str, Short] = {}
    for done, facts in enumerate(account.store.batches.facts(sorted(members))):
        if done % 100 == 0:
            tell(done, len(members))
        shorts |= short_of(facts, rules, chosen)
    return shorts


def _split(code: SplitCode, found: Sequence[Standing], shorts: Mapping[str, Short]) -> Split:
    parts: Counter[str] = Counter()
    for one in found:
        match code:
            case "decided":
                parts[one.decided_by] += 1
            case "claimed":
                parts[one.held_by] += 1
            case "flagged":
                flags: tuple[Flag, ...] = flags_of(one.bits)
                parts.update(flags)
            case _:
                continue
    lost = sum(shorts[one.id].asked - shorts[one.id].counts for one in found) if code == "short" else 0.0
    hours = sum(one.hours for one in found)
    return Split(code, tuple(one.id for one in found), hours, lost, tuple(parts.most_common()))


def _unheard(_done: int, _total: int) -> None:
    """Nobody listens."""
