"""Accounts: listed, added, locked, given another password or other provinces. Whoever's scopes change is told at once:
the grant version goes up, and every request looks its account up anew.
"""

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, text

from cpd_core.messages import FieldError
from cpd_core.national import AccountAdd, AccountChange, AccountEntry, AccountPage, AccountSecret
from cpd_core.outcomes import error
from cpd_service.accounts import passwords
from cpd_service.accounts.accounts import MEMBER_TYPES, add_account, provinces_of
from cpd_service.accounts.sessions import LOGIN_MAX
from cpd_service.national import directory
from cpd_service.national.office import Office
from cpd_service.problems import ProblemError

PAGE = 200
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is easily taken for another
GROUPS, GROUP = 3, 4  # 3 groups of 4: 59 bits


@dataclass(frozen=True, slots=True)
class Secret:
    """A password and what is stored of it; hashed before the transaction, as that takes a while by design."""

    password: str
    hashed: str

    @staticmethod
    def make(password: str = "") -> "Secret":
        """A password to be told once; a random one unless it is given."""
        groups = ("".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(GROUPS))
        chosen = password or "-".join(groups)
        return Secret(chosen, passwords.hash_password(chosen))


def page(
    connection: Connection,
    wanted: str = "",
    user_type: str = "",
    province: str = "",
    after: str = "",
    limit: int = PAGE,
) -> AccountPage:
    """Accounts by login: ``wanted`` in login or name, of a type (national and provincial staff by default)."""
    found = connection.execute(
        _PAGE,
        {
            "pattern": f"%{_escaped(wanted)}%",
            "type": user_type,
            "province": province,
            "within": f"%{province}%",
            "after": after,
            "limit": limit + 1,
        },
    ).mappings()
    rows = found.all()
    shown = rows[:limit]
    following = f"{shown[-1]['login']}\n{shown[-1]['id']}" if len(rows) > limit else ""
    return AccountPage(entries=tuple(_entry(row) for row in shown), next=following)


def add(office: Office, asked: AccountAdd, secret: Secret) -> AccountSecret:
    """Add an account; raises :class:`ProblemError` naming the fields."""
    login, name = asked.login.strip(), asked.name.strip()
    wrong = _check_name(name)
    if not login or not login.isprintable() or len(login) > LOGIN_MAX:
        wrong.append(error("login", "account.login", max=LOGIN_MAX))
    wrong += _check_provinces(office, asked.user_type, asked.provinces)
    home = asked.provinces[0] if asked.provinces else ""
    if (asked.user_type in MEMBER_TYPES) != bool(asked.member_id):
        wrong.append(error("member_id", "account.member"))
    elif asked.member_id:
        found = office.connection.execute(_MEMBER, {"id": asked.member_id}).first()
        if found is None:
            wrong.append(error("member_id", "NOT_FOUND"))
        else:
            home = found.province
    if login and office.connection.execute(_BY_LOGIN, {"type": asked.user_type, "login": login}).first():
        wrong.append(error("login", "account.taken", login=login))
    directory.refuse(wrong)
    account_id = add_account(
        office.connection, asked.user_type, login, name, secret.hashed, asked.member_id, home, asked.provinces[1:]
    )
    office.connection.execute(_INITIAL, {"id": account_id})
    office.note(
        "account.added", "account", account_id, login=login, name=name, type=asked.user_type, provinces=asked.provinces
    )
    return AccountSecret(account=_read(office.connection, account_id), password=secret.password)


def change(office: Office, account_id: str, asked: AccountChange) -> AccountEntry:
    """Rename, lock or unlock an account, or give it other provinces; raises :class:`ProblemError`."""
    now = _locked(office, account_id)
    if now.grant_version != asked.grant_version:
        raise ProblemError(422, "CHANGED_BY_OTHER", error("grant_version", "CHANGED_BY_OTHER"))
    is_member = now.user_type in MEMBER_TYPES
    wrong = _check_name(asked.name.strip())
    if is_member and asked.provinces not in ((), now.provinces):
        wrong.append(error("provinces", "account.moves"))  # a member's follows the member
    elif not is_member:
        wrong += _check_provinces(office, now.user_type, asked.provinces)
    if asked.locked and account_id == office.who.account_id:
        wrong.append(error("locked", "account.own"))
    directory.refuse(wrong)
    provinces = now.provinces if is_member else asked.provinces
    office.connection.execute(
        _CHANGE,
        {
            "id": account_id,
            "name": asked.name.strip(),
            "province": provinces[0] if provinces else "",
            "more": " ".join(provinces[1:]),
            "locked": asked.locked,
        },
    )
    if asked.locked and not now.locked:
        office.connection.execute(_SIGN_OUT, {"id": account_id})
    changed = _read(office.connection, account_id)
    differing = {
        name: [getattr(now, name), getattr(changed, name)]
        for name in ("name", "provinces", "locked")
        if getattr(now, name) != getattr(changed, name)
    }
    office.note("account.changed", "account", account_id, login=now.login, **differing)
    return changed


def reset_password(office: Office, account_id: str, secret: Secret) -> AccountSecret:
    """Give an account another password, and sign it out everywhere."""
    now = _locked(office, account_id)
    office.connection.execute(_PASSWORD, {"id": account_id, "hashed": secret.hashed})
    office.connection.execute(_SIGN_OUT, {"id": account_id})
    office.note("account.password", "account", account_id, login=now.login)
    return AccountSecret(account=_read(office.connection, account_id), password=secret.password)


def find(connection: Connection, user_type: str, login: str) -> AccountEntry:
    """The account of a login; raises :class:`ProblemError` 404."""
    found = connection.execute(_BY_LOGIN, {"type": user_type, "login": login}).scalar()
    if found is None:
        raise ProblemError(404, "NOT_FOUND", error("login", "account.unknown", login=login))
    return _read(connection, found)


def check_provinces(connection: Connection, field: str, codes: tuple[str, ...]) -> list[FieldError]:
    """What is wrong with these provinces: unknown, retired, named twice."""
    known = directory.provinces(connection)
    wrong = [error(field, "province.unknown", province=code) for code in codes if code not in known]
    wrong += [
        error(field, "province.retired", province=known[code].name)
        for code in codes
        if code in known and known[code].retired
    ]
    if len(set(codes)) < len(codes):
        wrong.append(error(field, "account.twice"))
    return wrong


def _check_name(name: str) -> list[FieldError]:
    return directory.name_errors(name)


def _check_provinces(office: Office, user_type: str, codes: tuple[str, ...]) -> list[FieldError]:
    if (user_type == "province_staff") != bool(codes):
        return [error("provinces", "account.province" if user_type == "province_staff" else "field.not_here")]
    return check_provinces(office.connection, "provinces", codes)


def _locked(office: Office, account_id: str) -> AccountEntry:
    if office.connection.dialect.name == "postgresql":
        office.connection.execute(text("SELECT id FROM account WHERE id = :id FOR UPDATE"), {"id": account_id})
    return _read(office.connection, account_id)


def _read(connection: Connection, account_id: str) -> AccountEntry:
    row = connection.execute(_ONE, {"id": account_id}).mappings().first()
    if row is None:
        raise ProblemError(404, "NOT_FOUND")
    return _entry(row)


def _entry(row: RowMapping) -> AccountEntry:
    return AccountEntry(
        id=row["id"],
        user_type=row["user_type"],
        login=row["login"],
        name=row["name"],
        provinces=provinces_of(row["province"], row["more_provinces"]),
        locked=bool(row["disabled"]),
        grant_version=row["grant_version"],
        member_id=row["member_id"],
        last_sign_in=row["last_sign_in"] or "",
    )


def _escaped(wanted: str) -> str:
    return wanted.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


_SELECT = """
SELECT account.*, (SELECT max(created_at) FROM token WHERE token.account_id = account.id) AS last_sign_in FROM account
"""
_ONE = text(f"{_SELECT} WHERE id = :id")
_PAGE = text(
    rf"""
{_SELECT} WHERE (login LIKE :pattern ESCAPE '\' OR name LIKE :pattern ESCAPE '\')
    AND (user_type = :type OR (:type = '' AND user_type IN ('province_staff', 'national_staff')))
    AND (:province = '' OR province = :province OR more_provinces LIKE :within)
    AND (:after = '' OR login || chr(10) || id > :after)
ORDER BY login || chr(10) || id LIMIT :limit
""".replace("chr(10)", "'\n'")
)
_BY_LOGIN = text("SELECT id FROM account WHERE user_type = :type AND login = :login")
_MEMBER = text("SELECT province FROM record WHERE kind = 'member' AND id = :id")
_CHANGE = text("""
UPDATE account SET name = :name, province = :province, more_provinces = :more, disabled = :locked,
    grant_version = grant_version + 1 WHERE id = :id
""")
_PASSWORD = text("""
UPDATE account SET password_hash = :hashed, must_change = true, totp_secret = '', totp_begun = '', recovery_codes = '',
    grant_version = grant_version + 1 WHERE id = :id
""")  # who lost the password may have lost the phone
_INITIAL = text("UPDATE account SET must_change = true WHERE id = :id")
_SIGN_OUT = text("DELETE FROM token WHERE account_id = :id")
