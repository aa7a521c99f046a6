"""What can be wrong with a pack, each in words of its own."""

from cpd_desktop.errors import Trouble


class PackTrouble(Trouble):
    """A pack or what came back of one cannot be used; nothing was changed."""


def not_a_pack() -> PackTrouble:
    """Some other file."""
    return PackTrouble("不是审核包文件", "请选择由本程序的“制作审核包”或“写出处理结果”生成的文件")


def newer() -> PackTrouble:
    """Of a program that knows more."""
    return PackTrouble("审核包来自更新的版本", "请先升级本程序，再打开这个文件")


def other_kind(kind: str) -> PackTrouble:
    """A queue where decisions are wanted, or the other way round."""
    if kind == "queue":
        return PackTrouble("这是审核包，不是处理结果", "请在不联网的电脑上打开审核包，处理后写出处理结果，再在这里导入")
    return PackTrouble("这是处理结果，不是审核包", "处理结果要在制作审核包的电脑上导入")


def head_damaged() -> PackTrouble:
    """The beginning, by which one would know how to read the rest."""
    return PackTrouble("文件开头已损坏", "请重新复制该文件；如仍不行，请对方重新制作")


def wrong_passphrase() -> PackTrouble:
    """The passphrase opens something else."""
    return PackTrouble("口令不对", "请核对口令后重试；口令区分大小写。忘记口令的文件无法打开，只能重新制作")


def altered(number: int) -> PackTrouble:
    """A chunk is not as it was written."""
    return PackTrouble(
        "文件内容被改动或已损坏", "第 {number} 块与写入时不同。请重新复制该文件；没有导入任何内容", number=number
    )


def out_of_order(expected: int, found: int) -> PackTrouble:
    """A chunk stands where another one belongs."""
    return PackTrouble(
        "文件各块的顺序不对",
        "第 {expected} 块的位置上是第 {found} 块。请重新复制该文件；没有导入任何内容",
        expected=expected,
        found=found,
    )


def cut_off() -> PackTrouble:
    """The end is missing."""
    return PackTrouble("文件不完整", "文件后面的部分缺失，可能没有复制完。请重新复制；没有导入任何内容")


def more_behind() -> PackTrouble:
    """There is something after the end."""
    return PackTrouble("文件末尾多出内容", "文件在结尾之后被加上了别的内容。请重新复制；没有导入任何内容")


def bad_signature() -> PackTrouble:
    """Who wrote it is not who it says."""
    return PackTrouble("签名不符", "文件不是由其中所写的电脑签署的，请不要使用，并联系给出文件的人")


def malformed() -> PackTrouble:
    """Signed and whole, and yet not what one of ours would write."""
    return PackTrouble("审核包内容不合格式", "请升级本程序后再试；如仍不行，请联系技术支持")


def other_pack(pack_id: str) -> PackTrouble:
    """What came back belongs to somebody else's pack."""
    return PackTrouble(
        "这份处理结果不属于本机的审核包",
        "请在制作该审核包的电脑上，以当时的账号登录后导入（包号 {pack}）",
        pack=pack_id,
    )


def other_epoch() -> PackTrouble:
    """The service was restored since."""
    return PackTrouble("服务器数据已恢复过", "这份处理结果所依据的审核包已经失效，请重新制作审核包")


def already_read() -> PackTrouble:
    """Not twice."""
    return PackTrouble("这份处理结果已经导入过", "没有再次导入；如已撤销那一批，可以重新导入")


def no_pack_here() -> PackTrouble:
    """The account that is open came from no pack."""
    return PackTrouble("没有打开审核包", "请先用“打开审核包”打开文件，处理后再写出处理结果")


def nothing_to_pack() -> PackTrouble:
    """The filter leaves nothing."""
    return PackTrouble("没有可打包的申请", "没有符合条件的未确认申请；本机已有未发送处理的不会打包")


def nothing_decided() -> PackTrouble:
    """Nothing to bring back."""
    return PackTrouble("还没有处理任何申请", "请先确认或不予确认，再写出处理结果")


def cannot_read(name: str, problem: str) -> PackTrouble:
    """The file cannot be opened."""
    return PackTrouble("无法读取文件", "“{name}”读不出来（{problem}），请检查后重选", name=name, problem=problem)


def short_passphrase(least: int) -> PackTrouble:
    """Too easy to guess."""
    return PackTrouble("口令太短", "口令至少 {least} 个字符，建议用几个不相关的词", least=least)
