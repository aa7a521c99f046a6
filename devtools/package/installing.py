"""The trial of the installer in Wine: installed in silence, used, upgraded, closed, uninstalled, and nothing left."""

import tempfile
from dataclasses import replace
from pathlib import Path

from devtools.package import nsis, smoke, windows
from devtools.package.facts import PROGRAM, Facts
from devtools.package.screen import NotSeen, screen
from devtools.package.trial import Failed
from devtools.package.wine import Wine
from devtools.service import demo_accounts, make_demo, running_service

HOME = "drive_c/users/{user}/AppData"
DONE, NEWER, OPEN, UNSENT = 0, 3, 4, 6  # exit codes; installer/cpd-desktop.nsi has all
SETTINGS = rf"HKCU\Software\{PROGRAM}"
ENTRY = rf"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\{PROGRAM}"
POLICIES = rf"HKLM\Software\Policies\{PROGRAM}"
SERVER = "https://cpd.example.cn"
ROOT_FILE = r"C:\of the company\root.pem"


class Machine:
    """A Windows of Wine on which the installer is tried."""

    def __init__(self, wine: Wine) -> None:
        self.wine = wine
        home = next(path for path in (wine.prefix / "drive_c/users").iterdir() if path.name != "Public")
        self.folder = home / "AppData/Local/Programs" / PROGRAM
        self.data = home / "AppData/Local" / PROGRAM

    def run(self, program: Path, *words: str, wait: bool = True) -> int:
        """Run an installer or an uninstaller and everything that it starts; returns its status."""
        print(f"trying: {program.name} {' '.join(words)}", flush=True)
        status = self.wine.run([str(program), *words], check=False)
        if wait:
            self.wine.wait()
        return status

    def value(self, key: str, name: str) -> str:
        """A value of the registry, "" where there is none."""
        lines = self.wine.ask(["reg", "query", key, "/v", name]).splitlines()
        return next((line.split(None, 2)[2].strip() for line in lines if line.split(None, 1)[:1] == [name]), "")

    def files(self) -> set[str]:
        """All files of the machine, temporary ones apart."""
        drive = self.wine.prefix / "drive_c"
        found = (path.relative_to(drive).as_posix() for path in drive.rglob("*") if not path.is_dir())
        return {name for name in found if "/Temp/" not in name and "/temp/" not in name}

    def keys(self) -> str:
        """What the registry says of us, anywhere."""
        texts = [(self.wine.prefix / name).read_text("utf-8", "replace") for name in ("user.reg", "system.reg")]
        return "\n".join(line for text in texts for line in text.splitlines() if PROGRAM in line)


def try_out(bundle: Path, newer: Path, facts: Facts, prefix: Path, pictures: Path) -> None:
    """Everything about the installer ``newer``, which holds ``bundle``; raises Failed."""
    wine = Wine(prefix).make()
    try:
        with tempfile.TemporaryDirectory(prefix="cpd-installer-") as name:
            older = nsis.make(bundle, replace(facts, version="0.0.1"), Path(name) / "older.exe", quick=True)
            machine = Machine(wine)
            before = machine.files()
            _install(machine, older)
            _use(machine, Path(name))
            _upgrade(machine, newer, older, facts)
            _close(machine, newer, pictures)
            _uninstall(machine, newer, before)
    finally:
        wine.stop()


def _install(machine: Machine, older: Path) -> None:
    told = (f"/SERVER={SERVER}", "/PROXY=http://proxy:8080", f"/CERTIFICATE={ROOT_FILE}")
    _expect(machine.run(older, "/S", *told) == DONE, "it was not installed")
    _expect(machine.value(SETTINGS, "Server") == SERVER, "the server's address was not kept")
    _expect(machine.value(SETTINGS, "Proxy") == "http://proxy:8080", "the proxy's address was not kept")
    _expect(machine.value(SETTINGS, "Certificate") == ROOT_FILE, "a path with blanks was not kept")
    machine.wine.run(["reg", "delete", SETTINGS, "/v", "Certificate", "/f"])
    _expect(machine.value(ENTRY, "DisplayVersion") == "0.0.1", "no entry for uninstalling")
    _expect(int(machine.value(ENTRY, "EstimatedSize"), 16) > 50_000, "the entry says no size")
    _expect(len(list(machine.wine.prefix.rglob("Start Menu/Programs/*.lnk"))) == 1, "nothing in the start menu")
    programs = windows.programs(machine.folder, machine.wine)
    status = programs.json(machine.data, "status")
    _expect(status["server"] == SERVER, f"the program does not take what the installer was told: {status}")
    machine.wine.run(["reg", "add", POLICIES, "/v", "Server", "/d", "https://forced.example.cn", "/f"])
    status = programs.json(machine.data, "status")
    _expect(status["server"] == "https://forced.example.cn", f"a policy does not hold: {status}")
    machine.wine.run(["reg", "delete", POLICIES, "/f"])
    machine.wine.run(["reg", "delete", SETTINGS, "/v", "Proxy", "/f"])
    (machine.data / "profile.json").unlink()


def _use(machine: Machine, folder: Path) -> None:
    """Sign in where the program is installed, save something, and send it never."""
    programs = windows.programs(machine.folder, machine.wine)
    demo = folder / "demo"
    make_demo(demo, members=60, applications=100)
    member = next(a for a in demo_accounts(demo) if a.user_type == "non_practising")
    with running_service(demo) as url:
        who = ("--server", url, "login", member.user_type, member.login, "--password-stdin")
        programs.run(machine.data, *who, stdin=f"{member.password}\n")
        programs.run(machine.data, "sync")
    year = max(row["year"] for row in programs.json(machine.data, "applications", "list")["items"])
    what = ("--kind", "投入式", "--year", year, "--sponsor", smoke.SPONSOR, "--pathway", "面授培训班", "--hours", 8)
    paper = folder / "结业证书.pdf"
    paper.write_bytes(smoke.PDF)
    programs.json(machine.data, "applications", "file", *what, "--attach", paper)
    _expect(programs.run(machine.data, "unsent", "--count").strip() == "1", "what is unsent is not counted")


def _upgrade(machine: Machine, newer: Path, older: Path, facts: Facts) -> None:
    stale = machine.folder / "_internal" / "of an older version"
    stale.write_text("")
    _expect(machine.run(newer, "/S") == DONE, "it was not upgraded")
    _expect(not stale.exists(), "files of the older version stayed")
    _expect(machine.value(ENTRY, "DisplayVersion") == facts.version, "the entry speaks of the older version")
    _expect(machine.value(SETTINGS, "Server") == SERVER, "the upgrade lost a setting")
    programs = windows.programs(machine.folder, machine.wine)
    _expect(programs.json(machine.data, "status")["unsent"] == 1, "the upgrade lost data")
    _expect(machine.run(older, "/S") == NEWER, "an older version was installed over a newer one")
    _expect(machine.value(ENTRY, "DisplayVersion") == facts.version, "a refused installer changed something")


def _close(machine: Machine, newer: Path, pictures: Path) -> None:
    """An installer closes an open window as a person would: it asks, and closing once more is an answer."""
    programs = windows.programs(machine.folder, machine.wine)
    where = ("--profile", programs.path(machine.data))
    with screen() as shown, programs.opened(machine.data, shown.environment, *where):
        try:
            shown.wait_for("CPD Desktop")
            shown.settle()
        except NotSeen as trouble:
            shown.picture(pictures / "not-seen.png")
            raise Failed(str(trouble)) from trouble
        shown.picture(pictures / "installed.png")
        _expect(machine.run(newer, "/S", wait=False) == OPEN, "a window that asks was not left open")
        shown.picture(pictures / "asked.png")
        _expect(machine.run(newer, "/S", wait=False) == DONE, "the open window was not closed")
    machine.wine.wait()


def _uninstall(machine: Machine, newer: Path, before: set[str]) -> None:
    uninstaller = machine.folder / "uninstall.exe"
    here = f"_?={machine.value(ENTRY, 'InstallLocation')}"  # in place, not from a copy: only then it has a status
    _expect(machine.run(uninstaller, "/S", "/REMOVEDATA", here) == UNSENT, "unsent work was removed without a word")
    _expect(machine.folder.exists() and machine.data.exists(), "a refused uninstaller removed something")
    _expect(machine.run(uninstaller, "/S") == DONE, "it was not uninstalled")
    left = machine.files() - before
    _expect(all(f"AppData/Local/{PROGRAM}/" in name for name in left), f"files were left: {sorted(left)[:10]}")
    _expect(machine.data.exists(), "local data were removed though nobody asked for it")
    _expect(machine.run(newer, "/S") == DONE, "it was not installed again")
    _expect(machine.run(uninstaller, "/S", "/REMOVEDATA", "/REMOVEUNSENT") == DONE, "it was not uninstalled again")
    left = machine.files() - before
    _expect(not left, f"files were left: {sorted(left)[:10]}")
    _expect(not machine.keys(), f"the registry still knows of it: {machine.keys()}")


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Failed(otherwise)
