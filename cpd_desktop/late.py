"""What is loaded late is loaded by one thread at a time.

A part of the client that is loaded when first asked for brings types along, and msgspec learns a type when it meets it:
two threads that let it learn the same one at once crash the interpreter (0.21). So there is one lock for all of it.
"""

import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

_LOADING = threading.RLock()  # by the same thread again: a part may bring another
_learnt: set[Any] = set()

if TYPE_CHECKING:
    late = cached_property
else:

    class late(cached_property):  # noqa: N801 - it reads as what it stands in for
        """A property that is worked out once, by whoever asks first; meanwhile others who ask wait."""

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            """Python: the property is asked for; afterwards it is found in the instance itself."""
            with _LOADING:
                return super().__get__(instance, owner)


def learn(type_: Any) -> None:
    """Let msgspec learn a type before it is met at work, where several threads may meet it."""
    if type_ not in _learnt:
        with _LOADING:
            msgspec.json.Decoder(type_)
            _learnt.add(type_)
