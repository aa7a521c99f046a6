"""Where private keys lie: a file each, for the service's own user only; never in the database or its backups."""

import os
import re
from pathlib import Path

from cpd_service.store.blob_folder import fsync_folder

ENDING = ".key.json"
_ID = re.compile(r"[0-9a-f]{8}")


class KeyTrouble(Exception):
    """A key that is missing, unreadable or none."""


class KeyFolder:
    """The private keys of one service; several processes may share the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ids(self) -> set[str]:
        """The keys that are here."""
        names = (file.name.removesuffix(ENDING) for file in self.folder.glob(f"*{ENDING}"))
        return {name for name in names if _ID.fullmatch(name)}

    def read(self, key_id: str) -> bytes:
        """The content of a key's file; raises :class:`KeyTrouble`."""
        try:
            return self._file(key_id).read_bytes()
        except OSError as failure:
            raise KeyTrouble(f"the private key {key_id} cannot be read: {failure}") from failure

    def save(self, key_id: str, content: bytes) -> None:
        """Keep a key: it appears under its name once it is on the disk. Raises ``OSError``."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = self.folder / f".{key_id}.{os.getpid()}"
        with os.fdopen(os.open(written, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as output:
            output.write(content)
            output.flush()
            os.fsync(output.fileno())
        written.replace(self._file(key_id))
        fsync_folder(self.folder)

    def forget(self, key_id: str) -> None:
        """Delete a private key that signs no more."""
        self._file(key_id).unlink(missing_ok=True)

    def _file(self, key_id: str) -> Path:
        return self.folder / f"{key_id}{ENDING}"
