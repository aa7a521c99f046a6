"""What tests of the national desk share: requests that must work, workbooks, rule files."""

import io
import uuid
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from tests.support.api import Api, Json


def ask(api: Api, path: str, **query: Any) -> Json:
    answer = api.call("GET", f"/v1/national{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def act(api: Api, method: str, path: str, body: Json | bytes, key: str = "", **query: Any) -> Json:
    """An act that must work."""
    answer = tried(api, method, path, body, key, **query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(api: Api, method: str, path: str, body: Json | bytes, **query: Any) -> set[tuple[str, str]]:
    """The fields and codes of an act that is refused."""
    answer = tried(api, method, path, body, **query)
    assert answer.status_code in (404, 422), answer.text
    return {(one["field"], one["code"]) for one in answer.json().get("errors", ())}


def tried(api: Api, method: str, path: str, body: Json | bytes, key: str = "", **query: Any) -> Any:
    what = {"data": body} if isinstance(body, bytes) else {"json": body}
    headers = {"Idempotency-Key": key} if key else {}
    return api.call(method, f"/v1/national{path}", params=query, headers=headers, **what)


def workbook(titles: Sequence[str], *rows: Sequence[object]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(titles))
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def fresh(word: str) -> str:
    """A name that nobody has."""
    return f"{word}{uuid.uuid4().hex[:8]}"
