"""Accounts: who they are and which scopes they may see."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, insert, select

from cpd_core.messages import PROTOCOL_MAX, PROTOCOL_MIN, Session, UserType
from cpd_service import clock
from cpd_service.store.tables import account, record

MEMBER_TYPES: tuple[UserType, ...] = ("cpa", "non_practising")


class AccountError(ValueError):
    """An account that cannot be made as asked; the text says why."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is behind a request, on which device. ``scopes`` is all that they may see or touch."""

    account_id: str
    user_type: UserType
    login: str
    name: str
    member_id: str
    province: str
    grant_version: int
    device_id: str
    scopes: tuple[str, ...]
    must_change: bool = False
    seen_at: str = ""

    @property
    def home(self) -> str:
        """The scope in which the caller's own acts come back."""
        return self.scopes[0]

    def session(self, token: str = "") -> Session:
        """What the client is told about itself."""
        return Session(
            account_id=self.account_id,
            user_type=self.user_type,
            login=self.login,
            name=self.name,
            member_id=self.member_id,
            province=self.province,
            scopes=self.scopes,
            grant_version=self.grant_version,
            protocol_min=PROTOCOL_MIN,
            protocol_max=PROTOCOL_MAX,
            service_date=clock.today().isoformat(),
            token=token,
            must_change=self.must_change,
        )


def caller_of(row: RowMapping, device_id: str, seen_at: str = "") -> Caller:
    """Build the caller from a row of ``account``."""
    return Caller(
        account_id=row["id"],
        user_type=row["user_type"],
        login=row["login"],
        name=row["name"],
        member_id=row["member_id"],
        province=row["province"],
        grant_version=row["grant_version"],
        device_id=device_id,
        scopes=scopes_of_account(
            row["user_type"], row["member_id"], *provinces_of(row["province"], row["more_provinces"])
        ),
        must_change=bool(row["must_change"]),
        seen_at=seen_at,
    )


def provinces_of(home: str, more: str) -> tuple[str, ...]:
    """The provinces of an account as its row has them, the home one first."""
    return (home, *more.split()) if home else ()


def scopes_of_account(user_type: UserType, member_id: str, *provinces: str) -> tuple[str, ...]:
    """The scopes of an account, the home scope first; everyone sees ``ref``."""
    if user_type in MEMBER_TYPES:
        return (f"m:{member_id}", "ref")
    if user_type == "province_staff":
        return (*(f"p:{province}" for province in provinces), "ref")
    return ("ref",)


def check_province(connection: Connection, province: str) -> None:
    """Raise :class:`AccountError` unless there is such a province."""
    query = select(record.c.rid).where(record.c.kind == "province", record.c.id == province)
    if connection.scalar(query) is None:
        raise AccountError(f"there is no province {province!r}")


def add_account(
    connection: Connection,
    user_type: UserType,
    login: str,
    name: str,
    password_hash: str,
    member_id: str = "",
    province: str = "",
    more_provinces: Iterable[str] = (),
) -> str:
    """Add an account and return its id; raises :class:`AccountError` where it does not hold together."""
    if not login.strip() or not name.strip():
        raise AccountError("an account needs a login and a name")
    if (user_type in MEMBER_TYPES) != bool(member_id):
        raise AccountError("a member's account names its member, and no other account does")
    if user_type == "province_staff" and not province:
        raise AccountError("an account of provincial staff names its province")
    same = select(account.c.id).where(account.c.user_type == user_type, account.c.login == login)
    if connection.scalar(same) is not None:
        raise AccountError(f"there already is an account {login!r} of type {user_type}")
    account_id = str(uuid.uuid4())
    connection.execute(
        insert(account).values(
            id=account_id,
            user_type=user_type,
            login=login,
            name=name,
            member_id=member_id,
            province=province,
            password_hash=password_hash,
            grant_version=1,
            disabled=False,
            more_provinces=" ".join(more_provinces),
        )
    )
    return account_id
