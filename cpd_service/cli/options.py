"""Options that several commands share, and how what is typed for them is read."""

import argparse
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

DEFAULT_DATABASE = "sqlite:///service.sqlite3"
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # pyright: ignore[reportPrivateUsage]


def action(commands: Commands, name: str, run: object, says: str) -> argparse.ArgumentParser:
    """Add an action that works on the database; ``says`` is its help."""
    parser = commands.add_parser(name, help=says)
    add_database(parser)
    parser.set_defaults(run=run)
    return parser


def add_database(parser: argparse.ArgumentParser) -> None:
    """Let a command be told which database it is about."""
    parser.add_argument(
        "--database-url",
        default=DEFAULT_DATABASE,
        metavar="URL",
        help="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME (default: %(default)s)",
    )


def add_blobs(parser: argparse.ArgumentParser) -> None:
    """Let a command be told where the attachments are."""
    parser.add_argument(
        "--blobs",
        default="blobs",
        metavar="PLACE",
        help="attachments: a folder, or s3://BUCKET/PREFIX?endpoint=URL&region=NAME (default: %(default)s)",
    )


def add_media(parser: argparse.ArgumentParser) -> None:
    """Let a command be told where the media of courses are."""
    parser.add_argument(
        "--media",
        metavar="PLACE",
        help="videos and sounds of courses: a folder, or s3://…, never that of the attachments (default: beside them)",
    )


def beside(blobs: str, name: str) -> str:
    """Where something lies unless told: beside a folder of attachments; here, where those are in a store."""
    return name if "://" in blobs else str(Path(blobs).parent / name)


def public_url(typed: str) -> str:
    """An address without a path: QR codes write it in capitals, which only the names of hosts do not mind."""
    address = urlsplit(typed.rstrip("/"))
    if address.scheme not in ("http", "https") or not address.hostname or address.path or address.query:
        raise argparse.ArgumentTypeError(f"not an address like https://cpd.example.cn: {typed}")
    return typed.rstrip("/")


def host_and_port(typed: str) -> tuple[str, int]:
    """An address to listen on; IPv6 ones in brackets."""
    host, _, port = typed.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"not an address like 127.0.0.1:9100: {typed}")
    return host.strip("[]"), int(port)


def days(typed: str) -> int:
    """A number of days, ten years at most."""
    if not typed.isdecimal() or not 1 <= int(typed) <= 3650:
        raise argparse.ArgumentTypeError(f"not a number of days from 1 to 3650: {typed}")
    return int(typed)
