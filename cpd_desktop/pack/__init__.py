"""审核包: a queue for machines that never go online, and what was decided there on its way back.

sealed.py      the envelope: encrypted with a passphrase, in chunks that can only be read whole and in their order
records.py     what lies in it, one piece after the other, signed as a whole
keys.py        the key pair of an account on this machine
forms.py       the pieces
making.py, opening.py, returning.py, applying.py    the four steps, in the order in which they happen

The modules are heavy (cryptography): import them when needed. Decision 0070 says what is promised and what is not.
"""

PREFIX = "pack-"
"""How the id of an account begins that was made of a pack."""


def is_pack(account_id: str) -> bool:
    """Whether this account was made of a pack: it has no service, and its decisions go back in a file."""
    return account_id.startswith(PREFIX)
