"""Mail that the service sends, by a thread of its own: nobody's answer waits for a mail server, or tells by waiting."""

import logging
import queue
import smtplib
import ssl
import threading
import tomllib
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from typing import NamedTuple

import msgspec

TIMEOUT = 20.0  # seconds for each step
TRIES = (0.0, 5.0, 60.0)  # seconds before each
WAITING_MAX = 1000  # messages; more than that is an attack or a mail server that is away for long

log = logging.getLogger(__name__)


class MailServer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file behind ``serve --mail``. ``security``: "tls" from the first byte, "starttls", or, here only, "none"."""

    host: str
    sender: str
    port: int = 465
    security: str = "tls"
    user: str = ""
    password: str = ""


class Letter(NamedTuple):
    """What is to be sent to whom."""

    to: str
    subject: str
    text: str


class MailTrouble(ValueError):
    """The mail settings cannot be used; the text says why."""


def read_settings(file: Path) -> MailServer:
    """Read the settings; raises :class:`MailTrouble`, OSError."""
    try:
        found = msgspec.convert(tomllib.loads(file.read_text("utf-8")), MailServer)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as wrong:
        raise MailTrouble(f"{file}: {wrong}") from wrong
    if found.security not in ("tls", "starttls", "none"):
        raise MailTrouble(f"{file}: security is tls, starttls or none")
    if found.security == "none" and found.host not in ("localhost", "127.0.0.1", "::1"):
        raise MailTrouble(f"{file}: without encryption only to a mail server on this machine")
    return found


class Mailer:
    """Sends letters one after the other; :meth:`close` drops those that wait."""

    def __init__(self, server: MailServer, tries: tuple[float, ...] = TRIES) -> None:
        self._server = server
        self._tries = tries
        self._waiting: queue.Queue[Letter | None] = queue.Queue(WAITING_MAX)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mail", daemon=True)
        self._thread.start()

    def send(self, letter: Letter) -> None:
        """Send it soon; what cannot be sent is said in the log, without the address."""
        try:
            self._waiting.put_nowait(letter)
        except queue.Full:
            log.error("too many letters wait for the mail server; one was dropped")

    def close(self) -> None:
        """End the thread."""
        self._stop.set()
        while not self._waiting.empty():
            self._waiting.get_nowait()
        self._waiting.put(None)
        self._thread.join(TIMEOUT)

    def _run(self) -> None:
        while (letter := self._waiting.get()) is not None:
            for number, wait in enumerate(self._tries, 1):
                if self._stop.wait(wait):
                    return
                try:
                    self._deliver(letter)
                    break
                except (smtplib.SMTPException, OSError) as failure:
                    log.warning(
                        "a letter was not taken, try %d of %d: %s", number, len(self._tries), type(failure).__name__
                    )

    def _deliver(self, letter: Letter) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._server.sender, letter.to, letter.subject
        message["Message-ID"] = make_msgid(domain=self._server.sender.rpartition("@")[2].strip("> ") or None)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        with self._connected() as connection:
            if self._server.user:
                connection.login(self._server.user, self._server.password)
            connection.send_message(message)

    def _connected(self) -> smtplib.SMTP:
        where = self._server.host, self._server.port
        if self._server.security == "tls":
            return smtplib.SMTP_SSL(*where, timeout=TIMEOUT, context=ssl.create_default_context())
        plain = smtplib.SMTP(*where, timeout=TIMEOUT)
        if self._server.security == "starttls":
            plain.starttls(context=ssl.create_default_context())
        return plain
