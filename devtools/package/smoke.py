"""The trial of a frozen bundle, from the first start to a certificate, against a real service over HTTP.

What is done by command line proves what is imported late: a sync, an application with an attachment, a workbook, a PDF.
What is done in the window is done with keys on an X display: sign-in in Chinese, the pages, an attachment, the end.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from devtools import system
from devtools.bootstrap import Unready, say
from devtools.package.screen import NEEDED, NotSeen, Screen, screen
from devtools.package.trial import Failed, Programs
from devtools.service import DemoAccount, demo_accounts, make_demo, running_service

__all__ = ["Failed", "native", "try_out"]

NOTE = "smoke"  # what the window looks for
SPONSOR = "江苏省注册会计师协会"
TITLE = "继续教育"
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R>>endobj
4 0 obj<</Length 36>>stream
0 0.6 0 rg 20 20 160 60 re f 0 G S n
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
"""
VIDEO = (33, 77, 120)  # the ground of the demo's lesson
FIRST_ROW, ROW = (200, 200), 32  # pixels: where the list of courses begins on this screen, and how high a row is
GREEN = (0, 153, 0)  # what the page of that PDF shows


def native(bundle: Path) -> Programs:
    """The programs of a bundle for the system that this runs on."""
    ending = ".exe" if sys.platform == "win32" else ""
    console, window = (str(bundle / f"{name}{ending}") for name in ("cpd-cli", "cpd-desktop"))
    return Programs((console,), (window,))


def try_out(programs: Programs, pictures: Path) -> None:
    """Try everything; raises :class:`Failed`. ``pictures``: where the window's pictures go."""
    with tempfile.TemporaryDirectory(prefix="cpd-smoke-") as name:
        elsewhere = Path(name)
        demo = elsewhere / "demo"
        make_demo(demo, members=60, applications=100)
        member = next(a for a in demo_accounts(demo) if a.user_type == "non_practising")
        with running_service(demo) as url:
            courses = try_console(programs, elsewhere, member, url)
            if sys.platform == "win32":
                quick = [*programs.window, "--profile", str(elsewhere / "profile"), "--quit-after-paint"]
                programs.call(quick, elsewhere)
            elif _can_show():
                try_window(programs, elsewhere, member, courses, pictures)


def try_console(programs: Programs, folder: Path, member: DemoAccount, url: str) -> list[Any]:
    """By command line: sign in, sync, file with an attachment, send, write a workbook, a report and a certificate.

    Returns the courses, as listed.
    """
    profile, paper = folder / "profile", folder / "结业证书.pdf"
    paper.write_bytes(PDF)
    programs.run(profile, "--help")
    who = ("--server", url, "login", member.user_type, member.login, "--password-stdin")
    programs.run(profile, *who, stdin=f"{member.password}\n")
    programs.run(profile, "sync")
    year = max(row["year"] for row in programs.json(profile, "applications", "list")["items"])
    what = ("--kind", "投入式", "--year", year, "--sponsor", SPONSOR, "--pathway", "面授培训班", "--hours", 8)
    programs.json(profile, "applications", "file", *what, "--note", NOTE, "--attach", paper)
    sent = programs.json(profile, "sync")
    _expect(sent["applied"] == 1 and sent["blobs_up"] == 1, f"the application was not sent: {sent}")
    for subject, name, start in (("applications", "申请.xlsx", b"PK"), ("hours", "学时.xlsx", b"PK")):
        programs.run(profile, "export", subject, folder / name)
        _expect((folder / name).read_bytes().startswith(start), f"{name} is no workbook")
    programs.run(profile, "export", "report", folder / "报告.pdf", "--year", year)
    (folder / "证明").mkdir()
    files = programs.json(profile, "certificates", "download", "--year", year, "--to", folder / "证明")["files"]
    papers = [*(folder / "证明").glob("*.pdf"), folder / "报告.pdf"]
    _expect(len(papers) == len(files) + 1 and len(files) > 0, f"no certificate: {files}")
    _expect(all(paper.read_bytes().startswith(b"%PDF-") for paper in papers), "a certificate is no PDF")
    programs.run(profile, "certificates", "verify", papers[0])
    programs.run(profile, "doctor")
    courses: list[Any] = programs.json(profile, "study", "courses")["items"]
    programs.run(profile, "logout")
    return courses


def try_window(programs: Programs, folder: Path, member: DemoAccount, courses: list[Any], pictures: Path) -> None:
    """In the window, with keys alone; ``pictures`` shows what was to be seen."""
    profile = folder / "profile"
    (profile / "window.ini").write_text("[General]\nlanguage=zh\n", "utf-8")  # Wine speaks English
    where = ("--profile", programs.path(profile))
    with screen() as shown, programs.opened(folder, shown.environment, *where):
        try:
            _sign_in(shown, member, pictures)
            _look_at_a_pdf(shown, pictures)
            if not programs.windows_paths:  # Wine shows no list at the same place
                _play(shown, courses, pictures)
            shown.press("ctrl+q")
        except NotSeen as trouble:
            shown.picture(pictures / "not-seen.png")
            raise Failed(f"{trouble}; what was there instead: {pictures / 'not-seen.png'}") from trouble
    logs = [path for path in profile.rglob("*.log") if path.stat().st_size]
    _expect(not logs, "\n".join(path.read_text("utf-8", "replace") for path in logs))


def _sign_in(shown: Screen, member: DemoAccount, pictures: Path) -> None:
    window = shown.wait_for(TITLE)
    shown.focus(window)
    shown.settle()
    shown.picture(pictures / "sign-in.png")
    shown.type(member.password)  # who was here before is known, so that the cursor stands there
    shown.press("Return")
    shown.wait_for(f"{TITLE} - {member.name}")


def _look_at_a_pdf(shown: Screen, pictures: Path) -> None:
    shown.settle()
    shown.picture(pictures / "home.png")
    shown.press("ctrl+k")
    shown.settle()
    shown.type(NOTE)
    shown.settle()
    shown.picture(pictures / "palette.png")
    for patience in (10, 20, 40, 80):  # a busy machine finds late, and a key that comes too early does nothing
        shown.press("Return")
        shown.settle()
        shown.press("ctrl+i")
        try:
            shown.wait_for_colour(GREEN, 1000, patience)
        except NotSeen:
            continue
        shown.picture(pictures / "attachment.png")
        return
    raise NotSeen("the attachment is not shown")


def _play(shown: Screen, courses: list[Any], pictures: Path) -> None:
    """Go on with the course that is being learnt, and look for its picture."""
    place = sum(course["state"] in ("to_rate", "watched") for course in courses)  # those stand above it
    shown.press("ctrl+2")
    shown.settle()
    shown.double_click(FIRST_ROW[0], FIRST_ROW[1] + ROW * place)
    shown.settle()
    shown.picture(pictures / "course.png")
    shown.press("space")
    shown.wait_for_ground(VIDEO, 0.2)
    shown.picture(pictures / "video.png")


def _can_show() -> bool:
    missing = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if missing and system.install(missing):
        raise Unready(f"the window cannot be tried without {' '.join(missing)}")
    return True


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Failed(otherwise)


if __name__ == "__main__":
    try:
        try_out(native(Path(sys.argv[1])), Path(sys.argv[2]))
    except Failed as trouble:
        say(str(trouble))
        sys.exit(1)
