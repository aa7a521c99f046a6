"""``cpd-service keys`` and ``verify``: what looks after the keys of certificates, and checks a certificate."""

import argparse
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from cpd_core.verification import EXIT_STATUS

AddDatabase = Callable[[argparse.ArgumentParser], None]


def keys_folder(given: Path | None, blobs: str) -> Path:
    """Where private keys lie unless told: beside a folder of attachments, or here where those are elsewhere."""
    return given or (Path("keys") if "://" in blobs else Path(blobs).parent / "keys")


def add_keys_option(parser: argparse.ArgumentParser) -> None:
    """Let a command be told where the private keys are."""
    parser.add_argument("--keys", type=Path, metavar="DIR", help="folder of private keys (default: beside attachments)")


def add_keys(parser: argparse.ArgumentParser, add_database: AddDatabase, add_blobs: AddDatabase) -> None:
    """Add the actions of ``keys``."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="the keys that certificates are signed by, the one in use last")
    rotate = actions.add_parser("rotate", help="sign by a new key from now on; old certificates stay valid")
    rotate.add_argument("--pkcs12", type=Path, metavar="FILE", help="sign PDFs by the certificate of this file (RSA)")
    rotate.add_argument("--password-stdin", action="store_true", help="read the file's password from standard input")
    for action, run in ((listing, _list), (rotate, _rotate)):
        add_database(action)
        add_blobs(action)
        add_keys_option(action)
        action.set_defaults(run=run)


def add_verify(parser: argparse.ArgumentParser, add_database: AddDatabase) -> None:
    """Add the options of ``verify``."""
    add_database(parser)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("file", type=Path, nargs="?", metavar="FILE.pdf")
    what.add_argument("--qr", metavar="TEXT", help="what a scanned QR code says")
    parser.set_defaults(run=_verify)


def _list(options: argparse.Namespace) -> int:
    from cpd_service.certificates.key_folder import KeyFolder
    from cpd_service.certificates.keys import known_keys
    from cpd_service.store.database import Database

    here = KeyFolder(keys_folder(options.keys, options.blobs)).ids()
    with closing(Database(options.database_url)) as database, database.reading() as connection:
        known = known_keys(connection)
    for key in known:
        in_use = "signs" if key is known[-1] else "signed"
        print(f"{key.id}  {key.made_at}  {in_use:6}  {'private key here' if key.id in here else 'public key only'}")
    return 0 if known and known[-1].id in here else 1


def _rotate(options: argparse.Namespace) -> int:
    from cpd_service.certificates import private_keys
    from cpd_service.certificates.key_folder import KeyFolder
    from cpd_service.certificates.keys import Keys
    from cpd_service.store.database import Database

    if options.pkcs12:
        password = sys.stdin.readline().rstrip("\r\n") if options.password_stdin else ""
        fresh = private_keys.from_pkcs12(options.pkcs12.read_bytes(), password.encode())
    else:
        fresh = private_keys.make()
    folder = KeyFolder(keys_folder(options.keys, options.blobs))
    with closing(Database(options.database_url)) as database:
        database.migrate()
        key = Keys(folder).rotate(database, fresh)
    print(f"{key.id} signs from now on; its private key is in {folder.folder}, and nowhere else")
    return 0


def _verify(options: argparse.Namespace) -> int:
    from cpd_core.wording import say_error
    from cpd_service.certificates import check
    from cpd_service.store.database import Database

    pdf = options.file.read_bytes() if options.file else b""
    with closing(Database(options.database_url)) as database, database.reading() as connection:
        finding = check.check_pdf(connection, pdf) if options.file else check.check_text(connection, options.qr)
    number = f" {finding.proof.number}" if finding.proof else ""
    print(f"{finding.state}{number}: {say_error(finding.why, 'en')}")
    return EXIT_STATUS[finding.state]
