"""导入处理结果: decisions that were made on a machine without a network become one batch here, to be sent."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from cpd_core.entities import Application
from cpd_core.messages import Confirm, FieldError, Reason
from cpd_core.outcomes import Applied, Conflict, Noop, Outcome, Rejected
from cpd_desktop.account import Account
from cpd_desktop.errors import Bug
from cpd_desktop.pack import records, troubles
from cpd_desktop.pack.forms import Decision, Manifest, ReturnHead
from cpd_desktop.pack.keys import Signer, fingerprint
from cpd_desktop.pack.records import PackReader, decoded, is_ours
from cpd_desktop.store.outbox import Act


class NotApplied(Struct, frozen=True):
    """A decision that does not hold here any more: on what, and why. ``already``: the same was decided here before."""

    application_id: str
    member: str
    sponsor: str
    why: FieldError
    already: bool


class AppliedReturn(Struct, frozen=True):
    """What became of a return: a batch that can be undone until it is sent, and what stayed out, each by name."""

    batch_id: str
    name: str
    stored: int
    not_applied: tuple[NotApplied, ...]
    signer: str
    """The fingerprint of the machine where it was decided."""


class Checked(Struct, frozen=True):
    """A return that is whole, signed and belongs to a pack of this account."""

    head: ReturnHead
    manifest: Manifest
    decisions: tuple[Decision, ...]


def read_return(account: Account, path: Path, passphrase: str) -> Checked:
    """Read what came back and check it; nothing is stored. Raises PackTrouble."""
    try:
        with path.open("rb") as file:
            reader = PackReader(file, "decisions", passphrase)
            head = decoded(reader.head, ReturnHead)
            found: list[Decision] = []
            for kind, payload in reader.pieces():
                if kind != records.DECISIONS:
                    raise troubles.malformed()
                found += decoded(payload, list[Decision])
            reader.finish(head.signer)
    except OSError as problem:
        raise troubles.cannot_read(path.name, problem.strerror or str(problem)) from problem
    manifest = decoded(head.ticket.manifest.encode(), Manifest)
    if not is_ours(head.ticket, Signer(account.store.folder)):
        raise troubles.other_pack(manifest.pack_id[:8])
    if len({each.id for each in found}) != len(found) or len(found) != head.count:
        raise troubles.malformed()
    if manifest.epoch != account.store.mirror.cursor(f"p:{manifest.province}").epoch:
        raise troubles.other_epoch()
    if account.store.packs.holds_batch(head.return_id):
        raise troubles.already_read()
    return Checked(head, manifest, tuple(found))


def apply_return(account: Account, checked: Checked, name: str) -> AppliedReturn:
    """Store the decisions as one batch; what was changed or decided since is left out and named. Raises Trouble."""
    acts = [_act(decision) for decision in checked.decisions]
    done = account.store.outbox.perform(account.acting(), acts, name, checked.head.return_id)
    left_out = tuple(_not_applied(account, refusal.act, refusal.outcome) for refusal in done.refused)
    signer = fingerprint(checked.head.signer)
    return AppliedReturn(checked.head.return_id, name, len(done.command_ids), left_out, signer)


def _act(decision: Decision) -> Act:
    if decision.what == "refuse":
        return Act("application.refuse", decision.id, Reason(reason=decision.reason), decision.rev)
    return Act("application.confirm", decision.id, Confirm(hours=decision.hours), decision.rev)


def _not_applied(account: Account, act: Act, outcome: Outcome) -> NotApplied:
    current = account.store.records.entity(Application, act.entity_id)
    who = f"{current.member_name} {current.member_no}" if current else ""
    already = current is not None and _says_the_same(current, act)
    return NotApplied(act.entity_id, who, current.sponsor if current else "", _why(outcome, current), already)


def _says_the_same(current: Application, act: Act) -> bool:
    match act.payload:
        case Confirm(hours=hours):
            return current.state == "confirmed" and current.confirmed_hours == hours
        case Reason(reason=reason):
            return current.state == "refused" and current.reason == reason
        case _:
            return False


def _why(outcome: Outcome, current: Application | None) -> FieldError:
    """Why a decision stays out; that somebody else has decided says more than that it has changed."""
    if current is None:
        return FieldError(field="", code="GONE")
    if current.state != "pending" and isinstance(outcome, Conflict):
        return FieldError(field="", code="DECIDED_BY_OTHER")
    match outcome:
        case Rejected(_, errors) if errors:
            return errors[0]
        case Rejected(code) | Conflict(code):
            return FieldError(field="", code=code)
        case Noop(code, params):
            return FieldError(field="", code=code, params=params)
        case Applied():
            raise Bug("an act that applies is not left out")


def named(left_out: Sequence[NotApplied]) -> tuple[int, int]:
    """How many were decided the same before, and how many differ."""
    already = sum(each.already for each in left_out)
    return already, len(left_out) - already
