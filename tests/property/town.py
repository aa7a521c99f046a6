"""A small town for the property test: one service in this process, six devices, and everything real between them.

HTTP goes over real sockets and through a real proxy, every store is a SQLite file. What makes it quick: the service and
the signed-in profiles are made once, and each example works on a copy.
"""

import shutil
import socket
import threading
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import uvicorn

from cpd_desktop.store import times
from cpd_desktop.workspace import Workspace
from cpd_service.api.app import create_app
from cpd_service.service import Service
from cpd_service.store.blob_folder import BlobFolder
from cpd_service.store.database import Database
from tests.support.api import Api
from tests.support.proxy import Proxy
from tests.support.world import PASSWORD, PEOPLE, build_world

MEMBERS = ("an", "an-laptop", "bo")  # one of them works on two devices
REVIEWERS = ("js", "js2", "sh")  # two of one province, one of another
DEVICES = (*MEMBERS, *REVIEWERS)
FILED_BEFORE = {"an": 2, "bo": 1, "chen": 2}  # chen lives in the other province, and keeps its reviewer busy
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
CLOCKS = {"right": None, "1970": datetime(1970, 1, 1, 0, 0, 5, tzinfo=UTC), "2099": datetime(2099, 12, 31, tzinfo=UTC)}


class _Server(uvicorn.Server):
    """Says when it answers."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.answers = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.answers.set()


@dataclass
class Device:
    """A person's machine: a profile that is closed and opened again, and a clock that may be wrong."""

    name: str
    profile: Path
    workspace: Workspace
    clock: datetime | None = None

    @property
    def person(self) -> str:
        return self.name.partition("-")[0]

    @property
    def scopes(self) -> tuple[str, ...]:
        return (PEOPLE[self.person].home, "ref")

    def restart(self) -> None:
        """Close the program and start it again."""
        self.workspace.close()
        self.workspace = Workspace(self.profile)

    @contextmanager
    def in_use(self) -> Generator[Workspace]:
        """The workspace, by this machine's own clock."""
        if self.clock is None:
            yield self.workspace
        else:
            with mock.patch.object(times, "now", return_value=self.clock):
                yield self.workspace


class Town:
    """The service, the proxy before it and the templates; :meth:`example` gives a fresh copy of all."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template"
        self._copy = folder / "example"
        build_world(f"sqlite:///{self._template / 'service.sqlite3'}", self._template / "blobs")
        self.service = self._open(self._template)
        self._app = create_app(self.service)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._server = _Server(uvicorn.Config(self._app, log_level="warning", access_log=False, lifespan="off"))
        self._thread = threading.Thread(target=self._server.run, args=([self._listening],), name="service")
        self._thread.start()
        assert self._server.answers.wait(60)
        self.proxy = Proxy(f"http://127.0.0.1:{self._listening.getsockname()[1]}")
        for person, number in FILED_BEFORE.items():
            with closing(Api(self.proxy.upstream).sign_in(person)) as api:
                for _ in range(number):
                    api.file()
        for name in DEVICES:
            self._sign_in(name)
        self.service.close()

    def close(self) -> None:
        """Stop the service."""
        self.proxy.close()
        self._server.should_exit = True
        self._thread.join()
        self._listening.close()

    @contextmanager
    def example(self) -> Iterator[dict[str, Device]]:
        """A fresh service and fresh devices; gone at the end."""
        shutil.copytree(self._template, self._copy)
        self.service = self._app.state.service = self._open(self._copy)
        self.proxy.heal()
        self.proxy.exchanges.clear()
        profiles = {name: self._copy / name for name in DEVICES}
        devices = {name: Device(name, path, Workspace(path)) for name, path in profiles.items()}
        try:
            yield devices
        finally:
            for device in devices.values():
                device.workspace.close()
            self.service.close()
            shutil.rmtree(self._copy)

    def paper(self, words: str) -> Path:
        """A file to attach that nobody has attached before."""
        path = self._copy / f"{words}.pdf"
        path.write_bytes(PAPER + words.encode())
        return path

    def restart_service(self) -> None:
        """Close the service's database and open it anew, as a restart does."""
        self.service.close()
        self.service = self._app.state.service = self._open(self._copy)

    def _open(self, folder: Path) -> Service:
        return Service(Database(f"sqlite:///{folder / 'service.sqlite3'}"), BlobFolder(folder / "blobs"))

    def _sign_in(self, name: str) -> None:
        person = PEOPLE[name.partition("-")[0]]
        workspace = Workspace(self._template / name, server=self.proxy.url)
        workspace.sign_in(person.user_type, person.login, PASSWORD)
        workspace.sync.run()
        workspace.close()
