"""Courses to study, put into the small world."""

from contextlib import closing

import msgspec
import pytest
from sqlalchemy import text

from cpd_core.entities import Course
from cpd_core.lessons import Lesson, Media
from cpd_service import clock
from cpd_service.store.database import Database
from cpd_service.store.writer import Writer
from cpd_service.study.clock import now
from tests.cpd_service.conftest import World

MINUTE = 60_000
YEAR = clock.today().year
COURSE = Course(
    id="bj-1", rev=1, institute_id="beijing", title="收入准则", topic="accounting", required=True, delivery="recorded",
    minutes=45, hours=1.0, years=(YEAR,), activity="https://bj.example.cn/courses/1",
    lessons=(
        Lesson(id="l1", title="上", length=30 * MINUTE, media=Media(address="https://bj.example.cn/1.mp4")),
        Lesson(id="l2", title="下", length=15 * MINUTE, media=Media(address="https://bj.example.cn/2.mp4")),
    ),
)  # fmt: skip
OTHER = msgspec.structs.replace(COURSE, id="sh-1", institute_id="shanghai", title="审计", activity="")


@pytest.fixture(scope="module")
def courses(world: World) -> None:
    with closing(Database(world.service.database_url)) as database, database.writing() as connection:
        writer = Writer(connection)
        for course in (COURSE, OTHER):
            writer.put("course", course)
        writer.flush()


def wait(world: World, device: str, milliseconds: int) -> None:
    """Let so much time go by for a device, as the service sees it."""
    with closing(Database(world.service.database_url)) as database, database.writing() as connection:
        row = {"at": now() - milliseconds, "device": device}
        connection.execute(text("UPDATE study_clock SET at = :at WHERE device_id = :device"), row)
