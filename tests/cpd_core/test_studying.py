"""Working at a course: progress that only grows, doubts that are said, notes, the quiz, and the completion."""

import msgspec
import pytest

from cpd_core.commands import World, decide
from cpd_core.lessons import Note, Progress
from cpd_core.messages import Finish, Noted
from cpd_core.outcomes import Applied, Noop, Rejected
from cpd_core.studying import counted, is_watched, length
from tests.cpd_core.build import actor, rules
from tests.cpd_core.courses import ALL, CHOICE, COURSE, ID, MINUTE, NOTE, QUIZ, Shelf, report, watch, watched, world


def test_two_devices_come_to_the_same_whoever_is_first():
    one, other = report((0, 20 * MINUTE)), report((10 * MINUTE, 30 * MINUTE))
    assert counted(COURSE, watched(one, other)) == counted(COURSE, watched(other, one)) == 30 * MINUTE


def test_the_position_is_the_last_and_the_revision_grows():
    found = watched(report((0, MINUTE), position=MINUTE), report((MINUTE, 2 * MINUTE), position=5))
    assert (found.lessons[0].position, found.rev, found.lessons[0].played) == (5, 2, ((0, 2 * MINUTE),))
    assert watch(found, report(position=5)) == Noop("SAME")


def test_what_nobody_can_have_played_is_not_counted_and_says_so():
    outcome = watch(None, report((0, 30 * MINUTE)), left=10 * MINUTE)
    assert isinstance(outcome, Applied)
    found = outcome.entity
    assert (counted(COURSE, found), found.doubted) == (10 * MINUTE, 20 * MINUTE)
    doubt = found.doubts[0]
    assert (doubt.lesson_id, doubt.reported, doubt.counted) == ("l1", 30 * MINUTE, 10 * MINUTE)


def test_a_report_of_the_last_year_is_taken_and_older_ones_are_not():
    late = report((0, MINUTE), year=2025)
    assert isinstance(decide("study.progress", "m1:2025:c1", late, 0, None, actor(), world()), Applied)
    older = report((0, MINUTE), year=2024)
    outcome = decide("study.progress", "m1:2024:c1", older, 0, None, actor(), world())
    assert isinstance(outcome, Rejected)
    assert outcome.errors[0].code == "year.only"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"speed": 3.0}, "speed.range"),
        ({"speed": 0.0}, "speed.range"),
        ({"stretches": ((5, 5),)}, "stretches.order"),
        ({"stretches": ((-1, 5),)}, "stretches.order"),
        ({"stretches": tuple((n * 2, n * 2 + 1) for n in range(501))}, "stretches.many"),
        ({"position": -1}, "time.negative"),
        ({"elapsed": -1}, "time.negative"),
    ],
)
def test_an_unsound_report_is_named_at_its_field(fields, code):
    outcome = watch(None, report(**fields))
    assert isinstance(outcome, Rejected)
    assert [wrong.code for wrong in outcome.errors] == [code]


def test_a_course_or_lesson_that_is_gone_is_said():
    assert watch(None, report((0, MINUTE)), course=None) == Rejected("COURSE_GONE")
    assert watch(None, report((0, MINUTE), lesson="l9")) == Rejected("COURSE_GONE")


def test_nobody_reports_for_others_nor_under_another_id():
    assert decide("study.progress", "m2:2026:c1", report((0, 1)), 0, None, actor(), world()) == Rejected("NOT_YOURS")


def finish(progress: Progress | None = ALL, answers: tuple[tuple[int, ...], ...] = (), **shelf: object):
    asked = Finish(year=2026, course_id="c1", answers=answers)
    return decide("study.finish", ID, asked, 0, None, actor(), world(progress=progress, **shelf))


def test_a_course_is_finished_once_all_of_it_was_played():
    outcome = finish()
    assert isinstance(outcome, Applied)
    done = outcome.entity
    assert (done.id, done.hours, done.minutes, done.rating, done.province) == (ID, 1.0, 45, None, "32")
    assert done.finished_on == "2026-12-01"
    again = decide("study.finish", ID, Finish(year=2026, course_id="c1"), 1, done, actor(), world(progress=ALL))
    assert again == Noop("SAME")


def test_the_last_moments_of_a_video_are_not_asked_for_and_the_rest_is():
    almost = watched(report((0, int(29.5 * MINUTE))), report((0, 15 * MINUTE), lesson="l2"))
    short = watched(report((0, 29 * MINUTE)), report((0, 15 * MINUTE), lesson="l2"))
    assert is_watched(COURSE, almost, rules().study)
    assert isinstance(finish(almost), Applied)
    refused = finish(short)
    assert isinstance(refused, Rejected)
    assert (refused.code, refused.errors[0].params) == ("NOT_WATCHED", {"minutes": 44})
    assert length(COURSE) == 45 * MINUTE


def test_minutes_with_another_institute_stay_a_record():
    elsewhere = msgspec.structs.replace(CHOICE, institute_id="shanghai")
    assert isinstance(watch(None, report((0, MINUTE)), choice=elsewhere), Applied)
    assert finish(choice=elsewhere) == Rejected("OTHER_INSTITUTE")
    assert finish(choice=None) == Rejected("OTHER_INSTITUTE")


def test_a_sample_gives_no_completion():
    assert finish(course=msgspec.structs.replace(COURSE, sample=True)) == Rejected("COURSE_GONE")


@pytest.mark.parametrize(
    ("answers", "passed"),
    [
        (((1,), (0, 2), (0,)), True),
        (((1,), (2, 0), (1,)), True),  # two of three are 0.6 and more
        (((1,), (0,), (1,)), False),  # some of the right ones are not the right ones
        (((1,), (0, 1, 2), ()), False),
        ((), False),
    ],
)
def test_the_quiz_decides_where_there_is_one(answers, passed):
    outcome = finish(answers=answers, course=msgspec.structs.replace(COURSE, quiz=QUIZ))
    assert isinstance(outcome, Applied if passed else Rejected)
    if isinstance(outcome, Rejected):
        assert outcome.code == "NOT_PASSED"


def test_what_arrives_after_the_year_was_done_on_its_last_day():
    late = Finish(year=2025, course_id="c1")
    progress = msgspec.structs.replace(ALL, year=2025)
    shelf = Shelf(choice=msgspec.structs.replace(CHOICE, id="m1:2025", year=2025))
    shelf.progress = lambda _id: progress  # type: ignore[method-assign]
    outcome = decide("study.finish", "m1:2025:c1", late, 0, None, actor(), World(rules(), 2026, (), studies=shelf))
    assert isinstance(outcome, Applied)
    assert outcome.entity.finished_on == "2025-12-31"


def noted(asked: Noted, current: Note | None = None):
    return decide("study.note", "n1", asked, 0, current, actor(), world())


def test_a_note_is_written_changed_and_taken_away():
    first = noted(NOTE)
    assert isinstance(first, Applied)
    assert (first.entity.text, first.entity.at, first.entity.rev) == ("五步法", MINUTE, 1)
    assert noted(NOTE, first.entity) == Noop("SAME")
    changed = noted(msgspec.structs.replace(NOTE, text="五步法模型"), first.entity)
    assert isinstance(changed, Applied)
    assert changed.entity.rev == 2
    assert noted(msgspec.structs.replace(NOTE, text=" "), first.entity) == Applied(None)
    assert noted(msgspec.structs.replace(NOTE, text="")) == Noop("SAME")


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"at": 31 * MINUTE}, "lesson.time"), ({"at": -1}, "lesson.time"), ({"text": "长" * 2001}, "text.long")],
)
def test_an_unsound_note_is_named_at_its_field(fields, code):
    outcome = noted(msgspec.structs.replace(NOTE, **fields))
    assert isinstance(outcome, Rejected)
    assert [wrong.code for wrong in outcome.errors] == [code]
