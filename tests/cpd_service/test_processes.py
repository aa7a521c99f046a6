"""Several service processes on one PostgreSQL database: to a client they are one service."""

import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cpd_core.entities import Completion
from cpd_service.store.database import Database
from cpd_service.store.writer import Writer
from tests.cpd_service.conftest import TEMPLATE
from tests.support.api import Api
from tests.support.postgres import PostgresServer
from tests.support.service import ServiceProcess

WRITERS = 8
TRANSACTIONS = 25  # of each writer
HELD_SECONDS = (0.0, 0.004, 0.012, 0.03)  # how long a transaction stays open after its number was taken
CHUNKS, PER_CHUNK = 6, 5


@pytest.fixture
def postgres_url(postgres_world: PostgresServer) -> Iterator[str]:
    """A fresh copy of the small world on PostgreSQL."""
    name = f"world_{uuid.uuid4().hex}"
    yield postgres_world.create(name, TEMPLATE)
    postgres_world.drop(name)


@dataclass
class Follower:
    """Reads a scope to its end again and again, from one process after the other, as clients behind a proxy do."""

    readers: list[Api]
    scope: str
    done: threading.Event = field(default_factory=threading.Event)
    seen: list[tuple[int, str, int]] = field(default_factory=list)
    pages: int = 0

    def run(self) -> None:
        since = 0
        while True:
            last_round = self.done.is_set()
            page = self.readers[self.pages % len(self.readers)].page(self.scope, since=since, limit=20)
            self.pages += 1
            self.seen += [(item["seq"], item["id"], item["rev"]) for item in page["items"]]
            since = page["next"]
            if last_round and not page["more"]:
                return


def test_two_processes_are_one_service(postgres_url: str, tmp_path: Path) -> None:
    with ExitStack() as stack:
        places = [tmp_path / name for name in ("one", "two")]
        blobs = str(tmp_path / "blobs")
        for place in places:
            place.mkdir()
        one, two = (ServiceProcess.start(place, postgres_url, blobs) for place in places)
        for service in (one, two):
            stack.callback(service.kill)  # where the test fails; after its stop there is nothing to end
        members = [stack.enter_context(closing(Api(one.url))).sign_in(key) for key in ("an", "bo", "an", "bo")]
        staff = stack.enter_context(closing(Api(one.url))).sign_in("js")
        elsewhere = stack.enter_context(closing(Api(two.url, staff.device)))
        elsewhere.http.headers["Authorization"] = staff.http.headers["Authorization"]
        elsewhere.person = staff.person
        for member in members[2:]:  # signed in at the one, at work at the other
            member.url = two.url
        follower = Follower([staff, elsewhere], staff.home)

        def work(member: Api) -> list[str]:
            draft, ids = member.draft(), list[str]()
            for _ in range(CHUNKS):
                chunk = [member.command("application.file", str(uuid.uuid4()), draft) for _ in range(PER_CHUNK)]
                answer = member.push(*chunk)
                assert {result["status"] for result in answer} == {"applied"}
                member.url = one.url if member.url == two.url else two.url
                assert member.push(*chunk) == answer, "the other process knows the receipts"
                ids += [command["entity_id"] for command in chunk]
            return ids

        with ThreadPoolExecutor(len(members) + 1) as pool:
            following = pool.submit(follower.run)
            try:
                written = [name for ids in pool.map(work, members) for name in ids]
            finally:
                follower.done.set()
            following.result()

        seqs = [seq for seq, _, _ in follower.seen]
        assert seqs == sorted(set(seqs)), "in order, and nothing twice"
        assert len(written) == len(members) * CHUNKS * PER_CHUNK
        assert set(written) <= {name for _, name, _ in follower.seen}
        whole = staff.pull()
        assert [item["seq"] for item in whole] == list(range(1, len(whole) + 1)), "without a gap"
        assert elsewhere.call("DELETE", "/v1/session").status_code == 204
        assert staff.call("GET", "/v1/session").status_code == 401, "signed out at one, signed out at all"
        one.check()
        for service in (one, two):
            service.stop()


def test_no_update_is_lost_by_the_order_of_commits(postgres_url: str, tmp_path: Path) -> None:
    """Eight writers whose transactions stay open after they took their number, and a reader that follows.

    A cursor over a database sequence misses what commits late with a low number: 541 of 2,000 in a trial.
    """
    service = ServiceProcess.start(tmp_path, postgres_url)
    reader = Api(service.url).sign_in("js")
    follower = Follower([reader], "p:32")

    def write(number: int) -> list[str]:
        names: list[str] = []
        with closing(Database(postgres_url)) as database:
            for turn in range(TRANSACTIONS):
                name = f"w{number}-{turn}"
                with database.writing() as connection:
                    writer = Writer(connection)
                    writer.put("completion", completion(name, f"member-{number}"))
                    writer.flush()
                    # Not a wait for anything: how long the transaction stays open is what varies.
                    threading.Event().wait(HELD_SECONDS[(number + turn) % len(HELD_SECONDS)])
                names.append(name)
        return names

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        following = pool.submit(follower.run)
        try:
            written = [name for names in pool.map(write, range(WRITERS)) for name in names]
        finally:
            follower.done.set()
        following.result()
    reader.close()

    seen = {name for _, name, _ in follower.seen}
    missed = sorted(set(written) - seen)
    print(
        f"{WRITERS} writers, {len(written)} transactions, {follower.pages} pages pulled meanwhile, {len(missed)} missed"
    )
    assert len(written) == WRITERS * TRANSACTIONS
    assert not missed
    assert follower.pages > WRITERS, "the reader did read meanwhile"
    service.check()
    service.stop()


def completion(name: str, member_id: str) -> Completion:
    return Completion(
        id=name,
        rev=1,
        member_id=member_id,
        province="32",
        year=2025,
        institute_id="beijing",
        course_id="course-1",
        title="职业道德",
        topic="ethics",
        required=True,
        delivery="recorded",
        minutes=90,
        hours=2.0,
        finished_on="2025-05-05",
    )
