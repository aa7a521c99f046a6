"""Hours entered by staff from an attendance list: who, upon what, and that nobody is entered twice."""

import msgspec
import pytest

from cpd_core.commands import World, decide
from cpd_core.entries import check_entry, claimed_already, draft_of_entry, entered_by, entry_id, note_room
from cpd_core.messages import Enter
from cpd_core.outcomes import Applied, Conflict, Noop, Rejected
from tests.cpd_core.build import AT, PROOF, STAFF, actor, application, member, rules

WORLD = World(rules=rules(), this_year=2026, member_of={"m1": member()}.get)


def entry(**fields):
    sound = Enter(
        member_id="m1",
        year=2026,
        sponsor="江苏省注协",
        pathway="face_to_face",
        title="税务专题培训",
        held_on="2026-06-12",
        hours=8.0,
        attachments=(PROOF,),
    )
    return msgspec.structs.replace(sound, **fields)


def entered(payload, current=None, entity_id="", who=STAFF):
    return decide("application.enter", entity_id or entry_id(payload), payload, 0, current, who, WORLD)


def test_an_entry_is_a_confirmed_application_whose_history_says_who_entered_it():
    outcome = entered(entry(note="讲师未到半天"))
    assert isinstance(outcome, Applied)
    made = outcome.entity
    assert (made.state, made.hours, made.confirmed_hours) == ("confirmed", 8.0, 8.0)
    assert (made.kind, made.member_no, made.province) == ("input", member().no, "32")
    assert (made.decided_by, made.decided_at, made.filed_at) == (STAFF.name, AT, AT)
    assert made.note == "税务专题培训（2026-06-12）讲师未到半天"
    assert [(step.what, step.by, step.hours) for step in made.history] == [("entered", STAFF.name, 8.0)]
    assert entered_by(made) == STAFF.name
    assert entered_by(application()) == ""


def test_the_same_list_read_again_enters_nobody_twice():
    made = entered(entry()).entity
    typed_otherwise = entry(sponsor="江苏省 注协", title="税务专题 培训 ")
    assert entry_id(typed_otherwise) == made.id
    assert entered(typed_otherwise, made) == Noop("ALREADY_ENTERED", {"by": STAFF.name})
    assert entered(entry(hours=4.0), made) == Conflict("EXISTS", ("confirmed_hours",))
    assert entered(entry(note="讲师"), made) == Conflict("EXISTS", ("confirmed_hours",))  # a note that would be lost
    assert isinstance(entered(entry(note="讲师 "), entered(entry(note="讲师")).entity), Noop)


@pytest.mark.parametrize(
    "other", [{"member_id": "m2"}, {"year": 2025}, {"title": "审计专题"}, {"held_on": "2026-06-13"}]
)
def test_another_activity_or_member_is_another_application(other):
    assert entry_id(entry(**other)) != entry_id(entry())


def test_a_made_up_id_and_an_unknown_member_are_refused():
    assert entered(entry(), entity_id="a1") == Rejected("MISMATCH")
    assert entered(entry(member_id="m9")) == Rejected("OUT_OF_REACH")
    assert entered(entry(), who=actor()) == Rejected("NOT_YOURS")


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"title": " "}, "title", "title.empty"),
        ({"title": "税" * 101}, "title", "text.long"),
        ({"held_on": "2026-6-12"}, "held_on", "date.form"),
        ({"held_on": "6月12日"}, "held_on", "date.form"),
        ({"hours": 3.3}, "hours", "hours.step"),
        ({"hours": float("nan")}, "hours", "hours.range"),
        ({"pathway": "teaching"}, "pathway", "pathway.choose"),
        ({"sponsor": ""}, "sponsor", "sponsor.empty"),
        ({"year": 2027}, "year", "year.outside"),
        ({"attachments": ()}, "attachments", "attachments.none"),
    ],
)
def test_what_is_wrong_is_named_by_field(wrong, field, code):
    outcome = entered(entry(**wrong))
    assert isinstance(outcome, Rejected)
    assert (field, code) in [(each.field, each.code) for each in outcome.errors]


@pytest.mark.parametrize(
    ("other", "claimed"),
    [
        ({}, True),  # pathway, hours, sponsor and year are the same
        ({"note": "别的活动"}, True),
        ({"hours": 4.0, "note": "参加 税务专题培训，半天"}, True),
        ({"hours": 4.0, "note": "税务专题"}, False),
        ({"sponsor": "上海国家会计学院"}, False),
        ({"year": 2025}, False),
        ({"pathway": "teaching", "note": "税务专题培训"}, False),
    ],
)
def test_what_a_member_has_claimed_already(other, claimed):
    theirs = application(**{"year": 2026, "pathway": "face_to_face", "hours": 8.0} | other)
    assert claimed_already(entry(), [theirs]) == (theirs if claimed else None)


def test_the_note_has_the_room_that_is_told():
    room = note_room(entry().title)
    assert check_entry(entry(note="字" * room), member(), rules(), 2026) == ()
    assert len(draft_of_entry(entry(note="字" * room)).note) == 500
    assert [each.field for each in check_entry(entry(note="字" * (room + 1)), member(), rules(), 2026)] == ["note"]
