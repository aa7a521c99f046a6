"""Files on their way into a form: read and checked in a worker; photos that are too large can be made smaller."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from cpd_core.applications import ATTACHMENT_BYTES_MAX
from cpd_core.entities import Attachment
from cpd_core.file_names import plain_name
from cpd_desktop.desks.applications import ApplicationDesk
from cpd_desktop.desks.attachments import is_too_large
from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.labels import BEIJING
from ui.attachments.files import size_text
from ui.attachments.shrink import Shrunk, encoded, shrunk, shrunk_file
from ui.language import words
from ui.tasks import Tasks
from ui.widgets import Ask

Took = Attachment | Shrunk | str
"""What became of a file: it can be attached, it could be if it were smaller, or what is wrong with it."""


class TakingIn(QObject):
    """Takes files and pictures in for one form; :attr:`taken` hands over what can be attached."""

    taken = Signal(list, list)
    """(list[Attachment], list[str]): what was taken in, and what is wrong with the others."""
    busy = Signal(bool)
    """Work is under way, or no more."""

    def __init__(self, desk: ApplicationDesk, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._under_way = 0
        self._offers: list[Shrunk] = []
        self.ask = Ask("formShrink")
        """The offer to make photos smaller, to be shown in the form."""

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take files in, several at once."""
        self._run([lambda path=path: self._file(path) for path in paths])

    def add_picture(self, image: QImage) -> None:
        """Take in a picture that is no file, e.g. a screenshot, under a name that says when it was."""
        moment = datetime.now(BEIJING).strftime("%Y-%m-%d %H%M%S")
        name = self.tr("截图 {0}.png").format(moment)
        self._run([lambda: self._picture(image, name)])

    # --- in a worker -----------------------------------------------------------------------------------------

    def _file(self, path: Path) -> Took:
        try:
            return self._desk.add_file(path)
        except Refused as refused:
            smaller = shrunk_file(path, plain_name(path.name)) if is_too_large(refused) else None
            return smaller or words().advice(refused)
        except Trouble as trouble:
            return words().trouble(trouble)

    def _picture(self, image: QImage, name: str) -> Took:
        data = encoded(image, "png")
        if len(data) >= ATTACHMENT_BYTES_MAX and (smaller := shrunk(image, name, len(data), image.size())):
            return smaller
        return self._data(name, data)

    def _data(self, name: str, data: bytes) -> Took:
        try:
            return self._desk.add_data(name, data)
        except Refused as refused:
            return words().advice(refused)
        except Trouble as trouble:
            return words().trouble(trouble)

    # --- back on the screen ----------------------------------------------------------------------------------

    def _run(self, works: "Sequence[Callable[[], Took]]") -> None:
        self._under_way += 1
        self.busy.emit(True)
        self._tasks.run(self, lambda _task: [work() for work in works], self._came, ended=self._ended)

    def _came(self, results: "list[Took]") -> None:
        wrong = [result for result in results if isinstance(result, str)]
        self.taken.emit([result for result in results if isinstance(result, Attachment)], wrong)
        if offers := [result for result in results if isinstance(result, Shrunk)]:
            self._offer(offers)

    def _ended(self) -> None:
        self._under_way -= 1
        if not self._under_way:
            self.busy.emit(False)

    def _offer(self, offers: "list[Shrunk]") -> None:
        if not self.ask.isHidden():  # one question at a time: these join those that wait for an answer
            offers = self._offers + offers
        self._offers = offers
        lines = "\n".join(self._in_words(each) for each in offers)
        question = self.tr("照片超过 4 MB，可以缩小后添加：\n{photos}").format(photos=lines)
        self.ask.ask(question, self.tr("缩小后添加"), self._accept, self.tr("不添加"))

    def _accept(self) -> None:
        offers, self._offers = self._offers, []
        self._run([lambda each=each: self._data(each.name, each.data) for each in offers])

    def _in_words(self, photo: Shrunk) -> str:
        words = self.tr("{name}：{before}（{was}）→ {after}（{now}）")
        (wide, high), (now_wide, now_high) = photo.size_before, photo.size
        before, after = size_text(photo.bytes_before), size_text(len(photo.data))
        return words.format(
            name=photo.name, before=before, was=f"{wide}×{high}", after=after, now=f"{now_wide}×{now_high}"
        )
