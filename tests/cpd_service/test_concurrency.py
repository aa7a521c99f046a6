"""Many writers at once: numbers become visible in order, nothing is lost, nothing happens twice."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

from cpd_service.store.fairness import FairLock
from tests.cpd_service.conftest import World
from tests.support.api import Api

WRITERS = 4
CHUNKS = 6
PER_CHUNK = 5


def write(api: Api) -> list[str]:
    """Push some chunks of new applications and return their ids."""
    ids: list[str] = []
    draft = api.draft()
    for _ in range(CHUNKS):
        chunk = [api.command("application.file", str(uuid.uuid4()), draft) for _ in range(PER_CHUNK)]
        assert {r["status"] for r in api.push(*chunk)} == {"applied"}
        ids += [command["entity_id"] for command in chunk]
    return ids


def test_a_reader_that_follows_misses_nothing_while_many_write(world: World) -> None:
    writers = [world.api(key) for key in ("an", "bo", "an", "bo")]
    reader = world.api("js")
    done = threading.Event()
    seen: list[tuple[int, str]] = []

    def follow() -> None:
        since = 0
        while True:
            last_round = done.is_set()
            page = reader.page(since=since, limit=7)
            assert all(item["seq"] > since for item in page["items"])
            seen.extend((item["seq"], item["id"]) for item in page["items"])
            since = page["next"]
            if last_round and not page["more"]:
                return

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        following = pool.submit(follow)
        try:
            written = [future.result() for future in [pool.submit(write, api) for api in writers]]
        finally:
            done.set()
        following.result()

    seqs = [seq for seq, _ in seen]
    assert seqs == sorted(set(seqs))
    ids = [application_id for chunk in written for application_id in chunk]
    assert len(ids) == WRITERS * CHUNKS * PER_CHUNK
    assert set(ids) <= {entity_id for _, entity_id in seen}


def test_the_same_chunk_sent_at_once_takes_effect_once(world: World) -> None:
    """What happens when a client times out and repeats while the service is still at it."""
    api = world.api("an")
    draft = api.draft()
    commands = [api.command("application.file", str(uuid.uuid4()), draft) for _ in range(20)]
    with ThreadPoolExecutor(4) as pool:
        answers = [future.result() for future in [pool.submit(api.push, *commands) for _ in range(4)]]
    assert all(answer == answers[0] for answer in answers)
    assert {r["status"] for r in answers[0]} == {"applied"}


def test_opposite_decisions_at_once_one_wins_and_the_other_is_told(world: World) -> None:
    member = world.api("an")
    ids = [member.file() for _ in range(5)]
    one, two = world.api("js"), world.api("js2")
    confirm = [one.command("application.confirm", i, {"hours": 8}, rev=1) for i in ids]
    refuse = [two.command("application.refuse", i, {"reason": "无章"}, rev=1) for i in reversed(ids)]
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(one.push, *confirm), pool.submit(two.push, *refuse)
    outcomes = [[r["status"] for r in future.result()] for future in (first, second)]
    assert sorted(outcomes) == [["applied"] * 5, ["conflict"] * 5]


def test_the_same_new_id_from_two_members_at_once_belongs_to_one(world: World) -> None:
    apis = [world.api("an"), world.api("chen")]
    for _ in range(3):
        entity_id = str(uuid.uuid4())
        commands = [api.command("application.file", entity_id, api.draft()) for api in apis]
        with ThreadPoolExecutor(2) as pool:
            pushes = [pool.submit(api.push, command) for api, command in zip(apis, commands, strict=True)]
        results = [future.result()[0] for future in pushes]
        assert sorted((r["status"], r.get("code", "")) for r in results) == [
            ("applied", ""),
            ("rejected", "OUT_OF_REACH"),
        ]


def test_the_writer_lock_is_handed_on_in_the_order_of_asking() -> None:
    lock = FairLock()
    order: list[int] = []

    def work(number: int) -> None:
        with lock:
            order.append(number)

    threads: list[threading.Thread] = []
    with lock:
        for number in range(8):
            thread = threading.Thread(target=work, args=(number,))
            thread.start()
            threads.append(thread)
            while len(lock._waiting) <= number:
                assert thread.is_alive()
    for thread in threads:
        thread.join()
    assert order == list(range(8))
