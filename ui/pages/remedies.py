"""Where a person can do something about a line that does not count: each reason leads somewhere, or says why not."""

from msgspec import Struct

from cpd_core.ledger import Line
from ui.language import tr
from ui.pages.page import NEW

SYNC, COURSES, YEAR = "sync", "courses", "year"
"""Places that are no page: send now; the finished courses of the year; another year of this page."""

CARRIED = "carried_over:"  # how the ledger names what it carries over itself, before the year

BEGUN = ("line.implausible", "line.watched", "line.other_institute")
"""Reasons of courses that are not among the finished ones."""


class Remedy(Struct, frozen=True):
    """What to press, and where it leads: a page and an item of it, or one of the places above."""

    words: str
    page: str
    item: str = ""


def remedies(line: Line, still_open: bool, own: bool) -> tuple[Remedy, ...]:
    """What can be done about a line. ``still_open``: the year is not over. ``own``: it is the reader's own year."""
    found: list[Remedy] = []
    for reason in line.reasons:
        match reason.code:
            case "line.unsent" if own:
                found.append(Remedy(tr("立即发送"), SYNC))
            case "line.refused" if own:
                found.append(Remedy(tr("修改后重新提交"), "applications", line.ref_id))
            case "line.unrated":
                found.append(Remedy(tr("去评价") if own else tr("查看课程"), COURSES, line.ref_id))
            case "line.implausible" | "line.watched" if own:
                found.append(Remedy(tr("继续学习"), "study", line.ref_id.split(":", 2)[-1]))
            case "line.course_length":
                found.append(Remedy(tr("查看课程"), COURSES, line.ref_id))
            case "cap.recorded" | "cap.recorded_cycle" | "cap.output" if own and still_open:
                found.append(Remedy(tr("去选课程"), "study"))
            case "cap.pathway" if own and still_open:
                found.append(Remedy(tr("新建其他途径的申请"), "applications", NEW))
            case "line.other_year" | "carry.from":
                found.append(_other_year(int(reason.params["year"])))
            case "carry.cap" if line.ref_id.startswith(CARRIED):
                found.append(_other_year(int(line.ref_id.removeprefix(CARRIED)) - 1))
            case _:
                pass
    if line.source in ("input", "output", "exemption") and not any(each.item == line.ref_id for each in found):
        found.append(Remedy(tr("查看申请"), "applications", line.ref_id))
    begun = any(reason.code in BEGUN for reason in line.reasons)
    if line.source == "online" and not begun and not any(each.page == COURSES for each in found):
        found.append(Remedy(tr("查看课程"), COURSES, line.ref_id))
    return tuple(dict.fromkeys(found))


def _other_year(year: int) -> Remedy:
    return Remedy(tr("查看 {0} 年度").format(year), YEAR, str(year))
