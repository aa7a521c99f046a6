"""A person at a terminal: ``cpd-cli`` as a real process with its own profile."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.demo import DemoAccount

COMMAND = (sys.executable, "-W", "error", "-m", "cpd_desktop.cli")


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Shell:
    """Runs commands with one profile, in a code page that knows no Chinese, as Windows may have it."""

    profile: Path

    def run(self, *words: object, stdin: str = "") -> Ran:
        done = subprocess.run(
            [*COMMAND, "--profile", str(self.profile), *map(str, words)],
            input=stdin.encode(),
            capture_output=True,
            timeout=60,
            env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    def ok(self, *words: object, stdin: str = "") -> Ran:
        ran = self.run(*words, stdin=stdin)
        assert ran.status == 0, ran
        return ran

    def json(self, *words: object) -> Any:
        return self.ok("--json", *words).data

    def sign_in(self, url: str, who: DemoAccount) -> None:
        self.ok("--server", url, "login", who.user_type, who.login, "--password-stdin", stdin=f"{who.password}\n")
        self.ok("sync")
