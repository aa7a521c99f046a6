"""What looks claimed twice is said, and what is merely alike is not."""

import pytest

from cpd_core.doubles import doubles_of
from cpd_core.entities import Application, Attachment
from cpd_core.messages import Draft
from tests.cpd_core.build import PROOF, application, draft, exemption

OTHER = Attachment(sha256="b" * 64, name="另一份.pdf", size=9, media_type="application/pdf")
NOTE = "企业会计准则解读专题培训"


def codes(typed: Draft, *others: Application) -> list[tuple[str, str, str]]:
    return [(double.field, double.code, double.other.id) for double in doubles_of(typed, others)]


def typed(**fields: object) -> Draft:
    return draft(**{"attachments": (OTHER,), "sponsor": "江苏省注协", "hours": 8.0, "note": "", **fields})


def there(id_: str = "a", year: int = 2026, **fields: object) -> Application:
    return application(id_, year, **{"pathway": typed().pathway, "sponsor": "江苏省注协", "hours": 8.0, **fields})  # type: ignore[arg-type]


def test_the_same_file_is_found_in_any_year_and_kind_under_whatever_name():
    mine = typed(attachments=(Attachment(sha256=PROOF.sha256, name="改了名.pdf", size=9, media_type=PROOF.media_type),))
    others = (there("old", 2019, hours=1.0), exemption("e"))
    found = doubles_of(mine, others)
    assert [(d.code, d.other.id, d.name) for d in found] == [("file", "e", "改了名.pdf"), ("file", "old", "改了名.pdf")]


def test_the_same_activity():
    assert codes(typed(), there()) == [("hours", "activity", "a")]
    assert codes(typed(sponsor="江苏省 注协"), there()) == [("hours", "activity", "a")]


@pytest.mark.parametrize("fields", [{"hours": 4.0}, {"sponsor": "上海市注协"}, {"year": 2025}, {"pathway": "forum"}])
def test_one_field_that_differs_makes_another_activity(fields: dict[str, object]):
    assert codes(typed(**fields), there()) == []


def test_two_notes_that_differ_tell_activities_apart():
    assert codes(typed(note="第一期"), there(note="第二期")) == []
    assert codes(typed(note="第一期"), there(note="")) == [("hours", "activity", "a")]


def test_the_same_words_about_the_same_sponsor_in_another_year():
    assert codes(typed(note=NOTE, hours=3.0), there(year=2025, note=f" {NOTE} ")) == [("note", "note", "a")]
    assert codes(typed(note=NOTE, sponsor="上海市注协"), there(year=2025, note=NOTE)) == []
    assert codes(typed(note="见附件", hours=3.0), there(year=2025, note="见附件")) == []


def test_an_exemption_is_like_one_of_the_same_ground_and_year_only():
    other = exemption("e", state="pending")
    mine = Draft(kind="exemption", year=other.year, condition=other.condition, attachments=(OTHER,))
    assert codes(mine, other, there()) == [("condition", "exemption", "e")]
    assert codes(Draft(kind="exemption", year=other.year - 1, condition=other.condition), other) == []


def test_nothing_chosen_is_like_nothing():
    assert codes(typed(pathway="", hours=0.0), there(pathway="", hours=0.0)) == []
