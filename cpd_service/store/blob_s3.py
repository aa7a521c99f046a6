"""Attachments in a store that speaks S3: Amazon's own, MinIO, Ceph, or what a cloud in China offers under that name.

Keys and secrets come from where every such program takes them: ``AWS_ACCESS_KEY_ID`` and ``AWS_SECRET_ACCESS_KEY``, the
files of the AWS tools, or the machine's role. They never stand in the URL, which every list of processes shows.
"""

import hashlib
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol, TypedDict, cast
from urllib.parse import parse_qsl, urlsplit

from cpd_service.store.blob_store import PART, SHA256, BlobMissing, BlobStoreError, Stored, checked

try:
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError
    from botocore.session import Session
except ModuleNotFoundError as failure:
    raise BlobStoreError("a store that speaks S3 needs the package botocore: pip install cpd-desktop[s3]") from failure

CONNECTIONS = 40  # as many as the service has threads
DEFAULT_REGION = "us-east-1"  # what stores without regions take
NOT_THERE = ("404", "NoSuchKey", "NotFound")


class _Body(Protocol):
    """The body of an answer, read from the network as it is asked for."""

    def iter_chunks(self, chunk_size: int) -> Iterator[bytes]: ...
    def close(self) -> None: ...


class _Place(TypedDict):
    Bucket: str
    Key: str


class _Entry(TypedDict):
    Key: str
    Size: int
    LastModified: datetime


class _Pages(Protocol):
    def paginate(self, *, Bucket: str, Prefix: str) -> Iterator[dict[str, list[_Entry]]]: ...  # noqa: N803


class _Client(Protocol):
    """The part of botocore's S3 client that is used here; botocore makes it at run time and has no types."""

    def put_object(self, *, Bucket: str, Key: str, Body: bytes | BinaryIO) -> object: ...  # noqa: N803
    def get_object(self, *, Bucket: str, Key: str, Range: str) -> dict[str, _Body]: ...  # noqa: N803
    def head_object(self, *, Bucket: str, Key: str) -> dict[str, object]: ...  # noqa: N803
    def delete_object(self, *, Bucket: str, Key: str) -> object: ...  # noqa: N803
    def head_bucket(self, *, Bucket: str) -> object: ...  # noqa: N803
    def get_paginator(self, operation_name: str) -> _Pages: ...


class _Session(Protocol):
    """The part of botocore's session that is used here."""

    def create_client(self, name: str, *, region_name: str, endpoint_url: str | None, config: Config) -> _Client: ...


class S3Store:
    """A :class:`~cpd_service.store.blob_store.BlobStore` in a bucket that is there: ``PREFIX/ab/<sha256>``."""

    def __init__(self, url: str) -> None:
        """Open ``s3://BUCKET/PREFIX?endpoint=URL&region=NAME``; raises :class:`BlobStoreError`."""
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query))
        if not parts.netloc or options.keys() - {"endpoint", "region"}:
            raise BlobStoreError(f"not s3://BUCKET/PREFIX?endpoint=URL&region=NAME: {url}")
        self._bucket = parts.netloc
        self._prefix = f"{parts.path.strip('/')}/" if parts.path.strip("/") else ""
        with _in_words():
            self._client = _connect(options.get("endpoint"), options.get("region", DEFAULT_REGION))
            self._client.head_bucket(Bucket=self._bucket)

    def put(self, data: bytes) -> str:
        """Store bytes under their hash and return it; where they are already, ``put_at`` becomes now."""
        sha256 = hashlib.sha256(data).hexdigest()
        with _in_words():
            self._client.put_object(**self._at(sha256), Body=data)
        return sha256

    def put_file(self, path: Path, sha256: str) -> None:
        """Store a file of any size whose hash is known, as :meth:`put` does; it is not held in memory."""
        with path.open("rb") as file, _in_words():
            self._client.put_object(**self._at(sha256), Body=file)

    def open(self, sha256: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes from ``start``, in parts, to the end or ``length`` of them; raises :class:`BlobMissing` at once."""
        last = "" if length is None else start + length - 1
        place = self._at(sha256)
        with _in_words(sha256):
            found = self._client.get_object(**place, Range=f"bytes={start}-{last}")
        return _parts(found["Body"])

    def head(self, sha256: str) -> Stored | None:
        """What is known of an attachment, None where it is not here."""
        place = self._at(sha256)
        try:
            with _in_words(sha256):
                found = self._client.head_object(**place)
        except BlobMissing:
            return None
        return Stored(sha256, cast(int, found["ContentLength"]), cast(datetime, found["LastModified"]))

    def delete(self, sha256: str) -> None:
        """Remove an attachment; nothing happens where it is not here."""
        place = self._at(sha256)
        with _in_words():
            self._client.delete_object(**place)

    def list(self) -> Iterator[Stored]:
        """Everything that is here, as a stream."""
        with _in_words():
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
            for page in pages:
                for entry in page.get("Contents", ()):
                    name = entry["Key"].rpartition("/")[2]
                    if SHA256.fullmatch(name):
                        yield Stored(name, entry["Size"], entry["LastModified"])

    def _at(self, sha256: str) -> _Place:
        return {"Bucket": self._bucket, "Key": f"{self._prefix}{checked(sha256)[:2]}/{sha256}"}


def _connect(endpoint: str | None, region: str) -> _Client:
    config = Config(
        max_pool_connections=CONNECTIONS,
        connect_timeout=5,
        read_timeout=30,
        retries={"total_max_attempts": 3, "mode": "standard"},
        # The newer checksums come in a form that many stores but Amazon's do not know; we check hashes ourselves.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    session = cast(_Session, Session())
    return session.create_client("s3", region_name=region, endpoint_url=endpoint, config=config)


@contextmanager
def _in_words(sha256: str = "") -> Generator[None]:
    """Turn what botocore raises into :class:`BlobMissing` of ``sha256`` or :class:`BlobStoreError`."""
    try:
        yield
    except ClientError as failure:
        answer = cast(dict[str, dict[str, str]], failure.response)
        if sha256 and answer["Error"]["Code"] in NOT_THERE:
            raise BlobMissing(sha256) from failure
        raise BlobStoreError(f"the store of attachments refuses: {failure}") from failure
    except (BotoCoreError, ValueError) as failure:  # ValueError: an endpoint that is no URL
        raise BlobStoreError(f"the store of attachments cannot be used: {failure}") from failure


def _parts(body: _Body) -> Iterator[bytes]:
    with closing(body), _in_words():
        yield from body.iter_chunks(PART)
