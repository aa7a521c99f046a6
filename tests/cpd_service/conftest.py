"""The small world on a running service, on every database that is installed here."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.api import Api
from tests.support.postgres import PostgresServer, postgres_server, why_not
from tests.support.service import ServiceProcess
from tests.support.world import build_world

TEMPLATE = "small_world"


@dataclass
class World:
    """A service on a fresh copy of the small world, and people who sign in."""

    service: ServiceProcess
    open_api: Callable[[Api], Api]

    def api(self, key: str = "", device: str = "") -> Api:
        """Somebody on a device of their own; nobody in particular without a key."""
        api = self.open_api(Api(self.service.url, device) if device else Api(self.service.url))
        return api.sign_in(key) if key else api


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server with the small world as a template."""
    if reason := why_not():
        pytest.skip(reason)
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_world(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> PostgresServer:
    build_world(postgres.create(TEMPLATE), tmp_path_factory.mktemp("blobs"))
    return postgres


@pytest.fixture(scope="session")
def sqlite_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the small world, to be copied."""
    file = tmp_path_factory.mktemp("small") / "service.sqlite3"
    build_world(f"sqlite:///{file.as_posix()}", file.parent / "blobs")
    return file


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a fresh copy of the small world."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("copy") / "service.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_world"), file)
        yield f"sqlite:///{file.as_posix()}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres_world")
        name = f"world_{uuid.uuid4().hex}"
        yield server.create(name, TEMPLATE)
        server.drop(name)


@pytest.fixture(scope="module")
def world(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A running service. The tests of a module share it, so each works on entities of its own."""
    with ExitStack() as stack:
        process = ServiceProcess.start(tmp_path_factory.mktemp("service"), database_url)
        yield World(process, lambda api: stack.enter_context(closing(api)))
        process.check()
        process.stop()
