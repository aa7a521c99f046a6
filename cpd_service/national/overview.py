"""The first answers of the national office: what waits where and since when, accounts, rules in force."""

import threading
import time

from sqlalchemy import Connection, text

from cpd_core.national import AccountCount, Overview, ProvinceQueue
from cpd_service import clock
from cpd_service.national import directory, rules

KEPT_SECONDS = 60.0


def overview(connection: Connection) -> Overview:
    """Counted as of now; the queues are one look at all applications."""
    known = directory.provinces(connection)
    waiting = {row.province: row for row in connection.execute(_WAITING[connection.dialect.name])}
    members = {row.province: row.count_ for row in connection.execute(_MEMBERS)}
    queues = tuple(
        ProvinceQueue(
            province=code,
            name=known[code].institute_name if code in known else code,
            waiting=waiting[code].waiting if code in waiting else 0,
            oldest=waiting[code].oldest if code in waiting else "",
            members=members.get(code, 0),
        )
        for code in sorted(known.keys() | waiting.keys())
    )
    accounts = tuple(
        AccountCount(user_type=row.user_type, count=row.count_, locked=row.locked)
        for row in connection.execute(_ACCOUNTS)
    )
    return Overview(at=clock.now(), queues=queues, accounts=accounts, rules=rules.in_force(connection))


class Overviews:
    """The overview as of a minute ago at most: it is looked at more often than it changes, and reads a lot."""

    def __init__(self) -> None:
        self._at_work = threading.Lock()
        self._kept: tuple[float, int, Overview] | None = None

    def get(self, connection: Connection) -> Overview:
        """The overview; one thread at a time works it out. What the desk itself changes shows at once."""
        with self._at_work:
            desk = connection.execute(_DESK).scalar() or 0
            if self._kept is None or self._kept[0] < time.monotonic() - KEPT_SECONDS or self._kept[1] != desk:
                self._kept = time.monotonic(), desk, overview(connection)
            return self._kept[2]


_WAITING = {
    "sqlite": text("""
        SELECT province, count(*) AS waiting, min(json_extract(body, '$.filed_at')) AS oldest
        FROM record WHERE kind = 'application' AND body LIKE '%"state":"pending"%' GROUP BY province
    """),
    "postgresql": text("""
        SELECT province, count(*) AS waiting, min(CAST(body AS json) ->> 'filed_at') AS oldest
        FROM record WHERE kind = 'application' AND body LIKE '%"state":"pending"%' GROUP BY province
    """),
}
_MEMBERS = text("SELECT province, count(*) AS count_ FROM record WHERE kind = 'member' GROUP BY province")
_ACCOUNTS = text("""
SELECT user_type, count(*) AS count_, sum(CASE WHEN disabled THEN 1 ELSE 0 END) AS locked FROM account
GROUP BY user_type ORDER BY user_type
""")
_DESK = text("SELECT number FROM audit_head WHERE lane = 'office'")
