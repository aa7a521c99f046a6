"""Rule files: looked over, published as new revisions of their records, taken back. Every version stays."""

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, text

from cpd_core.entities import RuleSetRecord
from cpd_core.messages import FieldError
from cpd_core.national import (
    RuleBack,
    RuleCheck,
    RuleFault,
    RuleFile,
    RuleInForce,
    RuleList,
    RulePublish,
    RuleVersion,
)
from cpd_core.outcomes import error
from cpd_core.requirements import RuleBook, RulesError
from cpd_core.rule_check import check as look_over
from cpd_core.rule_files import RuleSetFile
from cpd_core.rule_files import read as read_file
from cpd_service.national.directory import lock_directory, refuse
from cpd_service.national.office import Office
from cpd_service.problems import ProblemError
from cpd_service.store.writer import PLAIN_ID

TEXT_MAX = 200_000  # characters of a rule file
NOTE_MAX = 500
_record = msgspec.json.Decoder(RuleSetRecord)


def page(connection: Connection) -> RuleList:
    """The rule files in force, and all versions that were published here."""
    now = records(connection)
    rows = [row for row in connection.execute(_VERSIONS) if row.rev]
    versions = tuple(
        RuleVersion(
            id=row.ruleset_id,
            rev=row.rev,
            at=row.at,
            by=row.who,
            note=row.note,
            removed=not row.toml,
            in_force=row.ruleset_id in now and now[row.ruleset_id].rev == row.rev,
        )
        for row in rows
    )
    return RuleList(rules=in_force(connection), versions=versions)


def in_force(connection: Connection) -> tuple[RuleInForce, ...]:
    """The rule files in force."""
    published = {(row.ruleset_id, row.rev): row for row in connection.execute(_VERSIONS)}
    found: list[RuleInForce] = []
    for record in records(connection).values():
        file, row = read_file(record.toml, 0), published.get((record.id, record.rev))
        is_set = isinstance(file, RuleSetFile)
        found.append(
            RuleInForce(
                id=record.id,
                rule_id=file.id,
                rev=record.rev,
                kind=str(type(file).__struct_config__.tag),
                member_type=file.member_type if is_set else "",
                first_year=file.first_year if is_set else 0,
                last_year=(file.last_year or 0) if is_set else 0,
                published_at=row.at if row else "",
                published_by=row.who if row else "",
            )
        )
    return tuple(sorted(found, key=lambda one: one.id))


def text_of(connection: Connection, ruleset_id: str, rev: int) -> RuleFile:
    """The text of a version; raises :class:`ProblemError` 404."""
    record = records(connection).get(ruleset_id)
    if record is not None and record.rev == rev:
        return RuleFile(id=ruleset_id, rev=rev, toml=record.toml)
    found = connection.execute(_VERSION, {"id": ruleset_id, "rev": rev}).scalar()
    if not found:
        raise ProblemError(404, "NOT_FOUND")
    return RuleFile(id=ruleset_id, rev=rev, toml=found)


def check(connection: Connection, toml: str) -> RuleCheck:
    """Look a rule file over, beside those in force but the one that it would replace."""
    if len(toml) > TEXT_MAX:
        raise ProblemError(422, "INVALID", error("toml", "text.long", max=TEXT_MAX, length=len(toml)))
    now = records(connection)
    replaced = _replaced(toml, now)
    looked = look_over(toml, [record.toml for record in now.values() if record is not replaced])
    file = looked.file
    return RuleCheck(
        faults=tuple(RuleFault(line=fault.line, error=fault.error) for fault in looked.faults),
        rule_id=file.id if file else "",
        kind=str(type(file).__struct_config__.tag) if file else "",
        id=replaced.id if replaced else "",
        rev=replaced.rev if replaced else 0,
        same=replaced is not None and replaced.toml == toml,
    )


def publish(office: Office, asked: RulePublish) -> RuleList:
    """Put a rule file in force for everybody; raises :class:`ProblemError` naming the fields."""
    lock_directory(office)
    found = check(office.connection, asked.toml)
    refuse([_at_line(fault) for fault in found.faults])
    if found.rev != asked.rev:
        raise ProblemError(422, "CHANGED_BY_OTHER", error("rev", "CHANGED_BY_OTHER"))
    if found.same:
        refuse([error("toml", "rules.same")])
    _check_note(asked.note)
    ruleset_id = found.id or found.rule_id.lower()
    if not PLAIN_ID.fullmatch(ruleset_id):
        refuse([error("id", "id.form")])
    _put(office, ruleset_id, found.rev, asked.toml, asked.note)
    office.note("rules.published", "ruleset", ruleset_id, rule_id=found.rule_id, replaces=found.rev, note=asked.note)
    return page(office.connection)


def take_back(office: Office, ruleset_id: str, asked: RuleBack) -> RuleList:
    """Let the version before the one in force hold again, as a new revision; raises :class:`ProblemError`."""
    lock_directory(office)
    _check_note(asked.note)
    now = records(office.connection).get(ruleset_id)
    if now is None or now.rev != asked.rev:
        raise ProblemError(422, "INVALID", error("rev", "rules.last"))
    before = office.connection.execute(_BEFORE, {"id": ruleset_id, "rev": now.rev}).first()
    if before is None:
        raise ProblemError(422, "INVALID", error("rev", "rules.first"))
    texts = [record.toml for record in records(office.connection).values() if record.id != ruleset_id]
    try:
        RuleBook([*texts, before.toml] if before.toml else texts)
    except RulesError as mistake:
        raise ProblemError(422, "INVALID", error("rev", "rules.others", detail=str(mistake))) from mistake
    _put(office, ruleset_id, now.rev, before.toml, asked.note)
    office.note("rules.taken_back", "ruleset", ruleset_id, rev=now.rev, holds_again=before.rev, note=asked.note)
    return page(office.connection)


def records(connection: Connection) -> dict[str, RuleSetRecord]:
    """The records of the rule files in force, by id."""
    return {one.id: one for one in map(_record.decode, connection.execute(_RECORDS).scalars())}


def _replaced(toml: str, now: Mapping[str, RuleSetRecord]) -> RuleSetRecord | None:
    """The record whose file has the same id; by a plain look, as the file may be full of faults."""
    import tomllib

    try:
        rule_id = tomllib.loads(toml).get("id")
    except tomllib.TOMLDecodeError:
        return None
    return next((record for record in now.values() if read_file(record.toml, 0).id == rule_id), None)


def _put(office: Office, ruleset_id: str, rev: int, toml: str, note: str) -> None:
    """Write a version; the one that it replaces is kept, too: where it came with the program, or was none."""
    old = records(office.connection)[ruleset_id].toml if rev else ""
    office.connection.execute(_KEEP, _row(ruleset_id, rev, old, office.at, "", "", ""))
    fresh = office.next_rev(office.connection.execute(_LATEST, {"id": ruleset_id}).scalar_one())
    if not toml:
        office.writer.remove("ruleset", ruleset_id, fresh, ("ref",))
    else:
        office.put("ruleset", RuleSetRecord(id=ruleset_id, rev=fresh, toml=toml))
    who = office.who
    office.connection.execute(_KEEP, _row(ruleset_id, fresh, toml, office.at, who.account_id, who.name, note))
    office.writer.flush()


def _row(ruleset_id: str, rev: int, toml: str, at: str, account: str, who: str, note: str) -> dict[str, object]:
    return {"id": ruleset_id, "rev": rev, "toml": toml, "at": at, "account": account, "who": who, "note": note}


def _check_note(note: str) -> None:
    if len(note) > NOTE_MAX:
        refuse([error("note", "text.long", max=NOTE_MAX, length=len(note))])


def _at_line(fault: RuleFault) -> FieldError:
    """A fault as the error of a field; its line goes with it."""
    return msgspec.structs.replace(fault.error, params={**fault.error.params, "line": fault.line})


_RECORDS = text("SELECT body FROM record WHERE kind = 'ruleset' ORDER BY id")
_VERSIONS = text(
    "SELECT ruleset_id, rev, toml, at, who, note FROM ruleset_version ORDER BY at DESC, ruleset_id, rev DESC"
)
_VERSION = text("SELECT toml FROM ruleset_version WHERE ruleset_id = :id AND rev = :rev")
_LATEST = text("SELECT max(rev) FROM ruleset_version WHERE ruleset_id = :id")
_BEFORE = text("""
SELECT rev, toml FROM ruleset_version WHERE ruleset_id = :id AND rev < :rev ORDER BY rev DESC LIMIT 1
""")
_KEEP = text("""
INSERT INTO ruleset_version (ruleset_id, rev, toml, at, account_id, who, note)
VALUES (:id, :rev, :toml, :at, :account, :who, :note) ON CONFLICT (ruleset_id, rev) DO NOTHING
""")
