"""The next piece is made while one is used: in order, one ahead and no more, and errors come where they belong."""

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from cpd_desktop.errors import Offline
from cpd_desktop.sync.ahead import ahead


def test_pieces_come_in_order_and_are_made_elsewhere() -> None:
    makers: set[int] = set()

    def pieces() -> Iterator[int]:
        for number in range(5):
            makers.add(threading.get_ident())
            yield number

    assert list(ahead(pieces())) == [0, 1, 2, 3, 4]
    assert makers.isdisjoint({threading.get_ident()})


def test_what_goes_wrong_comes_after_the_pieces_before_it() -> None:
    def pieces() -> Iterator[int]:
        yield 1
        raise Offline("未连接到服务器", "")

    seen: list[int] = []
    with pytest.raises(Offline):
        seen.extend(ahead(pieces()))
    assert seen == [1]


def test_one_who_has_enough_waits_for_no_more_than_one_piece() -> None:
    made: list[int] = []

    def pieces() -> Iterator[int]:
        for number in range(100):
            made.append(number)
            yield number

    with closing(ahead(pieces())) as coming:
        assert next(coming) == 0
    assert len(made) <= 2
    assert not [thread for thread in threading.enumerate() if thread.name == "ahead"]
