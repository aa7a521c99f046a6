"""What the demo's courses consist of: two small media that the project made itself, cut into chapters, and quizzes."""

from cpd_core.lessons import Chapter, Lesson, Media, Question, Quiz
from cpd_service.store.blob_store import hash_of
from resources import path

LESSON, SAMPLE = "lesson.webm", "sample.webm"
LENGTHS = {LESSON: 1_350_000, SAMPLE: 12_008}  # ms; devtools/demo_media.py makes them
WEBM = "video/webm"
NUMBERS = "一二三四五六七八九十"
QUIZZED = ("ethics", "accounting")  # topics whose courses end with a quiz
MINUTE = 60_000


def media() -> dict[str, Media]:
    """The demo's media by the name of their file."""
    files = {name: path("demo", name) for name in (LESSON, SAMPLE)}
    return {
        name: Media(sha256=hash_of(file), size=file.stat().st_size, media_type=WEBM) for name, file in files.items()
    }


def lessons(minutes: int, sample: bool, delivery: str, kept: dict[str, Media]) -> tuple[Lesson, ...]:
    """The lessons of a course of so many minutes; none where it is live, or not as long as whole lessons."""
    if sample:
        return (Lesson(id="1", title="试听片段", length=LENGTHS[SAMPLE], media=kept[SAMPLE]),)
    length = LENGTHS[LESSON]
    count, rest = divmod(minutes * MINUTE, length)
    if delivery != "recorded" or rest:
        return ()
    chapters = tuple(
        Chapter(title=title, at=at * MINUTE) for title, at in (("导入", 0), ("要点讲解", 3), ("案例", 12), ("小结", 20))
    )
    return tuple(
        Lesson(id=str(n + 1), title=f"第{NUMBERS[n % 10]}讲", length=length, media=kept[LESSON], chapters=chapters)
        for n in range(count)
    )


def quiz(topic: str, sample: bool) -> Quiz | None:
    """The questions at the end of a course of some topics."""
    if sample or topic not in QUIZZED:
        return None
    return Quiz(
        questions=(
            Question(kind="true_false", text="一个学时为 45 分钟", right=(0,)),
            Question(
                kind="single",
                text="完成课程后，怎样才计入学时？",
                options=("立即计入", "完成课程评价后计入", "由省注协确认后计入"),
                right=(1,),
            ),
            Question(
                kind="multiple",
                text="下列哪些属于职业道德的基本原则？",
                options=("诚信", "客观公正", "速度优先", "保密"),
                right=(0, 1, 3),
            ),
        ),
        pass_share=0.6,
    )
