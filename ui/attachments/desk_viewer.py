"""The viewer with a desk behind it: it finds the bytes here, or fetches them from the service when asked to."""

from pathlib import Path

from PySide6.QtGui import QImage

from cpd_core.entities import Attachment
from cpd_desktop.desks.applications import ApplicationDesk
from cpd_desktop.errors import Trouble
from ui.attachments.picture import read_picture
from ui.attachments.viewer import AttachmentViewer
from ui.language import words
from ui.tasks import Latest, Tasks


class DeskViewer(AttachmentViewer):
    """Shows attachments of a desk by their hash."""

    def __init__(self, desk: ApplicationDesk, tasks: Tasks, can_leave: bool = False) -> None:
        super().__init__(can_leave)
        self._desk = desk
        self._tasks = tasks
        self._reading = Latest(tasks, self)
        self.fetch_asked.connect(self._fetch_bytes)

    def show_attachment(self, attachment: Attachment) -> None:
        """Show an attachment from this machine, or an offer to fetch it."""
        self.show_file(attachment, self._desk.file_path(attachment.sha256))

    def _show_picture(self, path: Path) -> None:
        """Read a photo in a worker: a large one takes a fifth of a second."""
        wanted = self.attachment

        def came(image: QImage) -> None:
            if self.attachment == wanted:  # else the person has gone on to another one
                self._picture_read(image)

        self.say("")
        self._reading.run(lambda _task: read_picture(path), came)

    def _fetch_bytes(self, wanted: Attachment) -> None:
        def came(path: Path) -> None:
            if self.attachment == wanted:  # else the person has gone on to another one
                self.show_file(wanted, path)

        def failed(trouble: Trouble) -> None:
            if self.attachment == wanted:
                self.say(f"{words().title(trouble)}\n{words().advice(trouble)}")

        self._tasks.run(self, lambda _task: self._desk.fetch_file(wanted), came, failed)
