"""Why an application has a flag, in words: Chinese and English, by code. Part of :mod:`cpd_core.wording`."""

FLAG_TEXTS: dict[str, tuple[str, str]] = {
    "flag.same_file": (
        "附件“{name}”与其他 {members} 位会员的附件相同（{count} 条申请）",
        '"{name}" is the same file as attached by {members} other members ({count} applications)',
    ),
    "flag.twice.file": (
        "该会员另有 {count} 条申请使用同一附件“{name}”",
        '{count} more applications of this member have the same file "{name}"',
    ),
    "flag.twice.activity": (
        "该会员另有 {count} 条申请的类别、年度、主办方、途径和学时与本条相同",
        "{count} more applications of this member are of the same kind, year, organiser, pathway and hours",
    ),
    "flag.twice.note": (
        "该会员另有 {count} 条申请的备注与本条相同",
        "{count} more applications of this member have the same note",
    ),
    "flag.twice.exemption": (
        "该会员另有 {count} 条申请以同一条件豁免同一年度",
        "{count} more applications of this member ask for the same exemption in the same year",
    ),
    "flag.overlapping_dates": (
        "备注中的日期与该会员另外 {count} 条申请的重叠：{days}",
        "Days named in the note are named by {count} more applications of this member: {days}",
    ),
    "flag.over_pathway": (
        "“{name}”每年最多计 {max} 学时：已确认和先提交的 {used} 学时，本条 {hours} 学时",
        '"{name}" counts up to {max} hours a year: {used} were confirmed or filed before, this one asks for {hours}',
    ),
    "flag.over_recorded": (
        "网络录播和点播最多计 {max} 学时：已确认和先提交的 {used} 学时，本条 {hours} 学时",
        "Recorded study counts up to {max} hours: {used} were confirmed or filed before, this one asks for {hours}",
    ),
    "flag.over_output": (
        "产出式最多计 {max} 学时：已确认和先提交的 {used} 学时，本条 {hours} 学时",
        "Output counts up to {max} hours: {used} were confirmed or filed before, this one asks for {hours}",
    ),
    "flag.unusual_hours": (
        "申请 {hours} 学时；同一主办方、同一途径的 {count} 条申请中位数为 {median} 学时，通常为 {low} 至 {high} 学时",
        "{hours} hours; the median of {count} applications of this organiser and pathway is {median}, usual are {low} "
        "to {high}",
    ),
    "flag.no_attachment": ("没有附件", "Nothing is attached"),
    "flag.late": (
        "{filed} 提交，晚于 {year} 年度的截止时间（{last} 24:00，北京时间）",
        "Filed on {filed}, after the end for {year} ({last}, 24:00 in Beijing)",
    ),
}
