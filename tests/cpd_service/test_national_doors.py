"""The national desk opens for 中注协 alone: every route, every other kind of account."""

import re

import pytest
from fastapi.routing import APIRoute

from cpd_service.api import national, national_more
from tests.cpd_service.conftest import World
from tests.support.api import Api
from tests.support.world import PEOPLE

ROUTES = sorted(
    (method, re.sub(r"{kind}", "sponsor", re.sub(r"{rev}", "1", route.path)))
    for router in (national.router, national_more.router)
    for route in router.routes
    if isinstance(route, APIRoute)
    for method in route.methods
)
OTHERS = ("an", "bo", "js", "sh")


@pytest.fixture(scope="module")
def people(world: World) -> dict[str, Api]:
    return {key: world.api(key) for key in (*OTHERS, "office")}


def path_of(route: str) -> str:
    named = {"{name}": "members"}
    return re.sub(r"{\w+}", lambda found: named.get(found[0], "nobody"), route)


def test_the_table_has_members_of_both_kinds_and_staff() -> None:
    assert {PEOPLE[key].user_type for key in OTHERS} == {"cpa", "non_practising", "province_staff"}
    assert len(ROUTES) > 20


@pytest.mark.parametrize(("method", "route"), ROUTES)
def test_everybody_else_is_told_403_whatever_they_send(people: dict[str, Api], method: str, route: str) -> None:
    for key in OTHERS:
        for body in (b"{}", b"nonsense"):
            answer = people[key].call(method, path_of(route), data=body if method in ("POST", "PUT") else None)
            assert (answer.status_code, answer.json()["code"]) == (403, "NOT_YOURS"), (key, method, route)


@pytest.mark.parametrize(("method", "route"), ROUTES)
def test_the_national_office_comes_in(people: dict[str, Api], method: str, route: str) -> None:
    """A body that is none, a thing that is not there: told as such, and not as 403."""
    answer = people["office"].call(method, path_of(route), data=b"nonsense" if method in ("POST", "PUT") else None)
    assert answer.status_code in ((400, 422) if method in ("POST", "PUT") else (200, 404))
