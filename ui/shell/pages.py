"""Which pages a person has, and how each is made: its module is imported only when its tab is first shown."""

from PySide6.QtCore import QCoreApplication

from cpd_core.messages import UserType
from ui.pages.page import Context, Page

MEMBER = ("study", "applications", "certificates", "hours")
PROVINCE = ("review", "applications", "certificates", "hours")
NATIONAL = ("applications", "hours")  # to look things up; provinces decide


def keys_of(user_type: UserType) -> tuple[str, ...]:
    """The tabs of a kind of account, in order."""
    match user_type:
        case "province_staff":
            return PROVINCE
        case "national_staff":
            return NATIONAL
        case _:
            return MEMBER


def title(key: str) -> str:
    """The word on a tab."""
    words = {
        "study": QCoreApplication.translate("shell", "在线学习"),
        "applications": QCoreApplication.translate("shell", "学时申请"),
        "certificates": QCoreApplication.translate("shell", "学时证明"),
        "hours": QCoreApplication.translate("shell", "学时查询"),
        "review": QCoreApplication.translate("shell", "学时确认"),
        "conflicts": QCoreApplication.translate("shell", "需要处理"),
    }
    return words[key]


def make(key: str, context: Context) -> Page:
    """Build a page."""
    match key:
        case "study":
            from ui.pages.study import StudyPage as PageClass
        case "applications":
            from ui.pages.applications import ApplicationsPage as PageClass
        case "certificates":
            from ui.pages.certificates import CertificatesPage as PageClass
        case "hours":
            from ui.pages.hours import HoursPage as PageClass
        case "review":
            from ui.pages.review import ReviewPage as PageClass
        case _:
            from ui.pages.conflicts import ConflictsPage as PageClass
    return PageClass(context)
