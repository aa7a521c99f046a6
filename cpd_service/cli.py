"""``cpd-service``: serve, look after the data, make a demo. Exit status 0, 1 (the data said no), 2 (wrong use)."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from contextlib import closing, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from sqlalchemy.exc import ArgumentError, OperationalError

from cpd_core.messages import UserType
from cpd_service.accounts.accounts import AccountError
from cpd_service.backup import BackupError
from cpd_service.certificates.cli import add_keys, add_keys_option, add_verify, keys_folder
from cpd_service.certificates.key_folder import KeyTrouble
from cpd_service.operating import logs
from cpd_service.store.database import NewerDatabase

DEFAULT_DATABASE = "sqlite:///service.sqlite3"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    options = _parser().parse_args(arguments)
    logs.set_up(options.log)
    try:
        return options.run(options)
    except (AccountError, BackupError, KeyTrouble, NewerDatabase, ArgumentError, OSError) as failure:
        print(f"cpd-service: {failure}", file=sys.stderr)
    except OperationalError as failure:
        print(f"cpd-service: the database cannot be used: {failure.orig}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cpd-service", description="The central service of cpd-desktop.")
    parser.set_defaults(log="text")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_serve(commands.add_parser("serve", help="serve over HTTP"))
    _add_account(commands.add_parser("account", help="manage accounts"))
    _add_member(commands.add_parser("member", help="manage members"))
    purge = commands.add_parser("purge", help="forget removals and receipts after 400 days (a running service does)")
    _add_database(purge)
    purge.set_defaults(run=_purge)
    migrate = commands.add_parser("migrate", help="bring the database up to date")
    _add_database(migrate)
    migrate.set_defaults(run=_migrate)
    check = commands.add_parser("check", help="check that the data hold together")
    _add_database(check)
    _add_blobs(check)
    check.set_defaults(run=_check)
    _add_backup(commands.add_parser("backup", help="save everything into one file, while the service goes on"))
    _add_restore(commands.add_parser("restore", help="fill a database from a backup; stop the service first"))
    _add_blob_actions(commands.add_parser("blobs", help="look after the attachments"))
    keys = commands.add_parser("keys", help="look after the keys that certificates are signed by")
    add_keys(keys, _add_database, _add_blobs)
    verify = commands.add_parser("verify", help="check a certificate: status 0 valid, 3 altered, 4 revoked, 5 unknown")
    add_verify(verify, _add_database)
    _add_demo(commands.add_parser("demo", help="make a demo database, its attachments and accounts"))
    return parser


def _add_database(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--database-url",
        default=DEFAULT_DATABASE,
        metavar="URL",
        help="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME (default: %(default)s)",
    )


def _add_blobs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--blobs",
        default="blobs",
        metavar="PLACE",
        help="attachments: a folder, or s3://BUCKET/PREFIX?endpoint=URL&region=NAME (default: %(default)s)",
    )


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="0 takes a free one (default: %(default)s)")
    _add_database(parser)
    _add_blobs(parser)
    parser.add_argument(
        "--snapshots", type=Path, metavar="DIR", help="folder of prepared snapshots (default: beside the attachments)"
    )
    parser.add_argument(
        "--snapshot-min",
        type=int,
        default=2000,
        metavar="N",
        help="prepare none of a scope with fewer records (default: %(default)s)",
    )
    add_keys_option(parser)
    parser.add_argument("--log", choices=get_args(logs.Form), help="the form of what is logged (default: text)")
    parser.add_argument("--access-log", action="store_true", help="log each request: its route, never its path")
    parser.add_argument(
        "--metrics", type=_host_and_port, metavar="HOST:PORT", help="serve figures for Prometheus there, at /metrics"
    )
    parser.add_argument(
        "--drain",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="told to stop, go on serving for so long while /readyz says no (default: %(default)s)",
    )
    parser.add_argument(
        "--public-url",
        type=_public_url,
        metavar="URL",
        help="where everyone can open this service, such as https://cpd.example.cn; QR codes then lead there",
    )
    parser.set_defaults(run=_serve)


def _add_account(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    scopes = actions.add_parser("scopes", help="give provincial staff another province")
    _add_database(scopes)
    scopes.add_argument("login", metavar="LOGIN")
    scopes.add_argument("--province", required=True, help="two digits")
    scopes.set_defaults(run=_account_scopes)
    add = actions.add_parser("add", help="add an account")
    _add_database(add)
    add.add_argument("--user-type", choices=get_args(UserType), required=True)
    add.add_argument("--login", required=True)
    add.add_argument("--name", required=True, help="the name that is shown, and written into histories")
    add.add_argument("--member-id", default="", help="for members: the id of the member's record")
    add.add_argument("--province", default="", help="two digits; for provincial staff")
    add.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    add.set_defaults(run=_account_add)


def _add_member(parser: argparse.ArgumentParser) -> None:
    move = parser.add_subparsers(required=True, metavar="ACTION").add_parser("move", help="move to another province")
    _add_database(move)
    move.add_argument("number", metavar="NUMBER")
    move.add_argument("province", metavar="PROVINCE", help="two digits")
    move.set_defaults(run=_member_move)


def _add_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    _add_database(parser)
    _add_blobs(parser)
    parser.add_argument("--with-blobs", action="store_true", help="save the attachments, too")
    parser.set_defaults(run=_backup)


def _add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    _add_database(parser)
    _add_blobs(parser)
    parser.add_argument("--replace", action="store_true", help="delete what is in the database")
    parser.set_defaults(run=_restore)


def _add_blob_actions(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    collect = actions.add_parser("collect", help="delete attachments that nothing refers to")
    _add_database(collect)
    _add_blobs(collect)
    collect.add_argument(
        "--grace-days",
        type=_days,
        default=30,
        metavar="DAYS",
        help="keep what was uploaded less than so many days ago (default: %(default)s)",
    )
    collect.set_defaults(run=_collect)


def _public_url(typed: str) -> str:
    """An address without a path: QR codes write it in capitals, which only the names of hosts do not mind."""
    address = urlsplit(typed.rstrip("/"))
    if address.scheme not in ("http", "https") or not address.hostname or address.path or address.query:
        raise argparse.ArgumentTypeError(f"not an address like https://cpd.example.cn: {typed}")
    return typed.rstrip("/")


def _host_and_port(typed: str) -> tuple[str, int]:
    host, _, port = typed.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"not an address like 127.0.0.1:9100: {typed}")
    return host.strip("[]"), int(port)


def _days(typed: str) -> int:
    if not typed.isdecimal() or not 1 <= int(typed) <= 3650:
        raise argparse.ArgumentTypeError(f"not a number of days from 1 to 3650: {typed}")
    return int(typed)


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("directory", type=Path, metavar="DIR")
    parser.add_argument("--members", type=int, default=60)
    parser.add_argument("--applications", type=int, default=400)
    parser.add_argument("--seed", type=int, default=7)
    parser.set_defaults(run=_demo)


# Each command imports what it needs: `--help` and a typing error answer at once.


def _serve(options: argparse.Namespace) -> int:
    from cpd_service.certificates.key_folder import KeyFolder
    from cpd_service.certificates.keys import Keys
    from cpd_service.daily import Daily
    from cpd_service.operating.meters import served
    from cpd_service.purge import purge
    from cpd_service.server import serve
    from cpd_service.service import open_service
    from cpd_service.snapshots.shelf import Shelf

    service = open_service(options.database_url, options.blobs)
    folder = options.snapshots or _beside(options.blobs)
    keys = Keys(KeyFolder(keys_folder(options.keys, options.blobs)))
    service = replace(
        service,
        snapshots=Shelf(service.database, folder, options.snapshot_min),
        keys=keys,
        public_url=options.public_url or "",
        access_log=options.access_log,
    )
    figures = served(service.meters, *options.metrics) if options.metrics else nullcontext()
    try:
        keys.get_ready(service.database)
        with figures, Daily(partial(purge, service.database)):
            serve(service, options.host, options.port, options.drain)
    finally:
        service.close()
    return 0


def _beside(blobs: str) -> Path:
    """Where snapshots lie unless told: beside a folder of attachments, or here where those are in a store elsewhere."""
    return Path("snapshots") if "://" in blobs else Path(blobs).parent / "snapshots"


def _account_add(options: argparse.Namespace) -> int:
    from cpd_service.accounts.accounts import add_account
    from cpd_service.accounts.passwords import hash_password
    from cpd_service.store.database import Database

    password = sys.stdin.readline().rstrip("\r\n") if options.password_stdin else _ask_password()
    if not password:
        raise AccountError("the password is empty")
    database = Database(options.database_url)
    database.migrate()
    hashed = hash_password(password)
    with database.writing() as connection:
        account_id = add_account(
            connection,
            options.user_type,
            options.login,
            options.name,
            hashed,
            options.member_id,
            options.province,
        )
    database.close()
    print(account_id)
    return 0


def _account_scopes(options: argparse.Namespace) -> int:
    from cpd_service.accounts.accounts import assign
    from cpd_service.store.database import Database

    with closing(Database(options.database_url)) as database:
        database.migrate()
        with database.writing() as connection:
            version = assign(connection, options.login, options.province)
    print(f"{options.login} now sees province {options.province} (grant version {version})")
    return 0


def _member_move(options: argparse.Namespace) -> int:
    from cpd_service.members import move
    from cpd_service.store.database import Database

    with closing(Database(options.database_url)) as database:
        database.migrate()
        with database.writing() as connection:
            count = move(connection, options.number, options.province)
    print(f"{count} records of member {options.number} moved to province {options.province}")
    return 0


def _purge(options: argparse.Namespace) -> int:
    from cpd_service.purge import purge
    from cpd_service.store.database import Database

    with closing(Database(options.database_url)) as database:
        database.migrate()
        done = purge(database)
    print(f"forgotten: {done.removals} removals, {done.receipts} receipts")
    return 0


def _ask_password() -> str:
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Again: "):
        raise AccountError("the two passwords differ")
    return password


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
        troubles = check(connection, open_store(options.blobs))
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


def _demo(options: argparse.Namespace) -> int:
    from cpd_service.demo.applications import DemoError
    from cpd_service.demo.build import build

    try:
        built = build(options.directory, options.members, options.applications, options.seed)
    except DemoError as failure:
        print(f"cpd-service: {failure}", file=sys.stderr)
        return 1
    print(f"{built.members} members, {built.applications} applications and {built.files} files in {options.directory}")
    return 0
