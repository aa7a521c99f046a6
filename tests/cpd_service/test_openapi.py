"""The document says what the service does."""

import re
from typing import Any

from fastapi.routing import APIRoute

from cpd_core.messages import PAYLOAD_TYPES
from cpd_service.api.app import ROUTERS
from tests.cpd_service.conftest import World
from tests.support.api import Api

REF = "#/components/schemas/"


def references(node: Any) -> set[str]:
    """All references below a node."""
    if isinstance(node, dict):
        own = {node["$ref"]} if "$ref" in node else set()
        return own.union(*(references(value) for value in node.values()))
    if isinstance(node, list):
        return set().union(*(references(value) for value in node))
    return set()


def document(world: World) -> dict[str, Any]:
    return world.api().call("GET", "/openapi.json").json()


def test_every_reference_leads_somewhere_and_no_schema_is_left_over(world: World) -> None:
    made = document(world)
    schemas = made["components"]["schemas"]
    used = {reference.removeprefix(REF) for reference in references(made)}
    assert used <= schemas.keys()
    assert schemas.keys() - used == {"Change"} - used


def test_every_route_is_there_with_its_bodies_and_problems(world: World) -> None:
    routes = {
        (route.path, method.lower())
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods
    }
    made = document(world)
    described = {(path, method): what for path, by in made["paths"].items() for method, what in by.items()}
    assert described.keys() == routes
    for (path, method), what in described.items():
        for status, response in what["responses"].items():
            if int(status) >= 400:
                schema = response["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": f"{REF}Problem"}, (path, method, status)
        assert ("requestBody" in what) == (method in ("post", "put"))
        named = set(re.findall(r"{(\w+)}", path))
        assert named == {p["name"] for p in what.get("parameters", []) if p["in"] == "path"}
        assert len({w["operationId"] for w in described.values()}) == len(described)


def test_commands_and_changes_say_what_they_carry(world: World) -> None:
    schemas = document(world)["components"]["schemas"]
    assert schemas["CommandChunk"]["properties"]["commands"]["items"] == {"$ref": f"{REF}Command"}
    payloads = {choice["$ref"].removeprefix(REF) for choice in schemas["Command"]["properties"]["payload"]["anyOf"]}
    assert payloads == {payload.__name__ for payload in PAYLOAD_TYPES.values()}
    assert {"$ref": f"{REF}Application"} in schemas["Change"]["properties"]["data"]["anyOf"]


def test_answers_have_the_statuses_that_the_document_promises(world: World) -> None:
    made = document(world)
    api: Api = world.api("an")
    for method, path, template, options in (
        ("GET", "/healthz", "/healthz", {}),
        ("GET", "/readyz", "/readyz", {}),
        ("GET", "/v1/session", "/v1/session", {}),
        ("GET", "/v1/news", "/v1/news", {}),
        ("POST", "/v1/session", "/v1/session", {"data": b"{"}),
        ("POST", "/v1/commands", "/v1/commands", {"data": b'{"commands":[]}'}),
        ("POST", "/v1/commands", "/v1/commands", {"data": b'{"commands":1}'}),
        ("GET", "/v1/scopes/m:an/changes", "/v1/scopes/{scope}/changes", {}),
        ("GET", "/v1/scopes/m:bo/changes", "/v1/scopes/{scope}/changes", {}),
        ("GET", "/v1/scopes/m:an/changes?epoch=x", "/v1/scopes/{scope}/changes", {}),
        ("GET", f"/v1/blobs/{'0' * 64}", "/v1/blobs/{sha256}", {}),
        ("PUT", f"/v1/blobs/{'0' * 64}", "/v1/blobs/{sha256}", {"data": b"x"}),
    ):
        answer = api.call(method, path, **options)
        promised = made["paths"][template][method.lower()]["responses"][str(answer.status_code)]
        assert answer.headers["content-type"] in promised["content"], (method, path)
