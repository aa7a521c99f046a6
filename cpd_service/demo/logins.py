"""Who can sign in to the demo: every member, two people of each provincial institute, one of the national office."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from cpd_core.entities import Member
from cpd_core.messages import UserType
from cpd_service.demo.organisations import HOME, PROVINCES
from cpd_service.demo.people import FEATURED, entity_id, person_name

PASSWORD = "demo-2026"  # printed beside the accounts, on purpose
STAFF_OF_A_PROVINCE = 2


@dataclass(frozen=True, slots=True)
class Login:
    """An account; those with a ``note`` are listed in accounts.json."""

    id: str
    user_type: UserType
    login: str
    name: str
    member_id: str
    province: str
    note: str = ""


def of_members(rng: Random, everyone: Sequence[Member]) -> Iterator[Login]:
    """Members sign in with their certificate number."""
    for place, member in enumerate(everyone):
        note = FEATURED[place].note if place < len(FEATURED) else ""
        yield Login(entity_id(rng), member.member_type, member.no, member.name, member.id, member.province, note)


def of_staff(rng: Random) -> list[Login]:
    """Staff of the provinces and of the national office."""
    found = [Login(entity_id(rng), "national_staff", "cicpa01", person_name(rng), "", "", "中注协：全国基础数据")]
    for code, (_, short) in PROVINCES.items():
        for number in range(1, STAFF_OF_A_PROVINCE + 1):
            shown = code == HOME or (code, number) == ("31", 1)
            note = f"{short}注协：确认本省会员的学时申请" if shown else ""
            login = f"staff{code}{number:02d}"
            found.append(Login(entity_id(rng), "province_staff", login, person_name(rng), "", code, note))
    return found


def reviewers(staff: Sequence[Login]) -> dict[str, list[str]]:
    """The names of each province's staff, who decide its applications."""
    return {code: [person.name for person in staff if person.province == code] for code in PROVINCES}


def account_row(login: Login, password_hash: str) -> dict[str, object]:
    """The login as a row of ``account``."""
    return {
        "id": login.id,
        "user_type": login.user_type,
        "login": login.login,
        "name": login.name,
        "member_id": login.member_id,
        "province": login.province,
        "password_hash": password_hash,
        "grant_version": 1,
        "disabled": False,
    }


def listed(logins: Sequence[Login]) -> list[dict[str, str]]:
    """What accounts.json holds: the accounts worth trying, with the common password."""
    return [
        {
            "user_type": login.user_type,
            "login": login.login,
            "password": PASSWORD,
            "name": login.name,
            "province": login.province,
            "note": login.note,
        }
        for login in logins
        if login.note
    ]
