"""The English of the client's sentences, by their Chinese text."""

from cpd_desktop.sentences_national_en import NATIONAL
from cpd_desktop.sentences_overview_en import OVERVIEW
from cpd_desktop.sentences_pack_en import PACK
from cpd_desktop.sentences_platform_en import PLATFORM
from cpd_desktop.sentences_workbooks_en import WORKBOOKS

ENGLISH = {
    **NATIONAL,
    **OVERVIEW,
    **PACK,
    **PLATFORM,
    **WORKBOOKS,
    # what went wrong, and what to do about it
    "已在另一处打开": "Open elsewhere",
    "程序已在使用同一数据文件夹（{folder}），请切换到已打开的窗口，或关闭它之后再试": (
        "The program already works with this data folder ({folder}): go to its open window, or close it and try again"
    ),
    "磁盘已满": "The disk is full",
    "没有保存。请清理磁盘空间后重试": "Nothing was saved. Make room on the disk and try again",
    "无法写入文件": "The file cannot be written",
    "没有保存。请检查磁盘和 {path} 的写入权限后重试（{problem}）": (
        "Nothing was saved. Check the disk and the permission to write {path}, then try again ({problem})"
    ),
    "本机数据不可用": "The data on this machine cannot be used",
    "文件 {path} 已损坏（{problem}），请联系技术支持": "The file {path} is damaged ({problem}): ask technical support",
    "没有改名": "Not renamed",
    "已有同名的筛选，或原筛选已删除": "There is a filter of this name already, or the one to be renamed was deleted",
    "没有保存": "Not saved",
    "本程序版本过旧，只能查看；请升级后再操作，已保存的内容仍会发送": (
        "This program is too old and can only show things: update it to go on. What is saved is still sent"
    ),
    "行数过多": "Too many rows",
    "Excel 的一张表最多 {rows:,} 行，请缩小筛选范围后分几次导出": (
        "A sheet of Excel holds {rows:,} rows at most: narrow the filter and export in several parts"
    ),
    "无法写入文件“{name}”": '"{name}" cannot be written',
    "文件夹不存在，请先建立文件夹或另选位置": "There is no such folder: make it first, or choose another place",
    "该名称是一个文件夹，请另取文件名": "A folder has this name: choose another one",
    "没有写入权限，或文件正在被其他程序（如 Excel）使用；请关闭后重试，或另选位置": (
        "No permission to write, or another program such as Excel has it open: close it and try again, "
        "or choose another place"
    ),
    "{problem}；请检查磁盘空间后重试，或另选位置": (
        "{problem}; check the room on the disk and try again, or choose another place"
    ),
    "没有这位会员": "No such member",
    "本机没有该会员的资料，请先同步": "This machine knows nothing of this member: sync first",
    "本机没有证书编号为 {number} 的会员，请核对编号或先同步": (
        "This machine knows no member with the certificate number {number}: check it, or sync first"
    ),
    "没有学时规则": "No rules",
    "没有适用于 {year} 年度的规则，请核对年度": "There are no rules for {year}: check the year",
    "正在同步": "Syncing",
    "已有一次同步正在进行": "A sync is under way already",
    "请重新登录": "Sign in again",
    "登录后会继续发送；已保存的内容不受影响": "Sending goes on after that; what is saved stays as it is",
    "登录已失效；已保存的内容不受影响，登录后会继续发送": (
        "The sign-in has run out. What is saved stays as it is, and is sent once you have signed in"
    ),
    "申请的类别不能更改，请另建申请": "The kind of an application cannot be changed: file another one",
    "找不到该申请": "No such application",
    "无需再次提交": "Nothing to do again",
    "已处理": "Settled",
    "这一条已经处理过了": "This one has been settled already",
    "无法学习": "Not open to you",
    "在线学习只对会员开放，请以会员身份登录": "Online study is for members: sign in as one",
    "无法读取文件": "The file cannot be read",
    "“{name}”读不出来（{problem}），请检查后重选": '"{name}" cannot be read ({problem}): look at it, then choose again',
    "不能添加附件": "This cannot be attached",
    "不能下载": "Not for you to download",
    "学时证明由会员本人下载，请以会员身份登录": "Certificates are downloaded by the members themselves: sign in as one",
    "学时证明下载失败": "The certificate did not come",
    "服务器返回的不是 PDF 文件，请稍后重试": "What the service sent is not a PDF: try again later",
    "已取消": "Cancelled",
    "没有处理任何申请": "No application was decided",
    "同步已取消": "The sync was cancelled",
    "已完成的部分已保存，下次从这里继续": "What was done is saved; the next one goes on from here",
    "内容不符合要求，请按提示修改": "Some fields need another look",
    "还在准备": "Not ready yet",
    "服务器正在准备数据，稍后再试": "The service is preparing the data: try again in a while",
    "未连接到服务器": "The service cannot be reached",
    "已保存的内容不受影响，联网后会继续": "What is saved stays as it is; it goes on once there is a network",
    "服务器地址不安全": "The service's address is not safe",
    "未能通过代理服务器连接": "The proxy lets nothing through",
    "请检查代理服务器 {proxy} 是否可用；已保存的内容不受影响": (
        "Check whether the proxy {proxy} works; what is saved stays as it is"
    ),
    "服务器没有按 HTTPS 应答": "What answers there does not speak HTTPS",
    "请核对服务器地址和端口 {host}（{problem}）": "Check the address and the port of {host} ({problem})",
    "服务器的身份不符": "The service is not the one that was asked for",
    "证书不是为 {host} 签发的，请核对服务器地址": "Its certificate is not for {host}: check the address",
    "服务器的证书不在有效期内": "The service's certificate is not valid now",
    "请先核对本机的日期和时间；无误时请联系省注协": (
        "Check the date and time of this computer; if they are right, ask your institute"
    ),
    "服务器的证书不受信任": "The service's certificate is not trusted",
    "如果单位的网络检查加密流量，请网络管理员把单位的根证书装入系统；否则请核对服务器地址（{problem}）": (
        "Where your company's network looks into encrypted traffic, have its root certificate added to the system; "
        "else check the address ({problem})"
    ),
    "地址": "Address",
    "“{server}”不是完整的地址，例如 https://cpd.example.cn": (
        '"{server}" is not a whole address, such as https://cpd.example.cn'
    ),
    "代理": "Proxy",
    "通过 {proxy} 连接": "By way of {proxy}",
    "域名": "Name",
    "找不到 {host}：请核对地址；能打开其他网站时，请联系网络管理员": (
        "{host} is not known: check the address; if other sites open, ask who looks after the network"
    ),
    "连接": "Connection",
    "{host} 拒绝了端口 {port} 的连接：服务没有运行，或端口不对": (
        "{host} refuses port {port}: the service does not run, or it is another port"
    ),
    "{host} 的端口 {port} 没有应答：请检查网络和防火墙": (
        "Port {port} of {host} does not answer: check network and firewall"
    ),
    "已连上 {host} 的端口 {port}": "Connected to port {port} of {host}",
    "安全": "Security",
    "证书受本机系统信任，内容加密传输": "The system trusts its certificate; what is sent is encrypted",
    "服务": "Service",
    "继续教育服务应答正常": "The service of continuing education answers",
    "时钟": "Clock",
    "本机时间与服务器相差 {minutes} 分钟，请校准；同步不受影响": (
        "This computer's clock is {minutes} minutes off: set it right; syncing does not mind"
    ),
    "没有修改": "Nothing was changed",
    "无法访问服务器": "The service cannot be asked",
    "请检查服务地址 {server}（{problem}）": "Check the service's address {server} ({problem})",
    "服务器的答复无法识别": "The answer cannot be understood",
    "请检查服务地址，或升级本程序（{detail}）": "Check the service's address, or update this program ({detail})",
    "{title}": "{title}",
    "服务器答复 {status}": "The service answers {status}",
    "需要重新下载": "To be loaded anew",
    "服务器暂时无法处理，稍后会自动重试": "The service cannot answer now; it is tried again by itself",
    "附件下载不完整": "The attachment did not come whole",
    "收到的内容与校验值不符，请重试": "What came does not match its checksum: try again",
    "本机数据已损坏": "The data on this machine is damaged",
    "文件 {path} 暂时无法修复（{problem}），请清理磁盘空间或检查权限后重新打开程序": (
        "{path} cannot be mended now ({problem}): make room on the disk or check the permissions, then start again"
    ),
    "文件 {path} 已损坏。请重试：程序会另存该文件，救回尚未发送的内容，其余的在下次同步时重新下载": (
        "{path} is damaged. Try again: the program puts it aside, saves what is unsent and loads the rest anew"
    ),
    "文件 {path} 不是本程序的数据，请保留该文件并重新打开程序": (
        "{path} is not a file of this program: keep it, and start the program again"
    ),
    "磁盘空间不足": "The disk has no room",
    "更新本机数据的格式之前要先保留一份副本，请清理出 {mb} MB 后重新打开程序": (
        "Before the form of the data changes a copy is kept: make room for {mb} MB, then start again"
    ),
    "本机数据来自更新的版本": "The data comes from a newer version",
    "请先升级本程序，再打开这份数据": "Update this program before opening it",
    "本机数据正忙": "The data on this machine is busy",
    "另一个程序正在使用本机数据，请稍后重试": "Another program is using it: try again in a moment",
    "本机数据只读": "The data on this machine is read-only",
    "没有保存。请检查 {path} 的写入权限": "Nothing was saved. Check the permission to write {path}",
    "本机数据打不开": "The data on this machine cannot be opened",
    "请检查 {path} 所在文件夹的权限": "Check the permissions of the folder of {path}",
    "磁盘读写失败": "The disk failed",
    "没有保存。请检查磁盘后重试（{path}）": "Nothing was saved. Check the disk and try again ({path})",
    "本机数据已关闭": "The data on this machine is closed",
    "程序正在退出或更换账号；已保存的内容不受影响": (
        "The program is closing, or another account is being opened; what is saved stays as it is"
    ),
    "本机数据读不出来": "The data on this machine cannot be read",
    "请升级本程序后再试；如仍不行，请保留数据文件夹并联系技术支持，尚未发送的内容仍在其中": (
        "Update this program and try again. If that does not help, keep the data folder and ask technical support: "
        "what is unsent is still in it"
    ),
    "请先登录": "Sign in first",
    "首次使用需要联网登录一次，之后可以离线使用": "The first sign-in needs a network; after that it works offline, too",
    "没有服务地址": "No address of the service",
    "请先在网络设置中填写服务地址": "Enter the address of the service in its settings first",
    "文件没有保存": "The file was not saved",
    "无法写入“{target}”（{problem}），请另选位置": '"{target}" cannot be written ({problem}): choose another place',
    "{title}：{text}": "{title}: {text}",
    # the activity list
    "发送 {count} 条": "sent {count}",
    "已生效 {count}": "in effect {count}",
    "此前已处理 {count}": "decided before {count}",
    "需要处理 {count}": "to settle {count}",
    "收到 {count} 条": "received {count}",
    "修复与服务器不一致的数据 {count} 处": "mended {count} differences from the service",
    "上传附件 {count}": "attachments sent {count}",
    "下载附件 {count}": "attachments received {count}",
    "清理不再使用的附件 {count}": "attachments that nothing needs thrown away {count}",
    "没有变化": "nothing new",
    "本机数据文件已损坏，已另存为 {name}，请保留": "The data file was damaged and is kept as {name}",
    "救回待发送 {unsent} 条、需要处理 {conflicts} 条": "saved from it: {unsent} to send, {conflicts} to settle",
    "可能还有读不出来的": "there may be more that cannot be read",
    "其余数据在下次同步时重新下载": "the next sync brings the rest",
    "预先准备的数据不完整，改为逐页接收（{problem}）": (
        "The prepared file is not whole; loading page by page ({problem})"
    ),
    # what differs
    "（空）": "(empty)",
    "是": "Yes",
    "否": "No",
    "删除": "Delete",
    "确认 {hours} 学时": "Confirm {hours} h",
    "{year} 年度选择 {name}": "Choose {name} for {year}",
    "{rating} 星　{comment}": "{rating} of 5 stars  {comment}",
    "无法播放": "It cannot be played",
    "本机缺少播放所需的系统组件（{problem}），请联系技术支持": (
        "This machine lacks a part of the system that playing needs ({problem}): ask technical support"
    ),
    "没有这门课程": "There is no such course",
    "该课程已下架，或不在本机的课程目录中，请同步后再试": (
        "It was withdrawn, or is not on this machine yet: sync and try again"
    ),
    "下载中断": "The download broke off",
    "已下载的部分已保存，可继续下载": "What has come is kept: go on with it",
    "下载不完整": "The download is not whole",
    "收到的内容与校验值不符，请重新下载": "What has come is not what it should be: download it again",
    "无法删除": "It cannot be deleted",
    "文件正在播放，请先停止播放再删除": "The file is being played: stop it first",
    "播放了 {minutes} 分钟": "Played {minutes} minutes",
    "完成 {year} 年度的课程": "Finished a course of {year}",
    "{year} 年度 {what}": "{year} {what}",
    "（记录已不在本机）": "(no longer on this machine)",
    # how things stand
    "程序": "Program",
    "正常": "In order",
    "磁盘": "Disk",
    "空间充足": "Enough room",
    "附件": "Attachments",
    "在上限以内": "Within their limit",
    "超出上限的部分在下次同步时清理": "What is over their limit goes with the next sync",
    "磁盘空间不足，请清理后再继续": "Too little room: make some before going on",
    "账号": "Account",
    "尚未登录": "Not signed in",
    "本机数据": "Data on this machine",
    "已损坏，下次使用时自动修复": "Damaged; it is mended when next used",
    "完好": "Sound",
    "待发送": "To send",
    "{missing} 个待发送的附件不在本机，请重新添加": "{missing} unsent attachments are not here: add them again",
    "{unsent} 条待发送": "{unsent} to send",
    "登录": "Sign-in",
    "有效": "Valid",
    "服务器": "Service",
    "登录后检查": "Checked once signed in",
    "连接正常": "Answers",
    "与服务器核对": "Compared with the service",
    "一致": "The same",
    "有 {different} 处与服务器不一致，请用 cpd-cli sync --verify 修复": (
        "{different} parts differ: mend them by cpd-cli sync --verify"
    ),
    # columns of workbooks
    "学时申请": "Applications",
    "会员证书编号": "Certificate number",
    "会员姓名": "Name",
    "申请类别": "Kind",
    "学时年度": "Year",
    "主办方单位": "Organiser",
    "学时途径/豁免学时条件": "Pathway or ground for exemption",
    "申请学时": "Hours asked for",
    "确认学时": "Hours confirmed",
    "附件数": "Attachments",
    "状态": "State",
    "申报时间": "Filed (Beijing time)",
    "处理理由": "Reason of the decision",
    "备注": "Note",
    "本机状态": "On this machine",
    # printing
    "没有打印": "Not printed",
    "打印机没有接受任务，请检查打印机后重试": "The printer did not take the job: look at it, then try again",
    "文件已损坏或无法识别，请重新生成或下载后再打印": "The file is damaged: make or fetch it again, then print it",
    # years of hours in workbooks and reports
    "{rule}：{what}（来源：{where}；依据：{sure}）": "{rule}: {what} (source: {where}; confidence: {sure})",
    "学时汇总": "Totals",
    "按来源": "By source",
    "学时明细": "Line by line",
    "分项要求": "Minima and caps",
    "已学完课程": "Finished courses",
    "必修": "Required",
    "选修": "Elective",
    "类别": "Category",
    "课程": "Course",
    "主题": "Topic",
    "方式": "Delivery",
    "国家会计学院": "Institute",
    "分钟": "Minutes",
    "学时": "Hours",
    "学完日期": "Finished on",
    "年度": "Year",
    "应完成学时": "Required",
    "已计学时": "Counted",
    "还差学时": "Missing",
    "是否完成": "Complete",
    "已完成": "Yes",
    "未完成": "No",
    "豁免学时": "Waived",
    "考核周期": "Cycle",
    "周期应完成": "Cycle requires",
    "周期已计": "Cycle counted",
    "适用规则": "Rule set",
    "规则来源": "Source of the rules",
    "来源": "Source",
    "可计学时": "Eligible",
    "名称": "What",
    "日期": "Date",
    "说明": "Why",
    "依据": "Rule",
    "分项": "Part",
    "现有学时": "Have",
    "至少": "At least",
    "至多": "At most",
    "继续教育学时报告": "Report of CPD hours",
    "证书编号 {no}": "certificate no. {no}",
    "生成日期 {day}": "as of {day}",
    "按本机已同步的数据生成，供本人查阅；不是学时证明": (
        "Made from what this machine has synced, for your own use; this is no certificate"
    ),
    "第 {number} 页，共 {count} 页": "page {number} of {count}",
    "所选年度没有适用的学时要求": "No rules cover the years chosen",
    "{counted} / {required}": "{counted} / {required}",
    "{year} 年度": "{year}",
    "应完成 {required} 学时，已计入 {counted} 学时，还差 {missing} 学时": (
        "{required} hours required, {counted} counted, {missing} missing"
    ),
    "豁免 {hours} 学时": "{hours} waived",
    "学时要求已完成": "Complete",
    "学时已全部豁免": "The whole year is waived",
    "还差 {missing} 学时": "{missing} hours missing",
    "总学时已达到，还有单项未达到": "The total is reached, a part is not yet",
    "考核周期 {first} 至 {last} 年：应完成 {required} 学时，已计入 {counted} 学时": (
        "Cycle {first} to {last}: {required} hours required, {counted} counted"
    ),
    "周期内的分项要求": "Minima and caps of the cycle",
    "{have}，最多计 {limit}": "{have}, up to {limit} count",
    "{have}，至少 {limit}": "{have}, at least {limit}",
    "已达到": "reached",
    "申请": "Asked",
    "认可": "Eligible",
    "计入": "Counted",
    "豁免": "Waived",
    "内容": "What",
    "本年度还没有学时记录": "No hours in this year yet",
}
