"""A damaged store: what the person did is saved row by row into a new file, the damaged one is set aside, and the
mirror is loaded anew with the next sync.

The new file is complete before anything is renamed, so that a crash at any moment loses nothing that can be read.
"""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from cpd_core.entities import Attachment
from cpd_core.messages import Command
from cpd_core.prepared import PAGE
from cpd_desktop.errors import StoreTrouble
from cpd_desktop.platform.files import sync_folder
from cpd_desktop.sentences import Said
from cpd_desktop.store.database import Database
from cpd_desktop.store.journal import Journal
from cpd_desktop.store.outbox import attachments_of
from cpd_desktop.store.readback import payload_of, read_back

GAP = 20_000  # rows that are looked for one by one where a table cannot be read in one go
LEAP = 1_000_000_000  # added to device_seq where the last one cannot be read: it must never be used twice
BESIDE = ("-wal", "-shm")
OWN = ("aside", "saved_filter", "reason", "report", "report_line")
TABLES = ("outbox", "conflict", "batch", "blob", "activity", *OWN, "meta")
ACTS = ("outbox", "conflict")
META = "device_seq"  # of the small facts only this one is not found out anew

UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)  # the second where SQLite names what is damaged

_COMMAND = msgspec.json.Decoder(Command)
Row = dict[str, object]


@dataclass
class Saved:
    """What was carried over, by table; ``whole`` says whether that is all that the person did."""

    rows: dict[str, list[Row]]
    whole: bool = True


def rescue(path: Path) -> None:
    """Replace the damaged file by a new one that holds what could be saved; raises StoreTrouble, with nothing lost."""
    try:
        _rescue(path)
    except OSError as problem:
        text = "文件 {path} 暂时无法修复（{problem}），请清理磁盘空间或检查权限后重新打开程序"
        raise StoreTrouble("本机数据已损坏", text, path=str(path), problem=str(problem.strerror)) from problem


def _rescue(path: Path) -> None:
    new, done = path.with_suffix(".rescuing"), path.with_suffix(".rescued")
    _remove(new)
    database = Database(new)
    with closing(database):
        saved = _read_all(path, new)
        _carry_over(database, saved)
        aside = _free_name(path)
        Journal(database).note("store", False, _in_words(saved, aside))
    new.rename(done)  # closing it has emptied its WAL
    finish(path)


def finish(path: Path) -> None:
    """Put a rescued file in its place, where there is one; also after a crash in the middle of it."""
    done = path.with_suffix(".rescued")
    if not done.exists():
        return
    aside = _free_name(path)
    for name in (*BESIDE, ""):  # the WAL first: the new file must never meet the old one's
        with suppress(FileNotFoundError):
            Path(f"{path}{name}").rename(f"{aside}{name}")
    done.rename(path)
    sync_folder(path.parent)


def _read_all(path: Path, sound: Path) -> Saved:
    """All rows that can be read; a file without its header gets that of a sound one, in a copy."""
    copy = path.with_suffix(".copy")
    saved = Saved({table: [] for table in TABLES})
    try:
        for name in ("", "-wal"):
            with suppress(FileNotFoundError):
                shutil.copyfile(f"{path}{name}", f"{copy}{name}")
        if not _opens(copy):
            _mend_first_page(copy, sound)
        with closing(sqlite3.connect(copy)) as db:
            db.text_factory = _lenient
            for table in TABLES:
                saved.rows[table] = _rows(db, table, saved)
    finally:
        _remove(copy)
    return saved


def _lenient(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def _opens(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path)) as db:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except UNREADABLE:
        return False
    return True


def _mend_first_page(path: Path, sound: Path) -> None:
    """Files that the same migrations made have the same first page, but for the number of pages in its header."""
    with closing(sqlite3.connect(sound)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    first = bytearray(sound.read_bytes()[:PAGE])
    first[28:32] = (path.stat().st_size // PAGE).to_bytes(4, "big")
    first[92:96] = first[24:28]  # the change counter for which the page count is valid
    with path.open("r+b") as file:
        file.write(first)


def _rows(db: sqlite3.Connection, table: str, saved: Saved) -> list[Row]:
    """The rows of a table from its start, from its end, and one by one in between, as far as they can be read."""
    first, whole = _walk(db, table, "true ORDER BY rowid")
    if whole:
        return [row for _, row in first]
    saved.whole &= table not in ACTS
    if not _walk(db, table, "false")[1]:
        return []  # the schema itself cannot be read
    low = first[-1][0] if first else 0
    last, _ = _walk(db, table, f"rowid > {low} ORDER BY rowid DESC")
    high = last[-1][0] if last else low + GAP
    between: list[tuple[int, Row]] = []
    for rowid in range(low + 1, min(high, low + GAP)):
        found, _ = _walk(db, table, f"rowid = {rowid}")
        between += found
    return [row for _, row in first + between + last]


def _walk(db: sqlite3.Connection, table: str, where: str) -> tuple[list[tuple[int, Row]], bool]:
    """Row ids and rows until the first that cannot be read, and whether there was none such."""
    found: list[tuple[int, Row]] = []
    try:
        cursor = db.execute(f"SELECT rowid, * FROM {table} WHERE {where}")
        names = [column[0] for column in cursor.description[1:]]
        for row in cursor:
            found.append((row[0], dict(zip(names, row[1:], strict=True))))
    except UNREADABLE:
        return found, False
    return found, True


# --- into the new file ---------------------------------------------------------------------------------------------


def _carry_over(database: Database, saved: Saved) -> None:
    outbox = [row for row in saved.rows["outbox"] if _is_whole(row)]
    conflicts = [row for row in saved.rows["conflict"] if _is_whole(row)]
    saved.whole &= len(outbox) + len(conflicts) == sum(len(saved.rows[table]) for table in ACTS)
    saved.rows |= {"outbox": outbox, "conflict": conflicts}
    for row in outbox:  # its answer may be in what is lost: the same bytes go once more
        row |= {"state": "queued" if row["state"] == "queued" else "sent"}
        row |= {"ack_scope": None, "ack_seq": None, "ack_rev": None}
    with database.write() as tx:
        for table in TABLES[:-1]:
            _insert(tx, table, saved.rows[table])
        tx.execute("DELETE FROM blob WHERE state NOT IN ('added', 'queued', 'here')")
        _insert(tx, "meta", [{"key": META, "value": str(_last_seq(saved))}])
        for attachment in _attachments(outbox):
            tx.execute(
                "INSERT OR IGNORE INTO blob (sha256, size, media_type, state) VALUES (?, ?, ?, 'queued')",
                (attachment.sha256, attachment.size, attachment.media_type),
            )
        tx.execute(
            """INSERT INTO record (kind, id, sync, local) SELECT DISTINCT entity_kind, entity_id, 'unsent', ''
            FROM outbox"""
        )  # with an overlay, though none that shows: it is laid as soon as there is someone to judge


def _is_whole(row: Row) -> bool:
    """Whether a stored command says the same in its bytes as in its columns."""
    if not isinstance(row["bytes"], bytes):
        return False
    try:
        command = read_back(_COMMAND, row["bytes"])
        payload_of(command)
    except StoreTrouble:
        return False
    return (command.command_id, command.kind, command.entity_id) == (row["command_id"], row["kind"], row["entity_id"])


def _insert(tx: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Rows that do not fit (a NULL where none may be) are not ours any more."""
    for row in rows:
        places = ", ".join("?" for _ in row)
        tx.execute(f"INSERT OR IGNORE INTO {table} ({', '.join(row)}) VALUES ({places})", list(row.values()))


def _last_seq(saved: Saved) -> int:
    known = [read_back(_COMMAND, bytes_of(row)).device_seq for row in saved.rows["outbox"] + saved.rows["conflict"]]
    kept = [str(row["value"]) for row in saved.rows["meta"] if row["key"] == META]
    if kept and kept[0].isdigit():
        return max(int(kept[0]), *known, 0)
    return max(known, default=0) + LEAP


def bytes_of(row: Row) -> bytes:
    """The command of a row that is whole."""
    raw = row["bytes"]
    return raw if isinstance(raw, bytes) else b""


def _attachments(outbox: Iterable[Row]) -> Iterator[Attachment]:
    for row in outbox:
        yield from attachments_of(payload_of(read_back(_COMMAND, bytes_of(row))))


def _in_words(saved: Saved, aside: Path) -> list[Said]:
    figures = {"unsent": len(saved.rows["outbox"]), "conflicts": len(saved.rows["conflict"])}
    return [
        Said("本机数据文件已损坏，已另存为 {name}，请保留", {"name": aside.name}),
        Said("救回待发送 {unsent} 条、需要处理 {conflicts} 条", figures),
        *([] if saved.whole else [Said("可能还有读不出来的")]),
        Said("其余数据在下次同步时重新下载"),
    ]


def _free_name(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    return aside


def _remove(path: Path) -> None:
    for name in ("", *BESIDE):
        Path(f"{path}{name}").unlink(missing_ok=True)
