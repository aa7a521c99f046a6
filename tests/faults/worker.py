"""A client that works until it is killed: ``python -m tests.faults.worker member|staff PROFILE SEED``.

It prints a line only after the desk has said that the act is stored, so a printed line is a promise: whatever kills
this process or the service afterwards, the act must take effect on the service exactly once. Lines that begin with
``phase`` promise nothing: they say what it is about to do, so that it can be killed while it does that.
"""

import random
import sys
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cpd_core.messages import Draft
from cpd_desktop.errors import Invalid, Offline
from cpd_desktop.views import ApplicationQuery, Batch, Progress
from cpd_desktop.workspace import Workspace

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def promise(*words: object) -> None:
    """Print what is stored, at once."""
    print(*words, flush=True)


def work_as_member(desk_of: Workspace, chance: random.Random, folder: Path) -> None:
    """File, edit and delete applications, each with an attachment of its own; sync every other time."""
    desk = desk_of.applications
    mine: list[tuple[str, Draft]] = []
    while True:
        act = chance.random()
        if act < 0.5:
            sync(desk_of)
        elif act < 0.75 or not mine:
            paper = folder / f"{uuid.uuid4().hex}.pdf"
            paper.write_bytes(PAPER + chance.randbytes(chance.randint(0, 200_000)) + paper.name.encode())
            draft = Draft(
                kind="input",
                year=2026,
                sponsor="断电培训",
                pathway=desk.pathways("input", 2026)[0].code,
                hours=chance.randint(1, 8) / 2,
                note=paper.stem,
                attachments=(desk.add_file(paper),),
            )
            application_id = desk.file(draft)
            mine.append((application_id, draft))
            promise("filed", application_id, paper.stem)
        elif act < 0.9:
            application_id, draft = mine[-1]
            words = uuid.uuid4().hex
            changed = Draft(**{name: getattr(draft, name) for name in draft.__struct_fields__} | {"note": words})
            if is_stored(partial(desk.edit, application_id, changed)):
                mine[-1] = (application_id, changed)
                promise("edited", application_id, words)
            else:
                mine.pop()
        else:
            application_id, _ = mine.pop()
            if is_stored(partial(desk.delete, application_id)):
                promise("deleted", application_id)


def work_as_staff(desk_of: Workspace, chance: random.Random, _folder: Path) -> None:
    """Decide on what waits, a few at a time; sync nearly every time."""
    while True:
        if chance.random() < 0.7:
            sync(desk_of)
        waiting = desk_of.review.matching(ApplicationQuery(state="pending", sync=""))
        chosen = chance.sample(waiting, min(len(waiting), chance.randint(1, 3)))
        if not chosen:
            sync(desk_of)
        elif chance.random() < 0.7:
            batch = desk_of.review.confirm(chosen)
            promise("decided", *without(chosen, batch))
        else:
            batch = desk_of.review.refuse(chosen, "材料不全")
            promise("decided", *without(chosen, batch))


def without(chosen: list[str], batch: Batch) -> list[str]:
    """What of the chosen was decided: not what the desk says that it skipped."""
    skipped = {application_id for application_id, _ in batch.skipped}
    return [one for one in chosen if one not in skipped]


def is_stored(act: Callable[[], None]) -> bool:
    """Do it; False where the reviewer was faster and a sync has brought the decision."""
    try:
        act()
    except Invalid:
        return False
    return True


def sync(workspace: Workspace) -> None:
    """Sync; the service may be dead at this very moment, which is what this is about. Nothing else may go wrong."""
    last = "session"
    promise("phase", last)

    def watch(now: Progress) -> None:
        nonlocal last
        if now.stage != last:
            last = now.stage
            promise("phase", last)

    try:
        workspace.sync.run(watch)
    except Offline:
        promise("offline")
    promise("phase", "desk")


def main() -> None:
    """Work until killed."""
    role, profile, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    workspace = Workspace(profile)
    folder = profile / "papers"
    folder.mkdir(exist_ok=True)
    promise("phase", "desk")
    (work_as_member if role == "member" else work_as_staff)(workspace, random.Random(seed), folder)


if __name__ == "__main__":
    main()
