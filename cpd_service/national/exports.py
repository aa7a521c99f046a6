"""Lists that are taken out of the desk: the file is made on the person's machine, and the trail says so here."""

from cpd_core.national import ExportNote
from cpd_core.outcomes import error
from cpd_service.national.directory import refuse
from cpd_service.national.office import Office

FILTER_MAX = 1000


def note(office: Office, asked: ExportNote) -> ExportNote:
    """Write down what is taken, and how it was filtered."""
    if len(asked.filter) > FILTER_MAX:
        refuse([error("filter", "text.long", max=FILTER_MAX, length=len(asked.filter))])
    office.note("exported", asked.what, filter=asked.filter)
    return asked
