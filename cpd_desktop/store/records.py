"""Reading records: what lists show (columns), and whole entities with the overlay applied."""

from array import array
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from cpd_core.entities import ENTITY_TYPES, ApplicationKind, ApplicationState, Entity
from cpd_desktop.store.database import Database
from cpd_desktop.store.filters import LISTED, SHORT, like, statement_of, where_of
from cpd_desktop.store.readback import read_back, read_rows
from cpd_desktop.views import ApplicationQuery, SyncMark, Total

E = TypeVar("E", bound=Entity)

PIECE = 64 * 1024  # characters of numbers decoded at a time
_KIND_OF = {type_: kind for kind, type_ in ENTITY_TYPES.items()}
_DECODERS = {type_: msgspec.json.Decoder(type_) for type_ in ENTITY_TYPES.values()}

# In the order of the SELECT in Records.listed.
ListedRow = tuple[
    int, str, ApplicationKind, int, str, str, str, str, float, float | None, int, ApplicationState, SyncMark, str, str,
    str, int, int, str,
]  # fmt: skip


class Records:
    """Queries on the records of one account. Deleted here is deleted."""

    def __init__(self, database: Database, own_id: str = "") -> None:
        """``own_id`` is the account that "mine" in a filter speaks of."""
        self._database = database
        self._own_id = own_id

    # --- lists of applications ---------------------------------------------------------------------------------

    def application_rids(self, query: ApplicationQuery) -> "array[int]":
        """The row ids of a list, sorted: one query, 8 bytes a row."""
        sql, values = statement_of(query, own_id=self._own_id)
        with self._database.read() as db:
            # One row of text instead of a million rows: half the time, and SQLite gathers it without the interpreter.
            (text,) = db.execute(f"SELECT group_concat(rid) FROM ({sql})", values).fetchone()
        return _numbers(text or "")

    def application_list(self, query: ApplicationQuery) -> "tuple[array[int], Total]":
        """The row ids of a list, sorted, and what they come to: with one look at each row."""
        if (
            query.sort in SHORT and where_of(query, self._own_id)[0] == LISTED
        ):  # hours are in no short index: each for itself, then
            return self.application_rids(query), self.application_total(query)
        sql, values = statement_of(query, "rid, hours", self._own_id)
        with self._database.read() as db:
            sums = f"SELECT group_concat(rid), coalesce(sum(hours), 0) FROM ({sql})"
            text, hours = db.execute(sums, values).fetchone()
        rids = _numbers(text or "")
        return rids, Total(len(rids), float(hours))

    def rid_of(self, application_id: str) -> int | None:
        """The row of an application, None where it is gone or deleted here."""
        with self._database.read() as db:
            row = db.execute(
                f"SELECT rid FROM record WHERE kind = 'application' AND id = ? AND {LISTED}", (application_id,)
            ).fetchone()
        return row[0] if row else None

    def first_application_rids(self, query: ApplicationQuery, count: int) -> "array[int]":
        """The first ``count`` row ids of a list: at once where an index has its order, whatever its length."""
        sql, values = statement_of(query, own_id=self._own_id)
        with self._database.read() as db:
            found = db.execute(f"{sql} LIMIT :count", {**values, "count": count})
            return array("q", (rid for (rid,) in found))

    def application_ids(self, query: ApplicationQuery) -> tuple[str, ...]:
        """The ids of all applications of a filter, oldest first."""
        where, values = where_of(query, self._own_id)
        with self._database.read() as db:
            found = db.execute(f"SELECT id FROM record WHERE {where} ORDER BY filed_at, rid", values)
            return tuple(row[0] for row in found)

    def application_hours(self, ids: Sequence[str]) -> dict[str, float]:
        """The hours asked for of these applications: id -> hours, 0 for an exemption."""
        with self._database.read() as db:
            found = db.execute(
                """SELECT r.id, r.hours FROM json_each(?) AS k
                CROSS JOIN record AS r ON r.kind = 'application' AND r.id = k.value""",
                (msgspec.json.encode(list(ids)).decode(),),
            )
            return dict(found.fetchall())

    def application_total(self, query: ApplicationQuery) -> Total:
        """How many applications a filter has, and the hours asked for."""
        where, values = where_of(query, self._own_id)
        with self._database.read() as db:
            sql = f"SELECT count(*), coalesce(sum(hours), 0) FROM record WHERE {where}"
            row = db.execute(sql, values).fetchone()
            return Total(int(row[0]), float(row[1]))

    def total_of(self, rids: Sequence[int]) -> Total:
        """How many of these rows are there, and the hours asked for."""
        with self._database.read() as db:
            row = db.execute(
                """SELECT count(*), coalesce(sum(r.hours), 0)
                FROM json_each(?) AS k CROSS JOIN record AS r ON r.rid = k.value WHERE r.listed = 1""",
                (msgspec.json.encode(list(rids)).decode(),),
            ).fetchone()
            return Total(int(row[0]), float(row[1]))

    def listed(self, rids: Sequence[int]) -> list[ListedRow]:
        """The columns of these rows, in this order; rows that are gone are left out."""
        with self._database.read() as db:
            found = db.execute(
                """SELECT r.rid, r.id, r.subkind, r.year, r.number, r.name, r.sponsor, r.pathway, r.hours,
                    r.confirmed_hours, r.attachments, r.state, r.sync, r.filed_at, r.reason, r.note,
                    coalesce((SELECT f.bits FROM flag AS f WHERE f.rid = r.rid), 0),
                    EXISTS (SELECT 1 FROM aside AS a WHERE a.application_id = r.id),
                    coalesce((SELECT nullif(coalesce(c.local, c.body), '') ->> '$.by' FROM record AS c
                        WHERE c.kind = 'claim' AND c.id = r.id), '')
                FROM json_each(?) AS k CROSS JOIN record AS r ON r.rid = k.value WHERE r.listed = 1 ORDER BY k.key""",
                (msgspec.json.encode(list(rids)).decode(),),
            )
            return read_rows(found.fetchall(), list[ListedRow])

    def application_years(self) -> tuple[int, ...]:
        """The years that occur, newest first."""
        with self._database.read() as db:
            found = db.execute(f"SELECT DISTINCT year FROM record WHERE {LISTED} ORDER BY year DESC")
            return tuple(row[0] for row in found)

    def sponsors(self, text: str, limit: int) -> tuple[str, ...]:
        """Names of sponsors that contain the text: those used here and those of the national list."""
        with self._database.read() as db:
            found = db.execute(
                f"""SELECT sponsor FROM record WHERE {LISTED} AND sponsor <> '' AND sponsor LIKE :text ESCAPE '\\'
                UNION SELECT name FROM record WHERE kind = 'sponsor' AND name LIKE :text ESCAPE '\\'
                ORDER BY 1 LIMIT :limit""",
                {"text": like(text), "limit": limit},
            )
            return tuple(row[0] for row in found)

    # --- entities ----------------------------------------------------------------------------------------------

    def entity(self, type_: type[E], id_: str) -> E | None:
        """One entity with the overlay applied, None where it is not known or deleted here."""
        with self._database.read() as db:
            row = db.execute(
                "SELECT coalesce(local, body) FROM record WHERE kind = ? AND id = ?", (_KIND_OF[type_], id_)
            ).fetchone()
        return _decode(type_, row[0]) if row and row[0] else None

    def entities(
        self,
        type_: type[E],
        *,
        member_id: str = "",
        year: int | None = None,
        text: str = "",
        limit: int = -1,
    ) -> list[E]:
        """Entities with the overlay applied, by name; ``text`` looks in number and name."""
        where, values = "kind = ? AND coalesce(local, body) <> ''", list[object]([_KIND_OF[type_]])
        if member_id:
            where, values = where + " AND member_id = ? AND member_id <> ''", [*values, member_id]
        if year is not None:
            where, values = where + " AND year = ?", [*values, year]
        if text:
            where += " AND (number LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\')"
            values = [*values, like(text), like(text)]
        sql = f"SELECT coalesce(local, body) FROM record WHERE {where} ORDER BY name, number, id LIMIT ?"
        with self._database.read() as db:
            return [_decode(type_, row[0]) for row in db.execute(sql, [*values, limit])]

    def sync_mark(self, kind: str, id_: str) -> SyncMark:
        """The sync mark of one entity, "" where it is not known."""
        with self._database.read() as db:
            row = db.execute("SELECT sync FROM record WHERE kind = ? AND id = ?", (kind, id_)).fetchone()
        return row[0] if row else ""

    def count(self, type_: type[Entity]) -> int:
        """How many entities of a kind are here."""
        with self._database.read() as db:
            return int(db.execute("SELECT count(*) FROM record WHERE kind = ?", (_KIND_OF[type_],)).fetchone()[0])


def _numbers(text: str) -> "array[int]":
    """Numbers separated by commas, read a piece at a time: all of them as Python's numbers would take 40 bytes each."""
    numbers = array("q")
    start = 0
    while start < len(text):
        end = text.find(",", start + PIECE)
        end = len(text) if end < 0 else end
        numbers.fromlist(msgspec.json.decode(f"[{text[start:end]}]", type=list[int]))
        start = end + 1
    return numbers


def _decode(type_: type[E], doc: str) -> E:
    return read_back(_DECODERS[type_], doc)  # pyright: ignore[reportReturnType]  # the decoder was made for this type
