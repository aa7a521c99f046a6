"""The same journey by command line: every step a process of its own on its profile, as a script would run it."""

from pathlib import Path

from tests.cpd_desktop.shell import Shell
from tests.journeys.member import SPONSOR, THIS_YEAR
from tests.support.demo import account
from tests.support.service import ServiceProcess

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
REASON = "证明材料未加盖主办方公章，请补充"


def test_the_journey_by_command_line(service: ServiceProcess, demo_copy: Path, tmp_path: Path) -> None:
    member, staff = Shell(tmp_path / "member"), Shell(tmp_path / "staff")
    member.sign_in(service.url, account(demo_copy, "non_practising", "32"))
    staff.sign_in(service.url, account(demo_copy, "province_staff", "32"))

    application_id = file_offline(member, service, tmp_path)
    member.ok("sync")
    decide_offline(staff, service, application_id)
    member.ok("applications", "edit", application_id, "--hours", 6)
    member.ok("sync")
    sync_and_decide_again(staff, application_id)
    member.ok("sync")

    hours = member.json("hours", "--year", THIS_YEAR)
    line = next(line for line in hours["lines"] if line["ref_id"] == application_id)
    assert (line["asked"], line["counted"]) == (6.0, 6.0)
    assert hours["missing"] == max(0.0, hours["required"] - hours["counted"])
    folder = tmp_path / "证明"
    folder.mkdir()
    files = member.json("certificates", "download", "--year", THIS_YEAR, "--to", folder)["files"]
    assert Path(files[0]).read_bytes().startswith(b"%PDF-")
    assert member.json("export", "applications", tmp_path / "申请.xlsx")["rows"] > 0
    assert member.json("export", "hours", tmp_path / "学时.xlsx")["rows"] > 0
    member.ok("doctor")


def file_offline(member: Shell, service: ServiceProcess, folder: Path) -> str:
    """File one of each kind while the service is down, edit one, delete one; returns the 投入式 one."""
    service.stop()
    paper, photo = folder / "结业证书.pdf", folder / "签到表.jpg"
    paper.write_bytes(PDF)
    photo.write_bytes(JPEG)

    def file(kind: str, *words: object) -> str:
        return member.json("applications", "file", "--kind", kind, "--year", THIS_YEAR, *words)["id"]

    application_id = file(
        *("投入式", "--sponsor", SPONSOR, "--pathway", "面授培训班", "--hours", 8, "--attach", paper, photo)
    )
    member.ok("applications", "edit", application_id, "--note", "第二稿")
    doomed = file("产出式", "--pathway", "teaching", "--hours", 6, "--attach", paper)
    exempt = ("--kind", "豁免", "--year", THIS_YEAR - 1, "--condition", "illness", "--attach", photo)
    member.ok("applications", "file", *exempt)
    member.ok("applications", "delete", doomed)
    rows = {row["id"]: row for row in member.json("applications", "list")["items"]}
    assert rows[application_id]["sync"] == "unsent"
    assert rows[application_id]["attachments"] == 2
    assert doomed not in rows
    service.restart()
    return application_id


def decide_offline(staff: Shell, service: ServiceProcess, application_id: str) -> None:
    """Sync, then confirm all but three of the queue and refuse three while the service is down."""
    staff.ok("sync")
    service.stop()
    waiting = [row["id"] for row in staff.json("review", "list")["items"]]
    assert application_id in waiting
    refused = [name for name in waiting if name != application_id][:3]
    assert staff.json("review", "refuse", *refused, "--reason", REASON)["stored"] == 3
    confirmed = staff.json("review", "confirm", "--filter", "state=未确认", "--yes")
    assert confirmed["stored"] == len(waiting) - 3 >= 200
    assert staff.json("status")["unsent"] == len(waiting)
    service.restart()


def sync_and_decide_again(staff: Shell, application_id: str) -> None:
    """All take effect but the one that changed, which is shown with its difference and confirmed again."""
    synced = staff.run("--json", "sync")
    assert synced.status == 1, "something waits for the reviewer"
    assert (synced.data["conflicts"], synced.data["blocked"], synced.data["rejected"]) == (1, 0, 0)
    assert synced.data["applied"] == synced.data["pushed"] - 1
    conflict = staff.json("conflicts", "list")["items"][0]
    assert (conflict["entity_id"], conflict["code"]) == (application_id, "CHANGED_SINCE_REVIEW")
    assert [(d["mine"], d["theirs"]) for d in conflict["differences"]] == [("8", "6")]
    staff.ok("conflicts", "discard", conflict["command_id"])
    staff.ok("review", "confirm", application_id)
    staff.ok("sync")
