"""Results of a push, counted for the report and said in words."""

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from cpd_core.messages import Result
from cpd_desktop.sentences import Said
from cpd_desktop.views import SyncReport


def tally(report: SyncReport, results: Iterable[Result]) -> SyncReport:
    """The report with these results counted in. What the service wants again later is not pushed yet.

    A claim that a colleague had made before is nothing that waits for anybody: done already, if by another.
    """
    counts = Counter("noop" if result.code == "CLAIMED_BY_OTHER" else result.status for result in results)
    return replace(
        report,
        pushed=report.pushed + counts.total() - counts["retry"],
        applied=report.applied + counts["applied"],
        noop=report.noop + counts["noop"],
        conflicts=report.conflicts + counts["conflict"],
        rejected=report.rejected + counts["rejected"],
        blocked=report.blocked + counts["blocked"],
    )


def in_words(report: SyncReport) -> list[Said]:
    """The report as sentences for the activity list."""
    parts = [
        ("已取消", int(report.cancelled)),
        ("发送 {count} 条", report.pushed),
        ("已生效 {count}", report.applied),
        ("此前已处理 {count}", report.noop),
        ("需要处理 {count}", report.conflicts + report.rejected + report.blocked),
        ("收到 {count} 条", report.pulled),
        ("修复与服务器不一致的数据 {count} 处", report.mended),
        ("上传附件 {count}", report.blobs_up),
        ("下载附件 {count}", report.blobs_down),
        ("清理不再使用的附件 {count}", report.collected),
    ]
    return [Said(text, {"count": count}) for text, count in parts if count] or [Said("没有变化")]
