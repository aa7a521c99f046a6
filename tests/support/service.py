"""A real service process over HTTP, on a folder of its own."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import requests

STOP_SECONDS = 60  # on a machine that does eight other things; a stop takes a fraction of one


class ServiceProcess:
    """``cpd-service serve`` on a folder that holds service.sqlite3 and blobs/; logs into the folder's service.log."""

    def __init__(self, directory: Path, database_url: str = "", blobs: str = "") -> None:
        self.directory = directory
        self.database_url = database_url or f"sqlite:///{(directory / 'service.sqlite3').as_posix()}"
        self.blobs = blobs or str(directory / "blobs")
        self.log = directory / "service.log"
        self.port = 0
        self.options: tuple[str, ...] = ()  # more of ``serve``, for the next start
        self._process: subprocess.Popen[str] | None = None

    @staticmethod
    def start(directory: Path, database_url: str = "", blobs: str = "") -> "ServiceProcess":
        """Start on a free port and return once it answers."""
        service = ServiceProcess(directory, database_url, blobs)
        service.restart()
        return service

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def restart(self) -> None:
        """Start (again), on the same port where there was one."""
        if self._process:
            self.stop()
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "cpd_service", "serve", "--host", "127.0.0.1", "--port", str(self.port)),
                    *("--database-url", self.database_url, "--blobs", self.blobs),
                    *("--snapshots", str(self.directory / "snapshots")),
                    *self.options,
                ],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, "PYTHONUTF8": "1"},
            )
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line.startswith("listening on http://127.0.0.1:"), line + self.log.read_text("utf-8")
        self.port = int(line.rsplit(":", 1)[1])

    def stop(self) -> None:
        """Stop gracefully, as an operator would; fails where the service does not, or has logged an error."""
        if self._process:
            self._process.terminate()
            status = self._end()
            assert status == 0 or os.name == "nt", f"the service ended with {status}"
        log = self.log.read_text("utf-8")
        assert not re.search(r' ERROR |"level":"ERROR"', log), log
        assert "Traceback" not in log, log

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process:
            self._process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
            self._end()

    def check(self) -> None:
        """Fail, with the words of ``cpd-service check``, unless the data hold together."""
        checked = subprocess.run(
            [
                *(sys.executable, "-m", "cpd_service", "check"),
                *("--database-url", self.database_url, "--blobs", self.blobs),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stdout + checked.stderr

    def is_up(self) -> bool:
        """Whether it answers."""
        try:
            return requests.get(f"{self.url}/healthz", timeout=5).ok
        except requests.ConnectionError:
            return False

    def _end(self) -> int:
        process, self._process = self._process, None
        assert process
        assert process.stdout
        status = process.wait(STOP_SECONDS)
        process.stdout.close()
        return status
