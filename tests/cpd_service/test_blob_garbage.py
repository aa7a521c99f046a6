"""Attachments that nothing refers to go; what somebody needs, or may be about to need, stays."""

import os
import shutil
import threading
import uuid
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from cpd_service.cli import main
from cpd_service.store.blob_folder import BlobFolder
from cpd_service.store.blob_garbage import collect
from cpd_service.store.blob_s3 import S3Store
from cpd_service.store.blob_store import BlobStore
from cpd_service.store.database import Database
from tests.cpd_service.conftest import World
from tests.support.api import PDF, Api, Json, hashed
from tests.support.s3 import KEYS, s3_server
from tests.support.service import ServiceProcess

AT_ONCE = timedelta(minutes=-1)  # no grace at all, whatever the clocks of a store and of this machine say
ROUNDS = 25
PAUSE_SECONDS = 0.02


def unused_and_used(api: Api) -> tuple[str, str]:
    """Two attachments: one uploaded and never filed, one of an application from which another was taken out."""
    mark = uuid.uuid4().bytes
    kept = api.attach(PDF + mark + b"kept", "留.pdf", "application/pdf")
    out = api.attach(PDF + mark + b"out", "去.pdf", "application/pdf")
    application = api.file(attachments=[kept, out])
    edit = {"was": {"attachments": [kept, out]}, "to": {"attachments": [kept]}}
    assert api.act("application.edit", application, edit, rev=1)["status"] == "applied"
    return out["sha256"], kept["sha256"]


def names(store: BlobStore) -> set[str]:
    return {one.sha256 for one in store.list()}


def test_what_nothing_refers_to_goes_after_its_grace(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    store = BlobFolder(world.service.directory / "blobs")
    member = world.api("an")
    out, kept = unused_and_used(member)
    young = member.attach(PDF + b"young", "新.pdf", "application/pdf")["sha256"]
    nobodys = store.put(PDF + b"left by a crash")
    for sha256 in (out, kept, nobodys):
        os.utime(store.path(sha256), (0, 0))
    options = ["--database-url", world.service.database_url, "--blobs", str(store.folder)]
    assert main(["blobs", "collect", *options]) == 0
    assert "2 of 4 attachments deleted" in capsys.readouterr().out
    assert names(store) == {kept, young}
    assert member.call("GET", f"/v1/blobs/{out}").status_code == 404
    assert member.call("GET", f"/v1/blobs/{kept}").status_code == 200


def test_a_command_that_comes_after_all_is_told_to_send_its_attachment_again(world: World) -> None:
    member = world.api("bo")
    late = member.command("application.file", str(uuid.uuid4()), member.draft())
    with closing(Database(world.service.database_url)) as database:
        collect(database, BlobFolder(world.service.directory / "blobs"), AT_ONCE)
    assert member.push(late)[0]["status"] == "retry"
    member.attach(PDF, "证明.pdf", "application/pdf")
    assert member.push(late)[0]["status"] == "applied"


def test_collecting_while_everybody_uploads_takes_nothing_that_is_needed(world: World) -> None:
    """Without any grace, so that uploads, commands and the collector meet all the time."""
    store = BlobFolder(world.service.directory / "blobs")
    done = threading.Event()
    collected = list[int]()

    def collect_all_the_while() -> None:
        with closing(Database(world.service.database_url)) as database:
            while not done.wait(PAUSE_SECONDS):  # room for an application to get through, sometimes
                collected.append(collect(database, store, AT_ONCE).deleted)

    collector = threading.Thread(target=collect_all_the_while)
    collector.start()
    member, needed = world.api("an"), dict[str, bytes]()
    try:
        for number in range(ROUNDS):
            data = PDF + b"%d" % number
            attachment = member.attach(data, "证明.pdf", "application/pdf")
            command = member.command("application.file", str(uuid.uuid4()), member.draft(attachments=[attachment]))
            send_until_applied(member, command, data)
            needed[attachment["sha256"]] = data
    finally:
        done.set()
        collector.join()
    print(f"{sum(collected)} collected in {len(collected)} rounds beside {ROUNDS} applications")
    for sha256, data in needed.items():
        assert member.call("GET", f"/v1/blobs/{sha256}").content == data


def send_until_applied(member: Api, command: Json, data: bytes) -> None:
    """What a client does: it uploads again whatever the service says it lacks."""
    while (status := member.push(command)[0]["status"]) == "retry":
        member.attach(data, "证明.pdf", "application/pdf")
    assert status == "applied"


def test_a_bucket_is_collected_like_a_folder(
    tmp_path: Path, sqlite_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    shutil.copy(sqlite_world, tmp_path)
    with s3_server(tmp_path) as server:
        service = ServiceProcess.start(tmp_path, blobs=server.url("garbage"))
        store = S3Store(server.url("garbage"))
        with closing(Api(service.url).sign_in("an")) as member, closing(Database(service.database_url)) as database:
            _out, kept = unused_and_used(member)
            store.put(PDF + b"nobody's")
            young = collect(database, store, timedelta(days=1))
            assert (young.seen, young.deleted) == (3, 0)
            gone = collect(database, store, AT_ONCE)
            assert (gone.seen, gone.deleted) == (3, 2)
            assert names(store) == {kept}
        service.check()
        service.stop()


def test_a_folder_that_cannot_be_written_to_is_said_and_nothing_is_forgotten(world: World) -> None:
    store = BlobFolder(world.service.directory / "blobs")
    sha256 = world.api("an").attach(PDF + b"stuck", "证明.pdf", "application/pdf")["sha256"]
    path = store.path(sha256)
    path.unlink()
    path.mkdir()  # what cannot be unlinked, for root neither
    with closing(Database(world.service.database_url)) as database, pytest.raises(OSError, match=sha256):
        collect(database, store, AT_ONCE)
    path.rmdir()
    path.write_bytes(PDF + b"stuck")
    assert hashed(path.read_bytes()) == sha256
