"""Which pages a person has, and how each is made: its module is imported only when its tab is first shown."""

from PySide6.QtCore import QCoreApplication

from cpd_core.messages import UserType
from ui.pages.page import Context, Page

MEMBER = ("home", "study", "applications", "certificates", "hours")
PROVINCE = ("home", "review", "applications", "certificates", "hours", "overview")
NATIONAL = ("home", "directory", "accounts", "members", "rules", "audit")


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
        "home": QCoreApplication.translate("shell", "首页"),
        "study": QCoreApplication.translate("shell", "在线学习"),
        "applications": QCoreApplication.translate("shell", "学时申请"),
        "certificates": QCoreApplication.translate("shell", "学时证明"),
        "hours": QCoreApplication.translate("shell", "学时查询"),
        "review": QCoreApplication.translate("shell", "学时确认"),
        "overview": QCoreApplication.translate("shell", "统计"),
        "directory": QCoreApplication.translate("shell", "目录"),
        "accounts": QCoreApplication.translate("shell", "账号"),
        "members": QCoreApplication.translate("shell", "会员"),
        "rules": QCoreApplication.translate("shell", "规则"),
        "audit": QCoreApplication.translate("shell", "审计"),
        "conflicts": QCoreApplication.translate("shell", "需要处理"),
    }
    return words[key]


def guide(key: str, user_type: UserType) -> str:
    """The page of the guide that F1 opens on a page."""
    match key, user_type:
        case "home", "province_staff":
            return "review"
        case "home" | "directory" | "accounts" | "members" | "rules" | "audit", "national_staff":
            return "national"
        case "home", _:
            return "member-home"
        case _:
            return key


def make(key: str, context: Context) -> Page:
    """Build a page."""
    match key:
        case "home":
            return _home(context)
        case "study":
            from ui.pages.study import StudyPage as PageClass
        case "applications":
            from ui.pages.applications import ApplicationsPage as PageClass
        case "certificates":
            from ui.pages.certificates import CertificatesPage as PageClass
        case "hours":
            from ui.pages.hours import HoursPage as PageClass
        case "overview":
            from ui.pages.overview import OverviewPage as PageClass
        case "review":
            from ui.pages.review import ReviewPage as PageClass
        case "directory":
            from ui.pages.national_directory import DirectoryPageView as PageClass
        case "accounts":
            from ui.pages.national_accounts import AccountsPage as PageClass
        case "members":
            from ui.pages.national_members import MembersPage as PageClass
        case "rules":
            from ui.pages.national_rules import RulesPage as PageClass
        case "audit":
            from ui.pages.national_audit import AuditPageView as PageClass
        case _:
            from ui.pages.conflicts import ConflictsPage as PageClass
    return PageClass(context)


def _home(context: Context) -> Page:
    session = context.workspace.session
    match session.user_type if session else "":
        case "province_staff":
            from ui.pages.home_review import ReviewHomePage as PageClass
        case "national_staff":
            from ui.pages.home_national import NationalHomePage as PageClass
        case _:
            from ui.pages.home_member import MemberHomePage as PageClass
    return PageClass(context)
