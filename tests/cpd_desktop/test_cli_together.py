"""By command line: a share of the queue, a look before a batch, and what a sync came to."""

from pathlib import Path

from tests.cpd_desktop.people import Desk
from tests.cpd_desktop.shell import Shell
from tests.support.demo import account
from tests.support.service import ServiceProcess


def test_a_share_a_look_and_a_result(service: ServiceProcess, desk: Desk, tmp_path: Path) -> None:
    colleague = desk.staff(service.url, 1)
    staff = Shell(tmp_path / "shell")
    staff.sign_in(service.url, account(desk.demo, "province_staff", "32"))
    none = staff.run("review", "results")
    assert (none.status, "还没有结果" in none.err) == (1, True)
    ids = [item["id"] for item in staff.json("review", "list", "--limit", 10)["items"]][:6]
    name = colleague.session.name if colleague.session else ""
    colleague.review.claim(ids[:2])
    colleague.review.refuse(ids[4:5], "附件不清")
    colleague.sync.run()

    assert "已保存 6 条" in staff.ok("review", "claim", *ids).out
    decided = staff.json("review", "confirm", *ids[2:])
    assert decided["stored"] == 4
    assert "1 条需要处理" in staff.run("sync").err  # claims that came too late do not
    told = staff.json("review", "results")
    assert {each["code"]: len(each["ids"]) for each in told["lists"]} == {
        "applied": 3,
        "taken": 3,
        "needless": 1,
        "otherwise": 1,
        "claimed": 2,
    }
    said = staff.ok("review", "results").out
    assert f"他人已认领 2（{name} 2）" in said
    assert "状态 未确认 → 不予确认" in said
    looked = staff.ok("review", "confirm", *ids, "--dry-run").out
    assert f"已处理 4 条（{account(desk.demo, 'province_staff', '32').name} 3、{name} 1）" in looked
    run = staff.json("review", "confirm", *ids, "--dry-run")
    assert set(run["revs"]) == set(ids)
    assert staff.run("review", "release", *ids[:2]).status == 1
    assert "已保存 1 条" in staff.ok("review", "release", ids[3]).out
    assert staff.run("review", "results", "--back", 1).status == 2
