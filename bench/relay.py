"""A relay that passes everything on and counts the bytes."""

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

PIECE = 64 * 1024


class Relay:
    """Between clients and a server on loopback, while the block lasts; ``bytes`` counts both ways."""

    def __init__(self, server: str) -> None:
        where = urlsplit(server)
        self._server = (where.hostname or "", where.port or 0)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self.bytes = 0
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return  # the block is over
            server = socket.create_connection(self._server)
            for source, target in ((client, server), (server, client)):
                threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with source, suppress(OSError):  # that the other side is gone is an end as good as any
            while piece := source.recv(PIECE):
                with self._lock:
                    self.bytes += len(piece)  # before it arrives, so that none is missed when the act is over
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)
