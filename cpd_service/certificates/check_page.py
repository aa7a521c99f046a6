"""The page on which everyone can check a certificate: plain HTML that reads well aloud and without any script."""

from html import escape

from cpd_core.entities import Certificate
from cpd_core.verification import State
from cpd_core.wording import hours_text
from cpd_service.certificates.chinese_dates import chinese_date
from cpd_service.certificates.words import MEMBER_TYPES, SOURCES

STYLE = (
    "body{font:1.1rem/1.6 sans-serif;color:#21262f;max-width:38rem;margin:2rem auto;padding:0 1rem}"
    "dt{color:#5b626d;margin-top:.6rem}dd{margin:0}label{display:block;margin:.8rem 0 .2rem}"
    "input,button{font:inherit;padding:.4rem .6rem}input{width:100%;box-sizing:border-box}button{margin-top:1rem}"
    ".valid,.revoked,.unknown,.altered{border-left:.4rem solid;padding:.4rem 1rem}"
    ".valid{border-color:#1a456b}.revoked,.unknown,.altered{border-color:#b33329}"
)
ANSWERS: dict[State, str] = {
    "valid": "有效：本服务出具了这份证明",
    "revoked": "已失效",
    "altered": "不是本服务出具时的内容",
    "unknown": "查不到",
}


def form(number: str = "") -> str:
    """The page that asks for number and check code."""
    return _page("核验学时证明", f"<p>请填写证明上“核验”一栏的编号和校验码。</p>{_form(number)}")


def answer(state: State, why: str, certificate: Certificate | None = None, number: str = "") -> str:
    """The page with the result; ``certificate`` is shown as it was issued to who has shown to have it."""
    heading = f'<h2>{ANSWERS[state]}</h2><p role="status">{escape(why)}</p>'
    facts = _facts(certificate) if certificate else ""
    result = f'<section class="{state}">{heading}{facts}</section>'
    return _page("学时证明核验结果", f"{result}<h2>再核验一份</h2>{_form(number)}")


def too_many(seconds: str) -> str:
    """The page for who has asked too often."""
    return _page("请稍后再试", f"<p>从您的网络地址查询得太频繁，请 {escape(seconds)} 秒后再试。</p>")


def _form(number: str) -> str:
    return (
        '<form method="get" action="/certificates">'
        '<label for="number">证明编号</label>'
        f'<input id="number" name="number" required maxlength="40" autocomplete="off" value="{escape(number)}">'
        '<label for="code">校验码</label>'
        '<input id="code" name="code" required maxlength="40" autocomplete="off">'
        '<button type="submit">核验</button></form>'
    )


def _facts(certificate: Certificate) -> str:
    rows = [
        ("证明编号", certificate.number),
        ("姓名", certificate.member_name),
        ("会员证书编号", certificate.member_no),
        ("会员类型", MEMBER_TYPES[certificate.member_type]),
        ("学时年度", str(certificate.year)),
        ("已完成", f"{hours_text(certificate.hours)} 学时"),
        ("应完成", f"{hours_text(certificate.required_hours)} 学时"),
        ("豁免", f"{hours_text(certificate.waived_hours)} 学时" if certificate.waived_hours else ""),
        ("年度要求", "已达到" if certificate.fulfilled else "尚未达到"),
        *((SOURCES.get(row.source, row.source), f"{hours_text(row.hours)} 学时") for row in certificate.by_source),
        ("出具单位", certificate.issuer),
        ("出具日期", chinese_date(certificate.issued_on)),
    ]
    return "<dl>" + "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in rows if value) + "</dl>"


def _page(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{title}</h1>{body}</main></body></html>"
    )
