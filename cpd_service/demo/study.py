"""Courses, choices, finished courses and grants of the demo."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

import msgspec

from cpd_core.entities import Choice, Completion, Course, Grant, Member
from cpd_core.ledger_lines import course_hours
from cpd_core.lessons import LessonProgress, Media, Progress
from cpd_core.study import choice_id, study_id
from cpd_service.demo import lectures
from cpd_service.demo.dates import Calendar
from cpd_service.demo.organisations import INSTITUTES
from cpd_service.demo.people import FEATURED, entity_id

CHOOSING_SHARE = 0.7  # of the members study with an institute in a year
RATED_SHARE = 0.7  # of the finished courses are rated

TOPICS: dict[str, tuple[str, ...]] = {
    "ethics": ("注册会计师职业道德守则解读", "独立性要求与案例分析", "诚信建设与职业责任"),
    "audit": ("风险评估准则应用指南", "函证程序的实施要点", "集团审计实务", "关键审计事项的撰写", "存货监盘实务"),
    "accounting": ("收入准则重点难点", "金融工具分类与计量", "租赁准则实务", "合并财务报表专题", "数据资源入表"),
    "tax": ("增值税法解读", "企业所得税汇算清缴", "个人所得税专题"),
    "management": ("管理会计工具应用", "全面预算管理", "业财融合实践"),
    "information": ("财务数字化转型", "数据分析在审计中的应用", "信息系统一般控制"),
    "law": ("新公司法与会计实务", "证券法律责任专题"),
}
_PARTS = ("（上）", "（下）")
_MINUTES = (45, 90, 100, 135, 180, 200, 270)
_COMMENTS = ("内容实用，案例清楚。", "讲解透彻，收获很大。", "节奏稍快，希望提供讲义。", "")


@dataclass(frozen=True, slots=True)
class Studies:
    """What members did online, and what staff put on their accounts."""

    choices: list[Choice]
    completions: list[Completion]
    grants: list[Grant]
    progresses: list[Progress] = field(default_factory=list[Progress])


def courses(rng: Random, latest_year: int) -> list[Course]:
    """The courses of each accounting institute; a few are samples, open to all and without hours."""
    kept = lectures.media()
    made = [
        _course(rng, institute, f"{institute}-{number:03d}", title + part, topic, latest_year, kept)
        for institute, _ in INSTITUTES
        for number, (topic, title, part) in enumerate(_titles(), 1)
    ]
    for institute, _ in INSTITUTES:
        own = [place for place, course in enumerate(made) if course.institute_id == institute]
        if not any(made[place].sample for place in own):  # whoever compares shall hear each of them
            made[own[0]] = _as_sample(made[own[0]], kept)
    return made


def _as_sample(course: Course, kept: dict[str, Media]) -> Course:
    lessons = lectures.lessons(course.minutes, True, course.delivery, kept)
    return msgspec.structs.replace(
        course, sample=True, required=False, hours=0.0, lessons=lessons, quiz=None, activity=""
    )


def _titles() -> Iterator[tuple[str, str, str]]:
    for topic, titles in TOPICS.items():
        for title in titles:
            for part in _PARTS:
                yield topic, title, part


def _course(
    rng: Random, institute: str, course_id: str, title: str, topic: str, latest_year: int, kept: dict[str, Media]
) -> Course:
    minutes = rng.choice(_MINUTES)
    sample = title.endswith(_PARTS[0]) and rng.random() < 0.12
    delivery = "live" if rng.random() < 0.25 else "recorded"
    lessons = lectures.lessons(minutes, sample, delivery, kept)
    return Course(
        id=course_id,
        rev=1,
        institute_id=institute,
        title=title,
        topic=topic,
        required=topic in ("ethics", "audit") and not sample,
        delivery=delivery,
        minutes=minutes,
        hours=0.0 if sample else course_hours(minutes),
        years=(latest_year - 1, latest_year),
        sample=sample,
        lessons=lessons,
        quiz=lectures.quiz(topic, sample) if lessons else None,
        activity="" if lessons else f"https://{institute}.example.cn/courses/{course_id}",
    )


def studies(rng: Random, everyone: Sequence[Member], offered: Sequence[Course], calendar: Calendar) -> Studies:
    """Choices, finished courses and grants of this year and the last."""
    by_institute = {
        code: [course for course in offered if course.institute_id == code and not course.sample]
        for code, _ in INSTITUTES
    }
    found = Studies([], [], [])
    for place, member in enumerate(everyone):
        for year in (calendar.year - 1, calendar.year):
            if place < len(FEATURED) or rng.random() < CHOOSING_SHARE:
                _study_year(rng, member, year, by_institute, calendar, found)
        if rng.random() < 0.03:
            found.grants.append(_grant(rng, member, calendar.year))
    if everyone:
        _show_both_ratings(everyone[0], calendar.year, found.completions)
    for member in everyone[: len(FEATURED)]:
        _begin_one(member, calendar.year, by_institute, found)
    return found


def _study_year(
    rng: Random, member: Member, year: int, offered: Mapping[str, Sequence[Course]], calendar: Calendar, found: Studies
) -> None:
    institute = rng.choice(list(offered))
    found.choices.append(
        Choice(
            id=choice_id(member.id, year),
            rev=1,
            member_id=member.id,
            province=member.province,
            year=year,
            institute_id=institute,
        )
    )
    count = rng.randrange(2, 6) if found.choices[2 * len(FEATURED) :] else 3  # the featured stay below 40 hours
    for course in rng.sample(offered[institute], count):
        found.completions.append(_completion(rng, member, course, year, calendar))


def _completion(rng: Random, member: Member, course: Course, year: int, calendar: Calendar) -> Completion:
    rated = rng.random() < RATED_SHARE
    return Completion(
        id=study_id(member.id, year, course.id),
        rev=2 if rated else 1,
        member_id=member.id,
        province=member.province,
        year=year,
        institute_id=course.institute_id,
        course_id=course.id,
        title=course.title,
        topic=course.topic,
        required=course.required,
        delivery=course.delivery,
        minutes=course.minutes,
        hours=course.hours,
        finished_on=calendar.day(rng, year).isoformat(),
        rating=rng.randrange(3, 6) if rated else None,
        comment=rng.choice(_COMMENTS) if rated else "",
    )


def _begin_one(member: Member, year: int, offered: Mapping[str, Sequence[Course]], found: Studies) -> None:
    """A course that the member has begun: the first one that is not finished, three quarters of its first lesson."""
    chosen = next(c.institute_id for c in found.choices if (c.member_id, c.year) == (member.id, year))
    finished = {c.course_id for c in found.completions if (c.member_id, c.year) == (member.id, year)}
    course = next((c for c in offered[chosen] if c.lessons and c.id not in finished), None)
    if course is None:
        return
    lesson = course.lessons[0]
    left = lesson.length * 3 // 4
    watched = LessonProgress(lesson_id=lesson.id, length=lesson.length, played=((0, left),), position=left)
    found.progresses.append(
        Progress(
            id=study_id(member.id, year, course.id),
            rev=1,
            member_id=member.id,
            year=year,
            institute_id=course.institute_id,
            course_id=course.id,
            title=course.title,
            hours=course.hours,
            minutes=course.minutes,
            lessons=(watched,),
        )
    )


def _show_both_ratings(member: Member, year: int, completions: list[Completion]) -> None:
    """See to it that the first member has a rated and an unrated course this year, whatever the seed says."""
    places = [n for n, c in enumerate(completions) if c.member_id == member.id and c.year == year]
    first, last = places[0], places[-1]
    completions[first] = msgspec.structs.replace(completions[first], rev=2, rating=5, comment=_COMMENTS[0])
    completions[last] = msgspec.structs.replace(completions[last], rev=1, rating=None, comment="")


def _grant(rng: Random, member: Member, year: int) -> Grant:
    return Grant(
        id=entity_id(rng),
        rev=1,
        member_id=member.id,
        province=member.province,
        year=year,
        source="special",
        hours=rng.choice((2.0, 4.0)),
        title="参加行业公益活动",
    )
