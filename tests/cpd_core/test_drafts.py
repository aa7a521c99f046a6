"""What a member may type: sound drafts pass, and everything else is named at its field."""

import pytest

from cpd_core.applications import ATTACHMENT_BYTES_MAX, check_draft, is_plain_name
from cpd_core.entities import Attachment
from tests.cpd_core.build import PROOF, draft, member, rules


def complaints(typed, who=None, this_year=2026):
    found = check_draft(typed, who or member(), rules(), this_year)
    return [(e.field, e.code) for e in found]


def proof(**fields):
    return Attachment(**{"sha256": "b" * 64, "name": "照片.jpg", "size": 1000, "media_type": "image/jpeg", **fields})


OUTPUT = {"kind": "output", "pathway": "teaching", "sponsor": ""}
EXEMPTION = {"kind": "exemption", "pathway": "", "sponsor": "", "hours": 0.0, "condition": "illness"}


@pytest.mark.parametrize("fields", [{}, OUTPUT, EXEMPTION, {"hours": 0.5}, {"hours": 80.0}, {"year": 2011}])
def test_sound_drafts(fields):
    assert complaints(draft(**fields)) == []


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"hours": -1.0}, "hours", "hours.range"),
        ({"hours": 0.0}, "hours", "hours.range"),
        ({"hours": 0.3}, "hours", "hours.step"),
        ({"hours": 80.5}, "hours", "hours.range"),
        ({"hours": 999.0}, "hours", "hours.range"),
        ({"hours": float("nan")}, "hours", "hours.range"),
        ({"hours": float("inf")}, "hours", "hours.range"),
        ({"hours": 5e-324}, "hours", "hours.step"),
        ({"sponsor": ""}, "sponsor", "sponsor.empty"),
        ({"sponsor": " \n\t "}, "sponsor", "sponsor.empty"),
        ({"sponsor": "长" * 10_000}, "sponsor", "text.long"),
        ({"sponsor": "江苏\x00省注协"}, "sponsor", "text.control"),
        ({"note": "x" * 501}, "note", "text.long"),
        ({"note": "\ud800"}, "note", "text.control"),
        ({"note": "abc\u202efdp.exe"}, "note", "text.control"),
        ({"note": "abc\u2066fdp.exe"}, "note", "text.control"),
        ({"note": "\x85"}, "note", "text.control"),
        ({"pathway": ""}, "pathway", "pathway.choose"),
        ({"pathway": "teaching"}, "pathway", "pathway.choose"),  # an output pathway
        ({"pathway": "in_house"}, "pathway", "pathway.choose"),  # only for practising CPAs
        ({"pathway": "online"}, "pathway", "pathway.choose"),  # made by the system
        ({"condition": "illness"}, "condition", "field.not_here"),
        ({**OUTPUT, "sponsor": "江苏省注协"}, "sponsor", "field.not_here"),
        ({**OUTPUT, "pathway": "live"}, "pathway", "pathway.choose"),
        ({**OUTPUT, "hours": 0.3}, "hours", "hours.step"),
        ({**EXEMPTION, "hours": 8.0}, "hours", "field.not_here"),
        ({**EXEMPTION, "hours": float("nan")}, "hours", "field.not_here"),
        ({**EXEMPTION, "sponsor": "某单位"}, "sponsor", "field.not_here"),
        ({**EXEMPTION, "pathway": "live"}, "pathway", "field.not_here"),
        ({**EXEMPTION, "condition": ""}, "condition", "condition.choose"),
        ({**EXEMPTION, "condition": "tired"}, "condition", "condition.choose"),
        ({"attachments": ()}, "attachments", "attachments.none"),
        ({"attachments": (PROOF,) * 21}, "attachments", "attachments.many"),
        ({"attachments": (PROOF, proof(sha256=PROOF.sha256))}, "attachments[1]", "attachment.twice"),
        ({"attachments": (proof(size=5_000_000),)}, "attachments[0]", "attachment.size"),
        ({"attachments": (proof(size=ATTACHMENT_BYTES_MAX),)}, "attachments[0]", "attachment.size"),
        ({"attachments": (proof(size=0),)}, "attachments[0]", "attachment.empty"),
        ({"attachments": (proof(size=-1),)}, "attachments[0]", "attachment.empty"),
        ({"attachments": (proof(media_type="text/html"),)}, "attachments[0]", "attachment.type"),
        ({"attachments": (proof(name="照片.exe"),)}, "attachments[0]", "attachment.type"),
        ({"attachments": (proof(name="照片.pdf"),)}, "attachments[0]", "attachment.type"),
        ({"attachments": (proof(sha256="B" * 64),)}, "attachments[0]", "attachment.hash"),
        ({"attachments": (proof(sha256="b" * 63),)}, "attachments[0]", "attachment.hash"),
        ({"attachments": (proof(sha256="../../../etc/passwd".ljust(64, "0")),)}, "attachments[0]", "attachment.hash"),
        ({"attachments": (PROOF, proof(name="../照片.jpg"))}, "attachments[1]", "attachment.name"),
    ],
)
def test_what_is_wrong_is_named_at_its_field(fields, field, code):
    assert complaints(draft(**fields)) == [(field, code)]


@pytest.mark.parametrize("year", [1899, 2010, 2027, 0, -1, 10**12])
def test_years_without_rules_or_yet_to_come(year):
    found = check_draft(draft(year=year), member(), rules(), 2026)
    first = found[0]
    assert (first.field, first.code, first.params) == ("year", "year.outside", {"first": 2011, "last": 2026})


def test_a_year_to_come_has_rules_so_the_rest_is_checked_too():
    assert complaints(draft(year=2027, pathway="")) == [("year", "year.outside"), ("pathway", "pathway.choose")]


def test_everything_wrong_is_named_at_once():
    typed = draft(year=1899, sponsor="", hours=-1.0, attachments=())
    assert {field for field, _ in complaints(typed)} == {"year", "sponsor", "hours", "attachments"}


def test_practising_members_may_name_training_in_their_firm():
    assert complaints(draft(pathway="in_house"), member("cpa")) == []


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        ("application/pdf", "结业证书.PDF"),
        ("image/jpeg", "a.jpeg"),
        ("image/png", "证明 (2).png"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "证明.docx"),
    ],
)
def test_sound_attachments(media_type, name):
    assert (
        complaints(draft(attachments=(proof(name=name, media_type=media_type, size=ATTACHMENT_BYTES_MAX - 1),))) == []
    )


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a/b.pdf",
        "a\\b.pdf",
        "C:x.pdf",
        "a\nb.pdf",
        "a\x7fb.pdf",
        "a?.pdf",
        'a".pdf',
        " a.pdf",
        "a.pdf ",
        "a.pdf.",
        "..",
        "CON.pdf",
        "nul.png",
        "Lpt1 .pdf",
        "abc\u202efdp.exe",
        "\udcff.pdf",
        "长" * 147 + ".pdf",
    ],
)
def test_odd_file_names(name):
    assert not is_plain_name(name)


@pytest.mark.parametrize(
    "name", ["结业证书.pdf", "a.b.c.pdf", "CONTRACT.pdf", "COM10.pdf", "é’—.png", "长" * 146 + ".pdf"]
)
def test_plain_file_names(name):
    assert is_plain_name(name)


def test_a_long_name_is_shortened_in_the_message():
    found = check_draft(draft(attachments=(proof(name="长" * 9999),)), member(), rules(), 2026)
    assert {len(str(e.params["name"])) for e in found} == {60}
