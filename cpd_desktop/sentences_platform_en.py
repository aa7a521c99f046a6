"""The English of what is said about this machine: what its administrator set, newer versions."""

PLATFORM = {
    "管理员设置无法读取": "The administrator's settings cannot be read",
    "请管理员检查 {path}（{problem}）": "Ask the administrator to look at {path} ({problem})",
    "管理员设置的证书文件不可用": "The file of certificates that the administrator set cannot be used",
    "无法读取 {path}，其中可能有尚未发送的内容（{problem}）": (
        "{path} cannot be read, and may hold what was never sent ({problem})"
    ),
    "新版本的说明无法核实": "What is said of the newer version cannot be trusted",
    "它没有可信的签名，没有下载。请联系省注协": (
        "It bears no signature that this program trusts. Nothing was downloaded; tell your institute"
    ),
    "下载的新版本不完整或已被改动": "What was downloaded is not the newer version",
    "已经删除，稍后会重新下载": "It was deleted, and is downloaded again later",
}
