"""``doctor``: looks at everything that can be wrong on this machine and says what to do."""

import shutil
import sqlite3
import sys
from typing import TYPE_CHECKING

import msgspec

from cpd_desktop.errors import Trouble
from cpd_desktop.store.database import SCHEMA_VERSION
from cpd_desktop.views import Check
from cpd_desktop.words import Words

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace

LEAST_FREE = 500 * 1024 * 1024  # bytes


def examine(workspace: "Workspace", words: Words) -> tuple[Check, ...]:
    """All checks, the local ones first. The service is asked last and may be out of reach."""
    found = (_program(), _disk(workspace), *_store(workspace), *_service(workspace, words))
    return tuple(
        Check(words.say(each.name), each.ok, words.say(each.text, **each.details), each.details) for each in found
    )


def _program() -> Check:
    versions = {"python": sys.version.split()[0], "sqlite": sqlite3.sqlite_version, "schema": str(SCHEMA_VERSION)}
    return Check("程序", ok=True, text="正常", details=versions)


def _disk(workspace: "Workspace") -> Check:
    free = shutil.disk_usage(workspace.profile.folder).free
    ok = free >= LEAST_FREE
    text = "空间充足" if ok else "磁盘空间不足，请清理后再继续"
    return Check("磁盘", ok, text, {"folder": str(workspace.profile.folder), "free_mb": str(free // 1024**2)})


def _store(workspace: "Workspace") -> tuple[Check, ...]:
    if workspace.session is None:
        return (Check("账号", ok=True, text="尚未登录"),)
    store = workspace.account.store
    if wrong := store.database.integrity():
        return (Check("本机数据", ok=False, text="已损坏，下次使用时自动修复", details={"found": wrong}),)
    status = workspace.sync.status()
    missing = sum(1 for sha256, _, _ in store.blobs.to_send() if store.blobs.path(sha256) is None)
    return (
        Check("本机数据", ok=True, text="完好", details={"found": ""}),
        Check(
            "待发送",
            ok=not missing,
            text="{missing} 个待发送的附件不在本机，请重新添加" if missing else "{unsent} 条待发送",
            details={
                "missing": str(missing),
                "unsent": str(status.unsent),
                "conflicts": str(status.conflicts),
                "last_sync": status.last_sync,
            },
        ),
        _attachments(workspace),
        Check("登录", status.signed_in, "有效" if status.signed_in else "请重新登录", {"name": status.signed_in_name}),
    )


def _attachments(workspace: "Workspace") -> Check:
    use, budget = workspace.attachments.use(), workspace.attachments.budget
    over = use.bytes - use.unreferenced_bytes > budget
    details = {name: str(value) for name, value in msgspec.structs.asdict(use).items()}
    return Check(
        "附件",
        ok=True,
        text="超出上限的部分在下次同步时清理" if over else "在上限以内",
        details={**details, "budget": str(budget)},
    )


def _service(workspace: "Workspace", words: Words) -> tuple[Check, ...]:
    if workspace.session is None or not workspace.session.token:
        return (Check("服务器", ok=True, text="登录后检查", details={"server": workspace.server}),)
    from cpd_desktop.sync.verify import differences  # brings requests, as the client does

    mirror = workspace.account.store.mirror
    try:
        with workspace.client() as client:
            session = client.session()
            found = sum(len(differences(mirror, client, scope)) for scope in session.scopes)
    except Trouble as trouble:
        return (Check("服务器", ok=False, text=words.trouble(trouble), details={"server": workspace.server}),)
    same = "有 {different} 处与服务器不一致，请用 cpd-cli sync --verify 修复" if found else "一致"
    return (
        Check("服务器", ok=True, text="连接正常", details={"server": workspace.server, "date": session.service_date}),
        Check("与服务器核对", ok=not found, text=same, details={"different": str(found)}),
    )
