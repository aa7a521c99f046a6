"""The last net: an exception that nobody caught is logged and said in the window, never lost."""

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

log = logging.getLogger(__name__)
LOG_BYTES = 1_000_000


class Faults(QObject):
    """Brings uncaught exceptions, of whatever thread, to the screen's thread."""

    happened = Signal(object)
    """The exception."""
    _caught = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._caught.connect(self.happened, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch what Python would only print: exceptions in slots and in threads."""
        sys.excepthook = self.caught
        threading.excepthook = lambda args: self.caught(args.exc_type, args.exc_value, args.exc_traceback)

    def caught(self, kind: type[BaseException], problem: BaseException | None, trace: TracebackType | None) -> None:
        """Log an exception and tell the window; Ctrl+C still ends the program."""
        if problem is None or issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, problem or kind(), trace)
            return
        log.critical("uncaught", exc_info=(kind, problem, trace))
        self._caught.emit(problem)


def log_to(folder: Path) -> Path:
    """Write the log to a file of the profile, and put one that has grown long aside; returns its path.

    logging.handlers would rotate by itself, but brings sockets and pickles into every start.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "cpd-desktop.log"
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.replace(folder / "cpd-desktop.old.log")
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    return path
