"""Keys: made once, kept tight, agreed on by processes, rotated without making what they signed invalid."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, load_der_private_key, pkcs12
from cryptography.x509 import load_der_x509_certificate

from cpd_core.entities import SigningKey
from cpd_core.verification import EXIT_STATUS
from cpd_service.certificates.key_folder import KeyFolder, KeyTrouble
from cpd_service.certificates.keys import Keys, known_keys
from cpd_service.certificates.private_keys import from_bytes, from_pkcs12, make
from cpd_service.store.database import Database
from tests.cpd_service.conftest import World
from tests.support.api import Api
from tests.support.certificates import key
from tests.support.service import ServiceProcess

YEAR = 2025


def cli(service: ServiceProcess, *words: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "cpd_service", *words, "--database-url", service.database_url]
    if words[0] == "keys":
        command += ["--blobs", service.blobs]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)


def verified(service: ServiceProcess, pdf: bytes) -> str:
    """The state that ``verify`` says, which its exit status says, too."""
    file = service.directory / "verify.pdf"
    file.write_bytes(pdf)
    done = cli(service, "verify", str(file))
    state = done.stdout.split()[0].rstrip(":")
    assert done.returncode == {**EXIT_STATUS}[state], done.stdout + done.stderr  # type: ignore[index]
    return state


def issued(api: Api) -> dict[str, str]:
    assert api.person
    api.act("study.rate", f"done-{api.person.key}", {"rating": 5, "comment": ""}, rev=1)
    answer = api.call("POST", "/v1/certificates", json={"year": YEAR})
    assert answer.status_code == 200, answer.text
    return answer.json()


def pdf_of(api: Api, number: str) -> bytes:
    answer = api.call("GET", f"/v1/certificates/{number}/pdf")
    assert answer.status_code == 200, answer.text
    return answer.content


def keys_of(api: Api) -> list[dict[str, str]]:
    return api.call("GET", "/v1/keys").json()["keys"]


def test_a_first_start_makes_one_key_that_only_the_service_can_read(world: World) -> None:
    (public,) = keys_of(world.api())
    folder = Path(world.service.blobs).parent / "keys"
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert from_bytes(file.read_bytes()).id == public["id"]
    (in_the_feed,) = [item["data"] for item in world.api("du").pull("ref") if item["kind"] == "signing_key"]
    assert in_the_feed == public
    assert "PRIVATE" not in str(public)


def test_a_rotation_leaves_old_certificates_valid_and_deletes_what_signed_them(world: World) -> None:
    an = world.api("an")
    certificate = issued(an)
    before, old = pdf_of(an, certificate["number"]), keys_of(an)[-1]["id"]
    listed = cli(world.service, "keys", "list")
    assert (listed.returncode, listed.stdout.split()[0], "private key here" in listed.stdout) == (0, old, True)

    rotated = cli(world.service, "keys", "rotate")
    assert rotated.returncode == 0, rotated.stderr
    new = keys_of(an)[-1]["id"]
    assert new != old
    assert [key["id"] for key in keys_of(an)][-2:] == [old, new]
    assert KeyFolder(Path(world.service.blobs).parent / "keys").ids() == {new}

    after = pdf_of(an, certificate["number"])  # the running service saw it
    assert issued(an) == certificate, "the same facts, the same certificate"
    assert before != after
    assert [verified(world.service, pdf) for pdf in (before, after)] == ["valid", "valid"]
    middle = len(after) // 2
    assert verified(world.service, after[:middle] + bytes([after[middle] ^ 1]) + after[middle + 1 :]) == "altered"
    assert verified(world.service, b"%PDF-1.7\n") == "unknown"
    assert cli(world.service, "verify", "--qr", certificate["proof"]).stdout.startswith("valid")
    fresh = issued(world.api("bo"))
    assert fresh["proof"] != certificate["proof"]
    assert cli(world.service, "verify", "--qr", fresh["proof"]).returncode == 0
    assert cli(world.service, "verify", "--qr", "CPD:NOTHING").returncode == EXIT_STATUS["unknown"]
    assert cli(world.service, "verify", "missing.pdf").returncode == 1


def test_a_key_of_a_pkcs12_file_signs_pdfs(tmp_path: Path) -> None:
    own = key("given")
    data = pkcs12.serialize_key_and_certificates(
        None,
        load_der_private_key(own.pdf_key, None),  # type: ignore[arg-type]
        load_der_x509_certificate(own.chain[0]),
        None,
        BestAvailableEncryption(b"secret"),
    )
    given = from_pkcs12(data, b"secret")
    assert given.chain == own.chain
    assert given.id != own.id
    with pytest.raises(KeyTrouble):
        from_pkcs12(data, b"wrong")
    with pytest.raises(KeyTrouble):
        from_bytes(b"{}")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database(f"sqlite:///{(tmp_path / 'service.sqlite3').as_posix()}")
    database.migrate()
    return database


def known(database: Database) -> list[SigningKey]:
    with database.reading() as connection:
        return list(known_keys(connection))


def test_processes_on_one_folder_agree(database: Database, tmp_path: Path) -> None:
    for _ in range(2):
        Keys(KeyFolder(tmp_path / "keys")).get_ready(database)
    assert len(known(database)) == 1
    database.close()


def test_a_process_without_the_key_makes_none_of_its_own(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Keys(KeyFolder(tmp_path / "keys")).get_ready(database)
    Keys(KeyFolder(tmp_path / "elsewhere")).get_ready(database)
    assert len(known(database)) == 1
    assert known(database)[0].id in caplog.text
    assert "cpd-service keys rotate" in caplog.text
    database.close()


def test_what_a_restored_database_does_not_know_of_is_registered_again(database: Database, tmp_path: Path) -> None:
    """The backup is from before a rotation: the key that signs is in the folder and not in the database."""
    folder = KeyFolder(tmp_path / "keys")
    Keys(folder).get_ready(database)
    later = make()
    folder.save(later.id, later.to_bytes())
    Keys(folder).get_ready(database)
    assert [each.id for each in known(database)][-1] == later.id
    database.close()


def test_without_its_key_a_service_does_everything_but_sign(tmp_path: Path, sqlite_world: Path) -> None:
    import shutil

    shutil.copy(sqlite_world, tmp_path / "service.sqlite3")
    service = ServiceProcess.start(tmp_path)
    service.stop()
    (tmp_path / "keys").rename(tmp_path / "lost")
    service.restart()
    api = Api(service.url).sign_in("bo")
    api.act("study.rate", "done-bo", {"rating": 5, "comment": ""}, rev=1)
    refused = api.call("POST", "/v1/certificates", json={"year": YEAR})
    assert (refused.status_code, refused.json()["code"]) == (503, "KEYS_AWAY")
    assert cli(service, "keys", "list").returncode == 1
    assert cli(service, "keys", "rotate").returncode == 0
    assert verified(service, pdf_of(api, issued(api)["number"])) == "valid"
    api.close()
    service.stop()
