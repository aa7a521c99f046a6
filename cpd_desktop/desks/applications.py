"""学时申请: lists, the form and its attachments. Local and instant, but for :meth:`ApplicationDesk.fetch_file`."""

import uuid
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cpd_core import applications
from cpd_core.doubles import doubles_of
from cpd_core.entities import Application, ApplicationKind, Attachment
from cpd_core.file_names import plain_name
from cpd_core.flags import flags_of
from cpd_core.messages import Draft, FieldError, Nothing
from cpd_core.outcomes import Actor
from cpd_core.outcomes import invalid as rejection
from cpd_core.prospect import look_ahead
from cpd_desktop.account import invalid
from cpd_desktop.desks.attachments import attachment_of, read_attachment
from cpd_desktop.errors import Refused
from cpd_desktop.pack import is_pack
from cpd_desktop.store.records import ListedRow
from cpd_desktop.store.times import utc_now
from cpd_desktop.views import ApplicationDetail, ApplicationQuery, ApplicationRow, Listing, Named, Outlook, Total

if TYPE_CHECKING:
    from cpd_desktop.account import Account
    from cpd_desktop.workspace import Workspace


class ApplicationDesk:
    """Applications of the signed-in member, or of the staff's province."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    @property
    def _account(self) -> "Account":
        return self._workspace.account

    # --- lists -------------------------------------------------------------------------------------------------

    def ids(self, query: ApplicationQuery) -> "array[int]":
        """Row ids of a list, sorted: one indexed query, 8 bytes a row."""
        return self._account.store.records.application_rids(query)

    def listing(self, query: ApplicationQuery) -> Listing:
        """A list with what it comes to: as quick as :meth:`ids` alone."""
        return Listing(*self._account.store.records.application_list(query))

    def rid_of(self, application_id: str) -> int | None:
        """The row of an application, None where it is gone."""
        return self._account.store.records.rid_of(application_id)

    def counts(self) -> dict[ApplicationKind, int]:
        """How many applications there are of each kind."""
        return self._account.store.counts.listed()

    def first_ids(self, query: ApplicationQuery, count: int) -> "array[int]":
        """The first row ids of a list: what can be painted while :meth:`ids` still reads."""
        return self._account.store.records.first_application_rids(query, count)

    def rows(self, rids: Sequence[int]) -> list[ApplicationRow]:
        """The rows with these ids, in this order; meant for a page of at most 200. Rows that are gone are left out."""
        account = self._account
        listed = account.store.records.listed(rids)
        ways = {(row[7], row[3]) for row in listed}  # a page has few: each is looked up once, not once a row
        names = account.reference.names_of(ways, account.session.province)
        return [_row(row, names[row[7], row[3]]) for row in listed]

    def total(self, query: ApplicationQuery) -> Total:
        """How many rows a list has, and their hours asked for."""
        return self._account.store.records.application_total(query)

    def total_of(self, rids: Sequence[int]) -> Total:
        """How many of these rows are there, and their hours asked for: of a selection."""
        return self._account.store.records.total_of(rids)

    def detail(self, application_id: str) -> ApplicationDetail:
        """One application with all there is to show; raises Refused when it is gone."""
        account = self._account
        application = self._current(application_id)
        blobs = account.store.blobs
        name_of, year, province = account.reference.name_of, application.year, application.province
        return ApplicationDetail(
            application=application,
            pathway_name=name_of(application.pathway, year, province) if application.pathway else "",
            condition_name=name_of(application.condition, year, province) if application.condition else "",
            sync=account.store.records.sync_mark("application", application_id),
            history=application.history,
            attachments_here=frozenset(a.sha256 for a in application.attachments if blobs.path(a.sha256)),
        )

    # --- choices of the form -----------------------------------------------------------------------------------

    def years(self) -> tuple[int, ...]:
        """The years that occur in the applications, newest first."""
        return self._account.store.records.application_years()

    def sponsors(self, text: str = "", limit: int = 50) -> tuple[str, ...]:
        """Sponsors whose name contains the text, or has it as pinyin initials; the best first."""
        return self._account.reference.sponsors.find(text, limit)

    def prepare_sponsors(self) -> None:
        """Make :meth:`sponsors` quick enough for each key stroke; for a worker, when somebody enters such a field."""
        self._account.reference.sponsors.prepare()

    def pathways(self, kind: ApplicationKind, year: int) -> tuple[Named, ...]:
        """The pathways for this kind and year: the signed-in member's, for staff those of all members."""
        names = {p.code: p.name for rule_set in self._account.rule_sets(year) for p in rule_set.pathways_of(kind)}
        return tuple(Named(code, name) for code, name in names.items())

    def conditions(self, year: int) -> tuple[Named, ...]:
        """The grounds for exemption of a year."""
        names = {c.code: c.name for rule_set in self._account.rule_sets(year) for c in rule_set.conditions}
        return tuple(Named(code, name) for code, name in names.items())

    # --- the form ----------------------------------------------------------------------------------------------

    def check(self, draft: Draft) -> tuple[FieldError, ...]:
        """What is wrong with what has been typed so far; cheap enough for each key stroke."""
        member = self._account.member()
        if member is None:
            return ()
        return applications.check_draft(draft, member, self._account.reference.rules(), self._account.this_year())

    def outlook(self, draft: Draft, application_id: str = "") -> Outlook:
        """What the draft would bring if it were confirmed as asked, and what looks as if it were claimed twice.

        Hours that are none yet count as 0, so that the caps can be told before; the other fields may be empty. An edit
        gives the ``application_id``: what it asked for before is not in its own way.
        """
        account = self._account
        member = account.member()
        if member is None:
            return Outlook(None, ())
        rules = account.reference.rules()
        wrong = {e.field for e in applications.check_draft(draft, member, rules, account.this_year())}
        asked = msgspec.structs.replace(draft, hours=0.0) if "hours" in wrong else draft
        facts = account.facts(member)
        others = (a for a in facts.applications if a.id != application_id)
        twice = doubles_of(asked, others)
        if wrong & {"year", "pathway", "condition"}:
            return Outlook(None, twice)
        actor = Actor(name=member.name, at=utc_now(), member=member)
        supposed = applications.drafted(application_id or "draft", asked, member, actor)
        return Outlook(look_ahead(facts, rules, supposed), twice)

    def add_file(self, path: Path) -> Attachment:
        """Keep a file for an application; raises Invalid with field ``attachments``, before anything is stored."""
        attachment, data = read_attachment(path)
        self._account.store.blobs.add(data, attachment.media_type)
        return attachment

    def add_data(self, name: str, data: bytes) -> Attachment:
        """Keep bytes that are no file yet, e.g. a screenshot, as :meth:`add_file` keeps a file."""
        attachment = attachment_of(plain_name(name), data)
        self._account.store.blobs.add(data, attachment.media_type)
        return attachment

    def file_path(self, sha256: str) -> Path | None:
        """The bytes of an attachment on this machine, None where they are not here."""
        blobs = self._account.store.blobs
        blobs.looked_at(sha256)
        return blobs.path(sha256)

    def fetch_file(self, attachment: Attachment) -> Path:
        """The bytes of an attachment, from the service where they are not here. Network; raises Offline, Refused."""
        blobs = self._account.store.blobs
        if found := blobs.path(attachment.sha256):
            blobs.looked_at(attachment.sha256)
            return found
        if is_pack(self._account.session.account_id):
            raise Refused("附件不在审核包中", "制作审核包时可以选择连同附件；附件须已下载到制作的电脑")
        from cpd_desktop.sync.blobs import bring  # brings requests: not before the window is up

        with self._workspace.client() as client:
            bring(blobs, client, attachment.sha256, attachment.media_type)
        return blobs.place(attachment.sha256)

    # --- acts --------------------------------------------------------------------------------------------------

    def file(self, draft: Draft) -> str:
        """File an application; on return it is on the disk. Returns its id; raises Invalid."""
        entity_id = str(uuid.uuid4())
        self._account.act("application.file", entity_id, draft)
        return entity_id

    def edit(self, application_id: str, draft: Draft, seen: Draft | None = None) -> None:
        """Change an application to the draft; raises Invalid, Refused when it is gone.

        ``seen`` is what the form was opened with. Given, only what the person changed is sent, and what a sync has
        brought meanwhile is merged or a conflict, never overwritten.
        """
        current = self._current(application_id)
        if draft.kind != current.kind:
            raise Refused("没有保存", "申请的类别不能更改，请另建申请")
        change = applications.changes_between(seen or applications.draft_of(current), draft)
        if change is None:
            raise invalid(rejection(FieldError(field="to", code="edit.fields")))
        self._account.act("application.edit", application_id, change)

    def delete(self, application_id: str) -> None:
        """Delete an application that is not confirmed; raises Invalid."""
        self._account.act("application.delete", application_id, Nothing())

    def undo_delete(self, application_id: str) -> bool:
        """Take a deletion back until it is sent; False when it is too late."""
        return self._account.store.outbox.undo_delete(self._account.judge(), application_id)

    def deleted_here(self) -> tuple[str, ...]:
        """The applications whose deletion has not been sent: :meth:`undo_delete` takes it back."""
        return self._account.store.outbox.unsent_deletions()

    def _current(self, application_id: str) -> Application:
        found = self._account.store.records.entity(Application, application_id)
        if found is None:
            raise Refused("找不到该申请", "GONE")
        return found


def _row(listed: ListedRow, pathway_name: str) -> ApplicationRow:
    (rid, id_, kind, year, number, name, sponsor, pathway, hours, confirmed, attachments, state, sync, filed_at,
     reason, note, bits, aside, claim) = listed  # fmt: skip
    return ApplicationRow(
        rid=rid,
        id=id_,
        kind=kind,
        year=year,
        member_no=number,
        member_name=name,
        sponsor=sponsor,
        pathway=pathway,
        pathway_name=pathway_name,
        hours=hours,
        confirmed_hours=confirmed,
        attachments=attachments,
        state=state,
        sync=sync,
        filed_at=filed_at,
        reason=reason,
        note=note,
        flags=flags_of(bits),
        aside=bool(aside),
        claim=claim,
    )
