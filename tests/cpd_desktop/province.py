"""A small province that somebody's machine holds: members, applications of any kind and state, at random but known."""

from pathlib import Path
from random import Random

import msgspec

from cpd_core.entities import Application, Completion, EntityKind, Grant, HistoryEntry, Member
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import application, completion, exemption, grant, member
from tests.cpd_desktop.material import STAFF_SCOPE, offline_profile, pull, staff, upsert

REVIEWERS = ("王审核", "江苏复核", "")
REASONS = ("缺少签到表", "附件看不清")
SPONSORS = ("江苏省注协", "南京大学", "")
PATHWAYS = ("face_to_face", "live", "remote", "teaching")
EPOCH = "epoch-of-the-province"

Fact = Application | Completion | Grant
_KINDS: dict[type, EntityKind] = {Application: "application", Completion: "completion", Grant: "grant"}


def moment(random: Random) -> str:
    """A moment of the last months of 2026, often at the edge of a day in Beijing."""
    hour = random.choice(("00:00:00", "15:59:59", "16:00:00", "09:30:00"))
    return f"2026-{random.choice((10, 11, 12)):02}-{random.randint(1, 30):02}T{hour}Z"


def people(random: Random, count: int) -> list[Member]:
    """Members of both kinds; some joined only lately."""
    found: list[Member] = []
    for number in range(count):
        who = member("cpa" if random.random() < 0.4 else "non_practising", member_id=f"m{number}")
        joined = random.choice(("2005-03-01", "2026-08-01", "2027-01-04"))
        found.append(msgspec.structs.replace(who, no=f"32{number:010}", name=f"会员{number}", joined_on=joined))
    return found


def facts_of(random: Random, who: Member, count: int) -> list[Fact]:
    """What a member did: applications of any state, a course, now and then hours carried over."""
    found: list[Fact] = [
        completion(f"c-{who.id}", 2026, 2.0, member_id=who.id),
        msgspec.structs.replace(grant(f"g-{who.id}", 2026, 1.0), member_id=who.id),
    ]
    for number in range(count):
        found.append(_application(random, who, f"a-{who.id}-{number}"))
    return found


def _application(random: Random, who: Member, id_: str) -> Application:
    state = random.choice(("pending", "confirmed", "refused"))
    filed = moment(random)
    decided, by = (moment(random), random.choice(REVIEWERS)) if state != "pending" else ("", "")
    year, hours = random.choice((2025, 2026)), random.choice((2.0, 4.5, 8.0))
    made = (
        exemption(id_, year, "illness", state=state, hours=0.0)
        if random.random() < 0.1
        else application(id_, year, random.choice(PATHWAYS), hours, state)
    )
    confirmed = None if state != "confirmed" else 0.0 if made.kind == "exemption" else random.choice((1.0, 2.0))
    return msgspec.structs.replace(
        made,
        member_id=who.id,
        member_no=who.no,
        member_name=who.name,
        member_type=who.member_type,
        sponsor=random.choice(SPONSORS) if made.kind == "input" else "",
        confirmed_hours=confirmed,
        reason=random.choice(REASONS) if state == "refused" else "",
        filed_at=filed,
        decided_at=decided,
        decided_by=by,
        history=(HistoryEntry(rev=1, at=filed, by=who.name, what="filed"),),
    )


def province_of(folder: Path, members: int = 12, each: int = 6, seed: int = 7) -> Workspace:
    """The workspace of a reviewer who holds such a province, without any service."""
    random = Random(seed)
    profile = offline_profile(
        folder,
        user_type="province_staff",
        login="js",
        name="王审核",
        member_id="",
        scopes=(STAFF_SCOPE, "ref"),
        service_date="2026-12-20",
    )
    workspace = Workspace(profile)
    entities: list[tuple[EntityKind, msgspec.Struct]] = []
    for who in people(random, members):
        entities.append(("member", who))
        entities += [(_KINDS[type(fact)], fact) for fact in facts_of(random, who, each)]
    changes = [upsert(seq, entity, kind) for seq, (kind, entity) in enumerate(entities, 1)]
    pull(workspace.account.store, *changes, scope=STAFF_SCOPE, by=staff(), epoch=EPOCH)
    return workspace
