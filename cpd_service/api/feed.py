"""Pulling changes."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from cpd_core.messages import Page
from cpd_core.outcomes import error
from cpd_service.api.bodies import packed
from cpd_service.api.callers import TheCaller, TheService
from cpd_service.api.openapi import described
from cpd_service.problems import ProblemError
from cpd_service.store.feed import PAGE_DEFAULT, PAGE_MAX, Cursor, Resync, read_page

SEQ_MAX = 2**53 - 1  # what JSON numbers hold exactly everywhere

router = APIRouter(prefix="/v1/scopes", tags=["sync"])


@router.get(
    "/{scope}/changes",
    summary="The changes of a scope after a cursor",
    **described(Page, problems=(401, 403, 410, 422)),
)
def changes(
    request: Request,
    service: TheService,
    caller: TheCaller,
    scope: Annotated[str, Path(max_length=120)],
    since: Annotated[int, Query(ge=0, le=SEQ_MAX)] = 0,
    limit: Annotated[int, Query(ge=1, le=PAGE_MAX)] = PAGE_DEFAULT,
    epoch: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """Only the latest change of each entity, in order of seq."""
    if scope not in caller.scopes:
        raise ProblemError(403, "FORBIDDEN", error("scope", "FORBIDDEN"))
    try:
        with service.database.reading() as connection:
            page = read_page(connection, scope, Cursor(since, epoch), limit)
    except Resync:
        raise ProblemError(410, "RESYNC", error("since", "RESYNC")) from None
    return packed(page, request)
