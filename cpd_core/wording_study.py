"""The words for the codes of studying: lessons, quizzes, course material. Part of :mod:`cpd_core.wording`."""

STUDY_TEXTS: dict[str, tuple[str, str]] = {
    "lesson.time": ("时间不在本讲之内", "That moment is not in this lesson"),
    "speed.range": ("播放速度最高为 {max} 倍", "The speed is at most {max}"),
    "stretches.many": ("一次最多上报 {max} 段", "At most {max} stretches at a time"),
    "stretches.order": ("每段的结束应晚于开始", "A stretch ends after it begins"),
    "time.negative": ("时间不能为负", "Times are not negative"),
    "course.sample": ("试听课程，不计学时", "A sample: it gives no hours"),
    "course.not_watched": (
        "课程还没有学完，已计 {minutes} 分钟；请播放未学的部分",
        "The course is not finished: {minutes} minutes counted; play what is left",
    ),
    "quiz.not_passed": ("测验未通过，答对 {right} 题；请再试一次", "Not passed: {right} right; try again"),
    "COURSE_GONE": (
        "该课程已下架，或不在本机的课程目录中，请同步后再试",
        "There is no such course; sync and try again",
    ),
    "OTHER_INSTITUTE": (
        "本年度选择的是其他国家会计学院，这门课程只作学习记录，不计学时",
        "Another institute was chosen for this year: the course is kept as a record and gives no hours",
    ),
    "NOT_WATCHED": ("课程还没有学完，请播放未学的部分", "The course is not finished; play what is left"),
    "NOT_PASSED": ("测验未通过，请再试一次", "The quiz is not passed; try again"),
    "ADDRESS_OVER": ("播放地址已失效，请重新打开课程", "This address does not hold any more: open the lesson again"),
    "STATEMENT_DIFFERS": ("同一编号的陈述内容不同", "Another statement has this id already"),
    # the ledger
    "line.implausible": (
        "有 {minutes} 分钟没有计入：这台设备上报的播放时间超过了实际经过的时间；请重新播放未计入的部分",
        "{minutes} minutes were not counted: the device reported more than can have been played; play them again",
    ),
    "line.watched": (
        "已看完，完成测验（如有）和课程评价后计入 {hours} 学时",
        "Watched: {hours} hours count once its quiz, if any, is passed and it is rated",
    ),
    "line.learning": (
        "已计 {minutes} / {total} 分钟，学完并评价后计入 {hours} 学时",
        "{minutes} of {total} minutes counted; {hours} hours once it is finished and rated",
    ),
    "line.other_institute": (
        "本年度选择的是其他国家会计学院，已学的 {minutes} 分钟只作记录，不计学时",
        "Another institute was chosen for this year: {minutes} minutes are kept as a record and give no hours",
    ),
}
