"""Work that a running service does by itself once a day, on a thread that ends when the service does."""

import logging
import threading
from collections.abc import Callable
from types import TracebackType

from sqlalchemy.exc import DBAPIError

FIRST_SECONDS = 600.0  # after the start, when clients have signed in again
EVERY_SECONDS = 86_400.0

log = logging.getLogger(__name__)


class Daily:
    """Does ``work`` while the block lasts; ``work`` is given the event that tells it to stop half way."""

    def __init__(self, work: Callable[[threading.Event], object], first: float = FIRST_SECONDS) -> None:
        self._work = work
        self._first = first
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="daily")

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        wait = self._first
        while not self._stop.wait(wait):
            try:
                done = self._work(self._stop)
                log.info("daily work done: %s", done)
            except (DBAPIError, OSError) as failure:  # the database is away: tomorrow is another day
                log.warning("the daily work could not be done: %s", failure)
            wait = EVERY_SECONDS
