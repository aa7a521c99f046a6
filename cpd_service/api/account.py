"""One's own account: password, mail, second factor, devices; and what helps who cannot sign in."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Request, Response

from cpd_core.account_messages import (
    Enrolment,
    EnrolmentCode,
    ForgottenPassword,
    MailChange,
    OwnAccount,
    PasswordChange,
    PasswordReset,
    Picture,
    Proof,
    RecoveryCodes,
)
from cpd_service.accounts import own, pictures, resets
from cpd_service.accounts.sessions import digest
from cpd_service.api.bodies import answer, decode, json_body
from cpd_service.api.callers import AnyCaller, TheCaller, TheService, TheToken, address_of
from cpd_service.api.openapi import described
from cpd_service.problems import ProblemError

Body = Annotated[bytes, Depends(json_body)]
BODY = (400, 401, 413, 415, 422)

_password = msgspec.json.Decoder(PasswordChange)
_mail = msgspec.json.Decoder(MailChange)
_code = msgspec.json.Decoder(EnrolmentCode)
_proof = msgspec.json.Decoder(Proof)
_forgotten = msgspec.json.Decoder(ForgottenPassword)
_reset = msgspec.json.Decoder(PasswordReset)

router = APIRouter(tags=["account"])


@router.get("/v1/account", summary="My account, and where I am signed in", **described(OwnAccount, problems=(401, 403)))
def get_account(service: TheService, caller: TheCaller, token: TheToken) -> Response:
    """Only the caller's own."""
    with service.database.reading() as connection:
        return answer(own.facts(connection, caller, digest(token), service.mailer is not None))


@router.put(
    "/v1/account/password",
    summary="Another password",
    **described(body=PasswordChange, status=204, problems=(*BODY, 429)),
)
def put_password(service: TheService, caller: AnyCaller, token: TheToken, body: Body) -> Response:
    """Signs out all other devices. Accepted from who still has an initial password, too."""
    own.change_password(service.database, caller, digest(token), decode(body, _password))
    return Response(status_code=204)


@router.put(
    "/v1/account/mail",
    summary="Where codes are sent",
    **described(body=MailChange, status=204, problems=(*BODY, 403, 429)),
)
def put_mail(service: TheService, caller: TheCaller, body: Body) -> Response:
    """With the password, for who has a forgotten window before them could else take over the account."""
    own.change_mail(service.database, caller, decode(body, _mail))
    return Response(status_code=204)


@router.post(
    "/v1/account/second-factor",
    summary="Set up a second factor",
    **described(Enrolment, body=Proof, problems=(*BODY, 403, 429)),
)
def begin_second_factor(service: TheService, caller: TheCaller, body: Body) -> Response:
    """Of no effect until a code of it has come."""
    return answer(own.begin_second_factor(service.database, caller, decode(body, _proof).password))


@router.put(
    "/v1/account/second-factor",
    summary="Turn it on",
    **described(RecoveryCodes, body=EnrolmentCode, problems=(*BODY, 403)),
)
def complete_second_factor(service: TheService, caller: TheCaller, body: Body) -> Response:
    """With a code that shows that the phone has the secret."""
    codes = own.complete_second_factor(service.database, caller, decode(body, _code).code)
    return answer(RecoveryCodes(codes=codes))


@router.post(
    "/v1/account/second-factor/off",
    summary="Turn it off",
    **described(body=Proof, status=204, problems=(*BODY, 403, 429)),
)
def end_second_factor(service: TheService, caller: TheCaller, body: Body) -> Response:
    """With the password."""
    own.end_second_factor(service.database, caller, decode(body, _proof).password)
    return Response(status_code=204)


@router.delete(
    "/v1/account/devices/{device}", summary="Sign out there", **described(status=204, problems=(401, 403, 422))
)
def delete_device(service: TheService, caller: TheCaller, device: str) -> Response:
    """End one of the caller's own sessions."""
    own.sign_out_device(service.database, caller, device)
    return Response(status_code=204)


@router.get("/v1/picture", summary="A picture code for the next try", **described(Picture, problems=(429,)))
def make_picture(service: TheService, request: Request) -> Response:
    """Without signing in: somebody is about to."""
    service.limit.take(address_of(request))
    with service.database.writing() as connection:
        made = answer(pictures.make(connection))
    made.headers["Cache-Control"] = "no-store"
    return made


@router.post(
    "/v1/password-codes",
    summary="Have a code sent for a forgotten password",
    **described(body=ForgottenPassword, status=202, problems=(400, 404, 413, 415, 422, 429)),
)
def ask_for_code(service: TheService, request: Request, body: Body) -> Response:
    """The same answer whether or not there is such an account, or an address."""
    asked = decode(body, _forgotten)
    service.limit.take(address_of(request))
    if service.mailer is None:
        raise ProblemError(404, "NO_MAIL")
    resets.ask(service.database, service.mailer, asked)
    return Response(status_code=202)


@router.post(
    "/v1/password-resets",
    summary="A new password for a code that came by mail",
    **described(body=PasswordReset, status=204, problems=(400, 413, 415, 422, 429)),
)
def reset_password(service: TheService, request: Request, body: Body) -> Response:
    """Signs out all devices."""
    asked = decode(body, _reset)
    service.limit.take(address_of(request))
    resets.reset(service.database, asked)
    return Response(status_code=204)
