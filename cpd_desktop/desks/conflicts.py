"""What did not take effect: shown beside what is there now, until the person has chosen."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cpd_core.applications import changes_between, draft_of, set_fields
from cpd_core.entities import Application
from cpd_core.messages import Choose, Draft, Edit, Enter, Finish, Noted, Payload, Played, Rate
from cpd_core.outcomes import Applied, Conflict, Noop, Owned, Rejected
from cpd_desktop.account import Account, invalid
from cpd_desktop.desks import differences
from cpd_desktop.errors import Invalid, Refused
from cpd_desktop.platform.files import write_durably
from cpd_desktop.store.conflicts import KeptConflict
from cpd_desktop.store.outbox import Act
from cpd_desktop.store.overlay import Judge, owned
from cpd_desktop.store.readback import payload_of
from cpd_desktop.views import ConflictView, Difference
from cpd_desktop.words import CHINESE, Words

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace

OUT_OF_REACH = ("GONE", "OUT_OF_REACH", "NOT_YOURS")
"""Codes of the service after which nothing that is tried again can help."""


class ConflictDesk:
    """The list of conflicts and the three choices: apply again, discard, export."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    def list(self, words: Words = CHINESE) -> tuple[ConflictView, ...]:
        """All acts that wait for a choice, in the order in which they were done; texts in the language of ``words``."""
        account = self._workspace.account
        judge = account.judge()
        return tuple(_view(words, account, judge, kept) for kept in account.store.conflicts.list())

    def apply_again(self, command_id: str) -> None:
        """Do it anew upon what is there now: a decision on what is seen now, an edit on the current values.

        Raises Invalid where the rules do not allow it; the conflict stays then.
        """
        account = self._workspace.account
        kept = self._kept(command_id)
        payload = payload_of(kept.command)
        again = _rebased(payload, owned(kept.entity_kind, kept.now))
        if again is None:
            raise Invalid("无需再次提交", "SAME")
        done = account.store.conflicts.replace(account.acting(), command_id, Act(kept.kind, kept.entity_id, again))
        for refusal in done.refused:
            raise invalid(refusal.outcome)

    def discard(self, command_id: str) -> None:
        """Take what is there now; what was typed goes."""
        account = self._workspace.account
        account.store.conflicts.discard(account.judge(), self._kept(command_id).command.command_id)

    def export(self, path: Path) -> None:
        """Write all that was typed to a JSON file, to be kept or sent to someone."""
        account = self._workspace.account
        acts = [
            {
                "what": CHINESE.commands[kept.kind],
                "at": kept.at,
                "entity_id": kept.entity_id,
                "reason": _reason(CHINESE, kept),
                "typed": kept.command.payload,
                "in_words": differences.summary(CHINESE, account, payload_of(kept.command)),
                "there_now": msgspec.Raw((kept.now or "null").encode()),
            }
            for kept in account.store.conflicts.list()
        ]
        write_durably(path, msgspec.json.format(msgspec.json.encode(acts)))

    def _kept(self, command_id: str) -> KeptConflict:
        kept = self._workspace.account.store.conflicts.get(command_id)
        if kept is None:
            raise Refused("已处理", "这一条已经处理过了")
        return kept


def _rebased(payload: Payload, now: Owned | None) -> Payload | None:
    """The same wish upon what is there now; None where an edit would change nothing any more."""
    if not isinstance(payload, Edit) or not isinstance(now, Application):
        return payload
    there = draft_of(now)
    return changes_between(there, msgspec.structs.replace(there, **set_fields(payload.to)))


def _why_not(words: Words, judge: Judge, kept: KeptConflict, payload: Payload, now: Owned | None) -> str:
    """Why the act cannot be done anew upon what is there now, by the rules that would decide on it; "" where it can."""
    if kept.code in OUT_OF_REACH or (now is None and not isinstance(payload, Draft | Enter | Played | Noted | Finish)):
        return _reason(words, kept)
    again = _rebased(payload, now)
    if again is None:
        return words.say("SAME")
    match judge.decide(kept.command, again, now.rev if now else 0, now):
        case Applied():
            return ""
        case Rejected(_, errors) if errors:
            return words.semicolon.join(words.pair(words.field(each.field), words.error(each)) for each in errors)
        case Rejected(code, _) | Conflict(code, _):
            return words.say(code)
        case Noop(code, params):
            return words.say(code, **params)


def _view(words: Words, account: Account, judge: Judge, kept: KeptConflict) -> ConflictView:
    payload = payload_of(kept.command)
    now = owned(kept.entity_kind, kept.now)
    why_not = _why_not(words, judge, kept, payload, now)
    return ConflictView(
        command_id=kept.command.command_id,
        entity_id=kept.entity_id,
        what=kept.kind,
        code=kept.code,
        reason=_reason(words, kept),
        title=_title(words, account, payload, now or owned(kept.entity_kind, kept.seen)),
        mine=differences.summary(words, account, payload),
        differences=_differences(words, account, kept, payload, now),
        can_apply_again=not why_not,
        at=kept.at,
        why_not=why_not,
        is_there=now is not None and kept.code not in OUT_OF_REACH,
    )


def _differences(
    words: Words, account: Account, kept: KeptConflict, payload: Payload, now: Owned | None
) -> tuple[Difference, ...]:
    current = now if isinstance(now, Application) else None
    if isinstance(payload, Edit):
        return differences.of_edit(words, account, payload, current)
    if isinstance(payload, Enter):
        return differences.of_entry(words, account, payload, current)
    if isinstance(payload, Choose | Rate):
        return differences.of_study(account, payload, now)
    seen = owned(kept.entity_kind, kept.seen)
    return differences.of_review(words, account, seen if isinstance(seen, Application) else None, current)


def _reason(words: Words, kept: KeptConflict) -> str:
    errors = (words.pair(words.field(error.field), words.error(error)) for error in kept.answer.errors)
    return words.semicolon.join(errors) or words.say(kept.code, **kept.answer.params)


def _title(words: Words, account: Account, payload: Payload, entity: Owned | None) -> str:
    """What it is about, in one line."""
    match entity, payload:
        case Application(), _:
            year, kind, name = entity.year, entity.kind, entity.member_name
            code = entity.pathway or entity.condition
            what = entity.sponsor or words.pathway(code, account.pathway_name(code, year))
            return words.say("{year} 年度 {what}", year=year, what=f"{words.kinds[kind]} {name} {what}").strip()
        case None, Draft():
            what = f"{words.kinds[payload.kind]} {payload.sponsor}"
            return words.say("{year} 年度 {what}", year=payload.year, what=what).strip()
        case None, Enter():
            what = f"{payload.sponsor} {payload.title}"
            return words.say("{year} 年度 {what}", year=payload.year, what=what).strip()
        case _, Played() | Noted() | Finish():
            return differences.course_title(account, payload)
        case None, _:
            return words.say("（记录已不在本机）")
        case _:
            return differences.summary(words, account, payload)
