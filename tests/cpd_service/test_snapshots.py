"""Prepared snapshots: what is in one, when it is built, who gets it, how much memory it takes."""

import json
import shutil
import sqlite3
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import requests
import zstandard
from msgspec.structs import replace
from sqlalchemy import text

from cpd_core.entities import Application, Attachment, Institute
from cpd_core.prepared import FORM, Head
from cpd_service.snapshots.build import PAGE, Stopped, build, count
from cpd_service.snapshots.folder import Contents, SnapshotFolder
from cpd_service.snapshots.shelf import STALE_CHANGES, Ready, Shelf, TooSmall
from cpd_service.store.database import Database
from cpd_service.store.writer import Writer
from tests.cpd_service.conftest import World
from tests.support.api import Api
from tests.support.service import ServiceProcess

SCOPE = "p:77"
# Entities of one scope, made by the database itself; their JSON is that of institutes with a long name.
FILL = """
INSERT INTO record (kind, id, rev, province, body)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many})
SELECT 'institute', 'filled-' || i, 1, '77',
    '{{"id":"filled-' || i || '","rev":1,"name":"' || printf('%060d', i) || '"}}' FROM n
"""
ANNOUNCE = """
INSERT INTO feed (scope, seq, op, rid, kind, id, rev)
SELECT 'p:77', row_number() OVER (ORDER BY rid), 'upsert', rid, kind, id, rev FROM record WHERE province = '77'
"""
COUNT = """
INSERT INTO scope (id, epoch, seq, floor)
SELECT 'p:77', (SELECT value FROM setting WHERE key = 'epoch'), (SELECT max(seq) FROM feed WHERE scope = 'p:77'), 0
"""


def fill(database: Database, many: int) -> None:
    """Let the scope hold so many entities."""
    with database.writing() as connection:
        for statement in (FILL.format(many=many), ANNOUNCE, COUNT):
            connection.exec_driver_sql(statement)


def put(database: Database, *names: str, rev: int = 1) -> None:
    """Write entities into the scope through the front door."""
    with database.writing() as connection:
        writer = Writer(connection)
        for name in names:
            writer.put("institute", Institute(id=name, rev=rev, name=name), (SCOPE,))
        writer.flush()


@contextmanager
def unpacked(packed: bytes) -> Iterator[sqlite3.Connection]:
    """The prepared cache as a client has it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cache.sqlite3"
        path.write_bytes(zstandard.decompress(packed))
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)
            yield db


def head_of(packed: bytes) -> Head:
    with unpacked(packed) as db:
        (row,) = db.execute("SELECT form, protocol, scope, epoch, high, count FROM prepared")
        return Head(*row)


def wait_for(shelf: Shelf) -> Ready:
    """Take a snapshot, waiting for the worker where it has to be built."""
    while (ready := shelf.take(SCOPE)) is None:
        finish_building()
    return ready


def finish_building() -> None:
    """Wait for the worker to be done with all that is wanted."""
    for thread in threading.enumerate():
        if thread.name == "snapshots":
            thread.join()


@pytest.fixture
def database(sqlite_world: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copy(sqlite_world, tmp_path / "service.sqlite3")
    opened = Database(f"sqlite:///{(tmp_path / 'service.sqlite3').as_posix()}")
    yield opened
    opened.close()


@pytest.fixture
def shelf(database: Database, tmp_path: Path) -> Iterator[Shelf]:
    """A shelf that finds ten entities worth a snapshot."""
    made = Shelf(database, tmp_path / "snapshots", smallest=10)
    yield made
    made.close()


# --- the route, on every database ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def filled(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A service on which staff of Jiangsu have more than two pages of records."""
    database = Database(database_url)
    with database.writing() as connection:
        writer = Writer(connection)
        for number in range(2 * PAGE + 5):
            writer.put("institute", Institute(id=f"i-{number}", rev=1, name=f"第“{number}”\n"), ("p:32",))
        writer.remove("institute", "i-7", rev=2, scopes=("p:32",))
        writer.flush()
    database.close()
    process = ServiceProcess.start(tmp_path_factory.mktemp("service"), database_url)
    opened: list[Api] = []
    yield World(process, lambda api: opened.append(api) or api)
    for api in opened:
        api.close()
    process.stop()


def path_of(scope: str, form: int = FORM) -> str:
    return f"/v1/scopes/{scope}/snapshot?form={form}"


def load(api: Api) -> requests.Response:
    """The snapshot, once it is built."""
    answer = api.call("GET", path_of(api.home))
    while answer.status_code == 202:
        assert answer.json() == {"status": "building"}
        assert int(answer.headers["Retry-After"]) >= 1
        answer = api.call("GET", path_of(api.home))
    assert answer.status_code == 200, answer.text
    return answer


def test_a_snapshot_is_the_live_part_of_the_feed_as_of_its_high(filled: World) -> None:
    staff = filled.api("js")
    answer = load(staff)
    assert answer.headers["content-type"] == "application/zstd"
    assert not {"content-encoding", "content-disposition"} & {name.lower() for name in answer.headers}
    live = [item for item in staff.pull() if item["op"] == "upsert"]
    page = staff.page()
    assert len(live) > 2 * PAGE
    assert head_of(answer.content) == Head(FORM, 1, staff.home, page["epoch"], page["high"], len(live))
    with unpacked(answer.content) as db:
        rows = db.execute(
            "SELECT seq, kind, id, rev, scope, body, number, name, listed FROM record ORDER BY rid"
        ).fetchall()
    assert [(seq, kind, id_, rev) for seq, kind, id_, rev, *_ in rows] == [
        (item["seq"], item["kind"], item["id"], item["rev"]) for item in live
    ]
    assert [json.loads(row[5]) for row in rows] == [item["data"] for item in live]
    assert {row[4] for row in rows} == {staff.home}
    shown = {row[2]: row[6:] for row in rows}
    assert shown["i-8"] == ("", "第“8”\n", 0)


def test_it_says_what_attachments_there_are_to_be_decided_on(database: Database, tmp_path: Path) -> None:
    paper = Attachment(sha256="a" * 64, name="证明.pdf", size=70, media_type="application/pdf")
    with database.writing() as connection:
        writer = Writer(connection)
        for name, state, sha256 in (("one", "pending", "a"), ("two", "pending", "a"), ("three", "confirmed", "b")):
            application = Application(
                id=name, rev=1, kind="input", member_id="m", member_no="1", member_name="王芳", member_type="cpa",
                province="77", year=2026, state=state, hours=4.0, filed_at="2026-11-01T00:00:00Z",
                attachments=(replace(paper, sha256=sha256 * 64),),
            )  # fmt: skip
            writer.put("application", application)
        writer.flush()
    packed = build(database, SnapshotFolder(tmp_path / "snapshots"), SCOPE).read_bytes()
    with unpacked(packed) as db:
        assert db.execute("SELECT * FROM paper").fetchall() == [(paper.sha256, paper.size, paper.media_type)]
        assert db.execute("SELECT id, hours, state FROM record WHERE listed = 1 ORDER BY rid").fetchall() == [
            ("one", 4.0, "pending"), ("two", 4.0, "pending"), ("three", 4.0, "confirmed")
        ]  # fmt: skip


def test_a_client_of_another_form_uses_the_feed(filled: World) -> None:
    staff = filled.api("js")
    for path in (path_of(staff.home, FORM + 1), path_of(staff.home, 0)):
        answer = staff.call("GET", path)
        assert (answer.status_code, answer.json()["code"]) == (404, "NO_SNAPSHOT")


def test_an_interrupted_load_goes_on(filled: World) -> None:
    staff = filled.api("js")
    whole = load(staff)
    path = path_of(staff.home)
    rest = staff.call("GET", path, headers={"Range": "bytes=1000-", "If-Range": whole.headers["etag"]})
    assert (rest.status_code, rest.headers["etag"]) == (206, whole.headers["etag"])
    assert rest.headers["content-range"] == f"bytes 1000-{len(whole.content) - 1}/{len(whole.content)}"
    assert whole.content[:1000] + rest.content == whole.content
    other = staff.call("GET", path, headers={"Range": "bytes=1000-", "If-Range": '"another"'})
    assert (other.status_code, other.content) == (200, whole.content)
    assert not whole.headers["etag"].startswith("W/")


def test_a_range_that_is_none_is_a_problem_and_names_the_header(filled: World) -> None:
    staff = filled.api("js")
    whole = load(staff)
    path = path_of(staff.home)
    wrong = {"bytes=abc": 400, "bytes=-": 400, "bytes=9-5": 400, "abc": 400, f"bytes={len(whole.content)}-": 416}
    for asked, status in wrong.items():
        answer = staff.call("GET", path, headers={"Range": asked})
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), asked
        assert [one["field"] for one in answer.json()["errors"]] == ["Range"]
    for asked in ("pages=1-2", "bytes=0-1,5-9"):
        assert staff.call("GET", path, headers={"Range": asked}).content == whole.content, asked


def test_only_within_the_callers_scopes_and_only_where_it_is_worth_it(filled: World) -> None:
    for key, scope, status, code in (
        ("sh", "p:32", 403, "FORBIDDEN"),
        ("an", "p:32", 403, "FORBIDDEN"),
        ("js", "p:31", 403, "FORBIDDEN"),
        ("sh", "p:31", 404, "NO_SNAPSHOT"),
        ("an", "m:an", 404, "NO_SNAPSHOT"),
        ("office", "ref", 404, "NO_SNAPSHOT"),
    ):
        answer = filled.api(key).call("GET", path_of(scope))
        assert (answer.status_code, answer.json()["code"]) == (status, code), (key, scope)


# --- the shelf -------------------------------------------------------------------------------------------------------


def test_a_scope_that_is_too_small_has_none(database: Database, shelf: Shelf) -> None:
    put(database, *(f"i-{number}" for number in range(9)))
    with pytest.raises(TooSmall):
        shelf.take(SCOPE)
    for rev in (2, 3):  # many changes are not many records
        put(database, *(f"i-{number}" for number in range(9)), rev=rev)
    with pytest.raises(TooSmall):
        shelf.take(SCOPE)
    put(database, "one-more")
    assert wait_for(shelf)


def test_a_snapshot_is_kept_until_the_feed_has_gone_on_far(database: Database, shelf: Shelf) -> None:
    fill(database, 20)
    first = wait_for(shelf)
    put(database, "a", "b")
    assert wait_for(shelf) == first
    with database.writing() as connection:
        connection.execute(text("UPDATE scope SET seq = seq + :more WHERE id = 'p:77'"), {"more": STALE_CHANGES})
    assert shelf.take(SCOPE) == first, "the feed goes on from it, so nobody has to wait for the next one"
    finish_building()
    head = head_of(wait_for(shelf).path.read_bytes())
    assert (head.high, head.count) == (22 + STALE_CHANGES, 22)


@pytest.mark.parametrize("change", ["epoch = 'restored'", "floor = seq"])
def test_one_from_which_the_feed_does_not_go_on_is_never_handed_out(
    database: Database, shelf: Shelf, change: str
) -> None:
    fill(database, 20)
    first = wait_for(shelf)
    put(database, "a")
    with database.writing() as connection:
        connection.execute(text(f"UPDATE scope SET {change} WHERE id = 'p:77'"))
    assert shelf.take(SCOPE) is None
    second = wait_for(shelf)
    assert second.etag != first.etag
    assert head_of(second.path.read_bytes()).high == 21


def test_the_one_before_is_kept_for_who_is_still_loading_it(database: Database, tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path / "snapshots")
    fill(database, 20)
    made: list[Path] = []
    for name in ("a", "b", "c"):
        put(database, name)
        made.append(build(database, folder, SCOPE))
    assert sorted(folder.folder.iterdir()) == sorted(made[1:])


def test_a_build_that_fails_or_is_stopped_leaves_nothing(
    database: Database, shelf: Shelf, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fill(database, 20)
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        build(database, SnapshotFolder(tmp_path / "snapshots"), SCOPE, stop)
    assert list((tmp_path / "snapshots").iterdir()) == []
    (tmp_path / "snapshots").rmdir()
    (tmp_path / "snapshots").touch()  # a file where the folder should be
    assert shelf.take(SCOPE) is None
    finish_building()
    assert "cannot be built" in caplog.text


def test_names_tell_scopes_apart(tmp_path: Path) -> None:
    """One scope's name is another one's beginning; neither gets the other's file."""
    folder = SnapshotFolder(tmp_path)
    for scope in ("m:a", "m:a.b.1", "m:a-b", "m:a:b"):
        contents = Contents(scope, "abc", 5, 3)
        with folder.writing(contents) as file:
            file.write(scope.encode())
    for scope in ("m:a", "m:a.b.1", "m:a-b", "m:a:b"):
        found = folder.newest(scope)
        assert found
        assert (found[0].scope, found[1].read_bytes()) == (scope, scope.encode())
    assert folder.newest("m:a.b") is None


def test_memory_is_bounded_whatever_the_size(database: Database, tmp_path: Path) -> None:
    """A hundred thousand records, some 20 MB of JSON, within 4 MB."""
    many = 100_000
    fill(database, many)
    folder = SnapshotFolder(tmp_path / "snapshots")
    tracemalloc.start()
    path = build(database, folder, SCOPE)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    with path.open("rb") as packed:
        assert zstandard.get_frame_parameters(packed.read(64)).content_size > 4 * 4 * 2**20
    assert peak < 4 * 2**20, f"{peak} bytes"
    assert head_of(path.read_bytes()).count == many
    with database.reading() as connection:
        assert count(connection, SCOPE) == many
