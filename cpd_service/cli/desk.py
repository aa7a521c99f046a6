"""What the commands of the national desk share: a transaction on the database, and reports in words."""

import argparse
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, contextmanager

from sqlalchemy import Connection

from cpd_core.national import ImportReport
from cpd_core.wording import say_error
from cpd_service.audit.chain import OPERATOR
from cpd_service.national import office as desk
from cpd_service.national.office import Office
from cpd_service.national.workbooks import Column
from cpd_service.store.database import Database


@contextmanager
def acting(options: argparse.Namespace) -> Generator[Office]:
    """An act of whoever works at the service itself."""
    with closing(Database(options.database_url)) as database:
        database.migrate()
        with desk.acting(database, OPERATOR) as office:
            yield office


@contextmanager
def reading(options: argparse.Namespace) -> Generator[Connection]:
    """A transaction that only reads."""
    with closing(Database(options.database_url)) as database, database.reading() as connection:
        yield connection


def taken_in(
    options: argparse.Namespace, take_in: Callable[[Office, bytes, str], ImportReport], columns: Sequence[Column]
) -> int:
    """Look at a workbook, say what it comes to and, where that was asked for and nothing is wrong, do it."""
    data = options.file.read_bytes()
    titles = {column.field: column.title for column in columns}
    with acting(options) as office:
        report = take_in(office, data, "")
        if options.apply and report.token:
            report = take_in(office, data, report.token)
    for row in report.rows:
        for wrong in row.errors:
            print(f"row {row.row}, {titles.get(wrong.field, wrong.field)}: {say_error(wrong, 'en')}")
    figures = f"{report.new} new, {report.changed} changed, {report.unchanged} unchanged, {report.wrong} wrong"
    print(f"{figures}: {'done' if report.applied else 'nothing was done'}")
    return 1 if report.wrong else 0
