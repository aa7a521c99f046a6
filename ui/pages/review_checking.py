"""Works out the flags of what is new in the queue, in a worker, while the list is read and decided."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cpd_desktop.errors import Trouble
from cpd_desktop.views import Checked
from ui.pages.page import Context
from ui.tasks import Task
from ui.widgets import label

FEW = 2_000  # applications; fewer are looked at before anybody could read that they are


class FlagCheck(QObject):
    """Runs once at a time; :meth:`start` after each change of the store, which costs nothing where nothing is new."""

    stepped = Signal()
    """Some more flags are known."""
    ended = Signal()
    """All flags are known, and some are new."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._tasks = context.tasks
        self._queue = context.workspace.queue
        self._task: Task | None = None
        self.label = label("", "quiet", wrap=False, name="flagCheck")
        self.label.hide()

    def start(self) -> None:
        """Look at what is new, unless that is being done."""
        if self._task:
            return

        def work(task: Task) -> bool:
            return self._queue.check(task.report, task.cancelled.is_set)

        self._task = self._tasks.run(self, work, self._done, self._failed, self._progressed, self._over)

    def _progressed(self, checked: Checked) -> None:
        far = self.tr("正在核对提示 {0} / {1}").format(f"{checked.done:,}", f"{checked.total:,}")
        self.label.setText(far)
        self.label.setVisible(checked.total > FEW and checked.done < checked.total)
        self.stepped.emit()

    def _done(self, anything: bool) -> None:
        if anything:
            self.ended.emit()

    def _failed(self, trouble: Trouble) -> None:
        """The list shows what is wrong with the store; flags are tried again with its next reading."""

    def _over(self) -> None:
        self._task = None
        self.label.hide()
