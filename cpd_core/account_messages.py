"""What is said about one's own account: passwords, the picture code, the second factor, where one is signed in."""

import msgspec

from cpd_core.entities import Strict, Wire
from cpd_core.messages import UserType


class SignInProof(Wire, frozen=True, kw_only=True):
    """What a sign-in may be asked for beside the password: see :class:`cpd_core.messages.SignIn`."""

    picture_id: str = ""
    picture: str = ""
    code: str = ""


class Picture(Wire, frozen=True, kw_only=True):
    """A picture code (验证码): ``png`` is in base64. Good for one try within some minutes."""

    id: str
    png: str


class PasswordChange(Strict, frozen=True, kw_only=True):
    """Body of ``PUT /v1/account/password``."""

    old: str
    new: str


class ForgottenPassword(Strict, frozen=True, kw_only=True):
    """Body of ``POST /v1/password-codes``: a code is sent by mail where there is such an account with an address."""

    user_type: UserType
    login: str


class PasswordReset(Strict, frozen=True, kw_only=True):
    """Body of ``POST /v1/password-resets``: the code that came by mail, and the new password."""

    user_type: UserType
    login: str
    code: str
    new: str


class MailChange(Strict, frozen=True, kw_only=True):
    """Body of ``PUT /v1/account/mail``: where a code for a forgotten password is sent; "" for nowhere."""

    password: str
    mail: str


class Device(Wire, frozen=True, kw_only=True):
    """A device on which somebody is signed in. Times are ISO 8601 in UTC, ``seen_at`` to within an hour."""

    id: str
    name: str
    signed_in_at: str
    seen_at: str
    current: bool = False


class OwnAccount(Wire, frozen=True, kw_only=True):
    """Answer to ``GET /v1/account``: ``mail`` is masked; ``recovery_codes`` says how many are left."""

    mail: str = ""
    can_mail: bool = False
    second_factor: bool = False
    may_have_second_factor: bool = False
    recovery_codes: int = 0
    devices: tuple[Device, ...] = ()


class Enrolment(Wire, frozen=True, kw_only=True):
    """A second factor to be set up: the secret, the address for a phone's program, and that as a QR code (SVG)."""

    secret: str
    uri: str
    qr: str


class EnrolmentCode(Strict, frozen=True, kw_only=True):
    """Body of ``PUT /v1/account/second-factor``: a code that shows that the phone has the secret."""

    code: str


class Proof(Strict, frozen=True, kw_only=True):
    """Body of ``POST /v1/account/second-factor/off``: who asks knows the password."""

    password: str


class RecoveryCodes(Wire, frozen=True, kw_only=True):
    """Codes for the day when the phone is lost; each works once. Shown this once only."""

    codes: tuple[str, ...]


SPOKEN: tuple[type[msgspec.Struct], ...] = (
    Picture, PasswordChange, ForgottenPassword, PasswordReset, MailChange, Device, OwnAccount, Enrolment, EnrolmentCode,
    Proof, RecoveryCodes,
)  # fmt: skip
"""All of them, for the description of the interface."""
