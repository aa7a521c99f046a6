"""Ids made by the thousand are what the standard library would make."""

import uuid

from cpd_desktop.store.ids import uuids


def test_they_are_random_uuids_each_its_own() -> None:
    made = [uuid.UUID(text) for text in uuids(200)]
    assert {(one.version, one.variant) for one in made} == {(4, uuid.RFC_4122)}
    assert len(set(made)) == 200
    assert uuids(0) == []


def test_they_are_written_as_the_standard_library_writes_them() -> None:
    assert all(str(uuid.UUID(text)) == text for text in uuids(50))
