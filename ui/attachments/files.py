"""Small facts about attachment files: how their size reads, which kind they are, and a copy under their own name."""

import shutil
from functools import cache
from pathlib import Path

from PySide6.QtCore import QTemporaryDir

from cpd_core.entities import Attachment
from cpd_desktop.desks.saving import file_name
from cpd_desktop.errors import StoreTrouble

KIND_NAMES = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "application/msword": "Word",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.ms-excel": "Excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
}
PICTURES = frozenset(("image/jpeg", "image/png"))
PDF = "application/pdf"


def size_text(size: int) -> str:
    """A file size (bytes) as people read it: 312 KB, 2.4 MB."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def kind_name(media_type: str) -> str:
    """The short name of a file's kind; an unknown one is shown as it is."""
    return KIND_NAMES.get(media_type, media_type)


def copy_to(source: Path, target: Path) -> None:
    """Copy a kept file to where the person wants it; raises :class:`StoreTrouble` where that cannot be done."""
    try:
        shutil.copyfile(source, target)
    except OSError as exc:
        raise StoreTrouble(
            "文件没有保存", "无法写入“{target}”（{problem}），请另选位置", target=str(target), problem=str(exc.strerror)
        ) from exc


def copy_for_opening(source: Path, attachment: Attachment) -> Path:
    """A read-only copy under its own name, for another program to open; it goes away when this program ends."""
    folder = Path(_scratch().path()) / attachment.sha256[:16]
    target = folder / file_name(attachment)
    if not target.exists():
        folder.mkdir(exist_ok=True)
        copy_to(source, target)
        target.chmod(0o400)
    return target


@cache
def _scratch() -> QTemporaryDir:
    return QTemporaryDir()
