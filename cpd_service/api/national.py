"""The national desk: the overview, the directory and accounts. For 中注协 alone: everybody else is told 403."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Path, Query, Response

from cpd_core.messages import UserType
from cpd_core.national import (
    AccountAdd,
    AccountChange,
    AccountEntry,
    AccountPage,
    AccountSecret,
    DirectoryAdd,
    DirectoryChange,
    DirectoryEntry,
    DirectoryKind,
    DirectoryPage,
    ImportReport,
    NoWords,
    Overview,
    SponsorMerge,
)
from cpd_service.api.bodies import answer, decode, json_body
from cpd_service.api.callers import TheService
from cpd_service.api.national_acts import XLSX_BODY, TheActs, TheOffice, workbook_body
from cpd_service.api.openapi import described
from cpd_service.national import accounts, directory, sponsors

ASKING = (401, 403, 422)
ACTING = (400, 401, 403, 404, 413, 415, 422, 503)
EntryId = Annotated[str, Path(max_length=100)]
Body = Annotated[bytes, Depends(json_body)]
Words = Annotated[str, Query(max_length=200)]
After = Annotated[str, Query(max_length=400)]

_directory_add = msgspec.json.Decoder(DirectoryAdd)
_directory_change = msgspec.json.Decoder(DirectoryChange)
_merge = msgspec.json.Decoder(SponsorMerge)
_account_add = msgspec.json.Decoder(AccountAdd)
_account_change = msgspec.json.Decoder(AccountChange)
_no_words = msgspec.json.Decoder(NoWords)

router = APIRouter(prefix="/v1/national", tags=["national desk"])


@router.get("/overview", summary="What waits where, accounts, rules in force", **described(Overview, problems=ASKING))
def get_overview(service: TheService, _who: TheOffice) -> Response:
    """As of a minute ago at most."""
    with service.database.reading() as connection:
        return answer(service.overviews.get(connection))


@router.get(
    "/directory/{kind}",
    summary="Sponsors, institutes or provinces by name",
    **described(DirectoryPage, problems=ASKING),
)
def get_directory(
    service: TheService,
    _who: TheOffice,
    kind: DirectoryKind,
    text: Words = "",
    after: After = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = directory.PAGE,
) -> Response:
    """A page of them."""
    with service.database.reading() as connection:
        return answer(directory.page(connection, kind, text, after, limit))


@router.post("/directory/{kind}", summary="Add one", **described(DirectoryEntry, body=DirectoryAdd, problems=ACTING))
def post_directory(acts: TheActs, kind: DirectoryKind, body: Body) -> Response:
    """Answers with the new entry."""
    asked = decode(body, _directory_add)
    return acts.do(body, lambda office: directory.add(office, kind, asked))


@router.put(
    "/directory/{kind}/{entry_id}",
    summary="Rename one, let it retire or come back",
    **described(DirectoryEntry, body=DirectoryChange, problems=ACTING),
)
def put_directory(acts: TheActs, kind: DirectoryKind, entry_id: EntryId, body: Body) -> Response:
    """422 code CHANGED_BY_OTHER where another revision is there by now."""
    asked = decode(body, _directory_change)
    return acts.do(body, lambda office: directory.change(office, kind, entry_id, asked))


@router.post(
    "/sponsors/merge",
    summary="Let sponsors lead to one that stands for all of them",
    **described(DirectoryEntry, body=SponsorMerge, problems=ACTING),
)
def post_merge(acts: TheActs, body: Body) -> Response:
    """Their names stay readable."""
    asked = decode(body, _merge)
    return acts.do(body, lambda office: directory.merge(office, asked))


@router.post(
    "/sponsors/import",
    summary="Sponsors from a workbook: without `token` a look, with that look's token it is done",
    **described(ImportReport, body=XLSX_BODY, problems=ACTING),
)
def post_sponsors(
    acts: TheActs, body: Annotated[bytes, Depends(workbook_body)], token: Annotated[str, Query(max_length=64)] = ""
) -> Response:
    """All rows or none."""
    return acts.do(body, lambda office: sponsors.take_in(office, body, token))


@router.get("/accounts", summary="Accounts by login", **described(AccountPage, problems=ASKING))
def get_accounts(
    service: TheService,
    _who: TheOffice,
    text: Words = "",
    user_type: UserType | None = None,
    province: Annotated[str, Query(max_length=2)] = "",
    after: After = "",
) -> Response:
    """Those of staff, or of one type."""
    with service.database.reading() as connection:
        return answer(accounts.page(connection, text, user_type or "", province, after))


@router.post("/accounts", summary="Add an account", **described(AccountSecret, body=AccountAdd, problems=ACTING))
def post_account(acts: TheActs, body: Body) -> Response:
    """The initial password is said once."""
    asked, secret = decode(body, _account_add), accounts.Secret.make()
    return acts.do(body, lambda office: accounts.add(office, asked, secret))


@router.put(
    "/accounts/{account_id}",
    summary="Rename, lock, unlock, or give other provinces",
    **described(AccountEntry, body=AccountChange, problems=ACTING),
)
def put_account(acts: TheActs, account_id: EntryId, body: Body) -> Response:
    """Holds from the account's next request on."""
    asked = decode(body, _account_change)
    return acts.do(body, lambda office: accounts.change(office, account_id, asked))


@router.post(
    "/accounts/{account_id}/password",
    summary="Give an account another password",
    **described(AccountSecret, body=NoWords, problems=ACTING),
)
def post_password(acts: TheActs, account_id: EntryId, body: Body) -> Response:
    """The new password is said once; the account is signed out everywhere."""
    decode(body, _no_words)
    secret = accounts.Secret.make()
    return acts.do(body, lambda office: accounts.reset_password(office, account_id, secret))
