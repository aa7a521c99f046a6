"""A real server that speaks S3, as a process of its own: moto's."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from botocore.session import Session

KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
STARTER = """
import sys
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server
server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)
print(server.server_port, flush=True)
server.serve_forever()
"""  # moto's own command cannot say which free port it took


class S3Server:
    """A running server with one bucket."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process = process
        self.endpoint = f"http://127.0.0.1:{port}"
        # What this server's own tools would do; nothing of ours is used here.
        options = {"region_name": "us-east-1", "endpoint_url": self.endpoint}
        self.client = Session().create_client("s3", **options)
        self.client.create_bucket(Bucket="cpd")

    def url(self, prefix: str) -> str:
        return f"s3://cpd/{prefix}?endpoint={self.endpoint}"


@contextmanager
def s3_server(folder: Path) -> Iterator[S3Server]:
    """Start a server and stop it at the end; the caller has put ``KEYS`` into the environment."""
    with (folder / "s3.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", STARTER], stdout=subprocess.PIPE, stderr=log, text=True, env={**os.environ, **KEYS}
        )
    assert process.stdout
    try:
        line = process.stdout.readline()
        assert line.strip().isdigit(), (folder / "s3.log").read_text()
        yield S3Server(process, int(line))
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
