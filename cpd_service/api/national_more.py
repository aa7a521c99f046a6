"""The national desk: rule files and their rehearsals, members, the audit trail."""

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Depends, Path, Query, Response

from cpd_core.national import (
    AuditPage,
    ExportNote,
    ImportReport,
    MemberMove,
    MemberPage,
    MoveDone,
    Rehearsal,
    RehearsalChanges,
    RehearsalRequest,
    RuleBack,
    RuleCheck,
    RuleFile,
    RuleList,
    RulePublish,
    RuleText,
)
from cpd_service.api.bodies import answer, decode, json_body
from cpd_service.api.callers import TheService
from cpd_service.api.feed import SEQ_MAX
from cpd_service.api.national import ACTING, ASKING, After, Body, EntryId, Words
from cpd_service.api.national_acts import XLSX_BODY, TheActs, TheOffice, workbook_body
from cpd_service.api.openapi import described
from cpd_service.audit import trail
from cpd_service.national import exports, member_import, members, rehearsals, rules, sponsors, workbooks

Row = Annotated[int, Query(ge=0, le=SEQ_MAX)]
TEMPLATES = {"members": ("会员", member_import.COLUMNS), "sponsors": ("主办方单位", sponsors.COLUMNS)}

_text = msgspec.json.Decoder(RuleText)
_publish = msgspec.json.Decoder(RulePublish)
_back = msgspec.json.Decoder(RuleBack)
_rehearse = msgspec.json.Decoder(RehearsalRequest)
_move = msgspec.json.Decoder(MemberMove)
_export = msgspec.json.Decoder(ExportNote)

router = APIRouter(prefix="/v1/national", tags=["national desk"])

# --- rules ------------------------------------------------------------------------------------------------------------


@router.get("/rules", summary="Rule files in force, and all versions", **described(RuleList, problems=ASKING))
def get_rules(service: TheService, _who: TheOffice) -> Response:
    """The newest version first."""
    with service.database.reading() as connection:
        return answer(rules.page(connection))


@router.post("/rules", summary="Put a rule file in force", **described(RuleList, body=RulePublish, problems=ACTING))
def post_rules(acts: TheActs, body: Body) -> Response:
    """For everybody, by the feed."""
    asked = decode(body, _publish)
    return acts.do(body, lambda office: rules.publish(office, asked))


@router.post(
    "/rules/check", summary="Look a rule file over", **described(RuleCheck, body=RuleText, problems=(400, *ASKING, 413))
)
def post_check(service: TheService, _who: TheOffice, body: Annotated[bytes, Depends(json_body)]) -> Response:
    """Each mistake with its line and field; nothing is changed."""
    asked = decode(body, _text)
    with service.database.reading() as connection:
        return answer(rules.check(connection, asked.toml))


@router.get(
    "/rules/{ruleset_id}/versions/{rev}",
    summary="The text of a version",
    **described(RuleFile, problems=(*ASKING, 404)),
)
def get_version(
    service: TheService, _who: TheOffice, ruleset_id: EntryId, rev: Annotated[int, Path(ge=0, le=SEQ_MAX)]
) -> Response:
    """As it was published."""
    with service.database.reading() as connection:
        return answer(rules.text_of(connection, ruleset_id, rev))


@router.post(
    "/rules/{ruleset_id}/back",
    summary="Let the version before hold again",
    **described(RuleList, body=RuleBack, problems=ACTING),
)
def post_back(acts: TheActs, ruleset_id: EntryId, body: Body) -> Response:
    """As a new revision: nothing is deleted."""
    asked = decode(body, _back)
    return acts.do(body, lambda office: rules.take_back(office, ruleset_id, asked))


@router.post(
    "/rehearsals",
    summary="Begin a rehearsal: who would pass a year by a rule file",
    **described(Rehearsal, body=RehearsalRequest, problems=ACTING),
)
def post_rehearsal(service: TheService, acts: TheActs, body: Body) -> Response:
    """It goes on in the background; ask how far it is."""
    asked = decode(body, _rehearse)
    return acts.do(body, lambda office: rehearsals.begin(office, asked), then=service.rehearsals.launch)


@router.get("/rehearsals/latest", summary="The one begun last", **described(Rehearsal, problems=(*ASKING, 404)))
def get_latest(service: TheService, _who: TheOffice) -> Response:
    """404 where there was none yet."""
    with service.database.reading() as connection:
        return answer(rehearsals.find(connection, rehearsals.latest(connection)))


@router.get("/rehearsals/{rehearsal_id}", summary="How far one is", **described(Rehearsal, problems=(*ASKING, 404)))
def get_rehearsal(service: TheService, _who: TheOffice, rehearsal_id: EntryId) -> Response:
    """With the figures so far."""
    with service.database.reading() as connection:
        return answer(rehearsals.find(connection, rehearsal_id))


@router.get(
    "/rehearsals/{rehearsal_id}/changes",
    summary="Members whose result changes, and why",
    **described(RehearsalChanges, problems=(*ASKING, 404)),
)
def get_changes(service: TheService, _who: TheOffice, rehearsal_id: EntryId, after: Row = 0) -> Response:
    """A page of them."""
    with service.database.reading() as connection:
        return answer(rehearsals.changes(connection, rehearsal_id, after))


@router.delete("/rehearsals/{rehearsal_id}", summary="Stop one", **described(Rehearsal, problems=(*ASKING, 404, 503)))
def delete_rehearsal(acts: TheActs, rehearsal_id: EntryId) -> Response:
    """What it has found so far stays."""
    return acts.do(b"", lambda office: rehearsals.stop(office, rehearsal_id))


# --- members ----------------------------------------------------------------------------------------------------------


@router.get("/members", summary="Members by number or name", **described(MemberPage, problems=ASKING))
def get_members(
    service: TheService,
    _who: TheOffice,
    text: Words = "",
    province: Annotated[str, Query(max_length=2)] = "",
    after: After = "",
) -> Response:
    """A page of them."""
    with service.database.reading() as connection:
        return answer(members.page(connection, text, province, after))


@router.post(
    "/members/import",
    summary="Members from a workbook: without `token` a look, with that look's token it is done",
    **described(ImportReport, body=XLSX_BODY, problems=ACTING),
)
def post_members(
    acts: TheActs, body: Annotated[bytes, Depends(workbook_body)], token: Annotated[str, Query(max_length=64)] = ""
) -> Response:
    """All rows or none."""
    return acts.do(body, lambda office: member_import.take_in(office, body, token))


@router.post(
    "/members/{number}/move",
    summary="Move a member to another province",
    **described(MoveDone, body=MemberMove, problems=ACTING),
)
def post_move(acts: TheActs, number: EntryId, body: Body) -> Response:
    """All that is theirs leaves one province and enters the other."""
    asked = decode(body, _move)
    return acts.do(body, lambda office: members.move(office, number, asked))


@router.get(
    "/templates/{name}", summary="An empty workbook to fill in", **described(XLSX_BODY, problems=(401, 403, 422))
)
def get_template(_who: TheOffice, name: Literal["members", "sponsors"]) -> Response:
    """With the titles and an example."""
    title, columns = TEMPLATES[name]
    return Response(workbooks.template(title, columns), media_type=workbooks.WORKBOOK)


# --- audit ------------------------------------------------------------------------------------------------------------


@router.get("/audit", summary="What was done, the newest first", **described(AuditPage, problems=ASKING))
def get_audit(
    service: TheService,
    _who: TheOffice,
    where: Literal["office", "decisions"] = "office",
    who: Words = "",
    what: Words = "",
    kind: Words = "",
    entity: Words = "",
    account: Words = "",
    device: Words = "",
    since: Words = "",
    until: Words = "",
    words: Words = "",
    before: Row = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = trail.PAGE,
) -> Response:
    """Acts of the desk and sign-ins, or the history of applications."""
    query = trail.Query(where, who, what, kind, entity, account, device, since, until, words)
    with service.database.reading() as connection:
        return answer(trail.page(connection, query, before, limit))


@router.post(
    "/exports", summary="Say that a list is taken out", **described(ExportNote, body=ExportNote, problems=ACTING)
)
def post_export(acts: TheActs, body: Body) -> Response:
    """To be said before its pages are read; answers with what was said."""
    asked = decode(body, _export)
    return acts.do(body, lambda office: exports.note(office, asked))
