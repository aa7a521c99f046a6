"""The key pair with which an account on this machine signs packs: made at first use, never leaves the profile."""

from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from cpd_desktop.errors import StoreTrouble
from cpd_desktop.platform.files import write_durably

NAME = "pack-key"
SEED = 32  # bytes of an Ed25519 key, public or private
SIGNED = b"cpd review pack 1\n"  # before all that is signed, so that no signature is of use elsewhere


class Signer:
    """Signs with the account's key."""

    def __init__(self, folder: Path) -> None:
        """Read or make the key in the account's folder; raises StoreTrouble."""
        path = folder / NAME
        if not path.exists():
            write_durably(path, Ed25519PrivateKey.generate().private_bytes_raw(), mode=0o600)
        seed = path.read_bytes()
        if len(seed) != SEED:
            text = "文件 {path} 已损坏（{problem}），请联系技术支持"
            raise StoreTrouble("本机数据不可用", text, path=str(path), problem=f"{len(seed)} bytes")
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public_key = self._key.public_key().public_bytes_raw().hex()

    def sign(self, what: bytes) -> str:
        """The signature in hex."""
        return self._key.sign(SIGNED + what).hex()


def is_signed(public_key: str, signature: str, what: bytes) -> bool:
    """Whether the holder of this key (hex) has signed that."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), SIGNED + what)
    except (InvalidSignature, ValueError):  # ValueError: no key, or no hex
        return False
    return True


def fingerprint(public_key: str) -> str:
    """A key as people compare it over the telephone: four groups of four."""
    import hashlib

    digits = hashlib.sha256(bytes.fromhex(public_key)).hexdigest()[:16].upper()
    return " ".join(digits[n : n + 4] for n in range(0, 16, 4))
