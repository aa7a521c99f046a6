"""A PostgreSQL server of the tests' own, where PostgreSQL is installed: on a Unix socket in a temporary folder."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WHERE = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)  # Debian keeps them off the PATH


def why_not() -> str:
    """Why there can be no server here; "" where there can."""
    if os.name != "posix":
        return "PostgreSQL is tested on Linux only"
    if _program("initdb") is None:
        return "PostgreSQL is not installed here (Debian: apt install postgresql)"
    if os.geteuid() == 0 and not _has_postgres_user():
        return "PostgreSQL refuses to run as root and there is no user postgres"
    return ""


class PostgresServer:
    """A running server; databases are made from templates by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, database: str) -> str:
        return f"postgresql:///{database}?host={self.folder}&user=postgres"

    def create(self, database: str, template: str = "template0") -> str:
        """Create a database as a copy of another one and return its URL."""
        self._sql(f"CREATE DATABASE {database} TEMPLATE {template} ENCODING 'UTF8'")
        return self.url(database)

    def drop(self, database: str) -> None:
        self._sql(f"DROP DATABASE {database} WITH (FORCE)")

    def _sql(self, statement: str) -> None:
        _run("psql", "-q", "-X", "-h", str(self.folder), "-U", "postgres", "-d", "postgres", "-c", statement)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Start a server and stop it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="cpd-pg-"))
    data = folder / "data"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        _run("initdb", "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-F -c listen_addresses='' -c unix_socket_directories='{folder}' -c max_connections=200"
        _run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield PostgresServer(folder)
        finally:
            _run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _run(program: str, *arguments: str) -> None:
    path = _program(program)
    assert path
    user = "postgres" if os.geteuid() == 0 else None
    # Output to a file that the server may keep open: a pipe would not end before the server does.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run([path, *arguments], user=user, stdout=output, stderr=output, cwd="/", check=False)
        output.seek(0)
        assert done.returncode == 0, output.read().decode()


def _program(name: str) -> str | None:
    return next((str(folder / name) for folder in WHERE if (folder / name).is_file()), shutil.which(name))


def _has_postgres_user() -> bool:
    import pwd

    return any(entry.pw_name == "postgres" for entry in pwd.getpwall())
