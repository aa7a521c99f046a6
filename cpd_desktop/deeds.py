"""What the trail says was done, in words: the codes of the national desk, of sign-ins and of the history."""

DEEDS = {
    "sponsor.added": "新增主办方单位",
    "sponsor.changed": "修改主办方单位",
    "sponsor.merged": "合并主办方单位",
    "sponsor.imported": "导入主办方单位",
    "institute.added": "新增国家会计学院",
    "institute.changed": "修改国家会计学院",
    "province.added": "新增省级注协",
    "province.changed": "修改省级注协",
    "account.added": "新增账号",
    "account.changed": "修改账号",
    "account.password": "重置密码",
    "member.imported": "导入会员",
    "member.moved": "会员转会",
    "rules.published": "发布规则",
    "rules.taken_back": "撤回规则",
    "rules.rehearsed": "试算规则",
    "rules.rehearsal_stopped": "取消试算",
    "exported": "导出",
    "sign_in": "登录",
    "sign_in.blocked": "密码连续错误",
    "sign_out": "退出登录",
    "filed": "提交申请",
    "edited": "修改申请",
    "deleted": "删除申请",
    "confirmed": "确认",
    "refused": "不予确认",
    "revoked": "撤销确认",
    "entered": "录入并确认",
    "moved": "转会",
    "imported": "导入",
    "claimed": "认领",
    "released": "放弃认领",
    "chosen": "选择学院",
    "rated": "课程评价",
    "played": "学习进度",
    "noted": "学习笔记",
    "finished": "完成课程",
}


def deed(what: str) -> str:
    """The Chinese word for a code; one that nobody knows is shown as it is."""
    return DEEDS.get(what, what)
