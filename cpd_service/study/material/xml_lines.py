"""XML with the line of each element, and without what makes XML dangerous: no document types, so no entities."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from cpd_service.study.material.package import BadPackageError


@dataclass
class Element:
    """One element; names are without their namespace, of attributes as well."""

    name: str
    line: int
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list["Element"])
    text: str = ""

    def all(self, name: str) -> Iterator["Element"]:
        """The children of a name."""
        return (child for child in self.children if child.name == name)

    def first(self, *names: str) -> "Element | None":
        """The first child of a name, the first child of the next name of that one, and so on."""
        found: Element | None = self
        for name in names:
            found = next(found.all(name), None) if found else None
        return found

    def words(self, *names: str) -> str:
        """The text of :meth:`first`, "" where there is none."""
        found = self.first(*names)
        return " ".join(found.text.split()) if found else ""

    def deep(self, name: str) -> Iterator["Element"]:
        """All elements of a name below this one."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.deep(name)


def parse(file: str, content: bytes) -> Element:
    """The root of a file; raises :class:`BadPackageError`."""
    parser = expat.ParserCreate(namespace_separator=" ")
    open_elements: list[Element] = []
    root: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(name.rpartition(" ")[2], parser.CurrentLineNumber, plain)
        (open_elements[-1].children if open_elements else root).append(element)
        open_elements.append(element)

    def end(_name: str) -> None:
        open_elements.pop()

    def text(data: str) -> None:
        if open_elements:
            open_elements[-1].text += data

    def doctype(*_: object) -> None:
        raise BadPackageError(file, parser.CurrentLineNumber, "document types are not read: remove <!DOCTYPE …>")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as failure:
        raise BadPackageError(file, failure.lineno, f"not well-formed: {expat.ErrorString(failure.code)}") from failure
    return root[0]
