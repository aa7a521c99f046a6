"""A thin client of the service's HTTP interface, for tests that look at the wire itself."""

import gzip
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.support.world import PASSWORD, PEOPLE, Person

Json = dict[str, Any]

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 20


@dataclass
class Api:
    """Somebody signed in on a device; or nobody yet."""

    url: str
    device: str = field(default_factory=lambda: f"device-{uuid.uuid4()}")
    person: Person | None = None
    http: requests.Session = field(default_factory=requests.Session)
    seq: int = 0

    def sign_in(self, key: str, password: str = PASSWORD) -> "Api":
        """Sign in as one of the small world."""
        self.person = PEOPLE[key]
        answer = self.call("POST", "/v1/session", json=self.sign_in_body(key, password))
        assert answer.status_code == 200, answer.text
        self.http.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        return self

    def sign_in_body(self, key: str, password: str = PASSWORD) -> Json:
        person = PEOPLE[key]
        return {
            "user_type": person.user_type,
            "login": person.login,
            "password": password,
            "device_id": self.device,
        }

    @property
    def home(self) -> str:
        assert self.person
        return self.person.home

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        return self.http.request(method, self.url + path, timeout=60, **options)

    def close(self) -> None:
        self.http.close()

    # --- commands ------------------------------------------------------------------------------------

    def command(self, kind: str, entity_id: str, payload: Json, rev: int = 0, after: str = "") -> Json:
        """A command of this device, not sent yet."""
        self.seq += 1
        return {
            "command_id": str(uuid.uuid4()),
            "device_seq": self.seq,
            "kind": kind,
            "entity_id": entity_id,
            "base": {"after": after} if after else {"rev": rev},
            "payload": payload,
        }

    def send(self, *commands: Json) -> requests.Response:
        """Send a chunk as the client does: packed."""
        body = gzip.compress(json.dumps({"commands": commands}).encode())
        return self.call("POST", "/v1/commands", data=body, headers={"Content-Encoding": "gzip"})

    def push(self, *commands: Json) -> list[Json]:
        """Send a chunk that fits and return its results."""
        answer = self.send(*commands)
        assert answer.status_code == 200, answer.text
        return answer.json()["results"]

    def act(self, kind: str, entity_id: str, payload: Json, rev: int = 0) -> Json:
        """Send one command and return its result."""
        return self.push(self.command(kind, entity_id, payload, rev))[0]

    def file(self, **fields: Any) -> str:
        """File a proper application and return its id."""
        application_id = str(uuid.uuid4())
        result = self.act("application.file", application_id, self.draft(**fields))
        assert result["status"] == "applied", result
        return application_id

    def draft(self, **fields: Any) -> Json:
        """A proper draft; its attachment is uploaded."""
        if "attachments" not in fields:
            fields["attachments"] = [self.attach(PDF, "证明.pdf", "application/pdf")]
        return {"kind": "input", "year": 2025, "sponsor": "省注协", "pathway": "face_to_face", "hours": 8.0} | fields

    def attach(self, data: bytes, name: str, media_type: str) -> Json:
        """Upload a file and return the attachment that names it."""
        sha256 = hashed(data)
        answer = self.call("PUT", f"/v1/blobs/{sha256}", data=data)
        assert answer.status_code == 204, answer.text
        return {"sha256": sha256, "name": name, "size": len(data), "media_type": media_type}

    # --- the feed ------------------------------------------------------------------------------------

    def page(self, scope: str = "", since: int = 0, limit: int = 1000, epoch: str = "") -> Json:
        """One page of a scope, by default the home scope."""
        path = f"/v1/scopes/{scope or self.home}/changes"
        answer = self.call("GET", path, params={"since": since, "limit": limit, "epoch": epoch})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def pull(self, scope: str = "", since: int = 0, limit: int = 1000) -> list[Json]:
        """All changes of a scope."""
        items: list[Json] = []
        while True:
            page = self.page(scope, since, limit)
            items += page["items"]
            since = page["next"]
            if not page["more"]:
                return items

    def find(self, entity_id: str, scope: str = "") -> Json | None:
        """The latest change of an entity."""
        return next((item for item in self.pull(scope) if item["id"] == entity_id), None)

    def data(self, entity_id: str, scope: str = "") -> Json:
        """An entity's JSON as the feed carries it."""
        found = self.find(entity_id, scope)
        assert found
        return found["data"]


def hashed(data: bytes) -> str:
    """The name of a blob."""
    import hashlib

    return hashlib.sha256(data).hexdigest()
