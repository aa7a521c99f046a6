"""Course material comes in by the field's own formats, whole or not at all; what is wrong has a file and a line."""

import shutil
import struct
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from cpd_core.entities import Course, Institute
from cpd_service.cli import main
from cpd_service.service import prepare
from cpd_service.store.blob_folder import BlobFolder
from cpd_service.store.database import Database
from cpd_service.store.writer import Writer
from cpd_service.study import media
from cpd_service.study.material.lengths import Found, NoMediaError, look
from cpd_service.study.material.package import BadPackageError
from cpd_service.study.material.take_in import Taken, Wishes, take_in
from tests.cpd_service.study.packages import (
    CMI5,
    SAMPLE,
    cmi5_files,
    plain_files,
    scorm_12_files,
    scorm_2004_files,
    written,
)
from tests.support.api import hashed

WISHES = Wishes(institute_id="beijing", years=(2026,), topic="tax")


class Desk:
    """An empty service's database and store of media."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{(folder / 'service.sqlite3').as_posix()}"
        self.database = Database(self.url)
        prepare(self.database)
        self.store = BlobFolder(folder / "media")
        with self.database.writing() as connection:
            writer = Writer(connection)
            writer.put("institute", Institute(id="beijing", rev=1, name="北京国家会计学院"))
            writer.flush()

    def take(self, path: Path, wishes: Wishes = WISHES) -> Taken:
        return take_in(self.database, self.store, path, wishes)

    def one(self, path: Path) -> Course:
        (course,) = self.take(path).new
        return course

    def stored(self) -> int:
        return sum(1 for _ in self.store.list())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.database.close()


def test_a_cmi5_package(desk: Desk, tmp_path: Path) -> None:
    path = written(cmi5_files, tmp_path / "revenue.zip")
    course = desk.one(path)
    assert (course.title, course.activity, course.mastery) == ("收入准则", "https://bj.example.cn/courses/revenue", 0.8)
    assert [lesson.title for lesson in course.lessons] == ["上编 · 识别合同", "小结"]
    first = course.lessons[0]
    assert (first.length, first.media.sha256, first.media.media_type) == (12_008, hashed(SAMPLE), "video/webm")
    assert b"".join(desk.store.open(first.media.sha256)) == SAMPLE
    with desk.database.reading() as connection:
        assert media.find(connection, first.media.sha256) == media.Found(len(SAMPLE), "video/webm")
    # once more: as before; with another title: changed, and the same course
    assert desk.take(path).same == (course,)
    other = written(cmi5_files | {"cmi5.xml": CMI5.replace("收入准则", "收入准则（2026）")}, tmp_path / "again")
    (changed,) = desk.take(other).changed
    assert (changed.id, changed.rev, changed.title) == (course.id, 2, "收入准则（2026）")


def test_scorm_packages(desk: Desk, tmp_path: Path) -> None:
    course = desk.one(written(scorm_12_files, tmp_path / "audit.zip"))
    assert (course.id, course.title, course.mastery) == ("beijing-cn.example.audit", "集团审计", 0.8)
    assert [(lesson.title, lesson.length) for lesson in course.lessons] == [("第一章 · 总体策略", 12_008)]
    newer = desk.one(written(scorm_2004_files, tmp_path / "tax"))
    assert (newer.title, newer.mastery, [lesson.title for lesson in newer.lessons]) == ("增值税法", 0.6, ["税率"])


def test_a_plain_folder_and_the_command_line(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(plain_files, tmp_path / "lease")
    where = ["--database-url", desk.url, "--media", str(tmp_path / "media"), "--institute", "beijing"]
    assert main(["courses", "import", str(folder), *where, "--year", "2026"]) == 0
    assert "new: beijing-lease 租赁准则, 45 minutes, 1 hours, 2 lessons" in capsys.readouterr().out
    (course,) = desk.take(folder).same
    assert (course.required, course.topic, course.years) == (True, "accounting", (2026,))
    assert [chapter.at for chapter in course.lessons[0].chapters] == [0, 5000]
    assert course.lessons[1].media.address.startswith("https://")
    assert course.quiz
    assert [question.right for question in course.quiz.questions] == [(1,), (0,)]
    assert main(["courses", "import", str(tmp_path / "nothing"), *where]) == 1
    (tmp_path / "bad").mkdir()
    assert main(["courses", "import", str(tmp_path / "bad"), *where]) == 1
    said = capsys.readouterr().err
    assert "bad: there is none of cmi5.xml, imsmanifest.xml, course.toml in it" in said
    assert "nothing was taken in" in said
    assert main(["courses", "key", "bj-platform", "--database-url", desk.url, "--institute", "beijing"]) == 0
    assert "shown this once" in capsys.readouterr().out


Files = dict[str, str | bytes]


def without(files: Files, missing: str) -> Files:
    return {name: content for name, content in files.items() if name != missing}


def other(files: Files, name: str, before: str, after: str) -> Files:
    """The same package, a passage of one of its texts replaced."""
    text = files[name]
    assert isinstance(text, str)
    assert before in text
    return files | {name: text.replace(before, after, 1)}


def cmi5_with(before: str, after: str) -> Files:
    return other(cmi5_files, "cmi5.xml", before, after)


def scorm_with(before: str, after: str) -> Files:
    return other(scorm_12_files, "imsmanifest.xml", before, after)


def plain_with(before: str, after: str) -> Files:
    return other(plain_files, "course.toml", before, after)


DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c">]>\n<courseStructure'
BAD: dict[str, tuple[Files, str, str]] = {
    "cmi5 is no XML": (cmi5_with("</block>", ""), "cmi5.xml:18", "not well-formed"),
    "cmi5 with entities": (cmi5_with("<courseStructure", DOCTYPE), "cmi5.xml:2", "document types"),
    "cmi5 without a title": (cmi5_with("小结", ""), "cmi5.xml:14", "an id, a title"),
    "cmi5 mastery": (cmi5_with('"0.8"', '"80"'), "cmi5.xml:9", "from 0 to 1"),
    "cmi5 file missing": (without(cmi5_files, "media/two.webm"), "cmi5.xml:14", "media/two.webm"),
    "page's video missing": (without(cmi5_files, "media/one.webm"), "pages/one.html:3", "one.webm"),
    "cmi5 leads out": (cmi5_with("media/two.webm", "../../etc/two.webm"), "cmi5.xml:14", "not in the package"),
    "video is none": (cmi5_files | {"media/two.webm": b"not a video"}, "media/two.webm", "neither MP4 nor WebM"),
    "video is cut": (cmi5_files | {"media/two.webm": SAMPLE[:60]}, "media/two.webm", "not whole"),
    "scorm resource": (scorm_with('ref="r1"', 'ref="r9"'), "imsmanifest.xml:7", "no resource r9"),
    "scorm mastery": (scorm_with(">80<", ">180<"), "imsmanifest.xml:8", "from 0 to 100"),
    "scorm file": (without(scorm_12_files, "video/a.webm"), "imsmanifest.xml:17", "video/a.webm"),
    "toml": (plain_with('"lease"', "lease"), "course.toml:1", "line 1"),
    "toml unknown field": (plain_with("required = true", "reqired = true"), "course.toml:4", "reqired"),
    "toml wrong type": (plain_with('title = "出租人"', "title = 3"), "course.toml:12", "Expected `str`"),
    "toml no file": (plain_with('file = "1.webm"\n', ""), "course.toml:6", "either a file or an address"),
    "toml answer": (plain_with("right = [2]", "right = [3]"), "course.toml:18", "from 1 to 2"),
    "toml time": (plain_with("45:00", "45"), "course.toml:11", "1:05 or 1:02:05"),
    "chapter after the end": (plain_with("0:05", "0:30"), "course.toml:6", "after the lesson's end"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_package_is_refused_whole_with_file_and_line(desk: Desk, tmp_path: Path, name: str) -> None:
    files, where, what = BAD[name]
    for path in (tmp_path / "package.zip", tmp_path / "package"):
        with pytest.raises(BadPackageError) as refused:
            desk.take(written(files, path))
        assert str(refused.value).startswith(f"{where}: ")
        assert what in refused.value.text
    assert desk.stored() == 0
    with desk.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM record WHERE kind = 'course'").scalar() == 0


def test_a_zip_that_leads_out_and_an_unknown_institute(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadPackageError, match="leads out of the package"):
        desk.take(written({"../cmi5.xml": CMI5}, tmp_path / "evil.zip"))
    (tmp_path / "torn.zip").write_bytes(b"PK\3\4 torn")
    with pytest.raises(BadPackageError, match="not a zip that can be read"):
        desk.take(tmp_path / "torn.zip")
    with pytest.raises(BadPackageError, match="no institute harvard: beijing"):
        desk.take(written(plain_files, tmp_path / "lease"), Wishes("harvard", (2026,)))


HEAD = ["课程编号", "课程名称", "主题", "必修", "方式", "分钟", "年度", "播放地址", "活动标识"]
ROWS = [
    ["A1", "增值税法", "税务", "是", "录播", 90, "2026", "https://bj.example.cn/a1.mp4", None],
    [None] * 9,
    ["A 2", "集团审计", "审计", "", "直播", 100.0, "2025、2026", "", "https://bj.example.cn/a2"],
]


def listed(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    assert book.active
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_an_excel_list_of_courses(desk: Desk, tmp_path: Path) -> None:
    first, second = desk.take(listed(tmp_path / "list.xlsx", HEAD, *ROWS)).new
    assert (first.id, first.topic, first.required, first.hours) == ("beijing-A1", "tax", True, 2.0)
    assert (first.lessons[0].media.address, first.lessons[0].length) == ("https://bj.example.cn/a1.mp4", 90 * 60_000)
    assert (second.lessons, second.delivery, second.years, second.hours) == ((), "live", (2025, 2026), 2.0)
    assert second.activity == "https://bj.example.cn/a2"
    assert second.id.startswith("beijing-")


@pytest.mark.parametrize(
    ("rows", "line", "what"),
    [
        ([HEAD[1:], *ROWS], 1, "课程编号"),
        ([HEAD], 1, "no course"),
        ([HEAD, ["A1", "", "税务", "", "", 90]], 2, "课程名称 is empty"),
        ([HEAD, ["A1", "题", "税务", "也许", "", 90]], 2, "必修"),
        ([HEAD, ["A1", "题", "税务", "", "函授", 90]], 2, "方式"),
        ([HEAD, ["A1", "题", "税务", "", "", "九十"]], 2, "分钟"),
        ([HEAD, ["A1", "题", "税务", "", "", 90, "今年"]], 2, "年度"),
        ([HEAD, ["A1", "题", "税务", "", "", 90, "", "ftp://x"]], 2, "播放地址"),
        ([HEAD, *ROWS, ROWS[0]], 5, "stands in row 2"),
    ],
)  # fmt: skip
def test_a_bad_list_is_refused_whole_with_its_row(
    desk: Desk, tmp_path: Path, rows: list[list[object]], line: int, what: str
) -> None:
    with pytest.raises(BadPackageError) as refused:
        desk.take(listed(tmp_path / "list.xlsx", *rows))
    assert (refused.value.file, refused.value.line) == ("list.xlsx", line)
    assert what in refused.value.text


def mp4(version: int, scale: int, duration: int, brand: bytes = b"isom") -> bytes:
    """The boxes of an MP4 that say how long it is."""
    times = struct.pack(">QQIQ", 0, 0, scale, duration) if version else struct.pack(">IIII", 0, 0, scale, duration)
    header = struct.pack(">I4sB3x", 12 + len(times), b"mvhd", version) + times
    moov = struct.pack(">I4s", 8 + len(header), b"moov") + header
    data = struct.pack(">I4sQ", 1, b"mdat", 16 + 5) + b"video"
    return struct.pack(">I4s4sI", 16, b"ftyp", brand, 0) + data + moov


def test_how_long_a_file_lasts_is_read_from_its_head() -> None:
    assert look(BytesIO(SAMPLE)) == Found("video/webm", 12_008)
    assert look(BytesIO(mp4(0, 1000, 2_700_000))) == Found("video/mp4", 2_700_000)
    assert look(BytesIO(mp4(1, 90_000, 90_000 * 3600))) == Found("video/mp4", 3_600_000)
    assert look(BytesIO(mp4(0, 44_100, 44_100, b"M4A "))).media_type == "audio/mp4"
    for broken in (mp4(0, 0, 0), mp4(0, 1000, 5)[:40], b"", SAMPLE[:30], b"GIF89a" * 9):
        with pytest.raises(NoMediaError):
            look(BytesIO(broken))


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed: no hour of video can be made")
@pytest.mark.parametrize(("kind", "codecs"), [("mp4", ("libx264", "aac")), ("mkv", ("libvpx", "libopus"))])
def test_an_hour_of_video_is_an_hour(tmp_path: Path, kind: str, codecs: tuple[str, str]) -> None:
    file = tmp_path / f"hour.{kind}"
    picture = ["-f", "lavfi", "-i", "color=c=blue:s=64x36:r=1/4:d=3600", "-c:v", codecs[0]]
    subprocess.run(["ffmpeg", "-y", "-loglevel", "error", *picture, str(file)], check=True)
    with file.open("rb") as content:
        assert look(content, file.name).length == pytest.approx(3_600_000, abs=4000)
