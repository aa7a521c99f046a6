"""login, password, logout, sync, status, doctor."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cpd_core.account_messages import SignInProof
from cpd_desktop.cli import choices, unsent
from cpd_desktop.cli.console import Console, WrongUse, size_text
from cpd_desktop.cli.frame import Commands, command
from cpd_desktop.errors import Invalid
from cpd_desktop.labels import USER_TYPES, beijing_text

if TYPE_CHECKING:
    from cpd_desktop.views import SyncReport
    from cpd_desktop.workspace import Workspace


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add this room's commands."""
    login = command(commands, common, "login", _login, "登录；密码在终端输入，或用 --password-stdin 从标准输入读取")
    login.add_argument("user_type", type=choices.user_type, metavar="用户类型", help="、".join(USER_TYPES.values()))
    login.add_argument("login", metavar="用户名", help="会员证书编号，或工作人员的用户名")
    login.add_argument("--password-stdin", action="store_true", help="密码是标准输入的第一行")
    login.add_argument("--code", default="", metavar="验证码", help="二次验证：手机验证器上的 6 位数字，或一个备用码")
    password = command(commands, common, "password", _change_password, "修改密码；在终端输入，或从标准输入读取两行")
    password.add_argument("--password-stdin", action="store_true", help="标准输入的第一行是原密码，第二行是新密码")
    command(commands, common, "logout", _logout, "退出登录；本机数据保留")
    sync = command(commands, common, "sync", _sync, "与服务器同步：上传、发送、接收")
    sync.add_argument("--verify", action="store_true", help="与服务器逐项核对，修复不一致的数据（平时每天一次）")
    command(commands, common, "status", _status, "本机状态：待发送、待处理、上次同步")
    unsent.add_to(commands, common)
    doctor = command(commands, common, "doctor", _doctor, "检查本机与服务器，说明问题和处理办法")
    doctor.add_argument("--report", type=Path, metavar="文件", help="另存一份技术支持报告（ZIP），不含个人信息")


def _login(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    password = _password(from_pipe=args.password_stdin)
    session = workspace.sign_in(args.user_type, args.login, password, SignInProof(code=args.code))
    if console.as_json:
        console.json(
            {
                "account_id": session.account_id,
                "user_type": session.user_type,
                "login": session.login,
                "name": session.name,
                "province": session.province,
                "member_id": session.member_id,
            }
        )
    else:
        console.line(f"已登录：{session.name}（{USER_TYPES[session.user_type]}）")
    if session.must_change:
        console.note("这是初始密码，请先修改：cpd-cli password")


def _change_password(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    from cpd_desktop.desks.own_account import check_new

    login = workspace.account.session.login
    old, new = _password(args.password_stdin, "原密码："), _password(args.password_stdin, "新密码：")
    again = new if args.password_stdin else _password(from_pipe=False, prompt="再填一次：")
    if wrong := check_new(new, again, login):
        raise Invalid("没有修改", "", wrong)
    workspace.own_account.change_password(old, new)
    console.note("密码已修改，其他设备需要重新登录")


def _password(from_pipe: bool, prompt: str = "密码：") -> str:
    if from_pipe:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise WrongUse("没有终端可以输入密码，请使用 --password-stdin")
    return getpass.getpass(prompt)


def _logout(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    workspace.sign_out()
    console.note("已退出登录，本机数据保留")


def _sync(workspace: "Workspace", args: argparse.Namespace, console: Console) -> int:
    """Status 1 when something waits for the person: the sync itself went through, the service said no to some of it."""
    report = workspace.sync.run(console.progress, verify=args.verify)
    if console.as_json:
        console.json(report)
    else:
        console.note("同步完成")
        console.pairs(
            (
                ("发送", f"{report.pushed} 条"),
                ("生效", f"{report.applied} 条"),
                ("内容相同", f"{report.noop} 条" if report.noop else ""),
                ("有冲突", f"{report.conflicts} 条" if report.conflicts else ""),
                ("未被接受", f"{report.rejected} 条" if report.rejected else ""),
                ("暂停", f"{report.blocked} 条" if report.blocked else ""),
                ("接收", f"{report.pulled} 条"),
                ("修复", f"{report.mended} 处" if report.mended else ""),
                ("附件上传", f"{report.blobs_up} 个（{size_text(report.bytes_up)}）" if report.blobs_up else ""),
                ("附件下载", _fetched(report)),
                ("附件清理", f"{report.collected} 个" if report.collected else ""),
                ("用时", f"{report.seconds:.1f} 秒"),
            )
        )
    open_questions = report.conflicts + report.rejected + report.blocked
    if open_questions:
        console.note(f"{open_questions} 条需要处理：cpd-cli conflicts list")
    return 1 if open_questions else 0


def _fetched(report: "SyncReport") -> str:
    """Attachments that came, and how much of what was to come that is."""
    done, total = size_text(report.bytes_down), size_text(report.bytes_ahead)
    return f"{report.blobs_down} 个（{done}，共 {total}）" if report.blobs_down else ""


def _status(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    status = workspace.sync.status()
    if console.as_json:
        console.json(status)
        return
    console.pairs(
        (
            ("服务器", status.server or "未设置"),
            ("用户", status.signed_in_name or "未登录"),
            ("登录", "已登录" if status.signed_in else "未登录，离线可用；同步前请先登录"),
            ("待发送", f"{status.unsent} 条"),
            ("需要处理", f"{status.conflicts} 条"),
            ("版本", "过旧，只能查看；请升级" if status.read_only else ""),
            ("上次同步", beijing_text(status.last_sync) or "尚未同步"),
        )
    )


def _doctor(workspace: "Workspace", args: argparse.Namespace, console: Console) -> int:
    checks = workspace.doctor()
    if args.report:
        workspace.help_report(args.report)
        console.note(f"已保存技术支持报告：{args.report}")
    if console.as_json:
        console.json(checks)
    else:
        for check in checks:
            console.line(f"{'正常' if check.ok else '注意'}  {check.name}：{check.text}")
            for name, value in check.details.items():
                console.line(f"      {name}: {value}")
    return 0 if all(check.ok for check in checks) else 1
