"""cmi5 packages: ``cmi5.xml``, the course structure (cmi5 1.0, section 13): blocks and assignable units."""

from collections.abc import Iterator

from cpd_service.study.material.draft import CourseDraft, LessonDraft, media_of, plain_key
from cpd_service.study.material.package import BadPackageError, Package, beside
from cpd_service.study.material.xml_lines import Element, parse

MANIFEST = "cmi5.xml"


def read(package: Package) -> CourseDraft:
    """The course of a package; raises :class:`BadPackageError`."""
    root = parse(MANIFEST, package.bytes(MANIFEST))
    course = root.first("course")
    if root.name != "courseStructure" or course is None:
        raise BadPackageError(MANIFEST, root.line, "not a <courseStructure> with a <course>")
    activity = course.attributes.get("id", "")
    title = _title(course)
    if not activity or not title:
        raise BadPackageError(MANIFEST, course.line, "the <course> needs an id and a title")
    draft = CourseDraft(plain_key(activity), title, (MANIFEST, course.line), activity=activity)
    units = list(_units(root, ()))
    if not units:
        raise BadPackageError(MANIFEST, root.line, "there is no <au> in it")
    for names, unit in units:
        draft.lessons += _lessons(package, " · ".join((*names, _title(unit))), unit)
        draft.mastery = _mastery(unit, draft.mastery)
    return draft


def _units(parent: Element, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Element]]:
    for child in parent.children:
        if child.name == "au":
            yield names, child
        elif child.name == "block":
            yield from _units(child, (*names, _title(child)))


def _title(element: Element) -> str:
    """Chinese where there is some, else the first."""
    title = element.first("title")
    words = list(title.all("langstring")) if title else []
    chinese = [each for each in words if each.attributes.get("lang", "").lower().startswith("zh")]
    return " ".join(((chinese or words)[0].text if words else "").split())


def _lessons(package: Package, title: str, unit: Element) -> Iterator[LessonDraft]:
    url, where = unit.words("url"), (MANIFEST, unit.line)
    if not title or not unit.attributes.get("id") or not url:
        raise BadPackageError(*where, "an <au> needs an id, a title and a <url>")
    if "://" in url:
        return  # it is studied there
    found = media_of(package, beside(MANIFEST, url), where)
    for number, file in enumerate(found, 1):
        yield LessonDraft(title if len(found) == 1 else f"{title}（{number}）", where, file=file)


def _mastery(unit: Element, before: float | None) -> float | None:
    written = unit.attributes.get("masteryScore")
    if written is None:
        return before
    try:
        score = float(written)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise BadPackageError(MANIFEST, unit.line, f"masteryScore goes from 0 to 1 and is {written}")
    return score if before is None else max(score, before)
