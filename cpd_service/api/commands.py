"""Pushing commands."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from cpd_core.messages import CommandChunk, ResultChunk
from cpd_service.api.bodies import json_body, packed
from cpd_service.api.callers import TheService, TheToken, identify
from cpd_service.api.openapi import described
from cpd_service.commands.asked import read_chunk
from cpd_service.commands.push import push

router = APIRouter(prefix="/v1/commands", tags=["sync"])


@router.post(
    "",
    summary="Push a chunk of commands; send the identical one again after a time-out",
    **described(ResultChunk, body=CommandChunk, problems=(400, 401, 410, 413, 415, 422, 503)),
)
def push_commands(
    request: Request, service: TheService, token: TheToken, body: Annotated[bytes, Depends(json_body)]
) -> Response:
    """One result per command, in the order sent."""
    with service.database.reading() as connection:
        caller = identify(connection, token)
    pushed = push(service.database, service.rules, caller, read_chunk(body))
    service.meters.decided(pushed.tally)
    return packed(pushed.results, request)
