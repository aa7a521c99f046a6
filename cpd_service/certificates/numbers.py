"""Certificate numbers that can be read out and typed: year, province, serial, check character: 2026-32-000417-5."""

from cpd_service.check_digits import check_character


def number_of(year: int, province: str, serial: int) -> str:
    """The number of the n-th certificate of a year and province."""
    return f"{year}-{province}-{serial:06d}-{check_character(f'{year}{province}{serial:06d}')}"


def is_number(number: str) -> bool:
    """Whether a number is well formed and its check character fits."""
    head, _, check = number.rpartition("-")
    digits = head.replace("-", "")
    return number.count("-") == 3 and digits.isdecimal() and digits.isascii() and check_character(digits) == check
