"""审核包: a queue for machines that never go online, and what was decided there on its way back.

sealed.py      the envelope: encrypted with a passphrase, in chunks that can only be read whole and in their order
records.py     what lies in it, one piece after the other, signed as a whole
keys.py        the key pair of an account on this machine
forms.py       the pieces
making.py, opening.py, returning.py, applying.py    the four steps, in the order in which they happen

Heavy (cryptography): import it when needed. Decision 0070 says what is promised and what is not.
"""
