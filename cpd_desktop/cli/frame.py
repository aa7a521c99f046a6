"""What the commands share: their types, and how a command is put into the parser."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from cpd_desktop.cli.console import Console

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # pyright: ignore[reportPrivateUsage]
Run: TypeAlias = "Callable[[Workspace, argparse.Namespace, Console], int | None]"


def command(
    commands: Commands, common: argparse.ArgumentParser, name: str, run: Run, text: str
) -> argparse.ArgumentParser:
    """Add one command; ``text`` is its help."""
    parser = commands.add_parser(name, parents=[common], help=text, description=text, allow_abbrev=False)
    parser.set_defaults(run=run)
    return parser


def group(commands: Commands, name: str, text: str) -> Commands:
    """Add a command that has commands of its own."""
    parser = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    return parser.add_subparsers(title="命令", metavar="命令", required=True)
