"""What a sync asks first, and what it then need not ask."""

import msgspec

from tests.cpd_desktop.people import Desk, draft
from tests.support.proxy import Proxy
from tests.support.service import ServiceProcess


def test_with_nothing_to_do_one_question_is_asked(service: ServiceProcess, desk: Desk) -> None:
    with Proxy(service.url) as proxy:
        member = desk.member(proxy.url)
        proxy.exchanges.clear()
        assert member.sync.run().pulled == 0
        assert [exchange.asks for exchange in proxy.exchanges] == ["GET /v1/news"]

        member.applications.file(draft(member))
        member.sync.run()
        asked = [exchange.asks for exchange in proxy.exchanges[1:]]
        assert "POST /v1/commands" in asked
        assert [asks for asks in asked if asks.startswith("GET")] == [
            "GET /v1/news",
            f"GET /v1/scopes/m:{member.account.session.member_id}/changes",
        ]


def test_a_service_that_was_started_anew_is_not_offline(service: ServiceProcess, desk: Desk) -> None:
    member = desk.member(service.url)
    service.restart()
    assert member.sync.run().cancelled is False


def test_other_grants_are_asked_for_and_followed(service: ServiceProcess, desk: Desk) -> None:
    staff = desk.staff(service.url)
    known = staff.account.session
    staff.account.session = msgspec.structs.replace(
        known, grant_version=known.grant_version - 1, scopes=("p:31", "ref")
    )
    staff.sync.run()
    assert staff.account.session == known
    assert staff.profile.session() == known
