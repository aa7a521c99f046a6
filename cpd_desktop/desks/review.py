"""学时确认: what staff decide and claim, one or thousands at a time, offline."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cpd_core.applications import check_reason
from cpd_core.entries import entry_id
from cpd_core.messages import CommandKind, Confirm, Enter, FieldError, Nothing, Reason
from cpd_core.outcomes import Applied, Conflict, Noop, Outcome, Rejected
from cpd_core.outcomes import invalid as rejection
from cpd_desktop.account import invalid
from cpd_desktop.errors import Bug
from cpd_desktop.store.outbox import Act
from cpd_desktop.views import ApplicationQuery, Batch

if TYPE_CHECKING:
    from cpd_desktop.desks.dry_run import Deed, DryRun
    from cpd_desktop.desks.reports import ReportDesk
    from cpd_desktop.store.batches import BatchState
    from cpd_desktop.store.reasons import Reasons
    from cpd_desktop.workspace import Workspace


class Decision(Struct, frozen=True, gc=False):
    """One of many decisions: a refusal where there is a ``reason``, else a confirmation with ``hours``.

    ``rev`` is the revision that the person saw.
    """

    id: str
    hours: float
    reason: str
    rev: int


class ReviewDesk:
    """Decisions. Each batch is one transaction: on return it is on the disk.

    ``seen`` names the revisions that were on the screen (application id -> rev); one that a sync has changed since is
    skipped with CHANGED_SINCE_REVIEW. Without it a decision is made upon what is stored here.
    """

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    def confirm(
        self, ids: Sequence[str], hours: float | None = None, name: str = "", seen: Mapping[str, int] | None = None
    ) -> Batch:
        """Confirm; ``hours`` None: as asked, 0 for an exemption. What cannot be confirmed is skipped and named."""
        asked: dict[str, float] = {}
        if hours is None:
            asked = self._workspace.account.store.records.application_hours(ids)
        acts = [
            Act("application.confirm", id_, Confirm(hours=asked.get(id_, 0.0) if hours is None else hours))
            for id_ in dict.fromkeys(ids)
        ]
        return self._decide(acts, name, seen)

    def refuse(self, ids: Sequence[str], reason: str, name: str = "", seen: Mapping[str, int] | None = None) -> Batch:
        """Refuse (不予确认) with a reason that the members will read; raises Invalid (field ``reason``)."""
        return self._with_reason("application.refuse", ids, reason, name, seen)

    def revoke(self, ids: Sequence[str], reason: str, seen: Mapping[str, int] | None = None, name: str = "") -> Batch:
        """Take decisions back (撤销确认) with a reason; raises Invalid (field ``reason``)."""
        return self._with_reason("application.revoke", ids, reason, name, seen)

    def claim(self, ids: Sequence[str], name: str = "") -> Batch:
        """认领: take these for oneself, as colleagues see; what is decided or a colleague's is skipped and named."""
        standing = self._workspace.account.store.batches.standing(list(dict.fromkeys(ids)))
        open_ = [Act("claim.take", one.id, Nothing()) for one in standing if one.state == "pending"]
        decided = tuple(
            (one.id, FieldError(field="", code="ALREADY_DECIDED", params={"by": one.decided_by}))
            for one in standing
            if one.state != "pending"
        )
        batch = self._decide(open_, name, None)
        return replace(batch, skipped=(*batch.skipped, *decided))

    def release(self, ids: Sequence[str], name: str = "") -> Batch:
        """释放: let go of one's own claims; a colleague's are skipped and named, what nobody has is passed over."""
        standing = self._workspace.account.store.batches.standing(list(dict.fromkeys(ids)))
        return self._decide([Act("claim.drop", one.id, Nothing()) for one in standing if one.holder], name, None)

    def dry_run(
        self,
        deed: "Deed",
        ids: Sequence[str],
        before: Mapping[str, int] | None = None,
        tell: Callable[[int, int], None] | None = None,
    ) -> "DryRun":
        """What a batch would do, before it does it (:func:`cpd_desktop.desks.dry_run.work_out`)."""
        from cpd_desktop.desks.dry_run import work_out  # the ledger: not before somebody decides on many

        return work_out(self._workspace.account, deed, ids, before, tell)

    @property
    def reasons(self) -> "Reasons":
        """One's own list of reasons."""
        return self._workspace.account.store.reasons

    @property
    def reports(self) -> "ReportDesk":
        """What became of it all, a report for each sync."""
        from cpd_desktop.desks.reports import ReportDesk

        return ReportDesk(self._workspace.account)

    def batches(self, limit: int = 20) -> "tuple[BatchState, ...]":
        """The last batches, the newest first, and how much of each can still be taken back."""
        return self._workspace.account.store.batches.recent(limit)

    def decide_many(self, decisions: Sequence[Decision], name: str) -> Batch:
        """Decide each application its own way, as one batch; raises Invalid where a reason is none."""
        for reason in {each.reason for each in decisions if each.reason}:
            if errors := check_reason(reason):
                raise invalid(rejection(*errors))
        acts = [
            Act("application.refuse", each.id, Reason(reason=each.reason), each.rev)
            if each.reason
            else Act("application.confirm", each.id, Confirm(hours=each.hours), each.rev)
            for each in decisions
        ]
        return self._decide(acts, name, None)

    def enter(self, entries: Sequence[Enter], name: str) -> Batch:
        """Enter hours from an attendance list, as one batch; who is in it already is skipped and named."""
        return self._decide([Act("application.enter", entry_id(each), each) for each in entries], name, None)

    def undo(self, batch_id: str) -> int:
        """Take back what has not been sent of a batch, as if it had never been decided; returns how many."""
        account = self._workspace.account
        return account.store.outbox.undo_batch(account.judge(), batch_id)

    def matching(self, query: ApplicationQuery) -> tuple[str, ...]:
        """The ids of all applications of a filter, beyond the visible page."""
        return self._workspace.account.store.records.application_ids(query)

    def _with_reason(
        self, kind: CommandKind, ids: Sequence[str], reason: str, name: str, seen: Mapping[str, int] | None
    ) -> Batch:
        if errors := check_reason(reason):
            raise invalid(rejection(*errors))
        payload = Reason(reason=reason)
        return self._decide([Act(kind, id_, payload) for id_ in dict.fromkeys(ids)], name, seen)

    def _decide(self, acts: list[Act], name: str, seen: Mapping[str, int] | None) -> Batch:
        account = self._workspace.account
        if seen:
            acts = [replace(act, seen_rev=seen.get(act.entity_id)) for act in acts]
        batch_id = str(uuid.uuid4())  # a single decision has one, too: it can be undone
        done = account.store.outbox.perform(account.acting(), acts, name, batch_id)
        skipped = tuple((refusal.act.entity_id, _why(refusal.outcome)) for refusal in done.refused)
        return Batch(batch_id=done.batch_id, stored=len(done.command_ids), skipped=skipped)


def _why(outcome: Outcome) -> FieldError:
    match outcome:
        case Rejected(_, errors) if errors:
            return errors[0]
        case Rejected(code):
            return FieldError(field="", code=code)
        case Conflict(code, _, params):
            return FieldError(field="", code=code, params=params)
        case Noop(code, params):
            return FieldError(field="", code=code, params=params)
        case Applied():
            raise Bug("an act that applies is not skipped")
