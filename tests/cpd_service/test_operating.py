"""What those who run the service see: logs without anything personal, figures, whether it is ready, how it stops."""

import json
import shutil
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from cpd_service.operating.meters import Meters, served
from tests.support.api import Api
from tests.support.service import ServiceProcess


@pytest.fixture
def service(sqlite_world: Path, tmp_path: Path) -> Iterator[ServiceProcess]:
    """Not started yet, so that a test may give it options."""
    shutil.copy(sqlite_world, tmp_path)
    process = ServiceProcess(tmp_path)
    yield process
    process.kill()


def lines(service: ServiceProcess) -> list[dict[str, Any]]:
    """The log, a JSON object a line."""
    return [json.loads(line) for line in service.log.read_text("utf-8").splitlines()]


def lose(service: ServiceProcess, table: str) -> None:
    with closing(sqlite3.connect(service.directory / "service.sqlite3")) as database:
        database.execute(f"ALTER TABLE {table} RENAME TO lost")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def figures(port: int) -> dict[tuple[str, ...], float]:
    """All samples by name and labels."""
    answer = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=10)
    assert answer.ok
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_a_line_of_json_for_each_request_names_the_route_and_nobody(service: ServiceProcess) -> None:
    service.options = ("--log", "json", "--access-log")
    service.restart()
    with closing(Api(service.url).sign_in("an")) as api:
        filed = api.file()
        api.call("GET", "/v1/certificates/JS-2026-000001/pdf", headers={"X-Request-Id": "from-the-proxy"})
        api.call("GET", "/nowhere/320000010021", headers={"X-Request-Id": "not one\tfor a log"})
    service.stop()
    answered = [line for line in lines(service) if line["logger"] == "cpd_service.access"]
    shown = {(line["method"], line["route"], line["status"]) for line in answered}
    assert ("POST", "/v1/commands", 200) in shown
    assert ("GET", "(none)", 404) in shown
    assert [line["request"] for line in answered if "certificates" in line["route"]] == ["from-the-proxy"]
    assert all(line["ms"] > 0 and line["bytes"] >= 0 and line["level"] == "INFO" for line in answered)
    whole = service.log.read_text("utf-8")
    for personal in (filed, "m:an", "JS-2026-000001", "320000010021", "not one"):
        assert personal not in whole, personal


def test_the_answer_says_under_which_id_it_was_logged(service: ServiceProcess) -> None:
    service.restart()
    given = requests.get(f"{service.url}/healthz", headers={"X-Request-Id": "abc.1"}, timeout=10)
    made = [requests.get(f"{service.url}/healthz", timeout=10).headers["X-Request-Id"] for _ in range(2)]
    assert given.headers["X-Request-Id"] == "abc.1"
    assert made[0] != made[1]


def test_a_bug_is_one_line_of_json_with_its_traceback(service: ServiceProcess) -> None:
    service.options = ("--log", "json")
    service.restart()
    with closing(Api(service.url).sign_in("an")) as api:
        lose(service, "feed")
        assert api.call("GET", "/v1/scopes/m:an/changes").status_code == 500
        assert api.call("GET", "/healthz").ok, "by then all is logged"
    service.kill()
    logged = lines(service)
    assert any("GET /v1/scopes/{scope}/changes failed by" in line["message"] for line in logged)
    assert any("Traceback" in line.get("traceback", "") for line in logged)


def test_figures_count_requests_and_what_became_of_commands(service: ServiceProcess) -> None:
    port = free_port()
    service.options = ("--metrics", f"127.0.0.1:{port}")
    service.restart()
    with closing(Api(service.url).sign_in("an")) as api:
        api.file()
        api.file()
        assert api.call("GET", "/metrics").status_code == 404, "not where everybody can reach it"
    found = figures(port)
    assert found["cpd_commands_total", "application.file", "applied"] == 2
    assert found["cpd_requests_total", "POST", "/v1/commands", "200"] == 2
    assert found["cpd_requests_total", "GET", "(none)", "404"] == 1
    assert found["cpd_request_seconds_count", "/v1/commands"] == 2
    assert found["cpd_requests_under_way",] == 0
    assert any(name == "cpd_info" for name, *_ in found)
    assert any(name == "process_resident_memory_bytes" for name, *_ in found)
    service.stop()
    with pytest.raises(requests.ConnectionError):
        figures(port)


def test_a_repeated_command_is_counted_once(service: ServiceProcess) -> None:
    port = free_port()
    service.options = ("--metrics", f"127.0.0.1:{port}")
    service.restart()
    with closing(Api(service.url).sign_in("an")) as api:
        command = api.command("application.file", "repeated-1", api.draft())
        assert api.push(command) == api.push(command)
    assert figures(port)["cpd_commands_total", "application.file", "applied"] == 1


def test_the_address_of_the_figures_may_be_taken() -> None:
    with (
        served(Meters(), "127.0.0.1", 0) as port,
        pytest.raises(OSError, match="in use"),
        served(Meters(), "127.0.0.1", port),
    ):
        pass


def test_it_is_ready_while_it_reaches_its_database(service: ServiceProcess) -> None:
    service.restart()
    assert requests.get(f"{service.url}/readyz", timeout=10).json() == {"status": "ok"}
    lose(service, "setting")
    answer = requests.get(f"{service.url}/readyz", timeout=10)
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert requests.get(f"{service.url}/healthz", timeout=10).ok, "a restart would not help"


def test_told_to_stop_it_is_not_ready_and_finishes_what_is_under_way(service: ServiceProcess) -> None:
    service.options = ("--drain", "2")
    service.restart()
    with closing(Api(service.url).sign_in("an")) as api:
        stopping = threading.Thread(target=service.stop)
        stopping.start()
        while requests.get(f"{service.url}/readyz", timeout=10).status_code == 200:
            time.sleep(0.01)
        assert api.file(), "what still comes is answered"
        stopping.join()
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{service.url}/healthz", timeout=10)
    service.check()
