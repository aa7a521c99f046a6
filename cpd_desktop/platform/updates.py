"""Newer versions of this program: offered by the service, trusted only by the publisher's signature.

The manifest names a file by its size and SHA-256 and is signed with Ed25519 by a key whose public half is in this
program, or set by policy. The service only hands it on. What was downloaded lies in ``<profile>/updates`` with its
manifest, and is checked again right before it runs.
"""

import hashlib
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

import resources
from cpd_desktop.errors import Trouble
from cpd_desktop.platform.policy import Policy

INSTALLED = "installed.json"  # written by the installer beside the programs
KEPT = "manifest.json"
PLATFORM = "windows-x64"
KEY_CHARACTERS = 64
FILE_NAME = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"
SILENT = ("/S",)


class Untrusted(Trouble):
    """What is offered, or what was downloaded, is not what the publisher signed."""


class Manifest(Struct, frozen=True, kw_only=True):
    """A version that is offered; ``size`` in bytes, ``notes`` in Chinese."""

    version: str
    channel: str
    platform: str
    file: str
    size: int
    sha256: str
    notes: str = ""


class Signed(Struct, frozen=True, kw_only=True):
    """A manifest as text, so that exactly those bytes are signed; the signature in hex."""

    manifest: str
    signature: str


class Installed(Struct, frozen=True):
    """How this program came here: ``user``, ``all-users``, or "" where no installer brought it."""

    scope: str = ""


def may_update(policy: Policy, installed: Installed | None = None) -> bool:
    """Whether this installation looks for newer versions: its own user's, not switched off, with a key to trust."""
    scope = (installed or how_installed()).scope
    return scope == "user" and policy.updates and bool(keys(policy))


def how_installed() -> Installed:
    """What the installer has left beside the program."""
    path = Path(sys.executable).with_name(INSTALLED)
    if not getattr(sys, "frozen", False) or not path.exists():
        return Installed()
    try:
        return msgspec.json.decode(path.read_bytes(), type=Installed)
    except (OSError, msgspec.DecodeError):
        return Installed()  # as good as none: nothing is offered


def keys(policy: Policy) -> tuple[str, ...]:
    """The public keys that are trusted, in hex."""
    lines = resources.path("updates", "keys.txt").read_text("utf-8").splitlines()
    own = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    further = (policy.forced.update_key, policy.preset.update_key)
    return tuple(key for key in (*own, *further) if len(key) == KEY_CHARACTERS)


def opened(data: bytes, trusted: Iterable[str]) -> Manifest:
    """The manifest of signed bytes; raises Untrusted."""
    from cpd_desktop.signatures import Checks  # heavy

    try:
        signed = msgspec.json.decode(data, type=Signed)
        signature = bytes.fromhex(signed.signature)
        text = signed.manifest.encode()
        if any(Checks().ed25519(bytes.fromhex(key), signature, text) for key in trusted):
            return msgspec.json.decode(text, type=Manifest)
    except ValueError as damaged:  # msgspec's errors and those of hex and of keys, too
        raise _untrusted() from damaged
    raise _untrusted()


def is_newer(offered: str, ours: str) -> bool:
    """Whether a version comes after another one; what is no version comes after none."""
    try:
        return _numbers(offered) > _numbers(ours)
    except ValueError:
        return False


def is_whole(path: Path, manifest: Manifest) -> bool:
    """Whether a file is the one that the manifest names."""
    if not path.is_file() or path.stat().st_size != manifest.size:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == manifest.sha256


def ready(folder: Path, trusted: Iterable[str], ours: str) -> Path | None:
    """The installer of a newer version that was downloaded before and is still what was signed; None for none."""
    kept = folder / KEPT
    if not kept.exists():
        return None
    try:
        manifest = opened(kept.read_bytes(), trusted)
    except Untrusted:
        return None
    path = folder / manifest.file
    return path if is_newer(manifest.version, ours) and is_whole(path, manifest) else None


def install(path: Path) -> None:
    """Start the installer and leave it alone: it waits until this program has ended."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    subprocess.Popen([str(path), *SILENT], creationflags=flags, close_fds=True, cwd=path.parent)


def _numbers(version: str) -> tuple[int, ...]:
    found = [int(part) for part in version.split(".")]
    return (*found, 0, 0, 0, 0)[:4]


def _untrusted() -> Untrusted:
    return Untrusted("新版本的说明无法核实", "它没有可信的签名，没有下载。请联系省注协")
