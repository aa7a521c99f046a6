"""Signing in and out, and what the database keeps of it."""

import hashlib
import time
from base64 import b64decode
from contextlib import closing
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import MetaData, delete, insert, select, update

from cpd_service.accounts import passwords
from cpd_service.accounts.pictures import SIZE, draw
from cpd_service.accounts.tries import OF_ADDRESS, OF_LOGIN, address_key
from cpd_service.store.database import Database
from cpd_service.store.tables import account, sign_in_failure
from tests.cpd_service.conftest import World
from tests.support.pictures import readable_picture
from tests.support.world import PASSWORD, PEOPLE


@pytest.fixture(autouse=True)
def forgiven(database_url: str) -> None:
    """All tests come from one address, which nobody holds the failures of the others against."""
    with closing(Database(database_url)) as database, database.writing() as connection:
        connection.execute(delete(sign_in_failure))


@pytest.mark.parametrize("key", PEOPLE)
def test_everyone_signs_in_and_sees_the_own_scopes(world: World, key: str) -> None:
    person = PEOPLE[key]
    session = world.api(key).call("GET", "/v1/session").json()
    assert session["scopes"] == list(dict.fromkeys([person.home, "ref"]))
    assert (session["user_type"], session["name"], session["province"]) == (
        person.user_type,
        person.name,
        person.province,
    )
    assert session["member_id"] == (key if person.is_member else "")
    assert "token" not in session


def test_a_failed_sign_in_says_the_same_whether_or_not_the_account_exists(world: World) -> None:
    api = world.api()
    body = api.sign_in_body("bo", "wrong")
    answers = [
        api.call("POST", "/v1/session", json=body | changes)
        for changes in ({}, {"login": "nobody"}, {"user_type": "non_practising"}, {"password": ""})
    ]
    assert [answer.status_code for answer in answers] == [401] * 4
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["code"] == "SIGN_IN_FAILED"


def test_an_unknown_account_costs_a_password_check_too(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    class Watched:
        def hash(self, password: str) -> str:
            return "the hash of nobody's password"

        def verify(self, stored: str, password: str) -> bool:
            checked.append(stored)
            return True

    passwords._nobodys_hash.cache_clear()
    monkeypatch.setattr(passwords, "_hasher", Watched())
    assert not passwords.verify("anything", None), "no account, whatever the check says"
    assert checked == ["the hash of nobody's password"]
    passwords._nobodys_hash.cache_clear()


@pytest.mark.parametrize("login", ["login-js2", "nobody-at-all"])
def test_after_some_failures_one_has_to_wait_whether_or_not_the_account_exists(
    world: World, database_url: str, login: str
) -> None:
    api = world.api()
    body = api.sign_in_body("js2", "wrong") | {"login": login}
    for _ in range(OF_LOGIN.before_delay + 1):
        answer = api.call("POST", "/v1/session", json=body | readable_picture(database_url))
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (401, "password")
    answers = [api.call("POST", "/v1/session", json=body | {"password": word}) for word in ("wrong", PASSWORD)]
    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (429, "SIGN_IN_LATER")
        assert int(answer.headers["Retry-After"]) > 0


def test_a_success_forgets_the_failures(world: World) -> None:
    api = world.api()
    for _ in range(3):
        for _ in range(OF_LOGIN.before_picture - 1):
            api.call("POST", "/v1/session", json=api.sign_in_body("chen", "wrong"))
        api.sign_in("chen")


@pytest.mark.parametrize("login", ["login-sh", "nobody-here"])
def test_after_fewer_failures_a_picture_has_to_be_read(world: World, database_url: str, login: str) -> None:
    api = world.api()
    wrong = api.sign_in_body("sh", "wrong") | {"login": login}
    for number in range(1, OF_LOGIN.before_picture + 1):
        fields = [each["field"] for each in api.call("POST", "/v1/session", json=wrong).json()["errors"]]
        assert fields == ["password", "picture"][: 1 + (number == OF_LOGIN.before_picture)]
    right = api.sign_in_body("sh") | {"login": login}
    solved = readable_picture(database_url)
    for picture, code in (
        ({}, "picture.needed"),
        ({**solved, "picture": "AAAAA"}, "picture.wrong"),
        (solved, "picture.wrong"),
    ):
        answer = api.call("POST", "/v1/session", json=right | picture)
        assert (answer.status_code, [each["code"] for each in answer.json()["errors"]]) == (401, [code])
    known = login == "login-sh"
    assert api.call("POST", "/v1/session", json=right | readable_picture(database_url)).ok == known


def test_an_address_that_tries_one_password_on_many_has_to_read_pictures(world: World, database_url: str) -> None:
    api = world.api()
    address = {"login_sha256": address_key("127.0.0.1").sha256, "blocked_until": time.time()}
    with closing(Database(database_url)) as database, database.writing() as connection:
        connection.execute(insert(sign_in_failure).values(**address, failures=OF_ADDRESS.before_picture - 1))
    assert [
        each["field"] for each in api.call("POST", "/v1/session", json=api.sign_in_body("bo", "x")).json()["errors"]
    ] == [
        "password",
        "picture",
    ]
    answer = api.call("POST", "/v1/session", json=api.sign_in_body("an"))
    assert [each["code"] for each in answer.json()["errors"]] == ["picture.needed"]
    assert api.call("POST", "/v1/session", json=api.sign_in_body("an") | readable_picture(database_url)).ok


def test_a_picture_is_a_picture_and_says_nothing_of_its_answer(world: World) -> None:
    answer = world.api().call("GET", "/v1/picture").json()
    image = Image.open(BytesIO(b64decode(answer["png"])))
    assert (image.format, image.size) == ("PNG", SIZE)
    assert set(answer) == {"id", "png"}
    drawn = {draw("ABCDE") for _ in range(3)}
    assert len(drawn) == 3, "no two alike"


def test_signing_out_ends_this_session_at_once_and_no_other(world: World) -> None:
    one, other = world.api("an"), world.api("an")
    assert one.call("DELETE", "/v1/session").status_code == 204
    assert one.call("GET", "/v1/session").status_code == 401
    assert one.call("DELETE", "/v1/session").status_code == 401
    assert other.call("GET", "/v1/session").status_code == 200


def test_a_disabled_account_is_out_at_once(world: World, database_url: str) -> None:
    api = world.api("du")
    database = Database(database_url)
    with database.writing() as connection:
        connection.execute(update(account).where(account.c.login == PEOPLE["du"].login).values(disabled=True))
    try:
        assert api.call("GET", "/v1/session").status_code == 401
        answer = api.call("POST", "/v1/session", json=api.sign_in_body("du"))
        assert (answer.status_code, answer.json()["code"]) == (401, "SIGN_IN_FAILED")
    finally:
        with database.writing() as connection:
            connection.execute(update(account).values(disabled=False))
        database.close()


def test_neither_passwords_nor_tokens_are_stored_in_clear(world: World, database_url: str) -> None:
    api = world.api()
    token = api.call("POST", "/v1/session", json=api.sign_in_body("an")).json()["token"]
    database = Database(database_url)
    tables = MetaData()
    with database.reading() as connection:
        tables.reflect(connection)
        stored = [str(value) for t in tables.sorted_tables for row in connection.execute(select(t)) for value in row]
    database.close()
    assert not [value for value in stored if PASSWORD in value or token in value]
    assert hashlib.sha256(token.encode()).hexdigest() in stored
    assert any(value.startswith("$argon2id$") for value in stored)


def test_new_passwords_are_hashed_with_argon2id_each_with_its_salt() -> None:
    one, two = passwords.hash_password("同一个密码"), passwords.hash_password("同一个密码")
    assert one != two
    assert one.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.verify("同一个密码", one)
    assert not passwords.verify("另一个密码", one)
