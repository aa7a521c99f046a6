"""A plain folder of videos with a ``course.toml``, the form of our own (docs/course-material.md)."""

import re
import tomllib
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from cpd_core.lessons import Chapter, Question, QuestionKind, Quiz
from cpd_service.study.material.draft import CourseDraft, LessonDraft, plain_key
from cpd_service.study.material.package import BadPackageError, Package

FILE = "course.toml"
_TIME = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})", re.ASCII)
Text = Annotated[str, Meta(min_length=1, max_length=200)]


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the parts of a file: a field that nobody knows is a slip worth naming."""


class ChapterForm(Form, frozen=True, kw_only=True):
    """``at`` is written 1:05 or 1:02:05."""

    title: Text
    at: Text


class LessonForm(Form, frozen=True, kw_only=True):
    """A file of the folder, or an address with its length (written as times of chapters are)."""

    title: Text
    file: str = ""
    address: str = ""
    length: str = ""
    chapters: list[ChapterForm] = []


class QuestionForm(Form, frozen=True, kw_only=True):
    """``right`` counts the options from 1; of ``true_false`` 1 is true and 2 is false."""

    kind: QuestionKind
    text: Text
    right: Annotated[list[int], Meta(min_length=1)]
    options: list[Text] = []


class QuizForm(Form, frozen=True, kw_only=True):
    """``pass_share`` of the questions must be right."""

    questions: Annotated[list[QuestionForm], Meta(min_length=1)]
    pass_share: Annotated[float, Meta(gt=0, le=1)] = 0.6


class CourseForm(Form, frozen=True, kw_only=True):
    """The whole file."""

    id: Text
    title: Text
    topic: Text
    lessons: list[LessonForm] = []
    years: Annotated[list[int], Meta(min_length=1)] | None = None
    required: bool = False
    sample: bool = False
    delivery: Literal["recorded", "live"] = "recorded"
    minutes: Annotated[int, Meta(gt=0)] | None = None
    activity: str = ""
    quiz: QuizForm | None = None


def read(package: Package) -> CourseDraft:
    """The course of a folder; raises :class:`BadPackageError`."""
    text = package.text(FILE)
    try:
        form = msgspec.convert(tomllib.loads(text), CourseForm)
    except tomllib.TOMLDecodeError as failure:
        found = re.search(r"line (\d+)", str(failure))
        raise BadPackageError(FILE, int(found[1]) if found else 0, str(failure)) from failure
    except msgspec.ValidationError as failure:
        raise BadPackageError(FILE, _line_of(text, str(failure)), str(failure)) from failure
    draft = CourseDraft(
        key=plain_key(form.id),
        title=form.title,
        where=(FILE, 1),
        topic=form.topic,
        required=form.required,
        delivery=form.delivery,
        years=tuple(form.years) if form.years else None,
        sample=form.sample,
        minutes=form.minutes,
        quiz=_quiz(form.quiz, text) if form.quiz else None,
        activity=form.activity,
    )
    for number, lesson in enumerate(form.lessons):
        draft.lessons.append(_lesson(lesson, text, number))
    return draft


def _lesson(form: LessonForm, text: str, number: int) -> LessonDraft:
    line = _table(text, "lessons", number)
    if bool(form.file) == bool(form.address):
        raise BadPackageError(FILE, line, "a lesson has either a file or an address")
    if form.address and not (form.address.startswith(("https://", "http://")) and form.length):
        raise BadPackageError(FILE, line, "an address begins with https:// and needs a length, such as 45:00")
    return LessonDraft(
        title=form.title,
        where=(FILE, line),
        file=form.file,
        address=form.address,
        length=_time(form.length, line) if form.length else 0,
        chapters=tuple(Chapter(title=chapter.title, at=_time(chapter.at, line)) for chapter in form.chapters),
    )


def _quiz(form: QuizForm, text: str) -> Quiz:
    questions: list[Question] = []
    for number, question in enumerate(form.questions):
        line = _table(text, "quiz.questions", number)
        count = 2 if question.kind == "true_false" else len(question.options)
        if question.kind != "true_false" and count < 2:
            raise BadPackageError(FILE, line, "a question needs two options or more")
        if not all(1 <= place <= count for place in question.right):
            raise BadPackageError(FILE, line, f"right counts the options from 1 to {count}")
        if question.kind != "multiple" and len(question.right) != 1:
            raise BadPackageError(FILE, line, "this kind of question has one right option")
        questions.append(
            Question(
                kind=question.kind,
                text=question.text,
                options=tuple(question.options) if question.kind != "true_false" else (),
                right=tuple(sorted({place - 1 for place in question.right})),
            )
        )
    return Quiz(questions=tuple(questions), pass_share=form.pass_share)


def _time(written: str, line: int) -> int:
    found = _TIME.fullmatch(written.strip())
    if found is None:
        raise BadPackageError(FILE, line, f"a time is written 1:05 or 1:02:05, and not {written}")
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000


def _table(text: str, name: str, number: int) -> int:
    """The line of the n-th ``[[name]]``, 0 where it is written otherwise."""
    lines = [place for place, line in enumerate(text.splitlines(), 1) if line.split("#")[0].strip() == f"[[{name}]]"]
    return lines[number] if number < len(lines) else 0


def _line_of(text: str, problem: str) -> int:
    """About where a field is of which msgspec says ``$.lessons[1].file``."""
    path = re.search(r"\$((?:\.\w+|\[\d+\])*)", problem)
    steps = re.findall(r"\.(\w+)|\[(\d+)\]", path[1] if path else "")
    tables, number, last = [name for name, _ in steps if name], [int(n) for _, n in steps if n], ""
    begin = 1
    if number and len(tables) > 1 and tables[0] == "quiz":
        begin = _table(text, "quiz.questions", number[0]) or 1
    elif number and tables:
        begin = _table(text, tables[0], number[0]) or 1
    unknown = re.search(r"unknown field `(\w+)`", problem)
    last = unknown[1] if unknown else tables[-1] if tables else ""
    lines = text.splitlines()
    return next(
        (n for n in range(begin, len(lines) + 1) if re.match(rf"\s*{re.escape(last)}\s*=", lines[n - 1])), begin
    )
