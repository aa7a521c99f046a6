"""What Windows shows of a program: its version resource and its manifest."""

from pathlib import Path

from devtools.package.facts import COMPANY, TITLE, Facts

MANIFEST = Path(__file__).resolve().parents[2] / "installer" / "program.manifest"
DESCRIPTIONS = {"cpd-desktop": TITLE, "cpd-cli": f"{TITLE}（命令行）"}
CHINESE, UNICODE = 0x0804, 1200  # language and code page of the texts


def texts(facts: Facts, name: str) -> dict[str, str]:
    """What the tab Details of a file's properties says."""
    return {
        "CompanyName": COMPANY,
        "FileDescription": DESCRIPTIONS[name],
        "FileVersion": facts.version,
        "InternalName": name,
        "LegalCopyright": "Apache-2.0",
        "OriginalFilename": f"{name}.exe",
        "ProductName": TITLE,
        "ProductVersion": f"{facts.version} ({facts.commit[:12]})" if facts.commit else facts.version,
    }


def write_version(facts: Facts, name: str, folder: Path) -> str:
    """Write the version resource in the form that PyInstaller reads; returns the path."""
    strings = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in texts(facts, name).items())
    fixed = f"filevers={facts.numbers}, prodvers={facts.numbers}, mask=0x3f, flags=0, OS=0x40004, fileType=1, subtype=0"
    table = f"StringFileInfo([StringTable('{CHINESE:04x}{UNICODE:04x}', [{strings}])])"
    variables = f"VarFileInfo([VarStruct('Translation', [{CHINESE}, {UNICODE}])])"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.version"
    path.write_text(f"VSVersionInfo(ffi=FixedFileInfo({fixed}), kids=[{table}, {variables}])\n", "utf-8")
    return str(path)
