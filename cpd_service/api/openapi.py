"""OpenAPI from the structs that really decode and encode: msgspec makes the schemas, the routes refer to them."""

from collections.abc import Sequence
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from cpd_core import account_messages
from cpd_core.entities import ENTITY_TYPES
from cpd_core.messages import (
    PAYLOAD_TYPES,
    Bucket,
    CertificateRequest,
    Change,
    Command,
    CommandChunk,
    Digests,
    KeyList,
    MediaAddress,
    News,
    Page,
    Problem,
    Result,
    ResultChunk,
    Session,
    SignIn,
)
from cpd_core.national import SPOKEN
from cpd_service.api.errors import PROBLEM_JSON

REF = "#/components/schemas/{name}"
STRUCTS: tuple[type[msgspec.Struct], ...] = (
    SignIn, Session, CommandChunk, Command, ResultChunk, Result, News, Page, Change, Digests, Bucket, Problem,
    CertificateRequest, KeyList, MediaAddress,
    *account_messages.SPOKEN,
    *SPOKEN,
    *dict.fromkeys((*PAYLOAD_TYPES.values(), *ENTITY_TYPES.values())),
)  # fmt: skip
SIGN_IN_ROUTE = ("/v1/session", "post")
INSTITUTES = "/xapi/"  # their platforms have keys of their own
PROBLEM_TEXTS = {
    400: "The body is not JSON, or not what its encoding says",
    401: "Not signed in",
    403: "Outside of the caller's scopes",
    404: "Not there, or not within the caller's scopes",
    409: "Something else has this id already",
    410: "The copy is of no use any more: load it anew (code RESYNC)",
    413: "Too large",
    415: "Unknown content encoding",
    416: "The part that is asked for begins behind the end",
    422: "Does not fit; `errors` name the fields",
    426: "The client's version of the protocol is not spoken here (codes PROTOCOL_OLD, PROTOCOL_NEW)",
    429: "Too many wrong passwords; see Retry-After",
    503: "Busy; see Retry-After",
}
Schema = dict[str, Any]


def described(
    answer: type[msgspec.Struct] | Schema | None = None,
    status: int = 200,
    problems: Sequence[int] = (),
    body: type[msgspec.Struct] | Schema | None = None,
) -> Schema:
    """What a route's decorator needs, so that the document says what the route does.

    ``answer`` and ``body`` are structs (JSON), or a ``content`` object of OpenAPI for other bytes; None: nothing.
    """
    responses: dict[int, Schema] = {status: {"description": "Done", **_content(answer)}}
    for code in (*problems, 500):
        text = PROBLEM_TEXTS.get(code, "Our mistake; it is logged")
        responses[code] = {"description": text, "content": {PROBLEM_JSON: {"schema": reference(Problem)}}}
    described: Schema = {"responses": responses, "status_code": status}
    if body is not None:
        described["openapi_extra"] = {"requestBody": {"required": True, **_content(body)}}
    return described


def reference(struct: type[msgspec.Struct]) -> Schema:
    """A reference to a struct's schema."""
    return {"$ref": REF.format(name=struct.__name__)}


def install(app: FastAPI) -> None:
    """Let the application serve its own document, made once."""

    def document() -> Schema:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document  # pyright: ignore[reportAttributeAccessIssue] -- FastAPI's documented way


def _content(what: type[msgspec.Struct] | Schema | None) -> Schema:
    if what is None:
        return {}
    if isinstance(what, dict):
        return {"content": what}
    return {"content": {"application/json": {"schema": reference(what)}}}


def _document(app: FastAPI) -> Schema:
    document = get_openapi(title=app.title, version=app.version, routes=app.routes)
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(_schemas())
    schemes = document["components"].setdefault("securitySchemes", {})
    schemes["token"] = {"type": "http", "scheme": "bearer", "description": "The token of POST /v1/session"}
    schemes["institute"] = {"type": "http", "scheme": "basic", "description": "A key of `cpd-service courses key`"}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if "401" in operation["responses"] and (path, method) != SIGN_IN_ROUTE:
                operation["security"] = [{"institute": []} if path.startswith(INSTITUTES) else {"token": []}]
    return document


def _schemas() -> Schema:
    """The structs' schemas; what they carry as raw JSON is named here, since the types cannot say it."""
    _, schemas = msgspec.json.schema_components(STRUCTS, ref_template=REF)
    schemas["CommandChunk"]["properties"]["commands"]["items"] = reference(Command)
    schemas["Command"]["properties"]["payload"] = {"anyOf": _references(PAYLOAD_TYPES.values())}
    entities = {"anyOf": _references(ENTITY_TYPES.values())}
    schemas["Change"]["properties"]["data"] = entities
    schemas["Result"]["properties"]["snapshot"] = entities
    return schemas


def _references(structs: Any) -> list[Schema]:
    return [reference(struct) for struct in dict.fromkeys(structs)]
