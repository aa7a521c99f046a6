"""Signing in, asking who one is, signing out."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Response

from cpd_core.messages import Session, SignIn
from cpd_core.outcomes import error
from cpd_service.accounts import sessions
from cpd_service.api.bodies import answer, decode, json_body
from cpd_service.api.callers import TheCaller, TheService, TheToken
from cpd_service.api.openapi import described
from cpd_service.problems import ProblemError

_asked = msgspec.json.Decoder(SignIn)
router = APIRouter(prefix="/v1/session", tags=["session"])


@router.post("", summary="Sign in", **described(Session, body=SignIn, problems=(400, 401, 413, 415, 422, 429)))
def sign_in(service: TheService, body: Annotated[bytes, Depends(json_body)]) -> Response:
    """Open a session on a device."""
    asked = decode(body, _asked)
    sessions.check(asked)
    try:
        caller, secret = sessions.sign_in(service.database, asked)
    except sessions.WrongPassword:
        raise ProblemError(401, "SIGN_IN_FAILED", error("password", "SIGN_IN_FAILED")) from None
    except sessions.TooManyFailures as failure:
        wait = {"seconds": int(failure.seconds) + 1}
        retry = {"Retry-After": str(wait["seconds"])}
        raise ProblemError(
            429, "SIGN_IN_LATER", error("password", "SIGN_IN_LATER", **wait), params=wait, headers=retry
        ) from None
    return answer(caller.session(secret))


@router.get("", summary="Who am I", **described(Session, problems=(401,)))
def who_am_i(caller: TheCaller) -> Response:
    """The session without its token."""
    return answer(caller.session())


@router.delete("", summary="Sign out", **described(status=204, problems=(401,)))
def sign_out(service: TheService, _caller: TheCaller, token: TheToken) -> Response:
    """Forget the token."""
    sessions.sign_out(service.database, token)
    return Response(status_code=204)
