"""``cpd-service courses``: take in course material, and the keys by which institutes report."""

import argparse
import sys
from contextlib import closing
from pathlib import Path

from cpd_service.cli.options import action, add_blobs, add_media, beside


def add_courses(parser: argparse.ArgumentParser) -> None:
    """Add the actions of ``courses``."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    taking = action(actions, "import", _import, "take in a cmi5 or SCORM package, a folder with course.toml, or a list")
    add_blobs(taking)
    add_media(taking)
    taking.add_argument("path", type=Path, metavar="PATH", help="a folder, a .zip, or a list as .xlsx")
    taking.add_argument("--institute", required=True, metavar="ID", help="whose courses they are")
    taking.add_argument(
        "--year", type=int, action="append", metavar="YEAR", help="when they can be studied (this year)"
    )
    taking.add_argument("--topic", default="", help="where the package does not say it: ethics, audit, accounting, …")
    taking.add_argument("--required", action="store_true", help="必修 for practising CPAs")
    taking.add_argument("--sample", action="store_true", help="a sample: open to all, gives no hours")
    taking.add_argument("--minutes", type=int, help="how long a package without video or sound takes")
    key = action(actions, "key", _key, "make a key by which an institute's platform reports (xAPI), and print it once")
    key.add_argument("name", metavar="NAME", help="the user name that the platform signs in with")
    key.add_argument("--institute", required=True, metavar="ID")


def _import(options: argparse.Namespace) -> int:
    from cpd_service import clock
    from cpd_service.service import prepare
    from cpd_service.store.blob_store import open_store
    from cpd_service.store.database import Database
    from cpd_service.study.material.package import BadPackageError
    from cpd_service.study.material.take_in import Wishes, take_in

    wishes = Wishes(
        institute_id=options.institute,
        years=tuple(options.year or (clock.today().year,)),
        topic=options.topic,
        required=options.required,
        sample=options.sample,
        minutes=options.minutes,
    )
    store = open_store(options.media or beside(options.blobs, "media"))
    with closing(Database(options.database_url)) as database:
        prepare(database)
        try:
            taken = take_in(database, store, options.path, wishes)
        except BadPackageError as wrong:
            print(f"cpd-service: {wrong}", file=sys.stderr)
            print("cpd-service: nothing was taken in", file=sys.stderr)
            return 1
    for what, courses in (("new", taken.new), ("changed", taken.changed), ("as before", taken.same)):
        for course in courses:
            lessons = f"{len(course.lessons)} lessons" if course.lessons else "on the institute's platform"
            print(f"{what}: {course.id} {course.title}, {course.minutes} minutes, {course.hours:g} hours, {lessons}")
    return 0


def _key(options: argparse.Namespace) -> int:
    from cpd_service.store.database import Database
    from cpd_service.study.institutes import make_key

    with closing(Database(options.database_url)) as database:
        database.migrate()
        with database.writing() as connection:
            secret = make_key(connection, options.name, options.institute)
    print(f"{options.name} may report for {options.institute}; its password, shown this once: {secret}")
    return 0
