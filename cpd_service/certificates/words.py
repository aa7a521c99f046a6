"""Codes of a certificate in Chinese, for paper and for the page that checks it."""

MEMBER_TYPES = {"cpa": "注册会计师", "non_practising": "非执业会员"}
SOURCES = {
    "online": "继续教育在线",
    "input": "投入式学时申请",
    "output": "产出式学时申请",
    "carried_over": "上年结转",
    "special": "特别授予",
}
