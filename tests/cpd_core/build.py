"""Members, applications and rule books for the tests of the core, with as few words as possible."""

from collections.abc import Sequence
from functools import cache

import msgspec

import resources
from cpd_core.entities import (
    Application,
    ApplicationKind,
    ApplicationState,
    Attachment,
    Completion,
    Grant,
    Member,
    MemberType,
)
from cpd_core.ledger import Facts, Line, YearLedger, work_out
from cpd_core.messages import Draft
from cpd_core.outcomes import Actor
from cpd_core.requirements import RuleBook

PROOF = Attachment(sha256="a" * 64, name="结业证书.pdf", size=20_000, media_type="application/pdf")
AT = "2026-12-01T08:00:00Z"
STAFF = Actor(name="王审核", at=AT)


@cache
def rule_texts() -> tuple[str, ...]:
    """The rule files that are shipped."""
    return tuple(p.read_text(encoding="utf-8") for p in sorted(resources.path("rules").glob("*.toml")))


@cache
def rules() -> RuleBook:
    """The rule book that is shipped."""
    return RuleBook(rule_texts())


def rules_with(*changes: tuple[str, str]) -> RuleBook:
    """The rule book that is shipped, with passages of its text replaced; each must occur."""
    texts = list(rule_texts())
    for before, after in changes:
        assert any(before in text for text in texts), before
        texts = [text.replace(before, after) for text in texts]
    return RuleBook(texts)


def member(member_type: MemberType = "non_practising", province: str = "32", member_id: str = "m1") -> Member:
    return Member(
        id=member_id,
        rev=1,
        no="320012340001",
        name="李会员",
        member_type=member_type,
        province=province,
        joined_on="2005-03-01",
    )


def actor(who: Member | None = None) -> Actor:
    who = who or member()
    return Actor(name=who.name, at=AT, member=who)


def draft(**fields: object) -> Draft:
    """A sound input-based draft of 2026, with fields replaced."""
    sound = Draft(
        kind="input", year=2026, sponsor="江苏省注协", pathway="face_to_face", hours=8.0, attachments=(PROOF,)
    )
    return msgspec.structs.replace(sound, **fields)


def application(
    application_id: str = "a1",
    year: int = 2026,
    pathway: str = "face_to_face",
    hours: float = 8.0,
    state: ApplicationState = "confirmed",
    **fields: object,
) -> Application:
    """An application, confirmed as asked unless told otherwise; its kind follows from the pathway."""
    sound = Application(
        id=application_id,
        rev=1,
        kind=kind_of(pathway),
        member_id="m1",
        member_no="320012340001",
        member_name="李会员",
        member_type="non_practising",
        province="32",
        year=year,
        state=state,
        sponsor="江苏省注协" if kind_of(pathway) == "input" else "",
        pathway=pathway,
        hours=hours,
        attachments=(PROOF,),
        confirmed_hours=hours if state == "confirmed" else None,
        filed_at=f"{year}-06-01T01:00:00Z",
    )
    return msgspec.structs.replace(sound, **fields)


def exemption(application_id: str = "e1", year: int = 2026, condition: str = "abroad", **fields: object) -> Application:
    sound = application(application_id, year, "", 0.0, condition=condition, kind="exemption", sponsor="")
    return msgspec.structs.replace(sound, **fields)


def kind_of(pathway: str) -> ApplicationKind:
    found = rules().find("cpa", 2026, "32")
    assert found is not None
    named = found.pathway(pathway)
    return named.kind if named else "input"


def completion(
    completion_id: str = "c1", year: int = 2026, hours: float = 2.0, delivery: str = "recorded", **fields: object
) -> Completion:
    """A rated course as long as its hours."""
    sound = Completion(
        id=completion_id,
        rev=1,
        member_id="m1",
        province="32",
        year=year,
        institute_id="beijing",
        course_id=f"course-{completion_id}",
        title="收入准则重点难点",
        topic="accounting",
        required=False,
        delivery="live" if delivery == "live" else "recorded",
        minutes=int(hours * 45 + 0.5),
        hours=hours,
        finished_on=f"{year}-06-01",
        rating=5,
    )
    return msgspec.structs.replace(sound, **fields)


def grant(grant_id: str = "g1", year: int = 2026, hours: float = 4.0, source: str = "special") -> Grant:
    return Grant(
        id=grant_id,
        rev=1,
        member_id="m1",
        province="32",
        year=year,
        source="carried_over" if source == "carried_over" else "special",
        hours=hours,
        title="参加行业公益活动",
    )


def facts(*items: Application | Completion | Grant, who: Member | None = None, unsent: Sequence[str] = ()) -> Facts:
    return Facts(
        member=who or member(),
        applications=tuple(i for i in items if isinstance(i, Application)),
        completions=tuple(i for i in items if isinstance(i, Completion)),
        grants=tuple(i for i in items if isinstance(i, Grant)),
        unsent=frozenset(unsent),
    )


def ledger(
    year: int,
    *items: Application | Completion | Grant,
    who: Member | None = None,
    unsent: Sequence[str] = (),
    book: RuleBook | None = None,
) -> YearLedger:
    found = work_out(facts(*items, who=who, unsent=unsent), book or rules(), year)
    assert found is not None
    return found


def cpa_ledger(year: int, *items: Application | Completion | Grant) -> YearLedger:
    return ledger(year, *items, who=member("cpa"))


def line(found: YearLedger, ref_id: str) -> Line:
    return next(x for x in found.lines if x.ref_id == ref_id)


def codes(of: Line) -> tuple[str, ...]:
    return tuple(reason.code for reason in of.reasons)


def part(found: YearLedger, code: str) -> tuple[float, float | None, float]:
    """What a part has, its limit (at least or at most), and what is missing."""
    one = next(p for p in found.parts if p.code == code)
    return one.have, one.at_least if one.at_least is not None else one.at_most, one.missing
