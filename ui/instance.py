"""One window per profile: a second start brings the first window to the front instead of opening another."""

import hashlib
import logging
import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)
PATIENCE = 5_000  # milliseconds; the first window may be busy painting
ANSWER = b"here\n"


def name_of(profile: Path) -> str:
    """What the first program of a profile is called among the local sockets of this machine."""
    path = os.path.normcase(profile.resolve())
    return f"cpd-desktop-{hashlib.sha256(path.encode()).hexdigest()[:16]}"


class Doorbell(QObject):
    """Rings when somebody starts the program once more. Only for who holds the profile's lock."""

    rung = Signal()
    """The window is wanted; the other program is told once this has been handled."""

    def __init__(self, profile: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        QLocalServer.removeServer(name_of(profile))  # of a program that died: the lock says that nobody lives there
        if not self._server.listen(name_of(profile)):
            log.warning("no doorbell: %s", self._server.errorString())  # a second start then says where to look

    def _answer(self) -> None:
        while self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            self.rung.emit()
            caller.disconnected.connect(caller.deleteLater)
            caller.write(ANSWER)
            caller.disconnectFromServer()


def ring(profile: Path) -> bool:
    """Ask the program that has this profile open to show its window; False where nobody answers."""
    _let_others_to_the_front()
    socket = QLocalSocket()
    socket.connectToServer(name_of(profile))
    if not socket.waitForConnected(PATIENCE) or not socket.waitForReadyRead(PATIENCE):
        return False
    return socket.readAll().data() == ANSWER


def _let_others_to_the_front() -> None:
    """On Windows only the program that was just started may give the front away."""
    if sys.platform == "win32":
        import ctypes

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
