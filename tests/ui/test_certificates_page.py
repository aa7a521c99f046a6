"""学时证明 on years that each test names: what can be had is said before one asks, print, cancel, offline."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cpd_core.entities import Certificate, MemberType
from cpd_desktop.store.times import beijing_year
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import application, exemption
from tests.cpd_desktop.material import pull, upsert
from tests.support.service import ServiceProcess
from tests.support.years import Fact, workspace_of
from tests.ui.rooms import Room, find, press, signed_in
from ui.pages.certificates import CertificatesPage
from ui.tables import ListedTable

LEFT = Qt.MouseButton.LeftButton


class CertificatesRoom(Room[CertificatesPage]):
    """学时证明 on a workspace."""

    def __init__(self, qtbot: QtBot, workspace: Workspace) -> None:
        super().__init__(qtbot, workspace, CertificatesPage)

    @property
    def rows(self) -> ListedTable:
        found = self.page.findChild(ListedTable, "certificateTable")
        assert found is not None
        return found

    def choose(self, year: int) -> None:
        row = next(row for row in self.rows.all_rows() if row.year == year)
        self.rows.go_to(row.id)
        self.settle()

    def words(self, name: str) -> str:
        found = self.page.findChild(QLabel, name)
        assert found is not None
        return found.text() if found.isVisible() else ""

    def state(self, year: int) -> str:
        column = next(column for column in self.rows.shown_columns() if column.key == "state")
        return column.text(next(row for row in self.rows.all_rows() if row.year == year))

    def act(self, name: str) -> QAction:
        return next(act for act in self.page.acts() if act.objectName() == name)


Open = Callable[[Workspace], CertificatesRoom]


@pytest.fixture
def open_page(qtbot: QtBot, dressed: QApplication) -> Iterator[Open]:
    rooms: list[CertificatesRoom] = []

    def open_it(workspace: Workspace) -> CertificatesRoom:
        rooms.append(CertificatesRoom(qtbot, workspace))
        return rooms[-1]

    yield open_it
    for room in rooms:
        room.leave()


def offline(folder: Path, *facts: Fact, member_type: MemberType = "non_practising") -> Workspace:
    return workspace_of(folder / "p", *facts, member_type=member_type)


# --- said before one asks -------------------------------------------------------------------------------------------


def test_a_year_without_hours_says_why_there_is_none_and_leads_to_its_hours(open_page: Open, tmp_path: Path) -> None:
    waits = application("w", 2026, state="pending")
    room = open_page(offline(tmp_path, waits, application("a", 2025)))
    assert (room.state(2026), room.state(2025)) == ("暂不能出具", "可下载")
    room.choose(2026)
    assert "2026 年度还没有计入的学时，不能出具学时证明" in room.words("certificateEnded")
    act = room.act("downloadCertificates")
    assert not act.isEnabled()
    assert "还没有计入的学时" in act.statusTip()
    room.qtbot.mouseClick(press(room.page, "certificateHours"), LEFT)
    assert room.around.opened == ["hours/2026"]
    room.choose(2025)
    assert room.words("certificateEnded") == ""
    assert act.isEnabled()


def test_a_year_waived_altogether_says_what_its_certificate_states(open_page: Open, tmp_path: Path) -> None:
    room = open_page(offline(tmp_path, exemption("e", 2025, "illness"), application("a", 2026)))
    room.choose(2025)
    assert room.state(2025) == "可下载"
    assert "证明写明豁免 40 学时、完成 0 学时" in room.words("certificateEnded")
    assert room.act("downloadCertificates").isEnabled()


def test_ticked_years_that_have_nothing_are_left_out_of_a_download(open_page: Open, tmp_path: Path) -> None:
    room = open_page(offline(tmp_path, application("w", 2026, state="pending"), application("a", 2025)))
    room.rows.selectAll()
    assert room.page._years_to_fetch() == [2025]


def test_ended_ones_are_called_so_whatever_ended_them(open_page: Open, tmp_path: Path) -> None:
    room = open_page(offline(tmp_path, application("a", 2025)))
    (row,) = room.rows.all_rows()
    ended = structs.replace(row, id="old", number="2025-32-1", superseded=True)
    fresh = structs.replace(row, number="2025-32-2")
    room.rows.set_rows([fresh, ended, structs.replace(ended, id="older", number="2025-32-0", withdrawn=True)])
    column = next(column for column in room.rows.shown_columns() if column.key == "state")
    assert [column.text(each) for each in room.rows.all_rows()] == [
        "已出具",
        "已失效：已有新证明",
        "已失效：学时已撤销",
    ]
    room.settle()


def test_what_changed_since_one_was_issued_is_said(open_page: Open, tmp_path: Path) -> None:
    workspace = offline(tmp_path, application("a", 2025, hours=8.0), application("b", 2024, hours=8.0))
    for seq, (year, stated) in enumerate(((2025, 6.0), (2024, 8.0)), start=20):
        issued = Certificate(
            id=f"{year}-32-1",
            rev=1,
            number=f"{year}-32-1",
            member_id="m1",
            member_no="320012340001",
            member_name="李会员",
            member_type="non_practising",
            province="32",
            year=year,
            hours=stated,
            required_hours=40.0,
            fulfilled=False,
            by_source=(),
            issued_on=f"{year}-12-01",
            issuer="江苏省注册会计师协会",
        )
        pull(workspace.account.store, upsert(seq, issued, "certificate"))
    room = open_page(workspace)
    assert (room.state(2025), room.state(2024)) == ("已出具，学时有变化", "已出具")
    room.choose(2025)
    assert "证明写明 6 学时，现在计入 8 学时" in room.words("certificateEnded")
    assert room.act("downloadCertificates").isEnabled()
    room.choose(2024)
    assert room.words("certificateEnded") == ""


# --- with a service -------------------------------------------------------------------------------------------------


def printer_to(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_a_fetched_certificate_is_shown_and_printed_without_the_service(
    open_page: Open, service: ServiceProcess, tmp_path: Path
) -> None:
    workspace = signed_in(service, tmp_path, "non_practising")
    year = beijing_year() - 1
    workspace.certificates.download(year, tmp_path)
    service.stop()
    room = open_page(workspace)
    assert not room.act("printCertificates").isEnabled(), "this year's is not here"
    assert "请先下载" in room.act("printCertificates").statusTip()
    room.choose(year)
    assert find(room.page, "viewerPdf")
    assert room.act("printCertificates").isEnabled()
    room.page.print_to(printer_to(tmp_path / "paper.pdf"))
    room.settle()
    assert room.around.said == ["已打印 1 份学时证明"]
    document = QPdfDocument()
    assert document.load(str(tmp_path / "paper.pdf")) == QPdfDocument.Error.None_
    assert document.pageCount() == 1
    document.close()
    assert room.workspace.sync.activity()[0].kind == "print"


def test_a_download_is_cancelled_between_two_and_says_what_was_saved(
    open_page: Open, service: ServiceProcess, tmp_path: Path
) -> None:
    room = open_page(signed_in(service, tmp_path, "non_practising"))
    room.rows.selectAll()
    assert len(room.page._years_to_fetch()) >= 2
    first, go_on = threading.Event(), threading.Event()
    download = room.workspace.certificates.download

    def slow(year: int, folder: Path) -> Path:
        saved = download(year, folder)
        first.set()
        assert go_on.wait(30)
        return saved

    room.workspace.certificates.download = slow  # type: ignore[method-assign]
    folder = tmp_path / "证明"
    folder.mkdir()
    room.page.download_to(folder)
    assert first.wait(30)
    room.qtbot.mouseClick(press(room.page, "cancelDownload"), LEFT)
    go_on.set()
    room.settle()
    assert len(list(folder.iterdir())) == 1
    assert room.around.said[0].startswith("已保存 1 份学时证明")
