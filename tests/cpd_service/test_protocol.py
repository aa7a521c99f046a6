"""Versions of the protocol: one that is not spoken here loads nothing and loses nothing."""

import pytest

from cpd_core.messages import PROTOCOL_HEADER, PROTOCOL_MAX, PROTOCOL_MIN
from tests.cpd_service.conftest import World

READING = ("changes", "snapshot", "digests", "buckets/0")
UNFIT = {str(PROTOCOL_MIN - 1): "PROTOCOL_OLD", str(PROTOCOL_MAX + 1): "PROTOCOL_NEW"}


@pytest.mark.parametrize(("version", "code"), UNFIT.items())
def test_another_version_reads_nothing_and_still_pushes(world: World, version: str, code: str) -> None:
    member = world.api("an")
    member.http.headers[PROTOCOL_HEADER] = version
    for what in READING:
        answer = member.call("GET", f"/v1/scopes/m:an/{what}")
        assert (answer.status_code, answer.json()["code"]) == (426, code), what
        assert answer.json()["errors"][0]["field"] == PROTOCOL_HEADER
    assert member.call("GET", "/v1/session").json()["protocol_min"] == PROTOCOL_MIN
    filed = member.file()  # its attachment, too
    del member.http.headers[PROTOCOL_HEADER]
    assert member.find(filed)


@pytest.mark.parametrize("version", [str(PROTOCOL_MIN), str(PROTOCOL_MAX)])
def test_a_version_that_is_spoken_reads(world: World, version: str) -> None:
    answer = world.api("an").call("GET", "/v1/scopes/m:an/changes", headers={PROTOCOL_HEADER: version})
    assert answer.status_code == 200


def test_a_version_that_is_none_is_named(world: World) -> None:
    answer = world.api("an").call("GET", "/v1/scopes/m:an/changes", headers={PROTOCOL_HEADER: "new"})
    assert answer.status_code == 422
    assert [wrong["field"] for wrong in answer.json()["errors"]] == [PROTOCOL_HEADER]
