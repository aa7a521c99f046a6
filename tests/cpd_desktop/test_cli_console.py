"""What the command line prints and takes, without a service."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from cpd_desktop.cli import choices
from cpd_desktop.cli.console import Console, Head, clean, clipped, columns_of, padded
from cpd_desktop.cli.parser import build_parser
from cpd_desktop.views import ApplicationQuery, Progress


def test_columns_line_up_with_chinese_text(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(as_json=False)
    console.table((Head("主办方"), Head("学时", right=True)), (("江苏省注协", "8"), ("ABC", "12.5")))
    assert capsys.readouterr().out.splitlines() == [
        "主办方      学时",
        "江苏省注协     8",
        "ABC         12.5",
    ]


def test_widths_of_a_terminal() -> None:
    assert columns_of("学时A") == 5
    assert columns_of("e\u0301") == 1  # a combining accent takes no column
    assert padded("学", 4) == "学  "
    assert padded("8", 4, right=True) == "   8"
    assert clipped("江苏省注册会计师协会", 9) == "江苏省注…"
    assert clipped("abc", 3) == "abc"


def test_what_others_typed_cannot_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert clean("a\x1b[2Jb\x07") == "a\ufffd[2Jb\ufffd"
    console = Console(as_json=False)
    console.table((Head("备注"),), (("\x1b]0;title\x07",),))
    console.pairs((("备注", "第一行\n\x1b[31m第二行"),))
    assert "\x1b" not in capsys.readouterr().out


def test_json_is_plain_and_keeps_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    Console(as_json=True).json(ApplicationQuery(year=2026, sponsor="江苏省注协"))
    text = capsys.readouterr().out
    assert '"sponsor": "江苏省注协"' in text
    assert json.loads(text)["year"] == 2026


def test_progress_off_a_terminal_is_one_line_a_stage(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(as_json=False)
    for done in (1, 2, 3):
        console.progress(Progress("push", done, 3))
    console.progress(Progress("pull", 5, 0))
    assert capsys.readouterr().err == "正在发送\n正在接收\n"


def test_progress_on_a_terminal_rewrites_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    console = Console(as_json=False)
    console.progress(Progress("pull", 1200, 40_000))
    console.progress(Progress("blobs-up", 5, 0, "bytes"))
    console.note("同步完成")
    assert terminal.getvalue() == ("\r\x1b[K正在接收 1,200 / 40,000\r\x1b[K正在上传附件 5 字节\r\x1b[K同步完成\n")


def test_a_filter_is_read_field_by_field() -> None:
    query = choices.query_of('year=2026 kind=投入式 sponsor="国家 会计学院" state=pending text=王 hours_min=2.5')
    assert query == ApplicationQuery(
        year=2026, kind="input", sponsor="国家 会计学院", state="pending", text="王", hours_min=2.5
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["review", "confirm", "--filter", "jahr=2026"], "jahr=2026"),
        (["review", "confirm", "--filter", "year=sometime"], "不是数字"),
        (["review", "confirm", "--filter", "kind=别的"], "不在可选范围"),
        (["review", "confirm", "--filter", 'sponsor="a'], "引号"),
        (["applications", "file", "--kind", "什么"], "不在可选范围"),
        (["applications", "list", "--year", "MMXXVI"], "--year"),
        (["review", "refuse", "some-id"], "--reason"),
        (["nonsense"], "nonsense"),
        ([], "命令"),
    ],
)
def test_wrong_use_is_status_2_and_names_what_is_wrong(
    line: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        build_parser().parse_args(line)
    assert caught.value.code == 2
    assert words in capsys.readouterr().err


def test_global_options_stand_before_or_after_the_command(tmp_path: Path) -> None:
    before = build_parser().parse_args(["--profile", str(tmp_path), "--json", "status"])
    after = build_parser().parse_args(["status", "--profile", str(tmp_path), "--json"])
    assert (before.profile, before.json, before.server) == (after.profile, after.json, after.server)
    assert before.json
    assert before.profile == tmp_path


def test_the_command_line_needs_no_screen() -> None:
    """Neither Qt nor the spreadsheet and PDF libraries are imported to print a help text."""
    heavy = ("PySide6", "openpyxl", "xlsxwriter", "reportlab", "requests", "sqlalchemy")
    code = f"import sys, cpd_desktop.cli, cpd_desktop.workspace; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
