"""A service process of our own with demo data, on loopback and a free port: for `run` and for the benches."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

READY = "listening on "
STOP_SECONDS = 15
PROGRAM = (sys.executable, "-m", "cpd_service")


class ServiceTrouble(RuntimeError):
    """The service did not start; its own messages are above, on standard error."""


class DemoAccount(msgspec.Struct):
    """One line of a demo's accounts.json."""

    user_type: str
    login: str
    password: str
    name: str
    province: str
    note: str = ""


def make_demo(directory: Path, *, members: int, applications: int, seed: int = 7) -> None:
    """Make a demo's database, attachments and accounts, all or nothing; keep what an earlier call made."""
    if directory.exists():
        return
    half_made = directory.with_name(directory.name + ".part")
    shutil.rmtree(half_made, ignore_errors=True)
    half_made.parent.mkdir(parents=True, exist_ok=True)
    sizes = ["--members", str(members), "--applications", str(applications), "--seed", str(seed)]
    subprocess.run([*PROGRAM, "demo", str(half_made), *sizes], check=True, stdout=subprocess.DEVNULL)
    half_made.rename(directory)


def demo_accounts(directory: Path) -> list[DemoAccount]:
    """The accounts of a demo."""
    return msgspec.json.decode((directory / "accounts.json").read_bytes(), type=list[DemoAccount])


def sqlite_url(directory: Path) -> str:
    """The address of a demo's own database."""
    return f"sqlite:///{(directory / 'service.sqlite3').as_posix()}"


def service_command(directory: Path, database_url: str = "") -> list[str]:
    """The command that serves a demo's folder on a free port, from its own database or another one with the same."""
    where = ["--database-url", database_url or sqlite_url(directory), "--blobs", str(directory / "blobs")]
    return [*PROGRAM, "serve", "--host", "127.0.0.1", "--port", "0", *where]


@contextmanager
def running_service(directory: Path, *options: str) -> Generator[str]:
    """Run the service over a demo's folder and give its URL; it is stopped at the end, in any case."""
    with running([*service_command(directory), *options]) as url:
        yield url


@contextmanager
def running(command: Sequence[str]) -> Generator[str]:
    """Run a server that prints ``listening on URL`` once it answers, and give the URL."""
    with started(command) as server:
        yield server.url


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    url: str
    pid: int


@contextmanager
def started(command: Sequence[str]) -> Generator[Server]:
    """As :func:`running`, for who wants to look at the process as well."""
    group = subprocess.CREATE_NEW_PROCESS_GROUP if sys.platform == "win32" else 0
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, creationflags=group)
    try:
        yield Server(_wait_until_ready(process), process.pid)
    finally:
        _stop(process)


def _wait_until_ready(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(READY):
            return line.removeprefix(READY).strip()
    raise ServiceTrouble(f"the service ended with status {process.wait()} before it answered")


def _stop(process: subprocess.Popen[str]) -> None:
    if sys.platform == "win32":
        process.send_signal(signal.CTRL_BREAK_EVENT)
    else:
        process.terminate()
    try:
        process.communicate(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
