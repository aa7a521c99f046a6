"""1,000 certificates, one PDF each, with QR code and embedded fonts, by two processes: unsigned, and signed.

What is counted is CPU time, since others may be at work on the machine: certificates per second of two whole cores.
Baseline: reportlab, plainly (:mod:`bench.plain_certificate`); it signs nothing, so that a signature's price is seen.
"""

import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import msgspec

from bench import plain_certificate
from bench.harness import Figures, Size, Target
from cpd_core.entities import Certificate, SourceHours
from cpd_core.proofs import prove
from cpd_service.certificates import private_keys
from cpd_service.certificates.document import Address, document
from cpd_service.certificates.pades import signer_of

ROUNDS = 3
CORES = 2
COUNT: dict[Size, int] = {"quick": 100, "usual": 1_000, "full": 1_000}
TARGETS = (
    Target("unsigned", "/s", 2.8, more_is_better=True),
    Target("signed", "/s", 2.0, more_is_better=True),
    Target("size", "kB"),
)
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红鹏辉梅琴"
_HERE = Address("https://cpd.example.cn")
Draw = Callable[[Certificate], bytes]


def prepare(work: Path, size: Size) -> None:
    """Certificates of as many people, with their proofs, and the key that signs."""
    key = private_keys.make()
    (work / "key.json").write_bytes(key.to_bytes())
    made = (_certificate(number) for number in range(COUNT[size]))
    proven = [msgspec.structs.replace(one, proof=prove(one, key.id, key.sign_proof)) for one in made]
    (work / "certificates.json").write_bytes(msgspec.json.encode(proven))


def ours(work: Path, size: Size) -> Figures:
    """As the service draws them."""
    unsigned, bytes_ = _rate(work, "unsigned")
    signed, _ = _rate(work, "signed")
    return {"unsigned": unsigned, "signed": signed, "size": bytes_}


def baseline(work: Path, size: Size) -> Figures:
    """As reportlab draws them; nothing is signed."""
    rate, bytes_ = _rate(work, "plain")
    return {"unsigned": rate, "signed": rate, "size": bytes_}


def _rate(work: Path, how: str) -> tuple[float, float]:
    """Certificates per second on two cores, and kB of one."""
    with ProcessPoolExecutor(CORES, get_context("spawn")) as pool:
        done = list(pool.map(_share, [work] * CORES, [how] * CORES, range(CORES)))
    count = sum(each[0] for each in done)
    return count / (sum(each[1] for each in done) / CORES), sum(each[2] for each in done) / count / 1000


def _share(work: Path, how: str, part: int) -> tuple[int, float, int]:
    """Draw every second certificate; returns how many, the CPU seconds they took, and their bytes."""
    certificates = msgspec.json.decode((work / "certificates.json").read_bytes(), type=list[Certificate])[part::CORES]
    draw = _way(work, how)
    draw(certificates[0])  # fonts are parsed and libraries loaded: once a process, not with every certificate
    start = time.process_time()
    size = sum(len(draw(certificate)) for certificate in certificates)
    return len(certificates), time.process_time() - start, size


def _way(work: Path, how: str) -> Draw:
    if how == "plain":
        return plain_certificate.draw
    signer = signer_of(private_keys.from_bytes((work / "key.json").read_bytes())) if how == "signed" else None
    return lambda certificate: document(certificate, _HERE, signer)


def _certificate(number: int) -> Certificate:
    """One of many; the same every time."""
    name = SURNAMES[number % len(SURNAMES)] + GIVEN[number // 7 % len(GIVEN)] + GIVEN[number // 3 % len(GIVEN)]
    online = 20.0 + number % 25 / 2
    return Certificate(
        id=f"2026-32-{number:06d}-0",
        rev=1,
        number=f"2026-32-{number:06d}-0",
        member_id=f"m-{number}",
        member_no=f"FZ32{number:06d}",
        member_name=name,
        member_type="non_practising",
        province="32",
        year=2026,
        hours=online + 8.0,
        required_hours=40.0,
        fulfilled=online + 8.0 >= 40.0,
        by_source=(SourceHours(source="online", hours=online), SourceHours(source="input", hours=8.0)),
        issued_on="2026-11-24",
        issuer="江苏省注册会计师协会",
    )
