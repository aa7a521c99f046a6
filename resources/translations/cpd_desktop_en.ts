<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="zh_CN">
<context>
    <name></name>
    <message>
        <source>未确认</source>
        <translation>Pending</translation>
    </message>
    <message>
        <source>已确认</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>不予确认</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>需要处理</source>
        <translation>To settle</translation>
    </message>
    <message>
        <source>{0}·待发送</source>
        <translation>{0} · to send</translation>
    </message>
    <message>
        <source>{0}·已送达</source>
        <translation>{0} · sent</translation>
    </message>
    <message>
        <source>可学习</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>学习中 {0}%</source>
        <translation>Learning, {0}%</translation>
    </message>
    <message>
        <source>待完成</source>
        <translation>To be finished</translation>
    </message>
    <message>
        <source>待评价</source>
        <translation>To be rated</translation>
    </message>
    <message>
        <source>已计学时</source>
        <translation>Hours credited</translation>
    </message>
    <message>
        <source>年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>豁免学时条件</source>
        <translation>Ground for exemption</translation>
    </message>
    <message>
        <source>学时途径</source>
        <translation>Pathway</translation>
    </message>
    <message>
        <source>申报日期</source>
        <translation>Filed on</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>申报</source>
        <translation>Filed</translation>
    </message>
    <message>
        <source>提示</source>
        <translation>Flags</translation>
    </message>
    <message>
        <source>已搁置</source>
        <translation>Put aside</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>证书编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>主办方单位</source>
        <translation>Organiser</translation>
    </message>
    <message>
        <source>申请</source>
        <translation>Asked</translation>
    </message>
    <message>
        <source>确认</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>附件</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>有一项操作没有生效，需要您选择如何处理</source>
        <translation>An act has not taken effect: choose what to do about it</translation>
    </message>
    <message>
        <source>已保存在本机，联网后自动发送</source>
        <translation>Saved here; sent as soon as there is a network</translation>
    </message>
    <message>
        <source>{0}
按要求修改并保存，即重新提交省注协确认</source>
        <translation>{0}
Mend it and save: that files it again with your institute</translation>
    </message>
    <message>
        <source>已送达，等待省注协确认；确认前可以修改或删除</source>
        <translation>Arrived; waits to be confirmed. Until then it can be edited or deleted</translation>
    </message>
    <message>
        <source>已确认 {hours} 学时</source>
        <translation>{hours} h confirmed</translation>
    </message>
    <message>
        <source>下一条</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>上一条</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>按申请学时确认</source>
        <translation>Confirm as asked</translation>
    </message>
    <message>
        <source>减少学时后确认…</source>
        <translation>Confirm fewer hours…</translation>
    </message>
    <message>
        <source>不予确认…</source>
        <translation>Refuse…</translation>
    </message>
    <message>
        <source>撤销对本条的处理…</source>
        <translation>Take the decision back…</translation>
    </message>
    <message>
        <source>撤销上次处理</source>
        <translation>Undo the last decision</translation>
    </message>
    <message>
        <source>同步结果…</source>
        <translation>Results of syncs…</translation>
    </message>
    <message>
        <source>抽查本批下一条</source>
        <translation>Next of the sample</translation>
    </message>
    <message>
        <source>抽查本批上一条</source>
        <translation>Previous of the sample</translation>
    </message>
    <message>
        <source>移出本批，或放回</source>
        <translation>Leave out of the batch, or put back</translation>
    </message>
    <message>
        <source>执行本批</source>
        <translation>Do the batch</translation>
    </message>
    <message>
        <source>认领</source>
        <translation>Take</translation>
    </message>
    <message>
        <source>释放认领</source>
        <translation>Let go</translation>
    </message>
    <message>
        <source>编辑常用理由…</source>
        <translation>Edit the reasons…</translation>
    </message>
    <message>
        <source>逐条处理</source>
        <translation>One at a time</translation>
    </message>
    <message>
        <source>搁置并备忘…</source>
        <translation>Put aside with a note…</translation>
    </message>
    <message>
        <source>取消搁置</source>
        <translation>Back into the queue</translation>
    </message>
    <message>
        <source>筛选与分组</source>
        <translation>Filters and groups</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>更多筛选</source>
        <translation>More filters</translation>
    </message>
    <message>
        <source>常用筛选</source>
        <translation>Saved filters</translation>
    </message>
    <message>
        <source>保存当前筛选…</source>
        <translation>Save this filter…</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear the filter</translation>
    </message>
    <message>
        <source>选择与批量</source>
        <translation>Selecting and deciding many</translation>
    </message>
    <message>
        <source>选择或取消选择</source>
        <translation>Select or unselect</translation>
    </message>
    <message>
        <source>全选所筛选</source>
        <translation>Select all of the filter</translation>
    </message>
    <message>
        <source>取消选择</source>
        <translation>Select none</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>全部按键</source>
        <translation>All keys</translation>
    </message>
    <message>
        <source>下一个附件</source>
        <translation>Next attachment</translation>
    </message>
    <message>
        <source>上一个附件</source>
        <translation>Previous attachment</translation>
    </message>
    <message>
        <source>附件向下翻</source>
        <translation>Scroll the attachment down</translation>
    </message>
    <message>
        <source>附件向上翻</source>
        <translation>Scroll the attachment up</translation>
    </message>
    <message>
        <source>放大附件</source>
        <translation>Make the attachment larger</translation>
    </message>
    <message>
        <source>缩小附件</source>
        <translation>Make the attachment smaller</translation>
    </message>
    <message>
        <source>附件适合窗口</source>
        <translation>Fit the attachment to the window</translation>
    </message>
    <message>
        <source>附件向右旋转</source>
        <translation>Turn the attachment right</translation>
    </message>
    <message>
        <source>附件向左旋转</source>
        <translation>Turn the attachment left</translation>
    </message>
    <message>
        <source>外部打开附件</source>
        <translation>Open the attachment outside</translation>
    </message>
    <message>
        <source>批量确认所选…</source>
        <translation>Confirm the selected ones…</translation>
    </message>
    <message>
        <source>批量不予确认所选…</source>
        <translation>Refuse the selected ones…</translation>
    </message>
    <message>
        <source>撤销对所选的处理…</source>
        <translation>Take back the decisions on the selected ones…</translation>
    </message>
    <message>
        <source>新建</source>
        <translation>New</translation>
    </message>
    <message>
        <source>修改</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>查看</source>
        <translation>View</translation>
    </message>
    <message>
        <source>附件信息</source>
        <translation>Attachments</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>复制为新申请</source>
        <translation>Copy as new</translation>
    </message>
    <message>
        <source>新建申请(&amp;N)</source>
        <translation>&amp;New application</translation>
    </message>
    <message>
        <source>修改(&amp;E)</source>
        <translation>&amp;Edit</translation>
    </message>
    <message>
        <source>删除(&amp;D)</source>
        <translation>&amp;Delete</translation>
    </message>
    <message>
        <source>复制为新申请(&amp;C)</source>
        <translation>&amp;Copy as new application</translation>
    </message>
    <message>
        <source>查看(&amp;V)</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>附件信息(&amp;I)</source>
        <translation>Attachments (&amp;I)</translation>
    </message>
    <message>
        <source>导出列表(&amp;X)…</source>
        <translation>E&amp;xport the list…</translation>
    </message>
    <message>
        <source>导出所选(&amp;H)…</source>
        <translation>Export c&amp;hosen…</translation>
    </message>
    <message>
        <source>取消选择(&amp;U)</source>
        <translation>Choose none (&amp;U)</translation>
    </message>
    <message>
        <source>打印列表(&amp;P)…</source>
        <translation>&amp;Print the list…</translation>
    </message>
    <message>
        <source>保存申请(&amp;S)</source>
        <translation>&amp;Save the application</translation>
    </message>
    <message>
        <source>没有打开的表单</source>
        <translation>No form is open</translation>
    </message>
    <message>
        <source>没有选中待确认的申请</source>
        <translation>No undecided application is selected</translation>
    </message>
    <message>
        <source>没有选中已处理的申请</source>
        <translation>No decided application is selected</translation>
    </message>
    <message>
        <source>{0} 年度的学时已全部豁免</source>
        <translation>All hours of {0} are waived</translation>
    </message>
    <message>
        <source>{0} 年度的学时要求已完成</source>
        <translation>The requirement of {0} is met</translation>
    </message>
    <message>
        <source>总学时已达到，还有单项未达到</source>
        <translation>The total is reached, a part of it is not</translation>
    </message>
    <message>
        <source>今年还差 {0} 学时，截止 12 月 31 日</source>
        <translation>{0} h still missing this year, until 31 December</translation>
    </message>
    <message>
        <source>本年度还差 {0} 学时</source>
        <translation>{0} h still missing in this year</translation>
    </message>
    <message>
        <source>{0} {1} 学时</source>
        <translation>{0} {1} h</translation>
    </message>
    <message>
        <source>其中还差：{0}</source>
        <translation>Still missing: {0}</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{0} 年度：已计 {1}，应完成 {2} 学时</source>
        <translation>{0}: {1} of {2} hours counted</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>全部豁免</source>
        <translation>Waived</translation>
    </message>
    <message>
        <source>还差 {0}</source>
        <translation>{0} missing</translation>
    </message>
    <message>
        <source>单项未达到</source>
        <translation>A part is missing</translation>
    </message>
    <message>
        <source>考核周期 {0} 至 {1} 年：已完成 {2}，应完成 {3} 学时</source>
        <translation>Cycle {0} to {1}: {2} of {3} required hours done</translation>
    </message>
    <message>
        <source>，还差 {0}</source>
        <translation>, {0} missing</translation>
    </message>
    <message>
        <source>{0}，应完成 {1}</source>
        <translation>{0}, required {1}</translation>
    </message>
    <message>
        <source>{0}–{1} 周期</source>
        <translation>Cycle {0}–{1}</translation>
    </message>
    <message>
        <source>{0} 学时</source>
        <translation>{0} h</translation>
    </message>
    <message>
        <source>{0}，至少 {1}</source>
        <translation>{0}, at least {1}</translation>
    </message>
    <message>
        <source>{0}，最多计 {1}</source>
        <translation>{0}, at most {1}</translation>
    </message>
    <message>
        <source>正在上传附件</source>
        <translation>Sending attachments</translation>
    </message>
    <message>
        <source>正在发送</source>
        <translation>Sending</translation>
    </message>
    <message>
        <source>正在接收</source>
        <translation>Receiving</translation>
    </message>
    <message>
        <source>正在下载附件</source>
        <translation>Receiving attachments</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>条</source>
        <translation>records</translation>
    </message>
    <message>
        <source>约 {0} 秒</source>
        <translation>about {0} s</translation>
    </message>
    <message>
        <source>约 {0} 分钟</source>
        <translation>about {0} min</translation>
    </message>
    <message>
        <source>稍后</source>
        <translation>soon</translation>
    </message>
    <message>
        <source>将于 {0} </source>
        <translation>at {0}</translation>
    </message>
    <message>
        <source>同步未完成，{0}自动重试；按 F5 立即重试</source>
        <translation>Sync did not finish; it is tried again {0}. F5 tries now</translation>
    </message>
    <message>
        <source>同步已取消，已完成的部分有效</source>
        <translation>cancelled; what was done holds</translation>
    </message>
    <message>
        <source>{0} 条已生效</source>
        <translation>{0} took effect</translation>
    </message>
    <message>
        <source>{0} 条他人已作相同处理</source>
        <translation>{0} decided alike by others</translation>
    </message>
    <message>
        <source>{0} 条需要处理</source>
        <translation>{0} to settle</translation>
    </message>
    <message>
        <source>接收 {0} 条</source>
        <translation>received {0}</translation>
    </message>
    <message>
        <source>上传附件 {0} 个</source>
        <translation>attachments sent: {0}</translation>
    </message>
    <message>
        <source>下载附件 {0} 个</source>
        <translation>attachments received: {0}</translation>
    </message>
    <message>
        <source>同步完成：{0}</source>
        <translation>Synced: {0}</translation>
    </message>
    <message>
        <source>同步完成，没有变化</source>
        <translation>Synced, nothing new</translation>
    </message>
    <message>
        <source>{0} 条待发送</source>
        <translation>{0} to send</translation>
    </message>
    <message>
        <source>（末页，共 {0} 条）</source>
        <translation> (last page, {0} in all)</translation>
    </message>
    <message>
        <source>第 {0} 页</source>
        <translation>Page {0}</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>有效</source>
        <translation>valid</translation>
    </message>
    <message>
        <source>已被改动</source>
        <translation>altered</translation>
    </message>
    <message>
        <source>已失效</source>
        <translation>no longer valid</translation>
    </message>
    <message>
        <source>无法确认</source>
        <translation>cannot be judged</translation>
    </message>
    <message>
        <source>“{name}”{state}：{why}</source>
        <translation>&quot;{name}&quot; is {state}: {why}</translation>
    </message>
    <message>
        <source>{number}，{member}，{year} 年度，{hours} 学时</source>
        <translation>{number}, {member}, {year}, {hours} h</translation>
    </message>
    <message>
        <source>本机没有这份证明的记录；是否已被新证明替代，请扫描二维码或向省注协核对</source>
        <translation>There is no record of it on this machine; scan its QR code or ask the institute whether it has been superseded</translation>
    </message>
    <message>
        <source>填好后，这里显示可计学时</source>
        <translation>What would count is shown here once it is filled in</translation>
    </message>
    <message>
        <source>另有 {count} 条相同的申请</source>
        <translation>{count} more applications have the same</translation>
    </message>
    <message>
        <source>附件“{name}”已用于 {other}。一份证明一般只申报一次，请核对；可以照常保存</source>
        <translation>&quot;{name}&quot; is attached to {other} already. A proof is usually used once, so look again; you may still save</translation>
    </message>
    <message>
        <source>与 {other}相同。可以直接修改那条申请再次提交，不必新建</source>
        <translation>The same as {other}. You can edit that one and file it again instead of filing a new one</translation>
    </message>
    <message>
        <source>与 {other}相同。如是另一次活动，请在备注中写明；可以照常保存</source>
        <translation>The same as {other}. If it was another occasion, say so in the note; you may still save</translation>
    </message>
    <message>
        <source>备注与 {other}相同。同一活动只申报一次，请核对；可以照常保存</source>
        <translation>The note is that of {other}. An activity is claimed once, so look again; you may still save</translation>
    </message>
    <message>
        <source>已有 {other}。同一条件每年申请一次即可，请核对；可以照常保存</source>
        <translation>There is {other}. Once a year is enough for a ground, so look again; you may still save</translation>
    </message>
    <message>
        <source>{hours} 学时</source>
        <translation>{hours} hours</translation>
    </message>
    <message>
        <source>{year} 年度{kind}申请（{about}）</source>
        <translation>the {kind} application of {year} ({about})</translation>
    </message>
    <message>
        <source>可豁免 {hours} 学时</source>
        <translation>Waives {hours} h</translation>
    </message>
    <message>
        <source>填写学时数后，这里显示可计学时</source>
        <translation>Enter hours to see how many would count</translation>
    </message>
    <message>
        <source>申请 {asked}，可计 {counted}</source>
        <translation>Asked for {asked}, would count {counted}</translation>
    </message>
    <message>
        <source>其他待确认的申请若先获确认，可计 {hours}</source>
        <translation>{hours} if your other pending ones are confirmed first</translation>
    </message>
    <message>
        <source>{count} 条</source>
        <translation>{count} in list</translation>
    </message>
    <message>
        <source> · {hours} 学时</source>
        <translation> · {hours} h</translation>
    </message>
    <message>
        <source>立即发送</source>
        <translation>Send now</translation>
    </message>
    <message>
        <source>修改后重新提交</source>
        <translation>Edit and file again</translation>
    </message>
    <message>
        <source>去评价</source>
        <translation>Rate it</translation>
    </message>
    <message>
        <source>查看课程</source>
        <translation>See the course</translation>
    </message>
    <message>
        <source>继续学习</source>
        <translation>Go on studying</translation>
    </message>
    <message>
        <source>去选课程</source>
        <translation>Find a course</translation>
    </message>
    <message>
        <source>新建其他途径的申请</source>
        <translation>Apply by another pathway</translation>
    </message>
    <message>
        <source>查看申请</source>
        <translation>See the application</translation>
    </message>
    <message>
        <source>查看 {0} 年度</source>
        <translation>See {0}</translation>
    </message>
    <message>
        <source>列表</source>
        <translation>List</translation>
    </message>
    <message>
        <source>上一条、下一条</source>
        <translation>Previous row, next row</translation>
    </message>
    <message>
        <source>第一条、最后一条</source>
        <translation>First row, last row</translation>
    </message>
    <message>
        <source>选择连续多条</source>
        <translation>Select several in a row</translation>
    </message>
    <message>
        <source>附件雷同</source>
        <translation>Same attachment</translation>
    </message>
    <message>
        <source>疑似重复</source>
        <translation>Claimed twice?</translation>
    </message>
    <message>
        <source>日期重叠</source>
        <translation>Dates overlap</translation>
    </message>
    <message>
        <source>超过途径上限</source>
        <translation>Above the pathway&apos;s cap</translation>
    </message>
    <message>
        <source>学时异常</source>
        <translation>Unusual hours</translation>
    </message>
    <message>
        <source>没有附件</source>
        <translation>No attachment</translation>
    </message>
    <message>
        <source>逾期申报</source>
        <translation>Filed late</translation>
    </message>
    <message>
        <source>{0} 年度</source>
        <translation>Year {0}</translation>
    </message>
    <message>
        <source>同一会员</source>
        <translation>Same member</translation>
    </message>
    <message>
        <source>本批处理</source>
        <translation>Last batch</translation>
    </message>
    <message>
        <source>指定的 {0} 条</source>
        <translation>{0} named ones</translation>
    </message>
    <message>
        <source>待发送</source>
        <translation>To be sent</translation>
    </message>
    <message>
        <source>全部状态</source>
        <translation>All states</translation>
    </message>
    <message>
        <source>没有主办方</source>
        <translation>No organiser</translation>
    </message>
    <message>
        <source>{0} 至 {1} 学时</source>
        <translation>{0} to {1} h</translation>
    </message>
    <message>
        <source>至少 {0} 学时</source>
        <translation>At least {0} h</translation>
    </message>
    <message>
        <source>至多 {0} 学时</source>
        <translation>At most {0} h</translation>
    </message>
    <message>
        <source>最近 {0} 天申报</source>
        <translation>Filed in the last {0} days</translation>
    </message>
    <message>
        <source>{0} 天以前申报</source>
        <translation>Filed {0} days ago or earlier</translation>
    </message>
    <message>
        <source>{0} 至 {1} 申报</source>
        <translation>Filed {0} to {1}</translation>
    </message>
    <message>
        <source>{0} 起申报</source>
        <translation>Filed from {0}</translation>
    </message>
    <message>
        <source>{0} 前申报</source>
        <translation>Filed up to {0}</translation>
    </message>
    <message>
        <source>或</source>
        <translation> or </translation>
    </message>
    <message>
        <source>有提示</source>
        <translation>Any flag</translation>
    </message>
    <message>
        <source>没有提示</source>
        <translation>No flag</translation>
    </message>
    <message>
        <source>含已搁置</source>
        <translation>Also those put aside</translation>
    </message>
    <message>
        <source>我认领的</source>
        <translation>Taken by me</translation>
    </message>
    <message>
        <source>他人认领的</source>
        <translation>Taken by others</translation>
    </message>
    <message>
        <source>无人认领</source>
        <translation>Taken by nobody</translation>
    </message>
    <message>
        <source>没有途径</source>
        <translation>No pathway</translation>
    </message>
    <message>
        <source>分组</source>
        <translation>Groups</translation>
    </message>
    <message>
        <source>条数</source>
        <translation>Count</translation>
    </message>
    <message>
        <source>学时</source>
        <translation>Hours</translation>
    </message>
    <message>
        <source>分组数量</source>
        <translation>Counts by group</translation>
    </message>
    <message>
        <source>统计</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>审核人</source>
        <translation>Reviewer</translation>
    </message>
    <message>
        <source>不予确认的理由</source>
        <translation>Reasons of refusals</translation>
    </message>
    <message>
        <source>（无）</source>
        <translation>(none)</translation>
    </message>
    <message>
        <source>（未记录）</source>
        <translation>(not recorded)</translation>
    </message>
    <message>
        <source>（无主办方）</source>
        <translation>(no organiser)</translation>
    </message>
    <message>
        <source>批量确认</source>
        <translation>Confirm selected</translation>
    </message>
    <message>
        <source>批量不予确认</source>
        <translation>Refuse selected</translation>
    </message>
    <message>
        <source>批量撤销确认</source>
        <translation>Take back a batch of decisions</translation>
    </message>
    <message>
        <source>将确认 {0} 条，共 {1} 学时，每条均按申请学时</source>
        <translation>{0} will be confirmed, {1} hours, each as asked for</translation>
    </message>
    <message>
        <source>将不予确认 {0} 条，共 {1} 学时</source>
        <translation>{0} will be refused, {1} hours</translation>
    </message>
    <message>
        <source>将撤销 {0} 条处理，共 {1} 学时</source>
        <translation>{0} decisions will be taken back, {1} hours</translation>
    </message>
    <message>
        <source>确认这 {0} 条</source>
        <translation>Confirm these {0}</translation>
    </message>
    <message>
        <source>不予确认这 {0} 条</source>
        <translation>Refuse these {0}</translation>
    </message>
    <message>
        <source>撤销这 {0} 条</source>
        <translation>Take back these {0}</translation>
    </message>
    <message>
        <source>不予确认 {0} 条</source>
        <translation>{0} refused</translation>
    </message>
    <message>
        <source>同步结果 {0}</source>
        <translation>Sync of {0}</translation>
    </message>
    <message>
        <source>{0} 条处理未生效，待再次查看</source>
        <translation>{0} decisions did not take effect: look again</translation>
    </message>
    <message>
        <source>详情（L）</source>
        <translation>Details (L)</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
    <message>
        <source>（{0}）</source>
        <translation> ({0})</translation>
    </message>
    <message>
        <source>等</source>
        <translation> and more</translation>
    </message>
    <message>
        <source>单条处理</source>
        <translation>Single decision</translation>
    </message>
    <message>
        <source>{0} 条</source>
        <translation>{0} in all</translation>
    </message>
    <message>
        <source>待发送 {0}</source>
        <translation>{0} to send</translation>
    </message>
    <message>
        <source>发送中 {0}</source>
        <translation>{0} on their way</translation>
    </message>
    <message>
        <source>已有结果 {0}</source>
        <translation>{0} answered</translation>
    </message>
    <message>
        <source>在列表中查看</source>
        <translation>Show in the list</translation>
    </message>
    <message>
        <source>已生效 {0}</source>
        <translation>{0} took effect</translation>
    </message>
    <message>
        <source>已认领 {0}</source>
        <translation>{0} taken</translation>
    </message>
    <message>
        <source>已释放 {0}</source>
        <translation>{0} let go</translation>
    </message>
    <message>
        <source>此前已有人处理 {0}</source>
        <translation>{0} done by somebody before</translation>
    </message>
    <message>
        <source>无需认领或释放 {0}</source>
        <translation>{0} need nobody to take them</translation>
    </message>
    <message>
        <source>他人已作出不同处理 {0}</source>
        <translation>{0} decided otherwise by others</translation>
    </message>
    <message>
        <source>内容有变化 {0}</source>
        <translation>{0} changed since</translation>
    </message>
    <message>
        <source>他人已认领 {0}</source>
        <translation>{0} taken by others</translation>
    </message>
    <message>
        <source>已不在管理范围 {0}</source>
        <translation>{0} out of reach</translation>
    </message>
    <message>
        <source>其他未生效 {0}</source>
        <translation>{0} without effect for other reasons</translation>
    </message>
    <message>
        <source>勾选后一并处理</source>
        <translation>Ticked: decided along with the others</translation>
    </message>
    <message>
        <source>已处理 {0} 条</source>
        <translation>{0} decided already</translation>
    </message>
    <message>
        <source>尚未处理 {0} 条，无需撤销</source>
        <translation>{0} not decided: nothing to take back</translation>
    </message>
    <message>
        <source>查看之后有变化 {0} 条</source>
        <translation>{0} changed since you looked</translation>
    </message>
    <message>
        <source>超过上限 {0} 条，{1} 学时不会计入</source>
        <translation>{0} above a cap: {1} hours would not count</translation>
    </message>
    <message>
        <source>有提示 {0} 条</source>
        <translation>{0} with flags</translation>
    </message>
    <message>
        <source>同事已认领 {0} 条</source>
        <translation>{0} taken by colleagues</translation>
    </message>
    <message>
        <source>确认 {0} 条，{1} 学时</source>
        <translation>{0} confirmed, {1} h</translation>
    </message>
    <message>
        <source>减少学时后确认 {0} 条，{1} 学时（申请 {2}）</source>
        <translation>{0} to confirm with fewer hours, {1} ({2} asked for)</translation>
    </message>
    <message>
        <source>暂不处理 {0} 条</source>
        <translation>{0} left for later</translation>
    </message>
    <message>
        <source>留空 {0} 条</source>
        <translation>{0} left empty</translation>
    </message>
    <message>
        <source>此前已同样处理 {0} 条</source>
        <translation>{0} decided the same way already</translation>
    </message>
    <message>
        <source>不在其中 {0} 条，见下表</source>
        <translation>{0} left out, see below</translation>
    </message>
    <message>
        <source>导入处理结果：{0}</source>
        <translation>Import decisions: {0}</translation>
    </message>
    <message>
        <source>工作簿中没有填写任何处理</source>
        <translation>There are no decisions in the workbook</translation>
    </message>
    <message>
        <source>错误</source>
        <translation>Mistake</translation>
    </message>
    <message>
        <source>不处理</source>
        <translation>Left out</translation>
    </message>
    <message>
        <source>导入 {0} 条处理</source>
        <translation>Import {0} decisions</translation>
    </message>
    <message>
        <source>此前已录入 {0} 人</source>
        <translation>{0} entered already</translation>
    </message>
    <message>
        <source>本人似已申报 {0} 人</source>
        <translation>{0} seem to have claimed it themselves</translation>
    </message>
    <message>
        <source>超过上限 {0} 人：照常录入，超出部分不计</source>
        <translation>{0} over a cap: entered, but not all hours count</translation>
    </message>
    <message>
        <source>录入培训学时：{0}</source>
        <translation>Enter training hours: {0}</translation>
    </message>
    <message>
        <source>录入 {0} 人，{1} 学时</source>
        <translation>{0} people to enter, {1} hours</translation>
    </message>
    <message>
        <source>没有可以录入的会员</source>
        <translation>There is nobody to enter</translation>
    </message>
    <message>
        <source>似已申报</source>
        <translation>Perhaps claimed</translation>
    </message>
    <message>
        <source>超过上限</source>
        <translation>Over a cap</translation>
    </message>
    <message>
        <source>录入 {0} 人</source>
        <translation>Enter {0} people</translation>
    </message>
    <message>
        <source>似已申报的 {0} 人也录入</source>
        <translation>Enter the {0} who seem to have claimed it, too</translation>
    </message>
    <message>
        <source>{0}：有 {1} 处错误，没有导入</source>
        <translation>{0}: {1} mistakes, nothing imported</translation>
    </message>
    <message>
        <source>{0}：检查无误，可导入 {1} 条</source>
        <translation>{0}: no mistakes, {1} to import</translation>
    </message>
    <message>
        <source>有 {0} 处错误，没有导入任何内容；请在工作簿中改正、保存后重新导入</source>
        <translation>{0} mistakes, nothing was imported: mend them in the workbook, save it, import it again</translation>
    </message>
    <message>
        <source>{0} 第 {1} 行</source>
        <translation>{0} row {1}</translation>
    </message>
    <message>
        <source>导出到 Excel 处理…</source>
        <translation>Export to decide in Excel…</translation>
    </message>
    <message>
        <source>从 Excel 导入处理结果或签到表…</source>
        <translation>Import decisions or attendance from Excel…</translation>
    </message>
    <message>
        <source>培训签到表模板…</source>
        <translation>Attendance template…</translation>
    </message>
    <message>
        <source>Excel 工作簿 (*.xlsx)</source>
        <translation>Excel workbook (*.xlsx)</translation>
    </message>
    <message>
        <source>会员证书编号</source>
        <translation>Certificate number</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>What</translation>
    </message>
    <message>
        <source>会员类型</source>
        <translation>Member type</translation>
    </message>
    <message>
        <source>省级注协</source>
        <translation>Provincial institutes</translation>
    </message>
    <message>
        <source>入会日期</source>
        <translation>Joined on</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>Identity number</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>有变化</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>有错误</source>
        <translation>Wrong</translation>
    </message>
    <message>
        <source>合格</source>
        <translation>Passes</translation>
    </message>
    <message>
        <source>不合格</source>
        <translation>Fails</translation>
    </message>
    <message>
        <source>没有适用规则</source>
        <translation>No rules</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>关于继续教育</source>
        <translation>About CPD Desktop</translation>
    </message>
    <message>
        <source>尚未填写</source>
        <translation>Nothing filled in yet</translation>
    </message>
    <message>
        <source>版本</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>服务器</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>本机数据</source>
        <translation>Data on this machine</translation>
    </message>
    <message>
        <source>许可</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>组件</source>
        <translation>Component</translation>
    </message>
    <message>
        <source>随程序提供的组件</source>
        <translation>Components that come with the program</translation>
    </message>
    <message>
        <source>许可全文</source>
        <translation>Text of the licence</translation>
    </message>
    <message>
        <source>选择一个组件，这里显示它的许可全文</source>
        <translation>Choose a component to read its licence here</translation>
    </message>
    <message>
        <source>中国注册会计师继续教育</source>
        <translation>CPD of China&apos;s CPAs</translation>
    </message>
    <message>
        <source>1 学时为 45 分钟。所有操作先保存在本机，联网后自动同步。</source>
        <translation>One hour is 45 minutes. Everything is saved on this machine first and sent when there is a network.</translation>
    </message>
    <message>
        <source>这个组件没有附带许可全文，其名称见上表</source>
        <translation>No text came with this component; the list names its licence</translation>
    </message>
</context>
<context>
    <name>AccountDialog</name>
    <message>
        <source>账号与安全</source>
        <translation>Account and security</translation>
    </message>
    <message>
        <source>密码</source>
        <translation type="unfinished">Password</translation>
    </message>
    <message>
        <source>找回密码</source>
        <translation>Lost password</translation>
    </message>
    <message>
        <source>已登录的设备</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>二次验证</source>
        <translation>Second factor</translation>
    </message>
    <message>
        <source>未命名的设备</source>
        <translation>Device without a name</translation>
    </message>
    <message>
        <source>上次使用 {0}</source>
        <translation>last used {0}</translation>
    </message>
    <message>
        <source>本机</source>
        <translation>this one</translation>
    </message>
    <message>
        <source>退出登录</source>
        <translation type="unfinished">Sign out</translation>
    </message>
    <message>
        <source>在 {0} 上退出登录</source>
        <translation>Sign out on {0}</translation>
    </message>
    <message>
        <source>已在 {0} 上退出登录</source>
        <translation>Signed out on {0}</translation>
    </message>
    <message>
        <source>密码已修改，其他设备需要重新登录</source>
        <translation>The password is changed; other devices have to sign in again</translation>
    </message>
    <message>
        <source>已保存邮箱</source>
        <translation>The address is saved</translation>
    </message>
    <message>
        <source>已删除邮箱</source>
        <translation>The address is removed</translation>
    </message>
    <message>
        <source>二次验证已开启，请妥善保存备用码</source>
        <translation>The second factor is on: keep the recovery codes safe</translation>
    </message>
    <message>
        <source>二次验证已关闭</source>
        <translation>The second factor is off</translation>
    </message>
</context>
<context>
    <name>AccountsPage</name>
    <message>
        <source>姓名或用户名</source>
        <translation>Name or login</translation>
    </message>
    <message>
        <source>省级注协</source>
        <translation>Provincial institutes</translation>
    </message>
    <message>
        <source>全部省份</source>
        <translation>All provinces</translation>
    </message>
    <message>
        <source>账号</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>没有符合条件的账号</source>
        <translation>No account fits</translation>
    </message>
    <message>
        <source>可以换一个条件，或新增账号</source>
        <translation>Look for something else, or add one</translation>
    </message>
    <message>
        <source>用户名</source>
        <translation>User name</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>省份</source>
        <translation>Provinces</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>已停用</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>上次登录</source>
        <translation>Last sign-in</translation>
    </message>
    <message>
        <source>在用</source>
        <translation type="unfinished">In use</translation>
    </message>
    <message>
        <source>停用：不能登录，已登录的设备立即退出</source>
        <translation>Locked: cannot sign in, and is signed out everywhere at once</translation>
    </message>
    <message>
        <source>请选择</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>会写入处理记录</source>
        <translation>It is written into histories</translation>
    </message>
    <message>
        <source>可选择多个，第一个为主要省份</source>
        <translation>Several are possible; the first is the home province</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>保存(&amp;S)</source>
        <translation>&amp;Save</translation>
    </message>
    <message>
        <source>新增账号</source>
        <translation>Add account</translation>
    </message>
    <message>
        <source>新增账号(&amp;N)</source>
        <translation>Add accou&amp;nt</translation>
    </message>
    <message>
        <source>重置密码…</source>
        <translation>Reset password…</translation>
    </message>
    <message>
        <source>前 {0} 个，请输入姓名或用户名查找</source>
        <translation>The first {0}; type a name or login to find others</translation>
    </message>
    <message>
        <source>{0} 个账号</source>
        <translation>{0} accounts</translation>
    </message>
    <message>
        <source>请选择一个账号，或新增</source>
        <translation>Choose an account, or add one</translation>
    </message>
    <message>
        <source>重置 {0} 的密码？原密码立即失效，已登录的设备须重新登录</source>
        <translation>Reset the password of {0}? The old one ends at once, and devices have to sign in again</translation>
    </message>
    <message>
        <source>重置密码</source>
        <translation>Reset password</translation>
    </message>
    <message>
        <source>已保存：{0}</source>
        <translation>Saved: {0}</translation>
    </message>
</context>
<context>
    <name>ActivityPanel</name>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>What</translation>
    </message>
    <message>
        <source>学时证明下载</source>
        <translation>Download certificates</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>同步完成</source>
        <translation>Synced</translation>
    </message>
    <message>
        <source>活动记录</source>
        <translation>Activity</translation>
    </message>
    <message>
        <source>还没有活动记录</source>
        <translation>No activity yet</translation>
    </message>
    <message>
        <source>同步、导出和下载的结果会列在这里</source>
        <translation>Results of syncs, exports and downloads are listed here</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>同步</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
</context>
<context>
    <name>ApplicationFields</name>
    <message>
        <source>属于职业道德内容</source>
        <translation>Its subject is professional ethics</translation>
    </message>
    <message>
        <source>学时年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>主办方单位</source>
        <translation>Organiser</translation>
    </message>
    <message>
        <source>豁免学时条件</source>
        <translation>Ground for exemption</translation>
    </message>
    <message>
        <source>学时途径</source>
        <translation>Pathway</translation>
    </message>
    <message>
        <source>申请学时数</source>
        <translation>Hours asked for</translation>
    </message>
    <message>
        <source>1 学时为 45 分钟，以 0.5 为单位，可用 ↑ ↓ 键增减</source>
        <translation>One hour is 45 minutes, in steps of 0.5; ↑ and ↓ change it</translation>
    </message>
    <message>
        <source>职业道德</source>
        <translation>Professional ethics</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>PDF、JPEG、PNG 或 Office 文档，每个小于 4 MB</source>
        <translation>PDF, JPEG, PNG or Office documents, each under 4 MB</translation>
    </message>
    <message>
        <source>附件</source>
        <translation>Attachments</translation>
    </message>
    <message>
        <source>请选择</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>请选择豁免学时条件</source>
        <translation>Choose a ground for exemption</translation>
    </message>
    <message>
        <source>请选择学时途径</source>
        <translation>Choose a pathway</translation>
    </message>
</context>
<context>
    <name>ApplicationForm</name>
    <message>
        <source>还有照片等您决定：缩小后添加，或不添加</source>
        <translation>A photo waits for your answer: add it smaller, or leave it out</translation>
    </message>
    <message>
        <source>填写的内容尚未保存</source>
        <translation>What you typed is not saved</translation>
    </message>
    <message>
        <source>放弃</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>继续填写</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>{fields}刚刚在别处也有修改。您填写的内容都在，核对后再次保存即以您的为准</source>
        <translation>Edited elsewhere just now as well: {fields}. All that you typed is here; saving once more makes yours the one that holds</translation>
    </message>
    <message>
        <source>尚未保存</source>
        <translation>Not saved yet</translation>
    </message>
    <message>
        <source>附件“{name}”已经添加，与“{other}”是同一个文件</source>
        <translation>&quot;{name}&quot; is attached already: it is the same file as &quot;{other}&quot;</translation>
    </message>
    <message>
        <source>不予确认：{reason}</source>
        <translation>Refused: {reason}</translation>
    </message>
    <message>
        <source>按要求修改并保存，即重新提交省注协确认</source>
        <translation>Edit it as asked and save: that files it again</translation>
    </message>
    <message>
        <source>修改{kind}学时申请</source>
        <translation>Edit application: {kind}</translation>
    </message>
    <message>
        <source>新建{kind}学时申请</source>
        <translation>New application: {kind}</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>保存在本机，联网时自动发送（Ctrl+S）</source>
        <translation>Saves here and sends when there is a network (Ctrl+S)</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>不保存（Esc）</source>
        <translation>Leave without saving (Esc)</translation>
    </message>
</context>
<context>
    <name>ApplicationsPage</name>
    <message>
        <source>上次没有保存的内容还在表单里，请核对后保存</source>
        <translation>What was not saved last time is still in the form: look it over and save it</translation>
    </message>
    <message>
        <source>{0}（{1}）</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>列表中没有申请</source>
        <translation>No applications in the list</translation>
    </message>
    <message>
        <source>已保存，待发送。当前的筛选没有显示这条申请</source>
        <translation>Saved, to be sent. The filter hides this application</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear the filter</translation>
    </message>
    <message>
        <source>没有符合条件的申请</source>
        <translation>No application fits the filter</translation>
    </message>
    <message>
        <source>会员提交的申请在同步后出现在这里</source>
        <translation>What members file appears here after a sync</translation>
    </message>
    <message>
        <source>还没有{kind}学时申请</source>
        <translation>{kind}: no applications yet</translation>
    </message>
    <message>
        <source>点击“新建”填写并上传证明附件；没有网络也可以填写，联网后自动发送</source>
        <translation>Click &quot;New&quot;, fill it in and attach the proof. It works without a network, too, and is sent later</translation>
    </message>
    <message>
        <source>新建</source>
        <translation>New</translation>
    </message>
    <message>
        <source>已确认的申请不能修改或删除</source>
        <translation>A confirmed application can be neither edited nor deleted</translation>
    </message>
    <message>
        <source>正在导出</source>
        <translation>Exporting</translation>
    </message>
    <message>
        <source>已复制到新申请，请核对后保存</source>
        <translation>Copied into a new application: look through it, then save</translation>
    </message>
    <message>
        <source>；今年的规则没有这一项，学时年度仍为 {year}</source>
        <translation>; this year&apos;s rules do not have it, so the year stays {year}</translation>
    </message>
    <message>
        <source>；附件没有复制，请添加这一次的证明</source>
        <translation>; attachments were not copied: add the proof of this time</translation>
    </message>
    <message>
        <source>仍要复制附件</source>
        <translation>Copy attachments, too</translation>
    </message>
    <message>
        <source>请先选择一条申请</source>
        <translation>Choose an application first</translation>
    </message>
    <message>
        <source>这条申请没有附件</source>
        <translation>This application has no attachments</translation>
    </message>
    <message>
        <source>该申请已确认，不能修改或删除；如需更改请联系省注协撤销确认</source>
        <translation>It is confirmed and cannot be changed: ask your institute to take the decision back</translation>
    </message>
    <message>
        <source>已保存，待发送</source>
        <translation>Saved, to be sent</translation>
    </message>
    <message>
        <source>{kind}学时申请</source>
        <translation>{kind} application</translation>
    </message>
</context>
<context>
    <name>Asides</name>
    <message>
        <source>搁置 {0}，备忘（只有您能看到）</source>
        <translation>Put {0} aside; note (only you see it)</translation>
    </message>
    <message>
        <source>搁置 {0} 条，备忘（只有您能看到）</source>
        <translation>Put {0} aside; note (only you see it)</translation>
    </message>
    <message>
        <source>搁置</source>
        <translation>Put aside</translation>
    </message>
    <message>
        <source>这条申请没有搁置</source>
        <translation>This application was not put aside</translation>
    </message>
    <message>
        <source>已取消搁置 {0} 条</source>
        <translation>{0} back in the queue</translation>
    </message>
    <message>
        <source>已搁置 {0} 条</source>
        <translation>{0} put aside</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>已撤销，恢复为原来的样子</source>
        <translation>Undone, all is as before</translation>
    </message>
    <message>
        <source>一次最多搁置 {0} 条</source>
        <translation>At most {0} can be put aside in one go</translation>
    </message>
</context>
<context>
    <name>Ask</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>AttachmentLine</name>
    <message>
        <source>查看 {name}</source>
        <translation>View {name}</translation>
    </message>
    <message>
        <source>查看附件 {name}</source>
        <translation>View attachment {name}</translation>
    </message>
    <message>
        <source> · 尚未下载</source>
        <translation> · not downloaded yet</translation>
    </message>
    <message>
        <source>移除此附件</source>
        <translation>Remove this attachment</translation>
    </message>
    <message>
        <source>移除附件 {name}</source>
        <translation>Remove attachment {name}</translation>
    </message>
</context>
<context>
    <name>AttachmentStrip</name>
    <message>
        <source>添加附件…</source>
        <translation>Add attachments…</translation>
    </message>
    <message>
        <source>或把文件拖进来、粘贴截图（Ctrl+V）</source>
        <translation>or drop files here, or paste a screenshot (Ctrl+V)</translation>
    </message>
    <message>
        <source>PDF、JPEG、PNG、Office 文档</source>
        <translation>PDF, JPEG, PNG, Office documents</translation>
    </message>
    <message>
        <source>添加附件</source>
        <translation>Add attachments</translation>
    </message>
</context>
<context>
    <name>AttachmentViewer</name>
    <message>
        <source>缩小</source>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>适合</source>
        <translation>Fit</translation>
    </message>
    <message>
        <source>适合窗口</source>
        <translation>Fit to window</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Zoom in</translation>
    </message>
    <message>
        <source>向左旋转</source>
        <translation>Turn left</translation>
    </message>
    <message>
        <source>向右旋转</source>
        <translation>Turn right</translation>
    </message>
    <message>
        <source>外部打开</source>
        <translation>Open outside</translation>
    </message>
    <message>
        <source>用本机的默认程序打开一份副本</source>
        <translation>Open a copy with this machine&apos;s own program</translation>
    </message>
    <message>
        <source>另存为…</source>
        <translation>Save as…</translation>
    </message>
    <message>
        <source>‹ 返回</source>
        <translation>‹ Back</translation>
    </message>
    <message>
        <source>立即下载</source>
        <translation>Download now</translation>
    </message>
    <message>
        <source>附件图片</source>
        <translation>Attached picture</translation>
    </message>
    <message>
        <source>请选择一个附件</source>
        <translation>Choose an attachment</translation>
    </message>
    <message>
        <source>附件尚未下载到本机，联网时可立即下载</source>
        <translation>Not on this machine yet: download it when there is a network</translation>
    </message>
    <message>
        <source>{kind} 文档请点击“外部打开”查看</source>
        <translation>Look at {kind} documents with &quot;Open outside&quot;</translation>
    </message>
    <message>
        <source>本机没有能打开此类文件的程序，请用“另存为”保存后再打开</source>
        <translation>No program on this machine opens such files: save it first</translation>
    </message>
    <message>
        <source>附件 PDF</source>
        <translation>Attached PDF</translation>
    </message>
    <message>
        <source>此 PDF 设有密码，请点击“外部打开”查看</source>
        <translation>This PDF has a password: look at it with &quot;Open outside&quot;</translation>
    </message>
    <message>
        <source>文件已损坏或无法识别，不能在此显示。可外部打开再试，或请会员重新上传</source>
        <translation>The file is damaged or unknown and cannot be shown here. Try to open it outside, or ask the member for another</translation>
    </message>
    <message>
        <source>正在下载…</source>
        <translation>Downloading…</translation>
    </message>
    <message>
        <source>另存附件</source>
        <translation>Save attachment</translation>
    </message>
</context>
<context>
    <name>AuditPageView</name>
    <message>
        <source>管理与登录</source>
        <translation>Administration and sign-ins</translation>
    </message>
    <message>
        <source>申请与确认</source>
        <translation>Applications and decisions</translation>
    </message>
    <message>
        <source>内容、编号或姓名</source>
        <translation>Detail, id or name</translation>
    </message>
    <message>
        <source>人员</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>设备编号</source>
        <translation>Device id</translation>
    </message>
    <message>
        <source>操作</source>
        <translation>Act</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>全部操作</source>
        <translation>All acts</translation>
    </message>
    <message>
        <source>近 7 天</source>
        <translation>Last 7 days</translation>
    </message>
    <message>
        <source>近 30 天</source>
        <translation>Last 30 days</translation>
    </message>
    <message>
        <source>近一年</source>
        <translation>Last year</translation>
    </message>
    <message>
        <source>近 24 小时</source>
        <translation>Last 24 hours</translation>
    </message>
    <message>
        <source>全部时间</source>
        <translation>Any time</translation>
    </message>
    <message>
        <source>审计记录</source>
        <translation>Audit trail</translation>
    </message>
    <message>
        <source>打印列表(&amp;P)…</source>
        <translation>&amp;Print the list…</translation>
    </message>
    <message>
        <source>没有符合条件的记录</source>
        <translation>No entry fits</translation>
    </message>
    <message>
        <source>可以放宽条件后再查</source>
        <translation>Ask for less and look again</translation>
    </message>
    <message>
        <source>清除条件</source>
        <translation>Clear the filter</translation>
    </message>
    <message>
        <source>继续读取更早的记录</source>
        <translation>Read earlier entries</translation>
    </message>
    <message>
        <source>合并主办方单位</source>
        <translation>Merge organisers</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>What</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>导出 Excel…</source>
        <translation>Export to Excel…</translation>
    </message>
    <message>
        <source>导出 Excel(&amp;E)…</source>
        <translation>&amp;Export to Excel…</translation>
    </message>
    <message>
        <source>已读取 {0} 条</source>
        <translation>{0} entries read</translation>
    </message>
    <message>
        <source>请选择一条记录</source>
        <translation>Choose an entry</translation>
    </message>
    <message>
        <source>账号</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>服务器命令行</source>
        <translation>The service&apos;s command line</translation>
    </message>
    <message>
        <source>设备</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>对象</source>
        <translation>About</translation>
    </message>
    <message>
        <source>链</source>
        <translation>Lane</translation>
    </message>
    <message>
        <source>由所在省的链覆盖</source>
        <translation>Covered by the lane of its province</translation>
    </message>
    <message>
        <source>导出 Excel</source>
        <translation>Export to Excel</translation>
    </message>
    <message>
        <source>审计记录.xlsx</source>
        <translation>audit-trail.xlsx</translation>
    </message>
    <message>
        <source>已导出 {0} 条审计记录：{1}</source>
        <translation>{0} entries of the trail exported: {1}</translation>
    </message>
    <message>
        <source>正在导出审计记录</source>
        <translation>Exporting the audit trail</translation>
    </message>
</context>
<context>
    <name>Batches</name>
    <message>
        <source>已确认</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>已不予确认</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>已撤销</source>
        <translation>Taken back</translation>
    </message>
</context>
<context>
    <name>CertificatesPage</name>
    <message>
        <source>姓名、会员证书编号或证明编号</source>
        <translation>Name, member or certificate number</translation>
    </message>
    <message>
        <source>学时证明下载</source>
        <translation>Download certificates</translation>
    </message>
    <message>
        <source>学时证明下载(&amp;D)…</source>
        <translation>&amp;Download certificates…</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>学时证明</source>
        <translation>Certificates</translation>
    </message>
    <message>
        <source>验证学时证明(&amp;V)…</source>
        <translation>&amp;Verify a certificate…</translation>
    </message>
    <message>
        <source>有计入的学时后，即可下载当年的学时证明</source>
        <translation>Once hours count in a year, its certificate can be downloaded</translation>
    </message>
    <message>
        <source>会员下载后，会列在这里</source>
        <translation>They are listed here once members download them</translation>
    </message>
    <message>
        <source>还没有学时证明</source>
        <translation>No certificates yet</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>会员证书编号</source>
        <translation>Certificate number</translation>
    </message>
    <message>
        <source>年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>学时</source>
        <translation>Hours</translation>
    </message>
    <message>
        <source>应完成</source>
        <translation>Required</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>已失效：已有新证明</source>
        <translation>Ended: replaced</translation>
    </message>
    <message>
        <source>证明编号</source>
        <translation>Certificate number</translation>
    </message>
    <message>
        <source>出具日期</source>
        <translation>Issued</translation>
    </message>
    <message>
        <source>已出具，学时有变化</source>
        <translation>Issued, hours changed</translation>
    </message>
    <message>
        <source>验证学时证明</source>
        <translation>Verify a certificate</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>正在下载学时证明</source>
        <translation>Downloading certificates</translation>
    </message>
    <message>
        <source>已出具</source>
        <translation>Issued</translation>
    </message>
    <message>
        <source>可下载</source>
        <translation>To download</translation>
    </message>
    <message>
        <source>收到证明的单位可凭证明编号向省注协核对；学时有变化时可重新下载，旧证明随即失效</source>
        <translation>Whoever receives a certificate can verify its number with the institute. When the hours change, download it anew; the old one is void then</translation>
    </message>
    <message>
        <source>请先选择年度</source>
        <translation>Choose a year first</translation>
    </message>
    <message>
        <source>已选 {0} 个年度</source>
        <translation>Years selected: {0}</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>打印学时证明(&amp;P)…</source>
        <translation>&amp;Print certificates…</translation>
    </message>
    <message>
        <source>打印列表(&amp;L)…</source>
        <translation>Print the &amp;list…</translation>
    </message>
    <message>
        <source>已失效：学时已撤销</source>
        <translation>Ended: hours taken back</translation>
    </message>
    <message>
        <source>暂不能出具</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>请先下载学时证明</source>
        <translation>Download the certificate first</translation>
    </message>
    <message>
        <source>请选择一个年度</source>
        <translation>Choose a year</translation>
    </message>
    <message>
        <source>{0} 年度暂不能出具学时证明</source>
        <translation>There can be no certificate for {0} yet</translation>
    </message>
    <message>
        <source>{0} 年度：{1} 学时，下载后在此显示</source>
        <translation>{0}: {1} h. The certificate is shown here once downloaded</translation>
    </message>
    <message>
        <source>学时证明-{0}-{1}.pdf</source>
        <translation>Certificate-{0}-{1}.pdf</translation>
    </message>
    <message>
        <source>保存到文件夹</source>
        <translation>Save to a folder</translation>
    </message>
    <message>
        <source>已保存 {0} 份学时证明：{1}</source>
        <translation>Certificates saved: {0}, {1}</translation>
    </message>
    <message>
        <source>已打印 {0} 份学时证明</source>
        <translation>Printed {0} certificates</translation>
    </message>
    <message>
        <source>正在打印学时证明</source>
        <translation>Printing certificates</translation>
    </message>
    <message>
        <source>部分年度没有下载</source>
        <translation>Some years were not downloaded</translation>
    </message>
</context>
<context>
    <name>ChoiceView</name>
    <message>
        <source>请选择 {0} 年度学习的国家会计学院。选择后本年度不能更改，可先到“推荐学习”试听</source>
        <translation>Choose the institute for {0}. It cannot be changed in that year; you can try sample lessons first</translation>
    </message>
    <message>
        <source>{0} 门课程，共 {1} 学时</source>
        <translation>Courses: {0}, {1} h in all</translation>
    </message>
    <message>
        <source>其中必修 {0} 门，选修 {1} 门</source>
        <translation>required: {0}, elective: {1}</translation>
    </message>
    <message>
        <source>主题：{0}</source>
        <translation>Topics: {0}</translation>
    </message>
    <message>
        <source>{0} 等</source>
        <translation>{0} and others</translation>
    </message>
    <message>
        <source>选择</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>选择 {0}</source>
        <translation>Choose {0}</translation>
    </message>
    <message>
        <source>选择“{0}”后，{1} 年度不能更改。确定选择吗？</source>
        <translation>&quot;{0}&quot; cannot be changed in {1} once chosen. Choose it?</translation>
    </message>
    <message>
        <source>确定选择</source>
        <translation>Choose it</translation>
    </message>
    <message>
        <source>再想想</source>
        <translation>Not yet</translation>
    </message>
</context>
<context>
    <name>ChosenBar</name>
    <message>
        <source>导出所选</source>
        <translation>Export chosen</translation>
    </message>
    <message>
        <source>取消选择</source>
        <translation>Choose none</translation>
    </message>
    <message>
        <source>可用空格键，或按住 Ctrl、Shift 点击，选择多条</source>
        <translation>Space, or a click with Ctrl or Shift, chooses several</translation>
    </message>
    <message>
        <source>已选 {0}</source>
        <translation>Chosen: {0}</translation>
    </message>
</context>
<context>
    <name>ClosingLine</name>
    <message>
        <source>关闭，下次发送</source>
        <translation>Close, send next time</translation>
    </message>
    <message>
        <source>现在发送并关闭</source>
        <translation>Send now and close</translation>
    </message>
    <message>
        <source>不关闭</source>
        <translation>Stay</translation>
    </message>
    <message>
        <source>{0} 条操作尚未发送。它们已保存在本机，下次打开程序时自动发送</source>
        <translation>{0} not sent yet. What you did is saved on this machine and sent when the program is next opened</translation>
    </message>
    <message>
        <source>正在发送，完成后关闭…</source>
        <translation>Sending, then the window closes…</translation>
    </message>
    <message>
        <source>连接不到服务器，{0} 条没有发送；它们保存在本机，不会丢失</source>
        <translation>The service cannot be reached: {0} not sent; they are saved on this machine and not lost</translation>
    </message>
    <message>
        <source>还有 {0} 条没有发送；它们保存在本机，不会丢失</source>
        <translation>{0} still not sent; they are saved on this machine and not lost</translation>
    </message>
</context>
<context>
    <name>ConflictCard</name>
    <message>
        <source>我填写的</source>
        <translation>What I typed</translation>
    </message>
    <message>
        <source>现在的内容</source>
        <translation>What is there now</translation>
    </message>
    <message>
        <source>我审阅时</source>
        <translation>When I looked</translation>
    </message>
    <message>
        <source>您的处理没有生效，仍保留在这里。可以到队列中再次处理，也可以就现在的内容再次提交同样的处理</source>
        <translation>Your decision did not take effect and is kept here. Decide again in the queue, or make the same decision upon what is there now</translation>
    </message>
    <message>
        <source>您填写的内容仍保留在本机，请选择保留哪一个</source>
        <translation>What you typed is still on this machine: choose which to keep</translation>
    </message>
    <message>
        <source>这项操作不能再次提交；需要时可先导出您填写的内容</source>
        <translation>This cannot be done again; export what you typed first if you need it</translation>
    </message>
    <message>
        <source>同样的处理不能再次提交：{why}。可以到队列中查看后再处理，或采用对方内容</source>
        <translation>The same decision cannot be filed again: {why}. Look at it in the queue and decide anew, or take what is there now</translation>
    </message>
    <message>
        <source>不能再次提交：{why}。需要时可先导出您填写的内容，再采用现在的内容</source>
        <translation>It cannot be filed again: {why}. Export what you typed if you need it, then take what is there now</translation>
    </message>
    <message>
        <source>再次处理</source>
        <translation>Decide again</translation>
    </message>
    <message>
        <source>按现在的内容再次提交</source>
        <translation>Do it again upon what is there now</translation>
    </message>
    <message>
        <source>采用对方内容</source>
        <translation>Keep theirs</translation>
    </message>
    <message>
        <source>放弃这项操作</source>
        <translation>Give it up</translation>
    </message>
</context>
<context>
    <name>ConflictsPage</name>
    <message>
        <source>需要处理的操作</source>
        <translation>Acts to settle</translation>
    </message>
    <message>
        <source>打印列表(&amp;P)…</source>
        <translation>&amp;Print the list…</translation>
    </message>
    <message>
        <source>没有需要处理的操作</source>
        <translation>Nothing to settle</translation>
    </message>
    <message>
        <source>您的操作都已生效或在等待发送</source>
        <translation>All that you did has taken effect or waits to be sent</translation>
    </message>
    <message>
        <source>导出我的内容</source>
        <translation>Export mine</translation>
    </message>
    <message>
        <source>导出我的内容(&amp;X)…</source>
        <translation>E&amp;xport mine…</translation>
    </message>
    <message>
        <source>未生效的操作.json</source>
        <translation>Not in effect.json</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>已导出到 {name}</source>
        <translation>Exported to {name}</translation>
    </message>
    <message>
        <source>{count} 条</source>
        <translation>{count} in list</translation>
    </message>
    <message>
        <source>已按现在的内容再次提交，待发送</source>
        <translation>Done again upon what is there now, to be sent</translation>
    </message>
    <message>
        <source>已采用对方内容</source>
        <translation>Theirs is kept</translation>
    </message>
    <message>
        <source>已放弃这项操作</source>
        <translation>Given up</translation>
    </message>
    <message>
        <source>操作</source>
        <translation>Act</translation>
    </message>
    <message>
        <source>申请</source>
        <translation>Application</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>需要处理</source>
        <translation>To settle</translation>
    </message>
</context>
<context>
    <name>Contents</name>
    <message>
        <source>课程目录</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>已学完</source>
        <translation>Finished</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>播放</source>
        <translation>Play</translation>
    </message>
    <message>
        <source>全屏</source>
        <translation>Full screen</translation>
    </message>
    <message>
        <source>播放位置</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>播放速度</source>
        <translation>Speed</translation>
    </message>
    <message>
        <source>{0} 倍速</source>
        <translation>Speed {0}</translation>
    </message>
    <message>
        <source>音量</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>暂停</source>
        <translation>Pause</translation>
    </message>
</context>
<context>
    <name>CoursesView</name>
    <message>
        <source>课程</source>
        <translation>Course</translation>
    </message>
    <message>
        <source>没有符合条件的课程</source>
        <translation>No course fits the filter</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>方式</source>
        <translation>Delivery</translation>
    </message>
    <message>
        <source>分钟</source>
        <translation>Minutes</translation>
    </message>
    <message>
        <source>学时</source>
        <translation>Hours</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>必修</source>
        <translation>Required</translation>
    </message>
    <message>
        <source>课程名称、主题</source>
        <translation>Title or topic</translation>
    </message>
    <message>
        <source>主题</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>选修</source>
        <translation>Elective</translation>
    </message>
    <message>
        <source>评分</source>
        <translation>Rating</translation>
    </message>
    <message>
        <source>评价</source>
        <translation>Comment</translation>
    </message>
    <message>
        <source>可不填，最多 500 个字</source>
        <translation>Optional, at most 500 characters</translation>
    </message>
    <message>
        <source>提交评价</source>
        <translation>Submit rating</translation>
    </message>
    <message>
        <source>课程评价</source>
        <translation>Rate the course</translation>
    </message>
    <message>
        <source>学习</source>
        <translation>Study</translation>
    </message>
    <message>
        <source>待评价</source>
        <translation>To be rated</translation>
    </message>
    <message>
        <source>待完成</source>
        <translation>To be finished</translation>
    </message>
    <message>
        <source>学习中</source>
        <translation>Learning</translation>
    </message>
    <message>
        <source>可学习</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>已计学时</source>
        <translation>Hours credited</translation>
    </message>
    <message>
        <source>全部 {0}</source>
        <translation>All {0}</translation>
    </message>
    <message>
        <source>{0} 门 · {1} 学时</source>
        <translation>Courses: {0} · {1} h</translation>
    </message>
    <message>
        <source>请选择课程</source>
        <translation>Choose a course</translation>
    </message>
    <message>
        <source>{0} 分钟，{1} 学时</source>
        <translation>{0} minutes, {1} h</translation>
    </message>
    <message>
        <source>{0} 学完</source>
        <translation>finished {0}</translation>
    </message>
    <message>
        <source>学完并评价后计入 {0} 学时</source>
        <translation>{0} hours count once it is finished and rated</translation>
    </message>
    <message>
        <source>在国家会计学院的平台学习；学完后完成记录会同步到本机，评价后计入学时</source>
        <translation>Studied on the institute&apos;s own platform; once finished it comes here with a sync, and its hours count when it is rated</translation>
    </message>
    <message>
        <source>已学 {0}%，学完并评价后计入 {1} 学时</source>
        <translation>{0}% played; {1} hours count once it is finished and rated</translation>
    </message>
    <message>
        <source>已看完，打开课程完成学习，评价后计入 {0} 学时</source>
        <translation>Watched: open it to finish it; {0} hours count once it is rated</translation>
    </message>
    <message>
        <source>已学完。评价后计入 {0} 学时</source>
        <translation>Finished. {0} h count once you have rated it</translation>
    </message>
    <message>
        <source>已评价，{0} 学时自动确认</source>
        <translation>Rated; {0} h are confirmed by themselves</translation>
    </message>
</context>
<context>
    <name>CycleFrame</name>
    <message>
        <source>考核周期 {0}–{1}：已计 {2}，应完成 {3} 学时</source>
        <translation>Cycle {0}–{1}: {2} of {3} hours counted</translation>
    </message>
</context>
<context>
    <name>DecidedView</name>
    <message>
        <source>近 7 天</source>
        <translation>Last 7 days</translation>
    </message>
    <message>
        <source>近 30 天</source>
        <translation>Last 30 days</translation>
    </message>
    <message>
        <source>本月</source>
        <translation>This month</translation>
    </message>
    <message>
        <source>本年</source>
        <translation>This year</translation>
    </message>
    <message>
        <source>自定</source>
        <translation>Own</translation>
    </message>
    <message>
        <source>起始日期</source>
        <translation>First day</translation>
    </message>
    <message>
        <source>截止日期</source>
        <translation>Last day</translation>
    </message>
    <message>
        <source>至</source>
        <translation>to</translation>
    </message>
    <message>
        <source>收到</source>
        <translation>Filed</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>What</translation>
    </message>
    <message>
        <source>处理</source>
        <translation>Decided</translation>
    </message>
    <message>
        <source>确认</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>不予确认</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>确认学时</source>
        <translation>Confirmed hours</translation>
    </message>
    <message>
        <source>收到 {0} 条</source>
        <translation>{0} filed</translation>
    </message>
    <message>
        <source>确认 {0} 条，{1} 学时</source>
        <translation>{0} confirmed, {1} h</translation>
    </message>
    <message>
        <source>不予确认 {0} 条</source>
        <translation>{0} refused</translation>
    </message>
    <message>
        <source>每日处理</source>
        <translation>Decided per day</translation>
    </message>
    <message>
        <source>每周处理</source>
        <translation>Decided per week</translation>
    </message>
    <message>
        <source>{0}：确认 {1}，不予确认 {2}，收到 {3}</source>
        <translation>{0}: {1} confirmed, {2} refused, {3} filed</translation>
    </message>
    <message>
        <source>收到的申请</source>
        <translation>Applications filed</translation>
    </message>
    <message>
        <source>{0} 处理的申请</source>
        <translation>Decided on {0}</translation>
    </message>
    <message>
        <source>{0}（{1} 至 {2}）</source>
        <translation>{0} ({1} to {2})</translation>
    </message>
</context>
<context>
    <name>DecisionBar</name>
    <message>
        <source>编辑理由…</source>
        <translation>Edit the reasons…</translation>
    </message>
    <message>
        <source>取消选择</source>
        <translation>Select none</translation>
    </message>
    <message>
        <source>已选 {count} 条，正在统计…</source>
        <translation>{count} selected, adding up…</translation>
    </message>
    <message>
        <source>已选 {count} 条 · {hours} 学时</source>
        <translation>{count} selected · {hours} h</translation>
    </message>
    <message>
        <source>（未确认 {open} 条，其余 {decided} 条已处理，确认与不予确认不涉及）</source>
        <translation> ({open} pending; {decided} are decided already and stay as they are)</translation>
    </message>
    <message>
        <source>，同事已认领 {0} 条</source>
        <translation>, {0} taken by colleagues</translation>
    </message>
    <message>
        <source>批量确认 {count}</source>
        <translation>Confirm {count}</translation>
    </message>
    <message>
        <source>批量不予确认 {count}</source>
        <translation>Refuse {count}</translation>
    </message>
    <message>
        <source>撤销处理 {count}</source>
        <translation>Take back {count}</translation>
    </message>
    <message>
        <source>认领 {count}</source>
        <translation>Take {count}</translation>
    </message>
    <message>
        <source>释放 {count}</source>
        <translation>Let go of {count}</translation>
    </message>
    <message>
        <source>确认</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>J/K 下一条/上一条 · A 确认 · S 减少学时 · R 不予确认 · D 搁置 · U 撤销 · X 选择 · / 查找 · ? 全部按键</source>
        <translation>J/K next/previous · A confirm · S fewer hours · R refuse · D put aside · U undo · X select · / search · ? all keys</translation>
    </message>
</context>
<context>
    <name>Decisions</name>
    <message>
        <source>已确认</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>豁免申请不计学时，请按 A 确认或按 R 不予确认</source>
        <translation>An exemption asks for no hours: A confirms, R refuses</translation>
    </message>
    <message>
        <source>{name} 申请 {asked} 学时，确认学时数</source>
        <translation>{name} asks for {asked} h; hours to confirm</translation>
    </message>
    <message>
        <source>已不予确认</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>不予确认 {name} 的理由</source>
        <translation>Reason for refusing {name}</translation>
    </message>
    <message>
        <source>不予确认</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>这条申请尚未处理，无需撤销</source>
        <translation>Nobody has decided on this one: there is nothing to take back</translation>
    </message>
    <message>
        <source>已撤销 {count} 条，恢复为处理前的状态</source>
        <translation>Undone: {count} are as they were before</translation>
    </message>
    <message>
        <source>{count} 条已发送，如需更改，请选中后“撤销处理”</source>
        <translation>{count} already sent: to change them, select them and take the decisions back</translation>
    </message>
    <message>
        <source>已撤销</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>撤销对 {name} 的处理，理由</source>
        <translation>Reason for taking back the decision on {name}</translation>
    </message>
    <message>
        <source>这条申请已处理；如需更改，请按 T 撤销</source>
        <translation>This one is decided: press T to take the decision back</translation>
    </message>
    <message>
        <source>没有可以撤销的处理；更早的批次见“同步结果”（L）</source>
        <translation>Nothing to take back here; earlier batches stand under &quot;Results&quot; (L)</translation>
    </message>
    <message>
        <source>查看已发送的</source>
        <translation>Show what was sent</translation>
    </message>
    <message>
        <source>选中的申请都已处理，无需认领</source>
        <translation>All of the selected are decided: nobody has to take them</translation>
    </message>
    <message>
        <source>认领</source>
        <translation>Taken</translation>
    </message>
    <message>
        <source>已认领</source>
        <translation>Taken:</translation>
    </message>
    <message>
        <source>释放</source>
        <translation>Let go</translation>
    </message>
    <message>
        <source>已释放</source>
        <translation>Let go:</translation>
    </message>
    <message>
        <source>正在保存…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>{done} {count} 条，已保存，待发送</source>
        <translation>{done}: {count}, saved, to be sent</translation>
    </message>
    <message>
        <source>；{count} 条未处理：{why}</source>
        <translation>; {count} not decided: {why}</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>Deletions</name>
    <message>
        <source>已删除 {count} 条</source>
        <translation>Deleted {count}</translation>
    </message>
    <message>
        <source>；{count} 条已确认，不能删除</source>
        <translation>; {count} are confirmed and cannot be deleted</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>有 {count} 条删除还没有发送</source>
        <translation>{count} deleted, which has not been sent yet</translation>
    </message>
    <message>
        <source>撤销删除</source>
        <translation>Undelete</translation>
    </message>
    <message>
        <source>已恢复 {count} 条</source>
        <translation>{count} are back</translation>
    </message>
    <message>
        <source>已恢复 {back} 条；{late} 条的删除已经发送，不能撤销</source>
        <translation>{back} are back; {late} deletions were sent already and cannot be undone</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>申请详情</source>
        <translation>The application in full</translation>
    </message>
    <message>
        <source>选择一条申请，这里显示详情</source>
        <translation>Choose an application to see it here</translation>
    </message>
    <message>
        <source>附件</source>
        <translation>Attachments</translation>
    </message>
    <message>
        <source>历史</source>
        <translation>History</translation>
    </message>
    <message>
        <source>{kind}学时申请</source>
        <translation>{kind} application</translation>
    </message>
    <message>
        <source>不予确认：{reason}</source>
        <translation>Refused: {reason}</translation>
    </message>
    <message>
        <source>按要求修改并保存，即重新提交省注协确认</source>
        <translation>Edit it as asked and save: that files it again</translation>
    </message>
    <message>
        <source>修改</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>这条申请有一项操作没有生效，需要您选择如何处理</source>
        <translation>Something you did to this application did not take effect: choose what to do</translation>
    </message>
    <message>
        <source>去处理</source>
        <translation>Settle</translation>
    </message>
    <message>
        <source>申请</source>
        <translation>Application</translation>
    </message>
    <message>
        <source>{year} 年度 {kind}</source>
        <translation>{year} {kind}</translation>
    </message>
    <message>
        <source>学时年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>主办方单位</source>
        <translation>Organiser</translation>
    </message>
    <message>
        <source>豁免学时条件</source>
        <translation>Ground for exemption</translation>
    </message>
    <message>
        <source>学时途径</source>
        <translation>Pathway</translation>
    </message>
    <message>
        <source>申请学时</source>
        <translation>Hours asked for</translation>
    </message>
    <message>
        <source>确认学时</source>
        <translation>Confirmed hours</translation>
    </message>
    <message>
        <source>由 {0} 根据培训签到表录入</source>
        <translation>by {0}, from an attendance list</translation>
    </message>
    <message>
        <source>省注协录入</source>
        <translation>Entered by the institute</translation>
    </message>
    <message>
        <source>职业道德</source>
        <translation>Professional ethics</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source> {hours} 学时</source>
        <translation> {hours} h</translation>
    </message>
</context>
<context>
    <name>DirectoryPageView</name>
    <message>
        <source>主办方单位</source>
        <translation>Organiser</translation>
    </message>
    <message>
        <source>国家会计学院</source>
        <translation>National accounting institutes</translation>
    </message>
    <message>
        <source>省级注协</source>
        <translation>Provincial institutes</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>What</translation>
    </message>
    <message>
        <source>目录</source>
        <translation>Directory</translation>
    </message>
    <message>
        <source>没有符合条件的内容</source>
        <translation>Nothing fits</translation>
    </message>
    <message>
        <source>可以换一个名称查找，或新增</source>
        <translation>Look for another name, or add one</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>已停用</source>
        <translation>Retired</translation>
    </message>
    <message>
        <source>已并入 {0}</source>
        <translation>Merged into {0}</translation>
    </message>
    <message>
        <source>已合并</source>
        <translation>Merged</translation>
    </message>
    <message>
        <source>在用</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>停用：不再供选择，已有记录不受影响</source>
        <translation>Retired: offered no more; what is recorded stays</translation>
    </message>
    <message>
        <source>代码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>两位数字</source>
        <translation>Two digits</translation>
    </message>
    <message>
        <source>协会名称</source>
        <translation>Name of the institute</translation>
    </message>
    <message>
        <source>印在学时证明上</source>
        <translation>Printed on certificates</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>保存(&amp;S)</source>
        <translation>&amp;Save</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>新增(&amp;N)</source>
        <translation>&amp;New</translation>
    </message>
    <message>
        <source>合并为</source>
        <translation>Merged into</translation>
    </message>
    <message>
        <source>合并主办方单位</source>
        <translation>Merge organisers</translation>
    </message>
    <message>
        <source>合并…</source>
        <translation>Merge…</translation>
    </message>
    <message>
        <source>从 Excel 导入…</source>
        <translation>Import from Excel…</translation>
    </message>
    <message>
        <source>前 {0} 个，共 {1} 个，请输入名称查找</source>
        <translation>The first {0} of {1}; type a name to find others</translation>
    </message>
    <message>
        <source>{0} 个</source>
        <translation>{0} entries</translation>
    </message>
    <message>
        <source>请选择一个单位，或新增</source>
        <translation>Choose one, or add one</translation>
    </message>
    <message>
        <source>已保存：{0}</source>
        <translation>Saved: {0}</translation>
    </message>
    <message>
        <source>已选 {0} 个单位，合并后以其中一个为准；原名称仍可查看</source>
        <translation>{0} are chosen; one of them stands for all, and the names stay readable</translation>
    </message>
    <message>
        <source>请选择保留的单位</source>
        <translation>Choose the one that stays</translation>
    </message>
    <message>
        <source>将 {0} 个单位并入“{1}”？合并后不能拆分</source>
        <translation>Merge {0} organisers into &quot;{1}&quot;? They cannot be taken apart again</translation>
    </message>
    <message>
        <source>合并</source>
        <translation>Merge</translation>
    </message>
    <message>
        <source>已合并为</source>
        <translation>Merged into</translation>
    </message>
</context>
<context>
    <name>DoctorDialog</name>
    <message>
        <source>检查运行状况</source>
        <translation>Check how things stand</translation>
    </message>
    <message>
        <source>正在检查…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>保存技术支持报告…</source>
        <translation>Save a report for the help desk…</translation>
    </message>
    <message>
        <source>版本、检查结果和运行记录；不含姓名、证书编号和申请内容</source>
        <translation>Versions, what was found and what happened; no names, numbers or applications</translation>
    </message>
    <message>
        <source>正常</source>
        <translation>In order</translation>
    </message>
    <message>
        <source>需要注意</source>
        <translation>Needs attention</translation>
    </message>
    <message>
        <source>保存技术支持报告</source>
        <translation>Save a report for the help desk</translation>
    </message>
    <message>
        <source>ZIP (*.zip)</source>
        <translation>ZIP (*.zip)</translation>
    </message>
    <message>
        <source>已保存 {0}；其中没有个人信息，可以直接发给技术支持</source>
        <translation>Saved {0}; it names nobody and can be sent to the help desk as it is</translation>
    </message>
</context>
<context>
    <name>DryRunPanel</name>
    <message>
        <source>批量处理前的核对</source>
        <translation>Look before a batch is decided</translation>
    </message>
    <message>
        <source>上一条</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>已选 {0} 条，正在核对…</source>
        <translation>{0} selected, looking at them…</translation>
    </message>
    <message>
        <source>正在核对会员的学时：{0} / {1}</source>
        <translation>Looking at members&apos; hours: {0} of {1}</translation>
    </message>
    <message>
        <source>抽查 {0} 条（N）</source>
        <translation>Look at {0} at random (N)</translation>
    </message>
    <message>
        <source>下一条（N）</source>
        <translation>Next (N)</translation>
    </message>
    <message>
        <source>放回本批（W）</source>
        <translation>Put back into the batch (W)</translation>
    </message>
    <message>
        <source>移出本批（W）</source>
        <translation>Leave out of the batch (W)</translation>
    </message>
    <message>
        <source>抽查第 {0} 条，共 {1} 条</source>
        <translation>Sample {0} of {1}</translation>
    </message>
    <message>
        <source>；另有 {0} 条不在其中</source>
        <translation>; {0} others are left out</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>按 ↓ 选择常用理由，或直接填写</source>
        <translation>Press ↓ to choose a reason, or type one</translation>
    </message>
    <message>
        <source>理由（会员会看到）</source>
        <translation>Reason (the member reads it)</translation>
    </message>
    <message>
        <source>编辑理由…</source>
        <translation>Edit the reasons…</translation>
    </message>
    <message>
        <source>批次名称</source>
        <translation>Name of the batch</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>EntryLine</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Excel 工作簿 (*.xlsx)</source>
        <translation>Excel workbook (*.xlsx)</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>已导出 {count} 条到 {name}</source>
        <translation>Exported {count} to {name}</translation>
    </message>
    <message>
        <source>正在导出学时申请</source>
        <translation>Exporting applications</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
</context>
<context>
    <name>FilterRow</name>
    <message>
        <source>全部年度</source>
        <translation>All years</translation>
    </message>
    <message>
        <source>全部状态</source>
        <translation>All states</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>证书编号</source>
        <translation>Certificate number</translation>
    </message>
    <message>
        <source>主办方</source>
        <translation>Organiser</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>条件</source>
        <translation>Ground</translation>
    </message>
    <message>
        <source>途径</source>
        <translation>Pathway</translation>
    </message>
    <message>
        <source>学时年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
</context>
<context>
    <name>FinishedCourses</name>
    <message>
        <source>返回学时明细</source>
        <translation>Back to the lines</translation>
    </message>
    <message>
        <source>{0} 年度已学完课程（{1} 门）</source>
        <translation>Finished courses of {0} ({1})</translation>
    </message>
    <message>
        <source>必修 {0} 学时，选修 {1} 学时</source>
        <translation>Required courses {0} h, elective {1} h</translation>
    </message>
</context>
<context>
    <name>FlagCheck</name>
    <message>
        <source>正在核对提示 {0} / {1}</source>
        <translation>Working out flags {0} / {1}</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>立即同步(&amp;S)</source>
        <translation>&amp;Sync now</translation>
    </message>
    <message>
        <source>脱机工作(&amp;O)</source>
        <translation>Work &amp;offline</translation>
    </message>
    <message>
        <source>活动记录(&amp;J)</source>
        <translation>Acti&amp;vity</translation>
    </message>
    <message>
        <source>账号与安全(&amp;A)…</source>
        <translation>&amp;Account and security…</translation>
    </message>
    <message>
        <source>退出登录(&amp;L)</source>
        <translation>Sign o&amp;ut</translation>
    </message>
    <message>
        <source>撤销(&amp;U)</source>
        <translation>&amp;Undo</translation>
    </message>
    <message>
        <source>没有可以撤销的操作</source>
        <translation>Nothing to undo</translation>
    </message>
    <message>
        <source>{0} 条操作没有生效，您填写的内容都保留着，请逐条处理</source>
        <translation>{0} did not take effect; all that you typed is kept: settle them one by one</translation>
    </message>
    <message>
        <source>查看</source>
        <translation>View</translation>
    </message>
    <message>
        <source>重新登录</source>
        <translation>Sign in again</translation>
    </message>
    <message>
        <source>程序版本过旧，只能查看；请升级后再操作</source>
        <translation>This program is too old and can only show things: update it first</translation>
    </message>
    <message>
        <source>程序版本过旧，现在只能查看；已保存的操作仍会发送。请升级程序后再继续操作</source>
        <translation>This program is too old and can only show things now; what is saved is still sent. Update it to go on</translation>
    </message>
    <message>
        <source>退出登录后，本机的数据保留；没有网络时可在登录页选择继续脱机工作</source>
        <translation>The data stays on this machine. Without a network you can go on offline from the sign-in page</translation>
    </message>
    <message>
        <source>{0} 条尚未发送，已保存在本机，再次登录后自动发送。{1}</source>
        <translation>{0} not sent yet; they are saved on this machine and sent after the next sign-in. {1}</translation>
    </message>
    <message>
        <source>退出登录</source>
        <translation>Sign out</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>附件</source>
        <translation>Attachment</translation>
    </message>
    <message>
        <source>上一个附件</source>
        <translation>Previous attachment</translation>
    </message>
    <message>
        <source>下一个附件</source>
        <translation>Next attachment</translation>
    </message>
    <message>
        <source>全部保存…</source>
        <translation>Save all…</translation>
    </message>
    <message>
        <source>已保存 {count} 个附件到 {folder}</source>
        <translation>{count} attachments saved to {folder}</translation>
    </message>
    <message>
        <source>正在保存附件</source>
        <translation>Saving attachments</translation>
    </message>
    <message>
        <source>；{names}没有保存（{why}）</source>
        <translation>; {names} not saved ({why})</translation>
    </message>
    <message>
        <source>打开文件夹</source>
        <translation>Open the folder</translation>
    </message>
    <message>
        <source>保存到文件夹</source>
        <translation>Save to a folder</translation>
    </message>
</context>
<context>
    <name>GroupsPart</name>
    <message>
        <source>分组方式</source>
        <translation>Group by</translation>
    </message>
    <message>
        <source>分组</source>
        <translation>Groups</translation>
    </message>
    <message>
        <source>选择本组</source>
        <translation>Select this group</translation>
    </message>
    <message>
        <source>显示全部</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>{0} 组</source>
        <translation>{0} groups</translation>
    </message>
    <message>
        <source>没有分组</source>
        <translation>There are no groups</translation>
    </message>
    <message>
        <source>只显示本组并全部选中（在分组列表中按 X）</source>
        <translation>Show this group only and select all of it (X in the list of groups)</translation>
    </message>
    <message>
        <source>主办方 × 途径</source>
        <translation>Organiser × pathway</translation>
    </message>
    <message>
        <source>按主办方</source>
        <translation>By organiser</translation>
    </message>
    <message>
        <source>按学时途径</source>
        <translation>By pathway</translation>
    </message>
    <message>
        <source>按类别</source>
        <translation>By kind</translation>
    </message>
    <message>
        <source>按提示</source>
        <translation>By flag</translation>
    </message>
</context>
<context>
    <name>GuideView</name>
    <message>
        <source>帮助内容</source>
        <translation>Help text</translation>
    </message>
</context>
<context>
    <name>Habits</name>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>复制单元格</source>
        <translation>Copy cell</translation>
    </message>
    <message>
        <source>连同列名复制</source>
        <translation>Copy with column names</translation>
    </message>
    <message>
        <source>全选</source>
        <translation>Select all</translation>
    </message>
    <message>
        <source>列左移</source>
        <translation>Move column left</translation>
    </message>
    <message>
        <source>列右移</source>
        <translation>Move column right</translation>
    </message>
    <message>
        <source>恢复默认列</source>
        <translation>Restore the columns</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>列</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>按“{0}”升序</source>
        <translation>Sort by {0}, ascending</translation>
    </message>
    <message>
        <source>按“{0}”降序</source>
        <translation>Sort by {0}, descending</translation>
    </message>
    <message>
        <source>一次最多复制 {0} 行；更多的请用导出</source>
        <translation>At most {0} rows are copied at once: use the export for more</translation>
    </message>
    <message>
        <source>已复制 {0} 行</source>
        <translation>Rows copied: {0}</translation>
    </message>
    <message>
        <source>已复制：{0}</source>
        <translation>Copied: {0}</translation>
    </message>
    <message>
        <source>打印 {0}</source>
        <translation>Print {0}</translation>
    </message>
    <message>
        <source>已打印 {0}：{1} 行，{2} 页</source>
        <translation>Printed {0}: {1} rows, {2} pages</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>页面</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>用户名：{0}</source>
        <translation>User name: {0}</translation>
    </message>
    <message>
        <source>{0} 条需要处理</source>
        <translation>{0} to settle</translation>
    </message>
    <message>
        <source>页面：{0}</source>
        <translation>Page: {0}</translation>
    </message>
    <message>
        <source>转到另一页</source>
        <translation>Go to another page</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>帮助目录</source>
        <translation>Help pages</translation>
    </message>
    <message>
        <source>这一页的帮助没有随程序安装</source>
        <translation>The help on this page was not installed with the program</translation>
    </message>
    <message>
        <source>回到上一页</source>
        <translation>Back to the page before</translation>
    </message>
    <message>
        <source>还没有翻过页</source>
        <translation>No other page has been opened yet</translation>
    </message>
    <message>
        <source>后退</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>HoursExport</name>
    <message>
        <source>Excel 工作簿 (*.xlsx)</source>
        <translation>Excel workbook (*.xlsx)</translation>
    </message>
    <message>
        <source>PDF 报告 (*.pdf)</source>
        <translation>PDF report (*.pdf)</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>已导出 {0} 到 {1}</source>
        <translation>Exported {0} to {1}</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>正在导出学时</source>
        <translation>Exporting hours</translation>
    </message>
    <message>
        <source>已打印 {0}：{1} 页</source>
        <translation>Printed {0}: {1} pages</translation>
    </message>
    <message>
        <source>正在打印学时</source>
        <translation>Printing hours</translation>
    </message>
    <message>
        <source>{0} 年度学时</source>
        <translation>hours of {0}</translation>
    </message>
    <message>
        <source>{0} 至 {1} 年度学时</source>
        <translation>hours of {0} to {1}</translation>
    </message>
    <message>
        <source>已取消，没有留下文件</source>
        <translation>Cancelled; no file was left behind</translation>
    </message>
</context>
<context>
    <name>HoursPage</name>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>导出学时(&amp;X)…</source>
        <translation>E&amp;xport hours…</translation>
    </message>
    <message>
        <source>学时明细</source>
        <translation>Hours line by line</translation>
    </message>
    <message>
        <source>导出 PDF 报告(&amp;R)…</source>
        <translation>Export a PDF &amp;report…</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>打印(&amp;P)…</source>
        <translation>&amp;Print…</translation>
    </message>
    <message>
        <source>各年度对比(&amp;C)</source>
        <translation>&amp;Compare years</translation>
    </message>
    <message>
        <source>已学完课程</source>
        <translation>Finished courses</translation>
    </message>
    <message>
        <source>{0}（{1}）</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>没有可导出的学时</source>
        <translation>There are no hours to export</translation>
    </message>
    <message>
        <source>请在左侧选择会员</source>
        <translation>Choose a member on the left</translation>
    </message>
    <message>
        <source>可按姓名或会员证书编号查找</source>
        <translation>Find by name or certificate number</translation>
    </message>
    <message>
        <source>{0} 年度没有适用的学时要求</source>
        <translation>No requirement applies to {0}</translation>
    </message>
    <message>
        <source>本机还没有学时数据</source>
        <translation>No hours on this machine yet</translation>
    </message>
    <message>
        <source>联网同步后显示</source>
        <translation>Shown after a sync</translation>
    </message>
    <message>
        <source>已保存</source>
        <translation>Saved</translation>
    </message>
    <message>
        <source>各年度</source>
        <translation>All years</translation>
    </message>
    <message>
        <source>学时-{0}-{1}</source>
        <translation>Hours-{0}-{1}</translation>
    </message>
</context>
<context>
    <name>ImportPanel</name>
    <message>
        <source>导入前的检查</source>
        <translation>Check before importing</translation>
    </message>
    <message>
        <source>需要查看的单元格</source>
        <translation>Cells to look at</translation>
    </message>
    <message>
        <source>打开工作簿</source>
        <translation>Open the workbook</translation>
    </message>
    <message>
        <source>重新读取</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>没有可导入的</source>
        <translation>Nothing to import</translation>
    </message>
    <message>
        <source>位置</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>学时确认!D10000</source>
        <translation>Review!D10000</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>似已申报</source>
        <translation>Perhaps claimed</translation>
    </message>
    <message>
        <source>选择或拖入按模板填写的 Excel 工作簿；确认之前不会更改任何内容</source>
        <translation>Choose or drop an Excel workbook filled in as the template asks; nothing is changed before you say so</translation>
    </message>
    <message>
        <source>工作簿各行</source>
        <translation>Rows of the workbook</translation>
    </message>
    <message>
        <source>导入结果</source>
        <translation>What the import comes to</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>选择文件…</source>
        <translation>Choose file…</translation>
    </message>
    <message>
        <source>下载模板…</source>
        <translation>Save template…</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>从 Excel 导入</source>
        <translation type="unfinished">Import from Excel</translation>
    </message>
    <message>
        <source>行</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>有变化</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>编号或名称</source>
        <translation>Number or name</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>身份证号不正确</source>
        <translation>Not an identity number</translation>
    </message>
    <message>
        <source>{0}：新增 {1}，有变化 {2}，无变化 {3}，有错误 {4}</source>
        <translation>{0}: {1} new, {2} changed, {3} unchanged, {4} wrong</translation>
    </message>
    <message>
        <source>请改正后重新选择文件，未导入任何内容</source>
        <translation>mend them and choose the file again; nothing was imported</translation>
    </message>
    <message>
        <source>没有需要导入的内容</source>
        <translation>there is nothing to import</translation>
    </message>
    <message>
        <source>导入 {0} 条</source>
        <translation>Read in {0}</translation>
    </message>
    <message>
        <source>已导入：新增 {0}，更新 {1}</source>
        <translation>Imported: {0} new, {1} changed</translation>
    </message>
    <message>
        <source>会员导入模板.xlsx</source>
        <translation>members-template.xlsx</translation>
    </message>
    <message>
        <source>主办方单位导入模板.xlsx</source>
        <translation>organisers-template.xlsx</translation>
    </message>
    <message>
        <source>下载模板</source>
        <translation>Save template</translation>
    </message>
    <message>
        <source>模板已保存：{0}</source>
        <translation>Template saved: {0}</translation>
    </message>
</context>
<context>
    <name>KeysPart</name>
    <message>
        <source>全部按键</source>
        <translation>All keys</translation>
    </message>
    <message>
        <source>单个字母只在列表得到焦点时起作用</source>
        <translation>Single letters act only while the list has the focus</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>LazyTableModel</name>
    <message>
        <source>选择</source>
        <translation>Select</translation>
    </message>
    <message>
        <source>全选</source>
        <translation>Select all</translation>
    </message>
</context>
<context>
    <name>LessonRoom</name>
    <message>
        <source>返回课程列表</source>
        <translation>Back to the courses</translation>
    </message>
    <message>
        <source>按空格键播放“{0}”，从 {1} 开始</source>
        <translation>Press Space to play &quot;{0}&quot; from {1}</translation>
    </message>
    <message>
        <source>开始测验</source>
        <translation>Start the quiz</translation>
    </message>
    <message>
        <source>完成学习</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>有 {0} 分钟没有计入：上报的播放时间超过了实际经过的时间，请重新播放未计入的部分</source>
        <translation>{0} minutes were not counted: more was reported than can have been played. Play them again</translation>
    </message>
    <message>
        <source>已计 {0} / {1} 分钟</source>
        <translation>{0} of {1} minutes counted</translation>
    </message>
    <message>
        <source>试听，不计学时</source>
        <translation>A sample: gives no hours</translation>
    </message>
    <message>
        <source>正在打开…</source>
        <translation>Opening…</translation>
    </message>
    <message>
        <source>网络较慢，正在等待数据；没有播放的时间不计入</source>
        <translation>The network is slow: waiting for data. Time that is not played does not count</translation>
    </message>
    <message>
        <source>线路中断</source>
        <translation>The line broke off</translation>
    </message>
    <message>
        <source>播放中断，已学部分已保存。请检查网络后重试，或下载后离线学习</source>
        <translation>It broke off; what was played is saved. Check the network and try again, or download the course</translation>
    </message>
    <message>
        <source>重试</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>已学完，请评价课程，评价后计入学时</source>
        <translation>Finished. Rate the course, and its hours count</translation>
    </message>
</context>
<context>
    <name>LineWhy</name>
    <message>
        <source>{0}：减免 {1} 学时</source>
        <translation>{0}: waives {1} hours</translation>
    </message>
    <message>
        <source>{0}：申请 {1}，认可 {2}，计入 {3} 学时</source>
        <translation>{0}: asked for {1}, eligible {2}, counted {3} h</translation>
    </message>
    <message>
        <source>全部计入</source>
        <translation>Counted in full</translation>
    </message>
</context>
<context>
    <name>ListStates</name>
    <message>
        <source>正在读取…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>重试</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>MailPart</name>
    <message>
        <source>邮箱</source>
        <translation>Mail address</translation>
    </message>
    <message>
        <source>留空则不再发送</source>
        <translation>Empty: nothing is sent</translation>
    </message>
    <message>
        <source>密码</source>
        <translation type="unfinished">Password</translation>
    </message>
    <message>
        <source>保存邮箱</source>
        <translation>Save the address</translation>
    </message>
    <message>
        <source>忘记密码时，验证码发送到 {0}</source>
        <translation>Should you forget your password, a code is sent to {0}</translation>
    </message>
    <message>
        <source>还没有登记邮箱；忘记密码时只能联系省注协</source>
        <translation>No address yet: should you forget your password, only your institute can help</translation>
    </message>
    <message>
        <source>本系统没有开通邮件找回密码；忘记密码时请联系所在地省注协</source>
        <translation>No codes are sent by mail here: should you forget your password, ask your institute</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>继续教育</source>
        <translation>CPD Desktop</translation>
    </message>
    <message>
        <source>继续教育 - {0}</source>
        <translation>CPD Desktop - {0}</translation>
    </message>
    <message>
        <source>打开审核包(&amp;P)…</source>
        <translation>Open a review &amp;pack…</translation>
    </message>
    <message>
        <source>查找命令、页面或申请…</source>
        <translation>Find a command, page or application…</translation>
    </message>
    <message>
        <source>本页帮助(&amp;H)</source>
        <translation>&amp;Help on this page</translation>
    </message>
    <message>
        <source>检查运行状况(&amp;C)</source>
        <translation>&amp;Check how things stand</translation>
    </message>
    <message>
        <source>关于继续教育(&amp;A)</source>
        <translation>&amp;About CPD Desktop</translation>
    </message>
    <message>
        <source>程序出现意外错误，本次操作可能没有完成；已保存的内容不受影响。详情已写入日志：{0}</source>
        <translation>Something unexpected went wrong, and what you did may not be complete; what is saved stays as it is. The log has the details: {0}</translation>
    </message>
    <message>
        <source>程序已经打开，就是这个窗口</source>
        <translation>The program is open already: this is its window</translation>
    </message>
</context>
<context>
    <name>MemberFinder</name>
    <message>
        <source>姓名或会员证书编号</source>
        <translation>Name or certificate number</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>证书编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>会员</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>前 {0} 位会员，请输入姓名或编号查找</source>
        <translation>The first {0} members: type a name or number to find others</translation>
    </message>
    <message>
        <source>{0} 位会员</source>
        <translation>Members: {0}</translation>
    </message>
</context>
<context>
    <name>MemberHomePage</name>
    <message>
        <source>查看学时明细</source>
        <translation>Hours line by line</translation>
    </message>
    <message>
        <source>另有 {0} 条申请等待确认，共申请 {1} 学时</source>
        <translation>{0} more wait to be confirmed, {1} h asked for</translation>
    </message>
    <message>
        <source>{0} 年度没有适用的学时要求</source>
        <translation>No requirement applies to {0}</translation>
    </message>
    <message>
        <source>联网同步后再看</source>
        <translation>Look again after a sync</translation>
    </message>
    <message>
        <source>没有需要处理的事项</source>
        <translation>Nothing to settle</translation>
    </message>
    <message>
        <source>本年度已完成，没有需要处理的事项</source>
        <translation>This year is done, and nothing waits for you</translation>
    </message>
    <message>
        <source>{0} 条操作没有生效</source>
        <translation>{0} did not take effect</translation>
    </message>
    <message>
        <source>您填写的内容都保留着，请逐条选择</source>
        <translation>All that you typed is kept: choose one by one</translation>
    </message>
    <message>
        <source>去处理</source>
        <translation>Settle</translation>
    </message>
    <message>
        <source>“{0}”不予确认</source>
        <translation>&quot;{0}&quot; was refused</translation>
    </message>
    <message>
        <source>理由：{0}</source>
        <translation>Reason: {0}</translation>
    </message>
    <message>
        <source>修改后重新提交</source>
        <translation>Edit and file again</translation>
    </message>
    <message>
        <source>有一份申请还没有保存</source>
        <translation>An application is not saved yet</translation>
    </message>
    <message>
        <source>上次填写的内容都在</source>
        <translation>All that you typed last time is here</translation>
    </message>
    <message>
        <source>继续填写</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>“{0}”已学完</source>
        <translation>&quot;{0}&quot; is finished</translation>
    </message>
    <message>
        <source>评价后计入 {0} 学时</source>
        <translation>{0} h count once you have rated it</translation>
    </message>
    <message>
        <source>去评价</source>
        <translation>Rate it</translation>
    </message>
    <message>
        <source>选择本年度学习的国家会计学院</source>
        <translation>Choose this year&apos;s institute</translation>
    </message>
    <message>
        <source>选定后本年度不能更改</source>
        <translation>It cannot be changed in this year</translation>
    </message>
    <message>
        <source>去选择</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>在线学习</source>
        <translation>Online study</translation>
    </message>
    <message>
        <source>学完并评价后自动确认</source>
        <translation>Counts by itself once finished and rated</translation>
    </message>
    <message>
        <source>去学习</source>
        <translation>Study</translation>
    </message>
    <message>
        <source>参加培训、授课、发表论文等，凭证明材料申请</source>
        <translation>For training, teaching, papers and the like, with proof</translation>
    </message>
    <message>
        <source>提交学时申请</source>
        <translation>File an application</translation>
    </message>
    <message>
        <source>新建申请</source>
        <translation>New application</translation>
    </message>
    <message>
        <source>可在线下载，收到的单位可核对</source>
        <translation>Download it; whoever receives it can verify it</translation>
    </message>
    <message>
        <source>可以下载学时证明了</source>
        <translation>Your certificate is ready</translation>
    </message>
    <message>
        <source>去下载</source>
        <translation>Download</translation>
    </message>
</context>
<context>
    <name>MembersPage</name>
    <message>
        <source>姓名或会员证书编号</source>
        <translation>Name or certificate number</translation>
    </message>
    <message>
        <source>省级注协</source>
        <translation>Provincial institutes</translation>
    </message>
    <message>
        <source>全部省份</source>
        <translation>All provinces</translation>
    </message>
    <message>
        <source>会员</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>没有符合条件的会员</source>
        <translation>No member fits</translation>
    </message>
    <message>
        <source>可以换一个姓名或编号，或从 Excel 导入</source>
        <translation>Look for another name or number, or import from Excel</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>会员证书编号</source>
        <translation>Certificate number</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>非执业会员</source>
        <translation>Non-practising member</translation>
    </message>
    <message>
        <source>省份</source>
        <translation>Province</translation>
    </message>
    <message>
        <source>入会日期</source>
        <translation>Joined on</translation>
    </message>
    <message>
        <source>账号</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>未开通</source>
        <translation>None yet</translation>
    </message>
    <message>
        <source>转入省级注协</source>
        <translation>Move to province</translation>
    </message>
    <message>
        <source>转会…</source>
        <translation>Move…</translation>
    </message>
    <message>
        <source>开通账号</source>
        <translation>Open an account</translation>
    </message>
    <message>
        <source>从 Excel 导入…</source>
        <translation>Import from Excel…</translation>
    </message>
    <message>
        <source>从 Excel 导入(&amp;I)…</source>
        <translation>&amp;Import from Excel…</translation>
    </message>
    <message>
        <source>前 {0} 位会员，请输入姓名或编号查找</source>
        <translation>The first {0} members: type a name or number to find others</translation>
    </message>
    <message>
        <source>{0} 位会员</source>
        <translation>Members: {0}</translation>
    </message>
    <message>
        <source>请选择一名会员</source>
        <translation>Choose a member</translation>
    </message>
    <message>
        <source>会员类型</source>
        <translation>Member type</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>Identity number</translation>
    </message>
    <message>
        <source>请选择转入的省级注协</source>
        <translation>Choose the province to move to</translation>
    </message>
    <message>
        <source>将 {0}（{1}）转入 {2}？全部申请、学时和证明随之转出</source>
        <translation>Move {0} ({1}) to {2}? All applications, hours and certificates go along</translation>
    </message>
    <message>
        <source>转会</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>已转会，{0} 条记录随之转出</source>
        <translation>Moved, and {0} records with the member</translation>
    </message>
</context>
<context>
    <name>MembersView</name>
    <message>
        <source>姓名或会员证书编号</source>
        <translation>Name or certificate number</translation>
    </message>
    <message>
        <source>年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>会员类别</source>
        <translation>Kind of member</translation>
    </message>
    <message>
        <source>还差学时</source>
        <translation>Hours missing</translation>
    </message>
    <message>
        <source>全部会员</source>
        <translation>All members</translation>
    </message>
    <message>
        <source>还差 {0} 学时以上</source>
        <translation>{0} h or more missing</translation>
    </message>
    <message>
        <source>不限差额</source>
        <translation>However many</translation>
    </message>
    <message>
        <source>导出名单</source>
        <translation>Export list</translation>
    </message>
    <message>
        <source>未完成学时的会员</source>
        <translation>Members who miss hours</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>证书编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>应完成</source>
        <translation>Required</translation>
    </message>
    <message>
        <source>已计</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>还差</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>待确认</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>未达到的分项</source>
        <translation>Minima not reached</translation>
    </message>
    <message>
        <source>{0} 位会员中 {1} 位未完成，共差 {2} 学时；当前显示 {3} 位</source>
        <translation>{1} of {0} members are not complete, {2} h missing; {3} shown</translation>
    </message>
    <message>
        <source>没有符合条件的会员</source>
        <translation>No member fits</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear the filter</translation>
    </message>
    <message>
        <source>{0} 年度全部会员均已完成</source>
        <translation>All members are complete in {0}</translation>
    </message>
    <message>
        <source>本机没有适用 {0} 年度要求的会员</source>
        <translation>No member here has to meet the rules of {0}</translation>
    </message>
    <message>
        <source>联网同步后显示</source>
        <translation>Shown after a sync</translation>
    </message>
    <message>
        <source>还没有统计</source>
        <translation>Nothing worked out yet</translation>
    </message>
    <message>
        <source>已取消；可以重新统计</source>
        <translation>Cancelled; it can be begun anew</translation>
    </message>
    <message>
        <source>重新统计</source>
        <translation>Begin anew</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>文件(&amp;F)</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>退出(&amp;X)</source>
        <translation>E&amp;xit</translation>
    </message>
    <message>
        <source>操作(&amp;A)</source>
        <translation>&amp;Act</translation>
    </message>
    <message>
        <source>转到(&amp;G)</source>
        <translation>&amp;Go</translation>
    </message>
    <message>
        <source>帮助(&amp;H)</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>语言/Language(&amp;L)</source>
        <translation>&amp;Language/语言</translation>
    </message>
</context>
<context>
    <name>MessageLine</name>
    <message>
        <source>关闭提示</source>
        <translation>Dismiss</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>请注意</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>出错</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>提示</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>MorePart</name>
    <message>
        <source>姓名或证书编号</source>
        <translation>Name or number</translation>
    </message>
    <message>
        <source>最少学时</source>
        <translation>Least hours</translation>
    </message>
    <message>
        <source>最多学时</source>
        <translation>Most hours</translation>
    </message>
    <message>
        <source>天数</source>
        <translation>Days</translation>
    </message>
    <message>
        <source>学时和天数请填数字</source>
        <translation>Hours and days are numbers</translation>
    </message>
    <message>
        <source>日期请写成 2026-12-01</source>
        <translation>Write dates as 2026-12-01</translation>
    </message>
    <message>
        <source>最近…天</source>
        <translation>In the last … days</translation>
    </message>
    <message>
        <source>…天以前</source>
        <translation>… days ago or earlier</translation>
    </message>
    <message>
        <source>不限时间</source>
        <translation>Any time</translation>
    </message>
    <message>
        <source>已搁置</source>
        <translation>Put aside</translation>
    </message>
    <message>
        <source>含已搁置</source>
        <translation>Also those put aside</translation>
    </message>
    <message>
        <source>未搁置</source>
        <translation>Not put aside</translation>
    </message>
    <message>
        <source>我认领的</source>
        <translation>Taken by me</translation>
    </message>
    <message>
        <source>他人认领的</source>
        <translation>Taken by others</translation>
    </message>
    <message>
        <source>无人认领</source>
        <translation>Taken by nobody</translation>
    </message>
    <message>
        <source>不论认领</source>
        <translation>Taken or not</translation>
    </message>
    <message>
        <source>有提示</source>
        <translation>Any flag</translation>
    </message>
    <message>
        <source>没有提示</source>
        <translation>No flag</translation>
    </message>
    <message>
        <source>天</source>
        <translation>days</translation>
    </message>
    <message>
        <source>至</source>
        <translation>to</translation>
    </message>
    <message>
        <source>申报日期从</source>
        <translation>Filed from</translation>
    </message>
    <message>
        <source>申报日期至</source>
        <translation>Filed up to</translation>
    </message>
    <message>
        <source>会员</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>申请学时</source>
        <translation>Hours asked</translation>
    </message>
    <message>
        <source>申报时间</source>
        <translation>Filed</translation>
    </message>
    <message>
        <source>申报日期</source>
        <translation>Day of filing</translation>
    </message>
    <message>
        <source>搁置</source>
        <translation>Put aside</translation>
    </message>
    <message>
        <source>认领</source>
        <translation>Taken</translation>
    </message>
    <message>
        <source>提示</source>
        <translation>Flags</translation>
    </message>
</context>
<context>
    <name>NationalHomePage</name>
    <message>
        <source>全国目录</source>
        <translation>National catalogue</translation>
    </message>
    <message>
        <source>省级注协</source>
        <translation>Provincial institutes</translation>
    </message>
    <message>
        <source>国家会计学院</source>
        <translation>National accounting institutes</translation>
    </message>
    <message>
        <source>课程</source>
        <translation>Courses</translation>
    </message>
    <message>
        <source>主办方单位</source>
        <translation>Organisers</translation>
    </message>
    <message>
        <source>学时规则</source>
        <translation>Rule sets</translation>
    </message>
    <message>
        <source>本机缓存的数量，截至上次同步 {0}</source>
        <translation>Counts of what this machine holds, as of the last sync {0}</translation>
    </message>
    <message>
        <source>规则</source>
        <translation>Rules</translation>
    </message>
    <message>
        <source>检查、试算、发布、撤回</source>
        <translation>Check, rehearse, publish, take back</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>账号</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>新增、停用、重置密码、调整省份</source>
        <translation>Add, lock, reset passwords, change provinces</translation>
    </message>
    <message>
        <source>会员</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>查找、转会、从 Excel 导入</source>
        <translation>Find, move, import from Excel</translation>
    </message>
    <message>
        <source>{0} 个申请待确认</source>
        <translation>{0} applications wait</translation>
    </message>
    <message>
        <source>没有待确认的申请</source>
        <translation>No application waits for you</translation>
    </message>
    <message>
        <source>待确认</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>最早提交</source>
        <translation>Oldest</translation>
    </message>
    <message>
        <source>{0} {1} 个账号</source>
        <translation>{0}: {1} accounts</translation>
    </message>
    <message>
        <source>现行规则</source>
        <translation>Rules in force</translation>
    </message>
    <message>
        <source>各省待确认</source>
        <translation>Waiting by province</translation>
    </message>
    <message>
        <source>重试</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>尚未同步，本机还没有数据</source>
        <translation>Not synced yet: there is no data on this machine</translation>
    </message>
    <message>
        <source>下载各省注协、国家会计学院、课程和学时规则</source>
        <translation>Loads the provincial institutes, national accounting institutes, courses and rules</translation>
    </message>
    <message>
        <source>同步全国目录</source>
        <translation>Sync the national catalogue</translation>
    </message>
    <message>
        <source>立即同步</source>
        <translation>Sync now</translation>
    </message>
</context>
<context>
    <name>NetworkSettings</name>
    <message>
        <source>按系统设置</source>
        <translation>As the system says</translation>
    </message>
    <message>
        <source>服务器地址</source>
        <translation>Address of the service</translation>
    </message>
    <message>
        <source>由省注协提供，例如 https://cpd.example.cn</source>
        <translation>From your institute: https://cpd.example.cn</translation>
    </message>
    <message>
        <source>代理服务器</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>通常留空；不使用代理时填“无”</source>
        <translation>Usually left empty; &quot;none&quot; for no proxy</translation>
    </message>
    <message>
        <source>由管理员设置，不能在这里修改</source>
        <translation>Set by the administrator; it cannot be changed here</translation>
    </message>
    <message>
        <source>测试连接</source>
        <translation>Test the connection</translation>
    </message>
    <message>
        <source>正在测试…</source>
        <translation>Testing…</translation>
    </message>
</context>
<context>
    <name>NewPassword</name>
    <message>
        <source>发送验证码</source>
        <translation>Send a code</translation>
    </message>
    <message>
        <source>邮件验证码</source>
        <translation>Code from the mail</translation>
    </message>
    <message>
        <source>新密码</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>至少 10 个字符，建议用几个不相关的词</source>
        <translation>At least 10 characters; a few unrelated words are good</translation>
    </message>
    <message>
        <source>再填一次</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>返回登录</source>
        <translation>Back to signing in</translation>
    </message>
    <message>
        <source>请设置新密码</source>
        <translation>Set a new password</translation>
    </message>
    <message>
        <source>现在的密码是初始密码，别人可能知道。设置只有您知道的密码后即可使用。</source>
        <translation>Your password was chosen by somebody else. Set one that only you know, then go on.</translation>
    </message>
    <message>
        <source>保存并登录</source>
        <translation>Save and sign in</translation>
    </message>
    <message>
        <source>重设密码</source>
        <translation>Set a new password</translation>
    </message>
    <message>
        <source>将向 {0} 登记的邮箱发送验证码。没有登记过邮箱的，请联系所在地省注协。</source>
        <translation>A code is sent to the mail address of {0}. If there is none, ask your institute.</translation>
    </message>
    <message>
        <source>再发一次</source>
        <translation>Send it again</translation>
    </message>
    <message>
        <source>如果该账号登记了邮箱，验证码已经发出，15 分钟内有效</source>
        <translation>If the account has a mail address, the code is on its way; it is good for 15 minutes</translation>
    </message>
</context>
<context>
    <name>Notes</name>
    <message>
        <source>笔记</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>笔记内容</source>
        <translation>Text of the note</translation>
    </message>
    <message>
        <source>在当前位置记一条笔记</source>
        <translation>Note something at this moment</translation>
    </message>
    <message>
        <source>记笔记</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>删除笔记</source>
        <translation>Delete the note</translation>
    </message>
    <message>
        <source>保存笔记</source>
        <translation>Save the note</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>已完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>未完成</source>
        <translation>Not done</translation>
    </message>
    <message>
        <source>同步完成</source>
        <translation>Synced</translation>
    </message>
    <message>
        <source>{0} 条操作没有生效，您填写的内容都保留着</source>
        <translation>{0} did not take effect; all that you typed is kept</translation>
    </message>
    <message>
        <source>需要处理</source>
        <translation>To settle</translation>
    </message>
    <message>
        <source>{0} 条申请不予确认，可查看理由、修改后重新提交</source>
        <translation>{0} refused: read the reason, edit, and file again</translation>
    </message>
    <message>
        <source>学时申请</source>
        <translation>Applications</translation>
    </message>
</context>
<context>
    <name>OverviewExport</name>
    <message>
        <source>学时确认统计-{0}-{1}</source>
        <translation>review-{0}-{1}</translation>
    </message>
    <message>
        <source>PDF 报告 (*.pdf)</source>
        <translation>PDF report (*.pdf)</translation>
    </message>
    <message>
        <source>Excel 工作簿 (*.xlsx)</source>
        <translation>Excel workbook (*.xlsx)</translation>
    </message>
    <message>
        <source>未完成学时-{0}</source>
        <translation>missing-hours-{0}</translation>
    </message>
    <message>
        <source>正在导出统计报告</source>
        <translation>Exporting the report</translation>
    </message>
    <message>
        <source>正在导出名单</source>
        <translation>Exporting the list</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>已导出 {0}</source>
        <translation>Exported {0}</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>已取消导出</source>
        <translation>Export cancelled</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>待确认</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>处理情况</source>
        <translation>Decisions</translation>
    </message>
    <message>
        <source>未完成学时</source>
        <translation>Missing hours</translation>
    </message>
    <message>
        <source>导出报告</source>
        <translation>Export report</translation>
    </message>
    <message>
        <source>导出统计报告(&amp;X)…</source>
        <translation>E&amp;xport report…</translation>
    </message>
    <message>
        <source>返回统计(&amp;B)</source>
        <translation>&amp;Back to the figures</translation>
    </message>
    <message>
        <source>正在统计 {0} 年度未完成学时</source>
        <translation>Working out who misses hours of {0}</translation>
    </message>
    <message>
        <source>{0} 年度未完成学时：{1} 位会员</source>
        <translation>Missing hours of {0}: {1} members</translation>
    </message>
</context>
<context>
    <name>PackDialog</name>
    <message>
        <source>至少 8 个字符；忘记后文件无法打开</source>
        <translation>At least 8 characters; without it the file cannot be opened</translation>
    </message>
    <message>
        <source>口令</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>再输入一次</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>两次输入的口令不同</source>
        <translation>The two are not the same</translation>
    </message>
    <message>
        <source>已取消，没有保存任何内容</source>
        <translation>Cancelled; nothing was saved</translation>
    </message>
</context>
<context>
    <name>PackOpening</name>
    <message>
        <source>审核包 (*.cpdpack)</source>
        <translation>Review pack (*.cpdpack)</translation>
    </message>
    <message>
        <source>打开审核包</source>
        <translation>Open a review pack</translation>
    </message>
    <message>
        <source>{0} 将成为本机的一个脱机账号；处理后，在学时确认的“更多”中写出处理结果</source>
        <translation>{0} becomes an account of this machine that works offline. When done, write the decisions under More on Review</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>正在打开审核包</source>
        <translation>Opening the review pack</translation>
    </message>
    <message>
        <source>已打开审核包：{0} 条</source>
        <translation>Opened a review pack of {0}</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>命令、页面或申请：可输入汉字或拼音首字母</source>
        <translation>Commands, pages or applications: type part of the words</translation>
    </message>
    <message>
        <source>找到的命令、页面和申请</source>
        <translation>Commands, pages and applications found</translation>
    </message>
</context>
<context>
    <name>PartChip</name>
    <message>
        <source>不再按“{0}”筛选</source>
        <translation>Do not filter by &quot;{0}&quot; any more</translation>
    </message>
</context>
<context>
    <name>PartChips</name>
    <message>
        <source>清除筛选</source>
        <translation>Clear the filter</translation>
    </message>
</context>
<context>
    <name>PasswordPart</name>
    <message>
        <source>原密码</source>
        <translation>Password now</translation>
    </message>
    <message>
        <source>新密码</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>再填一次</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>至少 10 个字符，建议用几个不相关的词</source>
        <translation>At least 10 characters; a few unrelated words are good</translation>
    </message>
    <message>
        <source>修改密码</source>
        <translation>Change the password</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>在这台电脑上登录过的账号</source>
        <translation>Accounts that have signed in on this machine</translation>
    </message>
</context>
<context>
    <name>PersonLine</name>
    <message>
        <source>以 {0} 登录</source>
        <translation>Sign in as {0}</translation>
    </message>
    <message>
        <source>从列表中移除 {0}</source>
        <translation>Remove {0} from the list</translation>
    </message>
    <message>
        <source>从列表中移除；本机已保存的数据不会删除，再次登录后仍在</source>
        <translation>Removes it from the list; what is saved on this machine stays and is there after the next sign-in</translation>
    </message>
</context>
<context>
    <name>ProofRows</name>
    <message>
        <source>验证码图片</source>
        <translation>Picture of the code</translation>
    </message>
    <message>
        <source>验证码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>二次验证</source>
        <translation>Second factor</translation>
    </message>
    <message>
        <source>手机验证器上的 6 位数字，或一个备用码</source>
        <translation>6 digits of your phone, or a recovery code</translation>
    </message>
    <message>
        <source>换一张</source>
        <translation>Another one</translation>
    </message>
</context>
<context>
    <name>QueueDetail</name>
    <message>
        <source>认领</source>
        <translation>Taken</translation>
    </message>
    <message>
        <source>查看相关</source>
        <translation>Show them</translation>
    </message>
    <message>
        <source>在列表中显示这条与相关的 {0} 条申请</source>
        <translation>Show this and the {0} applications it has to do with in the list</translation>
    </message>
    <message>
        <source>{0} 搁置</source>
        <translation>Put aside {0}</translation>
    </message>
    <message>
        <source>学时查询</source>
        <translation>Hours</translation>
    </message>
    <message>
        <source>本年度学时</source>
        <translation>Hours of the year</translation>
    </message>
    <message>
        <source>若确认本条</source>
        <translation>If this is confirmed</translation>
    </message>
    <message>
        <source>此前的处理</source>
        <translation>Decided before</translation>
    </message>
    <message>
        <source>该会员的全部申请</source>
        <translation>All of this member</translation>
    </message>
    <message>
        <source>没有处理过该会员的申请</source>
        <translation>Nothing of this member has been decided</translation>
    </message>
</context>
<context>
    <name>QuizView</name>
    <message>
        <source>课程测验</source>
        <translation>Quiz</translation>
    </message>
    <message>
        <source>提交答案</source>
        <translation>Submit</translation>
    </message>
    <message>
        <source>返回课程</source>
        <translation>Back to the course</translation>
    </message>
    <message>
        <source>答对 {0} / {1} 题，至少要答对 {2} 题。请再想想后重新提交</source>
        <translation>{0} of {1} right; {2} are needed. Think again and submit anew</translation>
    </message>
    <message>
        <source>单选</source>
        <translation>one answer</translation>
    </message>
    <message>
        <source>多选</source>
        <translation>several answers</translation>
    </message>
    <message>
        <source>判断</source>
        <translation>true or false</translation>
    </message>
    <message>
        <source>正确</source>
        <translation>True</translation>
    </message>
    <message>
        <source>错误</source>
        <translation>Mistake</translation>
    </message>
    <message>
        <source>{0}. （{1}）{2}</source>
        <translation>{0}. ({1}) {2}</translation>
    </message>
    <message>
        <source>还有题目没有作答</source>
        <translation>Some questions are not answered yet</translation>
    </message>
</context>
<context>
    <name>ReasonsPanel</name>
    <message>
        <source>常用理由</source>
        <translation>Reasons</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>修改所选</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>上移</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>删除所选</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>列表中已有这条理由</source>
        <translation>This reason is on the list already</translation>
    </message>
    <message>
        <source>只保存在本机，供您自己使用；填写时最近用过的排在前面</source>
        <translation>Kept on this machine, for you alone; what you used last is offered first</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>添加</source>
        <translation>Add</translation>
    </message>
</context>
<context>
    <name>ReportPanel</name>
    <message>
        <source>同步结果</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>还没有</source>
        <translation>None yet</translation>
    </message>
    <message>
        <source>最近一次</source>
        <translation>The newest</translation>
    </message>
    <message>
        <source>处理或认领的申请在同步之后，结果列在这里</source>
        <translation>After a sync, what became of decisions and claims stands here</translation>
    </message>
    <message>
        <source>最近的处理</source>
        <translation>Last decisions</translation>
    </message>
    <message>
        <source>查看</source>
        <translation>View</translation>
    </message>
    <message>
        <source>撤销未发送的 {0} 条</source>
        <translation>Take back the {0} unsent</translation>
    </message>
</context>
<context>
    <name>ReviewExcel</name>
    <message>
        <source>导出到 Excel 处理</source>
        <translation>Export to decide in Excel</translation>
    </message>
    <message>
        <source>待处理的申请</source>
        <translation>Applications to decide</translation>
    </message>
    <message>
        <source>已导出 {0} 条到 {1}，在 Excel 中填写后再导入</source>
        <translation>{0} exported to {1}: fill it in, then import it</translation>
    </message>
    <message>
        <source>正在导出待处理的申请</source>
        <translation>Exporting the queue</translation>
    </message>
    <message>
        <source>培训签到表模板</source>
        <translation>Attendance template</translation>
    </message>
    <message>
        <source>培训签到表</source>
        <translation>Attendance list</translation>
    </message>
    <message>
        <source>已写出模板 {0}，填写后再导入</source>
        <translation>Template {0} written: fill it in, then import it</translation>
    </message>
    <message>
        <source>Excel 工作簿 (*.xlsx)</source>
        <translation>Excel workbook (*.xlsx)</translation>
    </message>
    <message>
        <source>从 Excel 导入</source>
        <translation>Import from Excel</translation>
    </message>
    <message>
        <source>正在检查 {0}</source>
        <translation>Checking {0}</translation>
    </message>
    <message>
        <source>{0}：已导入 {1} 条，可以撤销，发送前有效</source>
        <translation>{0}: {1} imported; can be undone until they are sent</translation>
    </message>
    <message>
        <source>已导入</source>
        <translation>Imported</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
</context>
<context>
    <name>ReviewFilter</name>
    <message>
        <source>姓名、证书编号、备注</source>
        <translation>Name, number, note</translation>
    </message>
    <message>
        <source>更多筛选</source>
        <translation>More filters</translation>
    </message>
    <message>
        <source>全部状态</source>
        <translation>All states</translation>
    </message>
    <message>
        <source>全部年度</source>
        <translation>All years</translation>
    </message>
    <message>
        <source>全部类别</source>
        <translation>All kinds</translation>
    </message>
    <message>
        <source>全部途径</source>
        <translation>All pathways</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>收起筛选</source>
        <translation>Fewer filters</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>学时途径</source>
        <translation>Pathway</translation>
    </message>
</context>
<context>
    <name>ReviewHomePage</name>
    <message>
        <source>{0} 条待确认</source>
        <translation>{0} to decide</translation>
    </message>
    <message>
        <source>本省会员 {0} 人</source>
        <translation>Members of the province: {0}</translation>
    </message>
    <message>
        <source>没有等待处理的事项</source>
        <translation>Nothing waits for you</translation>
    </message>
    <message>
        <source>会员新提交的申请在同步后出现在这里</source>
        <translation>What members file next appears here after a sync</translation>
    </message>
    <message>
        <source>共申请 {0} 学时；最早的一条于 {1} 提交，已等待 {2} 天</source>
        <translation>{0} h asked for; the first was filed {1} and has waited {2} days</translation>
    </message>
    <message>
        <source>{0} 条</source>
        <translation>{0} in all</translation>
    </message>
    <message>
        <source>审阅之后内容有变化 {0} 条</source>
        <translation>{0} changed since you looked</translation>
    </message>
    <message>
        <source>他人已处理 {0} 条</source>
        <translation>{0} decided by others</translation>
    </message>
    <message>
        <source>其他 {0} 条</source>
        <translation>{0} others</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{0} 条处理没有生效</source>
        <translation>{0} decisions did not take effect</translation>
    </message>
    <message>
        <source>去处理</source>
        <translation>Settle</translation>
    </message>
    <message>
        <source>{0} 条处理尚未发送</source>
        <translation>{0} decisions not sent yet</translation>
    </message>
    <message>
        <source>已保存在本机，联网后自动发送</source>
        <translation>Saved on this machine, sent when there is a network</translation>
    </message>
    <message>
        <source>立即同步</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>从最早提交的一条开始；可用键盘连续处理，按 ? 查看快捷键</source>
        <translation>Begins with the one that has waited longest; the keyboard is enough, ? shows the keys</translation>
    </message>
    <message>
        <source>确认会员的学时申请</source>
        <translation>Decide the applications of members</translation>
    </message>
    <message>
        <source>开始处理</source>
        <translation>Begin</translation>
    </message>
</context>
<context>
    <name>ReviewPack</name>
    <message>
        <source>写出审核包的处理结果…</source>
        <translation>Write the decisions of the pack…</translation>
    </message>
    <message>
        <source>制作审核包…</source>
        <translation>Make a review pack…</translation>
    </message>
    <message>
        <source>导入审核包的处理结果…</source>
        <translation>Read in the decisions of a pack…</translation>
    </message>
    <message>
        <source>制作审核包</source>
        <translation>Make a review pack</translation>
    </message>
    <message>
        <source>审核包 (*.cpdpack)</source>
        <translation>Review pack (*.cpdpack)</translation>
    </message>
    <message>
        <source>选中的未确认申请</source>
        <translation>The selected applications that wait</translation>
    </message>
    <message>
        <source>当前筛选的未确认申请</source>
        <translation>What waits in the filter</translation>
    </message>
    <message>
        <source>把{0}交给不联网的电脑处理。文件以口令加密；请另行告知对方口令</source>
        <translation>{0}: handed to a machine without a network. The file is encrypted with a passphrase: tell it on another way</translation>
    </message>
    <message>
        <source>制作</source>
        <translation>Make</translation>
    </message>
    <message>
        <source>正在制作审核包</source>
        <translation>Making a review pack</translation>
    </message>
    <message>
        <source>连同本机已有的附件</source>
        <translation>With the attachments that are here</translation>
    </message>
    <message>
        <source>已制作审核包 {0}：{1} 条，附件 {2} 个，签名指纹 {3}</source>
        <translation>Made {0}: {1} applications, {2} attachments, signed by {3}</translation>
    </message>
    <message>
        <source>另有 {0} 个附件不在本机，没有放入</source>
        <translation>{0} attachments are not on this machine and were left out</translation>
    </message>
    <message>
        <source>写出处理结果</source>
        <translation>Write the decisions</translation>
    </message>
    <message>
        <source>处理结果 (*.cpdback)</source>
        <translation>Decisions (*.cpdback)</translation>
    </message>
    <message>
        <source>已写出 {0} 条处理结果到 {1}，请带回制作审核包的电脑导入</source>
        <translation>Wrote {0} decisions to {1}: bring it to the machine that made the pack</translation>
    </message>
    <message>
        <source>写出在这个审核包中所作的全部处理；可以使用与审核包相同的口令</source>
        <translation>Writes all that was decided in this pack; the passphrase may be that of the pack</translation>
    </message>
    <message>
        <source>写出</source>
        <translation>Write</translation>
    </message>
    <message>
        <source>正在写出处理结果</source>
        <translation>Writing the decisions</translation>
    </message>
    <message>
        <source>导入处理结果</source>
        <translation>Read in decisions</translation>
    </message>
    <message>
        <source>先检查 {0}：是否完好、签名是否相符、是否属于本机制作的审核包</source>
        <translation>First looks whether {0} is whole, its signature fits, and it belongs to a pack made here</translation>
    </message>
    <message>
        <source>检查</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>正在检查 {0}</source>
        <translation>Checking {0}</translation>
    </message>
    <message>
        <source>{0}：完好，{1} 条</source>
        <translation>{0}: whole, {1} decisions</translation>
    </message>
    <message>
        <source>{0} 于 {1} 写出 {2} 条处理结果，签名指纹 {3}</source>
        <translation>{0} wrote {2} decisions on {1}, signed by {3}</translation>
    </message>
    <message>
        <source>导入 {0} 条</source>
        <translation>Read in {0}</translation>
    </message>
    <message>
        <source>已导入</source>
        <translation>Imported</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>待处理的申请</source>
        <translation>Applications to decide</translation>
    </message>
    <message>
        <source>学时确认</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>分组</source>
        <translation>Groups</translation>
    </message>
    <message>
        <source>全选</source>
        <translation>Select all</translation>
    </message>
    <message>
        <source>{count} 条 · {hours} 学时</source>
        <translation>{count} in list · {hours} h</translation>
    </message>
    <message>
        <source>已搁置 {0}</source>
        <translation>{0} put aside</translation>
    </message>
    <message>
        <source>收起分组</source>
        <translation>Hide groups</translation>
    </message>
    <message>
        <source>没有待确认的申请</source>
        <translation>No application waits for you</translation>
    </message>
    <message>
        <source>会员新提交的申请在同步后出现在这里</source>
        <translation>What members file next appears here after a sync</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear the filter</translation>
    </message>
    <message>
        <source>没有符合条件的申请</source>
        <translation>No application fits the filter</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>选择筛选出的全部申请</source>
        <translation>Select all applications of the filter</translation>
    </message>
</context>
<context>
    <name>ReviewSide</name>
    <message>
        <source>这条申请没有附件</source>
        <translation>This application has no attachments</translation>
    </message>
</context>
<context>
    <name>Ring</name>
    <message>
        <source>已完成 {0}，应完成 {1} 学时</source>
        <translation>{0} of {1} required hours done</translation>
    </message>
    <message>
        <source>/ {0} 学时</source>
        <translation>/ {0} h</translation>
    </message>
</context>
<context>
    <name>RowsView</name>
    <message>
        <source>返回统计</source>
        <translation>Back to the figures</translation>
    </message>
    <message>
        <source>申请</source>
        <translation>Asked</translation>
    </message>
    <message>
        <source>统计</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>没有申请</source>
        <translation>No applications</translation>
    </message>
    <message>
        <source>{0}：{1} 条</source>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>RuleDraft</name>
    <message>
        <source>规则文件</source>
        <translation>Rule file</translation>
    </message>
    <message>
        <source>需要修改的内容</source>
        <translation>What has to be mended</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>行</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>字段</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>本项的格式不正确</source>
        <translation>This field has the wrong form</translation>
    </message>
    <message>
        <source>试算年度</source>
        <translation>Year to rehearse</translation>
    </message>
    <message>
        <source>开始试算</source>
        <translation>Rehearse</translation>
    </message>
    <message>
        <source>取消试算</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>试算进度</source>
        <translation>Progress of the rehearsal</translation>
    </message>
    <message>
        <source>各省结果</source>
        <translation>Results by province</translation>
    </message>
    <message>
        <source>结果有变化的会员</source>
        <translation>Members whose result changes</translation>
    </message>
    <message>
        <source>按这一文件重新计算该年度：谁会合格，谁会不合格；不影响任何记录</source>
        <translation>Works the year out by this file: who would pass, who would not. No record is touched</translation>
    </message>
    <message>
        <source>试算</source>
        <translation>Rehearsal</translation>
    </message>
    <message>
        <source>省份</source>
        <translation>Province</translation>
    </message>
    <message>
        <source>会员类型</source>
        <translation>Member type</translation>
    </message>
    <message>
        <source>会员</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>现行合格</source>
        <translation>Pass now</translation>
    </message>
    <message>
        <source>修改后合格</source>
        <translation>Would pass</translation>
    </message>
    <message>
        <source>会员证书编号</source>
        <translation>Certificate number</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>修改后</source>
        <translation>Then</translation>
    </message>
    <message>
        <source>不合格</source>
        <translation>Fails</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>应完成学时由 40 变为 60</source>
        <translation>60 hours are required, before 40</translation>
    </message>
    <message>
        <source>发布说明，如文号</source>
        <translation>Note, such as a document number</translation>
    </message>
    <message>
        <source>发布说明</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>发布…</source>
        <translation>Publish…</translation>
    </message>
    <message>
        <source>发布</source>
        <translation>Publish</translation>
    </message>
    <message>
        <source>有 {0} 处需要修改，改好后重新选择文件</source>
        <translation>{0} mistakes: mend them and choose the file again</translation>
    </message>
    <message>
        <source>与现行规则完全相同</source>
        <translation>The same rules are in force already</translation>
    </message>
    <message>
        <source>没有错误；将替换 {0} 的版本 {1}</source>
        <translation>No mistakes; it replaces version {1} of {0}</translation>
    </message>
    <message>
        <source>没有错误；{0} 是新的规则</source>
        <translation>No mistakes; {0} is new</translation>
    </message>
    <message>
        <source>试算中断，请重新开始</source>
        <translation>The rehearsal broke off: begin again</translation>
    </message>
    <message>
        <source>{0} 年度：已计算 {1}，共 {2} 名会员；{3} 人由不合格变为合格，{4} 人由合格变为不合格</source>
        <translation>{0}: {1} of {2} members worked out; {3} would pass who fail now, {4} would fail who pass now</translation>
    </message>
    <message>
        <source>试算已取消</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>发布后各地同步即按新规则计算；可以撤回。现在发布？</source>
        <translation>Everybody counts by the new rules from the next sync on; it can be taken back. Publish now?</translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>现行规则</source>
        <translation>Rules in force</translation>
    </message>
    <message>
        <source>历次发布</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>规则文件</source>
        <translation>Rule file</translation>
    </message>
    <message>
        <source>撤回这次发布…</source>
        <translation>Take this version back…</translation>
    </message>
    <message>
        <source>规则</source>
        <translation>Rules</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>省级调整</source>
        <translation>Provinces</translation>
    </message>
    <message>
        <source>适用年度</source>
        <translation>Years</translation>
    </message>
    <message>
        <source>版本</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>已取消</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>发布时间</source>
        <translation>Published</translation>
    </message>
    <message>
        <source>发布人</source>
        <translation>By</translation>
    </message>
    <message>
        <source>系统限制</source>
        <translation>Limits</translation>
    </message>
    <message>
        <source>现行</source>
        <translation>In force</translation>
    </message>
    <message>
        <source>曾用</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>选择规则文件…</source>
        <translation>Choose rule file…</translation>
    </message>
    <message>
        <source>选择规则文件(&amp;O)…</source>
        <translation>Ch&amp;oose rule file…</translation>
    </message>
    <message>
        <source>拖入或选择修改后的 TOML 文件：先检查，再试算，然后发布</source>
        <translation>Drop or choose a changed TOML file: it is checked, rehearsed, then published</translation>
    </message>
    <message>
        <source>没有规则</source>
        <translation>No rules</translation>
    </message>
    <message>
        <source>请选择一个规则</source>
        <translation>Choose a rule file</translation>
    </message>
    <message>
        <source>随程序提供</source>
        <translation>came with the program</translation>
    </message>
    <message>
        <source>版本 {0} · {1} {2}</source>
        <translation>Version {0} · {1} {2}</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>选择规则文件</source>
        <translation>Choose rule file</translation>
    </message>
    <message>
        <source>已发布，各地同步后生效</source>
        <translation>Published; it holds everywhere from the next sync on</translation>
    </message>
    <message>
        <source>撤回 {0} 的版本 {1}？上一版本重新生效，各地同步后按上一版本计算</source>
        <translation>Take version {1} of {0} back? The version before holds again from the next sync on</translation>
    </message>
    <message>
        <source>撤回</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>已撤回，上一版本重新生效</source>
        <translation>Taken back: the version before holds again</translation>
    </message>
</context>
<context>
    <name>SaidOnce</name>
    <message>
        <source>初始密码</source>
        <translation>Initial password</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>已转告，关闭</source>
        <translation>Passed on, close</translation>
    </message>
    <message>
        <source>账号 {0} 的密码只显示这一次，请立即复制并转告本人</source>
        <translation>The password of {0} is shown this once: copy it and pass it on now</translation>
    </message>
    <message>
        <source>账号 {0} 已建立，密码在上一次答复中，没有收到；请重置密码</source>
        <translation>{0} is there; its password was in an answer that did not arrive: reset it</translation>
    </message>
</context>
<context>
    <name>SamplesView</name>
    <message>
        <source>以下课程供选择国家会计学院之前试听，不计学时</source>
        <translation>Lessons to try before you choose an institute; they give no hours</translation>
    </message>
    <message>
        <source>试听</source>
        <translation>Play</translation>
    </message>
    <message>
        <source>试听 {0} 的课程</source>
        <translation>Play a sample of {0}</translation>
    </message>
    <message>
        <source>暂无试听课程</source>
        <translation>No sample lessons yet</translation>
    </message>
    <message>
        <source>{0} 门课程，共 {1} 学时</source>
        <translation>{0} courses, {1} hours in all</translation>
    </message>
    <message>
        <source>课程</source>
        <translation>Course</translation>
    </message>
    <message>
        <source>分钟</source>
        <translation>Minutes</translation>
    </message>
    <message>
        <source>{0}的试听课程</source>
        <translation>Sample lessons of {0}</translation>
    </message>
</context>
<context>
    <name>SavedFilters</name>
    <message>
        <source>常用筛选</source>
        <translation>Saved filters</translation>
    </message>
    <message>
        <source>保存当前筛选(&amp;S)…</source>
        <translation>&amp;Save this filter…</translation>
    </message>
    <message>
        <source>改名(&amp;R)…</source>
        <translation>&amp;Rename…</translation>
    </message>
    <message>
        <source>删除(&amp;D)</source>
        <translation>&amp;Delete</translation>
    </message>
    <message>
        <source>打开学时确认时使用(&amp;O)</source>
        <translation>&amp;Open the review with it</translation>
    </message>
    <message>
        <source>已删除筛选“{0}”</source>
        <translation>Filter &quot;{0}&quot; deleted</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>筛选“{0}”的新名称</source>
        <translation>New name of the filter &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>当前筛选的名称</source>
        <translation>Name of this filter</translation>
    </message>
    <message>
        <source>改名</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>已保存筛选“{0}”</source>
        <translation>Filter &quot;{0}&quot; saved</translation>
    </message>
</context>
<context>
    <name>SecondFactorPart</name>
    <message>
        <source>供手机验证器扫描的二维码</source>
        <translation>QR code for your phone</translation>
    </message>
    <message>
        <source>密码</source>
        <translation type="unfinished">Password</translation>
    </message>
    <message>
        <source>手机上的 6 位数字</source>
        <translation>6 digits of the phone</translation>
    </message>
    <message>
        <source>已开启。登录时除密码外，还需要手机验证器上的数字；剩余备用码 {0} 个。</source>
        <translation>On: signing in takes the password and the digits of your phone. Recovery codes left: {0}.</translation>
    </message>
    <message>
        <source>开启后，登录时除密码外，还需要手机验证器上的数字。请先在手机上安装一个验证器程序。</source>
        <translation>Once it is on, signing in takes the password and digits of your phone. Install an authenticator on the phone first.</translation>
    </message>
    <message>
        <source>关闭二次验证</source>
        <translation>Turn it off</translation>
    </message>
    <message>
        <source>开启二次验证</source>
        <translation>Turn it on</translation>
    </message>
    <message>
        <source>用手机验证器扫描二维码，或手工输入密钥：{0}</source>
        <translation>Scan this with the phone&apos;s authenticator, or type the key: {0}</translation>
    </message>
    <message>
        <source>完成</source>
        <translation type="unfinished">Done</translation>
    </message>
    <message>
        <source>备用码，每个只能用一次，手机不在身边时使用：
{0}</source>
        <translation>Recovery codes, each good for once, for when the phone is away:
{0}</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>大写锁定已打开</source>
        <translation>Caps lock is on</translation>
    </message>
    <message>
        <source>会员证书编号</source>
        <translation>Certificate number</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>中国注册会计师继续教育</source>
        <translation>CPD of China&apos;s CPAs</translation>
    </message>
    <message>
        <source>服务器设置</source>
        <translation>Service settings</translation>
    </message>
    <message>
        <source>忘记密码</source>
        <translation>Forgot password</translation>
    </message>
    <message>
        <source>注册会计师</source>
        <translation>Practising CPA</translation>
    </message>
    <message>
        <source>非执业会员</source>
        <translation>Non-practising member</translation>
    </message>
    <message>
        <source>省注协工作人员</source>
        <translation>Institute staff</translation>
    </message>
    <message>
        <source>中注协工作人员</source>
        <translation>National office</translation>
    </message>
    <message>
        <source>正在连接服务器 {0}…</source>
        <translation>Connecting to {0}…</translation>
    </message>
    <message>
        <source>已连接服务器 {0}</source>
        <translation>Connected to {0}</translation>
    </message>
    <message>
        <source>；登录过的账号可以继续脱机工作</source>
        <translation>; accounts that have signed in before can go on offline</translation>
    </message>
    <message>
        <source>现在连接不到服务器 {0}{1}</source>
        <translation>{0} cannot be reached just now{1}</translation>
    </message>
    <message>
        <source>不登录，以 {0} 的身份继续脱机工作</source>
        <translation>Go on offline as {0}, without signing in</translation>
    </message>
    <message>
        <source>用户名</source>
        <translation>User name</translation>
    </message>
    <message>
        <source>正在登录…</source>
        <translation>Signing in…</translation>
    </message>
    <message>
        <source>{0}：请检查网络；如果更换过地址，请核对服务器设置</source>
        <translation>{0}: check the network, and the service settings if its address has changed</translation>
    </message>
</context>
<context>
    <name>SourceSums</name>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>申请</source>
        <translation>Asked</translation>
    </message>
    <message>
        <source>认可</source>
        <translation>Eligible</translation>
    </message>
    <message>
        <source>计入</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>查看已学完课程</source>
        <translation>See the finished courses</translation>
    </message>
    <message>
        <source>查看明细</source>
        <translation>See its lines</translation>
    </message>
    <message>
        <source>减免 {0} 学时</source>
        <translation>{0} h waived</translation>
    </message>
</context>
<context>
    <name>SponsorBox</name>
    <message>
        <source>主办方单位</source>
        <translation>Organiser</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>播放画面</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>空格 播放或暂停，← → 后退或前进 5 秒，↑ ↓ 音量，[ ] 倍速，N 记笔记，F 全屏</source>
        <translation>Space plays and pauses, ← → jump 5 seconds, ↑ ↓ volume, [ ] speed, N note, F full screen</translation>
    </message>
</context>
<context>
    <name>Stars</name>
    <message>
        <source>课程评价，1 至 5 星</source>
        <translation>Course rating, 1 to 5 stars</translation>
    </message>
    <message>
        <source>{0} 星</source>
        <translation>{0} of 5 stars</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>正在连接服务器…</source>
        <translation>Connecting to the service…</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>接下来</source>
        <translation>Next steps</translation>
    </message>
</context>
<context>
    <name>StockLine</name>
    <message>
        <source>暂停下载</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>删除已下载的文件</source>
        <translation>Delete what was downloaded</translation>
    </message>
    <message>
        <source>已下载（{0}），没有网络也能学习；本机课程文件共 {1}</source>
        <translation>Downloaded ({0}): plays without a network. All courses here take {1}</translation>
    </message>
    <message>
        <source>正在下载 {0} / {1}</source>
        <translation>Downloading {0} of {1}</translation>
    </message>
    <message>
        <source>已下载 {0} / {1}</source>
        <translation>{0} of {1} downloaded</translation>
    </message>
    <message>
        <source>已下载 {0}</source>
        <translation>{0} downloaded</translation>
    </message>
    <message>
        <source>下载后可离线学习（{0}）</source>
        <translation>Download it to study offline ({0})</translation>
    </message>
    <message>
        <source>下载后可离线学习</source>
        <translation>Download it to study offline</translation>
    </message>
    <message>
        <source>继续下载</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>下载</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>下载课程“{0}”</source>
        <translation>Download &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>课程“{0}”已下载（{1}）</source>
        <translation>&quot;{0}&quot; is downloaded ({1})</translation>
    </message>
</context>
<context>
    <name>StudyPage</name>
    <message>
        <source>在线学习</source>
        <translation>Online study</translation>
    </message>
    <message>
        <source>推荐学习</source>
        <translation>Sample lessons</translation>
    </message>
    <message>
        <source>课程</source>
        <translation>Course</translation>
    </message>
    <message>
        <source>打印课程列表(&amp;P)…</source>
        <translation>&amp;Print the courses…</translation>
    </message>
    <message>
        <source>本机还没有课程</source>
        <translation>No courses on this machine yet</translation>
    </message>
    <message>
        <source>联网同步后，三家国家会计学院的课程会列在这里</source>
        <translation>The courses of the three institutes are listed here after a sync</translation>
    </message>
    <message>
        <source>{0} 年度 · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>{0} 年度</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>已保存</source>
        <translation>Saved</translation>
    </message>
</context>
<context>
    <name>SuggestEdit</name>
    <message>
        <source>{field}：建议</source>
        <translation>{field}: suggestions</translation>
    </message>
</context>
<context>
    <name>SyncControl</name>
    <message>
        <source>同步状态：{0}</source>
        <translation>Sync state: {0}</translation>
    </message>
    <message>
        <source>上次同步 {0}</source>
        <translation>Last sync {0}</translation>
    </message>
    <message>
        <source>尚未同步</source>
        <translation>Not synced yet</translation>
    </message>
    <message>
        <source>正在同步</source>
        <translation>Syncing</translation>
    </message>
    <message>
        <source>脱机工作</source>
        <translation>Working offline</translation>
    </message>
    <message>
        <source>{0}；您的操作都保存在本机</source>
        <translation>{0}; all that you do is saved on this machine</translation>
    </message>
    <message>
        <source>暂时连接不到服务器，将自动重试；您的操作都保存在本机</source>
        <translation>The service cannot be reached just now and is tried again; all that you do is saved on this machine</translation>
    </message>
    <message>
        <source>未连接 · {0}</source>
        <translation>Not connected · {0}</translation>
    </message>
    <message>
        <source>同步未完成</source>
        <translation>Sync did not finish</translation>
    </message>
    <message>
        <source>已同步 {0}</source>
        <translation>Synced {0}</translation>
    </message>
</context>
<context>
    <name>TakingIn</name>
    <message>
        <source>截图 {0}.png</source>
        <translation>Screenshot {0}.png</translation>
    </message>
    <message>
        <source>照片超过 4 MB，可以缩小后添加：
{photos}</source>
        <translation>Photos of more than 4 MB can be added smaller:
{photos}</translation>
    </message>
    <message>
        <source>缩小后添加</source>
        <translation>Add smaller</translation>
    </message>
    <message>
        <source>不添加</source>
        <translation>Do not add</translation>
    </message>
    <message>
        <source>{name}：{before}（{was}）→ {after}（{now}）</source>
        <translation>{name}: {before} ({was}) → {after} ({now})</translation>
    </message>
</context>
<context>
    <name>UpdateLine</name>
    <message>
        <source>下载</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>以后再说</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>{0} MB</source>
        <translation>{0} MB</translation>
    </message>
    <message>
        <source>新版本 {0} 可以下载（{1}）。下载时可以继续工作，退出程序后安装</source>
        <translation>Version {0} can be downloaded ({1}). Go on working meanwhile; it is installed when you quit</translation>
    </message>
    <message>
        <source>正在下载新版本… {0}%</source>
        <translation>Downloading the new version… {0}%</translation>
    </message>
    <message>
        <source>新版本 {0} 已下载并核实，退出程序后自动安装</source>
        <translation>Version {0} is here and verified; it is installed when you quit</translation>
    </message>
    <message>
        <source>新版本没有下载：{0}。{1}</source>
        <translation>The new version was not downloaded: {0}. {1}</translation>
    </message>
    <message>
        <source>正在下载新版本…</source>
        <translation>Downloading the new version…</translation>
    </message>
</context>
<context>
    <name>WaitingView</name>
    <message>
        <source>去确认</source>
        <translation>Go and decide</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>What</translation>
    </message>
    <message>
        <source>数量</source>
        <translation>Count</translation>
    </message>
    <message>
        <source>申请学时</source>
        <translation>Hours asked</translation>
    </message>
    <message>
        <source>已等待</source>
        <translation>Has waited</translation>
    </message>
    <message>
        <source>{0} 条待确认</source>
        <translation>{0} to decide</translation>
    </message>
    <message>
        <source>会员新提交的申请在同步后出现在这里</source>
        <translation>What members file next appears here after a sync</translation>
    </message>
    <message>
        <source>共申请 {0} 学时；最早的一条于 {1} 提交，已等待 {2} 天</source>
        <translation>{0} h asked for; the first was filed {1} and has waited {2} days</translation>
    </message>
    <message>
        <source>{0} 天以上</source>
        <translation>{0} days or more</translation>
    </message>
    <message>
        <source>{0}–{1} 天</source>
        <translation>{0}–{1} days</translation>
    </message>
    <message>
        <source>待确认，已等待 {0}</source>
        <translation>Waiting for {0}</translation>
    </message>
    <message>
        <source>待确认，{0}</source>
        <translation>Waiting, {0}</translation>
    </message>
</context>
<context>
    <name>Works</name>
    <message>
        <source>已取消</source>
        <translation>Cancelled</translation>
    </message>
</context>
<context>
    <name>YearCard</name>
    <message>
        <source>减免 {0}</source>
        <translation>Waived {0}</translation>
    </message>
</context>
<context>
    <name>YearNote</name>
    <message>
        <source>查看学时明细</source>
        <translation>Hours line by line</translation>
    </message>
    <message>
        <source>这份证明已失效：其中的学时被撤销确认。请勿再使用，可重新下载当年的证明</source>
        <translation type="unfinished">No longer valid: hours that it states were taken back. Do not use it; download the year&apos;s certificate anew</translation>
    </message>
    <message>
        <source>这份证明已失效：已被新证明替代，请使用新证明</source>
        <translation>This certificate has ended: a new one took its place, use that one</translation>
    </message>
    <message>
        <source>出具之后学时有变化：证明写明 {0} 学时，现在计入 {1} 学时。重新下载得到新证明，这一份随即失效</source>
        <translation>The hours have changed since: it states {0}, {1} count now. Download it anew; this one is void then</translation>
    </message>
    <message>
        <source>{0} 年度的学时已豁免，没有计入的学时：证明写明豁免 {1} 学时、完成 0 学时</source>
        <translation>{0} is waived and no hours count in it: its certificate states {1} hours waived and 0 completed</translation>
    </message>
</context>
<context>
    <name>YearStrip</name>
    <message>
        <source>更早的年度</source>
        <translation>Earlier years</translation>
    </message>
    <message>
        <source>较近的年度</source>
        <translation>Later years</translation>
    </message>
    <message>
        <source>各年度</source>
        <translation>All years</translation>
    </message>
</context>
<context>
    <name>YearView</name>
    <message>
        <source>已学完课程</source>
        <translation>Finished courses</translation>
    </message>
    <message>
        <source>学时明细</source>
        <translation>Hours line by line</translation>
    </message>
    <message>
        <source>本年度还没有学时记录</source>
        <translation>No hours in this year yet</translation>
    </message>
    <message>
        <source>学完课程并评价，或提交学时申请后，会列在这里</source>
        <translation>Finished and rated courses, and applications, are listed here</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>What</translation>
    </message>
    <message>
        <source>申请</source>
        <translation>Asked</translation>
    </message>
    <message>
        <source>认可</source>
        <translation>Eligible</translation>
    </message>
    <message>
        <source>计入</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>等待省注协确认</source>
        <translation>Waiting to be confirmed</translation>
    </message>
</context>
<context>
    <name>acts</name>
    <message>
        <source>{0}（{1}）</source>
        <translation>{0} ({1})</translation>
    </message>
</context>
<context>
    <name>applicationsFilter</name>
    <message>
        <source>待发送</source>
        <translation>To send</translation>
    </message>
</context>
<context>
    <name>language</name>
    <message>
        <source>继续教育</source>
        <translation>CPD Desktop</translation>
    </message>
    <message>
        <source>程序已经打开，已切换到原来的窗口</source>
        <translation>The program is open already: its window is in front now</translation>
    </message>
</context>
<context>
    <name>shell</name>
    <message>
        <source>首页</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>在线学习</source>
        <translation>Online study</translation>
    </message>
    <message>
        <source>学时申请</source>
        <translation>Applications</translation>
    </message>
    <message>
        <source>学时证明</source>
        <translation>Certificates</translation>
    </message>
    <message>
        <source>学时查询</source>
        <translation>Hours</translation>
    </message>
    <message>
        <source>学时确认</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>统计</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>目录</source>
        <translation>Directory</translation>
    </message>
    <message>
        <source>账号</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>会员</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>规则</source>
        <translation>Rules</translation>
    </message>
    <message>
        <source>审计</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>需要处理</source>
        <translation>To settle</translation>
    </message>
</context>
</TS>
