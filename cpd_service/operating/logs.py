"""The log on standard error: a line of text or a line of JSON for each event, nothing personal in either.

A request's line names its route (``/v1/certificates/{number}``), never its path: numbers of members stand there.
"""

import logging
import sys
import time
from contextvars import ContextVar
from typing import Literal

import msgspec

Form = Literal["text", "json"]
EXTRA = "facts"  # where a record has what a line of JSON says beside its message: a mapping
request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The request that is being answered, "" outside of one."""


class JsonLines(logging.Formatter):
    """A record as one line: time (UTC), level, logger, message, the request's id, facts, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, object] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{record.msecs:03.0f}Z",
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if asked := request_id.get():
            line["request"] = asked
        line |= getattr(record, EXTRA, {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return msgspec.json.encode(line).decode()


class TextLines(logging.Formatter):
    """The same for people."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end, or several where there is a traceback."""
        facts: dict[str, object] = getattr(record, EXTRA, {})
        asked = request_id.get()
        return super().format(record) + "".join(
            f" {name}={value}" for name, value in (facts | ({"request": asked} if asked else {})).items()
        )


def set_up(form: Form = "text") -> None:
    """Log everything from INFO on to standard error in this form, what libraries say included."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.getLogger("alembic").setLevel(logging.WARNING)
