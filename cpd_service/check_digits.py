"""Check characters: ISO 7064 mod 11-2, as in GB 11643 identity numbers; one more use is the certificates' numbers."""

_CHECK = "0123456789X"


def check_character(digits: str) -> str:
    """The character that follows these digits; finds every wrong digit and every exchange of two neighbours."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2 % 11
    return _CHECK[(12 - total) % 11]
