"""The viewer with a desk behind it: it finds the bytes here, or fetches them from the service when asked to."""

from pathlib import Path

from cpd_core.entities import Attachment
from cpd_desktop.desks.applications import ApplicationDesk
from cpd_desktop.errors import Trouble
from ui.attachments.viewer import AttachmentViewer
from ui.language import words
from ui.tasks import Tasks


class DeskViewer(AttachmentViewer):
    """Shows attachments of a desk by their hash."""

    def __init__(self, desk: ApplicationDesk, tasks: Tasks, can_leave: bool = False) -> None:
        super().__init__(can_leave)
        self._desk = desk
        self._tasks = tasks
        self.fetch_asked.connect(self._fetch_bytes)

    def show_attachment(self, attachment: Attachment) -> None:
        """Show an attachment from this machine, or an offer to fetch it."""
        self.show_file(attachment, self._desk.file_path(attachment.sha256))

    def _fetch_bytes(self, wanted: Attachment) -> None:
        def came(path: Path) -> None:
            if self.attachment == wanted:  # else the person has gone on to another one
                self.show_file(wanted, path)

        def failed(trouble: Trouble) -> None:
            if self.attachment == wanted:
                self.say(f"{words().title(trouble)}\n{words().advice(trouble)}")

        self._tasks.run(self, lambda _task: self._desk.fetch_file(wanted), came, failed)
