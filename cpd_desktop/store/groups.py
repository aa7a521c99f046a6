"""Counts and hours of a list by what its applications have in common: one query each."""

from cpd_core.entities import ApplicationKind
from cpd_core.flags import BIT, FLAGS, Flag
from cpd_desktop.store.counts import KINDS
from cpd_desktop.store.database import Database
from cpd_desktop.store.filters import where_of
from cpd_desktop.views import ApplicationQuery

# In the order of the SELECTs here.
Group = tuple[str, str, ApplicationKind | None, int, float]  # sponsor, pathway, kind, count, hours
_OF_KINDS = tuple(f"subkind = '{kind}'" for kind in KINDS)
FlagGroup = tuple[Flag | None, int, float]


class Groups:
    """Groups of applications; ``own_id`` is the account that "mine" in a filter speaks of."""

    def __init__(self, database: Database, own_id: str = "") -> None:
        self._database = database
        self._own_id = own_id

    def by(self, query: ApplicationQuery, sponsor: bool = False, pathway: bool = False) -> list[Group]:
        """By sponsor, by pathway or by both, the largest first."""
        columns = ", ".join(name for name, wanted in (("sponsor", sponsor), ("pathway", pathway)) if wanted)
        where, values = where_of(query, self._own_id)
        sql = f"""SELECT {"sponsor" if sponsor else "''"}, {"pathway" if pathway else "''"}, NULL,
            count(*), coalesce(sum(hours), 0) FROM record WHERE {where} GROUP BY {_as_they_come(columns)}
            ORDER BY 4 DESC, 1, 2"""
        with self._database.read() as db:
            return db.execute(sql, values).fetchall()

    def by_kind(self, query: ApplicationQuery) -> list[Group]:
        """By kind, the largest first."""
        where, values = where_of(query, self._own_id)
        figures = ", ".join(f"count(*) FILTER (WHERE {t}), sum(hours) FILTER (WHERE {t})" for t in _OF_KINDS)
        with self._database.read() as db:  # no GROUP BY: it would sort them all
            row = db.execute(f"SELECT {figures} FROM record WHERE {where}", values).fetchone()
        found: list[Group] = [("", "", kind, row[2 * n], row[2 * n + 1] or 0.0) for n, kind in enumerate(KINDS)]
        return sorted((group for group in found if group[3]), key=lambda group: -group[3])

    def by_flag(self, query: ApplicationQuery) -> list[FlagGroup]:
        """By flag, in their order, and last what has none; flags that nothing has are left out.

        Few have any: those are looked up, and what has none is the rest.
        """
        where, values = where_of(query, self._own_id)
        tests = (*(f"bits & {BIT[flag]}" for flag in FLAGS), "true")
        figures = ", ".join(f"count(*) FILTER (WHERE {t}), sum(hours) FILTER (WHERE {t})" for t in tests)
        sql = f"""SELECT {figures} FROM (SELECT rid AS flagged, bits FROM flag) AS f
            CROSS JOIN record ON record.rid = f.flagged WHERE {where}"""
        with self._database.read() as db:
            *row, any_count, any_hours = db.execute(sql, values).fetchone()
            total = f"SELECT count(*), coalesce(sum(hours), 0) FROM record WHERE {where}"
            count, hours = db.execute(total, values).fetchone()
        found: list[FlagGroup] = [(flag, row[2 * n], row[2 * n + 1]) for n, flag in enumerate(FLAGS) if row[2 * n]]
        if count > any_count:
            found.append((None, count - any_count, hours - (any_hours or 0.0)))
        return found


def _as_they_come(columns: str) -> str:
    """Columns to group by, so that no index of one of them alone is walked, which would read every record."""
    return ", ".join(f"+{name}" for name in columns.split(", "))
