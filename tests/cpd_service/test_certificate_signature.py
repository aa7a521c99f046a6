"""The signature in a PDF, as others see it, and what a service loads that has signed nothing yet."""

import hashlib
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import msgspec
import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from cpd_core.messages import KeyList
from cpd_service.certificates.pades import Signer, by_pyhanko, signer_of
from cpd_service.certificates.private_keys import from_bytes
from tests.cpd_service.test_processes import postgres_url  # noqa: F401 -- a fixture
from tests.support.api import Api
from tests.support.certificates import CERTIFICATE, key, proven, signed_pdf
from tests.support.service import ServiceProcess


@pytest.mark.parametrize("issued_on", ["2020-01-01", "2030-12-31"])
def test_another_program_finds_the_signature_good(issued_on: str) -> None:
    """Also where the key is younger than the certificate, as after a rotation: then it claims its own first day."""
    pdf = signed_pdf(proven(msgspec.structs.replace(CERTIFICATE, issued_on=issued_on)))
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    trust = ValidationContext(trust_roots=[x509.Certificate.load(key().chain[0])])
    status = validate_pdf_signature(signature, trust)
    assert status.bottom_line
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert status.modification_level is ModificationLevel.NONE
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.docmdp_level is not None
    assert signature.self_reported_timestamp >= key().valid_from


def test_a_filled_form_is_what_pyhanko_makes() -> None:
    signer = signer_of(key())
    assert signer.sign(b"anything") == by_pyhanko(key(), hashlib.sha256(b"anything").digest())


def test_many_threads_sign_at_once() -> None:
    fresh = Signer(from_bytes(key().to_bytes()))
    texts = [bytes([number]) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(fresh.sign, texts)) == [signer_of(key()).sign(text) for text in texts]


def test_a_service_that_starts_loads_nothing_that_only_certificates_need() -> None:
    code = "import sys, cpd_service.cli, cpd_service.server, cpd_service.certificates.keys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "fastapi" in loaded
    assert not loaded & {"cryptography", "pyhanko", "asn1crypto", "reportlab", "segno"}


@pytest.mark.parametrize("share", [True, False])
def test_processes_that_start_together_sign_by_one_key(
    share: bool,
    postgres_url: str,  # noqa: F811
    tmp_path: Path,
) -> None:
    """On two machines, too: who has not made the key knows whose it is, and signs nothing until it has its file."""
    places = [tmp_path / name for name in ("one", "two")]
    for place in places:
        place.mkdir()
    folders = [str(tmp_path / "shared" / "blobs")] * 2 if share else [str(place / "blobs") for place in places]
    with ThreadPoolExecutor(2) as pool, ExitStack() as stack:
        services = list(pool.map(ServiceProcess.start, places, [postgres_url] * 2, folders))
        api = stack.enter_context(closing(Api(services[0].url))).sign_in("bo")
        found = [api.http.get(f"{each.url}/v1/keys", timeout=60).content for each in services]
        assert found[0] == found[1]
        assert len(msgspec.json.decode(found[0], type=KeyList).keys) == 1
        api.act("study.rate", "done-bo", {"rating": 5, "comment": ""}, rev=1)
        asked = [api.http.post(f"{each.url}/v1/certificates", json={"year": 2025}, timeout=60) for each in services]
        number = next(answer.json()["number"] for answer in asked if answer.status_code == 200)
        drawn = [api.http.get(f"{each.url}/v1/certificates/{number}/pdf", timeout=60) for each in services]
        assert sorted(answer.status_code for answer in drawn) == ([200, 200] if share else [200, 503])
        if share:
            assert drawn[0].content == drawn[1].content
        for service in services:
            service.stop()
