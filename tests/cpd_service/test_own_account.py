"""One's own account over HTTP: initial, other and forgotten passwords, a second factor, devices."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from cpd_service.accounts import second_factor
from cpd_service.accounts.resets import LETTERS, TRIES
from cpd_service.store.database import Database
from cpd_service.store.tables import account, reset_code, sign_in_failure
from tests.cpd_service.conftest import World
from tests.support.api import Api
from tests.support.mail import MailBox, mail_box
from tests.support.service import ServiceProcess
from tests.support.world import PASSWORD, PEOPLE, WEAK_HASH

NEW = "我在南京学会计二十年了"


def change_row(database_url: str, key: str, **values: object) -> None:
    with closing(Database(database_url)) as database, database.writing() as connection:
        connection.execute(update(account).where(account.c.login == PEOPLE[key].login).values(**values))


def row(database_url: str, key: str) -> dict[str, object]:
    with closing(Database(database_url)) as database, database.reading() as connection:
        return dict(connection.execute(select(account).where(account.c.login == PEOPLE[key].login)).mappings().one())


@pytest.fixture
def back(database_url: str) -> Iterator[None]:
    """Everybody has the usual password afterwards, and nothing else."""
    yield
    plain = {
        "must_change": False,
        "mail": "",
        "totp_secret": "",
        "totp_begun": "",
        "totp_step": 0,
        "recovery_codes": "",
    }
    with closing(Database(database_url)) as database, database.writing() as connection:
        connection.execute(update(account).values(password_hash=WEAK_HASH.hash(PASSWORD), **plain))
        connection.execute(delete(sign_in_failure))
        connection.execute(delete(reset_code))


def fields(answer: object) -> list[tuple[str, str]]:
    return [(each["field"], each["code"]) for each in answer.json()["errors"]]  # type: ignore[attr-defined]


def test_an_initial_password_opens_nothing_but_its_own_change(world: World, database_url: str, back: None) -> None:
    change_row(database_url, "an", must_change=True)
    api = world.api("an")
    assert api.call("GET", "/v1/session").json()["must_change"] is True
    for path in ("/v1/news", "/v1/scopes/m:an/changes", "/v1/account"):
        answer = api.call("GET", path)
        assert (answer.status_code, answer.json()["code"]) == (403, "CHANGE_PASSWORD"), path
    pushed = api.call("POST", "/v1/commands", json={"commands": []})
    assert (pushed.status_code, pushed.json()["code"]) == (403, "CHANGE_PASSWORD")
    assert api.call("PUT", "/v1/account/password", json={"old": PASSWORD, "new": NEW}).status_code == 204
    assert "must_change" not in api.call("GET", "/v1/session").json()
    assert api.call("GET", "/v1/news").status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("not it", NEW, ("old", "password.wrong")),
        (PASSWORD, PASSWORD, ("new", "password.same")),
        (PASSWORD, "1234567890", ("new", "password.common")),
        (PASSWORD, f"{PEOPLE['chen'].login}!!", ("new", "password.login")),
        ("x" * 300, NEW, ("old", "password.wrong")),
    ],
)
def test_a_password_changes_only_to_a_good_one_by_who_knows_it(
    world: World, back: None, old: str, new: str, wrong: tuple[str, str]
) -> None:
    answer = world.api("chen").call("PUT", "/v1/account/password", json={"old": old, "new": new})
    assert (answer.status_code, fields(answer)) == (422, [wrong])
    world.api("chen")


def test_another_password_signs_out_everywhere_else(world: World, back: None) -> None:
    here, there = world.api("bo"), world.api("bo")
    assert here.call("PUT", "/v1/account/password", json={"old": PASSWORD, "new": NEW}).status_code == 204
    assert (here.call("GET", "/v1/session").status_code, there.call("GET", "/v1/session").status_code) == (200, 401)
    assert world.api().call("POST", "/v1/session", json=here.sign_in_body("bo")).status_code == 401
    assert world.api().sign_in("bo", NEW)


def test_devices_are_listed_and_signed_out_one_by_one(world: World) -> None:
    mine, lost, foreign = world.api("du"), world.api("du"), world.api("an")
    devices = mine.call("GET", "/v1/account").json()["devices"]
    assert [each.get("current", False) for each in devices].count(True) == 1
    assert all(each["seen_at"] and each["signed_in_at"] for each in devices)
    others = [each["id"] for each in foreign.call("GET", "/v1/account").json()["devices"]]
    for device in [*others, "nonsense", *(each["id"] for each in devices if not each.get("current"))]:
        assert mine.call("DELETE", f"/v1/account/devices/{device}").status_code == 204
    assert mine.call("GET", "/v1/session").status_code == 200
    assert lost.call("GET", "/v1/session").status_code == 401
    assert foreign.call("GET", "/v1/session").status_code == 200, "nobody signs out somebody else"


# --- second factor ---------------------------------------------------------------------------------------


def now_code(secret: str, steps: int = 0) -> str:
    return second_factor.code_at(secret, int(time.time()) // second_factor.STEP + steps)


def test_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B, SHA-1; the last six of its eight digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")):
        assert second_factor.code_at(secret, seconds // 30) == code


def test_staff_set_up_a_second_factor_and_need_it_from_then_on(world: World, database_url: str, back: None) -> None:
    api = world.api("sh")
    unproven = api.call("POST", "/v1/account/second-factor", json={"password": "wrong"})
    assert fields(unproven) == [("password", "password.wrong")]
    begun = api.call("POST", "/v1/account/second-factor", json={"password": PASSWORD}).json()
    assert begun["uri"].startswith("otpauth://totp/")
    assert begun["qr"].startswith("<svg")
    assert world.api("sh"), "of no effect yet"
    wrong = api.call("PUT", "/v1/account/second-factor", json={"code": "000000"})
    assert (wrong.status_code, fields(wrong)) == (422, [("code", "code.wrong")])
    codes = api.call("PUT", "/v1/account/second-factor", json={"code": now_code(begun["secret"])}).json()["codes"]
    assert len(set(codes)) == 10

    nobody, body = world.api(), api.sign_in_body("sh")
    assert fields(nobody.call("POST", "/v1/session", json=body)) == [("code", "code.needed")]
    assert fields(nobody.call("POST", "/v1/session", json=body | {"password": "wrong"}))[0][0] == "password"
    used = nobody.call("POST", "/v1/session", json=body | {"code": now_code(begun["secret"])})
    assert fields(used) == [("code", "code.wrong")], "the code that turned it on has been used"
    assert nobody.call("POST", "/v1/session", json=body | {"code": now_code(begun["secret"], 1)}).ok
    assert not nobody.call("POST", "/v1/session", json=body | {"code": now_code(begun["secret"], 1)}).ok, "once only"
    assert nobody.call("POST", "/v1/session", json=body | {"code": codes[3]}).ok
    assert not nobody.call("POST", "/v1/session", json=body | {"code": codes[3]}).ok
    assert api.call("GET", "/v1/account").json()["recovery_codes"] == 9
    assert codes[4] not in str(row(database_url, "sh")), "only digests are kept"


def test_it_is_turned_off_with_the_password(world: World, database_url: str, back: None) -> None:
    api = world.api("js2")
    change_row(database_url, "js2", totp_secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    answer = api.call("POST", "/v1/account/second-factor/off", json={"password": "wrong"})
    assert fields(answer) == [("password", "password.wrong")]
    assert api.call("POST", "/v1/account/second-factor/off", json={"password": PASSWORD}).status_code == 204
    assert world.api("js2")


def test_members_need_none(world: World) -> None:
    proof = {"password": PASSWORD}
    assert world.api("an").call("POST", "/v1/account/second-factor", json=proof).status_code == 403


# --- a forgotten password ----------------------------------------------------------------------------------


@dataclass
class Post:
    """A service that sends mail, and where it arrives."""

    api: Api
    box: MailBox
    database_url: str

    def ask(self, key: str, **changes: str) -> int:
        who = {"user_type": PEOPLE[key].user_type, "login": PEOPLE[key].login}
        return self.api.call("POST", "/v1/password-codes", json=who | changes).status_code

    def reset(self, key: str, code: str, new: str = NEW) -> tuple[int, list[tuple[str, str]]]:
        who = {"user_type": PEOPLE[key].user_type, "login": PEOPLE[key].login}
        answer = self.api.call("POST", "/v1/password-resets", json=who | {"code": code, "new": new})
        return answer.status_code, [] if answer.ok else fields(answer)


@pytest.fixture
def post(database_url: str, tmp_path: Path, back: None) -> Iterator[Post]:
    with mail_box(tmp_path) as box:
        process = ServiceProcess(tmp_path, database_url)
        process.options = ("--mail", str(box.settings))
        process.restart()
        with closing(Api(process.url)) as api:
            yield Post(api, box, database_url)
        process.check()
        process.stop()


def test_a_code_comes_by_mail_and_is_worth_one_password(post: Post, world: World) -> None:
    signed_in = world.api("an")
    change_row(post.database_url, "an", mail="an@example.cn")
    assert post.ask("an") == 202
    letter = post.box.next()
    assert letter["To"] == "an@example.cn"
    code = post.box.code_in(letter)
    assert post.reset("an", "00000000") == (422, [("code", "code.wrong")])
    assert post.reset("an", code, "short") == (422, [("new", "password.short")])
    assert post.reset("chen", code) == (422, [("code", "code.wrong")]), "somebody else's"
    assert post.reset("an", f" {code[:4]} {code[4:]} ") == (204, [])
    assert post.reset("an", code) == (422, [("code", "code.wrong")])
    assert signed_in.call("GET", "/v1/session").status_code == 401
    assert Api(post.api.url).sign_in("an", NEW)


def test_nothing_tells_whether_there_is_an_account(post: Post) -> None:
    change_row(post.database_url, "bo", mail="bo@example.cn")
    assert [post.ask("an"), post.ask("an", login="nobody"), post.ask("bo")] == [202] * 3
    assert post.box.next()["To"] == "bo@example.cn"
    assert post.box.is_empty, "no address, no letter"
    assert post.reset("an", "12345678") == post.reset("bo", "12345678") == (422, [("code", "code.wrong")])


def test_a_code_that_was_guessed_at_too_often_is_worth_nothing(post: Post) -> None:
    change_row(post.database_url, "an", mail="an@example.cn")
    post.ask("an")
    code = post.box.code_in(post.box.next())
    for _ in range(TRIES):
        assert post.reset("an", "00000000")[0] == 422
    assert post.reset("an", code)[0] == 422


def test_nobody_fills_a_mailbox(post: Post) -> None:
    change_row(post.database_url, "an", mail="an@example.cn")
    change_row(post.database_url, "bo", mail="bo@example.cn")
    assert {post.ask("an") for _ in range(LETTERS + 2)} == {202}
    post.ask("bo")
    to = [post.box.next()["To"] for _ in range(LETTERS + 1)]
    assert to == ["an@example.cn"] * LETTERS + ["bo@example.cn"]
    assert post.box.is_empty


def test_where_no_mail_is_sent_it_says_so(world: World) -> None:
    answer = world.api().call("POST", "/v1/password-codes", json={"user_type": "cpa", "login": "x"})
    assert (answer.status_code, answer.json()["code"]) == (404, "NO_MAIL")


def test_an_address_is_set_with_the_password_and_shown_masked(world: World, back: None) -> None:
    api = world.api("an")

    def put(mail: str, password: str = PASSWORD) -> object:
        return api.call("PUT", "/v1/account/mail", json={"mail": mail, "password": password})

    for bad in ("no address", "a@b", "a@b.c\r\nBcc: x@y.z", "<a@b.cn>", "a" * 300 + "@b.cn"):
        assert fields(put(bad)) == [("mail", "mail.form")]
    assert fields(put("an@example.cn", "wrong")) == [("password", "password.wrong")]
    assert put("an@example.cn").status_code == 204  # type: ignore[attr-defined]
    assert api.call("GET", "/v1/account").json()["mail"] == "a***@example.cn"
