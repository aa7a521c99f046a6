"""The words for every code that core, service and client hand out: one place, Chinese and English.

A text says what to do. Placeholders are filled from ``params``; hours are written without a needless ``.0``.
"""

from collections.abc import Mapping
from typing import Literal

from cpd_core.messages import FieldError

Language = Literal["zh", "en"]

TEXTS: dict[str, tuple[str, str]] = {
    # fields
    "year.outside": ("请选择 {first} 至 {last} 年之间的年度", "Choose a year from {first} to {last}"),
    "year.only": ("只能选择 {year} 年度", "Only {year} can be chosen"),
    "hours.range": ("请填写大于 0、不超过 {max} 的学时数", "Enter hours above 0 and up to {max}"),
    "hours.step": ("学时以 0.5 为单位，请填写 0.5 的整数倍", "Hours go in steps of 0.5"),
    "sponsor.empty": ("请填写主办方单位名称", "Enter the sponsor"),
    "pathway.choose": ("请选择学时途径", "Choose a pathway"),
    "condition.choose": ("请选择豁免学时条件", "Choose a ground for exemption"),
    "field.not_here": ("此类申请不需要填写本项，请清空", "This kind of application has no such field; leave it empty"),
    "field.missing": ("请填写本项", "This field is required"),
    "field.type": ("本项的格式不正确：{detail}", "This field has the wrong form: {detail}"),
    "text.long": ("最多 {max} 个字，现有 {length} 个字", "At most {max} characters; there are {length}"),
    "text.control": ("含有无法显示的字符，请删除后重新填写", "Contains characters that cannot be shown; remove them"),
    "reason.empty": ("请填写理由，会员会看到这段话", "Give a reason; the member will read it"),
    "rating.range": ("请选择 1 至 5 星", "Choose 1 to 5 stars"),
    "institute.unknown": ("请选择列表中的国家会计学院", "Choose an institute of the list"),
    "attachments.none": ("请至少上传一个证明附件", "Attach at least one file as proof"),
    "attachments.many": ("附件最多 {max} 个", "At most {max} attachments"),
    "attachment.size": ("附件“{name}”应小于 {max_mb} MB，请压缩后再上传", "“{name}” must be under {max_mb} MB"),
    "attachment.empty": ("附件“{name}”是空文件，请重新选择", "“{name}” is empty; choose another file"),
    "attachment.type": (
        "附件“{name}”不是 PDF、JPEG、PNG 或 Office 文档，请另选文件",
        "“{name}” is not PDF, JPEG, PNG or an Office document",
    ),
    "attachment.content": (
        "附件“{name}”的内容与扩展名不符，请用原程序另存后再上传",
        "“{name}” is not what its name says; save it anew with its program",
    ),
    "attachment.name": (
        "附件名“{name}”含有不能使用的字符或过长，请改名",
        "Rename “{name}”: too long or odd characters",
    ),
    "attachment.twice": ("附件“{name}”重复，请删去一个", "“{name}” is attached twice"),
    "attachment.hash": ("附件“{name}”的校验值不正确，请重新添加", "“{name}” has a wrong checksum; add it again"),
    "attachment.missing": ("附件“{name}”尚未送达服务器，将自动重发", "“{name}” has not arrived yet; it is sent again"),
    "edit.fields": ("没有可保存的修改", "There is no change to save"),
    # outcomes
    "INVALID": ("内容不符合要求，请按提示修改", "Some fields need another look"),
    "LOCKED": ("该申请已确认，不能修改或删除；如需更改请联系省注协撤销确认", "Confirmed: it can no longer be changed"),
    "GONE": ("该申请已被删除", "It has been deleted"),
    "SAME": ("内容相同，无需再次提交", "Nothing to change"),
    "EXISTS": ("该申请已存在", "It exists already"),
    "NOT_YOURS": ("您的账号无权进行此操作", "Your account may not do this"),
    "MISMATCH": ("操作与对象不符", "The act does not fit the record"),
    "NOT_DECIDED": ("该申请尚未处理，无需撤销", "There is no decision to take back"),
    "ALREADY_CONFIRMED": ("{by} 已确认", "Already confirmed by {by}"),
    "ALREADY_REFUSED": ("{by} 已不予确认", "Already refused by {by}"),
    "DECIDED_BY_OTHER": ("他人已作出不同的处理，请重新查看", "Someone else decided otherwise; look again"),
    "CHANGED_SINCE_REVIEW": ("查看之后内容有变化，请重新审阅", "Changed since you looked; review it again"),
    "CHANGED_BY_OTHER": ("内容已在别处修改，请选择保留哪一个", "Edited elsewhere; choose which to keep"),
    "INSTITUTE_CHOSEN": ("本年度已选择其他国家会计学院，不能更改", "Another institute was chosen for this year"),
    "ALREADY_RATED": ("该课程已评价", "The course is already rated"),
    "AFTER_NOT_APPLIED": ("前一步操作未生效，本操作暂停，请先处理前一步", "The step before did not take effect"),
    "OUT_OF_REACH": ("该记录不在您的管理范围内", "The record is out of your reach"),
    "PAYLOAD_DIFFERS": ("同一编号的操作内容不同", "Another payload under the same command id"),
}


def say(code: str, params: Mapping[str, str | int | float] | None = None, language: Language = "zh") -> str:
    """The text of a code; an unknown code is shown as it is, so that nothing is ever silent."""
    pair = TEXTS.get(code)
    if pair is None:
        return code
    shown = {k: hours_text(v) if isinstance(v, float) else v for k, v in (params or {}).items()}
    return pair[0 if language == "zh" else 1].format_map(shown)


def say_error(error: FieldError, language: Language = "zh") -> str:
    """The text of a field's error."""
    return say(error.code, error.params, language)


def hours_text(hours: float) -> str:
    """Hours as people write them: 8, 7.5."""
    return f"{hours:.1f}".removesuffix(".0")
