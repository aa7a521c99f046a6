"""A chunk of commands in one transaction: what is known, what is decided, what is written."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
from msgspec import Struct, field
from sqlalchemy import Connection

from cpd_core import claims
from cpd_core.commands import World, decide
from cpd_core.entities import Application
from cpd_core.messages import MAX_CHUNK, CommandKind, Enter, FieldError, Result, Status
from cpd_core.outcomes import Actor, Applied, Conflict, Noop, Outcome, Rejected, error
from cpd_service import clock
from cpd_service.accounts.accounts import MEMBER_TYPES, Caller
from cpd_service.audit.chain import Who, append_history
from cpd_service.certificates.withdraw import withdrawn
from cpd_service.commands import evidence, form, receipts
from cpd_service.commands.asked import Asked, Chunk
from cpd_service.problems import ProblemError
from cpd_service.rules import Rules
from cpd_service.store import blobs, sets
from cpd_service.store.database import Database
from cpd_service.store.feed import read_state
from cpd_service.store.records import Held, Records
from cpd_service.store.revisions import rev_floor
from cpd_service.store.writer import Key, Overtaken, Writer, scope_seq, scopes_of
from cpd_service.study import studies
from cpd_service.study.clock import DeviceClock

ATTEMPTS = 3  # two devices that make the same new id at the same moment: the loser looks again
CREATING = frozenset(
    ("application.file", "application.enter", "study.choose", "study.progress", "study.note", "study.finish")
)
WHAT: dict[CommandKind, str] = {
    "application.file": "filed",
    "application.edit": "edited",
    "application.delete": "deleted",
    "application.confirm": "confirmed",
    "application.refuse": "refused",
    "application.revoke": "revoked",
    "application.enter": "entered",
    "claim.take": "claimed",
    "claim.drop": "released",
    "study.choose": "chosen",
    "study.rate": "rated",
    "study.progress": "played",
    "study.note": "noted",
    "study.finish": "finished",
}  # the history's words
COMMAND_ID = 6  # its place in a row of the history
Params = dict[str, str | int | float]


class Verdict(Struct):
    """What becomes of one command, before its place in the feed is known."""

    status: Status
    code: str = ""
    rev: int = 0
    errors: tuple[FieldError, ...] = ()
    params: Params = field(default_factory=dict[str, str | int | float])
    snapshot: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class Pushed(NamedTuple):
    """What became of a chunk: the JSON of its :class:`ResultChunk`, and how many new commands by (kind, status)."""

    results: bytes
    tally: Counter[tuple[str, str]]


def push(database: Database, rules: Rules, caller: Caller, chunk: Chunk) -> Pushed:
    """Apply a chunk; on return it is on the disk. Raises :class:`ProblemError`."""
    for _ in range(ATTEMPTS):
        try:
            with database.writing() as connection:
                _check_epoch(connection, caller, chunk.epoch)
                return _Chunk(connection, caller, rules.world(connection), chunk.commands).run()
        except Overtaken:
            continue
    raise ProblemError(503, "BUSY", headers={"Retry-After": "1"})


def _check_epoch(connection: Connection, caller: Caller, epoch: str) -> None:
    """Refuse what was made upon a copy of another life: its client pulls first, then sends what was lost, in order."""
    if epoch and epoch != read_state(connection, caller.home).epoch:
        raise ProblemError(410, "RESYNC", error("epoch", "RESYNC"))


class _Chunk:
    """The work on one chunk; lives as long as its transaction."""

    def __init__(self, connection: Connection, caller: Caller, world: World, asked: Sequence[Asked]) -> None:
        self._connection = connection
        self._caller = caller
        self._world = world
        self._asked = asked
        self._records = Records(connection, caller.scopes)
        self._writer = Writer(connection)
        self._verdicts: dict[str, tuple[Asked, Verdict]] = {}
        self._history: list[tuple[object, ...]] = []
        self._evidence: set[tuple[str, str]] = set()
        self._highs: dict[str, int] = {}
        self._rev_floor = rev_floor(connection)
        self._at = clock.now()

    def run(self) -> Pushed:
        """Decide all, write all, answer all."""
        receipts.lock_account(self._connection, self._caller)
        self._stored = receipts.find(self._connection, self._caller, self._asked)
        self._expired = receipts.floor(self._connection, self._caller)
        fresh = self._without_repeated()
        self._look_up(fresh)
        for one in fresh:
            verdict = self._judge(one)
            self._verdicts[one.command.command_id] = (one, verdict)
        results = self._write()
        receipts.save(
            self._connection,
            self._caller,
            self._at,
            [(one, results[name]) for name, (one, verdict) in self._verdicts.items() if verdict.status != "retry"],
        )
        names = (one.command.command_id for one in self._asked)
        texts = (results[name] if name in results else self._stored[name].result for name in names)
        tally = Counter((one.command.kind, verdict.status) for one, verdict in self._verdicts.values())
        return Pushed(('{"results":[' + ",".join(texts) + "]}").encode(), tally)

    # --- reading -------------------------------------------------------------------------------------

    def _without_repeated(self) -> list[Asked]:
        """The commands without a receipt, each once; a different payload under a known id refuses the chunk."""
        fresh: dict[str, Asked] = {}
        for one in self._asked:
            name = one.command.command_id
            if stored := self._stored.get(name):
                receipts.check_same(one, stored.sha256, stored.account_id, self._caller)
            elif first := fresh.get(name):
                receipts.check_same(one, first.sha256, self._caller.account_id, self._caller)
            else:
                fresh[name] = one
        return list(fresh.values())

    def _look_up(self, fresh: Sequence[Asked]) -> None:
        keys = {one.key for one in fresh}
        claimed = {_claimed(one) for one in fresh if one.command.kind == "claim.take"}
        payloads = [one.payload for one in fresh]
        self._held = self._records.lock(keys | claimed | studies.needed(payloads, self._caller.member_id))
        for key, rev in self._records.deleted(keys - self._held.keys()).items():
            self._held[key] = Held(rev, gone=True)
        hashes = {item.sha256 for one in fresh for item in evidence.attachments_of(one.payload)}
        self._known = blobs.known(self._connection, hashes, self._caller.scopes)
        member = self._records.member() if self._caller.user_type in MEMBER_TYPES else None
        caller = self._caller
        entered = {one.payload.member_id for one in fresh if isinstance(one.payload, Enter)}
        self._world = msgspec.structs.replace(
            self._world,
            member_of=self._records.members(entered).get,
            studies=studies.ChunkStudies(studies.courses(self._connection, payloads), self._held),
        )
        self._clock = DeviceClock(self._connection, caller, self._world.limits.tolerance)
        self._actor = Actor(caller.name, self._at, member, caller.account_id, caller.province)
        self._may_act = member is not None or self._caller.user_type not in MEMBER_TYPES

    # --- deciding ------------------------------------------------------------------------------------

    def _judge(self, one: Asked) -> Verdict:
        if one.command.device_seq <= self._expired:
            return Verdict("conflict", "EXPIRED")  # it may have taken effect once; the person looks
        held = self._held.get(one.key)
        base_rev = self._base_rev(one)
        if isinstance(base_rev, Verdict):
            return base_rev
        if not self._may_act or not self._in_reach(one, held):
            return Verdict("rejected", "OUT_OF_REACH")
        held = held or Held()
        if held.gone and one.command.kind in CREATING:
            return self._verdict(Conflict("GONE"), held)
        actor = self._at_home(one, studies.acting(self._actor, one.payload, self._clock))
        outcome = self._needless(one) or decide(
            one.command.kind, one.command.entity_id, one.payload, base_rev, held.entity, actor, self._world
        )
        if isinstance(outcome, Applied):
            return self._apply(one, held, outcome)
        self._refuse_mistakes(one, outcome)
        return self._verdict(outcome, held)

    def _in_reach(self, one: Asked, held: Held | None) -> bool:
        """Whether the entity is the caller's business; one that never was looks the same as a foreign one.

        A claim is where its application is, and may be made anew; to drop one that never was changes nothing.
        """
        if one.command.kind == "claim.take":
            about = self._held.get(_claimed(one))
            return about is not None and about.entity is not None and (held is None or not held.foreign)
        if studies.is_elsewhere(one.payload, one.command.entity_id, self._caller.member_id):
            return False
        if held is None:
            return one.command.kind in CREATING or one.command.kind == "claim.drop"
        return not held.foreign

    def _at_home(self, one: Asked, actor: Actor) -> Actor:
        """Staff of several provinces act in that of the application that they take."""
        about = self._held[_claimed(one)].entity if one.command.kind == "claim.take" else None
        if not isinstance(about, Application) or about.province == actor.province:
            return actor
        return msgspec.structs.replace(actor, province=about.province)

    def _needless(self, one: Asked) -> Noop | None:
        """What a claim comes to whose application is decided already."""
        about = self._held[_claimed(one)].entity if one.command.kind == "claim.take" else None
        return claims.needless(about) if isinstance(about, Application) else None

    def _base_rev(self, one: Asked) -> int | Verdict:
        """The revision that the command was made upon, or why it has to wait or stop."""
        base = one.command.base
        if isinstance(base.rev, int):
            return base.rev
        after = str(base.after)
        if after in self._verdicts:
            status, rev = self._verdicts[after][1].status, self._verdicts[after][1].rev
        elif stored := self._stored.get(after):
            before = stored.decoded()
            status, rev = before.status, before.rev
        else:
            status, rev = "blocked", 0
        if status in ("applied", "noop"):
            return rev
        return Verdict("retry" if status == "retry" else "blocked", "AFTER_NOT_APPLIED")

    def _apply(self, one: Asked, held: Held, outcome: Applied) -> Verdict:
        attachments = evidence.attachments_of(one.payload)
        if attachments:
            if absent := evidence.missing(attachments, self._known):
                return Verdict("retry", "INVALID", held.rev, absent)
            self._refuse_mistakes(one, Rejected("INVALID", evidence.differing(attachments, self._known)))
        kind, entity_id = one.key
        entity = outcome.entity
        rev = max(held.rev + 1, self._rev_floor)
        if entity is not None:
            if entity.rev != rev:  # after a restore, or a new one in the place of a deleted one
                entity = msgspec.structs.replace(entity, rev=rev)
            scopes = scopes_of(kind, entity)
            self._writer.put(kind, entity, scopes)
            self._evidence.update((item.sha256, scope) for item in attachments for scope in scopes)
        elif held.entity is not None:
            self._writer.remove(kind, entity_id, rev, scopes_of(kind, held.entity))
        self._held[one.key] = Held(rev, entity, gone=entity is None)
        studies.took_effect(one.payload, self._clock)
        who = (self._at, self._caller.account_id, self._caller.device_id, one.command.command_id)
        self._history.append((kind, entity_id, rev, *who, WHAT[one.command.kind], one.detail))
        return Verdict("applied", rev=rev)

    def _refuse_mistakes(self, one: Asked, outcome: Outcome) -> None:
        if wrong := form.mistakes(one, outcome, self._world.rules):
            raise ProblemError(422, "INVALID", *wrong)

    def _verdict(self, outcome: Conflict | Noop | Rejected, held: Held) -> Verdict:
        """The verdict on a command that changes nothing, with what is there now."""
        status: Status = "noop" if isinstance(outcome, Noop) else "conflict"
        errors: tuple[FieldError, ...] = ()
        params: Params = {}
        if isinstance(outcome, Rejected):
            status, errors = "rejected", outcome.errors
        elif isinstance(outcome, Noop):
            params = outcome.params
        else:
            params = outcome.params
            errors = tuple(FieldError(field=name, code=outcome.code) for name in outcome.fields)
        snapshot = msgspec.UNSET if held.entity is None else msgspec.Raw(msgspec.json.encode(held.entity))
        return Verdict(status, outcome.code, held.rev, errors, params, snapshot)

    # --- writing -------------------------------------------------------------------------------------

    def _write(self) -> dict[str, str]:
        """Write records, feed, history and links; returns each fresh command's result as JSON."""
        for certificate in withdrawn(self._connection, self._world, self._taken_back()):
            self._writer.put("certificate", certificate)
        seqs = self._writer.flush()
        blobs.link(self._connection, self._evidence)
        self._clock.save(more_to_come=len(self._asked) == MAX_CHUNK)
        places = [self._place(one.key, seqs) for one, _ in self._verdicts.values()]
        self._save_history()
        return {
            name: _result_json(name, verdict, *place)
            for (name, (_, verdict)), place in zip(self._verdicts.items(), places, strict=True)
        }

    def _place(self, key: Key, seqs: Mapping[tuple[str, str, str], int]) -> tuple[str, int]:
        """In which of the caller's feeds an entity comes, and from which seq on what became of it is there."""
        for scope in self._caller.scopes:
            if seq := seqs.get((scope, *key)):
                return scope, seq
        held = self._held.get(key)
        entity = held.entity if held else None
        scope = f"p:{getattr(entity, 'province', '')}"
        scope = scope if scope in self._caller.scopes else self._caller.home
        if scope not in self._highs:
            self._highs[scope] = scope_seq(self._connection, scope)
        return scope, self._highs[scope]

    def _save_history(self) -> None:
        """Write the history; what staff did is covered by the trail of their province, last of all: it locks it."""
        if self._caller.user_type in MEMBER_TYPES:
            sets.run(self._connection, _SAVE_HISTORY, self._history)
        elif self._history:
            told = sets.fetch(self._connection, f"{_SAVE_HISTORY} RETURNING command_id, id", self._history)
            ids = dict(told)
            rows = sorted((ids[row[COMMAND_ID]], *row) for row in self._history)
            who = Who(self._caller.account_id, self._caller.name, self._caller.device_id)
            append_history(self._connection, self._caller.home, who, self._at, rows)

    def _taken_back(self) -> Iterator[Application]:
        """The applications whose confirmation this chunk withdrew, as they are now."""
        for one, verdict in self._verdicts.values():
            if verdict.status == "applied" and one.command.kind == "application.revoke":
                entity = self._held[one.key].entity
                if isinstance(entity, Application):
                    yield entity


def _claimed(one: Asked) -> Key:
    """The application that a claim is about."""
    return "application", one.command.entity_id


def _result_json(name: str, verdict: Verdict, home: str, seq: int) -> str:
    known = verdict.status in ("applied", "noop", "conflict")
    result = Result(
        command_id=name,
        status=verdict.status,
        rev=verdict.rev,
        code=verdict.code,
        errors=verdict.errors,
        params=verdict.params,
        ack_scope=home if known else "",
        ack_seq=seq if known else 0,
        snapshot=verdict.snapshot,
    )
    return msgspec.json.encode(result).decode()


_SAVE_HISTORY = f"""
INSERT INTO history (kind, entity_id, rev, at, account_id, device_id, command_id, what, detail)
SELECT {sets.columns("TEXT", "TEXT", "BIGINT", *["TEXT"] * 6)} FROM {{rows}}
"""
