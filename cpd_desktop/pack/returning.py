"""写出处理结果: what was decided in an opened pack, signed and bound to that pack."""

import hashlib
import uuid
from pathlib import Path

import msgspec

from cpd_desktop.account import Account
from cpd_desktop.exports.files import replacing
from cpd_desktop.pack import records, troubles
from cpd_desktop.pack.forms import DECISIONS_A_PIECE, Decision, ReturnHead
from cpd_desktop.pack.keys import Signer
from cpd_desktop.pack.opening import ticket_of
from cpd_desktop.pack.records import PackWriter
from cpd_desktop.pack.sealed import Cost
from cpd_desktop.store.packs import DecidedRow
from cpd_desktop.store.times import utc_now


def write_return(account: Account, path: Path, passphrase: str, cost: Cost) -> ReturnHead:
    """Write what is decided here as it stands now; may be done again after more decisions. Raises Trouble."""
    ticket = ticket_of(account)
    decisions = [_decision(row) for row in account.store.packs.decided()]
    if not decisions:
        raise troubles.nothing_decided()
    signer = Signer(account.store.folder)
    written = msgspec.json.encode([ticket, signer.public_key, decisions])
    head = ReturnHead(
        return_id=str(uuid.UUID(bytes=hashlib.sha256(written).digest()[:16], version=4)),
        ticket=ticket,
        made_at=utc_now(),
        name=account.session.name,
        signer=signer.public_key,
        count=len(decisions),
    )
    with replacing(path) as file:
        out = PackWriter(file, "decisions", passphrase, cost)
        out.put(records.HEAD, msgspec.json.encode(head))
        for start in range(0, len(decisions), DECISIONS_A_PIECE):
            out.put(records.DECISIONS, msgspec.json.encode(decisions[start : start + DECISIONS_A_PIECE]))
        out.finish(signer)
    return head


def _decision(row: DecidedRow) -> Decision:
    if row.state == "refused":
        return Decision(id=row.id, rev=row.rev, what="refuse", reason=row.reason, at=row.at)
    return Decision(id=row.id, rev=row.rev, what="confirm", hours=row.confirmed_hours or 0.0, at=row.at)
