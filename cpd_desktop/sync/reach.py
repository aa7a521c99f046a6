"""The way to a service, step by step: which one fails, and what to do about it."""

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct

from cpd_desktop.errors import Trouble
from cpd_desktop.sentences import Said
from cpd_desktop.sync import transport
from cpd_desktop.sync.client import CONNECT_SECONDS, ServiceClient

PORTS = {"http": 80, "https": 443}
OFF = timedelta(minutes=5)  # nothing is decided by a clock here; certificates and mail are


class Step(Struct, frozen=True):
    """A step of the way: its name (Chinese, a key of the sentences), how it went, and that in words."""

    name: str
    tone: Literal["good", "warning", "bad"]
    said: Said


def examine(server: str, proxy: str = "") -> tuple[Step, ...]:
    """Go the way until it ends; the last step is the one that failed, or all are well. Blocks for some seconds."""
    return tuple(_until_failed(_steps(server, proxy)))


def _until_failed(steps: Iterator[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        if step.tone == "bad":
            return


def _steps(server: str, proxy: str) -> Iterator[Step]:
    there = urlsplit(server)
    if there.scheme not in PORTS or not there.hostname:
        yield _bad("地址", Said("“{server}”不是完整的地址，例如 https://cpd.example.cn", {"server": server}))
        return
    way = transport.proxy_of(server, proxy)
    if way:
        yield _good("代理", Said("通过 {proxy} 连接", {"proxy": way}))
        by = urlsplit(way if "://" in way else f"http://{way}")
        yield from _reached(by.hostname or way, by.port or PORTS["http"])
    else:
        yield from _reached(there.hostname, there.port or PORTS[there.scheme])
    yield from _asked(server, proxy)


def _reached(host: str, port: int) -> Iterator[Step]:
    """The name is known, and somebody listens there."""
    try:
        socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        yield _bad("域名", Said("找不到 {host}：请核对地址；能打开其他网站时，请联系网络管理员", {"host": host}))
        return
    try:
        socket.create_connection((host, port), CONNECT_SECONDS).close()
    except ConnectionRefusedError:
        yield _bad(
            "连接", Said("{host} 拒绝了端口 {port} 的连接：服务没有运行，或端口不对", {"host": host, "port": str(port)})
        )
    except OSError:
        yield _bad("连接", Said("{host} 的端口 {port} 没有应答：请检查网络和防火墙", {"host": host, "port": str(port)}))
    else:
        yield _good("连接", Said("已连上 {host} 的端口 {port}", {"host": host, "port": str(port)}))


def _asked(server: str, proxy: str) -> Iterator[Step]:
    """It proves to be the service, and answers as one."""
    try:
        with ServiceClient(server, proxy=proxy) as client:
            date = client.date()
    except transport.Insecure as trouble:
        yield _bad("安全", _words(trouble))
        return
    except Trouble as trouble:
        yield _bad("服务", _words(trouble))
        return
    if urlsplit(server).scheme == "https":
        yield _good("安全", Said("证书受本机系统信任，内容加密传输"))
    yield _good("服务", Said("继续教育服务应答正常"))
    yield from _clock(date, lambda: datetime.now(UTC))


def _clock(date: str, now: Callable[[], datetime]) -> Iterator[Step]:
    try:
        off = now() - parsedate_to_datetime(date)
    except ValueError:
        return  # a proxy took the header away
    if abs(off) > OFF:
        minutes = f"{abs(off).total_seconds() / 60:,.0f}"
        yield Step(
            "时钟", "warning", Said("本机时间与服务器相差 {minutes} 分钟，请校准；同步不受影响", {"minutes": minutes})
        )


def _words(trouble: Trouble) -> Said:
    return Said("{title}：{text}", {"title": trouble.said_title, "text": trouble.said_text})


def _good(name: str, said: Said) -> Step:
    return Step(name, "good", said)


def _bad(name: str, said: Said) -> Step:
    return Step(name, "bad", said)
