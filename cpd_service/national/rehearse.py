"""The process that does a rehearsal: ``python -m cpd_service.national.rehearse ID``, started by the service."""

import os
import sys
from contextlib import closing

from cpd_service.national.rehearsals import ADDRESS, run
from cpd_service.store.database import Database


def main() -> None:
    """Do the rehearsal that is named; where the database is stands in the environment."""
    if hasattr(os, "nice"):
        os.nice(5)  # requests come first
    with closing(Database(os.environ[ADDRESS])) as database:
        run(database, sys.argv[1])


if __name__ == "__main__":
    main()
