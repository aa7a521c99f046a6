"""A PDF file, written object by object (ISO 32000-1): what a page of text, lines and a signature needs, and no more."""

import hashlib
import zlib
from dataclasses import dataclass, field

from cpd_core.signed_pdf import PROOF_ENTRY

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_UNKNOWN_RANGE = b"/ByteRange [0 ********** ********** **********]"  # filled in once it is known


@dataclass(slots=True)
class PdfFile:
    """Collects objects; :meth:`add` gives each its number, from 1 on."""

    _objects: list[bytes] = field(default_factory=list[bytes])

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        self._objects.append(body)
        return len(self._objects)

    def put(self, number: int, body: bytes) -> None:
        """Say what an object is whose number was needed before."""
        self._objects[number - 1] = body

    def add_stream(self, packed: bytes, entries: bytes = b"") -> int:
        """Add a stream that :func:`pack` has packed."""
        head = b"<< /Length %d /Filter /FlateDecode %s>>" % (len(packed), entries)
        return self.add(head + b"\nstream\n" + packed + b"\nendstream")

    def to_bytes(self, root: int, info: int) -> bytes:
        """The file, with ``root`` as its catalogue; its identity is the hash of what is in it."""
        parts, places, place = [HEADER], list[int](), len(HEADER)
        for number, body in enumerate(self._objects, 1):
            part = b"%d 0 obj\n%s\nendobj\n" % (number, body)
            places.append(place)
            parts.append(part)
            place += len(part)
        identity = hashlib.sha256(b"".join(parts)).hexdigest()[:32].encode()
        table = b"".join(b"%010d 00000 n \n" % start for start in places)
        size = len(places) + 1
        parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table))
        trailer = b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF\n"
        parts.append(trailer % (size, root, info, identity, identity, place))
        return b"".join(parts)


def pack(data: bytes) -> bytes:
    """Deflate the content of a stream."""
    return zlib.compress(data, 6)


def text_string(text: str) -> bytes:
    """A text outside of the page: hexadecimal UTF-16, in which no character means anything to the file."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def information(title: str, author: str, subject: str, proof: str) -> bytes:
    """The dictionary of what the file says about itself; ``proof`` is read by :mod:`cpd_core.signed_pdf`."""
    return b"<< /Title %s /Author %s /Subject %s /Producer (cpd-service) %s (%s) >>" % (
        text_string(title),
        text_string(author),
        text_string(subject),
        PROOF_ENTRY,
        proof.encode("ascii"),
    )


def signature_dictionary(moment: str, room: int) -> bytes:
    """A signature with room for so many bytes, not made yet; ``moment`` is when it claims to have been made.

    It certifies (DocMDP, 1): a viewer shows every later change of the document as a breach.
    """
    reference = (
        b"<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>"
    )
    head = b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (%s) " % moment.encode("ascii")
    return head + b"/Reference [%s] %s /Contents <%s> >>" % (reference, _UNKNOWN_RANGE, b"0" * (2 * room))


def fill_range(pdf: bytes, room: int) -> tuple[bytes, bytes, bytes]:
    """Let a file say which of its bytes are signed; returns those before, the hole for the signature, those after."""
    start = pdf.index(_UNKNOWN_RANGE)
    first = pdf.index(b"<", start)
    second = first + 2 * room + 2
    known = b"/ByteRange [0 %d %d %d" % (first, second, len(pdf) - second)
    known = known.ljust(len(_UNKNOWN_RANGE) - 1) + b"]"
    return pdf[:start] + known + pdf[start + len(known) : first], pdf[first:second], pdf[second:]
