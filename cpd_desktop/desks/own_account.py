"""One's own account with the service: password, mail, second factor, devices; and help for who cannot sign in.

Online only: nothing of it is kept here, nor any password.
"""

from base64 import b64decode
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec.structs import replace

from cpd_core.account_messages import (
    SPOKEN,
    Enrolment,
    EnrolmentCode,
    ForgottenPassword,
    MailChange,
    OwnAccount,
    PasswordChange,
    PasswordReset,
    Picture,
    Proof,
    RecoveryCodes,
)
from cpd_core.messages import FieldError, UserType
from cpd_core.outcomes import error
from cpd_core.passwords import check_password
from cpd_desktop.late import learn

if TYPE_CHECKING:
    from cpd_desktop.sync.client import ServiceClient
    from cpd_desktop.workspace import Workspace

ACCOUNT = "/v1/account"
T = TypeVar("T")


class OwnAccountDesk:
    """Each call asks the service; raises Offline, Refused (its errors name the fields)."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        for type_ in SPOKEN:
            learn(type_)

    # --- signed in ---------------------------------------------------------------------------------------------

    def facts(self) -> OwnAccount:
        """Where one is signed in, and how the account is secured."""
        with self._workspace.client() as client:
            return client.ask(ACCOUNT, OwnAccount, {})

    def change_password(self, old: str, new: str) -> None:
        """Another password; all other devices are signed out."""
        self._tell("PUT", "/password", PasswordChange(old=old, new=new))
        session = self._workspace.account.session
        if session.must_change:
            self._workspace.renew_session(replace(session, must_change=False))

    def change_mail(self, password: str, mail: str) -> None:
        """Where a code for a forgotten password is sent, "" for nowhere."""
        self._tell("PUT", "/mail", MailChange(password=password, mail=mail))

    def begin_second_factor(self, password: str) -> Enrolment:
        """The secret for a phone; of no effect yet."""
        return self._exchange("POST", "/second-factor", Proof(password=password), Enrolment)

    def complete_second_factor(self, code: str) -> tuple[str, ...]:
        """Turn it on with a code of the phone; returns the recovery codes."""
        return self._exchange("PUT", "/second-factor", EnrolmentCode(code=code), RecoveryCodes).codes

    def end_second_factor(self, password: str) -> None:
        """Turn it off."""
        self._tell("POST", "/second-factor/off", Proof(password=password))

    def sign_out_device(self, device_id: str) -> None:
        """End one's session on another device."""
        self._tell("DELETE", f"/devices/{device_id}", None)

    # --- before anybody has signed in ----------------------------------------------------------------------------

    def picture(self) -> tuple[str, bytes]:
        """A picture code: its id, and the PNG."""
        with self._stranger() as client:
            made = client.ask("/v1/picture", Picture, {})
        return made.id, b64decode(made.png)

    def ask_for_code(self, user_type: UserType, login: str) -> None:
        """Have a code sent by mail, where there is such an account with an address: nothing tells whether."""
        with self._stranger() as client:
            client.tell("POST", "/v1/password-codes", ForgottenPassword(user_type=user_type, login=login))

    def reset_password(self, user_type: UserType, login: str, code: str, new: str) -> None:
        """A new password for the code that came."""
        asked = PasswordReset(user_type=user_type, login=login, code=code, new=new)
        with self._stranger() as client:
            client.tell("POST", "/v1/password-resets", asked)

    def _stranger(self) -> "ServiceClient":
        from cpd_desktop.sync.client import ServiceClient  # with the first question, as elsewhere

        return ServiceClient(self._workspace.server, proxy=self._workspace.profile.remembered.proxy)

    def _tell(self, method: str, path: str, body: msgspec.Struct | None) -> None:
        with self._workspace.client() as client:
            client.tell(method, ACCOUNT + path, body)

    def _exchange(self, method: str, path: str, body: msgspec.Struct, type_: type[T]) -> T:
        with self._workspace.client() as client:
            return client.exchange(method, ACCOUNT + path, body, type_)


def check_new(new: str, again: str, login: str) -> tuple[FieldError, ...]:
    """What is wrong with a new password that was typed twice, before the service is asked."""
    if wrong := check_password(new, login):
        return wrong
    return () if new == again else (error("again", "password.again"),)
