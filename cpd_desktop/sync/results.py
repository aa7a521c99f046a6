"""Results of a push, counted for the report and said in words."""

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from cpd_core.messages import Result
from cpd_desktop.views import SyncReport


def tally(report: SyncReport, results: Iterable[Result]) -> SyncReport:
    """The report with these results counted in. What the service wants again later is not pushed yet."""
    counts = Counter(result.status for result in results)
    return replace(
        report,
        pushed=report.pushed + counts.total() - counts["retry"],
        applied=report.applied + counts["applied"],
        noop=report.noop + counts["noop"],
        conflicts=report.conflicts + counts["conflict"],
        rejected=report.rejected + counts["rejected"],
        blocked=report.blocked + counts["blocked"],
    )


def in_words(report: SyncReport) -> str:
    """The report as one line for the activity list."""
    parts = [
        ("已取消", report.cancelled),
        (f"发送 {report.pushed} 条", report.pushed),
        (f"已生效 {report.applied}", report.applied),
        (f"此前已处理 {report.noop}", report.noop),
        (f"需要处理 {report.conflicts + report.rejected + report.blocked}",
         report.conflicts + report.rejected + report.blocked),
        (f"收到 {report.pulled} 条", report.pulled),
        (f"修复与服务器不一致的数据 {report.mended} 处", report.mended),
        (f"上传附件 {report.blobs_up}", report.blobs_up),
        (f"下载附件 {report.blobs_down}", report.blobs_down),
    ]  # fmt: skip
    return "，".join(text for text, shown in parts if shown) or "没有变化"
