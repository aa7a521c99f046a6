"""Each line of a year says why it counts as it does; what an application would count is told before it is filed."""

import msgspec
import pytest

from cpd_core.entities import SourceHours
from cpd_core.ledger import Facts, work_out, would_count
from cpd_core.wording import say_error
from tests.cpd_core import courses
from tests.cpd_core.build import (
    application,
    codes,
    completion,
    exemption,
    facts,
    grant,
    ledger,
    line,
    member,
    rules,
    rules_with,
)


@pytest.mark.parametrize(
    ("item", "unsent", "code", "asked", "eligible"),
    [
        (application("x", state="pending"), (), "line.pending", 8, 0),
        (application("x", state="pending"), ("x",), "line.unsent", 8, 0),
        (application("x", state="refused", reason="附件不清"), (), "line.refused", 8, 0),
        (application("x", confirmed_hours=5.5), (), "line.confirmed_fewer", 8, 5.5),
        (application("x"), ("x",), "line.unsent", 8, 0),  # a decision taken on this device, not sent yet
        (completion("x", rating=None), (), "line.unrated", 2, 0),
        (completion("x", hours=2.0, minutes=67), (), "line.course_length", 2, 1),  # 67 / 45 = 1.49 hours
        (exemption("x", state="pending"), (), "line.pending", 0, 0),
        (exemption("x", state="refused", reason="缺少证明"), (), "line.refused", 0, 0),
        (exemption("x", condition="of_another_year"), (), "exemption.unknown", 0, 0),
    ],
)
def test_why_a_line_counts_less(item, unsent, code, asked, eligible):
    year = ledger(2026, item, unsent=unsent)
    found = line(year, "x")
    assert (found.asked, found.eligible, found.counted, codes(found)) == (asked, eligible, eligible, (code,))
    assert (found.waived, year.required) == (0, 40)
    assert {r.field for r in found.reasons} == {"NP-2022"}


def test_what_counts_in_full_needs_no_reason():
    year = ledger(2026, application("a"), completion("c"), grant("g"))
    assert [x.reasons for x in year.lines] == [(), (), ()]


def test_an_unrated_course_that_is_too_long_says_both():
    assert codes(line(ledger(2026, completion("x", minutes=45, rating=None)), "x")) == (
        "line.course_length",
        "line.unrated",
    )


def test_a_second_exemption_has_nothing_left_to_waive():
    year = ledger(2026, exemption("e2", condition="illness"), exemption("e1"))  # filed at once: by id
    assert (line(year, "e1").waived, line(year, "e2").waived) == (40, 0)
    assert codes(line(year, "e2")) == ("exemption.nothing_left",)


def test_a_pathway_that_the_rules_no_longer_know_counts_as_confirmed():
    found = line(ledger(2026, application("x", pathway="of_another_year", sponsor="")), "x")
    assert (found.counted, found.title, found.reasons) == (8, "of_another_year", ())


def test_a_reason_reads_as_a_sentence():
    year = ledger(2026, application("a", pathway="research", hours=16.0))
    assert say_error(year.lines[0].reasons[0]) == "“行业发展研究”每年最多计 12 学时，超出部分不计；请以其他途径补足"


def test_titles_and_dates():
    year = ledger(2026, application("a"), application("b", pathway="book"), completion("c"), exemption("e"))
    assert {x.ref_id: (x.source, x.title, x.pathway, x.date) for x in year.lines} == {
        "a": ("input", "江苏省注协", "face_to_face", "2026-06-01T01:00:00Z"),
        "b": ("output", "专业著作", "book", "2026-06-01T01:00:00Z"),
        "c": ("online", "收入准则重点难点", "recorded", "2026-06-01"),
        "e": ("exemption", "境外停留半年以上", "abroad", "2026-06-01T01:00:00Z"),
    }


def test_hours_by_source_add_up():
    year = ledger(2026, application("a"), application("b", pathway="book"), completion("c"), grant("g"), exemption("e"))
    assert year.by_source() == (
        SourceHours(source="online", hours=2.0),
        SourceHours(source="input", hours=8.0),
        SourceHours(source="output", hours=8.0),
        SourceHours(source="special", hours=4.0),
    )
    assert year.counted == 2 + 8 + 8 + 4


def test_caps_go_short_on_the_later_of_two():
    early = application("z", pathway="research", hours=8.0, filed_at="2026-03-01T00:00:00Z")
    late = application("a", pathway="research", hours=8.0, filed_at="2026-04-01T00:00:00Z")
    year = ledger(2026, late, early)
    assert [(x.ref_id, x.counted) for x in year.lines] == [("z", 8), ("a", 12 - 8)]


def test_two_filed_at_once_are_taken_by_id():
    year = ledger(2026, application("b", pathway="research"), application("a", pathway="research"))
    assert [(x.ref_id, x.counted) for x in year.lines] == [("a", 8), ("b", 4)]


def test_online_study_is_no_pathway_and_passes_under_no_pathways_cap():
    book = rules_with(('code = "recorded"\n', 'code = "recorded"\nyear_cap = 4\n'))
    year = ledger(2026, completion("c", hours=6.0), application("a", pathway="recorded", hours=6.0), book=book)
    assert (line(year, "c").counted, line(year, "a").counted) == (6, 4)


def test_a_year_without_rules_or_facts():
    assert work_out(Facts(member()), rules(), 2010) is None
    empty = ledger(2026)
    assert (empty.lines, empty.counted, empty.missing, empty.fulfilled) == ((), 0, 40, False)


# --- what a draft would count ---------------------------------------------------------------------------------------


def test_a_draft_would_count_what_the_caps_leave():
    there = facts(
        application("a", pathway="research", hours=8.0), application("p", pathway="research", state="pending")
    )
    typed = application("new", pathway="research", hours=8.0, state="pending", filed_at="")
    found = would_count(there, rules(), typed)
    assert found is not None
    assert (found.asked, found.counted, codes(found), found.date) == (8, 12 - 8, ("cap.pathway",), "")


def test_an_edited_application_replaces_itself():
    there = facts(application("a", pathway="research", state="refused"), unsent=("a",))
    found = would_count(there, rules(), application("a", pathway="research", hours=12.0, state="pending"))
    assert found is not None
    assert (found.counted, found.reasons) == (12, ())


def test_an_exemption_would_waive_and_a_year_without_rules_says_nothing():
    found = would_count(facts(), rules(), exemption("new", state="pending"))
    assert found is not None
    assert (found.waived, codes(found)) == (40, ("exemption.waives",))
    assert would_count(facts(), rules(), application("new", 1999)) is None


# --- courses that were begun ------------------------------------------------------------------------------------------

HOUR = 45 * courses.MINUTE


def begun(*stretches, institute="beijing", done=(), **fields):
    progress = msgspec.structs.replace(courses.watched(courses.report(*stretches)), **fields)
    choice = msgspec.structs.replace(courses.CHOICE, institute_id=institute)
    supposed = msgspec.structs.replace(facts(*done), progresses=(progress,), choices=(choice,))
    found = work_out(supposed, rules(), 2026)
    assert found is not None
    assert found.counted == sum(each.hours for each in done)
    return [each for each in found.lines if each.ref_id == progress.id]


def test_a_course_that_goes_on_as_it_should_says_nothing_in_the_ledger():
    assert begun((0, 10 * courses.MINUTE)) == []
    assert begun((0, 10 * courses.MINUTE), sample=True, doubted=HOUR) == []


def test_what_was_not_believed_is_said_with_what_counts():
    (found,) = begun((0, 10 * courses.MINUTE), doubted=30 * courses.MINUTE)
    assert codes(found) == ("line.implausible", "line.learning")
    assert (found.asked, found.eligible, found.counted) == (0.5, 0.0, 0.0)
    assert "30 分钟没有计入" in say_error(found.reasons[0])
    assert "已计 10 / 45 分钟" in say_error(found.reasons[1])


def test_minutes_with_the_institute_that_was_not_chosen_stay_a_record():
    (found,) = begun((0, 10 * courses.MINUTE), institute="shanghai")
    assert codes(found) == ("line.other_institute",)
    assert "10 分钟只作记录" in say_error(found.reasons[0])


def test_a_course_that_was_watched_says_what_is_left_to_do_and_is_silent_once_it_is_finished():
    whole = courses.ALL.lessons
    (found,) = begun((0, 1), lessons=whole)
    assert codes(found) == ("line.watched",)
    done = completion("c9", course_id="c1")
    assert begun((0, 1), lessons=whole, doubted=HOUR, done=(done,)) == []
