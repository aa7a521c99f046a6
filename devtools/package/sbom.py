"""The software bill of materials (CycloneDX 1.6, JSON) and the texts of all licences, as they lie in the bundle.

The same parts of the same commit give the same bytes: the serial number is derived, the time is the commit's.
"""

import json
import re
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from devtools.package.facts import PROGRAM, Facts
from devtools.package.parts import Part

FOLDER = "licences"  # within the bundle; cpd_desktop/platform/licences.py reads it
FILE = "sbom.cdx.json"
_SPACE = uuid.UUID("2f6f9b5e-7a0f-5a43-9b51-6a5d0d1f3c11")
_SPDX = re.compile(
    r"\(?(LicenseRef-)?[A-Za-z][A-Za-z0-9.+-]*( WITH [A-Za-z0-9.-]+)?(\)? (AND|OR) \(?[A-Za-z][A-Za-z0-9.+-]*\)?)*"
)
_FREE_NAMES = {"blessing"}  # SPDX calls SQLite's dedication so


def bill(parts: Sequence[Part], facts: Facts) -> dict[str, object]:
    """The whole document, ready for JSON."""
    top = f"pkg:pypi/{PROGRAM}@{facts.version}"
    references = {_key(part): part.purl for part in parts}
    needs = [{"ref": top, "dependsOn": sorted(references.values())}]
    needs += [
        {"ref": part.purl, "dependsOn": sorted(references[name] for name in part.needs if name in references)}
        for part in parts
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_SPACE, facts.commit + ' '.join(part.purl for part in parts))}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(facts.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": top,
                "name": PROGRAM,
                "version": facts.version,
                "purl": top,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            },
        },
        "components": [_component(part) for part in parts],
        "dependencies": sorted(needs, key=lambda line: str(line["ref"])),
    }


def write(parts: Sequence[Part], facts: Facts, folder: Path) -> Path:
    """Write the bill and every licence's text into ``folder``/licences; returns the bill."""
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    for part in parts:
        for name, text in part.texts.items():
            target = place / folder_of(part) / name
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, "utf-8", newline="\n")
    path = place / FILE
    text = json.dumps(bill(parts, facts), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", "utf-8", newline="\n")
    return path


def folder_of(part: Part) -> str:
    """Where the texts of a part lie."""
    return re.sub(r"[^\w.+-]+", "-", part.name)


def _component(part: Part) -> dict[str, object]:
    component: dict[str, object] = {"type": "library", "bom-ref": part.purl, "name": part.name}
    component |= {"version": part.version} if part.version else {}
    component["purl"] = part.purl
    if part.licence:
        spoken = _SPDX.fullmatch(part.licence) and (" " in part.licence or "-" in part.licence)
        if spoken or part.licence in _FREE_NAMES | {"MIT", "ISC"}:
            component["licenses"] = [{"expression": part.licence}]
        else:
            component["licenses"] = [{"license": {"name": part.licence}}]
    if part.texts:
        component["properties"] = [
            {"name": "cpd:text", "value": f"{folder_of(part)}/{name}"} for name in sorted(part.texts)
        ]
    return component


def _key(part: Part) -> str:
    return re.sub(r"[-_.]+", "-", part.name).lower()
