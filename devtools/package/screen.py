"""A screen without a screen: Xvfb, a keyboard for it (xdotool), and what is to be seen. For the trials."""

import os
import struct
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SIZE = "1366x768x24"
NEEDED = {"Xvfb": "xvfb", "xdotool": "xdotool"}  # programs and Debian's packages of them
PATIENCE = 90.0  # seconds for what a busy machine shows late
LOOK_AGAIN = 0.4
SETTLED_LOOKS = 3  # in a row, with nothing new but a blinking cursor
EVERY, NEAR = 61, 12  # which pixels are looked at, and how far each part of a colour may be off
CURSOR_LINES = 40  # pixels high, at most
BETWEEN_KEYS = "40"  # milliseconds: Wine drops keys that come faster


class NotSeen(Exception):
    """What should have come on the screen did not."""


@dataclass(frozen=True, slots=True)
class Screen:
    """An X display of our own."""

    display: str
    framebuffer: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to show itself there."""
        return {"DISPLAY": self.display}

    def wait_for(self, title: str, without: str = "") -> str:
        """The id of the window whose title holds this text; raises :class:`NotSeen`."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for window, name in self.titles().items():
                if title in name and not (without and without in name):
                    return window
            time.sleep(LOOK_AGAIN)
        raise NotSeen(f"no window called {title}, only {sorted(self.titles().values())}")

    def titles(self) -> dict[str, str]:
        """All windows that have a title, by their ids."""
        found = self._ask("search", "--onlyvisible", "--name", ".").split()
        named = {window: self._ask("getwindowname", window).strip() for window in found}
        return {window: name for window, name in named.items() if name}

    def focus(self, window: str) -> None:
        """Let the keys go to a window: there is no window manager that would."""
        self._ask("windowfocus", "--sync", window)

    def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        self._ask("type", "--delay", BETWEEN_KEYS, "--", text)

    def press(self, *keys: str) -> None:
        """Press keys, such as ``ctrl+2`` or ``Return``, one after the other."""
        self._ask("key", "--delay", BETWEEN_KEYS, "--", *keys)

    def double_click(self, x: int, y: int) -> None:
        """Click twice at a place of the screen, in pixels."""
        self._ask("mousemove", str(x), str(y), "click", "--repeat", "2", "--delay", "60", "1")

    def settle(self) -> None:
        """Wait until nothing changes any more; raises :class:`NotSeen`."""
        until, quiet, before = time.monotonic() + PATIENCE, 0, self.frame()
        while time.monotonic() < until:
            time.sleep(LOOK_AGAIN)
            now = self.frame()
            quiet = quiet + 1 if now.lines_unlike(before) <= CURSOR_LINES else 0
            if quiet == SETTLED_LOOKS:
                return
            before = now
        raise NotSeen("the screen does not come to rest")

    def wait_for_colour(self, colour: tuple[int, int, int], pixels: int, patience: float = PATIENCE) -> None:
        """Wait until so many pixels have a colour; raises :class:`NotSeen`."""
        until = time.monotonic() + patience
        while (found := self.frame().count(colour)) < pixels:
            if time.monotonic() > until:
                raise NotSeen(f"{found} pixels of {colour} instead of {pixels}")
            time.sleep(LOOK_AGAIN)

    def wait_for_ground(self, colour: tuple[int, int, int], share: float) -> None:
        """Wait until about this colour covers such a share of the screen; raises NotSeen."""
        until = time.monotonic() + PATIENCE
        while (found := self.frame().share_like(colour)) < share:
            if time.monotonic() > until:
                raise NotSeen(f"{found:.0%} of the screen are like {colour}, not {share:.0%}")
            time.sleep(LOOK_AGAIN)

    def frame(self) -> "Frame":
        """What is on the screen now."""
        return Frame.of_dump(self.framebuffer.read_bytes())

    def picture(self, path: Path) -> Path:
        """Save what is on the screen as a PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.frame().save(path)
        return path

    def _ask(self, *words: str) -> str:
        command = ["xdotool", *words]
        environment = {**os.environ, **self.environment}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )  # fmt: skip
        return done.stdout


@dataclass(frozen=True, slots=True)
class Frame:
    """The pixels of a screen, four bytes each: blue, green, red, nothing."""

    width: int
    height: int
    pixels: bytes

    @classmethod
    def of_dump(cls, dump: bytes) -> "Frame":
        """Read the form of xwd (XWDFile.h), in which Xvfb keeps its screen."""
        head = struct.unpack_from(">25I", dump)
        size, width, height, line, colours = head[0], head[4], head[5], head[12], head[19]
        start = size + 12 * colours
        return cls(width, height, dump[start : start + line * height])

    def lines_unlike(self, other: "Frame") -> int:
        """How many lines of pixels differ."""
        step = self.width * 4
        starts = range(0, len(self.pixels), step)
        return sum(self.pixels[at : at + step] != other.pixels[at : at + step] for at in starts)

    def count(self, colour: tuple[int, int, int]) -> int:
        """How many pixels have exactly this colour (red, green, blue)."""
        return self.pixels.count(bytes(reversed(colour)))

    def share_like(self, colour: tuple[int, int, int]) -> float:
        """Which share of the screen is about this colour: what was squeezed as a video is never quite the same."""
        sampled = range(0, len(self.pixels) - 4, 4 * EVERY)
        wanted = tuple(reversed(colour))
        near = sum(all(abs(self.pixels[at + n] - wanted[n]) <= NEAR for n in range(3)) for at in sampled)
        return near / len(sampled)

    def save(self, path: Path) -> None:
        """Save as a PNG."""
        from PySide6.QtGui import QImage

        QImage(self.pixels, self.width, self.height, QImage.Format.Format_RGB32).save(str(path))


@contextmanager
def screen() -> Generator[Screen]:
    """Run an X server for as long as it is needed."""
    reading, writing = os.pipe()
    with tempfile.TemporaryDirectory(prefix="cpd-screen-") as folder:
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp", "-fbdir", folder]
        process = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
        os.close(writing)
        try:
            with os.fdopen(reading) as answer:
                number = answer.readline().strip()
            if not number:
                raise NotSeen("Xvfb did not start")
            yield Screen(f":{number}", Path(folder, "Xvfb_screen0"))
        finally:
            process.terminate()
            process.wait()
