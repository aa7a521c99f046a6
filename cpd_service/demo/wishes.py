"""What the demo's applications are about: kinds, states, pathways, sensible hours, notes.

The hours of output follow the published values (授课 time x 3, 标准 8 each, 检查 4 a day, ...); a pathway that is not
named here gets what is usual.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from cpd_core.entities import ApplicationKind, ApplicationState
from cpd_core.requirements import RuleSet

_KINDS: tuple[ApplicationKind, ...] = ("input", "output", "exemption")
_STATES: tuple[ApplicationState, ...] = ("pending", "confirmed", "refused")
_USUAL_HOURS = (2.0, 3.0, 4.0, 4.0, 6.0, 7.5, 8.0, 8.0, 12.0, 16.0, 24.0)
_OUTPUT_HOURS = (4.0, 8.0, 12.0)
_HOURS: Mapping[str, tuple[float, ...]] = {
    "teaching": (3.0, 4.5, 6.0, 9.0, 12.0),
    "standards": (8.0, 16.0),
    "inspection": (4.0, 8.0, 12.0, 20.0),
    "exam_work": (4.0, 8.0, 12.0),
    "research": (4.0, 8.0),
    "degree": (24.0,),
}
_NOTES: Mapping[str, tuple[str, ...]] = {
    "face_to_face": ("参加准则专题培训 {n} 天，全程参加并通过考核。", "面授共 {n} 天，结业证书见附件。"),
    "live": ("网络直播培训 {n} 讲，学习记录见附件。",),
    "recorded": ("网络录播课程 {n} 门，已完成全部学习。", ""),
    "remote": ("远程点播学习 {n} 门课程，证明见附件。", ""),
    "in_house": ("所内集中培训 {n} 次，含案例讨论，签到表见附件。",),
    "forum": ("参加研讨会，签到记录和会议议程见附件。",),
    "teaching": ("为单位财务人员授课 {n} 次，讲义备查。",),
    "standards": ("参加内部控制制度起草，文稿见附件。",),
    "inspection": ("参加执业质量检查 {n} 天。",),
    "exam_work": ("参加命题阅卷工作 {n} 个半天。",),
    "research": ("承担行业发展研究课题，结项材料见附件。",),
    "degree": ("在职攻读会计硕士专业学位，本年取得学位。",),
    "book": ("出版专业著作，封面和版权页见附件。",),
    "paper": ("在专业期刊发表论文 {n} 篇，录用通知见附件。",),
    "exam": ("通过专业考试 {n} 科，成绩单见附件。",),
    "": ("相关证明见附件，请予豁免。", "因故不能参加本年度继续教育，申请豁免。"),
}
_ANY_NOTE = ("证明材料见附件。", "")


@dataclass(frozen=True, slots=True)
class Wish:
    """What one application should become. A scripted one has its pathway and hours; staff give ``confirmed``."""

    kind: ApplicationKind
    state: ApplicationState
    years_ago: int = 0
    pathway: str = ""
    hours: float = 0.0
    confirmed: float | None = None
    scripted: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What the member types, beside year and sponsor."""

    pathway: str
    condition: str
    hours: float
    note: str


def _script(
    kind: ApplicationKind,
    state: ApplicationState,
    pathway: str = "",
    hours: float = 0.0,
    years_ago: int = 0,
    confirmed: float | None = None,
) -> Wish:
    return Wish(kind, state, years_ago, pathway, hours, confirmed, scripted=True)


FEATURED_YEARS = (  # of each featured member: 12 confirmed hours this year, a full year before
    _script("input", "confirmed", "face_to_face", 8.0),
    _script("input", "confirmed", "recorded", 6.0, confirmed=4.0),
    _script("input", "pending", "live", 4.0),
    _script("output", "pending", "teaching", 3.0),
    _script("input", "refused", "forum", 12.0),
    _script("exemption", "refused"),
    _script("input", "confirmed", "face_to_face", 24.0, years_ago=1),
    _script("input", "confirmed", "live", 12.0, years_ago=1),
    _script("output", "confirmed", "standards", 8.0, years_ago=1),
)


def any_wish(rng: Random, here: bool, waiting: bool) -> Wish:
    """A plausible application, of the home province or not; ``waiting`` ones of it are pending."""
    kind = rng.choices(_KINDS, (80, 16, 4))[0]
    if here:
        state = "pending" if waiting else rng.choices(_STATES[1:], (70, 30))[0]
    else:
        state = rng.choices(_STATES, (40, 50, 10))[0]
    years_ago = rng.choices((0, 1, 2, 3), (85, 15, 0, 0) if state == "pending" else (50, 35, 10, 5))[0]
    return Wish(kind, state, years_ago)


def any_content(rng: Random, wish: Wish, rule_set: RuleSet) -> Content:
    """Pathway or ground, hours and note that go together under these rules."""
    if wish.kind == "exemption":
        return Content("", rng.choice(rule_set.conditions).code, 0.0, rng.choice(_NOTES[""]))
    pathway = wish.pathway or rng.choice([pathway.code for pathway in rule_set.pathways_of(wish.kind)])
    usual = _USUAL_HOURS if wish.kind == "input" else _OUTPUT_HOURS
    hours = wish.hours or rng.choice(_HOURS.get(pathway, usual))
    note = rng.choice(_NOTES.get(pathway, _ANY_NOTE)).format(n=rng.randrange(1, 5))
    return Content(pathway, "", hours, note)
