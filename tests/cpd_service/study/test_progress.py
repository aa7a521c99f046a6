"""What is played on any number of devices: it adds up, never goes back, and only what can have been played counts."""

import pytest

from tests.cpd_service.conftest import World
from tests.cpd_service.study.conftest import MINUTE, YEAR, wait
from tests.support.api import Api, Json

HALF_HOUR = 30 * MINUTE
pytestmark = pytest.mark.usefixtures("courses")


def played(begin: int, end: int, lesson: str = "l1", course: str = "bj-1", **fields: object) -> Json:
    report = {"year": YEAR, "course_id": course, "lesson_id": lesson, "stretches": [[begin, end]], "position": end}
    return report | {"elapsed": end - begin} | fields


def study(api: Api, kind: str, payload: Json) -> Json:
    entity_id = f"{api.person.key}:{YEAR}:{payload['course_id']}"  # type: ignore[union-attr]
    return api.act(kind, entity_id, payload)


def seen(api: Api, kind: str) -> list[Json]:
    return [item["data"] for item in api.pull() if item["kind"] == kind and item["op"] == "upsert"]


def counted(api: Api, course: str = "bj-1") -> int:
    found = next(each for each in seen(api, "progress") if each["course_id"] == course)
    return sum(end - begin for lesson in found["lessons"] for begin, end in lesson.get("played", ()))


@pytest.fixture(scope="module")
def phone(world: World) -> Api:
    api = world.api("an", "phone")
    wait(world, "phone", 2 * HALF_HOUR)
    return api


@pytest.fixture(scope="module")
def desktop(world: World) -> Api:
    api = world.api("an", "desktop")
    wait(world, "desktop", 2 * HALF_HOUR)
    return api


def test_a_life_of_a_course(world: World, phone: Api, desktop: Api) -> None:
    chosen = {"year": YEAR, "institute_id": "beijing"}
    assert phone.act("study.choose", f"an:{YEAR}", chosen)["status"] == "applied"

    # two devices that know nothing of each other: what both played counts once
    assert study(phone, "study.progress", played(0, 20 * MINUTE))["status"] == "applied"
    assert study(desktop, "study.progress", played(10 * MINUTE, HALF_HOUR))["status"] == "applied"
    assert study(phone, "study.progress", played(0, 5 * MINUTE))["status"] == "applied"  # seen again
    assert counted(phone) == counted(desktop) == HALF_HOUR

    early = study(phone, "study.finish", {"year": YEAR, "course_id": "bj-1"})
    assert (early["status"], early["code"], early["errors"][0]["params"]) == (
        "rejected",
        "NOT_WATCHED",
        {"minutes": 30},
    )
    wait(world, "desktop", HALF_HOUR)
    assert study(desktop, "study.progress", played(0, 15 * MINUTE, "l2"))["status"] == "applied"
    done = study(desktop, "study.finish", {"year": YEAR, "course_id": "bj-1"})
    assert done["status"] == "applied"
    assert study(phone, "study.finish", {"year": YEAR, "course_id": "bj-1"})["status"] == "noop"
    completion = next(each for each in seen(phone, "completion") if each["course_id"] == "bj-1")
    assert (completion["hours"], completion["minutes"], completion["province"]) == (1.0, 45, "32")
    rated = phone.act("study.rate", completion["id"], {"rating": 5, "comment": ""}, rev=completion["rev"])
    assert rated["status"] == "applied"
    # staff see the completion, and not how the member came to it
    staff = world.api("js")
    assert completion["id"] in {each["id"] for each in seen(staff, "completion")}
    assert not seen(staff, "progress")
    world.service.check()


def test_what_one_device_cannot_have_played_is_not_counted_and_said(world: World) -> None:
    fast = world.api("bo", "fast")  # signed in this very moment
    result = study(fast, "study.progress", played(0, HALF_HOUR))
    assert result["status"] == "applied"
    progress = seen(fast, "progress")[0]
    assert counted(fast) < 2 * MINUTE  # what the service allows for clocks that differ
    assert progress["doubted"] + counted(fast) == HALF_HOUR
    assert progress["doubts"][0]["reported"] == HALF_HOUR
    # many small reports do not get around it: the time of the device is used up
    before = counted(fast)
    for minute in range(5, 25):
        study(fast, "study.progress", played(minute * MINUTE, (minute + 1) * MINUTE))
    assert counted(fast) - before < MINUTE
    # an hour later the same is believed, at twice the speed even
    wait(world, "fast", HALF_HOUR)
    study(fast, "study.progress", played(0, HALF_HOUR, elapsed=15 * MINUTE, speed=2.0))
    assert counted(fast) == HALF_HOUR


def test_two_devices_that_choose_differently_the_first_wins_and_minutes_are_kept(world: World) -> None:
    first, second = world.api("chen", "first"), world.api("chen", "second")
    wait(world, "second", 3 * HALF_HOUR)
    assert first.act("study.choose", f"chen:{YEAR}", {"year": YEAR, "institute_id": "beijing"})["status"] == "applied"
    lost = second.act("study.choose", f"chen:{YEAR}", {"year": YEAR, "institute_id": "shanghai"})
    assert (lost["status"], lost["code"]) == ("conflict", "INSTITUTE_CHOSEN")
    pieces = [("l1", minute) for minute in range(30)] + [("l2", minute) for minute in range(15)]
    reports = [played(n * MINUTE, (n + 1) * MINUTE, lesson, course="sh-1") for lesson, n in pieces]
    sent = second.push(*(second.command("study.progress", f"chen:{YEAR}:sh-1", each) for each in reports))
    assert {each["status"] for each in sent} == {"applied"}
    assert counted(first, "sh-1") == 45 * MINUTE
    refused = study(second, "study.finish", {"year": YEAR, "course_id": "sh-1"})
    assert (refused["status"], refused["code"]) == ("rejected", "OTHER_INSTITUTE")


def test_a_repeated_report_uses_no_time_twice(world: World) -> None:
    api = world.api("du", "patient")
    wait(world, "patient", 10 * MINUTE)
    command = api.command("study.progress", f"du:{YEAR}:bj-1", played(0, 10 * MINUTE))
    first, again = api.push(command)[0], api.push(command)[0]
    assert first == again
    assert counted(api) == 10 * MINUTE
    assert "doubted" not in seen(api, "progress")[0]


def test_notes_are_the_members_own(world: World, phone: Api) -> None:
    note = {"year": YEAR, "course_id": "bj-1", "lesson_id": "l1", "at": MINUTE, "text": "五步法"}
    assert phone.act("study.note", "note-1", note)["status"] == "applied"
    assert [each["text"] for each in seen(phone, "note")] == ["五步法"]
    assert not seen(world.api("js"), "note")
    stranger = world.api("bo").act("study.note", "note-1", note | {"text": "别人的"})
    assert (stranger["status"], stranger["code"]) == ("rejected", "OUT_OF_REACH")
    assert phone.act("study.note", "note-1", note | {"text": ""}, rev=1)["status"] == "applied"
    assert not seen(phone, "note")
    world.service.check()
