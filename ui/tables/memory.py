"""How a person has arranged their lists, kept in a small file of their account."""

from pathlib import Path

import msgspec
from PySide6.QtCore import QSettings

from ui.tables.arrangement import Kept

FILE = "lists.ini"


class ListMemory:
    """One entry a list, by its name. An entry that cannot be read is as good as none: columns as delivered."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is the account's."""
        self._settings = QSettings(str(folder / FILE), QSettings.Format.IniFormat)

    def load(self, name: str) -> Kept | None:
        """What is remembered of a list; None: nothing."""
        text = self._settings.value(name)
        try:
            return msgspec.json.decode(text, type=Kept) if isinstance(text, str) else None
        except msgspec.DecodeError:
            return None

    def save(self, name: str, kept: Kept) -> None:
        """Remember a list; it is on the disk when the event loop is next idle."""
        self._settings.setValue(name, msgspec.json.encode(kept).decode())

    def forget(self, name: str) -> None:
        """The list is as delivered again."""
        self._settings.remove(name)
