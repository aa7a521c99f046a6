"""The contact sheet of a tour: one HTML page with all its pictures, the same page in all looks side by side."""

import html
from pathlib import Path

STYLE = """
body { font: 14px sans-serif; margin: 1.5em; background: #888; color: #fff }
section { margin-bottom: 2em } figure { display: inline-block; margin: 0 .6em .6em 0; vertical-align: top }
img { width: 30em; display: block; border: 1px solid #444 } figcaption { padding: .2em 0 }
a { color: inherit }
"""


def write_sheet(folder: Path) -> int:
    """Write ``index.html``; returns how many pictures there are. A folder is a look, a file name is a page."""
    pictures: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*.png")):
        pictures.setdefault(path.stem, []).append(path.relative_to(folder))
    journey = [paths[0] for paths in pictures.values() if paths[0].parent == Path()]
    pages = {name: paths for name, paths in pictures.items() if paths[0].parent != Path()}
    parts = [_section("journey", journey)] if journey else []
    parts += [_section(name, paths) for name, paths in pages.items()]
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Tour</title><style>{STYLE}</style></head>'
    (folder / "index.html").write_text(f"{head}<body>{''.join(parts)}</body></html>", encoding="utf-8")
    return sum(len(paths) for paths in pictures.values())


def _section(title: str, paths: list[Path]) -> str:
    figures = "".join(_figure(path) for path in paths)
    return f"<section><h2>{html.escape(title)}</h2>{figures}</section>"


def _figure(path: Path) -> str:
    where, name = html.escape(path.as_posix()), html.escape(path.parent.name or path.stem)
    return f'<figure><a href="{where}"><img loading="lazy" src="{where}"></a><figcaption>{name}</figcaption></figure>'
