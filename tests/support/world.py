"""A small world for the service's tests: two provinces, two members and one member of staff in each, a national office.

Known by heart, unlike the demo: every id stands here.
"""

from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher

from cpd_core.entities import Completion, Institute, Member, Province, Sponsor
from cpd_core.messages import UserType
from cpd_service.accounts.accounts import add_account
from cpd_service.service import open_service
from cpd_service.store.writer import Writer

PASSWORD = "correct horse battery staple"
WEAK_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # the tests sign in hundreds of times


@dataclass(frozen=True)
class Person:
    """An account of the small world."""

    key: str
    user_type: UserType
    name: str
    province: str = ""

    @property
    def login(self) -> str:
        return f"login-{self.key}"

    @property
    def is_member(self) -> bool:
        return self.user_type in ("cpa", "non_practising")

    @property
    def home(self) -> str:
        if self.is_member:
            return f"m:{self.key}"
        return f"p:{self.province}" if self.province else "ref"


PEOPLE = {
    person.key: person
    for person in (
        Person("an", "non_practising", "安宁", "32"),
        Person("bo", "cpa", "薄云", "32"),
        Person("chen", "non_practising", "陈晨", "31"),
        Person("du", "cpa", "杜鹃", "31"),
        Person("js", "province_staff", "江苏审核", "32"),
        Person("js2", "province_staff", "江苏复核", "32"),
        Person("sh", "province_staff", "上海审核", "31"),
        Person("office", "national_staff", "中注协"),
    )
}


def build_world(database_url: str, blobs: Path) -> None:
    """Fill an empty database."""
    service = open_service(database_url, blobs)
    hashed = WEAK_HASH.hash(PASSWORD)
    with service.database.writing() as connection:
        writer = Writer(connection)
        for code, name in (("31", "上海"), ("32", "江苏")):
            writer.put("province", Province(id=code, rev=1, name=name, institute_name=f"{name}省注册会计师协会"))
        for name in ("beijing", "shanghai"):
            writer.put("institute", Institute(id=name, rev=1, name=f"{name}国家会计学院"))
        writer.put("sponsor", Sponsor(id="sponsor-1", rev=1, name="江苏省注册会计师协会"))
        for person in PEOPLE.values():
            if person.is_member:
                writer.put("member", _member(person))
                writer.put("completion", _completion(person))
            member_id = person.key if person.is_member else ""
            add_account(connection, person.user_type, person.login, person.name, hashed, member_id, person.province)
        writer.flush()
    service.close()


def _member(person: Person) -> Member:
    assert person.user_type in ("cpa", "non_practising")
    return Member(
        id=person.key,
        rev=1,
        no=person.login,
        name=person.name,
        member_type=person.user_type,
        province=person.province,
        joined_on="2020-01-01",
    )


def _completion(person: Person) -> Completion:
    return Completion(
        id=f"done-{person.key}",
        rev=1,
        member_id=person.key,
        province=person.province,
        year=2025,
        institute_id="beijing",
        course_id="course-1",
        title="职业道德",
        topic="ethics",
        required=True,
        delivery="recorded",
        minutes=90,
        hours=2.0,
        finished_on="2025-05-05",
    )
