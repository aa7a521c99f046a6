"""The figures of the flags' rules: days in notes, caps, what is usual, the year's end, what is claimed twice."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_core.applications import draft_of
from cpd_core.doubles import doubles_of
from cpd_core.entities import Application, ApplicationState, Attachment
from cpd_core.flag_rules import (
    Case,
    Figures,
    Over,
    Usual,
    circle_key,
    claimed_twice,
    cut_off,
    over_caps,
    overlapping,
    overlapping_days,
    own_bits,
    usual_hours,
)
from cpd_core.flags import BIT, FLAGS, bits_of, flags_of
from cpd_core.noted_days import days_in
from tests.cpd_core.build import application, exemption, rules


def case(a: Application) -> Case:
    return msgspec.json.decode(msgspec.json.encode(a), type=Case)


def cases(*applications: Application) -> list[Case]:
    return [case(a) for a in applications]


def figures() -> Figures:
    review = rules().review
    assert review
    return Figures(rules(), review.cut_off, review.unusual_hours)


def test_flags_are_bits_that_never_change_places() -> None:
    """They are stored: a new one comes at the end."""
    assert FLAGS[:7] == (
        "same_file", "same_activity", "overlapping_dates", "over_pathway", "unusual_hours", "no_attachment", "late"
    )  # fmt: skip
    assert [BIT[flag] for flag in FLAGS] == [1 << place for place in range(len(FLAGS))]
    assert flags_of(bits_of(["late", "same_file"])) == ("same_file", "late")
    assert flags_of(0) == ()


@pytest.mark.parametrize(
    ("note", "spans"),
    [
        ("2026年3月5日至7日", [("2026-03-05", "2026-03-07")]),
        ("3月5日-4月2日 培训", [("2026-03-05", "2026-04-02")]),
        ("3月5-7日", [("2026-03-05", "2026-03-07")]),
        ("2026-03-05 09:00", [("2026-03-05", "2026-03-05")]),
        ("2025.3.5~2025.3.7", [("2025-03-05", "2025-03-07")]),
        ("３月５日", [("2026-03-05", "2026-03-05")]),
        ("3月5日、3月9日两天", [("2026-03-05", "2026-03-05"), ("2026-03-09", "2026-03-09")]),
        ("2025/12/30—2026/1/2", [("2025-12-30", "2026-01-02")]),
        ("12月30日至2027年1月2日", [("2026-12-30", "2027-01-02")]),
        ("3.5学时", []),
        ("第3-5章", []),
        ("2月30日", []),
        ("证书号2026-03-051", []),
        ("5月至6月", []),
        ("7月5日至3日", []),
        ("合同2024年1月1日至2026年12月31日", []),
        ("", []),
    ],
)
def test_days_are_read_as_people_write_them(note: str, spans: list[tuple[str, str]]) -> None:
    assert [(first.isoformat(), last.isoformat()) for first, last in days_in(note, 2026)] == spans


def test_days_overlap_where_two_notes_name_the_same() -> None:
    some = cases(
        application("a1", note="3月5日至7日 年会"),
        application("a2", note="3月7日 讲座"),
        application("a3", note="3月8日 讲座"),
        application("a4", note="3月1日至31日", kind="exemption"),
        application("a5", note="6月1日、6月1日"),
    )
    assert overlapping(some) == {0, 1}
    assert overlapping_days(some, 1) == [(0, date(2026, 3, 7), date(2026, 3, 7))]
    assert overlapping_days(some, 2) == overlapping_days(some, 3) == overlapping_days(some, 4) == []


SPAN = st.builds(lambda first, length: (first, first + length), st.integers(1, 24), st.integers(0, 6))


@given(st.lists(st.lists(SPAN, max_size=3), max_size=6))
def test_what_overlaps_is_found_as_by_comparing_all(noted: list[list[tuple[int, int]]]) -> None:
    notes = ["、".join(f"3月{first}日至{last}日" for first, last in spans) for spans in noted]
    some = cases(*(application(f"a{n}", note=note) for n, note in enumerate(notes)))
    assert overlapping(some) == {n for n in range(len(some)) if overlapping_days(some, n)}


PAPERS = [Attachment(sha256=letter * 64, name="a.pdf", size=9, media_type="application/pdf") for letter in "abc"]
ASKED = st.builds(
    lambda kind, year, sponsor, hours, note, papers: (
        exemption(year=year, note=note, attachments=papers)
        if kind == "exemption"
        else application(
            year=year, hours=hours, pathway=kind, sponsor=sponsor if kind == "live" else "", note=note,
            attachments=papers,
        )
    ),
    st.sampled_from(["live", "teaching", "exemption"]),
    st.sampled_from([2025, 2026]),
    st.sampled_from(["江苏省注协", "江苏省 注协", "上海"]),
    st.sampled_from([4.0, 8.0]),
    st.sampled_from(["", "见附件", "企业会计准则专题培训", "企业会计准则 专题培训"]),
    st.lists(st.sampled_from(PAPERS), max_size=1).map(tuple),
)  # fmt: skip


@given(st.lists(ASKED, max_size=7))
def test_what_is_claimed_twice_is_what_the_form_would_say(asked: list[Application]) -> None:
    some = [msgspec.structs.replace(each, id=f"a{n}") for n, each in enumerate(asked)]
    told = {n for n, each in enumerate(some) if doubles_of(draft_of(each), [o for o in some if o is not each])}
    assert claimed_twice(cases(*some)) == told


def test_a_pathways_cap_is_used_by_what_is_confirmed_and_then_as_it_was_filed() -> None:
    """授课 counts up to 24 hours a year for CPAs."""

    def teaching(
        id_: str, day: int, hours: float, state: ApplicationState, confirmed: float | None = None
    ) -> Application:
        made = application(id_, 2026, "teaching", hours, state, member_type="cpa", confirmed_hours=confirmed)
        return msgspec.structs.replace(made, filed_at=f"2026-06-{day:02d}T00:00:00Z")

    some = cases(
        teaching("a1", 9, 20.0, "confirmed", 12.0),
        teaching("a2", 2, 10.0, "pending"),
        teaching("a3", 1, 6.0, "pending"),
        teaching("a4", 1, 24.0, "refused"),
        teaching("a5", 1, 24.5, "refused"),
        application("a6", 2026, "face_to_face", 60.0, member_type="cpa"),
        application("a7", 2025, "teaching", 24.0, member_type="cpa"),
    )
    assert over_caps(some, rules()) == {1: Over("cap.pathway", 24.0, 18.0), 4: Over("cap.pathway", 24.0, 0.0)}


def test_recorded_study_of_several_pathways_shares_a_cap() -> None:
    some = cases(
        application("a1", 2026, "recorded", 20.0, member_type="cpa"),
        application("a2", 2026, "remote", 4.5, "pending", member_type="cpa"),
    )
    assert over_caps(some, rules()) == {1: Over("cap.recorded", 24.0, 20.0)}


def usual(*counted: tuple[float, int]) -> Usual:
    found = usual_hours(counted, figures().unusual)
    assert found
    return found


def test_hours_are_unusual_beyond_the_spread_of_the_others() -> None:
    assert usual_hours([(4.0, 7)], figures().unusual) is None, "seven are too few"
    flat = usual((4.0, 9), (8.0, 1), (8.5, 1))
    assert (flat.median, flat.low, flat.high) == (4.0, 0.0, 8.0), "half a day is no oddity"
    assert [flat.is_far(hours) for hours in (4.0, 8.0, 8.5)] == [False, False, True]
    wide = usual((2.0, 3), (8.0, 3), (14.0, 3), (40.0, 1))
    assert wide.high == pytest.approx(8.0 + 3.5 * 1.4826 * 6.0)
    assert [wide.is_far(hours) for hours in (14.0, 40.0)] == [False, True]


def test_a_course_of_two_days_beside_many_of_one_is_usual() -> None:
    some = usual((8.0, 95), (16.0, 5), (24.0, 3))
    assert [some.is_far(hours) for hours in (8.0, 16.0, 24.0)] == [False, True, True], "5 of 103 are less than 5 %"
    many = usual((8.0, 95), (16.0, 6), (24.0, 3))
    assert [many.is_far(hours) for hours in (8.0, 16.0, 24.0)] == [False, False, True]
    assert usual((8.0, 8), (24.0, 2)).is_far(24.0), "two are not many"


def test_hours_are_compared_with_those_of_the_same_sponsor_however_it_is_typed() -> None:
    one, other, elsewhere = cases(
        application("a1", sponsor="江苏省注协"),
        application("a2", sponsor="江苏省 注协"),
        application("a3", sponsor="上海国家会计学院"),
    )
    assert circle_key(one) == circle_key(other) != circle_key(elsewhere)
    assert circle_key(case(application("a4", pathway="teaching"))) is None
    assert circle_key(case(exemption())) is None


def test_a_year_ends_with_its_last_second_in_beijing() -> None:
    limit = figures().cut_off
    assert cut_off(2026, limit) == "2026-12-31T16:00:00Z"
    assert cut_off(2026, msgspec.structs.replace(limit, days_after_year=15)) == "2027-01-15T16:00:00Z"
    in_time, late, unknown, bare = cases(
        application("a1", pathway="live", filed_at="2026-12-31T15:59:59Z"),
        application("a2", pathway="forum", filed_at="2026-12-31T16:00:00Z"),
        application("a3", pathway="remote", filed_at=""),
        application("a4", pathway="other", attachments=()),
    )
    assert [own_bits([one], figures()) for one in (in_time, late, unknown, bare)] == [
        [0],
        [BIT["late"]],
        [0],
        [BIT["no_attachment"]],
    ]
