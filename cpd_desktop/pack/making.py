"""制作审核包: the queue, or what a filter shows of it, with all that an offline machine needs to decide on it."""

import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cpd_core.messages import Change, Page
from cpd_desktop.exports.files import replacing
from cpd_desktop.pack import records, troubles
from cpd_desktop.pack.forms import FileHead, Manifest, Records
from cpd_desktop.pack.keys import Signer
from cpd_desktop.pack.records import PackWriter
from cpd_desktop.pack.sealed import Cost
from cpd_desktop.store.mirror import Cursor
from cpd_desktop.store.packs import Paper, Row
from cpd_desktop.store.times import utc_now

if TYPE_CHECKING:
    from cpd_desktop.account import Account

Tell = Callable[[int, int], None]
"""Bytes and rows written so far, and about how much there is; it may raise, which leaves no file behind."""

EDGE = 1_000  # what a row counts beside the bytes of attachments


def make(
    account: "Account", ids: Sequence[str], path: Path, passphrase: str, cost: Cost, with_files: bool, tell: Tell
) -> Manifest:
    """Write a pack of these applications; those on which something is outstanding here stay out. Raises Trouble."""
    scope = f"p:{account.session.province}"
    store = account.store
    chosen = store.packs.untouched(ids, scope)
    if not chosen:
        raise troubles.nothing_to_pack()
    signer, cursor = Signer(store.folder), store.mirror.cursor(scope)
    papers = store.packs.papers(tuple(chosen)) if with_files else []
    here = [paper for paper in papers if store.blobs.path(paper.sha256)]
    manifest = Manifest(
        pack_id=str(uuid.uuid4()),
        made_at=utc_now(),
        account_id=account.session.account_id,
        name=account.session.name,
        province=account.session.province,
        epoch=cursor.epoch,
        high=cursor.seq,
        service_date=account.session.service_date,
        signer=signer.public_key,
        count=len(chosen),
        hours=sum(chosen.values()),
        files=len(here),
        file_bytes=sum(paper.size for paper in here),
        files_missing=len(papers) - len(here),
    )
    with replacing(path) as file:
        out = PackWriter(file, "queue", passphrase, cost)
        out.put(records.HEAD, msgspec.json.encode(manifest))
        parts = (
            (store.mirror.cursor("ref"), store.packs.shared()),
            (cursor, store.packs.around(tuple(chosen), scope)),
        )
        told = _Told(tell, EDGE * sum(len(rids) for _, rids in parts) + manifest.file_bytes)
        for of_scope, rids in parts:
            for rows in store.packs.pages(rids):
                out.put(records.RECORDS, _records(of_scope, rows))
                told.add(EDGE * len(rows))
        for paper in here:
            out.put(records.FILE, _file(account, paper))
            told.add(paper.size)
        out.finish(signer)
    return manifest


def _records(cursor: Cursor, rows: Sequence[Row]) -> bytes:
    """A page of the feed, up to where the copy stands: whoever reads it has all there is."""
    items = tuple(
        Change(seq=row.seq, op="upsert", kind=row.kind, id=row.id, rev=row.rev, data=msgspec.Raw(row.body.encode()))  # pyright: ignore[reportArgumentType]  # a kind that only a newer service knows goes along
        for row in rows
    )
    page = Page(epoch=cursor.epoch, floor=0, high=cursor.seq, items=items, next=cursor.seq, more=False)
    return msgspec.json.encode(Records(scope=cursor.scope, page=msgspec.Raw(msgspec.json.encode(page))))


def _file(account: "Account", paper: Paper) -> bytes:
    data = account.store.blobs.place(paper.sha256).read_bytes()
    head = FileHead(sha256=paper.sha256, size=len(data), media_type=paper.media_type)
    return msgspec.json.encode(head) + b"\n" + data


class _Told:
    """How far it is."""

    def __init__(self, tell: Tell, total: int) -> None:
        self._tell, self._total, self._done = tell, total, 0

    def add(self, count: int) -> None:
        self._done += count
        self._tell(min(self._done, self._total), self._total)
