"""The life of an application: every state against every command, and what each step leaves behind."""

import msgspec
import pytest

from cpd_core import applications
from cpd_core.entities import HistoryEntry
from cpd_core.messages import Confirm, Edit, EditFields, Reason
from cpd_core.outcomes import Applied, Conflict, Noop, Rejected
from tests.cpd_core.build import AT, PROOF, STAFF, actor, application, draft, exemption, member, rules

BECAUSE = Reason(reason="附件不清")


def at_rev(state, **fields):
    """An application at rev 3 in a state."""
    decided = {} if state == "pending" else {"decided_by": "赵先审", "decided_at": AT}
    reason = {"reason": "附件不清"} if state == "refused" else {}
    return application("a1", state=state, rev=3, **{**decided, **reason, **fields})


def edit(current, was, to, who=None):
    change = Edit(was=EditFields(**was), to=EditFields(**to))
    return applications.edit(current, change, who or member(), actor(who), rules(), 2026)


COMMANDS = {
    "edit": lambda a, rev: edit(a, {"hours": 8.0}, {"hours": 9.0}),
    "delete": lambda a, rev: applications.delete(a),
    "confirm": lambda a, rev: applications.confirm(a, rev, Confirm(hours=8.0), STAFF),
    "confirm fewer": lambda a, rev: applications.confirm(a, rev, Confirm(hours=7.5), STAFF),
    "refuse": lambda a, rev: applications.refuse(a, rev, BECAUSE, STAFF),
    "refuse otherwise": lambda a, rev: applications.refuse(a, rev, Reason(reason="非继续教育"), STAFF),
    "revoke": lambda a, rev: applications.revoke(a, rev, BECAUSE, STAFF),
}


def short(outcome):
    match outcome:
        case Applied(entity):
            return f"-> {entity.state}" if entity else "-> gone"
        case Noop(code):
            return f"noop {code}"
        case Conflict(code, fields):
            return f"conflict {code} {','.join(fields)}".rstrip()
        case Rejected(code):
            return f"rejected {code}"


TABLE = {
    # command: (nothing there, pending, confirmed, refused), the actor having seen the latest revision
    "edit": ("conflict GONE", "-> pending", "rejected LOCKED", "-> pending"),
    "delete": ("noop GONE", "-> gone", "rejected LOCKED", "-> gone"),
    "confirm": ("conflict GONE", "-> confirmed", "noop ALREADY_CONFIRMED", "conflict DECIDED_BY_OTHER state"),
    "confirm fewer": (
        "conflict GONE",
        "-> confirmed",
        "conflict DECIDED_BY_OTHER confirmed_hours",
        "conflict DECIDED_BY_OTHER state",
    ),
    "refuse": ("conflict GONE", "-> refused", "conflict DECIDED_BY_OTHER state", "noop ALREADY_REFUSED"),
    "refuse otherwise": (
        "conflict GONE",
        "-> refused",
        "conflict DECIDED_BY_OTHER state",
        "conflict DECIDED_BY_OTHER reason",
    ),
    "revoke": ("conflict GONE", "conflict NOT_DECIDED state", "-> pending", "-> pending"),
}
STALE = {  # the same, the actor having seen an older revision; edits and deletions do not look at it
    **TABLE,
    "confirm": (*TABLE["confirm"][:1], "conflict CHANGED_SINCE_REVIEW", *TABLE["confirm"][2:]),
    "confirm fewer": (*TABLE["confirm fewer"][:1], "conflict CHANGED_SINCE_REVIEW", *TABLE["confirm fewer"][2:]),
    "refuse": (*TABLE["refuse"][:1], "conflict CHANGED_SINCE_REVIEW", *TABLE["refuse"][2:]),
    "refuse otherwise": (
        *TABLE["refuse otherwise"][:1],
        "conflict CHANGED_SINCE_REVIEW",
        *TABLE["refuse otherwise"][2:],
    ),
    "revoke": ("conflict GONE", *("conflict CHANGED_SINCE_REVIEW",) * 3),
}


@pytest.mark.parametrize("base_rev", [3, 2])
@pytest.mark.parametrize("command", TABLE)
def test_every_state_against_every_command(command, base_rev):
    expected = (TABLE if base_rev == 3 else STALE)[command]
    states = (None, at_rev("pending"), at_rev("confirmed"), at_rev("refused"))
    assert tuple(short(COMMANDS[command](state, base_rev)) for state in states) == expected


def test_the_second_reviewer_learns_who_was_first():
    assert COMMANDS["confirm"](at_rev("confirmed"), 2) == Noop("ALREADY_CONFIRMED", {"by": "赵先审"})
    assert COMMANDS["refuse"](at_rev("refused"), 2) == Noop("ALREADY_REFUSED", {"by": "赵先审"})


# --- filing ---------------------------------------------------------------------------------------------------------


def test_a_filed_application_is_pending_and_says_who_filed_it():
    outcome = applications.file("a9", draft(sponsor=" 江苏省注协 ", ethics=True), member(), actor(), rules(), 2026)
    assert isinstance(outcome, Applied)
    filed = outcome.entity
    assert (filed.id, filed.rev, filed.state, filed.province, filed.member_no) == (
        "a9",
        1,
        "pending",
        "32",
        member().no,
    )
    assert (filed.sponsor, filed.ethics, filed.filed_at) == ("江苏省注协", True, AT)
    assert filed.history == (HistoryEntry(rev=1, at=AT, by="李会员", what="filed"),)
    assert applications.draft_of(filed) == draft(ethics=True)


def test_an_unsound_draft_is_not_filed():
    outcome = applications.file("a9", draft(hours=-1.0, sponsor=""), member(), actor(), rules(), 2026)
    assert isinstance(outcome, Rejected)
    assert (outcome.code, [e.field for e in outcome.errors]) == ("INVALID", ["hours", "sponsor"])


# --- editing --------------------------------------------------------------------------------------------------------


def test_an_edit_makes_a_refused_application_pending_again_and_history_grows():
    refused = at_rev("refused", history=(HistoryEntry(rev=3, at=AT, by="赵先审", what="refused", reason="附件不清"),))
    outcome = edit(refused, {"note": ""}, {"note": "已补充附件"})
    assert isinstance(outcome, Applied)
    now = outcome.entity
    assert (now.state, now.reason, now.decided_by, now.decided_at, now.rev) == ("pending", "", "", "", 4)
    assert now.history == (*refused.history, HistoryEntry(rev=4, at=AT, by="李会员", what="edited"))


def test_edits_of_different_fields_merge():
    there = at_rev("pending", note="另一台设备所写")  # written since this member saw it
    outcome = edit(there, {"hours": 8.0}, {"hours": 6.0})
    assert isinstance(outcome, Applied)
    assert (outcome.entity.hours, outcome.entity.note) == (6.0, "另一台设备所写")


def test_edits_of_one_field_conflict_and_the_field_is_named():
    there = at_rev("pending", hours=7.0, note="新备注")
    outcome = edit(there, {"hours": 8.0, "note": ""}, {"hours": 6.0, "note": "新备注"})
    assert outcome == Conflict("CHANGED_BY_OTHER", ("hours",))  # both wrote the same note: no quarrel


def test_an_edit_to_what_is_there_already_is_a_noop():
    there = at_rev("pending", hours=6.0)
    assert edit(there, {"hours": 8.0}, {"hours": 6.0}) == Noop("SAME")


@pytest.mark.parametrize(("was", "to"), [({}, {}), ({"hours": 8.0}, {}), ({"hours": 8.0}, {"note": "x"})])
def test_an_edit_names_the_same_fields_before_and_after(was, to):
    outcome = edit(at_rev("pending"), was, to)
    assert isinstance(outcome, Rejected)
    assert [(e.field, e.code) for e in outcome.errors] == [("to", "edit.fields")]


def test_what_is_merged_has_to_be_sound():
    outcome = edit(at_rev("pending"), {"year": 2026}, {"year": 1899})
    assert isinstance(outcome, Rejected)
    assert outcome.errors[0].field == "year"


def test_an_edited_sponsor_is_trimmed_as_a_filed_one_is():
    outcome = edit(at_rev("pending"), {"sponsor": "江苏省注协"}, {"sponsor": " 南京大学 "})
    assert isinstance(outcome, Applied)
    assert outcome.entity.sponsor == "南京大学"


def test_attachments_can_be_replaced():
    other = msgspec.structs.replace(PROOF, sha256="c" * 64)
    outcome = edit(at_rev("pending"), {"attachments": (PROOF,)}, {"attachments": (PROOF, other)})
    assert isinstance(outcome, Applied)
    assert outcome.entity.attachments == (PROOF, other)


def test_changes_between_two_drafts_are_an_edit_that_leads_from_one_to_the_other():
    before, after = draft(), draft(hours=6.5, note="x", ethics=True)
    change = applications.changes_between(before, after)
    assert change is not None
    assert applications.set_fields(change.was) == {"hours": 8.0, "note": "", "ethics": False}
    assert applications.set_fields(change.to) == {"hours": 6.5, "note": "x", "ethics": True}
    assert applications.changes_between(before, draft()) is None


# --- deciding -------------------------------------------------------------------------------------------------------


def test_a_confirmation_keeps_what_was_asked_beside_what_was_given():
    outcome = applications.confirm(at_rev("pending"), 3, Confirm(hours=7.5), STAFF)
    assert isinstance(outcome, Applied)
    now = outcome.entity
    assert (now.hours, now.confirmed_hours, now.decided_by, now.decided_at, now.rev) == (8, 7.5, "王审核", AT, 4)
    assert now.history[-1] == HistoryEntry(rev=4, at=AT, by="王审核", what="confirmed", hours=7.5)


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        (8.5, "hours.range"),
        (0.0, "hours.range"),
        (-1.0, "hours.range"),
        (7.3, "hours.step"),
        (float("nan"), "hours.range"),
    ],
)
def test_staff_confirm_no_more_than_was_asked(hours, code):
    outcome = applications.confirm(at_rev("pending"), 3, Confirm(hours=hours), STAFF)
    assert isinstance(outcome, Rejected)
    assert [(e.field, e.code) for e in outcome.errors] == [("hours", code)]


def test_an_exemption_is_confirmed_without_hours():
    there = exemption("a1", state="pending", confirmed_hours=None)
    outcome = applications.confirm(there, 1, Confirm(hours=0.0), STAFF)
    assert isinstance(outcome, Applied)
    assert (outcome.entity.state, outcome.entity.confirmed_hours) == ("confirmed", 0.0)
    for hours in (8.0, float("nan")):
        outcome = applications.confirm(there, 1, Confirm(hours=hours), STAFF)
        assert isinstance(outcome, Rejected)
        assert outcome.errors[0].code == "field.not_here"


def test_a_refusal_leaves_its_reason_with_the_member():
    outcome = applications.refuse(at_rev("pending"), 3, BECAUSE, STAFF)
    assert isinstance(outcome, Applied)
    assert (outcome.entity.reason, outcome.entity.confirmed_hours) == ("附件不清", None)
    assert outcome.entity.history[-1] == HistoryEntry(rev=4, at=AT, by="王审核", what="refused", reason="附件不清")


def test_a_decision_taken_back_is_a_new_entry_and_unlocks():
    confirmed = applications.confirm(at_rev("pending"), 3, Confirm(hours=8.0), STAFF)
    assert isinstance(confirmed, Applied)
    outcome = applications.revoke(confirmed.entity, 4, Reason(reason="会员来函更正"), STAFF)
    assert isinstance(outcome, Applied)
    now = outcome.entity
    assert (now.state, now.confirmed_hours, now.decided_by, now.reason) == ("pending", None, "", "会员来函更正")
    assert [e.what for e in now.history] == ["confirmed", "revoked"]
    assert isinstance(applications.delete(now), Applied)


@pytest.mark.parametrize("act", [applications.refuse, applications.revoke])
@pytest.mark.parametrize(
    ("reason", "code"),
    [("", "reason.empty"), (" \n", "reason.empty"), ("长" * 501, "text.long"), ("\x00", "text.control")],
)
def test_a_reason_has_words_and_not_too_many(act, reason, code):
    outcome = act(at_rev("confirmed"), 3, Reason(reason=reason), STAFF)
    assert isinstance(outcome, Rejected)
    assert [(e.field, e.code) for e in outcome.errors] == [("reason", code)]
