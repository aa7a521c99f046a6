"""The wire: what is sent comes back the same; clients' bodies are read strictly, the service's leniently."""

from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_core.entities import (
    ENTITY_TYPES,
    Application,
    Certificate,
    Choice,
    Claim,
    Course,
    EntityKind,
    HistoryEntry,
    Institute,
    Province,
    RuleSetRecord,
    SigningKey,
    SourceHours,
    Sponsor,
)
from cpd_core.lessons import Note
from cpd_core.messages import (
    Base,
    CertificateRequest,
    Change,
    Command,
    CommandChunk,
    FieldError,
    Page,
    Problem,
    Result,
    ResultChunk,
    Session,
    SignIn,
    encode,
)
from tests.cpd_core import courses
from tests.cpd_core.build import AT, PROOF, application, completion, draft, grant, member
from tests.cpd_core.courses import watched

ENTITIES = {
    "member": member(),
    "application": application(
        note="备注 ”引号“ \\ \n", ethics=True, reason="r", history=(HistoryEntry(rev=1, at=AT, by="李", what="filed"),)
    ),
    "completion": completion(comment="好"),
    "grant": grant(),
    "choice": Choice(id="m1:2026", rev=1, member_id="m1", province="32", year=2026, institute_id="xiamen"),
    "claim": Claim(id="a1", rev=1, application_id="a1", province="32", account_id="s1", by="王", at=AT),
    "certificate": Certificate(
        id="z1",
        rev=1,
        number="32-2026-000001",
        member_id="m1",
        member_no="320012340001",
        member_name="李会员",
        member_type="cpa",
        province="32",
        year=2026,
        hours=40.5,
        required_hours=40.0,
        fulfilled=True,
        by_source=(SourceHours(source="online", hours=40.5),),
        issued_on="2027-01-02",
        issuer="江苏省注册会计师协会",
    ),
    "province": Province(id="32", rev=1, name="江苏省", institute_name="江苏省注册会计师协会"),
    "institute": Institute(id="xiamen", rev=1, name="厦门国家会计学院"),
    "sponsor": Sponsor(id="s1", rev=1, name="南京大学"),
    "course": Course(
        id="k1",
        rev=1,
        institute_id="xiamen",
        title="准则",
        topic="ethics",
        required=True,
        delivery="live",
        minutes=90,
        hours=2.0,
        years=(2025, 2026),
    ),
    "ruleset": RuleSetRecord(id="house", rev=1, toml='id = "house"\n'),
    "progress": watched(courses.report((0, 9), (20, 30), position=9)),
    "note": Note(id="n1", rev=1, member_id="m1", year=2026, course_id="c1", lesson_id="l1", at=5, text="五步法"),
    "signing_key": SigningKey(id="0a1b2c3d", rev=1, made_at=AT, proof_key="00" * 32, certificate="MIIB"),
}
SESSION = Session(
    account_id="k",
    user_type="cpa",
    login="320012340001",
    name="李会员",
    member_id="m1",
    province="32",
    scopes=("m:m1", "ref"),
    grant_version=1,
    protocol_min=1,
    protocol_max=1,
    service_date="2026-12-01",
)
OTHERS = [
    SESSION,
    SignIn(user_type="cpa", login="320012340001", password="demo-2026", device_id="d"),
    Page(
        epoch="e",
        floor=0,
        high=9,
        items=(Change(seq=9, op="leave", kind="application", id="a1", rev=3),),
        next=9,
        more=False,
    ),
    ResultChunk(
        results=(
            Result(
                command_id="c",
                status="rejected",
                code="INVALID",
                errors=(FieldError(field="hours", code="hours.range", params={"max": 8.0, "n": 1, "by": "王"}),),
            ),
        )
    ),
    Problem(status=422, code="BODY", title="请检查"),
    CertificateRequest(year=2026),
]


def test_every_kind_of_entity_has_its_type():
    assert set(get_args(EntityKind)) == set(ENTITY_TYPES) == set(ENTITIES)


@pytest.mark.parametrize("value", [*ENTITIES.values(), *OTHERS], ids=lambda value: type(value).__name__)
def test_what_is_sent_comes_back_the_same(value):
    assert msgspec.json.decode(encode(value), type=type(value)) == value


@pytest.mark.parametrize("kind", ENTITIES)
def test_an_older_client_lives_with_new_fields(kind):
    newer = msgspec.json.decode(encode(ENTITIES[kind])) | {"since_version_9": {"a": [1]}}
    assert msgspec.json.decode(encode(newer), type=ENTITY_TYPES[kind]) == ENTITIES[kind]


@pytest.mark.parametrize("field", ["hours", "confirmed_hours", "rev", "year"])
@pytest.mark.parametrize("value", [False, True, "8", [8], {}])
def test_a_number_is_a_number(field, value):
    body = msgspec.json.decode(encode(application())) | {field: value}
    with pytest.raises(msgspec.ValidationError, match=rf"`\$.{field}`"):
        msgspec.json.decode(encode(body), type=Application)


def test_unset_fields_are_not_sent():
    assert msgspec.json.decode(encode(draft(sponsor="", attachments=()))).keys() == {"kind", "year", "pathway", "hours"}
    assert encode(Base(rev=0)) == b'{"rev":0}'


def test_the_session_on_disk_has_no_token():
    assert b"token" not in encode(SESSION)


COMMAND = b"""{"command_id": "c1", "device_seq": 1, "kind": "application.confirm", "entity_id": "a1",
    "base": {"rev": 3}, "payload": {"hours":  8.0}}"""


def test_a_chunk_leaves_its_commands_as_they_came():
    chunk = msgspec.json.decode(b'{"commands": [' + COMMAND + b"]}", type=CommandChunk)
    assert bytes(chunk.commands[0]) == COMMAND
    command = msgspec.json.decode(chunk.commands[0], type=Command)
    assert (command.base, bytes(command.payload)) == (Base(rev=3), b'{"hours":  8.0}')


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (b'"rev": 3', b'"rev": 3, "force": true', r"unknown field `force` - at `\$.base`"),
        (b'"device_seq": 1', b'"device_seq": 1, "as": "admin"', "unknown field `as`"),
        (b'"device_seq": 1', b'"device_seq": true', r"`\$.device_seq`"),
        (b'"application.confirm"', b'"application.approve"', r"`\$.kind`"),
        (b'"command_id": "c1", ', b"", "missing required field `command_id`"),
        (b'"entity_id": "a1"', b'"entity_id": null', r"`\$.entity_id`"),
    ],
)
def test_a_command_that_does_not_fit_names_the_field(before, after, says):
    assert before in COMMAND
    with pytest.raises(msgspec.ValidationError, match=says):
        msgspec.json.decode(COMMAND.replace(before, after), type=Command)


def test_an_attachment_has_no_more_fields_than_it_has():
    body = msgspec.json.decode(encode(PROOF)) | {"path": "/etc/passwd"}
    with pytest.raises(msgspec.ValidationError, match="unknown field `path`"):
        msgspec.json.decode(encode(draft()).replace(encode(PROOF), encode(body)), type=type(draft()))


@given(st.integers(-(10**9), 10**9).map(lambda n: n / 2))
def test_half_hours_are_exact_on_the_wire(hours):
    assert msgspec.json.decode(encode(draft(hours=hours)), type=type(draft())).hours == hours
