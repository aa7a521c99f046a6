"""Taking courses in: what a path holds is read to its end first, then media and courses are stored, or nothing is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from cpd_core.entities import Course
from cpd_core.ledger_lines import course_hours
from cpd_core.lessons import Lesson, Media
from cpd_service.store.blob_store import BlobStore, hash_of
from cpd_service.store.database import Database
from cpd_service.store.revisions import rev_floor
from cpd_service.store.tables import record
from cpd_service.store.writer import Writer
from cpd_service.study import media
from cpd_service.study.material import cmi5, listed, plain, scorm
from cpd_service.study.material.draft import CourseDraft, LessonDraft
from cpd_service.study.material.lengths import NoMediaError, look
from cpd_service.study.material.package import BadPackageError, Package

READERS = ((cmi5.MANIFEST, cmi5.read), (scorm.MANIFEST, scorm.read), (plain.FILE, plain.read))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person who takes a package in says of it; a package that says it itself goes first."""

    institute_id: str
    years: tuple[int, ...]
    topic: str = ""
    required: bool = False
    sample: bool = False
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in: courses that are new, those that were changed, those that were there already as they are."""

    new: tuple[Course, ...]
    changed: tuple[Course, ...]
    same: tuple[Course, ...]


def take_in(database: Database, store: BlobStore, path: Path, wishes: Wishes) -> Taken:
    """Take in a folder, a zip or a workbook; raises :class:`BadPackageError` with nothing stored, ``OSError``."""
    _check_institute(database, wishes)
    if path.suffix.lower() == ".xlsx" and path.is_file():
        return _store(database, [_course(draft, (), wishes) for draft in listed.read(path)], ())
    with Package.opened(path) as package:
        reader = next((read for manifest, read in READERS if manifest in package.names), None)
        if reader is None:
            wanted = ", ".join(manifest for manifest, _ in READERS)
            raise BadPackageError(path.name, 0, f"there is none of {wanted} in it")
        draft = reader(package)
        found = {
            each: _medium(package, each) for each in dict.fromkeys(lesson.file for lesson in draft.lessons) if each
        }
        lessons = tuple(_lesson(number, lesson, found) for number, lesson in enumerate(draft.lessons, 1))
        course = _course(draft, lessons, wishes)
        for file, (medium, _) in found.items():
            with package.file(file) as source:
                store.put_file(source, medium.sha256)
    return _store(database, [course], [medium for medium, _ in found.values()])


def _medium(package: Package, file: str) -> tuple[Media, int]:
    with package.file(file) as path:
        try:
            with path.open("rb") as content:
                kind, length = look(content, file)
        except NoMediaError as failure:
            raise BadPackageError(file, 0, str(failure)) from failure
        return Media(sha256=hash_of(path), size=path.stat().st_size, media_type=kind), length


def _lesson(number: int, draft: LessonDraft, found: dict[str, tuple[Media, int]]) -> Lesson:
    medium, length = found[draft.file] if draft.file else (Media(address=draft.address), draft.length)
    if any(chapter.at >= length for chapter in draft.chapters):
        raise BadPackageError(*draft.where, "a chapter begins after the lesson's end")
    return Lesson(id=str(number), title=draft.title, length=length, media=medium, chapters=draft.chapters)


def _course(draft: CourseDraft, lessons: tuple[Lesson, ...], wishes: Wishes) -> Course:
    lessons = lessons or tuple(_lesson(number, lesson, {}) for number, lesson in enumerate(draft.lessons, 1))
    sample = wishes.sample if draft.sample is None else draft.sample
    minutes = sum(lesson.length for lesson in lessons) // 60_000 if lessons else draft.minutes or wishes.minutes
    topic, years = draft.topic or wishes.topic, draft.years or wishes.years
    if minutes is None:
        raise BadPackageError(*draft.where, "there is no video or sound in it: say how long it is (--minutes)")
    if not topic:
        raise BadPackageError(*draft.where, "it does not say its topic (--topic)")
    return Course(
        id=f"{wishes.institute_id}-{draft.key}",
        rev=1,
        institute_id=wishes.institute_id,
        title=draft.title,
        topic=topic,
        required=wishes.required if draft.required is None else draft.required,
        delivery="live" if draft.delivery == "live" else "recorded",
        minutes=minutes,
        hours=0.0 if sample else course_hours(minutes),
        years=years,
        sample=sample,
        lessons=lessons,
        quiz=draft.quiz,
        activity=draft.activity,
        mastery=draft.mastery,
    )


def _store(database: Database, courses: Sequence[Course], kept: Sequence[Media]) -> Taken:
    new: list[Course] = []
    changed: list[Course] = []
    same: list[Course] = []
    with database.writing() as connection:
        media.remember(connection, ((medium.sha256, medium.size, medium.media_type) for medium in kept))
        writer, lowest = Writer(connection), rev_floor(connection)
        for course in courses:
            known = _known(connection, course.id)
            if known is not None and msgspec.structs.replace(course, rev=known.rev) == known:
                same.append(known)
                continue
            rev = max(known.rev + 1 if known else 1, lowest)
            stored = msgspec.structs.replace(course, rev=rev)
            writer.put("course", stored)
            (changed if known else new).append(stored)
        writer.flush()
    return Taken(tuple(new), tuple(changed), tuple(same))


def _known(connection: Connection, course_id: str) -> Course | None:
    query = select(record.c.body).where(record.c.kind == "course", record.c.id == course_id)
    body = connection.scalar(query)
    return None if body is None else msgspec.json.decode(body, type=Course)


def _check_institute(database: Database, wishes: Wishes) -> None:
    with database.reading() as connection:
        query = select(record.c.id).where(record.c.kind == "institute").order_by(record.c.id)
        known = list(connection.scalars(query))
    if wishes.institute_id not in known:
        raise BadPackageError("--institute", 0, f"there is no institute {wishes.institute_id}: {', '.join(known)}")
