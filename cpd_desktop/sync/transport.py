"""The way to the service: TLS checked against the system's own list of authorities, through the company's proxy.

There is no switch that turns checking off. Plain HTTP is for a service on this machine only. A company that looks into
encrypted traffic has its root in the system's list, where the browser finds it, too; or names it by policy.
"""

import ipaddress
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

import requests
import truststore
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies

from cpd_core.outcomes import error
from cpd_desktop.errors import Offline, Refused, Trouble
from cpd_desktop.platform import policy

DIRECT = "direct"  # as the proxy: none, whatever the system says
# X509_V_ERR_ codes of OpenSSL, which the system's own checks of Windows and macOS are translated into where they fit
_NOT_NOW = (9, 10)
_OTHER_HOST = (62, 64)


class Insecure(Trouble):
    """Somebody answers, and cannot prove to be the service: nothing was sent."""


def opened(server: str, proxy: str = "") -> requests.Session:
    """A session for this address; raises Refused (field ``server``) where it would send secrets in the clear.

    ``proxy``: "" as the system says, ``DIRECT``, or the proxy's address.
    """
    there = urlsplit(server)
    here = is_loopback(there.hostname or "")
    if there.scheme == "http" and not here:
        raise Refused("服务器地址不安全", "", (error("server", "server.https"),))
    made = requests.Session()
    made.trust_env = not proxy and not here  # a proxy is no way to this machine itself
    if proxy not in ("", DIRECT) and not here:
        made.proxies = {"http": proxy, "https": proxy}
    if there.scheme == "https":
        made.mount("https://", _SystemTrust())
    return made


def proxy_of(server: str, proxy: str = "") -> str:
    """The address of the proxy that a request goes through, "" for none."""
    if proxy == DIRECT or is_loopback(urlsplit(server).hostname or ""):
        return ""
    if proxy:
        return proxy
    found = get_environ_proxies(server)
    return found.get(urlsplit(server).scheme) or found.get("all") or ""


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, whatever the network says."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def trouble_of(failure: requests.RequestException, server: str, proxy: str = "") -> Trouble:
    """What a request without an answer comes to, in words that say what to do."""
    secure = next((each for each in _chain(failure) if isinstance(each, ssl.SSLError)), None)
    if secure is not None:
        return _insecure(secure, urlsplit(server).hostname or server)
    if isinstance(failure, requests.exceptions.ProxyError):
        way = proxy_of(server, proxy) or proxy
        return Offline("未能通过代理服务器连接", "请检查代理服务器 {proxy} 是否可用；已保存的内容不受影响", proxy=way)
    if isinstance(failure, requests.ConnectionError | requests.Timeout | requests.exceptions.ChunkedEncodingError):
        return Offline("未连接到服务器", "已保存的内容不受影响，联网后会继续")
    return Trouble("无法访问服务器", "请检查服务地址 {server}（{problem}）", server=server, problem=str(failure))


class _SystemTrust(HTTPAdapter):
    """Certificates are checked by the system: Windows' and macOS' own functions, OpenSSL's folder elsewhere."""

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: object) -> None:
        """Requests: the pool of connections."""
        super().init_poolmanager(connections, maxsize, block, ssl_context=_context(), **pool_kwargs)

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: object) -> object:
        """Requests: the pool behind a proxy."""
        return super().proxy_manager_for(proxy, ssl_context=_context(), **proxy_kwargs)

    def cert_verify(self, conn: object, url: str, verify: object, cert: object) -> None:
        """Requests: it would add a list of authorities of its own, which no company's root is in."""


def _context() -> ssl.SSLContext:
    made = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    further = policy.current().certificate
    if further:
        try:
            made.load_verify_locations(further)
        except (OSError, ssl.SSLError) as problem:
            raise Trouble(
                "管理员设置的证书文件不可用", "请管理员检查 {path}（{problem}）", path=further, problem=str(problem)
            ) from problem
    return made


def _insecure(problem: ssl.SSLError, host: str) -> Trouble:
    if not isinstance(problem, ssl.SSLCertVerificationError):
        return Insecure(
            "服务器没有按 HTTPS 应答", "请核对服务器地址和端口 {host}（{problem}）", host=host, problem=_said(problem)
        )
    code = problem.verify_code
    if code in _OTHER_HOST:
        return Insecure("服务器的身份不符", "证书不是为 {host} 签发的，请核对服务器地址", host=host)
    if code in _NOT_NOW:
        return Insecure("服务器的证书不在有效期内", "请先核对本机的日期和时间；无误时请联系省注协")
    return Insecure(
        "服务器的证书不受信任",
        "如果单位的网络检查加密流量，请网络管理员把单位的根证书装入系统；否则请核对服务器地址（{problem}）",
        problem=problem.verify_message or _said(problem),
    )


def _said(problem: ssl.SSLError) -> str:
    return problem.reason or str(problem)


def _chain(failure: BaseException) -> Iterator[BaseException]:
    """The failure and what is wrapped in it: as cause, as context, and as argument, as urllib3 and requests do."""
    todo, seen = [failure], set[int]()
    while todo:
        one = todo.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inner = (one.__cause__, one.__context__, getattr(one, "reason", None), *one.args)
        todo.extend(each for each in inner if isinstance(each, BaseException))
