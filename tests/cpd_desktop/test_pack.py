"""A pack goes out to a profile without a network and its decisions come back: nothing lost, nothing twice."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpd_core.entities import Application
from cpd_desktop.errors import Cancelled, Refused
from cpd_desktop.pack import records
from cpd_desktop.pack.forms import Manifest
from cpd_desktop.pack.keys import NAME, fingerprint
from cpd_desktop.pack.opening import check
from cpd_desktop.pack.records import PackReader
from cpd_desktop.pack.sealed import Cost
from cpd_desktop.pack.troubles import PackTrouble
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import PROOF
from tests.cpd_desktop.material import STAFF_SCOPE, pull, staff, upsert
from tests.cpd_desktop.province import EPOCH, province_of

PASSPHRASE = "四个不相关的词语"
QUICK = Cost(memory=64, passes=1, lanes=1)
WAITING = ApplicationQuery(state="pending")


class Two:
    """The reviewer's machine and one without a network."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.here = province_of(folder / "here", members=8)
        self.there = Workspace(folder / "there")
        self.here.packs.cost = self.there.packs.cost = QUICK
        self.pack, self.back = folder / "q.cpdpack", folder / "q.cpdback"

    def make(self, ids: tuple[str, ...] | None = None, with_files: bool = False) -> Manifest:
        chosen = self.here.review.matching(WAITING) if ids is None else ids
        return self.here.packs.make(chosen, self.pack, PASSPHRASE, with_files)

    def open(self) -> None:
        self.there.packs.open(self.pack, PASSPHRASE)

    def decide(self) -> tuple[str, ...]:
        """Half of what waits there is confirmed, a part of that with fewer hours, the other half refused."""
        ids = self.there.review.matching(WAITING)
        half = len(ids) // 2
        self.there.review.confirm(ids[:half])
        self.there.review.refuse(ids[half:], "缺少签到表")
        return ids

    def apply(self) -> "object":
        return self.here.packs.apply(self.here.packs.read_return(self.back, PASSPHRASE))

    def close(self) -> None:
        self.here.close()
        self.there.close()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    opened = Two(tmp_path)
    yield opened
    opened.close()


def states(workspace: Workspace) -> dict[str, tuple[str, float | None, str]]:
    found = workspace.account.store.records.entities(Application)
    return {a.id: (a.state, a.confirmed_hours, a.reason) for a in found}


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(PackTrouble) as caught:
        work()
    return caught.value.title


# --- there and back --------------------------------------------------------------------------------------------------


def test_the_same_decisions_as_if_they_had_been_made_here(two: Two) -> None:
    manifest = two.make()
    two.open()
    assert two.there.session is not None
    assert (two.there.session.token, two.there.server) == ("", "")
    ids = two.decide()
    assert len(ids) == manifest.count
    head = two.there.packs.write_return(two.back, PASSPHRASE)
    checked = two.here.packs.read_return(two.back, PASSPHRASE)
    assert two.here.account.store.outbox.unsent() == 0, "nothing is stored by looking"
    done = two.here.packs.apply(checked)
    assert (done.stored, done.not_applied, done.batch_id) == (len(ids), (), head.return_id)
    assert done.name.startswith("审核包处理结果：王审核 2")
    assert done.signer == fingerprint(head.signer)
    here, there = states(two.here), states(two.there)
    assert {id_: here[id_] for id_ in ids} == {id_: there[id_] for id_ in ids}
    assert two.here.review.undo(done.batch_id) == len(ids), "one batch, to be taken back"
    assert set(two.here.review.matching(WAITING)) == set(ids)


def test_the_machine_without_a_network_has_what_it_needs_and_no_more(two: Two) -> None:
    everything = two.here.account.store.records.entities(Application)
    one = next(a for a in everything if a.state == "pending")
    data = b"%PDF-1.4\nproof\n%%EOF\n"
    sha256 = two.here.account.store.blobs.keep(data, "application/pdf")
    paper = msgspec.structs.replace(PROOF, sha256=sha256, size=len(data))
    changed = msgspec.structs.replace(one, attachments=(paper, PROOF))
    pull(two.here.account.store, upsert(900, changed), scope=STAFF_SCOPE, by=staff(), epoch=EPOCH)
    manifest = two.make((one.id,), with_files=True)
    assert (manifest.count, manifest.files, manifest.file_bytes, manifest.files_missing) == (1, 1, len(data), 1)
    two.open()
    own = {a.id for a in everything if a.member_id == one.member_id and (a.state != "pending" or a.id == one.id)}
    assert states(two.there).keys() == own
    assert [row.id for row in two.there.hours.members()] == [one.member_id]
    assert two.there.hours.ledger(2025, one.member_id) is not None
    found = two.there.applications.file_path(sha256)
    assert found is not None
    assert found.read_bytes() == data
    assert two.there.sync.activity()[0].text == "打开审核包：1 条，王审核 制作"


def test_what_is_outstanding_here_is_not_packed(two: Two) -> None:
    ids = two.here.review.matching(WAITING)
    two.here.review.confirm(ids[:1])
    assert two.make(ids).count == len(ids) - 1
    two.here.review.confirm(ids)
    assert refused(lambda: two.make(ids)) == "没有可打包的申请"


def test_a_second_return_brings_only_what_is_new(two: Two) -> None:
    two.make()
    two.open()
    ids = two.there.review.matching(WAITING)
    two.there.review.confirm(ids[:2])
    two.there.packs.write_return(two.back, PASSPHRASE)
    two.apply()
    assert refused(two.apply) == "这份处理结果已经导入过"
    two.there.review.refuse(ids[2:3], "附件看不清")
    two.there.packs.write_return(two.back, PASSPHRASE)
    done = two.here.packs.apply(two.here.packs.read_return(two.back, PASSPHRASE))
    assert (done.stored, len(done.not_applied)) == (1, 2)
    assert all(each.already for each in done.not_applied)


def test_a_pack_has_no_service_and_says_so(two: Two) -> None:
    two.make()
    two.open()
    with pytest.raises(Refused, match="审核包不与服务器同步"):
        two.there.sync.run()
    with pytest.raises(Refused, match="附件不在审核包中"):
        two.there.applications.fetch_file(PROOF)


def test_a_pack_that_is_opened_again_goes_on_where_it_was(two: Two) -> None:
    two.make()
    two.open()
    ids = two.there.review.matching(WAITING)
    two.there.review.confirm(ids[:2])
    opened = two.there.packs.open(two.pack, PASSPHRASE)
    assert opened.before
    assert two.there.session is not None
    assert two.there.session.account_id == opened.account_id
    assert two.there.review.matching(WAITING) == ids[2:]


def test_what_was_undone_can_be_read_in_again(two: Two) -> None:
    two.make()
    two.open()
    ids = two.decide()
    head = two.there.packs.write_return(two.back, PASSPHRASE)
    two.apply()
    two.here.review.undo(head.return_id)
    two.apply()
    assert not two.here.review.matching(WAITING)
    assert {id_: states(two.here)[id_] for id_ in ids} == {id_: states(two.there)[id_] for id_ in ids}


def test_what_has_changed_meanwhile_stays_out_and_is_named(two: Two) -> None:
    two.make()
    two.open()
    ids = two.decide()
    two.there.packs.write_return(two.back, PASSPHRASE)
    known = {a.id: a for a in two.here.account.store.records.entities(Application)}
    edited = msgspec.structs.replace(known[ids[0]], rev=5, note="换了附件")
    other = msgspec.structs.replace(known[ids[1]], rev=5, state="refused", reason="另一个理由", decided_by="江苏复核")
    pull(two.here.account.store, upsert(900, edited), upsert(901, other), scope=STAFF_SCOPE, by=staff(), epoch=EPOCH)
    done = two.here.packs.apply(two.here.packs.read_return(two.back, PASSPHRASE))
    assert done.stored == len(ids) - 2
    why = {each.application_id: (each.why.code, each.already) for each in done.not_applied}
    assert why == {ids[0]: ("CHANGED_SINCE_REVIEW", False), ids[1]: ("DECIDED_BY_OTHER", False)}
    assert all(each.member.startswith("会员") for each in done.not_applied)


# --- what does not fit -----------------------------------------------------------------------------------------------


def test_another_machines_pack_another_account_and_another_life_of_the_database(two: Two, tmp_path: Path) -> None:
    two.make()
    two.open()
    two.decide()
    two.there.packs.write_return(two.back, PASSPHRASE)
    stranger = Two(tmp_path / "stranger")
    assert refused(lambda: stranger.here.packs.read_return(two.back, PASSPHRASE)) == "这份处理结果不属于本机的审核包"
    stranger.close()
    store = two.here.account.store
    cursor = store.mirror.cursor(STAFF_SCOPE)
    with store.database.write() as tx:
        tx.execute("UPDATE cursor SET epoch = 'restored' WHERE scope = ?", (cursor.scope,))
    assert refused(two.apply) == "服务器数据已恢复过"
    assert store.outbox.unsent() == 0


def test_each_step_says_what_it_wants(two: Two) -> None:
    assert refused(lambda: two.here.packs.write_return(two.back, PASSPHRASE)) == "没有打开审核包"
    two.make()
    two.open()
    assert refused(lambda: two.there.packs.write_return(two.back, PASSPHRASE)) == "还没有处理任何申请"
    assert refused(lambda: two.here.packs.read_return(two.pack, PASSPHRASE)) == "这是审核包，不是处理结果"
    assert refused(lambda: two.here.packs.read_return(two.folder / "none", PASSPHRASE)) == "无法读取文件"


def test_a_pack_signed_by_somebody_else_than_it_names_is_refused(two: Two) -> None:
    """Whoever knows the passphrase can write a pack, but not in another's name."""
    two.make()
    forged = two.folder / "forged.cpdpack"
    with two.pack.open("rb") as file, forged.open("wb") as out:
        reader = PackReader(file, "queue", PASSPHRASE)
        writer = records.PackWriter(out, "queue", PASSPHRASE, QUICK)
        writer.put(records.HEAD, reader.head.replace("王审核".encode(), "李审核".encode()))
        for kind, payload in reader.pieces():
            writer.put(kind, payload)
        folder = two.folder / "forger"
        folder.mkdir()
        writer.finish(records.Signer(folder))
    assert refused(lambda: two.there.packs.open(forged, PASSPHRASE)) == "签名不符"


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_harm_to_a_pack_goes_unnoticed(
    data: st.DataObject, packed: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kind = data.draw(st.sampled_from(("change", "cut", "add")))
    place = data.draw(st.integers(0, len(packed) - 1))
    match kind:
        case "change":
            harmed = packed[:place] + bytes([packed[place] ^ data.draw(st.integers(1, 255))]) + packed[place + 1 :]
        case "cut":
            harmed = packed[:place]
        case _:
            harmed = packed + packed[place:]
    path = tmp_path_factory.mktemp("harmed") / "q.cpdpack"
    path.write_bytes(harmed)
    with pytest.raises(PackTrouble):
        check(path, PASSPHRASE, lambda done, total: None)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    two = Two(tmp_path_factory.mktemp("packed"))
    two.make()
    two.close()
    return two.pack.read_bytes()


# --- broken off ------------------------------------------------------------------------------------------------------


def test_who_stops_it_finds_everything_as_before(two: Two) -> None:
    def enough(done: int, total: int) -> None:
        if done * 2 > total:
            raise Cancelled("审核包", "已取消")

    two.make()
    before = sorted(path.name for path in (two.folder / "there").iterdir())
    with pytest.raises(Cancelled):
        two.there.packs.open(two.pack, PASSPHRASE, enough)
    assert sorted(path.name for path in (two.folder / "there").iterdir()) == before
    assert two.there.session is None
    with pytest.raises(Cancelled):
        two.here.packs.make(two.here.review.matching(WAITING), two.pack, PASSPHRASE, tell=enough)
    assert check(two.pack, PASSPHRASE, lambda done, total: None).count, "the older file is still there"


KILLED = """
import os, sys
from pathlib import Path
from cpd_desktop.workspace import Workspace
def tell(done, total):
    if done * 2 > total and (Path(sys.argv[1]) / "opening").exists():
        os._exit(9)
Workspace(Path(sys.argv[1])).packs.open(Path(sys.argv[2]), sys.argv[3], tell)
"""


def test_one_that_is_killed_leaves_nothing_that_stands_in_the_way(two: Two) -> None:
    two.make()
    profile = two.folder / "killed"
    killed = subprocess.run([sys.executable, "-c", KILLED, str(profile), str(two.pack), PASSPHRASE], check=False)
    assert killed.returncode == 9
    workspace = Workspace(profile)
    assert not workspace.profile.sessions()
    workspace.packs.open(two.pack, PASSPHRASE)
    assert workspace.review.matching(WAITING)
    assert not (profile / "opening").exists()
    workspace.close()


def test_a_lost_key_is_made_anew_and_old_packs_are_then_somebody_elses(two: Two) -> None:
    two.make()
    two.open()
    two.decide()
    two.there.packs.write_return(two.back, PASSPHRASE)
    key = two.here.account.store.folder / NAME
    shutil.move(key, two.folder / "key")
    assert refused(two.apply) == "这份处理结果不属于本机的审核包"
    shutil.move(two.folder / "key", key)
    two.apply()
