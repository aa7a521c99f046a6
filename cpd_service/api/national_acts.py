"""What the routes of the national desk share: who may call them, and that a repeated request is not done again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar

import msgspec
from fastapi import Depends, Header, Request, Response

from cpd_core.national import KEY_HEADER
from cpd_service.api.bodies import JSON, read_limited
from cpd_service.api.callers import TheCaller, TheService
from cpd_service.audit.chain import Who
from cpd_service.national.office import KEY_MAX, Office, act_once, who_is
from cpd_service.national.workbooks import BYTES_MAX, WORKBOOK
from cpd_service.service import Service
from cpd_service.store.database import Database

Answer = TypeVar("Answer", bound=msgspec.Struct)
XLSX_BODY = {WORKBOOK: {"schema": {"type": "string", "format": "binary"}}}
Key = Annotated[
    str,
    Header(
        alias=KEY_HEADER,
        max_length=KEY_MAX,
        description="any text that stands for this act: sent again with it, the act is not done again",
    ),
]


@dataclass(frozen=True, slots=True)
class Acts:
    """One request that changes something."""

    service: Service
    who: Who
    key: str
    route: str

    def do(
        self, body: bytes, act: Callable[[Office], Answer], then: Callable[[Database, Answer], None] | None = None
    ) -> Response:
        """Act, unless the same request was answered before, and answer; ``then`` comes once it is committed."""
        done: list[Answer] = []

        def acting(office: Office) -> Answer:
            done.append(act(office))
            return done[-1]

        asked, database = f"{self.route}\n".encode() + body, self.service.database
        said = act_once(database, self.who, self.key, asked, acting)
        if then and done:
            then(database, done[-1])
        return Response(said, media_type=JSON)


def the_office(caller: TheCaller) -> Who:
    """The national staff behind a request; raises :class:`ProblemError` 403 for everybody else."""
    return who_is(caller)


TheOffice = Annotated[Who, Depends(the_office)]


def the_acts(request: Request, who: TheOffice, service: TheService, key: Key = "") -> Acts:
    """The request of national staff that changes something."""
    return Acts(service, who, key, f"{request.method} {request.url.path}?{request.url.query}")


TheActs = Annotated[Acts, Depends(the_acts)]


async def workbook_body(request: Request) -> bytes:
    """The bytes of a workbook."""
    return await read_limited(request, BYTES_MAX)
