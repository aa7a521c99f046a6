"""Certificates checked by the client: offline, by the keys of the last sync, with what is known of their standing."""

from pathlib import Path

import pytest

from cpd_core.verification import EXIT_STATUS
from tests.cpd_desktop.shell import Shell
from tests.support.certificates import key, signed_pdf
from tests.support.demo import account
from tests.support.service import ServiceProcess

PROVINCE = "32"
YEAR = 2025


@pytest.fixture
def member(service: ServiceProcess, demo_dir: Path, tmp_path: Path) -> Shell:
    shell = Shell(tmp_path / "member")
    shell.sign_in(service.url, account(demo_dir, "non_practising", PROVINCE))
    return shell


def test_a_certificate_is_checked_without_the_service(
    service: ServiceProcess, member: Shell, demo_dir: Path, tmp_path: Path
) -> None:
    paper = Path(member.json("certificates", "download", "--year", YEAR, "--to", tmp_path)["files"][0])
    stranger = Shell(tmp_path / "elsewhere")
    stranger.sign_in(service.url, account(demo_dir, "non_practising", "31"))
    service.stop()

    found = member.json("certificates", "verify", paper)
    assert (found["state"], found["code"], found["on_record"]) == ("valid", "certificate.valid", True)
    (row,) = [row for row in member.json("certificates", "list")["items"] if row["year"] == YEAR]
    assert {name: found[name] for name in ("number", "member_name", "hours", "issued_on")} == {
        name: row[name] for name in ("number", "member_name", "hours", "issued_on")
    }
    elsewhere = stranger.json("certificates", "verify", paper)
    assert (elsewhere["state"], elsewhere["on_record"]) == ("valid", False)
    said = stranger.ok("certificates", "verify", paper)
    assert said.out.startswith("有效：")
    assert "核验页面" in said.err

    proof = paper.read_bytes().split(b"/CpdProof (")[1].split(b")")[0].decode()
    assert member.json("certificates", "verify", "--qr", f"HTTPS://CPD.EXAMPLE.CN/C/{proof}")["number"] == row["number"]
    for words, state in {
        ("verify", altered(paper)): "altered",
        ("verify", foreign(tmp_path)): "unknown",
        ("verify", "--qr", proof[:-40] + "AAAA" + proof[-36:]): "altered",
        ("verify", "--qr", "https://example.com/"): "unknown",
    }.items():
        ran = member.run("--json", "certificates", *words)
        assert (ran.data["state"], ran.status) == (state, EXIT_STATUS[state]), words  # type: ignore[index]
        assert ran.data["number"] == ""
    assert member.run("certificates", "verify", tmp_path / "nothing.pdf").status == 1
    assert member.run("certificates", "verify").status == 2


def altered(paper: Path) -> Path:
    data = bytearray(paper.read_bytes())
    data[len(data) // 3] ^= 1
    file = paper.with_name("altered.pdf")
    file.write_bytes(data)
    return file


def foreign(folder: Path) -> Path:
    file = folder / "foreign.pdf"
    file.write_bytes(signed_pdf(by=key("stranger")))
    return file


def test_a_superseded_certificate_is_revoked_once_it_is_known(
    service: ServiceProcess, member: Shell, demo_dir: Path, tmp_path: Path
) -> None:
    paper = Path(member.json("certificates", "download", "--year", 2026, "--to", tmp_path)["files"][0])
    staff = Shell(tmp_path / "staff")
    staff.sign_in(service.url, account(demo_dir, "province_staff", PROVINCE))
    who = account(demo_dir, "non_practising", PROVINCE).login
    listed = staff.json("applications", "list", "--year", 2026, "--text", who, "--state", "已确认")["items"]
    counted = next(row for row in listed if row["kind"] != "exemption")
    staff.ok("review", "revoke", counted["id"], "--reason", "复核")
    staff.ok("sync")
    assert member.json("certificates", "verify", paper)["state"] == "valid", "not known here yet"
    member.ok("sync")

    ran = member.run("--json", "certificates", "verify", paper)

    assert (ran.data["state"], ran.data["code"], ran.status) == ("revoked", "certificate.withdrawn", 4)
    rows = [row for row in member.json("certificates", "list")["items"] if row["year"] == 2026]
    assert [bool(row["number"]) and not row["superseded"] for row in rows] == [False] * len(rows)
    again = member.json("certificates", "download", "--year", 2026, "--to", tmp_path)["files"][0]
    assert member.json("certificates", "verify", again)["state"] == "valid"
    member.ok("sync")
    assert member.run("certificates", "verify", paper).status == EXIT_STATUS["revoked"]
