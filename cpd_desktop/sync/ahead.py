"""Two threads for two kinds of work: the next piece is fetched while the one before it is stored."""

import threading
from collections.abc import Generator
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")


def ahead(pieces: Generator[T]) -> Generator[T]:
    """The same pieces, none of them None; each is made in another thread while the one before it is used.

    What goes wrong there is raised here. Close it where not all is used: that waits for the piece that is being made,
    so that nobody else is at the connection or the file afterwards.
    """
    wanted, made = SimpleQueue[bool](), SimpleQueue[tuple[T | None, BaseException | None]]()

    def make() -> None:
        while wanted.get():
            try:
                made.put((next(pieces, None), None))
            except BaseException as problem:  # noqa: BLE001 - it is raised in the thread that waits for the piece
                made.put((None, problem))

    maker = threading.Thread(target=make, name="ahead", daemon=True)  # quitting does not wait for it
    maker.start()
    wanted.put(True)
    try:
        while True:
            piece, problem = made.get()
            if problem is not None:
                raise problem
            if piece is None:
                return
            wanted.put(True)
            yield piece
    finally:
        wanted.put(False)
        maker.join()
        pieces.close()
