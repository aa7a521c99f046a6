"""Pulling changes, and comparing what was pulled."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from cpd_core.digests import BUCKETS
from cpd_core.messages import Bucket, Digests, Page, encode
from cpd_core.outcomes import error
from cpd_service.accounts.accounts import Caller
from cpd_service.api.bodies import packed
from cpd_service.api.callers import TheCaller, TheService, TheToken, identify
from cpd_service.api.openapi import described
from cpd_service.api.protocol import fitting_protocol
from cpd_service.problems import ProblemError
from cpd_service.store.contents import read_bucket, read_digests
from cpd_service.store.feed import PAGE_DEFAULT, PAGE_MAX, Cursor, Resync, read_page

SEQ_MAX = 2**53 - 1  # what JSON numbers hold exactly everywhere
Scope = Annotated[str, Path(max_length=120)]

router = APIRouter(prefix="/v1/scopes", tags=["sync"], dependencies=[Depends(fitting_protocol)])


@router.get(
    "/{scope}/changes",
    summary="The changes of a scope after a cursor",
    **described(Page, problems=(401, 403, 410, 422, 426)),
)
def changes(
    request: Request,
    service: TheService,
    token: TheToken,
    scope: Scope,
    since: Annotated[int, Query(ge=0, le=SEQ_MAX)] = 0,
    limit: Annotated[int, Query(ge=1, le=PAGE_MAX)] = PAGE_DEFAULT,
    epoch: Annotated[str, Query(max_length=64)] = "",
    began: Annotated[int, Query(ge=0, le=SEQ_MAX, description="the first page's `high`, in a load from scratch")] = 0,
) -> Response:
    """Only the latest change of each entity, in order of seq."""
    try:
        with service.database.reading_at_once() as connection:
            check_scope(identify(connection, token), scope)
            page = read_page(connection, scope, Cursor(since, epoch, began), limit)
    except Resync:
        raise ProblemError(410, "RESYNC", error("since", "RESYNC")) from None
    return packed(page, request)


@router.get(
    "/{scope}/digests", summary="What a scope holds, summed up", **described(Digests, problems=(401, 403, 422, 426))
)
def get_digests(request: Request, service: TheService, caller: TheCaller, scope: Scope) -> Response:
    """256 buckets, to compare a copy with."""
    check_scope(caller, scope)
    with service.database.reading_at_once() as connection:
        found = read_digests(connection, scope)
    return packed(encode(found), request)


@router.get(
    "/{scope}/buckets/{number}",
    summary="All that a scope holds in one bucket",
    **described(Bucket, problems=(401, 403, 422, 426)),
)
def get_bucket(
    request: Request,
    service: TheService,
    caller: TheCaller,
    scope: Scope,
    number: Annotated[int, Path(ge=0, lt=BUCKETS)],
) -> Response:
    """The items to mend a bucket with that differs; what is not among them is not there any more."""
    check_scope(caller, scope)
    with service.database.reading_at_once() as connection:
        content = read_bucket(connection, scope, number)
    return packed(content, request)


def check_scope(caller: Caller, scope: str) -> None:
    """Raise :class:`ProblemError` 403 unless the caller may see the scope."""
    if scope not in caller.scopes:
        raise ProblemError(403, "FORBIDDEN", error("scope", "FORBIDDEN"))
