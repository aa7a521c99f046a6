"""Digests of a scope: fixed vectors, for both sides must come to the same bits in every version."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_core.digests import BUCKETS, bucket_of, differing, digests

ZERO = "0" * 16
VECTORS = [  # worked out by `printf 'application\na-1\n1' | sha256sum`, not by our code
    ("application", "a-1", 1, 69, "25c6b7dd6082edb3"),
    ("application", "a-1", 2, 69, "1cbb2bdd79e6bd6d"),
    ("member", "m:中", 3, 20, "348bd2b4bdf2f746"),
    ("ruleset", "np-2022", 1, 67, "806e5496a8f25deb"),
]
entities = st.lists(st.tuples(st.sampled_from(("member", "application")), st.text(), st.integers(1, 99)), unique=True)


@pytest.mark.parametrize(("kind", "entity_id", "rev", "bucket", "digest"), VECTORS)
def test_fixed_vectors(kind: str, entity_id: str, rev: int, bucket: int, digest: str) -> None:
    assert bucket_of(kind, entity_id) == bucket
    expected = [ZERO] * BUCKETS
    expected[bucket] = digest
    assert digests([(kind, entity_id, rev)]) == expected


def test_a_bucket_is_the_xor_of_its_entities() -> None:
    both = digests([VECTORS[0][:3], VECTORS[1][:3]])
    assert both[69] == f"{int(VECTORS[0][4], 16) ^ int(VECTORS[1][4], 16):016x}"


def test_nothing_is_all_zeros() -> None:
    assert digests([]) == [ZERO] * BUCKETS


@given(entities)
def test_the_order_plays_no_part(some: list[tuple[str, str, int]]) -> None:
    assert digests(some) == digests(reversed(some))


@given(entities, st.data())
def test_one_missing_or_changed_entity_is_found_in_its_bucket(
    some: list[tuple[str, str, int]], data: st.DataObject
) -> None:
    kind, entity_id, rev = data.draw(st.sampled_from(some)) if some else ("member", "x", 1)
    without = [one for one in some if one != (kind, entity_id, rev)]
    whole = digests([*without, (kind, entity_id, rev)])
    assert differing(whole, digests(without)) == [bucket_of(kind, entity_id)]
    assert differing(whole, digests([*without, (kind, entity_id, rev + 100)])) == [bucket_of(kind, entity_id)]


def test_digests_of_another_number_of_buckets_are_no_comparison() -> None:
    with pytest.raises(ValueError, match="zip"):
        differing([ZERO], [])
