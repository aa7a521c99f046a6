"""States as icon, word and tone: the same everywhere."""

from cpd_core.entities import ApplicationState
from cpd_desktop.views import CourseRow, SyncMark
from ui.language import tr as _tr
from ui.tables.columns import Mark
from ui.theme import Tone


def of_application(state: ApplicationState, sync: SyncMark = "") -> Mark:
    """The state of an application; what is outstanding here is said first, as nobody else knows of it yet."""
    words = {"pending": _tr("未确认"), "confirmed": _tr("已确认"), "refused": _tr("不予确认")}
    tones: dict[ApplicationState, Tone] = {"pending": "quiet", "confirmed": "good", "refused": "bad"}
    match sync:
        case "conflict":
            return Mark("conflict", _tr("需要处理"), "warning")
        case "unsent":
            return Mark("unsent", _tr("{0}·待发送").format(words[state]), "accent")
        case "sent":
            return Mark("sent", _tr("{0}·已送达").format(words[state]), "accent")
        case "":
            return Mark(state, words[state], tones[state])


def of_own(state: ApplicationState, sync: SyncMark = "") -> Mark:
    """The same for whoever filed it: an undecided one with nothing outstanding here has arrived."""
    mark = of_application(state, sync)
    arrived = state == "pending" and not sync
    return Mark(mark.icon, _tr("{0}·已送达").format(mark.text), mark.tone) if arrived else mark


def of_course(row: CourseRow) -> Mark:
    """The state of a course for this member."""
    match row.state:
        case "open":
            return Mark("course", _tr("可学习"), "quiet")
        case "learning":
            return Mark("course", _tr("学习中 {0}%").format(row.percent), "quiet")
        case "watched":
            return Mark("star", _tr("待完成"), "warning")
        case "to_rate":
            return Mark("star", _tr("待评价"), "warning")
        case "counted":
            return Mark("confirmed", _tr("已计学时"), "good")


def course_word(row: CourseRow) -> str:
    """The word of a course's state."""
    return of_course(row).text
