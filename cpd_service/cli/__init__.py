"""``cpd-service``: serve, look after the data, make a demo. Exit status 0, 1 (the data said no), 2 (wrong use).

A module for each group of commands. Each command imports what it needs: `--help` and a typing error answer at once.
"""

import argparse
import sys
from collections.abc import Sequence

from sqlalchemy.exc import ArgumentError, OperationalError

from cpd_service.accounts.accounts import AccountError
from cpd_service.backup import BackupError
from cpd_service.certificates.cli import add_keys, add_verify
from cpd_service.certificates.key_folder import KeyTrouble
from cpd_service.cli import accounts, audit, courses, data, demo, directory, rules, serving
from cpd_service.cli.options import add_blobs, add_database
from cpd_service.mail import MailTrouble
from cpd_service.operating import logs
from cpd_service.problems import ProblemError
from cpd_service.store.database import NewerDatabase


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    options = _parser().parse_args(arguments)
    logs.set_up(options.log)
    try:
        return options.run(options)
    except (AccountError, BackupError, KeyTrouble, MailTrouble, NewerDatabase, ArgumentError, OSError) as failure:
        print(f"cpd-service: {failure}", file=sys.stderr)
    except ProblemError as refused:
        for line in refused.in_words("en"):
            print(f"cpd-service: {line}", file=sys.stderr)
    except OperationalError as failure:
        print(f"cpd-service: the database cannot be used: {failure.orig}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cpd-service", description="The central service of cpd-desktop.")
    parser.set_defaults(log="text")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serving.add_serve(commands.add_parser("serve", help="serve over HTTP"))
    accounts.add_account(commands.add_parser("account", help="manage accounts"))
    accounts.add_member(commands.add_parser("member", help="manage members"))
    directory.add_directory(commands.add_parser("directory", help="sponsors, accounting institutes, provinces"))
    rules.add_rules(commands.add_parser("rules", help="rule files: look over, rehearse, publish, take back"))
    audit.add_audit(commands.add_parser("audit", help="who did what: search, and check that nothing was changed"))
    forget = commands.add_parser("purge", help="forget removals and receipts after 400 days (a running service does)")
    data.add_purge(forget)
    courses.add_courses(commands.add_parser("courses", help="take in course material; keys of institutes"))
    data.add_migrate(commands.add_parser("migrate", help="bring the database up to date"))
    data.add_check(commands.add_parser("check", help="check that the data hold together"))
    data.add_backup(commands.add_parser("backup", help="save everything into one file, while the service goes on"))
    data.add_restore(commands.add_parser("restore", help="fill a database from a backup; stop the service first"))
    data.add_blob_actions(commands.add_parser("blobs", help="look after the attachments"))
    keys = commands.add_parser("keys", help="look after the keys that certificates are signed by")
    add_keys(keys, add_database, add_blobs)
    verify = commands.add_parser("verify", help="check a certificate: status 0 valid, 3 altered, 4 revoked, 5 unknown")
    add_verify(verify, add_database)
    demo.add_demo(commands.add_parser("demo", help="make a demo database, its attachments and accounts"))
    return parser
