"""The figures of a province by the command line."""

from pathlib import Path

from tests.cpd_desktop.province import province_of
from tests.cpd_desktop.shell import Shell


def test_the_figures_and_the_report_are_those_of_the_desk(tmp_path: Path) -> None:
    workspace = province_of(tmp_path / "p")
    waiting, missing = workspace.overview.waiting(), workspace.overview.shortfalls(2026)
    workspace.close()
    shell = Shell(tmp_path / "p")
    period = ("--from", "2026-10-01", "--to", "2026-12-31", "--year", "2026")
    found = shell.json("review", "overview", *period)
    assert found["waiting"]["count"] == waiting.count
    assert len(found["decided"]["days"]) == 92
    assert [each["no"] for each in found["missing"]["missing"]] == [each.no for each in missing.missing]
    said = shell.ok("review", "overview", *period).out
    assert f"待确认 {waiting.count} 条" in said
    assert f"{len(missing.missing)} 位未完成" in said
    report = shell.ok("--json", "review", "report", tmp_path / "r.xlsx", *period).data
    assert report["rows"] == len(missing.missing)
    assert shell.json("review", "report", tmp_path / "r.pdf", *period)["pages"] >= 2
    wrong = shell.run("review", "report", tmp_path / "r.doc")
    assert wrong.status == 2
    assert "以 .pdf 或 .xlsx 结尾" in wrong.err
    assert shell.run("review", "overview", "--from", "2026-12-31", "--to", "2026-12-01").status == 2
