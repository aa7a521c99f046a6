"""The reviewer's queue: flags, groups, filters with a name, what was put aside. All local; usable from any thread."""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cpd_core.applications import NOTE_MAX, check_text
from cpd_core.messages import FieldError
from cpd_core.outcomes import invalid as rejection
from cpd_desktop.account import invalid
from cpd_desktop.errors import Refused
from cpd_desktop.views import ApplicationQuery, Aside, Checked, FlagReason, GroupKey, GroupRow, SavedFilter

if TYPE_CHECKING:
    from cpd_desktop.account import Account
    from cpd_desktop.workspace import Workspace

FILTER_NAME_MAX = 40  # characters: it stands on a button


class QueueDesk:
    """What staff have before them. Lists themselves are :meth:`ApplicationDesk.listing`, with the same queries."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._checking = threading.Lock()

    @property
    def _account(self) -> "Account":
        return self._workspace.account

    # --- flags ---------------------------------------------------------------------------------------------------

    def unchecked(self) -> int:
        """How many applications have not been looked at for flags since they came or changed."""
        account = self._account
        return account.store.flags.to_do(account.reference.flag_figures()[1])

    def check(self, progress: Callable[[Checked], None], cancelled: Callable[[], bool]) -> bool:
        """Look at what is new or changed and flag it; returns whether there was anything to do. For a worker.

        One at a time: where another thread does it already, this returns at once. ``progress`` is called in this
        thread; once ``cancelled`` says so it ends within some milliseconds, and the next call goes on.
        """
        account = self._account
        if account.is_member or not self._checking.acquire(blocking=False):
            return False
        try:
            figures, form = account.reference.flag_figures()
            return account.store.flags.check(figures, form, progress, cancelled)
        finally:
            self._checking.release()

    def reasons(self, application_id: str) -> tuple[FlagReason, ...]:
        """Why an application has its flags, as of now; () where it has none or is gone."""
        from cpd_desktop.desks.flag_reasons import reasons_of

        return reasons_of(self._account, application_id)

    # --- groups --------------------------------------------------------------------------------------------------

    def groups(self, query: ApplicationQuery, by: GroupKey) -> tuple[GroupRow, ...]:
        """What a list consists of, the largest group first; by flag in the order of flags. One query, for a worker."""
        store = self._account.store.groups
        if by == "flag":
            return tuple(
                GroupRow(count, hours, replace(query, flags=(flag,) if flag else (), flagged=None if flag else False),
                         flag=flag)
                for flag, count, hours in store.by_flag(query)
            )  # fmt: skip
        if by == "kind":
            found = store.by_kind(query)
            return tuple(GroupRow(n, hours, replace(query, kind=kind), kind=kind) for _, _, kind, n, hours in found)
        with_sponsor, with_pathway = by != "pathway", by != "sponsor"
        found = store.by(query, sponsor=with_sponsor, pathway=with_pathway)
        names = self._names_of({pathway for _, pathway, _, _, _ in found}, query)
        rows: list[GroupRow] = []
        for sponsor, pathway, _, count, hours in found:
            narrowed = replace(query, pathway=pathway) if with_pathway else query
            if with_sponsor:
                narrowed = replace(narrowed, sponsor=sponsor, sponsorless=not sponsor)
            rows.append(GroupRow(count, hours, narrowed, sponsor=sponsor, pathway=pathway, pathway_name=names[pathway]))
        return tuple(rows)

    def _names_of(self, codes: set[str], query: ApplicationQuery) -> dict[str, str]:
        """The names of pathways and grounds as the rules of the filter's year have them, else those of this year."""
        account = self._account
        year = query.year or account.this_year()
        found = account.reference.names_of(((code, year) for code in codes if code), account.session.province)
        return {"": ""} | {code: name for (code, _), name in found.items()}

    # --- filters with a name ---------------------------------------------------------------------------------------

    def filters(self) -> tuple[SavedFilter, ...]:
        """The filters that were kept, in their order."""
        return self._account.store.saved_filters.all()

    def default_filter(self) -> SavedFilter | None:
        """The one that the queue opens with, None where it opens as it always does."""
        return next((each for each in self.filters() if each.is_default), None)

    def save_filter(self, name: str, query: ApplicationQuery) -> None:
        """Keep a filter under a name; one of that name gets the new query. Raises Invalid (field ``name``)."""
        self._account.store.saved_filters.put(_checked_name(name), query)

    def rename_filter(self, name: str, new: str) -> None:
        """Give a filter another name; raises Invalid (field ``name``), Refused where another one has it."""
        if new.strip() != name and not self._account.store.saved_filters.rename(name, _checked_name(new)):
            raise Refused("没有改名", "已有同名的筛选，或原筛选已删除")

    def delete_filter(self, name: str) -> None:
        """Forget a filter."""
        self._account.store.saved_filters.delete(name)

    def order_filters(self, names: Sequence[str]) -> None:
        """The order from now on."""
        self._account.store.saved_filters.put_in_order(tuple(names))

    def choose_default_filter(self, name: str) -> None:
        """The one that the queue opens with from now on; "" for none."""
        self._account.store.saved_filters.choose_default(name)

    # --- put aside -------------------------------------------------------------------------------------------------

    def put_aside(self, ids: Sequence[str], note: str) -> None:
        """Put applications aside with a note, which may be empty; on return it is on the disk. Raises Invalid."""
        if errors := check_text("note", note, NOTE_MAX):
            raise invalid(rejection(*errors))
        self._account.store.asides.put(ids, note)

    def take_back(self, ids: Sequence[str]) -> tuple[Aside, ...]:
        """Not aside any more; returns what was, for :meth:`put_back`."""
        return self._account.store.asides.take_back(ids)

    def put_back(self, asides: Sequence[Aside]) -> None:
        """Undo :meth:`take_back`."""
        self._account.store.asides.put_back(asides)

    def aside(self, application_id: str) -> Aside | None:
        """The note on an application, None where it is not aside."""
        return self._account.store.asides.of(application_id)


def _checked_name(name: str) -> str:
    """A name without spaces around it; raises Invalid."""
    name = name.strip()
    errors = check_text("name", name, FILTER_NAME_MAX) if name else [FieldError(field="name", code="field.missing")]
    if errors:
        raise invalid(rejection(*errors))
    return name
