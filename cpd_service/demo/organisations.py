"""Provinces, accounting institutes and sponsors of the demo.

Province codes are those of the certificates of CPAs and firms (GB/T 2260): 11 to 65. Shenzhen has an institute but no
code of its own in that list; the demo uses 47, which GB/T 2260 leaves unused.
"""

from collections.abc import Iterator
from itertools import count
from random import Random

from cpd_core.entities import Institute, Province, Sponsor

SHENZHEN = "47"
HOME = "32"  # Jiangsu: the province of the journeys

PROVINCES: dict[str, tuple[str, str]] = {  # code -> name of the place, short name
    "11": ("北京市", "北京"),
    "12": ("天津市", "天津"),
    "13": ("河北省", "河北"),
    "14": ("山西省", "山西"),
    "15": ("内蒙古自治区", "内蒙古"),
    "21": ("辽宁省", "辽宁"),
    "22": ("吉林省", "吉林"),
    "23": ("黑龙江省", "黑龙江"),
    "31": ("上海市", "上海"),
    "32": ("江苏省", "江苏"),
    "33": ("浙江省", "浙江"),
    "34": ("安徽省", "安徽"),
    "35": ("福建省", "福建"),
    "36": ("江西省", "江西"),
    "37": ("山东省", "山东"),
    "41": ("河南省", "河南"),
    "42": ("湖北省", "湖北"),
    "43": ("湖南省", "湖南"),
    "44": ("广东省", "广东"),
    "45": ("广西壮族自治区", "广西"),
    "46": ("海南省", "海南"),
    SHENZHEN: ("深圳市", "深圳"),
    "50": ("重庆市", "重庆"),
    "51": ("四川省", "四川"),
    "52": ("贵州省", "贵州"),
    "53": ("云南省", "云南"),
    "54": ("西藏自治区", "西藏"),
    "61": ("陕西省", "陕西"),
    "62": ("甘肃省", "甘肃"),
    "63": ("青海省", "青海"),
    "64": ("宁夏回族自治区", "宁夏"),
    "65": ("新疆维吾尔自治区", "新疆"),
}

INSTITUTES = (
    ("beijing", "北京国家会计学院"),
    ("shanghai", "上海国家会计学院"),
    ("xiamen", "厦门国家会计学院"),
)

_PROVINCIAL_SPONSORS = (
    "{full}注册会计师协会",
    "{full}会计学会",
    "{full}总会计师协会",
    "{short}财经大学继续教育学院",
    "{short}国际税收研究会",
)
_FIRM_FIRST = "恒正天衡信华中瑞德永立同公诚众明勤嘉金鼎"
_FIRM_SECOND = "信达诚华兴联源和泰安鑫明平正方"
_NATIONAL_SPONSORS = (
    "中国注册会计师协会",
    "中国会计学会",
    "中国总会计师协会",
    "中国税务学会",
    "全国会计专业学位研究生教育指导委员会",
)


def provinces() -> Iterator[Province]:
    """The 31 provinces, regions and municipalities with an institute, and Shenzhen."""
    for code, (name, _) in PROVINCES.items():
        yield Province(id=code, rev=1, name=name, institute_name=f"{name}注册会计师协会")


def institutes() -> Iterator[Institute]:
    """The three national accounting institutes."""
    for code, name in INSTITUTES:
        yield Institute(id=code, rev=1, name=name)


def sponsors(rng: Random) -> dict[str, list[Sponsor]]:
    """Some hundreds of organisers by province: its own bodies and invented firms; the national ones under ``""``."""
    names = {"": [*_NATIONAL_SPONSORS, *(name for _, name in INSTITUTES)]}
    for code, (name, short) in PROVINCES.items():
        names[code] = [pattern.format(full=name, short=short) for pattern in _PROVINCIAL_SPONSORS]
        names[code] += _firms(rng, short, 4)
    number = count(1)
    return {
        code: [Sponsor(id=f"sponsor-{next(number):04d}", rev=1, name=name) for name in found]
        for code, found in names.items()
    }


def _firms(rng: Random, short: str, how_many: int) -> list[str]:
    """Firms that train their own people; each name differs, since no first character comes twice."""
    forms = ("会计师事务所（特殊普通合伙）", "会计师事务所有限公司", "税务师事务所有限公司")
    return [short + first + rng.choice(_FIRM_SECOND) + rng.choice(forms) for first in rng.sample(_FIRM_FIRST, how_many)]
