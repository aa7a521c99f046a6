"""How the service listens."""

import asyncio
import socket

from cpd_service.server import _listen


def test_small_answers_are_sent_at_once() -> None:
    """Without TCP_NODELAY the body of an answer waits 40 ms for the acknowledgement of its head."""

    async def accepted_without_delay() -> int:
        found: asyncio.Queue[int] = asyncio.Queue()

        async def accept(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection: socket.socket = writer.get_extra_info("socket")
            await found.put(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        async with await asyncio.start_server(accept, sock=_listen("127.0.0.1", 0)) as server:
            address = server.sockets[0].getsockname()
            _, writer = await asyncio.open_connection(*address)
            without_delay = await found.get()
            writer.close()
            await writer.wait_closed()
            return without_delay

    assert asyncio.run(accepted_without_delay())
