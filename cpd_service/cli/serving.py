"""``cpd-service serve``."""

import argparse
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import get_args

from cpd_service.certificates.cli import add_keys_option, keys_folder
from cpd_service.cli.options import add_blobs, add_database, add_media, beside, host_and_port, public_url
from cpd_service.operating import logs


def add_serve(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``serve``."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="0 takes a free one (default: %(default)s)")
    add_database(parser)
    add_blobs(parser)
    add_media(parser)
    parser.add_argument(
        "--snapshots", type=Path, metavar="DIR", help="folder of prepared snapshots (default: beside the attachments)"
    )
    parser.add_argument(
        "--snapshot-min",
        type=int,
        default=2000,
        metavar="N",
        help="prepare none of a scope with fewer records (default: %(default)s)",
    )
    add_keys_option(parser)
    parser.add_argument(
        "--updates",
        type=Path,
        metavar="DIR",
        help="folder of newer clients to offer: CHANNEL/manifest.json and its file",
    )
    parser.add_argument("--log", choices=get_args(logs.Form), help="the form of what is logged (default: text)")
    parser.add_argument("--access-log", action="store_true", help="log each request: its route, never its path")
    parser.add_argument(
        "--metrics", type=host_and_port, metavar="HOST:PORT", help="serve figures for Prometheus there, at /metrics"
    )
    parser.add_argument(
        "--drain",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="told to stop, go on serving for so long while /readyz says no (default: %(default)s)",
    )
    parser.add_argument(
        "--mail",
        type=Path,
        metavar="FILE.toml",
        help="the mail server for codes: host, port, security (tls, starttls, none), user, password, sender",
    )
    parser.add_argument(
        "--public-url",
        type=public_url,
        metavar="URL",
        help="where everyone can open this service, such as https://cpd.example.cn; QR codes then lead there",
    )
    parser.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    from cpd_service.certificates.key_folder import KeyFolder
    from cpd_service.certificates.keys import Keys
    from cpd_service.daily import Daily
    from cpd_service.mail import Mailer, read_settings
    from cpd_service.operating.meters import served
    from cpd_service.purge import purge
    from cpd_service.server import serve
    from cpd_service.service import open_service
    from cpd_service.snapshots.shelf import Shelf
    from cpd_service.store.blob_store import open_store

    mail = read_settings(options.mail) if options.mail else None
    service = open_service(options.database_url, options.blobs)
    folder = options.snapshots or Path(beside(options.blobs, "snapshots"))
    keys = Keys(KeyFolder(keys_folder(options.keys, options.blobs)))
    service = replace(
        service,
        media=open_store(options.media or beside(options.blobs, "media")),
        snapshots=Shelf(service.database, folder, options.snapshot_min),
        keys=keys,
        updates=options.updates,
        public_url=options.public_url or "",
        access_log=options.access_log,
        mailer=Mailer(mail) if mail else None,
    )
    figures = served(service.meters, *options.metrics) if options.metrics else nullcontext()
    try:
        keys.get_ready(service.database)
        with figures, Daily(partial(purge, service.database)):
            serve(service, options.host, options.port, options.drain)
    finally:
        service.close()
    return 0
