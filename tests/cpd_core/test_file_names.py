"""Names of files: whatever a person brings, what comes out can be sent, shown and saved anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_core.applications import NAME_MAX, is_plain_name
from cpd_core.file_names import apart, key, parted, plain_name


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("结业证书.pdf", "结业证书.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\证明\\a.pdf", "C__证明_a.pdf"),
        ("NUL", "_NUL"),
        ("com1.证明.pdf", "_com1.证明.pdf"),
        (" . 证明 . ", "证明"),
        ("", "附件"),
        ("...", "附件"),
        (".pdf", "pdf"),
        ("照片\u202egpj.exe", "照片gpj.exe"),
        ("a\u200bb\u200f\ufeff.pdf", "ab.pdf"),
        ("第一行\n第二行\x00.pdf", "第一行_第二行_.pdf"),
        ("\ud83d坏.pdf", "_坏.pdf"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_what_becomes_of_names(name: str, plain: str):
    assert plain_name(name) == plain


def test_a_very_long_name_keeps_its_extension():
    name = plain_name("长" * 300 + ".pdf")
    assert (len(name), name[-5:]) == (NAME_MAX, "长.pdf")


@given(st.text(st.characters(), max_size=400))
def test_whatever_goes_in_what_comes_out_is_plain_and_stays_as_it_is(name: str):
    plain = plain_name(name)
    assert is_plain_name(plain)
    assert plain_name(plain) == plain


@given(st.lists(st.sampled_from(["证明.pdf", "证明.PDF", "证明", "长" * 146 + ".pdf", "长" * 150]), max_size=12))
def test_names_never_clash_on_any_system(names: list[str]):
    taken: set[str] = set()
    for name in names:
        free = apart(name, taken)
        assert key(free) not in taken
        assert is_plain_name(free)
        assert parted(free)[1] == parted(name)[1]
        taken.add(key(free))


def test_the_second_of_a_name_is_called_so():
    assert apart("证明.pdf", {key("证明.PDF")}) == "证明 (2).pdf"
    assert apart("证明.pdf", {key("证明.pdf"), key("证明 (2).pdf")}) == "证明 (3).pdf"
