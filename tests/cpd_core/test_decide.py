"""From a command to its outcome: who may send which, upon what, and payloads that do not fit."""

from typing import get_args

import msgspec
import pytest

from cpd_core.commands import ENTITY_OF, STAFF_COMMANDS, World, decide, decode_payload
from cpd_core.entities import Choice, Claim
from cpd_core.entries import entry_id
from cpd_core.messages import (
    PAYLOAD_TYPES,
    Choose,
    CommandKind,
    Confirm,
    Draft,
    Edit,
    EditFields,
    Enter,
    Finish,
    Nothing,
    Rate,
    Reason,
)
from cpd_core.outcomes import Applied, Conflict, Noop, Rejected
from tests.cpd_core import courses
from tests.cpd_core.build import PROOF, STAFF, actor, application, completion, draft, member, rules

WORLD = World(
    rules=rules(), this_year=2026, institutes=("beijing", "xiamen"), member_of={"m1": member()}.get,
    studies=courses.Shelf(progress=courses.ALL),
)  # fmt: skip
CHOICE = Choice(id="m1:2026", rev=1, member_id="m1", province="32", year=2026, institute_id="beijing")
PENDING = application(state="pending")
ENTRY = Enter(
    member_id="m1", year=2026, sponsor="江苏省注协", pathway="live", title="税务", held_on="2026-06-12", hours=4.0,
    attachments=(PROOF,),
)  # fmt: skip
CLAIM = Claim(id="a1", rev=1, application_id="a1", province="32", account_id="", by=STAFF.name, at=STAFF.at)
SOUND = {
    "application.file": (draft(), "a1", None),
    "application.edit": (Edit(was=EditFields(hours=8.0), to=EditFields(hours=6.0)), "a1", PENDING),
    "application.delete": (Nothing(), "a1", PENDING),
    "application.confirm": (Confirm(hours=8.0), "a1", PENDING),
    "application.refuse": (Reason(reason="附件不清"), "a1", PENDING),
    "application.revoke": (Reason(reason="更正"), "a1", application()),
    "claim.take": (Nothing(), "a1", None),
    "claim.drop": (Nothing(), "a1", CLAIM),
    "application.enter": (ENTRY, entry_id(ENTRY), None),
    "study.choose": (Choose(year=2026, institute_id="xiamen"), "m1:2026", None),
    "study.rate": (Rate(rating=4), "c1", completion("c1", rating=None)),
    "study.progress": (courses.report((0, 1000)), courses.ID, None),
    "study.note": (courses.NOTE, "n1", None),
    "study.finish": (Finish(year=2026, course_id="c1"), courses.ID, None),
}


def sent(kind, payload, entity_id, current, who=None, base_rev=1):
    return decide(kind, entity_id, payload, base_rev, current, who or sender(kind), WORLD)


def sender(kind):
    return STAFF if kind in STAFF_COMMANDS else actor()


def test_the_tables_know_every_command():
    kinds = set(get_args(CommandKind))
    assert kinds == set(SOUND) == set(ENTITY_OF) == set(PAYLOAD_TYPES)
    assert all(type(SOUND[kind][0]) is PAYLOAD_TYPES[kind] for kind in kinds)


@pytest.mark.parametrize("kind", SOUND)
def test_a_sound_command_applies(kind):
    assert isinstance(sent(kind, *SOUND[kind]), Applied)


@pytest.mark.parametrize("kind", SOUND)
def test_members_do_not_decide_and_staff_do_not_file(kind):
    wrong = actor() if kind in STAFF_COMMANDS else STAFF
    assert sent(kind, *SOUND[kind], who=wrong) == Rejected("NOT_YOURS")


@pytest.mark.parametrize("kind", [kind for kind in SOUND if kind != "application.file"])
def test_a_command_upon_another_kind_of_record_is_a_mismatch(kind):
    payload, entity_id, _ = SOUND[kind]
    other = CHOICE if ENTITY_OF[kind] != "choice" else PENDING
    assert sent(kind, payload, entity_id, other) == Rejected("MISMATCH")


@pytest.mark.parametrize("kind", SOUND)
def test_another_kinds_payload_is_a_mismatch(kind):
    _, entity_id, current = SOUND[kind]
    other = Nothing() if PAYLOAD_TYPES[kind] is not Nothing else draft()
    assert sent(kind, other, entity_id, current) == Rejected("MISMATCH")


@pytest.mark.parametrize("there", [PENDING, CHOICE])
def test_filing_under_an_id_that_is_taken(there):
    assert sent("application.file", draft(), "a1", there) == Conflict("EXISTS")


def test_a_choice_is_made_for_oneself_only():
    payload = Choose(year=2026, institute_id="xiamen")
    assert sent("study.choose", payload, "m2:2026", None) == Rejected("NOT_YOURS")
    assert sent("study.choose", payload, "m1:2025", None) == Rejected("NOT_YOURS")


def test_what_is_gone():
    assert sent("application.delete", Nothing(), "a1", None) == Noop("GONE")
    assert sent("application.confirm", Confirm(hours=8.0), "a1", None) == Conflict("GONE")
    assert sent("study.rate", Rate(rating=4), "c1", None) == Conflict("GONE")


def test_the_base_revision_reaches_the_decision():
    assert sent("application.confirm", Confirm(hours=8.0), "a1", PENDING, base_rev=0) == Conflict(
        "CHANGED_SINCE_REVIEW"
    )


# --- payloads -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SOUND)
def test_a_payload_comes_back_as_it_was_sent(kind):
    payload = SOUND[kind][0]
    assert decode_payload(kind, msgspec.json.encode(payload)) == payload
    assert decode_payload(kind, msgspec.Raw(msgspec.json.encode(payload))) == payload


@pytest.mark.parametrize(
    ("kind", "raw", "says"),
    [
        ("application.confirm", b'{"hours": true}', r"`\$.hours`"),
        ("application.confirm", b'{"hours": "8"}', r"`\$.hours`"),
        ("application.confirm", b'{"hours": null}', r"`\$.hours`"),
        ("application.confirm", b"{}", "missing required field `hours`"),
        ("application.confirm", b'{"hours": 8, "state": "confirmed"}', "unknown field `state`"),
        ("application.confirm", b'{"hours": NaN}', "malformed"),
        ("application.confirm", b"", "truncated"),
        ("application.refuse", b'{"reason": "\xff"}', "utf-8"),
        ("application.refuse", b'{"reason": "\\ud800"}', r"\w"),  # half a surrogate pair
        ("application.delete", b'{"really": 1}', "unknown field `really`"),
        ("application.delete", b"[]", "Expected `object`"),
        ("application.file", b'{"kind": "gift", "year": 2026}', r"`\$.kind`"),
        ("application.file", b'{"kind": "input", "year": 2026.5}', r"`\$.year`"),
        ("application.file", b'{"kind": "input", "year": "2026"}', r"`\$.year`"),
        ("application.file", b'{"kind": "input", "year": 2026, "ethics": 1}', r"`\$.ethics`"),
        ("application.file", b'{"kind": "input", "year": 2026, "attachments": [{"name": 3}]}', r"`\$.attachments\[0\]"),
        ("application.edit", b'{"was": {"kind": "input"}, "to": {}}', r"unknown field `kind` - at `\$.was`"),
        ("application.edit", b'{"was": {"hours": null}, "to": {"hours": 3}}', r"`\$.was.hours`"),
        ("study.rate", b'{"rating": 4.5}', r"`\$.rating`"),
    ],
)
def test_a_payload_that_does_not_fit_names_the_field(kind, raw, says):
    with pytest.raises(msgspec.ValidationError, match=says):
        decode_payload(kind, raw)


def test_a_number_beyond_all_bounds_is_refused_one_way_or_the_other():
    for raw in (b'{"hours": 1e999}', b'{"hours": 1e300}'):
        try:
            payload = decode_payload("application.confirm", raw)
        except msgspec.ValidationError:
            continue
        outcome = sent("application.confirm", payload, "a1", PENDING)
        assert isinstance(outcome, Rejected)
        assert outcome.errors[0].code == "hours.range"
    with pytest.raises(msgspec.ValidationError, match=r"`\$.year`"):
        decode_payload("application.file", b'{"kind": "input", "year": 1e99}')


def test_hours_may_be_written_without_a_point():
    assert decode_payload("application.confirm", b'{"hours": 8}') == Confirm(hours=8.0)
    typed = decode_payload("application.file", b'{"kind": "input", "year": 2026, "hours": 8}')
    assert isinstance(typed, Draft)
    assert isinstance(typed.hours, float)
