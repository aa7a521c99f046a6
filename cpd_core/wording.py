"""The words for every code that core, service and client hand out: one place, Chinese and English.

A text says what to do. Placeholders are filled from ``params``; hours are written without a needless ``.0``.
"""

from collections.abc import Mapping
from typing import Literal

from cpd_core.messages import FieldError
from cpd_core.wording_account import ACCOUNT_TEXTS
from cpd_core.wording_flags import FLAG_TEXTS
from cpd_core.wording_study import STUDY_TEXTS

Language = Literal["zh", "en"]

TEXTS: dict[str, tuple[str, str]] = {
    **ACCOUNT_TEXTS,
    **STUDY_TEXTS,
    **FLAG_TEXTS,
    # fields
    "year.outside": ("请选择 {first} 至 {last} 年之间的年度", "Choose a year from {first} to {last}"),
    "year.no_hours": (
        "{year} 年度还没有计入的学时，不能出具学时证明；请先完成学习、评价课程或等待确认",
        "No hours count in {year} yet, so there is nothing to certify",
    ),
    "year.only": ("只能选择 {year} 年度", "Only {year} can be chosen"),
    "hours.range": ("请填写大于 0、不超过 {max} 的学时数", "Enter hours above 0 and up to {max}"),
    "hours.step": ("学时以 0.5 为单位，请填写 0.5 的整数倍", "Hours go in steps of 0.5"),
    "sponsor.empty": ("请填写主办方单位名称", "Enter the organiser"),
    "title.empty": ("请填写培训名称", "Enter the title of the training"),
    "date.form": ("请填写日期，如 2026-06-12", "Enter a date such as 2026-06-12"),
    "pathway.choose": ("请选择学时途径", "Choose a pathway"),
    "condition.choose": ("请选择豁免学时条件", "Choose a ground for exemption"),
    "field.not_here": ("此类申请不需要填写本项，请清空", "This kind of application has no such field; leave it empty"),
    "field.missing": ("请填写本项", "This field is required"),
    "server.https": (
        "地址须以 https:// 开头；http:// 只能用于本机上的服务",
        "The address has to begin with https://; http:// is for a service on this machine only",
    ),
    "field.type": ("本项的格式不正确：{detail}", "This field has the wrong form: {detail}"),
    "text.long": ("最多 {max} 个字，现有 {length} 个字", "At most {max} characters; there are {length}"),
    "text.control": ("含有无法显示的字符，请删除后重新填写", "Contains characters that cannot be shown; remove them"),
    "reason.empty": ("请填写理由，会员会看到这段话", "Give a reason; the member will read it"),
    "rating.range": ("请选择 1 至 5 星", "Choose 1 to 5 stars"),
    "institute.unknown": ("请选择列表中的国家会计学院", "Choose an institute of the list"),
    "attachments.none": ("请至少上传一个证明附件", "Attach at least one file as proof"),
    "attachments.many": ("附件最多 {max} 个", "At most {max} attachments"),
    "attachment.size": ("附件“{name}”应小于 {max_mb} MB，请压缩后再上传", '"{name}" must be under {max_mb} MB'),
    "attachment.empty": ("附件“{name}”是空文件，请重新选择", '"{name}" is empty; choose another file'),
    "attachment.type": (
        "附件“{name}”不是 PDF、JPEG、PNG 或 Office 文档，请另选文件",
        '"{name}" is not PDF, JPEG, PNG or an Office document',
    ),
    "attachment.content": (
        "附件“{name}”的内容与扩展名不符，请用原程序另存后再上传",
        '"{name}" is not what its name says; save it anew with its program',
    ),
    "attachment.name": (
        "附件名“{name}”含有不能使用的字符或过长，请改名",
        'Rename "{name}": too long or odd characters',
    ),
    "attachment.twice": ("附件“{name}”重复，请删去一个", '"{name}" is attached twice'),
    "attachment.hash": ("附件“{name}”的校验值不正确，请重新添加", '"{name}" has a wrong checksum; add it again'),
    "attachment.missing": ("附件“{name}”尚未送达服务器，将自动重发", '"{name}" has not arrived yet; it is sent again'),
    "edit.fields": ("没有可保存的修改", "There is no change to save"),
    # the ledger: why a line counts as it does
    "line.unsent": (
        "已保存在本机，尚未发送；请联网同步，由省注协确认后计入",
        "Saved here, not sent: sync, then your institute confirms it",
    ),
    "line.pending": ("等待省注协确认，确认后计入；您无需操作", "Waiting to be confirmed; nothing to do for you"),
    "line.refused": ("不予确认：{reason}。可修改后重新提交", "Refused: {reason}. Edit it to file it again"),
    "line.confirmed_fewer": (
        "申请 {asked} 学时，确认 {hours} 学时；如有疑问请联系省注协",
        "{asked} hours asked for, {hours} confirmed; ask your institute if in doubt",
    ),
    "line.unrated": (
        "课程尚未评价；完成课程评价后计入 {hours} 学时",
        "Not rated: rate the course and {hours} hours count",
    ),
    "line.course_length": (
        "课程时长 {minutes} 分钟，每 45 分钟计 1 学时，最多计 {hours} 学时",
        "The course has {minutes} minutes; 45 make an hour, so at most {hours} count",
    ),
    "cap.pathway": (
        "“{name}”每年最多计 {max} 学时，超出部分不计；请以其他途径补足",
        '"{name}" counts up to {max} hours a year; use other pathways for the rest',
    ),
    "cap.output": (
        "产出式学时最多计 {max} 学时，超出部分不计；请以投入式学习补足",
        "Output counts up to {max} hours; use input-based study for the rest",
    ),
    "cap.recorded": (
        "网络录播和点播每年最多计 {max} 学时，超出部分不计；请参加面授或网络直播",
        "Recorded study counts up to {max} hours a year; attend courses or live broadcasts for the rest",
    ),
    "cap.recorded_cycle": (
        "网络录播和点播在 {first} 至 {last} 年的考核周期内最多计 {max} 学时，超出部分不计；请参加面授或网络直播",
        "Recorded study counts up to {max} hours from {first} to {last}; attend courses or live broadcasts for the rest",
    ),
    # the same caps in the form, before anything is asked for
    "brief.cap.pathway": (
        "本途径全年上限 {max}，已用 {used}",
        "this pathway counts up to {max} a year, {used} are used",
    ),
    "brief.cap.output": ("产出式上限 {max}，已用 {used}", "output counts up to {max}, {used} are used"),
    "brief.cap.recorded": (
        "录播和点播全年上限 {max}，已用 {used}",
        "recorded study counts up to {max} a year, {used} are used",
    ),
    "brief.cap.recorded_cycle": (
        "录播和点播 {first} 至 {last} 年上限 {max}，已用 {used}",
        "recorded study counts up to {max} from {first} to {last}, {used} are used",
    ),
    "exemption.waives": (
        "豁免已确认，本年度应完成的学时减少 {hours} 学时",
        "Confirmed: this year asks for {hours} hours less",
    ),
    "exemption.nothing_left": (
        "本年度的学时已全部豁免，无需再申请豁免",
        "The whole year is waived already; nothing more to ask for",
    ),
    "exemption.unknown": (
        "本年度的规则中没有这一豁免条件，不能豁免；请联系省注协",
        "This year's rules have no such ground; ask your institute",
    ),
    "carry.title": ("{year} 年度结转学时", "Carried over from {year}"),
    "carry.from": (
        "{year} 年度投入式学时超过 {above} 学时的部分共 {hours} 学时，结转至本年度",
        "{hours} hours of input beyond {above} in {year} are carried over to this year",
    ),
    "carry.cap": (
        "结转学时每年最多 {max} 学时，超出部分不计；请以本年度的学习补足",
        "At most {max} hours are carried over into a year; study this year for the rest",
    ),
    "carry.none": (
        "本年度的规则不允许结转学时，不计入；请以本年度的学习补足",
        "This year's rules carry nothing over; study this year instead",
    ),
    "line.other_year": (
        "属于 {year} 年度，计入 {year} 年度，不计入本年度",
        "It is of {year} and counts there, not in this year",
    ),
    # the rules behind it
    "basis.total": ("每年应完成 {hours} 学时", "{hours} hours a year"),
    "basis.total_cycle": ("每个两年周期应完成 {hours} 学时", "{hours} hours in each cycle of two years"),
    "basis.year_min": ("周期内每年至少 {hours} 学时", "at least {hours} hours in each year of a cycle"),
    "basis.input_min": ("投入式学时每年至少 {hours} 学时", "at least {hours} hours of input a year"),
    "basis.input_min_cycle": ("投入式学时每个周期至少 {hours} 学时", "at least {hours} hours of input a cycle"),
    "basis.output_cap": ("产出式学时每年最多计 {hours} 学时", "output counts up to {hours} hours a year"),
    "basis.output_cap_cycle": ("产出式学时每个周期最多计 {hours} 学时", "output counts up to {hours} hours a cycle"),
    "basis.ethics_min": ("职业道德每年至少 {hours} 学时", "at least {hours} hours of ethics a year"),
    "basis.ethics_min_cycle": ("职业道德每个周期至少 {hours} 学时", "at least {hours} hours of ethics a cycle"),
    "basis.face_to_face_min": (
        "面授（含网络直播）每年至少 {hours} 学时",
        "at least {hours} hours face to face a year, live broadcasts included",
    ),
    "basis.face_to_face_min_cycle": (
        "面授（含网络直播）每个周期至少 {hours} 学时",
        "at least {hours} hours face to face a cycle, live broadcasts included",
    ),
    "basis.recorded_cap": (
        "网络录播和点播每年最多计 {hours} 学时",
        "recorded study counts up to {hours} hours a year",
    ),
    "basis.recorded_cap_cycle": (
        "网络录播和点播每个周期最多计 {hours} 学时",
        "recorded study counts up to {hours} hours a cycle",
    ),
    "basis.online": (
        "继续教育在线的课程，学完并评价后自动确认",
        "online courses count by themselves once they are finished and rated",
    ),
    "basis.pathway": ("学时途径“{name}”，由省注协确认", 'pathway "{name}", confirmed by the institute'),
    "basis.pathway_cap": (
        "学时途径“{name}”，由省注协确认，每年最多计 {hours} 学时",
        'pathway "{name}", confirmed by the institute, up to {hours} hours a year',
    ),
    "basis.unlisted": (
        "本年度的规则没有列出这一途径，按确认的学时计",
        "these rules do not list the pathway: it counts as confirmed",
    ),
    "basis.waives_year": ("豁免条件“{name}”，免去全年学时", 'ground for exemption "{name}", waives the year'),
    "basis.waives": (
        "豁免条件“{name}”，免去 {hours} 学时",
        'ground for exemption "{name}", waives {hours} hours',
    ),
    "basis.unlisted_ground": ("本年度的规则没有列出这一豁免条件", "these rules do not list the ground for exemption"),
    "basis.special": ("省注协特别授予，计入总学时", "a special grant of the institute, counts towards the total"),
    "basis.carry_over": (
        "投入式学时超过 {above} 的部分结转至下一年度，最多 {hours} 学时",
        "input beyond {above} hours goes to the next year, at most {hours} hours",
    ),
    "basis.no_carry_over": ("本年度的规则没有学时结转", "these rules carry nothing over"),
    "confidence.A": ("官方网站", "an official site"),
    "confidence.A/B": ("官方网站和通知转载", "an official site and reprints of notices"),
    "confidence.B": ("官方通知转载", "a reprint of an official notice"),
    "confidence.C": ("行业评论", "commentary"),
    "confidence.?": ("推定，以省注协答复为准", "inferred: ask the institute"),
    "commands.many": ("一次最多提交 {max} 条操作", "At most {max} commands at a time"),
    "id.form": (
        "编号只能含字母、数字和 _ . : -，最多 100 个",
        "An id has letters, digits, _ . : - and at most 100 of them",
    ),
    "base.one": ("请填写 rev 或 after 其中一项", "Give either rev or after"),
    "payload.version": ("不支持的格式版本，应为 {version}", "Unknown payload version; it should be {version}"),
    # the national desk
    "directory.known": ("“{name}”已存在，请勿重复添加", '"{name}" is there already'),
    "province.code": ("请填写两位数字的省级代码", "Enter the two digits of a province"),
    "province.unknown": ("没有“{province}”这一省级注协，请填写列表中的代码或名称", "There is no province '{province}'"),
    "province.retired": ("“{name}”已停用，请选择其他省级注协", '"{name}" has retired; choose another'),
    "sponsor.merged": ("已并入“{name}”，不能恢复使用", 'It was merged into "{name}" and cannot come back'),
    "sponsor.not_here": (
        "“{name}”已停用或已并入其他单位，请另选",
        '"{name}" has retired or was merged; choose another',
    ),
    "sponsor.choose": (
        "请选择 1 至 {max} 个要并入的单位，不含目标单位",
        "Choose 1 to {max} others to be merged into it",
    ),
    "account.login": ("请填写用户名，最多 {max} 个字", "An account needs a login of at most {max} characters"),
    "account.taken": ("用户名“{login}”已被使用，请换一个", "there already is an account '{login}'"),
    "account.unknown": ("没有用户名为“{login}”的账号", "There is no account '{login}' of this type"),
    "account.member": (
        "会员账号须对应一名会员，其他账号不能填写会员",
        "A member's account names its member, and no other account does",
    ),
    "account.province": ("请选择至少一个省级注协", "An account of provincial staff names its province"),
    "account.twice": ("同一省级注协选择了两次", "A province is named twice"),
    "account.moves": ("会员账号的省份随会员转会变更", "A member's account moves with the member"),
    "account.own": ("不能停用正在使用的账号，请由其他人员操作", "Nobody locks the own account"),
    "member.unknown": ("编号“{number}”对应 {count} 名会员，请核对", "There are {count} members of number '{number}'"),
    "member.there": ("该会员已在 {province} 省", "The member is in province {province} already"),
    "member.number": ("会员证书编号应为 4 至 30 位字母或数字", "A certificate number has 4 to 30 letters or digits"),
    "member.identity": (
        "身份证号不正确：应为 18 位，出生日期有效，校验位相符",
        "Not an identity number: 18 characters, a day of birth that there was, the right check character",
    ),
    "member.identity_known": ("该身份证号属于另一名会员，请核对", "Another member has this identity number"),
    "member.other_type": ("会员类型与现有记录不同，不能通过导入更改", "The member is of another type here"),
    "member.other_province": (
        "该会员在 {province} 省，请用“转会”变更省份",
        "The member is in province {province}: move the member instead",
    ),
    "workbook.form": ("不是可以读取的 Excel 工作簿（.xlsx），请另存后重试", "This is no Excel workbook (.xlsx)"),
    "workbook.large": ("工作簿展开后过大，请分成几个文件", "The workbook is too large; split it"),
    "workbook.rows": ("一次最多导入 {max} 行，请分成几个文件", "At most {max} rows at a time; split it"),
    "workbook.titles": ("前 10 行中没有找到标题行：{titles}", "No row of titles was found: {titles}"),
    "import.wrong": ("有 {count} 行需要修改，未导入任何内容", "{count} rows are wrong; nothing was imported"),
    "import.nothing": ("没有需要导入的内容", "There is nothing to import"),
    "import.twice": ("与第 {row} 行重复", "The same as in row {row}"),
    "import.choice": ("请填写：{choices}", "Choose one of: {choices}"),
    "import.day": ("请填写有效日期，如 2024-07-01，不晚于今天", "Enter a day like 2024-07-01, not after today"),
    "rules.toml": ("不是有效的 TOML：{detail}", "This is no TOML: {detail}"),
    "rules.unknown": ("没有“{key}”这一项，请检查拼写", "There is no key '{key}'; check its spelling"),
    "rules.type": ("应为 {expected}，现为 {got}", "It should be {expected} and is {got}"),
    "rules.years": ("结束年度早于开始年度", "The last year lies before the first"),
    "rules.twice": ("代码“{code}”重复", "The code '{code}' is there twice"),
    "rules.input_only": ("counts_as 只用于投入式途径", "counts_as is for input only"),
    "rules.together": (
        "carry_over_above 和 carry_over_max 必须同时填写",
        "carry_over_above and carry_over_max go together",
    ),
    "rules.one_year": ("只用于一年的考核周期", "This belongs to cycles of one year"),
    "rules.two_years": ("两年周期必须填写，一年周期不能填写", "This belongs to cycles of two years, and only there"),
    "rules.id_twice": ("另一个规则文件已使用这个 id", "Another rule file has this id"),
    "rules.overlap": ("适用年度与 {other} 重叠", "Its years overlap with those of {other}"),
    "rules.no_set": ("没有规则 {rule_set}", "There is no rule set {rule_set}"),
    "rules.outside": ("年度超出规则 {rule_set} 的适用范围", "The years lie outside {rule_set}"),
    "rules.no_figure": ("规则 {rule_set} 没有这一数值，不能更改", "{rule_set} has no such figure to change"),
    "rules.house": (
        "应有且只有一个 house 文件，现有 {count} 个",
        "There must be one file of kind house; there are {count}",
    ),
    "rules.nobodys": ("有一类会员没有规则", "One kind of member would have no rule set"),
    "rules.others": ("与其他规则文件不一致：{detail}", "It does not go with the other rule files: {detail}"),
    "rules.same": ("与现行规则完全相同，无需发布", "The same rules are in force already"),
    "rules.last": ("这一版本不是现行版本，不能撤回", "This version is not in force"),
    "rules.first": ("没有更早的版本，不能撤回", "There is no version before this one"),
    "rehearsal.running": ("已有一次试算正在进行，请等待或取消", "A rehearsal is running; wait for it or stop it"),
    "rehearsal.year": ("请选择 {first} 至 {last} 年之间的年度", "Choose a year from {first} to {last}"),
    "why.rules": ("该年度适用的规则由 {before} 变为 {after}", "Other rules hold in the year: {after}, before {before}"),
    "why.required": ("应完成学时由 {before} 变为 {after}", "{after} hours are required, before {before}"),
    "why.counted": ("计入学时由 {before} 变为 {after}", "{after} hours count, before {before}"),
    "why.input": (
        "投入式学时要求由 {before} 变为 {after}，现有 {have}",
        "Input: {after} asked for, before {before}; has {have}",
    ),
    "why.ethics": (
        "职业道德学时要求由 {before} 变为 {after}，现有 {have}",
        "Ethics: {after} asked for, before {before}; has {have}",
    ),
    "why.face_to_face": (
        "面授学时要求由 {before} 变为 {after}，现有 {have}",
        "Face to face: {after} asked for, before {before}; has {have}",
    ),
    "why.none": ("该年度没有适用的规则", "No rules hold in the year"),
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
    "ALREADY_ENTERED": ("{by} 已录入", "Already entered by {by}"),
    "ALREADY_REFUSED": ("{by} 已不予确认", "Already refused by {by}"),
    "ALREADY_DECIDED": ("{by} 已处理，无需认领", "Decided by {by} already; nobody has to take it"),
    "ALREADY_CLAIMED": ("您已认领", "You have taken it already"),
    "NOT_CLAIMED": ("未被认领", "Nobody has taken it"),
    "CLAIMED_BY_OTHER": ("{by} 已认领", "Taken by {by}"),
    "DECIDED_BY_OTHER": ("他人已作出不同的处理，请重新查看", "Someone else decided otherwise; look again"),
    "CHANGED_SINCE_REVIEW": ("查看之后内容有变化，请重新审阅", "Changed since you looked; review it again"),
    "CHANGED_BY_OTHER": ("内容已在别处修改，请选择保留哪一个", "Edited elsewhere; choose which to keep"),
    "INSTITUTE_CHOSEN": ("本年度已选择其他国家会计学院，不能更改", "Another institute was chosen for this year"),
    "ALREADY_RATED": ("该课程已评价", "The course is already rated"),
    "AFTER_NOT_APPLIED": ("前一步操作未生效，本操作暂停，请先处理前一步", "The step before did not take effect"),
    "OUT_OF_REACH": ("该记录不在您的管理范围内", "The record is out of your reach"),
    "PAYLOAD_DIFFERS": ("同一编号的操作内容不同", "Another payload under the same command id"),
    "EXPIRED": (
        "这一操作提交于 400 天以前，是否已生效无法确认；请核对后重新提交或放弃",
        "Made more than 400 days ago; whether it took effect cannot be told. Look, then do it again or drop it",
    ),
    # problems of the service
    "FORBIDDEN": ("您的账号无权查看该范围", "Your account may not see this"),
    "NOT_FOUND": ("没有找到所请求的内容", "There is nothing of this name"),
    "METHOD": ("该地址不支持此操作", "This address does not do that"),
    "RESYNC": ("本机数据需要重新下载，未提交的内容不受影响", "This copy must be loaded anew; what is unsent stays"),
    "PROTOCOL_OLD": (
        "本程序版本过旧，请更新后再下载数据；已保存的操作仍会提交",
        "This program is too old: update it to load data; what is saved is still sent",
    ),
    "PROTOCOL_NEW": (
        "服务器版本低于本程序，请联系管理员升级服务器；已保存的操作仍会提交",
        "The service is older than this program: ask for its update; what is saved is still sent",
    ),
    "NO_SNAPSHOT": ("该范围没有快照，请逐页下载", "There is no snapshot of this scope: load it page by page"),
    "TOO_LARGE": ("提交的内容过大，最多 {max}", "Too large: at most {max}"),
    "ENCODING": ("不支持的内容编码，请使用 gzip 或不压缩", "Unknown content encoding: use gzip or none"),
    "MALFORMED": ("请求内容格式不正确，请检查后重试", "The request does not have the right form"),
    # what was found when a certificate was checked
    "certificate.valid": ("签名有效，与出具时一致", "Signed, and as it was issued"),
    "certificate.not_a_code": ("不是学时证明的二维码内容", "This is not what the QR code of a certificate says"),
    "certificate.unknown_key": (
        "不是已知服务签发的，或本机尚未取得新的签名公钥，请同步后再核验",
        "Signed by nobody known here; if the service has a new key, sync and check again",
    ),
    "certificate.code_altered": ("二维码内容与签名不符，已被改动", "The QR code does not say what was signed"),
    "certificate.not_signed": (
        "文件没有已知服务的签名，不是所核验的服务出具的学时证明",
        "The file bears no signature of a known service",
    ),
    "certificate.file_altered": ("文件在签名之后被改动过", "The file was changed after it was signed"),
    "certificate.no_record": (
        "签名有效，但服务没有这份证明的记录，请向出具单位核实",
        "Signed, but the service has no record of it: ask the institute that issued it",
    ),
    "certificate.superseded": ("已被编号 {number} 的证明替代", "Superseded by certificate {number}"),
    "certificate.withdrawn": (
        "所列学时已于 {day} 撤销确认，本证明不再有效",
        "Hours that it states were taken back on {day}; it does not hold any more",
    ),
    "KEYS_AWAY": (
        "服务器暂时不能签发学时证明：缺少签名密钥，请联系管理员",
        "Certificates cannot be signed now: the service's key is not where it should be",
    ),
    "BUSY": ("服务器繁忙，请稍后再试", "The service is busy: try again in a moment"),
    "INTERNAL": ("服务器出现错误，已记录；请稍后再试", "Something went wrong here; it is logged. Try again later"),
}


def say(code: str, params: Mapping[str, str | int | float] | None = None, language: Language = "zh") -> str:
    """The text of a code; an unknown code is shown as it is, so that nothing is ever silent."""
    pair = TEXTS.get(code)
    if pair is None:
        return code
    shown = {k: hours_text(v) if isinstance(v, float) else v for k, v in (params or {}).items()}
    return pair[0 if language == "zh" else 1].format_map(_Shown(shown))


class _Shown(dict[str, str | int]):
    """Params as shown: one that is missing stands as its name, for an error's text must never fail itself."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def say_error(error: FieldError, language: Language = "zh") -> str:
    """The text of a field's error."""
    return say(error.code, error.params, language)


def hours_text(hours: float) -> str:
    """Hours as people write them: 8, 7.5."""
    return f"{hours:.1f}".removesuffix(".0")
