"""Refusals as exceptions: whatever refuses raises :class:`ProblemError`; the API makes a problem document of it."""

import re
from collections.abc import Mapping

import msgspec

from cpd_core import wording
from cpd_core.messages import FieldError, Problem
from cpd_core.outcomes import error

Params = Mapping[str, str | int | float]

_AT = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_NAMED = re.compile(r"^Object (?:missing required|contains unknown) field `(?P<name>[^`]*)`")


class ProblemError(Exception):
    """A request that is refused: an HTTP status, a code of :mod:`cpd_core.wording`, and the fields that are wrong."""

    def __init__(
        self,
        status: int,
        code: str,
        *errors: FieldError,
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, code)
        self.headers = dict(headers or {})
        self.problem = Problem(
            status=status, code=code, title=wording.say(code, params), errors=errors, params=dict(params or {})
        )

    def in_words(self, language: wording.Language) -> list[str]:
        """What is wrong, a line for each field, for who reads no JSON."""
        told = [f"{one.field}: {wording.say_error(one, language)}".removeprefix(": ") for one in self.problem.errors]
        return told or [wording.say(self.problem.code, self.problem.params, language)]


def malformed(failure: msgspec.DecodeError | UnicodeDecodeError, prefix: str = "") -> ProblemError:
    """The problem for a body that cannot be decoded; ``prefix`` is the path of what was being decoded."""
    status = 422 if isinstance(failure, msgspec.ValidationError) else 400
    return ProblemError(status, "MALFORMED", field_error(failure, prefix))


def field_error(failure: msgspec.DecodeError | UnicodeDecodeError, prefix: str = "") -> FieldError:
    """Name the field that msgspec stumbled over: ``commands[3].payload.hours``; ``body`` where it is none."""
    detail = str(failure)
    path = ""
    if at := _AT.search(detail):
        path, detail = at["path"], detail[: at.start()]
    code = "field.type"
    if named := _NAMED.match(detail):
        path += "." + named["name"]
        code = "field.missing" if "missing" in named[0] else "field.not_here"
    field = (prefix + path).lstrip(".") or "body"
    return error(field, code, detail=detail) if code == "field.type" else error(field, code)
