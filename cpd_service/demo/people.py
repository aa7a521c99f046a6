"""Members of the demo: invented names, valid numbers. The full identity number never leaves this module's caller.

Identity numbers: GB 11643 (17 digits and an ISO 7064 mod 11-2 check character). CPA certificate numbers: 12 digits, 8
of the firm beginning with the province's code, 4 of the person. Non-practising ones: their format is not published;
letters and digits stand in.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from cpd_core.entities import Member, MemberType
from cpd_service.check_digits import check_character
from cpd_service.demo.organisations import HOME, PROVINCES, SHENZHEN
from cpd_service.identity_numbers import masked

HOME_SHARE = 0.6  # of all members: most of the demo plays in one province
CPA_SHARE = 0.3  # of the members: about 100,000 of 350,000 in the country
FIRST_YEAR_JOINED = 2006

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏"
    "苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵"
    "万"
)
_GIVEN_FIRST = "志建文明晓海雪丽红金国永春玉秀俊佳子雨梓思一宇欣若嘉婉静慧雅淑美凤桂兰敏振新立学少伟世家德光中正天"
_GIVEN_SECOND = (
    "华明平军强伟芳英玲霞萍娟燕红梅琴云兰凤洁琳素莲真环雪荣爱妹香月莺媛艳瑞凡佳嘉琼勤珍贞莉桂娣"
    "叶璧璐娅琦晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰"
    "韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥"
)

_COUNTY = {"46": "0105", "51": "0104", "64": "0104", "44": "0103"}  # where XX0102 is or was no county
_COUNTY_DEFAULT = "0102"
_SHENZHEN_COUNTY = "440303"


@dataclass(frozen=True, slots=True)
class Person:
    """Who a member is to be. A ``note`` goes with those whom accounts.json shows."""

    name: str
    member_type: MemberType
    province: str
    note: str = ""


FEATURED = (
    Person("王芳", "non_practising", HOME, "本年度有已确认、未确认和不予确认的申请，网络课程有待评价"),
    Person("李强", "non_practising", HOME, "同省另一位非执业会员"),
    Person("张伟", "cpa", HOME, "注册会计师，课程分必修、选修"),
    Person("赵敏", "non_practising", "31", "外省会员，江苏的账号看不到其记录"),
)
FEWEST = 2 * len(FEATURED)  # below that there is nobody to file the other applications


def identity_number(rng: Random, province: str, born: date) -> str:
    """An identity number of a county of this province and a date of birth."""
    county = _SHENZHEN_COUNTY if province == SHENZHEN else province + _COUNTY.get(province, _COUNTY_DEFAULT)
    digits = f"{county}{born:%Y%m%d}{rng.randrange(1, 1000):03d}"
    return digits + check_character(digits)


def person_name(rng: Random) -> str:
    """A name of two or three characters."""
    first = rng.choice(_GIVEN_FIRST) if rng.random() < 0.7 else ""
    return rng.choice(_SURNAMES) + first + rng.choice(_GIVEN_SECOND)


def members(rng: Random, count: int, latest_year: int) -> list[Member]:
    """All members, the featured ones first; they joined before ``latest_year``."""
    plan = [*FEATURED, *(_anyone(rng, place) for place in range(count - len(FEATURED)))]
    return [_member(rng, serial, person, latest_year) for serial, person in enumerate(plan, 1)]


def _anyone(rng: Random, place: int) -> Person:
    """Every part of the country has somebody; the home province has most."""
    abroad = [code for code in PROVINCES if code != HOME]
    province = HOME if falls_here(place, HOME_SHARE) else abroad[place % len(abroad)]
    return Person(person_name(rng), "cpa" if rng.random() < CPA_SHARE else "non_practising", province)


def _member(rng: Random, serial: int, person: Person, latest_year: int) -> Member:
    joined = date(rng.randrange(FIRST_YEAR_JOINED, latest_year - 4), 1, 1) + timedelta(days=rng.randrange(365))
    born = joined.replace(year=joined.year - rng.randrange(24, 40), day=min(joined.day, 28))
    return Member(
        id=entity_id(rng),
        rev=1,
        no=certificate_number(person.member_type, person.province, serial),
        name=person.name,
        member_type=person.member_type,
        province=person.province,
        joined_on=joined.isoformat(),
        id_number_masked=masked(identity_number(rng, person.province, born)),
    )


def certificate_number(member_type: MemberType, province: str, serial: int) -> str:
    """The number of the membership certificate, which is also the user name; unique by ``serial``."""
    if member_type == "cpa":
        firm, person = divmod(serial, 10_000)
        return f"{province}00{firm + 1:04d}{person:04d}"
    return f"FZ{province}{serial:06d}"


def entity_id(rng: Random) -> str:
    """A random UUID (version 4) from the demo's own generator."""
    bits = rng.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62) | (0x4 << 76) | (0x2 << 62)
    text = f"{bits:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def falls_here(place: int, share: float) -> bool:
    """Whether the n-th of many belongs to a share of them: spread evenly and exact in number, without chance."""
    return int((place + 1) * share) > int(place * share)
