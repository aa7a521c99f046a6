"""审核包 in the review page: the queue goes out to a machine without a network, what was decided there comes back."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from cpd_desktop.exports.files import readable_name
from cpd_desktop.pack import is_pack
from cpd_desktop.views import Batch
from ui import language, theme
from ui.acts import Act
from ui.pack_dialog import PackDialog, Task
from ui.pages.review_reading import rows_of
from ui.works import Tell

if TYPE_CHECKING:
    from cpd_desktop.pack.applying import Checked
    from cpd_desktop.pack.forms import Manifest, ReturnHead
    from ui.pages.review import ReviewPage

T = TypeVar("T")

PACK, BACK = ".cpdpack", ".cpdback"


class ReviewPack(QObject):
    """What one can do with packs: an opened one only gives its decisions back."""

    def __init__(self, page: "ReviewPage") -> None:
        super().__init__(page)
        self._page = page
        self._workspace = page.context.workspace

    def acts(self) -> list[Act]:
        """The acts for the page's menu."""
        add, session = self._page.add_act, self._workspace.session
        if session and is_pack(session.account_id):
            return [add("packReturn", self.tr("写出审核包的处理结果…"), "", self.ask_return)]
        return [
            add("packMake", self.tr("制作审核包…"), "", self.ask_make),
            add("packApply", self.tr("导入审核包的处理结果…"), "", self.ask_apply, writes=True),
        ]

    # --- out -----------------------------------------------------------------------------------------------------

    def ask_make(self) -> None:
        """Ask where the pack goes."""
        if path := self._ask_where(self.tr("制作审核包"), self.tr("审核包 (*.cpdpack)"), PACK):
            self.make(path)

    def make(self, path: Path) -> None:
        """Ask for a passphrase, then pack what is selected, or else what waits in the filter."""
        query = replace(self._page.query(), state="pending")
        workspace, chosen = self._workspace, self._page.table.chosen_ids()
        several = len(chosen) > 1

        def ids() -> Sequence[str]:
            if not several:
                return workspace.review.matching(query)
            return [row.id for row in rows_of(workspace.applications, chosen) if row.state == "pending"]

        def work(passphrase: str, files: bool, tell: Tell) -> "Manifest":
            return workspace.packs.make(ids(), path, passphrase, files, tell)

        what = self.tr("选中的未确认申请") if several else self.tr("当前筛选的未确认申请")
        about = self.tr("把{0}交给不联网的电脑处理。文件以口令加密；请另行告知对方口令")

        task: Task[Manifest] = Task(
            title=self.tr("制作审核包"),
            about=about.format(what),
            go=self.tr("制作"),
            busy=self.tr("正在制作审核包"),
            work=work,
            said=lambda made: self._made(made, path),
            done=lambda made: self._page.message.show_text(self._made(made, path), self._tone(made)),
            new=True,
            files=self.tr("连同本机已有的附件"),
        )
        self._show(task)

    def _made(self, made: "Manifest", path: Path) -> str:
        from cpd_desktop.pack.keys import fingerprint

        said = self.tr("已制作审核包 {0}：{1} 条，附件 {2} 个，签名指纹 {3}")
        text = said.format(path.name, f"{made.count:,}", f"{made.files:,}", fingerprint(made.signer))
        if made.files_missing:
            missing = self.tr("另有 {0} 个附件不在本机，没有放入").format(f"{made.files_missing:,}")
            text += language.words().semicolon + missing
        return text

    def _tone(self, made: "Manifest") -> theme.Tone:
        return "warning" if made.files_missing else "good"

    def ask_return(self) -> None:
        """Ask where the decisions go."""
        if path := self._ask_where(self.tr("写出处理结果"), self.tr("处理结果 (*.cpdback)"), BACK):
            self.write_return(path)

    def write_return(self, path: Path) -> None:
        """Ask for a passphrase, then write what was decided in the pack."""
        workspace = self._workspace

        def said(head: "ReturnHead") -> str:
            return self.tr("已写出 {0} 条处理结果到 {1}，请带回制作审核包的电脑导入").format(
                f"{head.count:,}", path.name
            )

        task: Task[ReturnHead] = Task(
            title=self.tr("写出处理结果"),
            about=self.tr("写出在这个审核包中所作的全部处理；可以使用与审核包相同的口令"),
            go=self.tr("写出"),
            busy=self.tr("正在写出处理结果"),
            work=lambda passphrase, _files, _tell: workspace.packs.write_return(path, passphrase),
            said=said,
            done=lambda head: self._page.message.show_text(said(head), "good"),
            new=True,
        )
        self._show(task)

    # --- in ------------------------------------------------------------------------------------------------------

    def ask_apply(self) -> None:
        """Ask which decisions to read in."""
        kinds = self.tr("处理结果 (*.cpdback)")
        chosen, _kind = QFileDialog.getOpenFileName(self._page, self.tr("导入处理结果"), _documents(), kinds)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Ask for the passphrase, check the file, then ask whether to store what it holds."""
        workspace = self._workspace
        task: Task[Checked] = Task(
            title=self.tr("导入处理结果"),
            about=self.tr("先检查 {0}：是否完好、签名是否相符、是否属于本机制作的审核包").format(path.name),
            go=self.tr("检查"),
            busy=self.tr("正在检查 {0}").format(path.name),
            work=lambda passphrase, _files, _tell: workspace.packs.read_return(path, passphrase),
            said=lambda checked: self.tr("{0}：完好，{1} 条").format(path.name, f"{checked.head.count:,}"),
            done=self._offer,
        )
        self._show(task)

    def _offer(self, checked: "Checked") -> None:
        from cpd_desktop.pack.keys import fingerprint

        head, words = checked.head, language.words()
        text = self.tr("{0} 于 {1} 写出 {2} 条处理结果，签名指纹 {3}").format(
            head.name, words.moment(head.made_at), f"{head.count:,}", fingerprint(head.signer)
        )
        go = self.tr("导入 {0} 条").format(f"{head.count:,}")
        self._page.message.show_text(text, "accent", go, lambda: self._apply(checked))

    def _apply(self, checked: "Checked") -> None:
        workspace, words = self._workspace, language.words()

        def work() -> Batch:
            done = workspace.packs.apply(checked, words)
            skipped = tuple((each.application_id, each.why) for each in done.not_applied if not each.already)
            return Batch(done.batch_id, done.stored, skipped)

        self._page.decisions.decide(work, self.tr("已导入"))

    # --- asking --------------------------------------------------------------------------------------------------

    def _show(self, task: Task[T]) -> None:
        PackDialog(task, self._page.context.works, self._page).show()

    def _ask_where(self, title: str, kinds: str, suffix: str) -> Path | None:
        start = str(Path(_documents()) / f"{readable_name(title)}{suffix}")
        chosen, _kind = QFileDialog.getSaveFileName(self._page, title, start, kinds)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix == suffix else path.with_name(path.name + suffix)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
