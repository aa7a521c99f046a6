; The installer. `dev.py package` runs makensis over it with these definitions:
;   VERSION, NUMBERS (four, dotted), SIZE (KiB), OUTPUT, CONTENTS (a list of File and SetOutPath lines), FOLDERS (to remove)
;   and SIGN, where there is a certificate: the command that signs the file it is given.
;
; /S silent   /ALLUSERS for everybody   /D=FOLDER (last)   /SERVER= /PROXY= /CERTIFICATE= /CHANNEL= /UPDATES=0|1
; Uninstaller: /S silent, keeps local data   /REMOVEDATA removes it   /REMOVEUNSENT even with unsent work in it
; Exit codes: 0 done, 1 cancelled, 2 failed, 3 a newer version is or was here, 4 the program is still open,
;   5 needs an administrator, 6 unsent work would be lost, 7 this Windows is too old
Target amd64-unicode
Unicode true
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh

!define PROGRAM "cpd-desktop"
!define SETTINGS "Software\${PROGRAM}"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${PROGRAM}"
!define OLDEST_BUILD 17763 ; Windows 10 1809: Qt starts on nothing older
!define OLD "_internal.old"
!define NEW "new"

!define CODE_NEWER 3
!define CODE_OPEN 4
!define CODE_ADMINISTRATOR 5
!define CODE_UNSENT 6
!define CODE_WINDOWS 7

Name "$(Title)"
OutFile "${OUTPUT}"
BrandingText "${PROGRAM} ${VERSION}"
InstallDir ""
ShowInstDetails nevershow
ShowUninstDetails nevershow
AllowSkipFiles off ; what cannot be written ends the installation, with the former version as it was
!ifdef SIGN
  !finalize '${SIGN} "%1"'
  !uninstfinalize '${SIGN} "%1"'
!endif

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "中国注册会计师继续教育"
VIAddVersionKey /LANG=2052 "FileDescription" "中国注册会计师继续教育 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "${PROGRAM}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

!define MUI_ICON "cpd-desktop.ico"
!define MUI_UNICON "cpd-desktop.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}.exe"
!define MUI_FINISHPAGE_NOAUTOCLOSE
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
UninstPage custom un.AskData un.TakeAnswer
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"
!include texts.nsh

Var Everybody ; 1: for all users of this machine
Var Data ; where this user's data lie
Var RemoveData
Var Unsent
Var Box
Var Count

; --- what both the installer and the uninstaller do ---------------------------------------------------------------

!macro Common un
; Everything below is said for the 64-bit registry, and for one user or for all.
Function ${un}ChooseUsers
  SetRegView 64
  ${If} $Everybody == 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
FunctionEnd

; Ends with a code; a person is told why first.
Function ${un}Refuse ; stack: text, code
  Exch $0
  Exch
  Exch $1
  ${IfNot} ${Silent}
    MessageBox MB_OK|MB_ICONSTOP "$1"
  ${EndIf}
  SetErrorLevel $0
  Quit
FunctionEnd

; Whether the program in $INSTDIR is open: Windows lets nobody write to a program that runs. $0: 1 or 0
Function ${un}IsOpen
  StrCpy $0 0
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}.exe"
    ClearErrors
    FileOpen $1 "$INSTDIR\${PROGRAM}.exe" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
FunctionEnd

; Asks the window to close as a click on its X would: it keeps what is typed, and may ask its user something first.
Function ${un}CloseProgram
  ${Do}
    Call ${un}IsOpen
    ${If} $0 == 0
      Return
    ${EndIf}
    nsExec::Exec 'taskkill.exe /IM ${PROGRAM}.exe'
    Pop $1
    StrCpy $Count 0
    ${DoWhile} $Count < 40
      Sleep 250
      IntOp $Count $Count + 1
      Call ${un}IsOpen
      ${If} $0 == 0
        Return
      ${EndIf}
    ${Loop}
    ${If} ${Silent}
      SetErrorLevel ${CODE_OPEN}
      Quit
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(StillOpen)" IDRETRY +3
      SetErrorLevel ${CODE_OPEN}
      Quit
  ${Loop}
FunctionEnd
!macroend
!insertmacro Common ""
!insertmacro Common "un."

; --- installing ------------------------------------------------------------------------------------------------------

Function .onInit
  SetRegView 64
  ReadRegStr $0 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" "CurrentBuildNumber"
  ${If} $0 < ${OLDEST_BUILD}
    Push "$(OldWindows)"
    Push ${CODE_WINDOWS}
    Call Refuse
  ${EndIf}
  StrCpy $Everybody 0
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $R1
  ${IfNot} ${Errors}
    StrCpy $Everybody 1
  ${EndIf}
  Call ChooseUsers
  ${If} $Everybody == 1
    Call BecomeAdministrator
  ${EndIf}
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR SHCTX "${ENTRY}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $Everybody == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\${PROGRAM}"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${PROGRAM}"
    ${EndIf}
  ${EndIf}
  Call RefuseDowngrade
FunctionEnd

Function BecomeAdministrator
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 == "Admin"
    Return
  ${EndIf}
  ${IfNot} ${Silent}
    ExecShell "runas" "$EXEPATH" "$R0"
    ${IfNot} ${Errors}
      Quit
    ${EndIf}
  ${EndIf}
  Push "$(NeedsAdministrator)"
  Push ${CODE_ADMINISTRATOR}
  Call Refuse
FunctionEnd

; What is installed, and what has last written this user's data: an older program could not read them.
Function RefuseDowngrade
  ReadRegStr $0 SHCTX "${ENTRY}" "DisplayVersion"
  Call RefuseIfNewer
  ReadRegStr $0 HKCU "${SETTINGS}" "LastVersion"
  Call RefuseIfNewer
FunctionEnd

Function RefuseIfNewer ; $0: a version, or nothing
  ${If} $0 == ""
    Return
  ${EndIf}
  ${VersionCompare} $0 "${VERSION}" $1
  ${If} $1 == 1
    Push "$(Newer)"
    Push ${CODE_NEWER}
    Call Refuse
  ${EndIf}
FunctionEnd

; Settings of the command line, kept where the program looks for them: a policy of the domain overrules them.
; Not with GetOptions: that takes the slashes of an address for the next option.
!macro Keep option value
  StrCpy $R1 "/${option}="
  Call ReadOption
  ${If} $R2 != ""
    WriteRegStr SHCTX "${SETTINGS}" "${value}" "$R2"
  ${EndIf}
!macroend

Function ReadOption ; $R0: the command line, $R1: such as /SERVER=; $R2: the value up to a blank or a quotation mark, or ""
  StrLen $1 $R1
  StrCpy $2 0
  ${Do}
    StrCpy $R2 $R0 $1 $2
    ${If} $R2 == ""
      Return
    ${EndIf}
    ${If} $R2 == $R1
      ${ExitDo}
    ${EndIf}
    IntOp $2 $2 + 1
  ${Loop}
  StrCpy $4 " "
  ${If} $2 > 0
    IntOp $3 $2 - 1
    StrCpy $5 $R0 1 $3
    ${If} $5 == '"' ; the whole option is quoted, as programs do it
      StrCpy $4 '"'
    ${EndIf}
  ${EndIf}
  IntOp $2 $2 + $1
  StrCpy $3 $R0 "" $2 ; the rest
  StrCpy $5 $3 1
  ${If} $5 == '"'
    StrCpy $3 $3 "" 1
    StrCpy $4 '"'
  ${EndIf}
  StrCpy $R2 ""
  ${Do}
    StrCpy $5 $3 1
    ${If} $5 == ""
    ${OrIf} $5 == $4
    ${OrIf} $5 == '"'
      ${ExitDo}
    ${EndIf}
    StrCpy $R2 "$R2$5"
    StrCpy $3 $3 "" 1
  ${Loop}
FunctionEnd

; A second name of a file that is there; where the disk knows no such names, a copy.
!macro Link name file
  System::Call 'kernel32::CreateHardLinkW(w "$OUTDIR\${name}", w "$OUTDIR\${file}", p 0) i .r0'
  ${If} $0 == 0
    CopyFiles /SILENT "$OUTDIR\${file}" "$OUTDIR\${name}"
  ${EndIf}
!macroend

!macro Replace name
  Delete "$INSTDIR\${name}"
  Rename "$INSTDIR\${NEW}\${name}" "$INSTDIR\${name}"
!macroend

Section
  Call CloseProgram
  RMDir /r "$INSTDIR\${OLD}"
  RMDir /r "$INSTDIR\${NEW}"
  ClearErrors
  !include "${CONTENTS}" ; into ${NEW}: nothing is replaced before everything is there
  SetOutPath "$INSTDIR"
  ${If} ${Errors}
    RMDir /r "$INSTDIR\${NEW}"
    SetErrorLevel 2
    Abort "$(NotUnpacked)"
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
    Rename "$INSTDIR\_internal" "$INSTDIR\${OLD}" ; all or nothing: fails while any of its files is in use
    ${If} ${Errors}
      RMDir /r "$INSTDIR\${NEW}"
      Push "$(StillOpen)"
      Push ${CODE_OPEN}
      Call Refuse
    ${EndIf}
  ${EndIf}
  Rename "$INSTDIR\${NEW}\_internal" "$INSTDIR\_internal"
  !insertmacro Replace "${PROGRAM}.exe"
  !insertmacro Replace "${PROGRAM}.pkg"
  !insertmacro Replace "cpd-cli.exe"
  !insertmacro Replace "cpd-cli.pkg"
  RMDir "$INSTDIR\${NEW}"
  RMDir /r "$INSTDIR\${OLD}"
  ${If} $Everybody == 1
    FileOpen $0 "$INSTDIR\installed.json" w
    FileWrite $0 '{"scope":"all-users"}'
    FileClose $0
  ${Else}
    FileOpen $0 "$INSTDIR\installed.json" w
    FileWrite $0 '{"scope":"user"}'
    FileClose $0
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"

  ReadRegStr $0 SHCTX "${SETTINGS}" "Shortcut"
  ${If} $0 != ""
    Delete "$SMPROGRAMS\$0"
  ${EndIf}
  SetOutPath "$INSTDIR"
  CreateShortCut "$SMPROGRAMS\$(Shortcut).lnk" "$INSTDIR\${PROGRAM}.exe"
  WriteRegStr SHCTX "${SETTINGS}" "Shortcut" "$(Shortcut).lnk"

  ${GetParameters} $R0
  !insertmacro Keep "SERVER" "Server"
  !insertmacro Keep "PROXY" "Proxy"
  !insertmacro Keep "CERTIFICATE" "Certificate"
  !insertmacro Keep "CHANNEL" "UpdateChannel"
  !insertmacro Keep "UPDATES" "Updates"
  WriteRegStr HKCU "${SETTINGS}" "LastVersion" "${VERSION}"

  WriteRegStr SHCTX "${ENTRY}" "DisplayName" "$(Title)"
  WriteRegStr SHCTX "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${ENTRY}" "DisplayIcon" "$INSTDIR\${PROGRAM}.exe,0"
  WriteRegStr SHCTX "${ENTRY}" "Publisher" "${PROGRAM}"
  WriteRegStr SHCTX "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${ENTRY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD SHCTX "${ENTRY}" "NoModify" 1
  WriteRegDWORD SHCTX "${ENTRY}" "NoRepair" 1
SectionEnd

; --- uninstalling ----------------------------------------------------------------------------------------------------

Function un.onInit
  SetRegView 64
  StrCpy $Everybody 0
  ReadRegStr $0 HKLM "${ENTRY}" "InstallLocation"
  ${If} $0 == $INSTDIR
    StrCpy $Everybody 1
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      ${IfNot} ${Silent}
        ExecShell "runas" "$INSTDIR\uninstall.exe"
        ${IfNot} ${Errors}
          Quit
        ${EndIf}
      ${EndIf}
      Push "$(NeedsAdministrator)"
      Push ${CODE_ADMINISTRATOR}
      Call un.Refuse
    ${EndIf}
  ${EndIf}
  SetShellVarContext current
  StrCpy $Data "$LOCALAPPDATA\${PROGRAM}"
  Call un.ChooseUsers
  Call un.CloseProgram
  Call un.CountUnsent
  StrCpy $RemoveData 0
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/REMOVEDATA" $R1
  ${IfNot} ${Errors}
    StrCpy $RemoveData 1
  ${EndIf}
  ${If} ${Silent}
  ${AndIf} $RemoveData == 1
  ${AndIf} $Unsent != 0
    ClearErrors
    ${GetOptions} $R0 "/REMOVEUNSENT" $R1
    ${If} ${Errors}
      SetErrorLevel ${CODE_UNSENT}
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

; The program itself counts what is saved here and nowhere else; where it cannot say, something may be.
Function un.CountUnsent
  StrCpy $Unsent 0
  ${IfNot} ${FileExists} "$Data\accounts\*.*"
    Return
  ${EndIf}
  nsExec::ExecToStack '"$INSTDIR\cpd-cli.exe" unsent --count'
  Pop $0
  Pop $1
  ${If} $0 == 0
    ${WordReplace} $1 "$\r" "" "+" $1
    ${WordReplace} $1 "$\n" "" "+" $Unsent
  ${Else}
    StrCpy $Unsent "?"
  ${EndIf}
FunctionEnd

Function un.AskData
  ${IfNot} ${FileExists} "$Data\*.*"
    Abort ; nothing to ask
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(DataTitle)" "$(DataSubtitle)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 36u "$(DataText)"
  Pop $0
  ${NSD_CreateCheckBox} 0 42u 100% 12u "$(DataRemove)"
  Pop $Box
  ${If} $RemoveData == 1
    ${NSD_Check} $Box
  ${EndIf}
  ${If} $Unsent != 0
    ${NSD_CreateLabel} 0 62u 100% 36u "$(DataUnsent)"
    Pop $0
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function un.TakeAnswer
  ${NSD_GetState} $Box $RemoveData
  ${If} $RemoveData == 1
  ${AndIf} $Unsent != 0
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(UnsentQuestion)" IDYES +2
      Abort
  ${EndIf}
FunctionEnd

Section "Uninstall"
  Call un.CloseProgram
  Delete "$INSTDIR\${PROGRAM}.exe"
  Delete "$INSTDIR\cpd-cli.exe"
  Delete "$INSTDIR\cpd-cli.pkg"
  Delete "$INSTDIR\${PROGRAM}.pkg"
  Delete "$INSTDIR\installed.json"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\${OLD}"
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR" ; only if nothing of anybody else is in it
  ReadRegStr $0 SHCTX "${SETTINGS}" "Shortcut"
  ${If} $0 != ""
    Delete "$SMPROGRAMS\$0"
  ${EndIf}
  DeleteRegKey SHCTX "${ENTRY}"
  ${If} $Everybody == 1
    DeleteRegKey HKLM "${SETTINGS}"
  ${Else}
    DeleteRegValue HKCU "${SETTINGS}" "Server"
    DeleteRegValue HKCU "${SETTINGS}" "Proxy"
    DeleteRegValue HKCU "${SETTINGS}" "Certificate"
    DeleteRegValue HKCU "${SETTINGS}" "UpdateChannel"
    DeleteRegValue HKCU "${SETTINGS}" "Updates"
    DeleteRegValue HKCU "${SETTINGS}" "Shortcut"
  ${EndIf}
  ${If} $RemoveData == 1
    RMDir /r "$Data"
  ${EndIf}
  ${IfNot} ${FileExists} "$Data\*.*"
    DeleteRegKey HKCU "${SETTINGS}" ; LastVersion stays as long as there are data that it speaks of
  ${EndIf}
SectionEnd
