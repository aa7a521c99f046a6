"""The English of packs, by their Chinese text."""

PACK = {
    "不是审核包文件": "Not a review pack",
    "请选择由本程序的“制作审核包”或“写出处理结果”生成的文件": (
        "Choose a file that this program has made as a review pack, or as the decisions of one"
    ),
    "审核包来自更新的版本": "The pack comes from a newer version",
    "请先升级本程序，再打开这个文件": "Update this program first, then open the file",
    "这是审核包，不是处理结果": "This is a review pack, not what was decided in one",
    "请在不联网的电脑上打开审核包，处理后写出处理结果，再在这里导入": (
        "Open it on the machine without a network, decide there, and bring the file with the decisions here"
    ),
    "这是处理结果，不是审核包": "These are decisions, not a review pack",
    "处理结果要在制作审核包的电脑上导入": "Decisions are read in on the machine that made the pack",
    "文件开头已损坏": "The beginning of the file is damaged",
    "请重新复制该文件；如仍不行，请对方重新制作": "Copy it once more; if that does not help, have it made anew",
    "口令不对": "Wrong passphrase",
    "请核对口令后重试；口令区分大小写。忘记口令的文件无法打开，只能重新制作": (
        "Look at it and try again; capitals matter. A file whose passphrase is lost cannot be opened: have it made anew"
    ),
    "文件内容被改动或已损坏": "The file was altered or is damaged",
    "第 {number} 块与写入时不同。请重新复制该文件；没有导入任何内容": (
        "Part {number} is not as it was written. Copy the file once more; nothing was taken in"
    ),
    "文件各块的顺序不对": "The parts of the file are out of order",
    "第 {expected} 块的位置上是第 {found} 块。请重新复制该文件；没有导入任何内容": (
        "Part {found} stands where part {expected} belongs. Copy the file once more; nothing was taken in"
    ),
    "文件不完整": "The file is not complete",
    "文件后面的部分缺失，可能没有复制完。请重新复制；没有导入任何内容": (
        "Its end is missing: perhaps copying was broken off. Copy it once more; nothing was taken in"
    ),
    "文件末尾多出内容": "There is something behind the end of the file",
    "文件在结尾之后被加上了别的内容。请重新复制；没有导入任何内容": (
        "Something was added behind its end. Copy it once more; nothing was taken in"
    ),
    "签名不符": "The signature does not fit",
    "文件不是由其中所写的电脑签署的，请不要使用，并联系给出文件的人": (
        "It was not signed by the machine that it names: do not use it, and ask whoever gave it to you"
    ),
    "审核包内容不合格式": "What is in the pack has not the right form",
    "请升级本程序后再试；如仍不行，请联系技术支持": (
        "Update this program and try again; if that does not help, ask technical support"
    ),
    "这份处理结果不属于本机的审核包": "These decisions belong to no pack of this machine",
    "请在制作该审核包的电脑上，以当时的账号登录后导入（包号 {pack}）": (
        "Read them in on the machine that made the pack, signed in as then (pack {pack})"
    ),
    "服务器数据已恢复过": "The service was restored from a backup",
    "这份处理结果所依据的审核包已经失效，请重新制作审核包": "The pack of these decisions is void: make one anew",
    "这份处理结果已经导入过": "These decisions have been read in already",
    "没有再次导入；如已撤销那一批，可以重新导入": (
        "They were not read in again; once that batch is taken back, they can be"
    ),
    "没有打开审核包": "No pack is open",
    "请先用“打开审核包”打开文件，处理后再写出处理结果": "Open one first and decide in it, then write the decisions",
    "没有可打包的申请": "Nothing to pack",
    "没有符合条件的未确认申请；本机已有未发送处理的不会打包": (
        "No application that waits fits the filter; those with unsent decisions here are not packed"
    ),
    "还没有处理任何申请": "Nothing is decided yet",
    "请先确认或不予确认，再写出处理结果": "Confirm or refuse first, then write the decisions",
    "口令太短": "The passphrase is too short",
    "口令至少 {least} 个字符，建议用几个不相关的词": (
        "It needs {least} characters at least; some words that have nothing to do with each other are best"
    ),
    "审核包不与服务器同步": "A review pack is not synced with the service",
    "处理完后写出处理结果，带回制作审核包的电脑导入": (
        "When done, write the decisions and bring them to the machine that made the pack"
    ),
    "附件不在审核包中": "The attachment is not in the pack",
    "制作审核包时可以选择连同附件；附件须已下载到制作的电脑": (
        "A pack can be made with attachments, as far as the machine that makes it has them"
    ),
    "审核包处理结果：{name} {day}": "Decisions of a pack: {name} {day}",
    "打开审核包：{count} 条，{name} 制作": "opened a pack of {count}, made by {name}",
}
