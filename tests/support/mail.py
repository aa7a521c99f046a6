"""A real mail server on this machine, and the letters that came to it."""

import queue
import re
import socket
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class MailBox:
    """``settings`` is the file for ``serve --mail``."""

    settings: Path
    letters: "queue.Queue[EmailMessage]" = field(default_factory=queue.Queue)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """aiosmtpd: a letter has come."""
        self.letters.put(message_from_bytes(envelope.original_content or b"", policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"

    def next(self) -> EmailMessage:
        """The next letter; raises queue.Empty where none comes."""
        return self.letters.get(timeout=30)

    @property
    def is_empty(self) -> bool:
        return self.letters.empty()

    @staticmethod
    def code_in(letter: EmailMessage) -> str:
        """The eight digits of a letter."""
        body = letter.get_body()
        assert body is not None
        found = re.search(r"\b\d{8}\b", body.get_content())
        assert found
        return found.group()


@contextmanager
def mail_box(folder: Path) -> Generator[MailBox]:
    """A server as long as the block lasts."""
    box = MailBox(folder / "mail.toml")
    port = _free_port()  # it asks itself there whether it serves
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        box.settings.write_text(
            f'host = "127.0.0.1"\nport = {port}\nsecurity = "none"\nsender = "继续教育 <cpd@example.cn>"\n', "utf-8"
        )
        yield box
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
