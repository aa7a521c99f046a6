"""The command line says no: status, words and field, and nothing is changed. One service for the whole file."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import update

from cpd_desktop.workspace import Workspace
from cpd_service.store.database import Database
from cpd_service.store.tables import account as accounts
from tests.cpd_desktop.papers import make_papers
from tests.cpd_desktop.shell import COMMAND, Shell
from tests.support.demo import account
from tests.support.service import ServiceProcess

PROVINCE = "32"
YEAR = 2026


@pytest.fixture(scope="module")
def service(demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServiceProcess]:
    """A service that no test of this file changes."""
    process = ServiceProcess.start(Path(shutil.copytree(demo_dir, tmp_path_factory.mktemp("refusals") / "service")))
    yield process
    process.stop()


@pytest.fixture(scope="module")
def member(service: ServiceProcess, demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    shell = Shell(tmp_path_factory.mktemp("member") / "profile")
    shell.sign_in(service.url, account(demo_dir, "non_practising", PROVINCE))
    return shell


@pytest.fixture(scope="module")
def staff(service: ServiceProcess, demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    shell = Shell(tmp_path_factory.mktemp("staff") / "profile")
    shell.sign_in(service.url, account(demo_dir, "province_staff", PROVINCE))
    return shell


@pytest.fixture
def papers(tmp_path: Path) -> tuple[Path, Path]:
    return make_papers(tmp_path)


@pytest.fixture
def unsynced(service: ServiceProcess, demo_dir: Path, tmp_path: Path) -> Shell:
    """A member who has signed in and not synced: the rules come with the program."""
    shell = Shell(tmp_path / "fresh")
    who = account(demo_dir, "non_practising", PROVINCE)
    shell.ok("--server", service.url, "login", "非执业会员", who.login, "--password-stdin", stdin=f"{who.password}\r\n")
    return shell


BAD_FIELDS = [
    (("--hours", "-1"), "学时数"),
    (("--hours", "0.3"), "学时数"),
    (("--hours", "999"), "学时数"),
    (("--hours", "nan"), "学时数"),
    (("--year", "1899"), "学时年度"),
    (("--year", "2999"), "学时年度"),
    (("--sponsor", "长" * 10_000), "主办方单位"),
    (("--sponsor", " "), "主办方单位"),
    (("--pathway", "睡觉"), "学时途径"),
    (("--condition", "maternity"), "豁免学时条件"),
    (("--note", "字" * 501), "备注"),
]


def test_bad_input_names_the_field_and_changes_nothing(unsynced: Shell, papers: tuple[Path, Path]) -> None:
    good = (
        "applications", "file", "--kind", "input", "--year", YEAR, "--sponsor", "江苏省注协",
        "--pathway", "面授培训班", "--hours", 8, "--attach", *papers,
    )  # fmt: skip
    for words, field in BAD_FIELDS:
        ran = unsynced.run(*good, *words)
        assert (ran.status, ran.out) == (1, ""), words
        assert f"  {field}: " in ran.err, words
    assert unsynced.json("applications", "list")["count"] == 0
    assert unsynced.json("status")["unsent"] == 0


def test_bad_attachments_are_named(unsynced: Shell, tmp_path: Path) -> None:
    big, false, empty = tmp_path / "大.pdf", tmp_path / "假.pdf", tmp_path / "空.jpg"
    big.write_bytes(b"%PDF-1.7\n" + b"0" * 5_000_000)
    false.write_bytes(b"\xff\xd8\xff\xe0 a picture in a PDF's name")
    empty.write_bytes(b"")
    for path, words in ((big, "4 MB"), (false, "不符"), (empty, "空")):
        ran = unsynced.run(
            "applications", "file", "--kind", "output", "--year", YEAR, "--pathway", "专业论文",
            "--hours", 4, "--attach", path,
        )  # fmt: skip
        assert ran.status == 1, path
        assert "  附件: " in ran.err
        assert words in ran.err
    none = unsynced.run(
        "applications", "file", "--kind", "output", "--year", YEAR, "--pathway", "专业论文", "--hours", 4
    )
    assert (none.status, "  附件: " in none.err) == (1, True)
    missing = unsynced.run(
        "applications", "file", "--kind", "output", "--year", YEAR, "--pathway", "专业论文", "--hours", 4,
        "--attach", tmp_path / "没有.pdf",
    )  # fmt: skip
    assert (missing.status, "“没有.pdf”" in missing.err) == (1, True)
    assert unsynced.json("status")["unsent"] == 0


def test_a_wrong_password_is_status_1_and_signs_nobody_in(
    service: ServiceProcess, demo_dir: Path, tmp_path: Path
) -> None:
    shell = Shell(tmp_path / "p")
    who = account(demo_dir, "non_practising", PROVINCE)
    ran = shell.run("--server", service.url, "login", who.user_type, who.login, "--password-stdin", stdin="wrong\n")
    assert (ran.status, ran.out) == (1, "")
    assert "密码不正确" in ran.err
    assert shell.run("applications", "list").status == 1
    assert not shell.json("status")["signed_in"]
    no_terminal = shell.run("login", who.user_type, who.login)
    assert (no_terminal.status, "--password-stdin" in no_terminal.err) == (2, True)


def test_doctor_finds_nothing_on_a_healthy_profile(member: Shell) -> None:
    checks = member.json("doctor")
    assert all(check["ok"] for check in checks)
    assert "正常" in member.ok("doctor").out


def test_doctor_leaves_a_report_where_it_is_told_to(member: Shell, tmp_path: Path) -> None:
    assert "已保存技术支持报告" in member.ok("doctor", "--report", str(tmp_path / "report.zip")).err
    assert (tmp_path / "report.zip").stat().st_size > 200
    refused = member.run("doctor", "--report", str(tmp_path))
    assert (refused.status, "没有保存" in refused.err) == (1, True)


def test_an_unknown_id_and_someone_elses_acts_are_refused(member: Shell, staff: Shell) -> None:
    foreign = staff.json("review", "list")["items"][-1]["id"]
    for words in (
        ("applications", "show", "no-such-id"),
        ("applications", "edit", "no-such-id", "--note", "x"),
        ("applications", "delete", "no-such-id"),
        ("applications", "delete", foreign),
        ("review", "confirm", foreign),
        ("hours", "--year", YEAR, "--member", "no-such-member"),
        ("hours", "--year", 1899),
    ):
        ran = member.run(*words)
        assert ran.status == 1, words
        assert ran.err.strip()
        assert "Traceback" not in ran.err
    assert member.json("status")["unsent"] == 0
    assert staff.run("certificates", "download", "--year", YEAR).status == 1


def test_a_reason_is_demanded(staff: Shell) -> None:
    entity_id = staff.json("review", "list")["items"][0]["id"]
    ran = staff.run("review", "refuse", entity_id, "--reason", " ")
    assert (ran.status, "  理由: " in ran.err) == (1, True)
    too_many = staff.run("review", "confirm", entity_id, "--hours", 99)
    assert too_many.status == 1
    assert staff.json("status")["unsent"] == 0


@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl+C cannot be sent to one process on Windows")
def test_an_interrupt_is_quiet(tmp_path: Path) -> None:
    command = [*COMMAND, "--profile", str(tmp_path / "p"), "login", "cpa", "x", "--password-stdin"]

    def heed() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests in the background has it ignored

    heeds = heed if os.name == "posix" else None
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=heeds) as waiting:
        while not (tmp_path / "p" / "profile.json").exists():  # then it is inside, on its way to read the password
            assert waiting.poll() is None
            time.sleep(0.01)
        waiting.send_signal(signal.SIGINT)
        _, err = waiting.communicate(timeout=60)
    assert (waiting.returncode, err) == (130, b"")


def test_a_reader_that_has_seen_enough_gets_no_traceback(member: Shell) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [*COMMAND, "--profile", str(member.profile), "--json", "applications", "list"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, timeout=60)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_at_a_terminal_a_filter_asks_and_no_means_no(staff: Shell) -> None:
    import pty

    keyboard, terminal = pty.openpty()
    os.write(keyboard, b"n\n")
    command = [*COMMAND, "--profile", str(staff.profile), "review", "confirm", "--filter", f"year={YEAR}"]
    done = subprocess.run(command, stdin=terminal, capture_output=True, timeout=60)
    os.close(keyboard)
    os.close(terminal)
    assert done.returncode == 1
    assert "继续？[y/N] 已取消" in done.stderr.decode()
    assert staff.json("status")["unsent"] == 0


def test_a_profile_that_is_open_elsewhere_is_left_alone(service: ServiceProcess, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "profile", service.url)
    try:
        ran = Shell(tmp_path / "profile").run("status")
    finally:
        workspace.close()
    assert ran.status == 1
    assert "已在另一处打开" in ran.err
    assert Shell(tmp_path / "profile").json("status")["server"] == service.url


def test_an_initial_password_is_changed_at_the_terminal(demo_dir: Path, tmp_path: Path) -> None:
    service = ServiceProcess.start(Path(shutil.copytree(demo_dir, tmp_path / "service")))
    who, new = account(service.directory, "non_practising", PROVINCE), "只有本人知道的一句话"
    with closing(Database(service.database_url)) as database, database.writing() as connection:
        connection.execute(update(accounts).where(accounts.c.login == who.login).values(must_change=True))
    shell = Shell(tmp_path / "profile")
    signed_in = shell.ok(
        *("--server", service.url, "login", who.user_type, who.login, "--password-stdin"), stdin=f"{who.password}\n"
    )
    assert "cpd-cli password" in signed_in.err
    assert "请先修改初始密码" in shell.run("sync").err
    for old, wanted, said in ((who.password, "1234567890", "容易被猜到"), ("wrong", new, "密码不正确")):
        refused = shell.run("password", "--password-stdin", stdin=f"{old}\n{wanted}\n")
        assert (refused.status, said in refused.err) == (1, True), refused
    shell.ok("password", "--password-stdin", stdin=f"{who.password}\n{new}\n")
    shell.ok("sync")
    service.stop()
