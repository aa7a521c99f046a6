"""The names of sponsors: those of the applications that are here, and those of the national list."""

from cpd_desktop.store.database import Database


def used(database: Database) -> tuple[str, ...]:
    """Sponsors of applications, those of the most applications first; one look at an index."""
    with database.read() as db:
        found = db.execute(
            """SELECT sponsor FROM record WHERE listed = 1 AND sponsor <> ''
            GROUP BY sponsor ORDER BY count(*) DESC, sponsor"""
        )
        return tuple(row[0] for row in found)


def national(database: Database) -> tuple[str, ...]:
    """Sponsors of the national list, by name; those that have retired are among them."""
    with database.read() as db:
        found = db.execute("SELECT DISTINCT name FROM record WHERE kind = 'sponsor' AND name <> '' ORDER BY name")
        return tuple(row[0] for row in found)


def gone(database: Database) -> dict[str, str]:
    """Sponsors that the national office offers no more: the name, and that of the one they were merged into, or ""."""
    with database.read() as db:
        found = db.execute(
            """SELECT old.name, coalesce(new.name, '') FROM record AS old
            LEFT JOIN record AS new ON new.kind = 'sponsor' AND new.id = json_extract(old.body, '$.merged_into')
            WHERE old.kind = 'sponsor' AND json_extract(old.body, '$.retired')"""
        )
        return dict(found.fetchall())
