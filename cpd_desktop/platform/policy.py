"""Settings that an administrator makes for a machine: forced by policy, or preset by the installer's command line.

Windows: values under ``Software\\Policies\\cpd-desktop`` (of the machine, then of the user) force, values under
``Software\\cpd-desktop`` preset. Elsewhere: ``/etc/cpd-desktop/policy.json``, ``{"forced": {…}, "preset": {…}}`` with
the same names. A preset fills what nobody has typed yet; what is forced holds at every start.
"""

import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from cpd_desktop.errors import StoreTrouble

if TYPE_CHECKING:
    from cpd_desktop.platform.profile import Profile

FILE = Path("/etc/cpd-desktop/policy.json")
FORCED_KEY, PRESET_KEY = r"Software\Policies\cpd-desktop", r"Software\cpd-desktop"
NAMES = {
    "server": "Server",
    "proxy": "Proxy",
    "certificate": "Certificate",
    "channel": "UpdateChannel",
    "updates": "Updates",
    "update_key": "UpdateKey",
}
OFF = ("0", "false", "no", "off")

Look = Callable[[str], str]
"""From a value's name to what is set, "" for nothing."""


class Settings(Struct, frozen=True, kw_only=True):
    """What may be set; "" and None are not. ``certificate``: a PEM file of further authorities."""

    server: str = ""
    proxy: str = ""
    certificate: str = ""
    channel: str = ""
    updates: bool | None = None
    update_key: str = ""


class Policy(Struct, frozen=True, kw_only=True):
    """What holds on this machine."""

    forced: Settings = Settings()
    preset: Settings = Settings()

    @property
    def certificate(self) -> str:
        """The file of further authorities, "" for none."""
        return self.forced.certificate or self.preset.certificate

    @property
    def channel(self) -> str:
        """Which line of versions is offered."""
        return self.forced.channel or self.preset.channel or "stable"

    @property
    def updates(self) -> bool:
        """Whether this machine may look for newer versions by itself."""
        said = self.forced.updates if self.forced.updates is not None else self.preset.updates
        return said is not False


@cache
def current() -> Policy:
    """The policy of this machine, read once; raises StoreTrouble where it cannot be read."""
    if sys.platform == "win32":
        return Policy(forced=settings(_registry(FORCED_KEY)), preset=settings(_registry(PRESET_KEY)))
    return of_file(FILE)


def settings(look: Look) -> Settings:
    """Settings by their names in the registry."""
    found = {field: look(name).strip() for field, name in NAMES.items()}
    updates = found.pop("updates")
    return Settings(updates=updates.lower() not in OFF if updates else None, **found)


def of_file(path: Path) -> Policy:
    """The policy of a file; none where there is no file. Raises StoreTrouble."""
    if not path.exists():
        return Policy()
    try:
        said = msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, str]])
    except (OSError, msgspec.DecodeError) as problem:
        raise StoreTrouble(
            "管理员设置无法读取", "请管理员检查 {path}（{problem}）", path=str(path), problem=str(problem)
        ) from problem
    return Policy(forced=_named(said.get("forced", {})), preset=_named(said.get("preset", {})))


def apply(policy: Policy, profile: "Profile") -> None:
    """Let a profile remember what is forced, and what is preset where it knows nothing yet."""
    known, forced, preset = profile.remembered, policy.forced, policy.preset
    profile.remember(
        server=_address(forced.server) or known.server or _address(preset.server),
        proxy=forced.proxy or known.proxy or preset.proxy,
    )


def _registry(key: str) -> Look:
    """How values of a key are looked up: of the machine before those of the user; numbers as text."""

    def look(name: str) -> str:
        if sys.platform == "win32":
            import winreg

            for hive in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
                try:
                    with winreg.OpenKey(hive, key, access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
                        return str(winreg.QueryValueEx(opened, name)[0])
                except FileNotFoundError:
                    continue
        return ""

    return look


def _named(said: Mapping[str, str]) -> Settings:
    return settings(lambda name: said.get(name, ""))


def _address(typed: str) -> str:
    typed = typed.rstrip("/")
    return typed if not typed or "://" in typed else f"https://{typed}"
