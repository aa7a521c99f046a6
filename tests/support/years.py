"""A member's workspace without a network, holding exactly the facts that a test names; and the text of a PDF."""

from pathlib import Path

import msgspec
from PySide6.QtPdf import QPdfDocument

from cpd_core.entities import Application, Completion, Course, EntityKind, Grant, Institute, Member, MemberType
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import application, completion, exemption, grant, member
from tests.cpd_desktop.material import offline_profile, pull, upsert

Fact = Application | Completion | Grant
KINDS: dict[type, EntityKind] = {Application: "application", Completion: "completion", Grant: "grant"}
THIS_YEAR = 2026


def workspace_of(folder: Path, *facts: Fact, member_type: MemberType = "cpa", server: str = "") -> Workspace:
    """The workspace of a member of this kind to whom these facts belong."""
    who: Member = member(member_type)
    profile = offline_profile(folder, server or "http://127.0.0.1:9", user_type=member_type, login=who.no)
    workspace = Workspace(profile)
    changes = [upsert(1, who, "member")]
    for number, fact in enumerate(facts, 2):
        if isinstance(fact, Application):
            fact = msgspec.structs.replace(fact, member_type=member_type)
        changes.append(upsert(number, fact, KINDS[type(fact)]))
    pull(workspace.account.store, *changes)
    institute = Institute(id="beijing", rev=1, name="北京国家会计学院")
    pull(workspace.account.store, upsert(1, institute, "institute"), upsert(2, _course(), "course"), scope="ref")
    return workspace


def _course() -> Course:
    return Course(
        id="course-live",
        rev=1,
        institute_id="beijing",
        title="新审计准则直播",
        topic="audit",
        required=True,
        delivery="live",
        minutes=180,
        hours=4.0,
        years=(THIS_YEAR,),
    )


def many_years(first: int, count: int) -> list[Fact]:
    """So many years of an ordinary member: courses, applications of several pathways, a grant now and then."""
    facts: list[Fact] = []
    for year in range(first, first + count):
        facts += [completion(f"c{year}-{n}", year, 2.0, finished_on=f"{year}-{n + 1:02}-05") for n in range(8)]
        facts += [
            application(f"a{year}-0", year, "face_to_face", 12.0, filed_at=f"{year}-03-02T01:00:00Z", ethics=True),
            application(f"a{year}-1", year, "teaching", 16.0, filed_at=f"{year}-05-02T01:00:00Z"),
            application(f"a{year}-2", year, "teaching", 12.0, filed_at=f"{year}-06-02T01:00:00Z"),
        ]
        if year % 5 == 0:
            facts.append(grant(f"g{year}", year, 2.0))
        if year % 11 == 0:
            facts.append(exemption(f"e{year}", year, "illness"))
    return facts


def pdf_pages(path: Path) -> list[str]:
    """The words of each page of a PDF."""
    document = QPdfDocument()
    assert document.load(str(path)) == QPdfDocument.Error.None_
    pages = [document.getAllText(number).text() for number in range(document.pageCount())]
    document.close()
    return [page.replace("⻚", "页").replace("\r", "") for page in pages]  # one glyph for a word and its radical
