"""What a password must be: long, and not one that is tried first. The same at the field and on the service.

No rules of composition: they make passwords that people write down and programs guess. Source: NIST SP 800-63B-4,
3.1.1.2, which asks for length and a list of common ones.
"""

from itertools import pairwise

from cpd_core.messages import FieldError
from cpd_core.outcomes import error

SHORTEST = 10  # characters
LONGEST = 200
_COMMON = (
    "0123456789", "1234567890", "12345678910", "9876543210", "1122334455", "1234512345", "qwertyuiop", "1q2w3e4r5t",
    "1qaz2wsx3edc", "q1w2e3r4t5", "asdfghjkl;", "zxcvbnm,./", "password12", "password123", "passw0rd123", "p@ssw0rd123",
    "woaini1314", "woaini520", "5201314520", "iloveyou520", "admin12345", "administrator", "abcdefghij", "abc1234567",
    "a123456789", "aa123456789", "zhuceKuaijishi", "kuaiji12345", "zhuxie12345", "cicpa12345", "cpa1234567",
)  # fmt: skip
COMMON = frozenset(word.lower() for word in _COMMON)


def check_password(password: str, login: str, field: str = "new") -> tuple[FieldError, ...]:
    """What is wrong with a new password; empty where nothing is."""
    if len(password) < SHORTEST:
        return (error(field, "password.short", min=SHORTEST, length=len(password)),)
    if len(password) > LONGEST:
        return (error(field, "text.long", max=LONGEST, length=len(password)),)
    if "\0" in password:
        return (error(field, "text.control"),)
    plain = password.lower()
    if plain in COMMON or len(set(plain)) < 4 or _runs(plain):
        return (error(field, "password.common"),)
    if login and (login.lower() in plain or plain in login.lower()):
        return (error(field, "password.login"),)
    return ()


def _runs(password: str) -> bool:
    """Whether each character follows the one before it, up or down, as on a keypad: 2345678901."""
    steps = {(ord(b) - ord(a)) for a, b in pairwise(password)}
    return steps <= {1, -9} or steps <= {-1, 9}
