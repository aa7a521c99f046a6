"""certificates list, download and verify."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cpd_core.wording import hours_text, say_error
from cpd_desktop.cli.console import Console, Head
from cpd_desktop.cli.frame import Commands, command, group

if TYPE_CHECKING:
    from cpd_desktop.views import Verdict
    from cpd_desktop.workspace import Workspace

CERTIFICATE_HEADS = (
    Head("年度"),
    Head("会员"),
    Head("学时", right=True),
    Head("应完成", right=True),
    Head("完成"),
    Head("证明编号"),
    Head("开具日期"),
    Head("本机"),
)
STATES = {"valid": "有效", "altered": "已被改动", "revoked": "已失效", "unknown": "无法确认"}


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add this room's commands."""
    certificates = group(commands, "certificates", "学时证明：列表、下载、核验")
    listing = command(certificates, common, "list", _certificates, "学时证明列表")
    listing.add_argument("--text", default="", metavar="文字", help="在会员、编号中查找")
    download = command(certificates, common, "download", _download, "学时证明下载（PDF，需要联网）")
    download.add_argument("--year", type=int, nargs="+", required=True, metavar="年")
    download.add_argument("--to", type=Path, default=Path(), metavar="DIR", help="保存的文件夹（默认当前文件夹）")
    verify = command(
        certificates, common, "verify", _verify, "核验学时证明，不需要联网：0 有效，3 已被改动，4 已失效，5 无法确认"
    )
    what = verify.add_mutually_exclusive_group(required=True)
    what.add_argument("file", type=Path, nargs="?", metavar="FILE.pdf")
    what.add_argument("--qr", metavar="TEXT", help="扫描二维码所得的文字")


def _certificates(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    found = workspace.certificates.list(args.text)
    if console.as_json:
        console.json({"count": len(found), "items": found})
        return
    console.table(
        CERTIFICATE_HEADS,
        (
            (
                str(row.year),
                f"{row.member_name} {row.member_no}",
                hours_text(row.hours),
                hours_text(row.required_hours),
                "是" if row.fulfilled else "否",
                f"{row.number}{'（已失效）' if row.superseded else ''}"
                or ("可下载" if row.obtainable else "暂不能出具"),
                row.issued_on,
                "有文件" if row.file_here else "",
            )
            for row in found
        ),
    )


def _download(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    paths = [str(workspace.certificates.download(year, args.to)) for year in args.year]
    if console.as_json:
        console.json({"files": paths})
    else:
        for path in paths:
            console.line(path)


def _verify(workspace: "Workspace", args: argparse.Namespace, console: Console) -> int:
    from cpd_core.verification import EXIT_STATUS

    desk = workspace.certificates
    verdict = desk.verify(args.file) if args.file else desk.verify_code(args.qr)
    if console.as_json:
        console.json(_plain(verdict))
    else:
        _print(verdict, console)
    return EXIT_STATUS[verdict.state]


def _plain(verdict: "Verdict") -> dict[str, object]:
    proof = verdict.proof
    return {
        "state": verdict.state,
        "code": verdict.why.code,
        "text": say_error(verdict.why),
        "on_record": verdict.on_record,
        "number": proof.number if proof else "",
        "member_no": proof.member_no if proof else "",
        "member_name": proof.member_name if proof else "",
        "year": proof.year if proof else 0,
        "hours": proof.hours if proof else 0.0,
        "required_hours": proof.required_hours if proof else 0.0,
        "fulfilled": bool(proof and proof.fulfilled),
        "issued_on": proof.issued_on if proof else "",
        "issuer": proof.issuer if proof else "",
    }


def _print(verdict: "Verdict", console: Console) -> None:
    console.line(f"{STATES[verdict.state]}：{say_error(verdict.why)}")
    proof = verdict.proof
    if proof is None:
        return
    console.pairs(
        (
            ("证明编号", proof.number),
            ("会员", f"{proof.member_name} {proof.member_no}"),
            ("学时年度", str(proof.year)),
            ("已完成", f"{hours_text(proof.hours)} 学时"),
            ("应完成", f"{hours_text(proof.required_hours)} 学时"),
            ("出具", f"{proof.issuer} {proof.issued_on}"),
        )
    )
    if not verdict.on_record:
        console.note("本机没有这份证明的记录，之后是否被替代或撤销，请在服务的核验页面上查询")
