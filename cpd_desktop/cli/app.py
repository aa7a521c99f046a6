"""The frame of every command: streams in UTF-8, the workspace opened and closed, failures turned into words."""

import io
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from cpd_desktop.cli.console import Console, WrongUse
from cpd_desktop.cli.parser import build_parser
from cpd_desktop.errors import Trouble

OK, SAID_NO, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status; argparse itself leaves with 2 on wrong use."""
    _speak_utf8()
    parser = build_parser()
    args = parser.parse_args(argv)
    console = Console(as_json=args.json)
    try:
        from cpd_desktop.workspace import Workspace

        workspace = Workspace(args.profile, args.server)
        try:
            status: int | None = args.run(workspace, args, console)
        finally:
            workspace.close()
        sys.stdout.flush()
        return status or OK
    except WrongUse as wrong:
        parser.error(str(wrong))
    except Trouble as trouble:
        console.trouble(trouble)
        return SAID_NO
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader, for example ``head``, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SAID_NO


def _speak_utf8() -> None:
    """Make the streams UTF-8 whatever the system's code page is: Windows redirects in cp936 or cp1252."""
    streams: tuple[tuple[TextIO, str, str], ...] = (
        (sys.stdout, "utf-8", "backslashreplace"),
        (sys.stderr, "utf-8", "backslashreplace"),
        (sys.stdin, "utf-8-sig", "replace"),  # PowerShell puts a mark before what it pipes
    )
    for stream, encoding, errors in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors=errors)
