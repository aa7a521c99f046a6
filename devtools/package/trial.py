"""Running the frozen programs as somebody would who has nothing of this checkout: natively, or through Wine."""

import json
import os
import subprocess
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any

SECONDS = 180  # for one command, on a machine with other work
SPOILING = ("PYTHON", "VIRTUAL_ENV", "QT_")  # variables that would lend a frozen program what it lacks
TALK = (  # what Qt's player says of a machine without sound and graphics card
    "qt.multimedia.ffmpeg: Using Qt multimedia with FFmpeg",
    'qt.multimedia.playbackengine.codec: "No HW decoder found"',
    *("Input #", "  "),  # FFmpeg's description of what it plays
    *("qt.multimedia.symbolsresolver: Couldn't", "PulseAudioService: pa_context_connect() failed"),
)


class Failed(Exception):
    """A frozen program did not do what it should, or said what nobody expects."""


@dataclass(frozen=True, slots=True)
class Programs:
    """The two programs of a bundle and how this machine runs them."""

    console: tuple[str, ...]
    window: tuple[str, ...]
    variables: dict[str, str] = field(default_factory=dict[str, str])
    windows_paths: bool = False

    def path(self, path: Path) -> str:
        """A path of this machine as the programs know it."""
        return str(PureWindowsPath("Z:", path.as_posix())) if self.windows_paths else str(path)

    def run(self, profile: Path, *words: object, stdin: str = "") -> str:
        """Run cpd-cli; returns what it printed. Raises :class:`Failed` for any other end, and for any complaint."""
        spoken = [self.path(word) if isinstance(word, Path) else str(word) for word in words]
        return self.call([*self.console, "--profile", self.path(profile), *spoken], profile.parent, stdin)

    def json(self, profile: Path, *words: object) -> Any:
        """Run cpd-cli and read its JSON."""
        return json.loads(self.run(profile, "--json", *words))

    def call(self, command: Sequence[str], folder: Path, stdin: str = "") -> str:
        """Run any command; the same strictness."""
        print(f"trying: {' '.join(command)[-150:]}", flush=True)
        with standing_input(stdin.encode()) as standing:
            done = subprocess.run(
                command, cwd=folder, env=self._environment(), stdin=standing, capture_output=True, timeout=SECONDS,
                check=False,
            )  # fmt: skip
        said, complaint = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        if done.returncode or _is_unexpected(complaint):
            raise Failed(f"{' '.join(command)} ended with {done.returncode}:\n{said}{complaint}")
        return said

    @contextmanager
    def opened(self, folder: Path, variables: dict[str, str], *words: str) -> Generator[None]:
        """Run cpd-desktop meanwhile. By the end it must have been closed, and have printed nothing."""
        environment = {**self._environment(), **variables}
        pipe = subprocess.PIPE
        with subprocess.Popen(
            [*self.window, *words], cwd=folder, env=environment, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT
        ) as process:
            assert process.stdout is not None
            try:
                yield
                status = process.wait(SECONDS)
            finally:
                process.kill()
            said = process.stdout.read().decode("utf-8", "replace")
        surprising = [line for line in said.splitlines() if line.strip() and not line.startswith(TALK)]
        if status or surprising:
            raise Failed(f"cpd-desktop ended with {status} and said:\n{said}")

    def _environment(self) -> dict[str, str]:
        return {n: v for n, v in os.environ.items() if not n.startswith(SPOILING)} | self.variables


@contextmanager
def standing_input(text: bytes = b"") -> Generator[int]:
    """A standard input that holds a text and does not end: Python in Wine starts with none that is closed."""
    reading, writing = os.pipe()
    try:
        os.write(writing, text)
        yield reading
    finally:
        os.close(writing)
        os.close(reading)


def _is_unexpected(complaint: str) -> bool:
    """Progress goes to standard error; a traceback or a warning of Python or of Qt is none."""
    return any(word in complaint for word in ("Traceback", "Warning", "qt.", "QObject", "Error", "failed"))
