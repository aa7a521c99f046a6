"""SCORM 1.2 and 2004 packages: ``imsmanifest.xml``, its default organization and the resources of its items."""

from collections.abc import Iterator

from cpd_service.study.material.draft import MEDIA, CourseDraft, LessonDraft, media_of, plain_key
from cpd_service.study.material.package import BadPackageError, Package, beside
from cpd_service.study.material.xml_lines import Element, parse

MANIFEST = "imsmanifest.xml"


def read(package: Package) -> CourseDraft:
    """The course of a package; raises :class:`BadPackageError`."""
    root = parse(MANIFEST, package.bytes(MANIFEST))
    organization = _organization(root)
    title = organization.words("title")
    if not title:
        raise BadPackageError(MANIFEST, organization.line, "the <organization> needs a <title>")
    identifier = root.attributes.get("identifier", "") or title
    draft = CourseDraft(plain_key(identifier), title, (MANIFEST, organization.line))
    resources = {each.attributes.get("identifier", ""): each for each in root.deep("resource")}
    items = list(_items(organization, ()))
    if not items:
        raise BadPackageError(MANIFEST, organization.line, "there is no <item> in it")
    for names, item in items:
        reference = item.attributes.get("identifierref", "")
        if reference:
            if reference not in resources:
                raise BadPackageError(MANIFEST, item.line, f"there is no resource {reference}")
            draft.lessons += _lessons(package, " · ".join(names), resources, resources[reference])
        draft.mastery = _mastery(item, draft.mastery)
    return draft


def _organization(root: Element) -> Element:
    organizations = root.first("organizations")
    if root.name != "manifest" or organizations is None:
        raise BadPackageError(MANIFEST, root.line, "not a <manifest> with <organizations>")
    wanted = organizations.attributes.get("default")
    all_of_them = list(organizations.all("organization"))
    found = [each for each in all_of_them if each.attributes.get("identifier") == wanted] or all_of_them
    if not found:
        raise BadPackageError(MANIFEST, organizations.line, "there is no <organization> in it")
    return found[0]


def _items(parent: Element, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Element]]:
    for item in parent.all("item"):
        here = (*names, item.words("title") or item.attributes.get("identifier", ""))
        yield here, item
        yield from _items(item, here)


def _lessons(package: Package, title: str, resources: dict[str, Element], resource: Element) -> Iterator[LessonDraft]:
    where = (MANIFEST, resource.line)
    base = resource.attributes.get("base", "")
    href = resource.attributes.get("href", "")
    found = media_of(package, beside(MANIFEST, base + href), where) if href and "://" not in href else []
    found = found or list(_listed(package, resources, resource, set()))
    for number, file in enumerate(found, 1):
        yield LessonDraft(title if len(found) == 1 else f"{title}（{number}）", where, file=file)


def _listed(package: Package, resources: dict[str, Element], resource: Element, seen: set[str]) -> Iterator[str]:
    """The media among a resource's files and those that it depends upon."""
    seen.add(resource.attributes.get("identifier", ""))
    for file in resource.all("file"):
        path = beside(MANIFEST, resource.attributes.get("base", "") + file.attributes.get("href", ""))
        if path not in package.names:
            raise BadPackageError(MANIFEST, file.line, f"{path or 'a file'} is not in the package")
        if path.lower().endswith(MEDIA):
            yield path
    for dependency in resource.all("dependency"):
        other = dependency.attributes.get("identifierref", "")
        if other not in resources:
            raise BadPackageError(MANIFEST, dependency.line, f"there is no resource {other}")
        if other not in seen:
            yield from _listed(package, resources, resources[other], seen)


def _mastery(item: Element, before: float | None) -> float | None:
    """1.2 says it from 0 to 100 (adlcp:masteryscore), 2004 from 0 to 1 (imsss:minNormalizedMeasure)."""
    for name, most in (("masteryscore", 100.0), ("minNormalizedMeasure", 1.0)):
        for element in item.children if name == "masteryscore" else item.deep("minNormalizedMeasure"):
            if element.name == name:
                try:
                    score = float(element.text) / most
                except ValueError:
                    score = -1.0
                if not 0 <= score <= 1:
                    raise BadPackageError(MANIFEST, element.line, f"{name} goes from 0 to {most:g}")
                before = score if before is None else max(score, before)
    return before
