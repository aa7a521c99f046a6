"""``cpd-service account`` and ``member``: what the national desk does in the window, by the same functions."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import get_args

from cpd_core.messages import UserType
from cpd_service.accounts.accounts import AccountError
from cpd_service.cli.options import Commands, action


def add_account(parser: argparse.ArgumentParser) -> None:
    """Add the actions of ``account``."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listing = action(actions, "list", _list, "accounts of staff, or of another type")
    listing.add_argument("--user-type", choices=get_args(UserType), default="")
    listing.add_argument("--province", default="", help="two digits")
    listing.add_argument("--text", default="", help="part of the login or the name")
    add = action(actions, "add", _add, "add an account")
    add.add_argument("--user-type", choices=get_args(UserType), required=True)
    add.add_argument("--login", required=True)
    add.add_argument("--name", required=True, help="the name that is shown, and written into histories")
    add.add_argument("--member-id", default="", help="for members: the id of the member's record")
    _add_provinces(add, required=False)
    add.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    add.add_argument("--initial-password", action="store_true", help="make a password and print it, once")
    scopes = _of_login(actions, "scopes", _scopes, "give provincial staff other provinces")
    _add_provinces(scopes, required=True)
    _of_login(actions, "lock", _lock, "keep an account from signing in, at once and everywhere")
    _of_login(actions, "unlock", _unlock, "let a locked account sign in again")
    _of_login(actions, "password", _password, "give an account another password and print it, once")


def add_member(parser: argparse.ArgumentParser) -> None:
    """Add the actions of ``member``."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    move = action(actions, "move", _member_move, "move to another province")
    move.add_argument("number", metavar="NUMBER")
    move.add_argument("province", metavar="PROVINCE", help="two digits")
    find = action(actions, "find", _member_find, "find members by number or name")
    find.add_argument("text", metavar="TEXT")
    taking = action(actions, "import", _member_import, "members from an Excel workbook: all rows or none")
    taking.add_argument("file", type=Path, metavar="FILE.xlsx")
    taking.add_argument("--apply", action="store_true", help="do it; without this only say what it comes to")
    blank = action(actions, "template", _member_template, "write an empty workbook to fill in")
    blank.add_argument("file", type=Path, metavar="FILE.xlsx")


def _of_login(actions: Commands, name: str, run: object, says: str) -> argparse.ArgumentParser:
    parser = action(actions, name, run, says)
    parser.add_argument("login", metavar="LOGIN")
    parser.add_argument("--user-type", choices=get_args(UserType), default="province_staff")
    return parser


def _add_provinces(parser: argparse.ArgumentParser, required: bool) -> None:
    parser.add_argument(
        "--province",
        action="append",
        default=[],
        required=required,
        metavar="CODE",
        help="two digits; several times for several, the home one first",
    )


def _list(options: argparse.Namespace) -> int:
    from cpd_service.cli.desk import reading
    from cpd_service.national import accounts

    with reading(options) as connection:
        after = ""
        while True:
            page = accounts.page(connection, options.text, options.user_type, options.province, after)
            for one in page.entries:
                state = "locked" if one.locked else "open"
                print(f"{one.login}\t{one.user_type}\t{one.name}\t{' '.join(one.provinces) or '-'}\t{state}")
            if not (after := page.next):
                return 0


def _add(options: argparse.Namespace) -> int:
    from cpd_core.national import AccountAdd
    from cpd_service.cli.desk import acting
    from cpd_service.national import accounts

    password = "" if options.initial_password else _chosen_password(options.password_stdin)
    secret = accounts.Secret.make(password)
    asked = AccountAdd(
        user_type=options.user_type,
        login=options.login,
        name=options.name,
        provinces=tuple(options.province),
        member_id=options.member_id,
    )
    with acting(options) as office:
        added = accounts.add(office, asked, secret)
    print(added.account.id)
    if options.initial_password:
        print(f"initial password, said once: {added.password}")
    return 0


def _chosen_password(from_stdin: bool) -> str:
    password = sys.stdin.readline().rstrip("\r\n") if from_stdin else _ask_password()
    if not password:
        raise AccountError("the password is empty")
    return password


def _scopes(options: argparse.Namespace) -> int:
    changed = _change(options, provinces=tuple(options.province))
    print(f"{options.login} now sees province {' '.join(changed[0])} (grant version {changed[1]})")
    return 0


def _lock(options: argparse.Namespace) -> int:
    _change(options, locked=True)
    print(f"{options.login} is locked and signed out everywhere")
    return 0


def _unlock(options: argparse.Namespace) -> int:
    _change(options, locked=False)
    print(f"{options.login} can sign in again")
    return 0


def _change(options: argparse.Namespace, **wanted: object) -> tuple[tuple[str, ...], int]:
    from msgspec.structs import replace

    from cpd_core.national import AccountChange
    from cpd_service.cli.desk import acting
    from cpd_service.national import accounts

    with acting(options) as office:
        now = accounts.find(office.connection, options.user_type, options.login)
        same = AccountChange(grant_version=now.grant_version, name=now.name, provinces=now.provinces, locked=now.locked)
        changed = accounts.change(office, now.id, replace(same, **wanted))
    return changed.provinces, changed.grant_version


def _password(options: argparse.Namespace) -> int:
    from cpd_service.cli.desk import acting
    from cpd_service.national import accounts

    secret = accounts.Secret.make()
    with acting(options) as office:
        found = accounts.find(office.connection, options.user_type, options.login)
        accounts.reset_password(office, found.id, secret)
    print(f"new password of {options.login}, said once: {secret.password}")
    return 0


def _member_move(options: argparse.Namespace) -> int:
    from cpd_core.national import MemberMove
    from cpd_service.cli.desk import acting
    from cpd_service.national import members

    with acting(options) as office:
        done = members.move(office, options.number, MemberMove(province=options.province))
    print(f"{done.records} records of member {options.number} moved to province {options.province}")
    return 0


def _member_find(options: argparse.Namespace) -> int:
    from cpd_service.cli.desk import reading
    from cpd_service.national import members

    with reading(options) as connection:
        page = members.page(connection, options.text)
    for one in page.entries:
        print(f"{one.no}\t{one.name}\t{one.member_type}\t{one.province}\t{one.id}")
    if page.next:
        print("... and more: ask for more of the name", file=sys.stderr)
    return 0


def _member_import(options: argparse.Namespace) -> int:
    from cpd_service.cli.desk import taken_in
    from cpd_service.national import member_import

    return taken_in(options, member_import.take_in, member_import.COLUMNS)


def _member_template(options: argparse.Namespace) -> int:
    from cpd_service.national import member_import, workbooks

    options.file.write_bytes(workbooks.template("会员", member_import.COLUMNS))
    return 0


def _ask_password() -> str:
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Again: "):
        raise AccountError("the two passwords differ")
    return password
