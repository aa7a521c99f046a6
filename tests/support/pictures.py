"""Picture codes that a test can read: put into the database with an answer that it knows."""

import time
import uuid
from contextlib import closing

from sqlalchemy import insert

from cpd_service.accounts.pictures import SECONDS, _digest
from cpd_service.store.database import Database
from cpd_service.store.tables import picture

ANSWER = "K7MPQ"


def readable_picture(database_url: str) -> dict[str, str]:
    """The fields of a sign-in that solve a picture; each is good for one try."""
    made = uuid.uuid4().hex
    with closing(Database(database_url)) as database, database.writing() as connection:
        row = {"id": made, "answer_sha256": _digest(made, ANSWER), "until": time.time() + SECONDS}
        connection.execute(insert(picture).values(row))
    return {"picture_id": made, "picture": ANSWER.lower()}
