"""What becomes of commands: applied, noop, conflict, rejected, blocked, retry."""

import uuid

import pytest

from tests.cpd_service.conftest import World
from tests.support.api import PDF, Api, hashed


@pytest.fixture
def member(world: World) -> Api:
    return world.api("an")


@pytest.fixture
def staff(world: World) -> Api:
    return world.api("js")


def test_a_filed_application_appears_in_the_feeds_of_member_and_province(member: Api, staff: Api) -> None:
    application_id = member.file(note="第一次")
    seen = [api.data(application_id) for api in (member, staff)]
    assert seen[0] == seen[1]
    assert (seen[0]["state"], seen[0]["rev"], seen[0]["member_name"]) == ("pending", 1, "安宁")


def test_the_result_names_the_place_in_the_feed_where_the_effect_is(member: Api, staff: Api) -> None:
    result = member.act("application.file", str(uuid.uuid4()), member.draft())
    assert result["ack_scope"] == "m:an"
    assert member.page(since=result["ack_seq"] - 1)["items"][0]["rev"] == result["rev"] == 1
    application_id = member.file()
    confirmed = staff.act("application.confirm", application_id, {"hours": 8}, rev=1)
    found = staff.find(application_id)
    assert found
    assert (confirmed["ack_scope"], confirmed["ack_seq"]) == ("p:32", found["seq"])


def test_confirming_fewer_hours_keeps_both_figures_and_the_history(member: Api, staff: Api) -> None:
    application_id = member.file(hours=10.0)
    assert staff.act("application.confirm", application_id, {"hours": 7.5}, rev=1)["status"] == "applied"
    data = member.data(application_id)
    assert (data["hours"], data["confirmed_hours"], data["decided_by"]) == (10.0, 7.5, "江苏审核")
    assert [step["what"] for step in data["history"]] == ["filed", "confirmed"]


def test_revoking_is_a_new_step(member: Api, staff: Api) -> None:
    application_id = member.file()
    staff.act("application.confirm", application_id, {"hours": 8}, rev=1)
    assert staff.act("application.revoke", application_id, {"reason": "复核"}, rev=2)["rev"] == 3
    data = member.data(application_id)
    assert data["state"] == "pending"
    assert [step["what"] for step in data["history"]] == ["filed", "confirmed", "revoked"]


def test_deleting_leaves_a_tombstone_in_both_feeds(member: Api, staff: Api) -> None:
    application_id = member.file()
    deleted = member.act("application.delete", application_id, {}, rev=1)
    assert (deleted["status"], deleted["rev"]) == ("applied", 2)
    for api in (member, staff):
        found = api.find(application_id)
        assert found
        assert (found["op"], found["rev"]) == ("tombstone", 2)
        assert "data" not in found


def test_a_decision_needs_exactly_what_the_reviewer_saw(member: Api, staff: Api) -> None:
    application_id = member.file(hours=8.0)
    member.act("application.edit", application_id, {"was": {"hours": 8}, "to": {"hours": 4}}, rev=1)
    result = staff.act("application.confirm", application_id, {"hours": 8}, rev=1)
    assert (result["status"], result["code"], result["rev"]) == ("conflict", "CHANGED_SINCE_REVIEW", 2)
    assert result["snapshot"] == staff.data(application_id)
    assert result["snapshot"]["hours"] == 4.0


def test_two_reviewers(world: World, member: Api, staff: Api) -> None:
    other = world.api("js2")
    application_id = member.file()
    staff.act("application.confirm", application_id, {"hours": 8}, rev=1)
    same = other.act("application.confirm", application_id, {"hours": 8}, rev=1)
    assert (same["status"], same["code"], same["params"]) == ("noop", "ALREADY_CONFIRMED", {"by": "江苏审核"})
    opposite = other.act("application.refuse", application_id, {"reason": "无章"}, rev=1)
    assert (opposite["status"], opposite["code"]) == ("conflict", "DECIDED_BY_OTHER")
    assert opposite["snapshot"]["state"] == "confirmed"


def test_edits_of_two_devices_merge_where_they_touch_different_fields(world: World, member: Api) -> None:
    other = world.api("an")
    application_id = member.file(note="", hours=8.0)
    one = member.act("application.edit", application_id, {"was": {"note": ""}, "to": {"note": "新"}}, rev=1)
    two = other.act("application.edit", application_id, {"was": {"hours": 8}, "to": {"hours": 6}}, rev=1)
    assert (one["status"], two["status"]) == ("applied", "applied")
    data = member.data(application_id)
    assert (data["note"], data["hours"], data["rev"]) == ("新", 6.0, 3)


def test_edits_of_the_same_field_conflict_and_name_it(world: World, member: Api) -> None:
    other = world.api("an")
    application_id = member.file(note="原")
    member.act("application.edit", application_id, {"was": {"note": "原"}, "to": {"note": "甲"}}, rev=1)
    lost = other.act("application.edit", application_id, {"was": {"note": "原"}, "to": {"note": "乙"}}, rev=1)
    assert (lost["status"], lost["code"]) == ("conflict", "CHANGED_BY_OTHER")
    assert [wrong["field"] for wrong in lost["errors"]] == ["note"]
    assert lost["snapshot"]["note"] == "甲"


def test_a_confirmed_application_is_locked(member: Api, staff: Api) -> None:
    application_id = member.file(note="原")
    staff.act("application.confirm", application_id, {"hours": 8}, rev=1)
    edit = member.act("application.edit", application_id, {"was": {"note": "原"}, "to": {"note": "改"}}, rev=2)
    delete = member.act("application.delete", application_id, {}, rev=2)
    assert [(r["status"], r["code"]) for r in (edit, delete)] == [("rejected", "LOCKED")] * 2
    assert member.data(application_id)["note"] == "原"


def test_a_deleted_application_is_gone_for_every_command(member: Api, staff: Api) -> None:
    application_id = member.file(note="原")
    member.act("application.delete", application_id, {}, rev=1)
    again = member.act("application.delete", application_id, {}, rev=1)
    edit = member.act("application.edit", application_id, {"was": {"note": "原"}, "to": {"note": "改"}}, rev=1)
    confirm = staff.act("application.confirm", application_id, {"hours": 8}, rev=1)
    anew = member.act("application.file", application_id, member.draft())
    assert (again["status"], again["code"]) == ("noop", "GONE")
    assert [(r["status"], r["code"]) for r in (edit, confirm, anew)] == [("conflict", "GONE")] * 3


def test_filing_under_an_id_that_is_taken_is_a_conflict(member: Api) -> None:
    application_id = member.file(note="先")
    result = member.act("application.file", application_id, member.draft(note="后"))
    assert (result["status"], result["code"]) == ("conflict", "EXISTS")
    assert member.data(application_id)["note"] == "先"


def test_a_chain_made_offline_is_applied_in_one_chunk(member: Api) -> None:
    application_id = str(uuid.uuid4())
    file = member.command("application.file", application_id, member.draft(note="一"))
    edit = member.command(
        "application.edit", application_id, {"was": {"note": "一"}, "to": {"note": "二"}}, after=file["command_id"]
    )
    delete = member.command("application.delete", application_id, {}, after=edit["command_id"])
    results = member.push(file, edit, delete)
    assert [(r["status"], r["rev"]) for r in results] == [("applied", 1), ("applied", 2), ("applied", 3)]
    assert len({r["ack_seq"] for r in results}) == 1, "one change is announced, the last"
    found = member.find(application_id)
    assert found
    assert found["op"] == "tombstone"


def test_a_chain_goes_on_in_a_later_chunk(member: Api) -> None:
    application_id = str(uuid.uuid4())
    file = member.command("application.file", application_id, member.draft(note="一"))
    member.push(file)
    edit = {"was": {"note": "一"}, "to": {"note": "二"}}
    result = member.push(member.command("application.edit", application_id, edit, after=file["command_id"]))[0]
    assert (result["status"], result["rev"]) == ("applied", 2)


def test_what_comes_after_a_failed_command_is_blocked_and_nothing_else_is(member: Api) -> None:
    application_id = str(uuid.uuid4())
    file = member.command("application.file", application_id, member.draft(pathway="no_such_pathway"))
    edit = member.command(
        "application.edit", application_id, {"was": {"note": ""}, "to": {"note": "二"}}, after=file["command_id"]
    )
    other = member.command("application.file", str(uuid.uuid4()), member.draft())
    results = member.push(file, edit, other)
    assert [(r["status"], r.get("code", "")) for r in results] == [
        ("rejected", "INVALID"),
        ("blocked", "AFTER_NOT_APPLIED"),
        ("applied", ""),
    ]
    assert results[0]["errors"] == [{"field": "pathway", "code": "pathway.choose"}]
    unknown = member.push(member.command("application.delete", application_id, {}, after=str(uuid.uuid4())))[0]
    assert (unknown["status"], unknown["code"]) == ("blocked", "AFTER_NOT_APPLIED")


def test_an_attachment_that_has_not_arrived_makes_the_command_wait_and_leaves_no_receipt(member: Api) -> None:
    data = PDF + uuid.uuid4().bytes
    attachment = {"sha256": hashed(data), "name": "迟到.pdf", "size": len(data), "media_type": "application/pdf"}
    application_id = str(uuid.uuid4())
    file = member.command("application.file", application_id, member.draft(attachments=[attachment]))
    edit = member.command(
        "application.edit", application_id, {"was": {"note": ""}, "to": {"note": "二"}}, after=file["command_id"]
    )
    early = member.push(file, edit)
    assert [r["status"] for r in early] == ["retry", "retry"]
    assert early[0]["errors"] == [
        {"field": "attachments[0]", "code": "attachment.missing", "params": {"name": "迟到.pdf"}}
    ]
    assert member.find(application_id) is None
    member.attach(data, "迟到.pdf", "application/pdf")
    assert [r["status"] for r in member.push(file, edit)] == ["applied", "applied"]


def test_study_choice_and_rating(member: Api, world: World) -> None:
    year = int(member.call("GET", "/v1/session").json()["service_date"][:4])
    first = member.act("study.choose", f"an:{year}", {"year": year, "institute_id": "beijing"})
    same = world.api("an").act("study.choose", f"an:{year}", {"year": year, "institute_id": "beijing"})
    other = world.api("an").act("study.choose", f"an:{year}", {"year": year, "institute_id": "shanghai"})
    assert [(r["status"], r.get("code", "")) for r in (first, same, other)] == [
        ("applied", ""),
        ("noop", "SAME"),
        ("conflict", "INSTITUTE_CHOSEN"),
    ]
    rated = member.act("study.rate", "done-an", {"rating": 5, "comment": "好"}, rev=1)
    assert rated["status"] == "applied"
    assert member.data("done-an")["rating"] == 5
    assert world.api("js").data("done-an")["rating"] == 5
