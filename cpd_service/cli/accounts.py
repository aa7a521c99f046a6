"""``cpd-service account`` and ``member``."""

import argparse
import getpass
import sys
from contextlib import closing
from typing import get_args

from cpd_core.messages import UserType
from cpd_service.accounts.accounts import AccountError
from cpd_service.cli.options import add_database


def add_account(parser: argparse.ArgumentParser) -> None:
    """Add the actions of ``account``."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    scopes = actions.add_parser("scopes", help="give provincial staff another province")
    add_database(scopes)
    scopes.add_argument("login", metavar="LOGIN")
    scopes.add_argument("--province", required=True, help="two digits")
    scopes.set_defaults(run=_account_scopes)
    add = actions.add_parser("add", help="add an account")
    add_database(add)
    add.add_argument("--user-type", choices=get_args(UserType), required=True)
    add.add_argument("--login", required=True)
    add.add_argument("--name", required=True, help="the name that is shown, and written into histories")
    add.add_argument("--member-id", default="", help="for members: the id of the member's record")
    add.add_argument("--province", default="", help="two digits; for provincial staff")
    add.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    add.set_defaults(run=_account_add)


def add_member(parser: argparse.ArgumentParser) -> None:
    """Add the actions of ``member``."""
    move = parser.add_subparsers(required=True, metavar="ACTION").add_parser("move", help="move to another province")
    add_database(move)
    move.add_argument("number", metavar="NUMBER")
    move.add_argument("province", metavar="PROVINCE", help="two digits")
    move.set_defaults(run=_member_move)


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


def _ask_password() -> str:
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Again: "):
        raise AccountError("the two passwords differ")
    return password
