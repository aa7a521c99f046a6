"""What the person has put aside to come back to it, with a note: kept here, never sent, gone only when taken back."""

from collections.abc import Sequence

import msgspec

from cpd_desktop.store.database import Database
from cpd_desktop.store.times import utc_now
from cpd_desktop.views import Aside


class Asides:
    """Applications put aside. One that a resync brings anew is still aside: it is known by its id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, application_ids: Sequence[str], note: str) -> None:
        """Put aside; one that is aside already gets the new note."""
        now = utc_now()
        with self._database.write() as tx:
            tx.executemany(
                "INSERT OR REPLACE INTO aside (application_id, note, at) VALUES (?, ?, ?)",
                [(id_, note, now) for id_ in application_ids],
            )

    def take_back(self, application_ids: Sequence[str]) -> tuple[Aside, ...]:
        """Not aside any more; returns what was, so that it can be put back."""
        listed = msgspec.json.encode(list(application_ids)).decode()
        with self._database.write() as tx:
            found = tx.execute(
                """DELETE FROM aside WHERE application_id IN (SELECT value FROM json_each(?))
                RETURNING application_id, note, at""",
                (listed,),
            )
            return tuple(Aside(*row) for row in found.fetchall())

    def put_back(self, asides: Sequence[Aside]) -> None:
        """Undo :meth:`take_back`: the notes and times are as they were."""
        with self._database.write() as tx:
            tx.executemany(
                "INSERT OR REPLACE INTO aside (application_id, note, at) VALUES (?, ?, ?)",
                [(one.application_id, one.note, one.at) for one in asides],
            )

    def of(self, application_id: str) -> Aside | None:
        """The note on one application, None where it is not aside."""
        with self._database.read() as db:
            row = db.execute(
                "SELECT application_id, note, at FROM aside WHERE application_id = ?", (application_id,)
            ).fetchone()
        return Aside(*row) if row else None
