"""Who is behind a request: the bearer token, looked up anew each time, so that signing out works at once."""

from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Connection

from cpd_core.outcomes import error
from cpd_service.accounts.accounts import Caller
from cpd_service.accounts.sessions import caller_by_token
from cpd_service.problems import ProblemError
from cpd_service.service import Service


def the_service(request: Request) -> Service:
    """The service that the application was built around."""
    return request.app.state.service


def token_of(request: Request) -> str:
    """The bearer token of a request; raises :class:`ProblemError` 401."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise unknown()
    return secret.strip()


def the_caller(request: Request) -> Caller:
    """The caller; raises :class:`ProblemError` 401 code SIGN_IN, 403 code CHANGE_PASSWORD."""
    secret = token_of(request)
    with the_service(request).database.reading() as connection:
        return identify(connection, secret)


def any_caller(request: Request) -> Caller:
    """The caller, also one who has to change an initial password first; raises :class:`ProblemError` 401."""
    secret = token_of(request)
    with the_service(request).database.reading() as connection:
        return identify(connection, secret, whoever=True)


def identify(connection: Connection, secret: str, whoever: bool = False) -> Caller:
    """Whose token it is; raises :class:`ProblemError` 401 code SIGN_IN, 403 code CHANGE_PASSWORD.

    For routes that are asked often: :func:`the_caller` before them would cost another thread and another transaction.
    """
    caller = caller_by_token(connection, secret)
    if caller is None:
        raise unknown()
    if caller.must_change and not whoever:
        raise ProblemError(403, "CHANGE_PASSWORD")
    return caller


def address_of(request: Request) -> str:
    """Where a request comes from, "" where it has no address; behind a proxy what that says, where it is trusted."""
    return request.client.host if request.client else ""


def unknown() -> ProblemError:
    """The problem of a request without a valid token."""
    return ProblemError(401, "SIGN_IN", error("Authorization", "SIGN_IN"), headers={"WWW-Authenticate": "Bearer"})


async def _service(request: Request) -> Service:  # async: not worth a thread
    return the_service(request)


async def _token(request: Request) -> str:
    return token_of(request)


TheService = Annotated[Service, Depends(_service)]
TheCaller = Annotated[Caller, Depends(the_caller)]
AnyCaller = Annotated[Caller, Depends(any_caller)]
TheToken = Annotated[str, Depends(_token)]
