"""Revisions of a restored database: new ones lie above all that were ever given out.

A reviewer decides on the revision that was seen. After a restore the same number could come to stand for other content,
and a decision made before would fit what nobody has looked at.
"""

from sqlalchemy import Connection, select

from cpd_service.store.tables import setting

REV_FLOOR = "rev_floor"


def rev_floor(connection: Connection) -> int:
    """The lowest revision to give out; 0 where the database was never restored."""
    return int(connection.scalar(select(setting.c.value).where(setting.c.key == REV_FLOOR)) or 0)
