"""Dates as certificates write them: 二〇二六年十一月二十四日."""

from datetime import date

DIGITS = "〇一二三四五六七八九"


def chinese_date(iso: str) -> str:
    """A date in Chinese numerals, given as ISO 8601."""
    day = date.fromisoformat(iso)
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_number(day.month)}月{_number(day.day)}日"


def _number(number: int) -> str:
    """1 to 99 in words: 三, 十, 十二, 二十, 三十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")
