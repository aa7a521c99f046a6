"""What the shell says about a sync: progress, results, states. Pure functions over the client's views."""

from datetime import datetime, timedelta

from PySide6.QtCore import QLocale

from cpd_core.messages import Session
from cpd_desktop.views import Progress, Status, SyncReport
from ui import language
from ui.language import tr as _tr


def progress_text(progress: Progress, seconds_left: float | None) -> str:
    """What is under way, how far, and about how long still: 正在接收 12,400 / 40,000 条 · 约 6 秒."""
    stages = {
        "blobs-up": _tr("正在上传附件"),
        "push": _tr("正在发送"),
        "pull": _tr("正在接收"),
        "blobs-down": _tr("正在下载附件"),
    }
    parts = [stages[progress.stage]]
    figures = [_figure(progress, progress.done)] if progress.done or progress.total else []
    figures += [_figure(progress, progress.total)] if progress.total else []
    unit = _tr("MB") if progress.unit == "bytes" else _tr("条")
    parts[0] += f" {' / '.join(figures)} {unit}" if figures else "…"
    if seconds_left is not None and seconds_left >= 1:
        parts.append(duration_text(seconds_left))
    return " · ".join(parts)


def _figure(progress: Progress, value: int) -> str:
    locale = QLocale()
    return locale.toString(value / 1024 / 1024, "f", 1) if progress.unit == "bytes" else locale.toString(value)


def work_text(title: str, done: int, total: int, seconds_left: float | None) -> str:
    """Long work under way: 正在导出 12,400 / 40,000 · 约 6 秒."""
    locale = QLocale()
    parts = [f"{title} {locale.toString(done)} / {locale.toString(total)}" if total else f"{title}…"]
    if seconds_left is not None and seconds_left >= 1:
        parts.append(duration_text(seconds_left))
    return " · ".join(parts)


def duration_text(seconds: float) -> str:
    """A rough duration."""
    if seconds < 90:
        return _tr("约 {0} 秒").format(round(seconds))
    return _tr("约 {0} 分钟").format(round(seconds / 60))


def retry_text(seconds: float, now: datetime) -> str:
    """When a sync that failed is tried again by itself."""
    when = _tr("稍后")
    if seconds >= 60:
        when = _tr("将于 {0} ").format((now + timedelta(seconds=seconds)).strftime("%H:%M"))
    return _tr("同步未完成，{0}自动重试；按 F5 立即重试").format(when)


def report_text(report: SyncReport) -> str:
    """What a sync has done, in one sentence."""
    parts: list[str] = []
    if report.cancelled:
        parts.append(_tr("同步已取消，已完成的部分有效"))
    if report.applied:
        parts.append(_tr("{0} 条已生效").format(report.applied))
    if report.noop:
        parts.append(_tr("{0} 条他人已作相同处理").format(report.noop))
    needing = report.conflicts + report.rejected + report.blocked
    if needing:
        parts.append(_tr("{0} 条需要处理").format(needing))
    if report.pulled:
        parts.append(_tr("接收 {0} 条").format(QLocale().toString(report.pulled)))
    if report.blobs_up:
        parts.append(_tr("上传附件 {0} 个").format(report.blobs_up))
    if report.blobs_down:
        parts.append(_tr("下载附件 {0} 个").format(report.blobs_down))
    return _tr("同步完成：{0}").format(_tr("，").join(parts)) if parts else _tr("同步完成，没有变化")


def clock_text(at: str, today: str) -> str:
    """A moment of the wire as people say it, Beijing time: 14:02 today, else with the day, else with the year, too."""
    return language.words().clock(at, today)


def unsent_text(status: Status | None) -> str:
    """How much is saved here and not yet sent, or ""."""
    return _tr("{0} 条待发送").format(status.unsent) if status and status.unsent else ""


def account_text(session: Session) -> str:
    """Who is signed in."""
    return f"{session.name} · {language.words().user_types[session.user_type]}"
