"""The member's part of the journey."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPdfWriter, QPixmap
from PySide6.QtWidgets import QWidget

from cpd_desktop.labels import BEIJING
from cpd_desktop.views import ApplicationQuery, ApplicationRow
from tests.journeys.person import Person, Shot
from ui.tables.view import TableView

SPONSOR = "江苏省注册会计师协会"
THIS_YEAR = datetime.now(BEIJING).year


@dataclass(frozen=True)
class Filed:
    """What the member filed while offline."""

    count: int
    input_id: str


@dataclass(frozen=True)
class Outcome:
    """What the member takes home."""

    counted: float
    missing: float
    applications_workbook: Path
    hours_workbook: Path
    certificate: Path


def file_offline(wang: Person, directory: Path, shot: Shot) -> Filed:
    """Go offline; file one of each kind with real attachments, edit one, delete one; all are saved here, unsent."""
    paper, photo = draw_pdf(directory / "培训结业证明.pdf"), draw_jpeg(directory / "签到表照片.jpg")
    wang.go_offline()
    wang.open_tab("学时申请")
    shot("applications", wang.picture())
    before = unsent(wang)

    wang.click("applicationNew")
    wang.click("formSave")
    shot("form-empty-errors", wang.picture())
    fill_input(wang, hours="8")
    wang.drop_files(paper, photo)
    wang.settle()
    shot("form-filled", wang.picture())
    input_id = save(wang)

    wang.click("applicationEdit")
    wang.type("noteField", "企业会计准则专题培训，第二稿")
    save(wang)
    row = current(wang)
    assert (row.state, row.sync, row.attachments) == ("pending", "unsent", 2)
    assert wang.workspace.applications.detail(row.id).application.note.endswith("第二稿")
    shot("saved-not-sent", wang.picture())

    wang.click("applicationFiles")
    wang.settle()
    shot("attachment", wang.picture())

    file_simple(wang, "output", paper, pathway="teaching", hours="6")
    file_simple(wang, "exemption", photo)
    doomed = file_simple(wang, "output", photo, pathway="paper", hours="3")
    wang.click("applicationDelete")
    wang.until(lambda: doomed not in listed(wang), "the deleted application leaves the list")
    shot("deleted-with-undo", wang.picture())

    wang.click("applicationKinds_input")
    wang.settle()
    assert input_id in listed(wang)
    assert unsent(wang) - before == 6, "file, edit, file, file, file, delete"
    return Filed(count=4, input_id=input_id)


def edit_what_is_under_review(wang: Person, application_id: str) -> None:
    """Change the hours of an application that a reviewer is looking at."""
    wang.click("applicationKinds_input")
    go_to(wang, application_id)
    wang.click("applicationEdit")
    wang.type("hoursField", "6")
    save(wang)


def take_hours_and_certificate(wang: Person, filed: Filed, directory: Path, shot: Shot) -> Outcome:
    """See what came back, export list and hours, download the certificate and look at it."""
    wang.open_tab("学时申请")
    wang.click("applicationKinds_input")
    go_to(wang, filed.input_id)
    row = current(wang)
    assert (row.state, row.confirmed_hours, row.sync) == ("confirmed", 6.0, "")
    shot("confirmed", wang.picture())
    applications = directory / "投入式学时申请.xlsx"
    with wang.answering_file_dialog(applications):
        wang.click("applicationExport")
    wang.until(applications.exists, "the list is exported")

    wang.open_tab("学时查询")
    wang.click(f"yearChips_{THIS_YEAR}")
    wang.settle()
    ledger = wang.workspace.hours.ledger(THIS_YEAR)
    assert ledger
    line = next(line for line in ledger.lines if line.ref_id == filed.input_id)
    assert (line.asked, line.eligible, line.counted) == (6.0, 6.0, 6.0)
    assert ledger.missing == max(0.0, ledger.required - ledger.counted)
    shot("hours", wang.picture())
    hours = directory / "学时.xlsx"
    with wang.answering_file_dialog(hours):
        wang.click("exportHours")
    wang.until(hours.exists, "the hours are exported")

    wang.open_tab("学时证明")
    folder = directory / "证明"
    folder.mkdir()
    with wang.answering_file_dialog(folder):
        wang.click("downloadCertificates")
    wang.until(lambda: list(folder.glob("*.pdf")), "the certificate arrives")
    wang.settle()
    shot("certificate", wang.picture())
    return Outcome(ledger.counted, ledger.missing, applications, hours, next(folder.glob("*.pdf")))


# --- habits of members ---------------------------------------------------------------------------------------------


def fill_input(wang: Person, hours: str) -> None:
    """Fill in an 投入式 application of this year."""
    wang.choose("yearField", str(THIS_YEAR))
    wang.type("sponsorField", SPONSOR)
    wang.key("sponsorField", Qt.Key.Key_Escape)
    wang.choose("pathwayField", "face_to_face")
    wang.type("hoursField", hours)
    wang.type("noteField", "企业会计准则专题培训")


def file_simple(wang: Person, kind: str, paper: Path, pathway: str = "", hours: str = "") -> str:
    """File an application of a kind, with one attachment; returns its id. The exemption is one of last year."""
    wang.click(f"applicationKinds_{kind}")
    wang.click("applicationNew")
    wang.choose("yearField", str(THIS_YEAR - (kind == "exemption")))
    if kind == "exemption":
        wang.choose("conditionField", "illness")
    else:
        wang.choose("pathwayField", pathway)
        wang.type("hoursField", hours)
    wang.type("noteField", f"{kind} {pathway}")
    wang.drop_files(paper)
    return save(wang)


def save(wang: Person) -> str:
    """Save the form and wait until the list shows what was saved; returns its id."""
    wang.activate()
    wang.key("noteField", Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wang.until(lambda: not wang.sees("applicationForm"), "the form closes after saving")
    wang.settle()
    return current(wang).id


def list_table(wang: Person) -> TableView:
    """The list of applications on screen."""
    page = wang.find(QWidget, "applicationsPage")
    return next(t for t in page.findChildren(TableView) if t.isVisible())


def current(wang: Person) -> ApplicationRow:
    """The row under the cursor."""
    row = list_table(wang).current_row()
    assert isinstance(row, ApplicationRow)
    return row


def listed(wang: Person) -> list[str]:
    """The ids of all applications that the list shows."""
    table = next((t for t in wang.window.findChildren(TableView) if t.isVisible()), None)
    rows = table.rows if table else None
    return [rows.row(n).id for n in range(rows.rowCount())] if rows else []


def go_to(wang: Person, application_id: str) -> None:
    """Put the cursor on an application."""
    wang.settle()
    rids = wang.workspace.applications.ids(ApplicationQuery(kind="input"))
    rid = next(row.rid for row in wang.workspace.applications.rows(rids) if row.id == application_id)
    assert list_table(wang).go_to_id(rid)
    wang.settle()


def unsent(wang: Person) -> int:
    """How many commands wait to be sent."""
    return wang.workspace.sync.status().unsent


def draw_pdf(path: Path) -> Path:
    """A real PDF as a training centre would hand out."""
    writer = QPdfWriter(str(path))
    writer.setResolution(100)
    painter = QPainter(writer)
    painter.setFont(QFont("Noto Sans SC", 28))
    painter.drawText(100, 200, "培训结业证明")
    painter.setFont(QFont("Noto Sans SC", 14))
    painter.drawText(100, 320, f"兹证明 王芳 于 {THIS_YEAR} 年参加企业会计准则专题培训，共 8 学时。")
    painter.drawText(100, 420, SPONSOR)
    painter.end()
    return path


def draw_jpeg(path: Path) -> Path:
    """A real JPEG, as a phone would take it."""
    image = QImage(1600, 1200, QImage.Format.Format_RGB32)
    image.fill(QColor("#f4f1e8"))
    painter = QPainter(image)
    painter.setPen(QColor("#223"))
    painter.setFont(QFont("Noto Sans SC", 40))
    painter.drawText(120, 180, "签到表")
    for line in range(12):
        painter.drawLine(100, 260 + 70 * line, 1500, 260 + 70 * line)
    painter.end()
    assert image.save(str(path), "JPEG", 85)
    return path


def as_picture(path: Path) -> QPixmap:
    """A picture from a file."""
    picture = QPixmap(str(path))
    assert not picture.isNull(), path
    return picture
