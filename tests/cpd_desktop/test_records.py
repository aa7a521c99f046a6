"""Lists: filters, order, and the indexes that keep them instant at a million rows."""

import pytest

from cpd_core.entities import Application, Sponsor
from cpd_desktop.store import Store, records
from cpd_desktop.store.filters import statement_of
from cpd_desktop.views import ApplicationQuery, SortKey, Total
from tests.cpd_core.build import application
from tests.cpd_desktop.material import STAFF_SCOPE, pull, upsert

ROWS: tuple[Application, ...] = (
    application("a1", 2026, hours=8.0, state="pending", sponsor="江苏省注协", note="100% 出勤"),
    application(
        "a2", 2025, hours=4.0, state="confirmed", sponsor="上海国家会计学院", member_name="王芳", member_id="m2"
    ),
    application("a3", 2026, hours=2.5, state="refused", sponsor="a_b 研讨", member_no="320099990000"),
    application("a4", 2026, "teaching", hours=6.0, state="pending"),
)


@pytest.fixture
def filled(store: Store) -> Store:
    pull(store, *(upsert(n, row) for n, row in enumerate(ROWS, 1)), scope=STAFF_SCOPE)
    return store


def ids(store: Store, **query: object) -> list[str]:
    found = store.records.application_rids(ApplicationQuery(**query))  # type: ignore[arg-type]
    return [row[1] for row in store.records.listed(found)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "output"}, ["a4"]),
        ({"year": 2025}, ["a2"]),
        ({"state": "refused"}, ["a3"]),
        ({"sync": ""}, ["a1", "a2", "a3", "a4"]),
        ({"sync": "unsent"}, []),
        ({"pathway": "teaching"}, ["a4"]),
        ({"sponsor": "江苏省注协"}, ["a1"]),
        ({"sponsor": "江苏省"}, []),
        ({"sponsor_part": "江苏省"}, ["a1"]),
        ({"sponsor_part": "_b"}, ["a3"]),
        ({"member_id": "m2"}, ["a2"]),
        ({"hours_min": 4.0, "hours_max": 6.0}, ["a2", "a4"]),
        ({"text": "王芳"}, ["a2"]),
        ({"text": "32009999"}, ["a3"]),
        ({"text": " 会计学院 "}, ["a2"]),
        ({"text": "100%"}, ["a1"]),
        ({"text": "a_b"}, ["a3"]),
        ({"text": "授课", "text_pathways": ("teaching",)}, ["a4"]),
        ({"text": "授课"}, []),
        ({"text": "%"}, ["a1"]),
        ({"text": "'; DROP TABLE record; --"}, []),
        ({"batch_id": "none"}, []),
        ({"year": 2026, "state": "pending", "kind": "input"}, ["a1"]),
    ],
)
def test_a_filter_shows_what_it_says(filled: Store, query: dict[str, object], expected: list[str]) -> None:
    assert sorted(ids(filled, **query)) == expected
    found = ApplicationQuery(**query)  # type: ignore[arg-type]
    assert filled.records.application_total(found).count == len(expected)
    assert sorted(filled.records.application_ids(found)) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("hours", ["a3", "a2", "a4", "a1"]),
        ("year", ["a2", "a1", "a3", "a4"]),
        ("member_name", ["a1", "a3", "a4", "a2"]),
        ("confirmed_hours", ["a1", "a3", "a4", "a2"]),
    ],
)
def test_each_order_is_stable_and_its_reverse_is_its_reverse(filled: Store, sort: str, expected: list[str]) -> None:
    assert ids(filled, sort=sort, descending=False) == expected
    assert ids(filled, sort=sort, descending=True) == expected[::-1]


def test_totals_and_years(filled: Store) -> None:
    assert filled.records.application_total(ApplicationQuery(year=2026)).hours == 16.5
    assert filled.records.application_years() == (2026, 2025)


def test_what_is_chosen_is_counted_without_what_is_gone(filled: Store) -> None:
    rids = list(filled.records.application_rids(ApplicationQuery(sort="hours", descending=False)))
    assert filled.records.total_of([*rids[:2], 999]) == Total(2, 6.5)
    assert filled.records.total_of([]) == Total(0, 0.0)


def test_rows_come_in_the_order_asked_for_and_those_that_are_gone_are_left_out(filled: Store) -> None:
    rids = list(filled.records.application_rids(ApplicationQuery(sort="hours")))
    assert [row[0] for row in filled.records.listed([rids[2], 999, rids[0]])] == [rids[2], rids[0]]


def test_sponsors_are_those_used_and_those_of_the_national_list(filled: Store) -> None:
    pull(filled, upsert(9, Sponsor(id="s1", rev=1, name="江苏省财政厅"), "sponsor"), scope="ref")
    assert filled.records.sponsors("江苏", 50) == ("江苏省注协", "江苏省财政厅")
    assert filled.records.sponsors("", 2) == filled.records.sponsors("", 50)[:2]
    assert filled.records.sponsors("_", 50) == ("a_b 研讨",)


@pytest.mark.parametrize(
    "query",
    [
        ApplicationQuery(),
        ApplicationQuery(year=2026, state="pending"),
        ApplicationQuery(kind="input", year=2026),
        ApplicationQuery(sort="sponsor", descending=False),
        ApplicationQuery(sort="member_name"),
        ApplicationQuery(sort="hours", kind="output"),
        ApplicationQuery(hours_min=4.0, sort="member_no"),
        ApplicationQuery(kind="input", sort="sponsor"),
        ApplicationQuery(state="pending", sort="member_name", descending=False),
    ],
)
def test_a_list_is_read_from_an_index_alone(store: Store, query: ApplicationQuery) -> None:
    """A record is a kilobyte, its list columns a tenth: a million rows must not be read to sort them."""
    sql, values = statement_of(query)
    with store.database.read() as db:
        plan = " ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", values))
    assert "COVERING INDEX ix_record_" in plan, plan


@pytest.mark.parametrize(
    "query",
    [
        ApplicationQuery(),
        ApplicationQuery(state="pending", descending=False),
        ApplicationQuery(kind="input", year=2026),
        ApplicationQuery(sort="sponsor"),
        ApplicationQuery(sort="member_name", descending=False),
    ],
)
def test_a_list_in_the_order_of_an_index_is_not_sorted(store: Store, query: ApplicationQuery) -> None:
    sql, values = statement_of(query)
    with store.database.read() as db:
        plan = " ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", values))
    assert "TEMP B-TREE" not in plan, plan


@pytest.mark.parametrize(
    ("query", "how"),
    [
        (ApplicationQuery(text="江苏"), "SCAN record"),
        (ApplicationQuery(text="江苏", kind="input", year=2026), "SCAN record"),
        (ApplicationQuery(text="江苏", state="pending"), "USING INDEX ix_record_queue"),
        (ApplicationQuery(text="江苏", member_id="m1"), "USING INDEX ix_record_member"),
        (ApplicationQuery(sync="unsent"), "USING INDEX ix_record_sync"),
        (ApplicationQuery(sync="conflict", kind="input"), "USING INDEX ix_record_sync"),
        (ApplicationQuery(batch_id="b1", sync=""), "USING INDEX ix_record_batch"),
        (ApplicationQuery(member_id="m1", sort="hours"), "USING INDEX ix_record_member"),
    ],
)
def test_a_text_is_looked_for_in_all_records_only_where_nothing_leaves_few(
    store: Store, query: ApplicationQuery, how: str
) -> None:
    sql, values = statement_of(query)
    with store.database.read() as db:
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert how in plan[0]
    assert ("INDEX" in plan[0]) == ("INDEX" in how), plan


@pytest.mark.parametrize(
    "query",
    [{}, {"text": "320"}, {"text": "江苏", "kind": "input"}, {"year": 2026}, {"text": "?"}, {"sort": "sponsor"}],
)
def test_a_list_and_what_it_comes_to_are_those_that_are_asked_for_apart(
    filled: Store, query: dict[str, object]
) -> None:
    found = ApplicationQuery(**query)  # type: ignore[arg-type]
    rids, total = filled.records.application_list(found)
    assert rids == filled.records.application_rids(found)
    assert total == filled.records.application_total(found)


@pytest.mark.parametrize(
    "query",
    [
        ApplicationQuery(),
        ApplicationQuery(kind="input", sort="sponsor"),
        ApplicationQuery(sort="hours"),
        ApplicationQuery(state="pending", sort="member_name"),
    ],
)
def test_what_a_list_comes_to_is_in_its_index(store: Store, query: ApplicationQuery) -> None:
    sql, values = statement_of(query, "rid, hours")
    with store.database.read() as db:
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert "COVERING INDEX ix_record_" in plan[0], plan


def test_an_application_is_found_by_its_id_unless_it_is_gone(filled: Store) -> None:
    rids = filled.records.application_rids(ApplicationQuery())
    assert [filled.records.rid_of(row[1]) for row in filled.records.listed(rids)] == list(rids)
    assert filled.records.rid_of("nobody") is None


def test_applications_are_counted_by_kind(filled: Store) -> None:
    assert filled.counts.listed() == {"input": 3, "output": 1, "exemption": 0}


def test_a_list_longer_than_what_is_decoded_at_a_time_is_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "PIECE", 2)
    pull(store, *(upsert(seq, application(f"a{seq}", 2026)) for seq in range(1, 121)), scope=STAFF_SCOPE)
    ids = store.records.application_rids(ApplicationQuery())
    with store.database.read() as db:
        found = db.execute("SELECT rid FROM record WHERE listed = 1 ORDER BY filed_at DESC, rid DESC").fetchall()
    assert list(ids) == [rid for (rid,) in found]
    assert len(ids) == 120


def test_a_members_records_are_found_by_index(store: Store) -> None:
    with store.database.read() as db:
        plan = " ".join(
            row[3]
            for row in db.execute(
                "EXPLAIN QUERY PLAN SELECT body FROM record WHERE kind = ? AND member_id = ? AND member_id <> ''",
                ("application", "m1"),
            )
        )
    assert "ix_record_member" in plan, plan


@pytest.mark.parametrize(
    "query",
    [
        ApplicationQuery(state="pending", descending=False),
        ApplicationQuery(state="pending", kind="input", year=2026),
        ApplicationQuery(state="pending", sort="sponsor"),
        ApplicationQuery(state="pending", pathway="live", hours_min=4.0),
    ],
)
def test_the_queue_does_not_look_at_what_is_decided(store: Store, query: ApplicationQuery) -> None:
    sql, values = statement_of(query)
    with store.database.read() as db:
        plan = " ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", values))
    assert "COVERING INDEX ix_record_queue" in plan, plan


@pytest.mark.parametrize("sort", ["filed_at", "sponsor", "hours"])
def test_the_first_rows_are_the_lists_beginning(filled: Store, sort: SortKey) -> None:
    query = ApplicationQuery(sort=sort)
    assert filled.records.first_application_rids(query, 3) == filled.records.application_rids(query)[:3]
    assert filled.records.first_application_rids(query, 9) == filled.records.application_rids(query)
