"""What every store of attachments promises, asked of a folder and of a real server that speaks S3."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cpd_service.cli import main
from cpd_service.store.blob_folder import BlobFolder
from cpd_service.store.blob_s3 import S3Store
from cpd_service.store.blob_store import BlobMissing, BlobStore, BlobStoreError, open_store, read
from tests.support.api import PDF, Api, hashed
from tests.support.s3 import KEYS, S3Server, s3_server
from tests.support.service import ServiceProcess

LARGE = PDF + bytes(range(256)) * 4096
SLACK = timedelta(minutes=1)  # a store may tell its time in seconds


class StoreTests:
    """The promises; each kind of store brings the fixture ``place``, what ``--blobs`` is given."""

    @pytest.fixture
    def store(self, place: str) -> BlobStore:
        return open_store(place)

    def test_bytes_come_back_whole_and_in_parts(self, store: BlobStore) -> None:
        assert store.put(LARGE) == hashed(LARGE)
        assert read(store, hashed(LARGE)) == LARGE
        assert b"".join(store.open(hashed(LARGE), 5)) == LARGE[5:]
        assert b"".join(store.open(hashed(LARGE), 300_000, 500_001)) == LARGE[300_000:800_001]
        assert max(len(part) for part in store.open(hashed(LARGE))) < len(LARGE) / 2

    def test_what_is_not_there_is_said_at_once(self, store: BlobStore) -> None:
        with pytest.raises(BlobMissing):
            store.open(hashed(PDF))
        assert store.head(hashed(PDF)) is None
        assert list(store.list()) == []
        store.delete(hashed(PDF))

    def test_what_is_known_of_an_attachment(self, store: BlobStore) -> None:
        before = datetime.now(UTC)
        store.put(PDF)
        found = store.head(hashed(PDF))
        assert found
        assert (found.sha256, found.size) == (hashed(PDF), len(PDF))
        assert before - SLACK < found.put_at < datetime.now(UTC) + SLACK

    def test_the_list_has_all_and_deleting_takes_one_away(self, store: BlobStore) -> None:
        hashes = {store.put(PDF + bytes([number])) for number in range(20)}
        store.put(PDF)
        store.put(PDF)
        assert {(one.sha256, one.size) for one in store.list()} == {(name, len(PDF) + 1) for name in hashes} | {
            (hashed(PDF), len(PDF))
        }
        store.delete(hashed(PDF))
        assert {one.sha256 for one in store.list()} == hashes

    @pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
    def test_no_place_is_made_of_what_is_no_hash(self, store: BlobStore, name: str) -> None:
        for ask in (store.open, store.head, store.delete):
            with pytest.raises(ValueError, match="not a SHA-256"):
                ask(name)

    def test_a_service_serves_from_it(self, place: str, sqlite_world: Path, tmp_path: Path) -> None:
        shutil.copy(sqlite_world, tmp_path)
        service = ServiceProcess.start(tmp_path, blobs=place)
        with closing(Api(service.url).sign_in("an")) as member:
            member.attach(LARGE, "证明.pdf", "application/pdf")
            path = f"/v1/blobs/{hashed(LARGE)}"
            whole = member.call("GET", path)
            assert (whole.status_code, whole.content, whole.headers["ETag"]) == (200, LARGE, f'"{hashed(LARGE)}"')
            head = member.call("HEAD", path)
            assert (head.headers["Content-Length"], head.headers["Accept-Ranges"]) == (str(len(LARGE)), "bytes")
            for asked, part in (("1000-", LARGE[1000:]), ("0-9", LARGE[:10]), ("-7", LARGE[-7:])):
                answer = member.call("GET", path, headers={"Range": f"bytes={asked}"})
                assert (answer.status_code, answer.content) == (206, part)
                assert answer.headers["Content-Range"].endswith(f"/{len(LARGE)}")
            behind = member.call("GET", path, headers={"Range": f"bytes={len(LARGE)}-"})
            assert (behind.status_code, behind.headers["Content-Range"]) == (416, f"bytes */{len(LARGE)}")
            for ignored in ({"Range": "pages=1-2"}, {"Range": "bytes=5-9", "If-Range": '"another"'}):
                assert member.call("GET", path, headers=ignored).content == LARGE
            open_store(place).delete(hashed(LARGE))
            assert member.call("GET", path).status_code == 404
            member.attach(LARGE, "证明.pdf", "application/pdf")
            assert member.call("GET", path).content == LARGE, "whoever has it can bring it back"
        service.check()
        service.kill()
        assert f"attachment {hashed(LARGE)} is missing from the store" in service.log.read_text("utf-8")


class TestFolder(StoreTests):
    @pytest.fixture
    def place(self, tmp_path: Path) -> str:
        return str(tmp_path / "blobs")

    def test_putting_again_makes_it_young(self, place: str) -> None:
        store = BlobFolder(Path(place))
        path = store.path(store.put(PDF))
        os.utime(path, (0, 0))
        assert [one.put_at.year for one in store.list()] == [1970]
        store.put(PDF)
        assert [one.put_at.year > 1970 for one in store.list()] == [True]

    def test_what_a_crash_left_half_written_has_no_name(self, place: str) -> None:
        store = BlobFolder(Path(place))
        (store.path(store.put(PDF)).parent / "new-abc").write_bytes(b"half")
        assert [one.sha256 for one in store.list()] == [hashed(PDF)]


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        for name, value in KEYS.items():
            patch.setenv(name, value)
        yield stack.enter_context(s3_server(tmp_path_factory.mktemp("s3")))


class TestS3(StoreTests):
    @pytest.fixture
    def place(self, s3: S3Server, request: pytest.FixtureRequest) -> str:
        return s3.url(f"test/{hashed(request.node.name.encode())}")

    def test_many_are_listed_page_by_page(self, s3: S3Server) -> None:
        store = S3Store(s3.url("many"))
        for number in range(1001):  # a page of S3 has 1,000
            s3.client.put_object(Bucket="cpd", Key=f"many/00/{number:064}", Body=b"x")
        s3.client.put_object(Bucket="cpd", Key="many/readme.txt", Body=b"not ours")
        assert sum(1 for _ in store.list()) == 1001

    @pytest.mark.parametrize(
        ("url", "said"),
        [
            ("s3://nobody/x?endpoint={endpoint}", "refuses"),
            ("s3://cpd/x?endpoint=http://127.0.0.1:9", "cannot be used"),
            ("s3://cpd/x?endpoint=nonsense", "cannot be used"),
            ("s3://cpd/x?secret=1", "not s3://BUCKET"),
            ("s3:///x", "not s3://BUCKET"),
        ],
    )
    def test_a_store_that_cannot_be_used_is_named(
        self, s3: S3Server, tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str, said: str
    ) -> None:
        place = url.format(endpoint=s3.endpoint)
        database = f"sqlite:///{(tmp_path / 'service.sqlite3').as_posix()}"
        assert main(["serve", "--port", "0", "--database-url", database, "--blobs", place]) == 1
        assert said in capsys.readouterr().err

    def test_a_store_that_is_away_is_a_matter_of_waiting(
        self, tmp_path: Path, sqlite_world: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name, value in KEYS.items():
            monkeypatch.setenv(name, value)
        shutil.copy(sqlite_world, tmp_path)
        with s3_server(tmp_path) as mortal:
            service = ServiceProcess.start(tmp_path, blobs=mortal.url(""))
            api = Api(service.url).sign_in("an")
            api.attach(PDF, "证明.pdf", "application/pdf")
        for answer in (
            api.call("GET", f"/v1/blobs/{hashed(PDF)}"),
            api.call("PUT", f"/v1/blobs/{hashed(LARGE)}", data=LARGE),
        ):
            assert (answer.status_code, answer.json()["code"]) == (503, "BUSY")
            assert int(answer.headers["Retry-After"]) > 0
        api.close()
        service.stop()


def test_a_store_needs_its_bucket(s3: S3Server) -> None:
    with pytest.raises(BlobStoreError, match="refuses"):
        open_store(f"s3://missing/?endpoint={s3.endpoint}")
