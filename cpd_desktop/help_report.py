"""A report for the help desk: what runs, what is well, what happened; nothing that says who anybody is.

Not masked afterwards, but taken only from what cannot name anybody: versions, codes, counts, and of texts the fixed
part that the program itself brings along. Of the log: when, how bad, where in the program, which kind of exception.
"""

import json
import platform
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from cpd_desktop.errors import Trouble
from cpd_desktop.platform.files import write_durably
from cpd_desktop.sentences import Said
from cpd_desktop.sentences_en import ENGLISH
from cpd_desktop.views import Check

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace

LOGS = ("cpd-desktop.old.log", "cpd-desktop.log")
LOG_LINES = 500
ACTIVITIES = 300
Json = dict[str, object]

_HEAD = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) (DEBUG|INFO|WARNING|ERROR|CRITICAL) ([\w.]+): ")
_FRAME = re.compile(r'\s*File ".*?([\w-]+)[/\\](\w+\.py)", line (\d+), in ([\w<>]+)')
_KIND = re.compile(
    r"(?:[a-z_]\w*\.)*([A-Z]\w*(?:Error|Exception|Warning|Trouble|Bug|Offline|Refused|Exit|Interrupt))\b"
)
_NUMBER = re.compile(r"-?[\d,]{1,10}(?:\.\d+)?")  # a certificate number has 12 digits, a telephone number 11


def write(workspace: "Workspace", path: Path, checks: Sequence[Check]) -> None:
    """Write the report as a ZIP of readable JSON, all or nothing; ``checks`` are in Chinese. Raises StoreTrouble."""
    report = {
        "program": _program(),
        "device": workspace.profile.remembered.device_id,
        "server": workspace.server,
        "proxy": bool(workspace.profile.remembered.proxy),
        "account": _account(workspace),
        "checks": [{"name": check.name, "ok": check.ok, "figures": _figures(check.details)} for check in checks],
        "activities": _activities(workspace),
        "log": list(_log(workspace.profile.folder)),
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("report.json", json.dumps(report, ensure_ascii=False, indent=1))
    write_durably(path, packed.getvalue())


def _program() -> Json:
    import sqlite3

    return {
        "version": version("cpd-desktop"),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": platform.platform(),
        "machine": platform.machine(),
    }


def _account(workspace: "Workspace") -> Json | None:
    """The kind of account and how much there is of it. ``id`` is a number of the service's, which names nobody."""
    session = workspace.session
    if session is None:
        return None
    found: Json = {"id": session.account_id, "user_type": session.user_type, "scopes": len(session.scopes)}
    try:
        store = workspace.account.store
        found["counts"] = store.counts.tables()
        found["files"] = {
            file.name: file.stat().st_size for file in sorted(store.folder.iterdir()) if file.name.startswith("cache")
        }
    except Trouble as trouble:  # a damaged store is what the help desk is asked about
        found["trouble"] = trouble.said_title.source
    return found


def _activities(workspace: "Workspace") -> list[Json]:
    """What was done and how it went: of each sentence the program's own part, and figures."""
    if workspace.session is None:
        return []
    try:
        kept = workspace.account.store.journal.kept(ACTIVITIES)
    except Trouble:
        return []
    return [{"at": at, "kind": kind, "ok": ok, "said": _own(said)} for at, kind, ok, said in kept]


def _own(said: Iterable[Said]) -> list[Json]:
    return [
        {"text": each.source, **_figures(each.params), **_inner(each)}
        for each in said
        if each.source in ENGLISH  # else somebody typed it, or another program said it
    ]


def _inner(said: Said) -> Json:
    """Sentences in the sentence, such as what went wrong with a sync."""
    inner = [value for value in said.params.values() if isinstance(value, Said)]
    return {"with": _own(inner)} if inner else {}


def _figures(named: Mapping[str, object]) -> Json:
    """Of some named values those that are numbers."""
    return {name: str(value) for name, value in named.items() if _NUMBER.fullmatch(str(value))}


def _log(folder: Path) -> Iterator[str]:
    """The end of the log without any word that is not the program's own."""
    lines: list[str] = []
    for name in LOGS:
        file = folder / name
        if file.exists():
            lines += file.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES:]
    for line in lines[-LOG_LINES:]:
        if head := _HEAD.match(line):
            yield f"{head[1]} {head[2]} {head[3]}"
        elif frame := _FRAME.match(line):
            yield f"  {frame[1]}/{frame[2]}:{frame[3]} {frame[4]}"
        elif kind := _KIND.match(line):
            yield f"  {kind[1]}"
