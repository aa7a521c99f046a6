"""New passwords: long enough, not one of those that are tried first, and no rules that make people write them down."""

import pytest

from cpd_core.passwords import check_password


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password.short"),
        ("九个字符还是太短了", "password.short"),
        ("x" * 201, "text.long"),
        ("1234567890", "password.common"),
        ("5678901234", "password.common"),
        ("9876543210", "password.common"),
        ("Password123", "password.common"),
        ("aaaaaaaaaaaa", "password.common"),
        ("FZ32000001-2026", "password.login"),
        ("abcdef\0ghijk", "text.control"),
        ("correct horse battery", ""),
        ("我在南京学会计二十年了", ""),
        ("mnx7-rrtw-92kd", ""),
    ],
)
def test_what_is_wrong_with_a_password(password: str, code: str) -> None:
    assert [error.code for error in check_password(password, "FZ32000001")] == [code][: bool(code)]
