"""A client that works until it is killed: ``python -m tests.faults.worker member|staff PROFILE SEED``.

It prints a line only after the desk has said that the act is stored, so a printed line is a promise: whatever kills
this process or the service afterwards, the act must take effect on the service exactly once.
"""

import random
import sys
import uuid
from pathlib import Path

from cpd_core.messages import Draft
from cpd_desktop.errors import Invalid, Trouble
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def promise(*words: object) -> None:
    """Print what is stored, at once."""
    print(*words, flush=True)


def work_as_member(desk_of: Workspace, chance: random.Random, folder: Path) -> None:
    """File, edit and delete applications, each with an attachment of its own; sync now and then."""
    desk = desk_of.applications
    mine: list[tuple[str, Draft]] = []
    while True:
        act = chance.random()
        if act < 0.5 or not mine:
            paper = folder / f"{uuid.uuid4().hex}.pdf"
            paper.write_bytes(PAPER + paper.name.encode())
            attachment = desk.add_file(paper)
            pathway = desk.pathways("input", 2026)[0].code
            draft = Draft(
                kind="input",
                year=2026,
                sponsor="断电培训",
                pathway=pathway,
                hours=chance.randint(1, 8) / 2,
                note=paper.stem,
                attachments=(attachment,),
            )
            application_id = desk.file(draft)
            mine.append((application_id, draft))
            promise("filed", application_id, paper.stem)
        elif act < 0.7:
            application_id, draft = mine[-1]
            words = uuid.uuid4().hex
            changed = Draft(**{name: getattr(draft, name) for name in draft.__struct_fields__} | {"note": words})
            desk.edit(application_id, changed)
            mine[-1] = (application_id, changed)
            promise("edited", application_id, words)
        elif act < 0.8:
            application_id, _ = mine.pop()
            desk.delete(application_id)
            promise("deleted", application_id)
        else:
            sync(desk_of)


def work_as_staff(desk_of: Workspace, chance: random.Random, _folder: Path) -> None:
    """Decide on what waits, a few at a time; sync now and then."""
    while True:
        if chance.random() < 0.4:
            sync(desk_of)
        waiting = desk_of.review.matching(ApplicationQuery(state="pending", sync=""))
        if not waiting:
            sync(desk_of)
            continue
        chosen = chance.sample(waiting, min(len(waiting), chance.randint(1, 3)))
        try:
            if chance.random() < 0.7:
                desk_of.review.confirm(chosen)
                promise("decided", "confirmed", *chosen)
            else:
                desk_of.review.refuse(chosen, "材料不全")
                promise("decided", "refused", *chosen)
        except Invalid:
            raise
        except Trouble as trouble:
            promise("trouble", trouble)


def sync(workspace: Workspace) -> None:
    """Sync; the service may be dead at this very moment, which is what this is about."""
    try:
        workspace.sync.run()
    except Trouble as trouble:
        promise("trouble", str(trouble).replace("\n", " "))


def main() -> None:
    """Work until killed."""
    role, profile, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    workspace = Workspace(profile)
    folder = profile / "papers"
    folder.mkdir(exist_ok=True)
    promise("ready")
    (work_as_member if role == "member" else work_as_staff)(workspace, random.Random(seed), folder)


if __name__ == "__main__":
    main()
