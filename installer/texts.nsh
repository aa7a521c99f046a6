; What the installer says, in both languages.
!define ZH ${LANG_SIMPCHINESE}
!define EN ${LANG_ENGLISH}

LangString Title ${ZH} "中国注册会计师继续教育"
LangString Title ${EN} "CPA Continuing Education"
LangString Shortcut ${ZH} "注册会计师继续教育"
LangString Shortcut ${EN} "CPA Continuing Education"

LangString OldWindows ${ZH} "需要 64 位的 Windows 10（1809）或更高版本。"
LangString OldWindows ${EN} "This program needs 64-bit Windows 10 (1809) or later."
LangString NeedsAdministrator ${ZH} "为所有用户安装或卸载需要管理员权限。"
LangString NeedsAdministrator ${EN} "Installing or removing for all users needs an administrator."
LangString Newer ${ZH} "本机已有更新的版本（$0），旧版本无法读取它的数据，因此不安装 ${VERSION}。"
LangString Newer ${EN} "A newer version ($0) is or was on this computer. ${VERSION} could not read its data and is not installed."
LangString StillOpen ${ZH} "程序仍然打开着，可能在等待您回答。请关闭它的窗口，然后重试。"
LangString StillOpen ${EN} "The program is still open and may be waiting for an answer. Please close its window and try again."
LangString NotUnpacked ${ZH} "文件没有全部写入，原来的版本保持不变。请检查磁盘空间后重试。"
LangString NotUnpacked ${EN} "Not all files could be written; the former version is kept. Please check the disk space and try again."

LangString DataTitle ${ZH} "本机数据"
LangString DataTitle ${EN} "Local data"
LangString DataSubtitle ${ZH} "保留还是删除？"
LangString DataSubtitle ${EN} "Keep or remove?"
LangString DataText ${ZH} "申请、附件和草稿保存在 $Data。保留时，重新安装后可以继续使用；已经发送的内容在服务器上，不受影响。"
LangString DataText ${EN} "Applications, attachments and drafts are kept in $Data. If they stay, a new installation goes on with them. What was sent is on the server in any case."
LangString DataRemove ${ZH} "同时删除本机数据(&R)"
LangString DataRemove ${EN} "&Remove local data, too"
LangString DataUnsent ${ZH} "注意：有 $Unsent 项尚未发送，只保存在本机；删除后无法找回。"
LangString DataUnsent ${EN} "Note: $Unsent items were never sent and exist only on this computer. Once removed they cannot be brought back."
LangString UnsentQuestion ${ZH} "有 $Unsent 项尚未发送，删除本机数据后无法找回。确定要删除吗？"
LangString UnsentQuestion ${EN} "$Unsent items were never sent and will be lost for good with the local data. Remove them?"
