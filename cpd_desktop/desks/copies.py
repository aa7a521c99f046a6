"""复制为新申请: an earlier application as the start of a new one.

The year becomes this one, as a copy is made for what is done now; where this year's rules do not know the pathway or
the ground, it stays, so that nothing is filed under a rule that never held. Attachments are left behind: every claim
needs a proof of its own, and a certificate of last year's course that slips in is what reviewers refuse most. Whoever
wants them can have them.
"""

from typing import TYPE_CHECKING

from msgspec import Struct, structs

from cpd_core.applications import draft_of
from cpd_core.entities import Attachment
from cpd_core.messages import Draft

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace


class Copy(Struct, frozen=True):
    """What the form begins with. ``this_year`` is false where the year had to stay."""

    draft: Draft
    this_year: bool
    attachments: tuple[Attachment, ...]


def copy_of(workspace: "Workspace", application_id: str) -> Copy:
    """The copy of an application; raises Refused when it is gone. Local."""
    desk, year = workspace.applications, workspace.account.this_year()
    draft = draft_of(desk.detail(application_id).application)
    known = desk.conditions(year) if draft.kind == "exemption" else desk.pathways(draft.kind, year)
    holds = any(each.code == (draft.condition or draft.pathway) for each in known)
    new = structs.replace(draft, year=year if holds else draft.year, attachments=())
    return Copy(new, new.year == year, draft.attachments)
