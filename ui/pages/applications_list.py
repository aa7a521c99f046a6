"""The list of one kind of application: its table, its empty state, how it is sorted, and what is read for it."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import cast

from msgspec import Struct

from cpd_core.entities import ApplicationKind
from cpd_desktop.desks.applications import ApplicationDesk
from cpd_desktop.views import ApplicationQuery, ApplicationRow, SortKey, Total
from ui.language import words
from ui.pages.applications_table import columns_of
from ui.tables import FIRST, ListStates, TableView
from ui.widgets import EmptyState

KIND_CODES: tuple[ApplicationKind, ...] = ("input", "output", "exemption")
ROWS_AT_ONCE = 200  # what the desk hands out in one go


class Listed(Struct, frozen=True):
    """What one refresh has read."""

    kind: ApplicationKind
    ids: "array[int]"
    total: Total
    counts: dict[ApplicationKind, int]
    years: tuple[int, ...]
    wanted: int | None


class KindList(ListStates):
    """One kind's table, or what to do where there is nothing in it."""

    def __init__(self, desk: ApplicationDesk, kind: ApplicationKind, staff: bool) -> None:
        self.table = TableView(f"{kind}Table", columns_of(kind, staff), desk.rows, ticks=True)
        self.table.setAccessibleName(words().kinds[kind])
        super().__init__(self.table, EmptyState(f"{kind}Empty", "attachment", ""))
        self.kind: ApplicationKind = kind
        self.table.set_sort("filed_at", descending=True)

    @property
    def sort(self) -> tuple[SortKey, bool]:
        """How the person wants it sorted: by what, and whether downwards."""
        key, descending = self.table.sort
        return cast("SortKey", key), descending


def read(
    desk: ApplicationDesk,
    query: ApplicationQuery,
    wanted_id: str,
    first: Callable[["array[int]"], None] | None = None,
) -> Listed:
    """Read what a refresh needs, in a worker. ``wanted_id`` is the application to go to, "" for none.

    ``first`` gets the beginning of the list as soon as it is known.
    """
    assert query.kind is not None
    if first and not query.text:  # where a text is looked for, the whole list is as quick as its beginning
        first(desk.first_ids(query, FIRST))
    listing = desk.listing(query)
    wanted = desk.rid_of(wanted_id) if wanted_id else None
    there = wanted if wanted in listing.ids else None
    return Listed(query.kind, listing.ids, listing.total, desk.counts(), desk.years(), there)


def rows_of(desk: ApplicationDesk, rids: Sequence[int]) -> Iterator[ApplicationRow]:
    """All rows with these ids, a page at a time."""
    for start in range(0, len(rids), ROWS_AT_ONCE):
        yield from desk.rows(rids[start : start + ROWS_AT_ONCE])
