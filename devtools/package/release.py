"""What a publisher does by hand: make the key that signs updates, put a version onto the shelf that a service offers.

python -m devtools.package.release key FILE                        a new private key; its public half is printed
python -m devtools.package.release publish INSTALLER SHELF KEY     onto SHELF/stable, with the notes of CHANGELOG.md
python -m devtools.package.release notes [VERSION]                 what CHANGELOG.md says of a version
"""

import argparse
import hashlib
import json
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devtools.bootstrap import ROOT
from devtools.package.facts import facts_of

CHANGELOG = ROOT / "CHANGELOG.md"
PLATFORM = "windows-x64"
UNRELEASED = "Unreleased"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, dest="command")
    commands.add_parser("key").add_argument("file", type=Path)
    publishing = commands.add_parser("publish")
    for name in ("installer", "shelf", "key"):
        publishing.add_argument(name, type=Path)
    publishing.add_argument("--channel", default="stable")
    commands.add_parser("notes").add_argument("version", nargs="?", default="")
    options = parser.parse_args(arguments)
    version = facts_of(ROOT).version
    if options.command == "key":
        print(make_key(options.file))
    elif options.command == "notes":
        print(notes(CHANGELOG.read_text("utf-8"), options.version or version))
    else:
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(options.key.read_text("utf-8").strip()))
        said = notes(CHANGELOG.read_text("utf-8"), version)
        print(publish(options.installer, options.shelf, options.channel, key, version, said))
    return 0


def make_key(path: Path) -> str:
    """Write a new private key, readable by its owner alone; returns the public half in hex."""
    key = Ed25519PrivateKey.generate()
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(key.private_bytes_raw().hex() + "\n", "utf-8")
    return key.public_key().public_bytes_raw().hex()


def publish(installer: Path, shelf: Path, channel: str, key: Ed25519PrivateKey, version: str, said: str) -> Path:
    """Put an installer and its signed manifest onto a shelf; the manifest last. Returns the manifest."""
    folder = shelf / channel
    folder.mkdir(parents=True, exist_ok=True)
    data = installer.read_bytes()
    shutil.copyfile(installer, folder / installer.name)
    facts = {"version": version, "channel": channel, "platform": PLATFORM, "file": installer.name, "size": len(data)}
    text = json.dumps({**facts, "sha256": hashlib.sha256(data).hexdigest(), "notes": said}, ensure_ascii=False)
    path = folder / "manifest.json"
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps({"manifest": text, "signature": key.sign(text.encode()).hex()}), "utf-8")
    return beside.replace(path)


def notes(changelog: str, version: str) -> str:
    """The section of a version; what is unreleased where that version has none yet."""
    sections = dict(re.findall(r"^## \[([^\]]+)\][^\n]*\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL))
    return sections.get(version, sections.get(UNRELEASED, "")).strip()


if __name__ == "__main__":
    sys.exit(main())
