"""Is there anything? The cheapest question of all, and the one that is asked most."""

from fastapi import APIRouter, Response

from cpd_core.messages import PROTOCOL_MAX, PROTOCOL_MIN, News
from cpd_service import clock
from cpd_service.accounts import own
from cpd_service.accounts.sessions import digest
from cpd_service.api.bodies import answer
from cpd_service.api.callers import TheService, TheToken, identify
from cpd_service.api.openapi import described
from cpd_service.store.feed import read_news

router = APIRouter(prefix="/v1/news", tags=["sync"])


@router.get("", summary="Where all scopes of the caller stand", **described(News, problems=(401, 403)))
def get_news(service: TheService, token: TheToken) -> Response:
    """One look for all scopes; pull those that have gone on."""
    with service.database.reading() as connection:
        caller = identify(connection, token)
        scopes = read_news(connection, caller.scopes)
    news = News(
        time=clock.now(),
        grant_version=caller.grant_version,
        protocol_min=PROTOCOL_MIN,
        protocol_max=PROTOCOL_MAX,
        scopes=scopes,
    )
    own.seen(service.database, caller, digest(token))
    return answer(news)
