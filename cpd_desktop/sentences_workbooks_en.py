"""The English of what is said about workbooks, by the Chinese text."""

WORKBOOKS = {
    # the workbook of a queue
    "学时确认": "Review",
    "处理": "Decision",
    "本次确认学时": "Hours to confirm",
    "理由": "Reason",
    "编号（勿改）": "Id (leave as is)",
    "版本（勿改）": "Revision (leave as is)",
    "校验（勿改）": "Check (leave as is)",
    "填写说明": "How to fill in",
    "请从列表中选择": "Choose from the list",
    "空白为按申请学时；减少时填写": "Empty: as asked for. Fill in for fewer",
    "填写数字：0.5 的整数倍，大于 0，不超过申请学时": "A number in steps of 0.5, above 0, up to the hours asked for",
    "不予确认时填写，会员会看到": "For a refusal; the member will read it",
    "在“处理”一列选择：确认、减少学时后确认、不予确认、暂不处理；不处理的行留空": (
        "Choose in the column Decision; rows that are left empty are not decided"
    ),
    "“减少学时后确认”须填写本次确认学时；“不予确认”须填写理由，会员会看到": (
        "Confirming fewer hours needs the hours; a refusal needs a reason, which the member will read"
    ),
    "理由可从列表中选择，也可以自己填写；在“理由”表中可以增改列表": (
        "Reasons are chosen from the list or written freely; the list can be changed in its own sheet"
    ),
    "可以筛选、排序（请对整行排序）、删除不需要的行；请不要改动其他列": (
        "Filter, sort whole rows, delete rows as you like; leave the other columns as they are"
    ),
    "填好后在“学时确认”页导入；导入前会逐格检查并预览，全部无误才会保存": (
        "Then import it on the review page: every cell is checked first, and nothing is stored by halves"
    ),
    "一次最多导出 {max:,} 条，现有 {count:,} 条，请缩小筛选范围": (
        "At most {max:,} rows at a time; there are {count:,}: narrow the filter"
    ),
    # a workbook that cannot be read
    "读不出这份工作簿": "This workbook cannot be read",
    "文件过大": "The file is too large",
    "工作簿最大 {max} MB，请分几次导入": "A workbook may have {max} MB at most: import it in parts",
    "工作簿解开后超过 {max} MB，不像是填写的名单，没有打开": (
        "It would unpack to more than {max} MB, which no list needs: it was not opened"
    ),
    "“{name}”是旧格式或有密码，请另存为没有密码的 .xlsx": (
        '"{name}" has an old format or a password: save it as .xlsx without one'
    ),
    "“{name}”不是 .xlsx 工作簿，请在 Excel 中另存为 .xlsx 后再导入": (
        '"{name}" is no .xlsx workbook: save it as .xlsx in Excel, then import it'
    ),
    "文件已损坏或不是 .xlsx 工作簿，请在 Excel 中打开并另存为 .xlsx 后再导入": (
        "The file is damaged or no .xlsx workbook: open it in Excel, save it as .xlsx, then import it"
    ),
    "工作簿有密码，请在 Excel 中去掉密码后再导入": "It has a password: remove it in Excel first",
    "没有一张表有这些列：{titles}。请使用从本程序导出的工作簿": (
        "No sheet has these columns: {titles}. Use a workbook that this program has exported"
    ),
    "有几张表都含有要导入的内容（{names}），请只保留一张": (
        "Several sheets have what is to be imported ({names}): keep one"
    ),
    "表“{sheet}”有两列同名（{cells}），请删去一列": 'Sheet "{sheet}" has two columns of one name ({cells}): delete one',
    "表“{sheet}”的 {area} 是合并的单元格，请取消合并": 'Sheet "{sheet}" has merged cells at {area}: unmerge them',
    "这不是从本程序“学时确认”页导出的工作簿": "This is no workbook that the review page has exported",
    "工作簿中隐藏的说明被改动过，请重新导出": "What is hidden in the workbook was changed: export it again",
    "工作簿由较早版本的程序导出，请重新导出后再填写": (
        "An older program has exported it: export it again, then fill it in"
    ),
    "工作簿由更新版本的程序导出，请先升级本程序": "A newer program has exported it: update this one first",
    "不是本省的工作簿": "A workbook of another province",
    "这份工作簿由“{name}”导出，只能由该省导入": '"{name}" has exported this workbook, and only they can import it',
    "工作簿已失效": "The workbook holds no more",
    "服务器的数据在导出之后恢复过，行的版本不再可比；请同步后重新导出": (
        "The service's data were restored since the export: sync, then export again"
    ),
    "表格延伸到第 {rows} 行、第 {columns} 列，请删除下方和右侧多余的行列，保存后再导入": (
        "A sheet spreads to row {rows} and column {columns}: "
        "delete what is not needed below and at the right, then save it"
    ),
    # a cell of it
    "不是数字，请填写学时数": "This is no number: enter the hours",
    "被当成了日期或时间，请把单元格格式改为“常规”后重新填写学时数": (
        "This became a date or a time: set the cell's format to General and enter the hours again"
    ),
    "“{text}”不是数字，请只填写学时数": '"{text}" is no number: enter the hours alone',
    "这一行没有编号：请不要新增行，只在导出的行中填写": (
        "This row has no id: add no rows, fill in those that were exported"
    ),
    "这一行的内容与编号不符：可能只排序了部分列，或改动了受保护的列；请撤销改动，或重新导出": (
        "This row does not fit its id: perhaps only some columns were sorted, or protected ones changed. "
        "Undo that, or export again"
    ),
    "与第 {first} 行是同一条申请，请只保留一行": "The same application as in row {first}: keep one of them",
    "“{text}”不在列表中，请选择确认、减少学时后确认、不予确认或暂不处理": (
        '"{text}" is not in the list: choose confirm, confirm fewer hours, refuse or leave for later'
    ),
    "已填写学时或理由，但没有选择处理；请选择，或清空本行": (
        "There are hours or a reason, but no decision: choose one, or empty the row"
    ),
    "这样处理不计学时，请清空本次确认学时": "This decision has no hours: empty the cell",
    "豁免申请不计学时，请选择确认并清空本次确认学时": (
        "An exemption has no hours: choose to confirm and leave them empty"
    ),
    "请填写本次确认学时，应少于申请的 {asked} 学时": "Enter the hours to confirm, fewer than the {asked} asked for",
    "应大于 0、不超过申请的 {asked} 学时": "Enter hours above 0 and up to the {asked} asked for",
    "与申请学时相同；如按申请学时确认，请选择“确认”": "As many as asked for: choose to confirm instead",
    # an attendance list
    "提示": "Hint",
    "培训": "Training",
    "填写项": "Item",
    "填写内容": "Value",
    "学时途径": "Pathway",
    "培训名称": "Title of the training",
    "培训日期": "Day of the training",
    "职业道德内容": "Professional ethics",
    "签到表": "Attendance",
    "途径列表": "Pathways",
    "四位年份": "Four digits",
    "如 2026-06-12": "Such as 2026-06-12",
    "是或否": "Yes or No",
    "填写数字：0.5 的整数倍，大于 0": "A number in steps of 0.5, above 0",
    "在“培训”表填写这次培训；在“签到表”每人一行，填写会员证书编号、姓名和学时（0.5 的整数倍）": (
        "Say what the training was in its sheet; give each person a row with number, name and hours (steps of 0.5)"
    ),
    "导入时逐行核对编号与姓名；预览无误后录入，会员会看到“省注协录入并确认”": (
        "Numbers and names are compared when it is imported; members see that their institute has entered the hours"
    ),
    "本工作簿将作为证明附件随每位会员的学时保存，请不要填写身份证号等其他信息": (
        "This workbook is kept as the proof with the hours of each member: no identity numbers or the like in it"
    ),
    "名单是空的，请每人填写一行": "The list is empty: give each person a row",
    "缺少“{title}”一行，请使用模板": 'The line "{title}" is missing: use the template',
    "请填写四位年份，如 2026": "Enter a year of four digits such as 2026",
    "名单最多 {max} 人，请分几次导入": "At most {max} people in a list: import it in parts",
    "请填写会员证书编号": "Enter the certificate number",
    "与第 {first} 行是同一位会员，请只保留一行": "The same member as in row {first}: keep one of them",
    "请填写会员姓名，用来核对编号": "Enter the name, against which the number is checked",
    "请填写学时数": "Enter the hours",
    "编号 {number} 的会员是 {name}，与表中的“{typed}”不符，请核对": (
        'The member with the number {number} is {name}, not "{typed}": check it'
    ),
    "从编号看是{province}的会员，只能由该省录入": (
        "By the number a member of {province}, whom only that province can enter"
    ),
    "本机没有编号为 {number} 的会员，请核对编号或先同步": (
        "This machine knows no member with the number {number}: check it, or sync first"
    ),
    "这次培训已录入 {hours} 学时；如需更改，请先撤销确认，再在队列中处理": (
        "{hours} hours of this training are entered already: to change that, take them back first, then decide anew"
    ),
    "这次培训已录入过，后来撤销了；请在队列中处理那一条": (
        "It was entered and then taken back: decide that one in the queue"
    ),
    "{name}似已自行申报同一活动（{state}，{hours} 学时）": "{name} seems to have claimed it ({state}, {hours} hours)",
    "{name}超过上限：{hours} 学时中计入 {counted} 学时": "{name} is over a cap: {counted} of {hours} hours would count",
    "未确认": "pending",
    "已确认": "confirmed",
    "培训录入：{title}": "Training: {title}",
    # what it would do
    "没有导入": "Nothing was imported",
    "工作簿中有 {count} 处错误，请改正后重新导入": "There are {count} mistakes in it: mend them and import it again",
    "Excel 导入：{name}": "From Excel: {name}",
    "工作簿由 {by} 导出": "{by} has exported this workbook",
    "{count} 行确认时填写了理由：确认不附理由，不会保存": (
        "{count} confirmations have a reason: a confirmation has none, and it is not kept"
    ),
    "本机没有这条申请：已删除，或不在您的范围内": "Not on this machine: deleted, or out of your reach",
    "导出之后已被确认；如需更改，请先撤销确认": "Confirmed since the export: take that back first to change it",
    "导出之后已被不予确认；如需更改，请先撤销": "Refused since the export: take that back first to change it",
    "导出之后内容有变化，请重新查看后处理": "Changed since the export: look at it again, then decide",
}
