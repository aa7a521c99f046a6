"""kill -9 of the service while chunks are pushed: every command takes effect exactly once."""

import random
import threading
import uuid

import requests

from tests.cpd_service.conftest import World
from tests.support.api import Api, Json

ROUNDS = 4
PER_CHUNK = 20


def push_until_answered(api: Api, commands: list[Json], answered: list[Json], back: threading.Event) -> None:
    """Send the identical chunk again and again until there is an answer, as a client does."""
    while True:
        try:
            answered += api.push(*commands)
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
            assert back.wait(60), "the service did not come back"
        else:
            return


def test_every_command_takes_effect_exactly_once(world: World) -> None:
    chance = random.Random(1)
    api = world.api("an")
    draft = api.draft()
    answered: list[Json] = []
    filed: list[str] = []
    for _ in range(ROUNDS):
        back, stop = threading.Event(), threading.Event()

        def work(back: threading.Event = back, stop: threading.Event = stop) -> None:
            while not stop.is_set():
                commands = [api.command("application.file", str(uuid.uuid4()), draft) for _ in range(PER_CHUNK)]
                filed.extend(command["entity_id"] for command in commands)
                push_until_answered(api, commands, answered, back)

        thread = threading.Thread(target=work)
        thread.start()
        # Not a wait for anything: the moment of death is what varies.
        threading.Event().wait(chance.uniform(0.05, 0.5))
        world.service.kill()
        stop.set()
        world.service.restart()
        back.set()
        thread.join(60)
        assert not thread.is_alive()
    assert {result["status"] for result in answered} == {"applied"}
    assert {result["rev"] for result in answered} == {1}
    assert len(answered) == len(filed)
    assert set(filed) <= {item["id"] for item in api.pull()}
