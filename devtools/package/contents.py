"""What belongs into the frozen program and what does not; build_installer.spec asks. Standard library only.

Names are as they lie in the folder, with slashes. PyInstaller's hooks bring whole families along (every platform of Qt,
every image format); what is left out here is what nothing of ours loads, and then whatever only that had needed.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

Entry = tuple[str, str, str]
"""Where it goes in the folder, where it lies now, and PyInstaller's word for what it is."""

DATA = (  # folders that are read as files at work, and what of them is not
    ("resources", ("*.py", "*.pyc", "demo")),  # the service alone makes demos
    ("docs/guide", ("README.md",)),  # what F1 shows
    ("cpd_desktop/store/migrations", ("*.pyc",)),  # Alembic reads them as files
)
NOT_SHIPPED = (
    *("cpd_service", "tests", "bench", "devtools", "installer"),
    *("pytest", "hypothesis", "tkinter", "numpy", "setuptools", "pip", "_distutils_hack"),
    *("PIL._avif", "PIL._webp", "PIL._imagingcms", "PIL._imagingtk", "PIL._imagingft"),  # reportlab loads PIL alone
    *("zstandard._cffi", "zstandard.backend_cffi"),  # another implementation of what backend_c does
    *("pydoc", "doctest", "unittest", "lib2to3", "xmlrpc"),
    *(f"PySide6.{name}" for name in (
        "QtQml", "QtQuick", "QtQuickWidgets", "QtOpenGL", "QtOpenGLWidgets", "QtSql", "QtTest", "QtDesigner", "QtHelp",
        "QtUiTools", "QtWebEngineCore", "QtWebEngineWidgets", "QtCharts",
    )),
)  # fmt: skip
QT_LEFT_OUT = (
    "*Qt6VirtualKeyboard*", "*Qt6ShaderTools*", "*Qt6WebEngine*", "*opengl32sw*",
    "*d3dcompiler_47*",
    "*/plugins/platforms/*eglfs*", "*/plugins/platforms/*linuxfb*", "*/plugins/platforms/*vkkhrdisplay*",
    "*/plugins/platforms/*vnc*", "*/plugins/platforms/*minimal*", "*/plugins/platforms/*direct2d*",
    "*/plugins/egldeviceintegrations/*", "*/plugins/platforminputcontexts/*virtualkeyboard*", "*/plugins/qmltooling/*",
    "*/plugins/platformthemes/*gtk3*", "*/plugins/generic/*", "*/plugins/networkinformation/*",
    "*/plugins/tls/*qcertonly*", "*/plugins/tls/qopensslbackend.dll",  # Windows has schannel
    "*/plugins/multimedia/windowsmediaplugin.dll",  # FFmpeg plays everywhere the same
    "*Qt6EglF[Ss]*",
)  # fmt: skip
IMAGE_FORMATS = ("jpeg", "svg", "ico")  # of a photo, our icons, the window's icon; PNG is in Qt itself
OTHERS_LEFT_OUT = (
    "alembic/templates/*", "reportlab/fonts/*", "libpython3.so", "pypinyin/*.pyi", "*/py.typed",
    "pypinyin/phrases_dict.json",  # initials are those of single characters
    "ucrtbase.dll", "api-ms-win-*",  # parts of Windows 10, which Qt needs anyway
)  # fmt: skip
TRANSLATIONS = ("*/qt_zh_CN.qm", "*/qtbase_zh_CN.qm", "*/qt_en.qm", "*/qtbase_en.qm")  # of Qt's own
KEPT_OF_METADATA = ("METADATA",)  # all that importlib.metadata is asked for; licences lie apart

_FORMAT = re.compile(r".*/plugins/imageformats/(?:lib)?q([a-z0-9]+)\.(?:so|dll)")


def data_files(root: Path) -> Iterator[tuple[str, str]]:
    """What is read as a file at work, with the folder that it goes to."""
    for folder, skipped in DATA:
        for file in sorted((root / folder).rglob("*")):
            inside = file.relative_to(root / folder).parts
            if file.is_file() and not any(_fits(part, skipped) for part in inside):
                yield str(file), file.parent.relative_to(root).as_posix()


def is_wanted(name: str) -> bool:
    """Whether a file that PyInstaller has found belongs into the folder."""
    name = name.replace("\\", "/")
    if "/translations/" in name and name.startswith("PySide6/"):
        return _fits(name, TRANSLATIONS)
    if ".dist-info/" in name:
        return PurePosixPath(name).name in KEPT_OF_METADATA
    image = _FORMAT.fullmatch(name)
    if image:
        return image[1] in IMAGE_FORMATS
    return not _fits(name, (*QT_LEFT_OUT, *OTHERS_LEFT_OUT))


def without_orphans(entries: Iterable[Entry], needs: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Leave out libraries that only what is left out had needed, and links whose target is gone.

    ``needs`` says which file names a binary asks the system's loader for. A library stands at the top of the folder or
    among a package's own (``Qt/lib``, ``pillow.libs``); everything else is loaded by name, so that nobody needs to ask.
    """
    kept = sorted(entries)
    while True:
        places = {name.replace("\\", "/") for name, _, _ in kept}
        asked = {
            needed.lower() for _, source, kind in kept if kind in ("BINARY", "EXTENSION") for needed in needs(source)
        }
        left = [entry for entry in kept if _is_needed(entry, asked, places)]
        if len(left) == len(kept):
            return left
        kept = left


def _is_needed(entry: Entry, asked: set[str], places: set[str]) -> bool:
    name, source, kind = entry
    place = PurePosixPath(name.replace("\\", "/"))
    if kind == "SYMLINK":
        return (place.parent / source.replace("\\", "/")).as_posix() in places
    return kind != "BINARY" or not _is_library(place) or place.name.lower() in asked


def _is_library(place: PurePosixPath) -> bool:
    """Whether a file is there only for the sake of others."""
    folder = place.parent.as_posix()
    if place.name.startswith(("libpython", "python3")):
        return False  # the programs themselves load it
    of_qt = folder == "PySide6" and place.suffix == ".dll"
    return of_qt or folder in (".", "PySide6/Qt/lib") or folder.endswith(".libs")


def _fits(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
