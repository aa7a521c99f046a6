"""What happens around every request: it gets an id, is counted and timed, and may leave a line in the log."""

import logging
import re
import secrets
import time
from typing import cast

from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cpd_service.operating.logs import EXTRA, request_id
from cpd_service.operating.meters import Meters

HEADER = "X-Request-Id"
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)  # a proxy's own id is kept where it is harmless in a log
NO_ROUTE = "(none)"  # whatever strangers ask for is one route, or they could fill the memory with names

log = logging.getLogger("cpd_service.access")


class Watched:
    """An ASGI application around another; without ``access_log`` only counts."""

    def __init__(self, app: ASGIApp, meters: Meters, access_log: bool) -> None:
        self._app = app
        self._meters = meters
        self._access_log = access_log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        asked = Headers(scope=scope).get(HEADER, "")
        name = asked if _ID.fullmatch(asked) else secrets.token_hex(8)
        token = request_id.set(name)
        status, size, begun = 500, 0, time.perf_counter()

        async def told(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = int(message["status"])
                MutableHeaders(scope=message)[HEADER] = name
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            with self._meters.under_way.track_inprogress():
                await self._app(scope, receive, told)
        finally:
            self._note(scope, status, size, time.perf_counter() - begun)
            request_id.reset(token)

    def _note(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        method, route = str(scope["method"]), route_of(scope)
        self._meters.answered(method, route, status, seconds)
        if self._access_log:
            facts = {"method": method, "route": route, "status": status, "bytes": size}
            log.info("answered", extra={EXTRA: facts | {"ms": round(seconds * 1000, 1)}})


def route_of(scope: Scope) -> str:
    """The route that a request was for, as it was declared; never the path, which names people and papers."""
    route = cast("BaseRoute | None", scope.get("route"))
    return str(getattr(route, "path", NO_ROUTE))
