"""One question for all scopes: the same answer as the feeds would give, and nothing about those of others."""

from datetime import UTC, datetime

import msgspec
import pytest

from cpd_core.messages import PROTOCOL_HEADER, PROTOCOL_MAX, PROTOCOL_MIN, News
from cpd_service.store.database import Database
from tests.cpd_service.conftest import World
from tests.support.api import Api
from tests.support.world import PEOPLE


def news_of(api: Api) -> News:
    answer = api.call("GET", "/v1/news")
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=News)


@pytest.mark.parametrize("key", PEOPLE)
def test_it_tells_of_the_callers_own_scopes_what_their_feeds_tell(world: World, key: str) -> None:
    api = world.api(key)
    told = [(one.scope, one.epoch, one.high) for one in news_of(api).scopes]
    pages = [(scope, api.page(scope)) for scope in dict.fromkeys((PEOPLE[key].home, "ref"))]
    assert told == [(scope, page["epoch"], page["high"]) for scope, page in pages]


def test_an_act_is_news_for_those_whom_it_concerns_and_for_nobody_else(world: World) -> None:
    member, staff, stranger = (world.api(key) for key in ("an", "js", "sh"))
    before = [news_of(api) for api in (member, staff, stranger)]
    member.file()
    after = [news_of(api) for api in (member, staff, stranger)]
    risen = [
        [new.high - old.high for new, old in zip(a.scopes, b.scopes, strict=True)]
        for a, b in zip(after, before, strict=True)
    ]
    assert risen == [[1, 0], [1, 0], [0, 0]]


def test_it_carries_what_a_session_would_have_told(world: World) -> None:
    api = world.api("js")
    session = api.call("GET", "/v1/session").json()
    told = news_of(api)
    assert told.grant_version == session["grant_version"]
    assert (told.protocol_min, told.protocol_max) == (PROTOCOL_MIN, PROTOCOL_MAX)
    assert abs(datetime.fromisoformat(told.time) - datetime.now(UTC)).total_seconds() < 3600


def test_a_client_of_another_version_is_answered_so_that_it_knows(world: World) -> None:
    api = world.api("an")
    api.http.headers[PROTOCOL_HEADER] = str(PROTOCOL_MAX + 1)
    assert news_of(api).protocol_max == PROTOCOL_MAX


def test_a_scope_to_which_nothing_was_written_yet_stands_at_0(world: World, database_url: str) -> None:
    database = Database(database_url)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE account SET province = '99' WHERE login = 'login-js2'")
    try:
        home, ref = news_of(world.api("js2")).scopes
        assert (home.scope, home.high, home.epoch) == ("p:99", 0, ref.epoch)
        assert ref.high > 0
    finally:
        with database.writing() as connection:
            connection.exec_driver_sql("UPDATE account SET province = '32' WHERE login = 'login-js2'")
        database.close()
