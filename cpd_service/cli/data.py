"""What looks after the data: ``migrate``, ``check``, ``purge``, ``backup``, ``restore``, ``blobs``."""

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from cpd_service.cli.options import add_blobs, add_database, add_media, beside, days


def add_purge(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``purge``."""
    add_database(parser)
    parser.set_defaults(run=_purge)


def add_migrate(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``migrate``."""
    add_database(parser)
    parser.set_defaults(run=_migrate)


def add_check(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``check``."""
    add_database(parser)
    add_blobs(parser)
    add_media(parser)
    parser.set_defaults(run=_check)


def add_backup(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``backup``."""
    parser.add_argument("file", type=Path, metavar="FILE")
    add_database(parser)
    add_blobs(parser)
    parser.add_argument("--with-blobs", action="store_true", help="save the attachments, too")
    parser.set_defaults(run=_backup)


def add_restore(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``restore``."""
    parser.add_argument("file", type=Path, metavar="FILE")
    add_database(parser)
    add_blobs(parser)
    parser.add_argument("--replace", action="store_true", help="delete what is in the database")
    parser.set_defaults(run=_restore)


def add_blob_actions(parser: argparse.ArgumentParser) -> None:
    """Add the actions of ``blobs``."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    collect = actions.add_parser("collect", help="delete attachments that nothing refers to")
    add_database(collect)
    add_blobs(collect)
    collect.add_argument(
        "--grace-days",
        type=days,
        default=30,
        metavar="DAYS",
        help="keep what was uploaded less than so many days ago (default: %(default)s)",
    )
    collect.set_defaults(run=_collect)


def _purge(options: argparse.Namespace) -> int:
    from cpd_service.purge import purge
    from cpd_service.store.database import Database

    with closing(Database(options.database_url)) as database:
        database.migrate()
        done = purge(database)
    print(f"forgotten: {done.removals} removals, {done.receipts} receipts, {done.claims} claims")
    return 0


def _migrate(options: argparse.Namespace) -> int:
    from cpd_service.service import prepare
    from cpd_service.store.database import Database

    database = Database(options.database_url)
    prepare(database)
    database.close()
    print("the database is up to date")
    return 0


def _check(options: argparse.Namespace) -> int:
    from cpd_service.check import check
    from cpd_service.store.blob_store import open_store
    from cpd_service.store.database import Database

    database = Database(options.database_url)
    with database.reading() as connection:
        troubles = check(
            connection, open_store(options.blobs), open_store(options.media or beside(options.blobs, "media"))
        )
    database.close()
    return _tell(troubles)


def _tell(troubles: Sequence[str]) -> int:
    for trouble in troubles:
        print(trouble)
    print(f"{len(troubles)} troubles" if troubles else "all is well")
    return 1 if troubles else 0


def _backup(options: argparse.Namespace) -> int:
    from cpd_service.backup.take import backup
    from cpd_service.store.blob_store import open_store

    made = backup(options.database_url, options.file, open_store(options.blobs) if options.with_blobs else None)
    print(f"{made.rows} rows of {len(made.tables)} tables in {options.file}, read again and found whole")
    if made.blobs is None:
        print("the attachments are not in it: save their folder or bucket beside it, after this file")
        return 0
    print(f"{made.blobs} attachments, {made.blob_bytes} bytes; {made.blobs_missing} are missing from the store")
    return 1 if made.blobs_missing else 0


def _restore(options: argparse.Namespace) -> int:
    from cpd_service.backup.restore import restore
    from cpd_service.store.blob_store import open_store

    restored = restore(options.file, options.database_url, open_store(options.blobs), options.replace)
    print(f"restored {restored.manifest.rows} rows as of {restored.manifest.made_at}; clients will load anew")
    return _tell(restored.troubles)


def _collect(options: argparse.Namespace) -> int:
    from datetime import timedelta

    from cpd_service.store.blob_garbage import collect
    from cpd_service.store.blob_store import open_store
    from cpd_service.store.database import Database

    database = Database(options.database_url)
    collected = collect(database, open_store(options.blobs), timedelta(days=options.grace_days))
    database.close()
    print(f"{collected.deleted} of {collected.seen} attachments deleted, {collected.freed} bytes")
    return 0
