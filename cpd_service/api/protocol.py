"""Which version of the protocol a client speaks. One that does not fit pulls nothing; it may still push."""

from typing import Annotated

from fastapi import Header

from cpd_core.messages import PROTOCOL_HEADER, PROTOCOL_MAX, PROTOCOL_MIN
from cpd_core.outcomes import error
from cpd_service.problems import ProblemError


async def fitting_protocol(version: Annotated[int, Header(alias=PROTOCOL_HEADER)] = 1) -> None:
    """Raise :class:`ProblemError` 426 unless the service speaks this version, too; the first clients sent none."""
    if version < PROTOCOL_MIN:
        raise ProblemError(426, "PROTOCOL_OLD", error(PROTOCOL_HEADER, "PROTOCOL_OLD"))
    if version > PROTOCOL_MAX:
        raise ProblemError(426, "PROTOCOL_NEW", error(PROTOCOL_HEADER, "PROTOCOL_NEW"))
