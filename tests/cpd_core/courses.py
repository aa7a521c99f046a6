"""A course to work at, and what the rules ask for beside it, with as few words as possible."""

import msgspec

from cpd_core.commands import World, decide
from cpd_core.entities import Choice, Course
from cpd_core.lessons import Lesson, Media, Progress, Question, Quiz
from cpd_core.messages import Noted, Played
from cpd_core.outcomes import Applied
from tests.cpd_core.build import actor, rules

MINUTE = 60_000
QUIZ = Quiz(
    questions=(
        Question(kind="single", text="收入何时确认？", options=("收款时", "控制权转移时"), right=(1,)),
        Question(kind="multiple", text="哪些属于投入？", options=("面授", "授课", "直播"), right=(0, 2)),
        Question(kind="true_false", text="一学时为 45 分钟", right=(0,)),
    ),
    pass_share=0.6,
)
COURSE = Course(
    id="c1", rev=1, institute_id="beijing", title="收入准则", topic="accounting", required=True, delivery="recorded",
    minutes=45, hours=1.0, years=(2026,),
    lessons=(
        Lesson(id="l1", title="上", length=30 * MINUTE, media=Media(sha256="a" * 64, size=1)),
        Lesson(id="l2", title="下", length=15 * MINUTE, media=Media(address="https://example.cn/2.mp4")),
    ),
)  # fmt: skip
CHOICE = Choice(id="m1:2026", rev=1, member_id="m1", province="32", year=2026, institute_id="beijing")
ID = "m1:2026:c1"
NOTE = Noted(year=2026, course_id="c1", lesson_id="l1", at=MINUTE, text=" 五步法 ")


class Shelf:
    """What there is to study, as the rules ask for it."""

    def __init__(self, course=COURSE, choice=CHOICE, progress=None):
        self._course, self._choice, self._progress = course, choice, progress

    def course(self, course_id):
        return self._course if self._course and self._course.id == course_id else None

    def choice(self, choice_id):
        return self._choice if self._choice and self._choice.id == choice_id else None

    def progress(self, progress_id):
        return self._progress if progress_id == ID else None


def world(**shelf: object) -> World:
    return World(rules(), 2026, ("beijing", "shanghai"), studies=Shelf(**shelf))


def report(*stretches: tuple[int, int], lesson: str = "l1", **fields: object) -> Played:
    played = sum(end - begin for begin, end in stretches)
    sound = Played(year=2026, course_id="c1", lesson_id=lesson, stretches=stretches, position=0, elapsed=played)
    return msgspec.structs.replace(sound, **fields)


def watch(current: Progress | None, asked: Played, left: int | None = None, **shelf: object):
    who = msgspec.structs.replace(actor(), device_left=left)
    return decide("study.progress", ID, asked, 0, current, who, world(**shelf))


def watched(*reports: Played) -> Progress:
    current = None
    for each in reports:
        outcome = watch(current, each)
        assert isinstance(outcome, Applied)
        current = outcome.entity
    assert isinstance(current, Progress)
    return current


ALL = watched(report((0, 30 * MINUTE)), report((0, 15 * MINUTE), lesson="l2"))
