"""Issuing: the service works out the year from its own records and states it, once for the same figures.

Other figures make a new certificate, and the one before says which; both in one transaction, in the member's and the
province's feeds. Hours that are taken back end a certificate at once (:mod:`cpd_service.certificates.withdraw`). It is
never changed otherwise and never deleted, so its number always finds it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, select, text

from cpd_core.commands import World
from cpd_core.entities import Certificate, Member, Province
from cpd_core.ledger import YearLedger, work_out
from cpd_core.outcomes import error
from cpd_core.proofs import prove
from cpd_service import clock
from cpd_service.accounts.accounts import MEMBER_TYPES, Caller
from cpd_service.certificates.facts import certificates_of, facts_of, lock_members
from cpd_service.certificates.numbers import number_of
from cpd_service.problems import ProblemError
from cpd_service.service import Service
from cpd_service.store.tables import record
from cpd_service.store.writer import Writer

if TYPE_CHECKING:
    from cpd_service.certificates.private_keys import PrivateKey

Key = Callable[[Connection], "PrivateKey"]
NATIONAL_OFFICE = "中国注册会计师协会"  # issues where a database has no record of the province


def issue(service: Service, caller: Caller, year: int) -> Certificate:
    """The certificate of the caller's own year; raises :class:`ProblemError` 403 and, naming ``year``, 422."""
    if caller.user_type not in MEMBER_TYPES:
        raise ProblemError(403, "FORBIDDEN")
    with service.database.writing() as connection:
        lock_members(connection, [caller.member_id])
        world = service.rules.world(connection)
        facts = facts_of(connection, caller.member_id)
        if facts is None:
            raise ProblemError(404, "NOT_FOUND")
        ledger = work_out(facts, world.rules, year) if year <= world.this_year else None
        if ledger is None:
            raise _outside(facts.member, world)
        if not ledger.counted and not ledger.fulfilled:  # a year can be fulfilled by exemption alone
            raise ProblemError(422, "INVALID", error("year", "year.no_hours", year=year))
        return _same_or_new(connection, facts.member, ledger, service.signing_key)


def proven(service: Service, certificate: Certificate) -> Certificate:
    """A certificate with its proof, which those that were issued before there were keys get when they are drawn."""
    if certificate.proof:
        return certificate
    with service.database.writing() as connection:
        lock_members(connection, [certificate.member_id])
        latest = next(one for one in certificates_of(connection, certificate.member_id) if one.id == certificate.id)
        if not latest.proof:
            latest = _prove(latest, service.signing_key(connection), latest.rev + 1)
            writer = Writer(connection)
            writer.put("certificate", latest)
            writer.flush()
    return latest


def _same_or_new(connection: Connection, member: Member, ledger: YearLedger, key: Key) -> Certificate:
    latest = next(
        (c for c in certificates_of(connection, member.id) if c.year == ledger.year and not c.superseded_by), None
    )
    draft = _statement(member, ledger, _issuer(connection, member.province))
    if latest is not None and latest.holds and _same_statement(latest, draft):
        return latest
    number = number_of(draft.year, draft.province, _next_serial(connection, draft.year, draft.province))
    fresh = _prove(msgspec.structs.replace(draft, id=number, number=number), key(connection))
    writer = Writer(connection)
    if latest is not None:
        writer.put("certificate", msgspec.structs.replace(latest, rev=latest.rev + 1, superseded_by=number))
    writer.put("certificate", fresh)
    writer.flush()
    return fresh


def _prove(certificate: Certificate, key: "PrivateKey", rev: int = 1) -> Certificate:
    return msgspec.structs.replace(certificate, rev=rev, proof=prove(certificate, key.id, key.sign_proof))


def _statement(member: Member, ledger: YearLedger, issuer: str) -> Certificate:
    """What is to be certified, without a number yet."""
    return Certificate(
        id="",
        rev=1,
        number="",
        member_id=member.id,
        member_no=member.no,
        member_name=member.name,
        member_type=member.member_type,
        province=member.province,
        year=ledger.year,
        hours=ledger.counted,
        required_hours=ledger.required,
        waived_hours=ledger.waived,
        fulfilled=ledger.fulfilled,
        by_source=ledger.by_source(),
        issued_on=clock.today().isoformat(),
        issuer=issuer,
    )


def _same_statement(issued: Certificate, draft: Certificate) -> bool:
    """Whether a certificate already says this; its number, revision, date and proof are its own."""
    return draft == msgspec.structs.replace(issued, id="", rev=1, number="", issued_on=draft.issued_on, proof="")


def _outside(member: Member, world: World) -> ProblemError:
    first = world.rules.first_year(member.member_type)
    return ProblemError(422, "INVALID", error("year", "year.outside", first=first, last=world.this_year))


def _issuer(connection: Connection, province: str) -> str:
    query = select(record.c.body).where(record.c.kind == "province", record.c.id == province)
    body = connection.scalar(query)
    return NATIONAL_OFFICE if body is None else msgspec.json.decode(body, type=Province).institute_name


def _next_serial(connection: Connection, year: int, province: str) -> int:
    """The next of a year and province; the counter stays locked to the end of the transaction."""
    return int(connection.execute(_COUNT, {"key": f"certificates:{year}:{province}"}).scalar_one())


_COUNT = text(
    "INSERT INTO setting (key, value) VALUES (:key, '1') "
    "ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(setting.value AS INTEGER) + 1 AS TEXT) RETURNING value"
)
