"""打开审核包: a pack becomes an account of this profile that works without any service.

The file is read twice: first to see that everything in it is whole and signed, then to build the account, beside the
others, and move it among them at the end. Until then, and after any failure, the profile is as before.
"""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cpd_core.messages import PROTOCOL_MAX, PROTOCOL_MIN, Session
from cpd_desktop.account import Account
from cpd_desktop.exports.files import cannot_write
from cpd_desktop.pack import PREFIX, is_pack, records, troubles
from cpd_desktop.pack.forms import FileHead, Manifest, Records, Ticket
from cpd_desktop.pack.records import PackReader, decoded
from cpd_desktop.platform.files import write_durably
from cpd_desktop.sentences import Said
from cpd_desktop.store import Store
from cpd_desktop.store.mirror import page_of

if TYPE_CHECKING:
    from cpd_desktop.platform.profile import Profile
    from cpd_desktop.store.overlay import Judge

TICKET = "pack.json"
BUILDING = "opening"  # a folder of the profile, empty but while a pack is opened

Tell = Callable[[int, int], None]


class Opened(msgspec.Struct, frozen=True):
    """The account that a pack has become, and what it says of itself. ``before``: it had been opened here already."""

    account_id: str
    manifest: Manifest
    before: bool = False


def open_pack(profile: "Profile", path: Path, passphrase: str, tell: Tell) -> Opened:
    """Make an account of a pack, once; raises PackTrouble, StoreTrouble, or what ``tell`` raises."""
    building = profile.folder / BUILDING
    shutil.rmtree(building, ignore_errors=True)  # of one that was killed
    try:
        try:
            manifest = check(path, passphrase, tell)
            return _build(profile, path, passphrase, manifest, tell)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    except OSError as problem:
        raise cannot_write(building, problem) from problem


def check(path: Path, passphrase: str, tell: Tell) -> Manifest:
    """Read a pack from its start to its end and say what is in it; raises PackTrouble."""
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            reader = PackReader(file, "queue", passphrase)
            manifest = decoded(reader.head, Manifest)
            for _ in reader.pieces():
                tell(file.tell(), 2 * size)
            reader.finish(manifest.signer)
    except OSError as problem:
        raise troubles.cannot_read(path.name, problem.strerror or str(problem)) from problem
    return manifest


def _build(profile: "Profile", path: Path, passphrase: str, checked: Manifest, tell: Tell) -> Opened:
    session = _session(checked)
    building, folder = profile.folder / BUILDING, profile.account_folder(session.account_id)
    if folder.exists():
        return Opened(session.account_id, checked, before=True)  # what was decided in it stays
    with path.open("rb") as file, closing(Store(building)) as store:
        size = path.stat().st_size
        reader = PackReader(file, "queue", passphrase)
        judge = Account(session, store).judge()
        for kind, payload in reader.pieces():
            tell(size + file.tell(), 2 * size)
            _take_in(store, judge, kind, payload, checked)
        ticket = reader.finish(checked.signer)
        if decoded(reader.head, Manifest) != checked:
            raise troubles.malformed()  # another file has come in its place
        store.journal.note("pack", True, [_in_words(checked)])
    write_durably(building / TICKET, msgspec.json.encode(ticket))
    folder.parent.mkdir(parents=True, exist_ok=True)
    building.replace(folder)
    profile.keep_session(session)
    return Opened(session.account_id, checked)


def _take_in(store: Store, judge: "Judge", kind: bytes, payload: bytes, manifest: Manifest) -> None:
    if kind == records.RECORDS:
        piece = decoded(payload, Records)
        if piece.scope not in ("ref", f"p:{manifest.province}"):
            raise troubles.malformed()
        try:
            page = page_of(bytes(piece.page))
            store.mirror.store_page(store.mirror.cursor(piece.scope), page, judge)
        except (msgspec.DecodeError, UnicodeDecodeError) as strange:
            raise troubles.malformed() from strange
    elif kind == records.FILE:
        head, _, data = payload.partition(b"\n")
        told = decoded(head, FileHead)
        if store.blobs.keep(data, told.media_type) != told.sha256:
            raise troubles.malformed()
    else:
        raise troubles.malformed()


def _session(manifest: Manifest) -> Session:
    account_id = f"{PREFIX}{manifest.pack_id}"
    return Session(
        account_id=account_id,
        user_type="province_staff",
        login=f"{PREFIX}{manifest.pack_id[:8]}",
        name=manifest.name,
        member_id="",
        province=manifest.province,
        scopes=(f"p:{manifest.province}", "ref"),
        grant_version=0,
        protocol_min=PROTOCOL_MIN,
        protocol_max=PROTOCOL_MAX,
        service_date=manifest.service_date,
    )


def _in_words(manifest: Manifest) -> Said:
    return Said("打开审核包：{count} 条，{name} 制作", {"count": manifest.count, "name": manifest.name})


def ticket_of(account: Account) -> Ticket:
    """What proves which pack this account came from; raises PackTrouble where it came from none."""
    path = account.store.folder / TICKET
    if not is_pack(account.session.account_id) or not path.is_file():
        raise troubles.no_pack_here()
    return decoded(path.read_bytes(), Ticket)
