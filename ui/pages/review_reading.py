"""What the review page reads in workers: the queue, what is chosen in it, and what became of the last batch."""

from array import array
from collections.abc import Callable, Sequence
from threading import Event

from msgspec import Struct
from msgspec.structs import replace

from cpd_desktop.views import ApplicationQuery, Total
from cpd_desktop.workspace import Workspace
from ui.pages.applications_list import rows_of
from ui.tables import FIRST

DECISIONS = ("application.confirm", "application.refuse", "application.revoke")


class Outcome(Struct, frozen=True):
    """What became of decisions: of the last batch how many wait and took effect; of all, what came back."""

    waiting: int = 0
    done: int = 0
    changed: int = 0
    by_others: int = 0
    other: int = 0

    @property
    def to_settle(self) -> int:
        """How many decisions wait for another look."""
        return self.changed + self.by_others + self.other


class Queue(Struct, frozen=True):
    """The list on screen."""

    ids: "array[int]"
    total: Total
    years: tuple[int, ...]
    outcome: Outcome
    wanted: int | None


class Chosen(Struct, frozen=True):
    """What is selected: the undecided ones with their hours, and those that somebody has decided already."""

    open: tuple[str, ...] = ()
    hours: float = 0.0
    decided: tuple[str, ...] = ()
    mine: int = 0  # of the undecided ones, claimed by oneself
    others: int = 0  # ... and by colleagues

    @property
    def free(self) -> int:
        """How many of the undecided ones nobody has claimed."""
        return len(self.open) - self.mine - self.others

    @property
    def count(self) -> int:
        """How many rows are selected."""
        return len(self.open) + len(self.decided)


def read_queue(
    workspace: Workspace,
    query: ApplicationQuery,
    batch_id: str,
    wanted_id: str = "",
    first: Callable[["array[int]"], None] | None = None,
) -> Queue:
    """Read the queue and what became of the batch. ``wanted_id``: the application to go to.

    ``first`` gets the beginning of the queue as soon as it is known.
    """
    desk = workspace.applications
    if first and not query.text:  # where a text is looked for, the whole list is as quick as its beginning
        first(desk.first_ids(query, FIRST))
    listing = desk.listing(query)
    wanted = desk.rid_of(wanted_id) if wanted_id else None
    there = wanted if wanted in listing.ids else None
    return Queue(listing.ids, listing.total, desk.years(), read_outcome(workspace, batch_id), there)


def read_outcome(workspace: Workspace, batch_id: str) -> Outcome:
    """Count what became of the last batch ("": none yet), and of all decisions what waits for another look."""
    codes = [view.code for view in workspace.conflicts.list() if view.what in DECISIONS]
    changed, by_others = codes.count("CHANGED_SINCE_REVIEW"), codes.count("DECIDED_BY_OTHER")
    waiting = done = 0
    if batch_id:
        desk = workspace.applications
        done = desk.total(ApplicationQuery(batch_id=batch_id, sync="")).count
        waiting = sum(desk.total(ApplicationQuery(batch_id=batch_id, sync=mark)).count for mark in ("unsent", "sent"))
    return Outcome(waiting, done, changed, by_others, len(codes) - changed - by_others)


def read_all_open(workspace: Workspace, query: ApplicationQuery) -> Chosen:
    """All of a filter that shows undecided ones only: a few queries, however many there are."""
    mine, others = _claims(workspace, query)
    total = workspace.applications.total(query)
    return Chosen(workspace.review.matching(query), total.hours, mine=mine, others=others)


def read_chosen(workspace: Workspace, rids: Sequence[int], cancelled: Event) -> Chosen:
    """Tell the undecided from the decided among the selected rows; stops half-way once nobody wants to know."""
    undecided: list[str] = []
    decided: list[str] = []
    hours = 0.0
    for row in rows_of(workspace.applications, rids):
        if cancelled.is_set():
            break
        if row.state == "pending":
            undecided.append(row.id)
            hours += row.hours
        else:
            decided.append(row.id)
    mine, others = _claims(workspace, ApplicationQuery(ids=tuple(undecided))) if undecided else (0, 0)
    return Chosen(tuple(undecided), hours, tuple(decided), mine, others)


def _claims(workspace: Workspace, query: ApplicationQuery) -> tuple[int, int]:
    """How many of a filter the signed-in account and its colleagues have claimed."""
    if query.claim:
        count = workspace.applications.total(query).count
        return {"mine": (count, 0), "others": (0, count), "none": (0, 0)}[query.claim]
    found = (workspace.applications.total(replace(query, claim=whose)).count for whose in ("mine", "others"))
    mine, others = found
    return mine, others
