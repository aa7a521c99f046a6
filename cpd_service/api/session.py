"""Signing in, asking who one is, signing out."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Request, Response

from cpd_core.messages import Session, SignIn
from cpd_service.accounts import own, sessions
from cpd_service.api.bodies import answer, decode, json_body
from cpd_service.api.callers import AnyCaller, TheService, TheToken, address_of
from cpd_service.api.openapi import described

_asked = msgspec.json.Decoder(SignIn)
router = APIRouter(prefix="/v1/session", tags=["session"])


@router.post("", summary="Sign in", **described(Session, body=SignIn, problems=(400, 401, 413, 415, 422, 429)))
def sign_in(service: TheService, request: Request, body: Annotated[bytes, Depends(json_body)]) -> Response:
    """Open a session on a device."""
    asked = decode(body, _asked)
    sessions.check(asked)
    caller, secret = sessions.sign_in(service.database, asked, address_of(request))
    return answer(caller.session(secret))


@router.get("", summary="Who am I", **described(Session, problems=(401,)))
def who_am_i(service: TheService, caller: AnyCaller, token: TheToken) -> Response:
    """The session without its token."""
    own.seen(service.database, caller, sessions.digest(token))
    return answer(caller.session())


@router.delete("", summary="Sign out", **described(status=204, problems=(401,)))
def sign_out(service: TheService, _caller: AnyCaller, token: TheToken) -> Response:
    """Forget the token."""
    sessions.sign_out(service.database, token)
    return Response(status_code=204)
