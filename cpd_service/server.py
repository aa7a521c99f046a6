"""Running the service: one uvicorn process that says where it listens once it answers."""

import gc
import signal
import socket
import sys
import threading
from types import FrameType

import uvicorn

from cpd_service.api.app import create_app
from cpd_service.service import Service

BACKLOG = 512
COLLECT_AFTER = 50_000  # objects more than were freed; Python's own default is 700
GRACE_SECONDS = 10  # for requests under way when the service is told to stop
# A connection without a request is closed after this long. uvicorn's 5 seconds end in the middle of a slow client's
# work, and a request that crosses with the closing is lost.
IDLE_SECONDS = 30


class _Server(uvicorn.Server):
    """Tells its address on standard output once it accepts requests, and lets proxies know before it stops."""

    def __init__(self, config: uvicorn.Config, service: Service, drain: float) -> None:
        super().__init__(config)
        self._service = service
        self._drain = drain

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Told to stop: not ready at once, and no longer listening when proxies have had time to see it."""
        told_before = self._service.stopping.is_set()
        self._service.stopping.set()
        if self._drain and not told_before:
            timer = threading.Timer(self._drain, super().handle_exit, (sig, frame))
            timer.daemon = True
            timer.start()
        else:
            super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start and tell."""
        await super().startup(sockets)
        for listening in sockets or ():
            host, port = listening.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            sys.stdout.write(f"listening on http://{shown}:{port}\n")
        sys.stdout.flush()


def serve(service: Service, host: str, port: int, drain: float = 0.0) -> None:
    """Serve until SIGTERM or SIGINT; port 0 takes a free one. Raises ``OSError`` where the port is taken.

    Told to stop, it goes on serving for ``drain`` seconds while ``/readyz`` says no, then finishes what is under way. A
    second signal stops it at once.
    """
    _collect_seldom()
    with _listen(host, port) as listening:
        config = uvicorn.Config(
            create_app(service),
            log_config=None,  # the log is set up already
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
            timeout_keep_alive=IDLE_SECONDS,
            lifespan="off",
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _told_to_stop)
        _Server(config, service, drain).run(sockets=[listening])


def _collect_seldom() -> None:
    """Let the search for reference cycles leave alone what was loaded at the start, and run once in many requests.

    A chunk of 1,000 commands makes some ten thousand objects, none of them in a cycle; looking through all that the
    process holds, again and again within a chunk, took a fifth of the chunk's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def _told_to_stop(_number: int, _frame: FrameType | None) -> None:
    """Nothing: uvicorn stops by itself and then repeats the signal, which must not kill the process on its way out."""


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, or asyncio would not set TCP_NODELAY, and the body of every answer would wait 40 ms for
    # the client's acknowledgement of its head.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform != "win32":  # there it would let a second service take the same port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening
