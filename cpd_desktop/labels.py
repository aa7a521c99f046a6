"""The Chinese words for codes that are shown as data: in workbooks and on the command line."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from cpd_desktop.store.times import BEIJING

KINDS = {"input": "投入式", "output": "产出式", "exemption": "豁免"}
STATES = {"pending": "未确认", "confirmed": "已确认", "refused": "不予确认"}
SYNC_MARKS = {"": "", "unsent": "已保存，待发送", "sent": "已发送，待确认收到", "conflict": "需要处理"}
FLAGS = {
    "same_file": "附件与他人相同",
    "same_activity": "疑似重复申报",
    "overlapping_dates": "日期重叠",
    "over_pathway": "超过途径上限",
    "unusual_hours": "学时异常",
    "no_attachment": "没有附件",
    "late": "逾期提交",
}
USER_TYPES = {
    "non_practising": "非执业会员",
    "cpa": "注册会计师",
    "province_staff": "省注协",
    "national_staff": "中注协",
}
SOURCES = {
    "online": "继续教育在线",
    "input": "投入式",
    "output": "产出式",
    "exemption": "豁免",
    "carried_over": "上年结转",
    "special": "特别授予",
}
DELIVERIES = {"recorded": "录播", "live": "直播"}
COURSE_STATES = {
    "open": "可学习",
    "learning": "学习中",
    "watched": "待完成",
    "to_rate": "待评价",
    "counted": "已计学时",
}
TOPICS = {
    "ethics": "职业道德",
    "audit": "审计",
    "accounting": "会计",
    "tax": "税务",
    "management": "管理",
    "information": "信息化",
    "law": "法律",
}
STEPS = {
    "filed": "申报",
    "edited": "修改",
    "confirmed": "确认",
    "refused": "不予确认",
    "revoked": "撤销确认",
    "entered": "省注协录入并确认",
}
COMMANDS = {
    "application.file": "新建申请",
    "application.edit": "修改申请",
    "application.delete": "删除申请",
    "application.confirm": "确认",
    "application.refuse": "不予确认",
    "application.revoke": "撤销确认",
    "application.enter": "录入培训学时",
    "claim.take": "认领",
    "claim.drop": "释放",
    "study.choose": "选择国家会计学院",
    "study.rate": "课程评价",
    "study.progress": "学习进度",
    "study.note": "听课笔记",
    "study.finish": "完成课程",
}
PARTS = {
    "total": "合计",
    "input": "投入式",
    "output": "产出式",
    "ethics": "职业道德",
    "face_to_face": "面授（含直播）",
    "recorded": "网络录播",
    "carry_over": "上年结转",
}
FIELDS = {
    "kind": "申请类别",
    "year": "学时年度",
    "sponsor": "主办方单位",
    "pathway": "学时途径",
    "condition": "豁免学时条件",
    "hours": "学时数",
    "ethics": "职业道德",
    "note": "备注",
    "attachments": "附件",
    "reason": "理由",
    "rating": "评分",
    "comment": "评价",
    "institute_id": "国家会计学院",
    "user_type": "用户类型",
    "login": "用户名",
    "password": "密码",
    "state": "状态",
    "confirmed_hours": "确认学时",
    "title": "培训名称",
    "held_on": "培训日期",
    "member_id": "会员",
}


def field_name(field: str, names: Mapping[str, str] = FIELDS) -> str:
    """The words for a field; ``attachments[1]`` becomes 附件 2. ``names`` in another language: another language."""
    name, bracket, index = field.partition("[")
    label = names.get(name, name)
    return f"{label} {int(index.rstrip(']')) + 1}" if bracket and index.rstrip("]").isdigit() else label


def part_name(code: str) -> str:
    """The words for a part of the yearly requirement."""
    return PARTS.get(code, code)


def day(at: str) -> date | None:
    """The day in Beijing of a date or a moment of the wire; None where there is none."""
    if not at:
        return None
    moment = beijing(at) if "T" in at else None
    return moment.date() if moment else date.fromisoformat(at)


def beijing(at: str) -> datetime | None:
    """A moment of the wire (ISO 8601, UTC) as Beijing's clock shows it; None where there is none."""
    if not at:
        return None
    moment = datetime.fromisoformat(at)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(BEIJING)


def beijing_text(at: str) -> str:
    """A moment of the wire as text: ``2026-12-24 18:05``, Beijing time."""
    moment = beijing(at)
    return moment.strftime("%Y-%m-%d %H:%M") if moment else ""
