"""A course on the member's machines: two devices, without a network, finished and rated, downloaded over a bad line."""

from pathlib import Path

import pytest

from cpd_core.entities import Completion
from cpd_desktop.errors import Invalid, Offline, Trouble
from tests.cpd_desktop.people import Desk
from tests.cpd_desktop.study.learning import HOUR, believe, heard, open_course, watch_all
from tests.support.proxy import Fault, Proxy
from tests.support.service import ServiceProcess


def test_two_machines_without_a_network_come_to_the_same(desk: Desk, service: ServiceProcess) -> None:
    home, office = desk.member(service.url, "home"), desk.member(service.url, "office")
    believe(service.directory)
    course = open_course(home)
    first = course.lessons[0]
    half = first.length // 2

    # both work alone; what both have seen counts once
    home.lessons.report(course.id, first.id, heard(0, half + 60_000))
    office.lessons.report(course.id, first.id, heard(half, first.length))
    assert home.lessons.course(course.id).counted == half + 60_000
    assert not home.lessons.report(course.id, first.id, heard(0, half + 60_000))  # nothing new: nothing to send
    assert home.lessons.note(course.id, first.id, 65_000, "五步法")
    for machine in (home, office, home):
        machine.sync.run()
    assert home.lessons.course(course.id).counted == office.lessons.course(course.id).counted == first.length
    office.sync.run()
    assert [view.note.text for view in office.lessons.notes(course.id)] == ["五步法"]

    # the rest is watched and finished at the office, offline, and rated there
    watch_all(office, office.lessons.course(course.id))
    view = office.lessons.course(course.id)
    assert (view.watched, view.finished, view.why_not) == (True, False, "")
    assert view.minutes == (course.minutes, course.minutes)
    row = next(row for row in office.study.courses(view.year) if row.id == course.id)
    assert (row.state, row.percent) == ("watched", 100)
    done = office.lessons.finish(course.id)
    office.study.rate(done, 5, "讲解清楚")
    believe(service.directory)
    office.sync.run()
    assert office.sync.status().conflicts == 0
    home.sync.run()
    assert home.lessons.course(course.id).rated
    ledger = home.hours.ledger(view.year)
    assert ledger
    line = next(line for line in ledger.lines if line.ref_id == done)
    assert (line.source, line.eligible) == ("online", course.hours)
    service.check()


def test_what_a_device_cannot_have_played_is_said_in_the_ledger(desk: Desk, service: ServiceProcess) -> None:
    member = desk.member(service.url)
    course = open_course(member)
    watch_all(member, member.lessons.course(course.id))
    assert member.lessons.course(course.id).watched  # so it seems here, where nobody doubts the clock
    member.sync.run()
    view = member.lessons.course(course.id)
    assert not view.watched
    assert view.doubted + view.counted == view.length
    ledger = member.hours.ledger(view.year)
    assert ledger
    reasons = next([r.code for r in line.reasons] for line in ledger.lines if line.ref_id.endswith(course.id))
    assert reasons == ["line.implausible", "line.learning"]
    with pytest.raises(Invalid):
        member.lessons.finish(course.id)


def test_what_was_finished_offline_and_is_not_believed_waits_for_the_person(
    desk: Desk, service: ServiceProcess
) -> None:
    member = desk.member(service.url)
    course = open_course(member)
    watch_all(member, member.lessons.course(course.id))
    done = member.lessons.finish(course.id)
    member.study.rate(done, 4, "讲解清楚")
    member.sync.run()
    finish, rating = member.conflicts.list()
    assert (finish.what, finish.code, rating.what) == ("study.finish", "NOT_WATCHED", "study.rate")
    assert "课程还没有学完，已计 " in finish.reason
    assert finish.title == course.title
    assert not finish.can_apply_again
    assert rating.mine == "4 星　讲解清楚"
    assert member.lessons.course(course.id).completion_id == ""
    # played in the time that it takes, it is finished as it was meant to be
    believe(service.directory)
    watch_all(member, member.lessons.course(course.id))
    member.sync.run()
    assert member.conflicts.list()[0].can_apply_again
    member.conflicts.apply_again(finish.command_id)
    member.conflicts.apply_again(rating.command_id)
    member.sync.run()
    assert member.lessons.course(course.id).rated
    assert member.sync.status().conflicts == 0


def test_a_quiz_is_asked_before_a_course_ends(desk: Desk, service: ServiceProcess) -> None:
    member = desk.member(service.url)
    believe(service.directory)
    course = open_course(member, quiz=True)
    assert course.quiz
    watch_all(member, member.lessons.course(course.id))
    right = tuple(question.right for question in course.quiz.questions)
    wrong = tuple(() for _ in right)
    with pytest.raises(Invalid) as refused:
        member.lessons.finish(course.id, wrong)
    assert [error.code for error in refused.value.errors] == ["quiz.not_passed"]
    assert member.lessons.right_answers(course.id, (right[0], (), ())) == (0,)
    done = member.lessons.finish(course.id, right)
    member.sync.run()
    assert member.account.store.records.entity(Completion, done)
    assert member.sync.status().conflicts == 0


def test_a_course_is_downloaded_over_a_bad_line_and_played_without_one(desk: Desk, service: ServiceProcess) -> None:
    with Proxy(service.url) as proxy:
        member = desk.member(proxy.url)
        course = open_course(member)
        medium = course.lessons[0].media
        assert member.lessons.stock(course.id).here == 0
        told: list[int] = []

        proxy.fail_once(Fault.CUT_REPLY, "GET /media/")
        with pytest.raises(Trouble):
            member.lessons.download(course.id, lambda here, _total: told.append(here))
        begun = member.lessons.stock(course.id)
        assert 0 < begun.here < medium.size
        assert not begun.complete
        told.clear()
        member.lessons.download(course.id, lambda here, _total: told.append(here))
        assert told[0] == begun.here  # it went on where the line broke
        stock = member.lessons.stock(course.id)
        assert (stock.here, stock.total, stock.complete) == (medium.size, medium.size, True)
        assert stock.all_courses == medium.size
        assert proxy.arrived("GET /media/")[-1].headers["Range"] == f"bytes={begun.here}-"

    # the proxy is gone: no network
    file = member.lessons.file(medium)
    assert isinstance(file, Path)
    assert file.stat().st_size == medium.size
    with pytest.raises(Offline):
        member.lessons.address(medium)
    member.lessons.report(course.id, course.lessons[0].id, heard(0, 60_000))
    assert member.lessons.course(course.id).minutes[0] == 1
    member.lessons.delete(course.id)
    assert member.lessons.stock(course.id).all_courses == 0
    assert member.lessons.file(medium) is None


def test_whoever_stops_a_download_goes_on_with_it_later(desk: Desk, service: ServiceProcess) -> None:
    member = desk.member(service.url)
    course = open_course(member, sample=True)

    class Stopped(Exception):
        pass

    def stop(here: int, _total: int) -> None:
        if here:
            raise Stopped

    with pytest.raises(Stopped):
        member.lessons.download(course.id, stop)
    assert member.lessons.stock(course.id).here > 0
    assert member.lessons.download(course.id, lambda *_: None) == course.lessons[0].media.size
    view = member.lessons.course(course.id)
    assert view.sample
    assert view.why_not == "course.sample"


def test_an_hour_at_most_is_believed_of_an_hour(desk: Desk, service: ServiceProcess) -> None:
    member = desk.member(service.url)
    course = open_course(member)
    believe(service.directory, HOUR // 6)
    member.lessons.report(course.id, course.lessons[0].id, heard(0, course.lessons[0].length, speed=2.0))
    member.sync.run()
    believed = member.lessons.course(course.id).counted
    assert 20 * 60_000 <= believed <= 22.5 * 60_000  # ten minutes at twice the speed, and what clocks may differ by
