"""``cpd-service check`` finds what does not hold together and says it in words."""

import shutil
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

import pytest

from cpd_service.check import QUESTIONS
from cpd_service.cli import main
from cpd_service.service import open_service
from tests.support.api import PDF, PNG, Api, hashed
from tests.support.service import ServiceProcess

DAMAGES = {  # what is done to the database: a part of what must be said
    "DELETE FROM record WHERE kind = 'application'": "has no record",
    "UPDATE record SET rev = 7 WHERE kind = 'application'": "is announced as revision 2 and is at 7",
    "DELETE FROM feed WHERE kind = 'application'": "is announced nowhere",
    "UPDATE scope SET seq = 1 WHERE id = 'p:32'": "lies beyond the scope's counter 1",
    "UPDATE scope SET seq = seq + 1 WHERE id = 'p:32'": "the counter says",
    "DELETE FROM scope WHERE id = 'p:32'": "lies beyond",
    "UPDATE scope SET epoch = 'old' WHERE id = 'p:32'": "belongs to epoch old",
    "DELETE FROM receipt": "has no receipt",
    "INSERT INTO history (kind, entity_id, rev, at, account_id, device_id, command_id, what, detail)"
    " SELECT kind, entity_id, rev + 1, at, account_id, device_id, command_id, what, detail FROM history": "2 times",
    "DELETE FROM history WHERE rev = 1": "left no trace",
    "DELETE FROM history WHERE rev = 2": "its history ends at 1",
    "UPDATE history SET rev = 2": "has revision 2 twice",
    "UPDATE record SET body = json_set(body, '$.id', 'x') WHERE kind = 'application'": "its JSON differ",
    "DELETE FROM blob_scope": "is linked to nobody",
}


@pytest.fixture(scope="module")
def healthy(sqlite_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a member has filed and staff have confirmed."""
    folder = tmp_path_factory.mktemp("healthy")
    shutil.copy(sqlite_world, folder)
    service = ServiceProcess.start(folder)
    with closing(Api(service.url).sign_in("an")) as member, closing(Api(service.url).sign_in("js")) as staff:
        staff.act("application.confirm", member.file(), {"hours": 8}, rev=1)
        gone = member.file()
        member.act("application.delete", gone, {}, rev=1)
        missing = member.command("application.delete", str(uuid.uuid4()), {}, rev=1)
        assert member.push(missing)[0]["status"] == "rejected"
    service.stop()
    return folder


@pytest.fixture
def folder(healthy: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(healthy, tmp_path / "copy"))


def check(folder: Path) -> int:
    url = f"sqlite:///{(folder / 'service.sqlite3').as_posix()}"
    return main(["check", "--database-url", url, "--blobs", str(folder / "blobs")])


def test_all_is_well(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(folder) == 0
    assert capsys.readouterr().out == "all is well\n"


@pytest.mark.parametrize(("damage", "said"), DAMAGES.items())
def test_damage_is_found(folder: Path, capsys: pytest.CaptureFixture[str], damage: str, said: str) -> None:
    with closing(sqlite3.connect(folder / "service.sqlite3")) as database, database:
        assert database.execute(damage).rowcount > 0
    assert check(folder) == 1
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(("content", "said"), [(None, "is missing from the store"), (PNG, "is damaged in the store")])
def test_a_lost_or_damaged_attachment_is_found(
    folder: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, said: str
) -> None:
    file = folder / "blobs" / hashed(PDF)[:2] / hashed(PDF)
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    assert check(folder) == 1
    assert f"{hashed(PDF)} {said}" in capsys.readouterr().out


@pytest.mark.parametrize("query", [query for _, query in QUESTIONS])
def test_no_question_scans_a_table_for_every_row_of_another(folder: Path, query: str) -> None:
    """On a large database that would never end."""
    filled = query.format(status="receipt.result", rev="rev", id="id")
    with closing(sqlite3.connect(folder / "service.sqlite3")) as database:
        plan = {step: (above, what) for step, above, _, what in database.execute(f"EXPLAIN QUERY PLAN {filled}")}
    assert plan
    for above, what in plan.values():
        if what.startswith("SCAN"):
            assert "CORRELATED" not in plan.get(above, (0, ""))[1], plan


def test_many_troubles_of_a_sort_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(folder / "service.sqlite3")) as database, database:
        database.executemany("INSERT INTO blob VALUES (?, 1, 'x')", [(f"{n:064}",) for n in range(30)])
        database.execute("DELETE FROM feed")
    assert check(folder) == 1
    said = capsys.readouterr().out
    assert "... and 10 more of this sort" in said
    assert said.endswith("troubles\n")


def test_a_new_database_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_service(f"sqlite:///{(tmp_path / 'service.sqlite3').as_posix()}", tmp_path / "blobs").close()
    assert check(tmp_path) == 0
    assert "all is well" in capsys.readouterr().out
