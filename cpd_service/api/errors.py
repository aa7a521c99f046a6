"""Every error as a problem document (RFC 9457), those of the framework included."""

import logging
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from cpd_core.messages import FieldError, Problem, encode
from cpd_core.outcomes import error
from cpd_service.operating.watch import route_of
from cpd_service.problems import ProblemError
from cpd_service.store.blob_store import BlobStoreError

PROBLEM_JSON = "application/problem+json"
STORE_RETRY_SECONDS = 30  # when the store of attachments is away
_CODES = {404: "NOT_FOUND", 405: "METHOD"}

log = logging.getLogger(__name__)


def install_error_handlers(app: FastAPI) -> None:
    """Let the application answer every error with a :class:`Problem`."""
    app.add_exception_handler(ProblemError, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_parameters)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(BlobStoreError, _on_store)
    app.add_exception_handler(Exception, _on_bug)


def problem_response(problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """A problem as an answer."""
    return Response(encode(problem), problem.status, headers, PROBLEM_JSON)


def _on_problem(_request: Request, refused: Exception) -> Response:
    assert isinstance(refused, ProblemError)
    return problem_response(refused.problem, refused.headers)


def _on_parameters(_request: Request, failure: Exception) -> Response:
    assert isinstance(failure, RequestValidationError)
    errors = [_parameter_error(item) for item in failure.errors()]
    return problem_response(ProblemError(422, "MALFORMED", *errors).problem)


def _parameter_error(item: dict[str, Any]) -> FieldError:
    return error(str(item["loc"][-1]), "field.type", detail=str(item["msg"]))


def _on_http(_request: Request, failure: Exception) -> Response:
    assert isinstance(failure, HTTPException)
    refused = ProblemError(failure.status_code, _CODES.get(failure.status_code, "MALFORMED"))
    return problem_response(refused.problem, dict(failure.headers or {}))


def _on_store(_request: Request, failure: Exception) -> Response:
    """The store of attachments is another program, which may be away for a while."""
    log.warning("%s", failure)
    away = ProblemError(503, "BUSY", headers={"Retry-After": str(STORE_RETRY_SECONDS)})
    return problem_response(away.problem, away.headers)


def _on_bug(request: Request, failure: Exception) -> Response:
    """Our own mistake: the log gets everything, the client nothing but that it happened.

    uvicorn writes the traceback right after this line, and then closes the connection: the client is told so.
    """
    log.error("%s %s failed by %s", request.method, route_of(request.scope), type(failure).__name__)
    return problem_response(ProblemError(500, "INTERNAL").problem, {"Connection": "close"})
