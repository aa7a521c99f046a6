"""目录: sponsors, accounting institutes and provinces. The list at the left, what is chosen beside it."""

from typing import cast

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QStackedWidget, QVBoxLayout

from cpd_core.national import DirectoryAdd, DirectoryChange, DirectoryEntry, DirectoryKind, DirectoryPage, SponsorMerge
from cpd_desktop.views import Named
from ui import theme
from ui.forms.calm import CalmChoice
from ui.language import words
from ui.pages.listing import furnish
from ui.pages.national import EXCEL, NationalPage, show_rows, side
from ui.pages.national_import import ImportPanel, dropped
from ui.pages.page import Context
from ui.tables import Column, ListedTable, ListStates, Mark, columns
from ui.widgets import (
    Ask,
    Chips,
    EmptyState,
    FlowRow,
    Form,
    SearchBox,
    Split,
    TallArea,
    button,
    card,
    heading,
    label,
)

KIND = "sponsor"


class DirectoryPageView(NationalPage):
    """One of three lists at a time."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "directoryPage")
        self.setAcceptDrops(True)
        self._editing: DirectoryEntry | None = None
        self._new = False
        self._text = ""
        self._kinds = Chips("directoryKinds")
        self._kinds.set_choices(
            (
                ("sponsor", self.tr("主办方单位")),
                ("institute", self.tr("国家会计学院")),
                ("province", self.tr("省级注协")),
            ),
            KIND,
        )
        self._kinds.chosen.connect(lambda: self._another_kind())
        self._search = SearchBox("directorySearch", self.tr("名称"))
        self._search.searched.connect(self._search_for)
        self._count = label("", "quiet", wrap=False, name="directoryCount")
        self._table: ListedTable[DirectoryEntry] = ListedTable(
            "directoryTable", self._columns(), lambda row: row.id, ticks=True
        )
        self._table.setAccessibleName(self.tr("目录"))
        furnish(context, self._table, self.tr("目录"))
        self._table.current_changed.connect(self._show_current)
        self._table.chosen_changed.connect(self._offer_merge)
        empty = EmptyState(
            "directoryEmpty", "search", self.tr("没有符合条件的内容"), self.tr("可以换一个名称查找，或新增")
        )
        self._states = ListStates(self._table, empty)
        self._form_parts()
        self._merge_parts()
        self._import = ImportPanel(self, "sponsors", self.refresh, lambda: self._beside.setCurrentIndex(0))
        self._lay_out()

    def _columns(self) -> tuple[Column, ...]:
        return (
            columns.plain("name", self.tr("名称"), "江苏省注册会计师协会", stretch=True),
            Column("about", self.tr("说明"), self._about, "32 江苏省注册会计师协会", spare=1),
            Column("state", self.tr("状态"), lambda row: self._mark(row).text, self.tr("已停用"), mark=self._mark),
        )

    def _about(self, row: DirectoryEntry) -> str:
        if row.merged_name:
            return self.tr("已并入 {0}").format(row.merged_name)
        return f"{row.id} {row.institute_name}" if row.institute_name else ""

    def _mark(self, row: DirectoryEntry) -> Mark:
        if row.merged_into:
            return Mark("info", self.tr("已合并"), "quiet")
        return Mark("refused", self.tr("已停用"), "quiet") if row.retired else Mark("good", self.tr("在用"), "good")

    def _form_parts(self) -> None:
        self._title = heading("", "directoryTitle", 1.15)
        self._form = Form("directoryForm")
        self._name, self._code, self._institute = QLineEdit(), QLineEdit(), QLineEdit()
        self._retired = QCheckBox(self.tr("停用：不再供选择，已有记录不受影响"))
        for editor, name in (
            (self._name, "directoryName"),
            (self._code, "directoryCode"),
            (self._institute, "directoryInstitute"),
            (self._retired, "directoryRetired"),
        ):
            editor.setObjectName(name)
        self._form.add("name", self.tr("名称"), self._name)
        self._form.add("id", self.tr("代码"), self._code, self.tr("两位数字"))
        self._form.add("institute_name", self.tr("协会名称"), self._institute, self.tr("印在学时证明上"))
        self._form.add("retired", self.tr("状态"), self._retired)
        self._save_button = button("directorySave", self.tr("保存"), self._save, primary=True)
        self._save_act = self.add_act(
            "directorySave", self.tr("保存(&S)"), "Ctrl+S", self._save, self._save_button, writes=True
        )
        self._new_button = button("directoryNew", self.tr("新增"), self.begin_new, icon="add")
        self.add_act("directoryNew", self.tr("新增(&N)"), "Ctrl+N", self.begin_new, self._new_button, writes=True)

    def _merge_parts(self) -> None:
        self._merge_said = label("", name="mergeSaid")
        self._merge_into = CalmChoice("mergeInto", 16)
        self._merge_into.setAccessibleName(self.tr("合并为"))
        self._ask = Ask("mergeAsk", gives_up=True)
        row = FlowRow()
        row.addWidget(self._merge_into)
        row.addWidget(button("mergeSponsors", self.tr("合并…"), self._ask_merge))
        self._merge = card(heading(self.tr("合并主办方单位"), factor=1.1), self._merge_said, row, self._ask)
        self._merge.setObjectName("mergeCard")
        self._merge.hide()

    def _lay_out(self) -> None:
        self._import_button = button("directoryImport", self.tr("从 Excel 导入…"), self._open_import)
        top = FlowRow()
        for part in (self._kinds, self._search, self._new_button, self._import_button, self._count):
            top.addWidget(part)
        buttons = FlowRow()
        buttons.addWidget(self._save_button)
        form = card(self._title, self._form, buttons)
        self._form_card = form
        self._beside = QStackedWidget()
        self._beside.setObjectName("directoryBeside")
        self._beside.addWidget(TallArea(side(form, self._merge)))
        self._beside.addWidget(self._import)
        split = Split("directorySplit")
        split.setHandleWidth(theme.em(self, 0.6))
        split.add(self._states, 5, self._table.arrangement.least_width)
        split.add(self._beside, 4)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self.message)
        box.addWidget(split, 1)
        self._show_form(None)

    # --- reading -----------------------------------------------------------------------------------------------

    @property
    def _kind(self) -> DirectoryKind:
        return cast(DirectoryKind, self._kinds.code)

    def refresh(self) -> None:
        """Read the list again."""
        kind, text = self._kind, self._text
        self.read(lambda: self.desk.directory(kind, text), self._show, self._states)

    def _search_for(self, text: str) -> None:
        self._text = text
        self.refresh()

    def _another_kind(self) -> None:
        self._beside.setCurrentIndex(0)
        self._import_button.setVisible(self._kind == "sponsor")
        self._table.clearSelection()
        self._show_form(None)
        self.refresh()

    def _show(self, page: DirectoryPage) -> None:
        show_rows(self._table, page.entries, self._editing.id if self._editing else "")
        self._states.show_content(bool(page.entries))
        more = page.total > len(page.entries)
        said = self.tr("前 {0} 个，共 {1} 个，请输入名称查找") if more else self.tr("{0} 个")
        self._count.setText(said.format(len(page.entries), page.total))
        self._offer_merge()

    # --- one of them -------------------------------------------------------------------------------------------

    def _show_current(self) -> None:
        if not self._new:
            self._show_form(self._table.current())

    def begin_new(self) -> None:
        """Empty the form for one more."""
        self._new = True
        self._beside.setCurrentIndex(0)
        self._show_form(None)
        self._name.setFocus()

    def _show_form(self, entry: DirectoryEntry | None) -> None:
        self._editing = entry
        province, there = self._kind == "province", entry is not None
        self._form.clear_errors()
        self._title.setText(
            entry.name if entry else self.tr("新增") if self._new else self.tr("请选择一个单位，或新增")
        )
        self._name.setText(entry.name if entry else "")
        self._code.setText(entry.id if entry and province else "")
        self._code.setReadOnly(there)
        self._institute.setText(entry.institute_name if entry else "")
        self._retired.setChecked(bool(entry and entry.retired))
        self._form.setVisible(there or self._new)
        self._form.fields["id"].set_visible(province)
        self._form.fields["institute_name"].set_visible(province)
        self._form.fields["retired"].set_visible(there)
        self._save_button.setVisible(there or self._new)
        self._save_act.allow(there or self._new, self.tr("请选择一个单位，或新增"))

    def _save(self) -> None:
        kind, entry = self._kind, self._editing
        name, institute = self._name.text(), self._institute.text() if self._kind == "province" else ""
        if entry is None:
            code = self._code.text().strip() if kind == "province" else ""
            asked = DirectoryAdd(name=name, id=code, institute_name=institute)
            self.act(lambda: self.desk.add_entry(kind, asked), self._saved, self._form)
        else:
            change = DirectoryChange(
                rev=entry.rev, name=name, institute_name=institute, retired=self._retired.isChecked()
            )
            self.act(lambda: self.desk.change_entry(kind, entry.id, change), self._saved, self._form)

    def _saved(self, entry: DirectoryEntry) -> None:
        self._new = False
        self._show_form(entry)
        self.message.show_good(self.tr("已保存：{0}").format(entry.name))
        self.refresh()

    # --- merging -----------------------------------------------------------------------------------------------

    def _offer_merge(self) -> None:
        chosen = [one for one in self._table.chosen() if not one.merged_into]
        self._merge.setVisible(self._kind == "sponsor" and len(chosen) > 1)
        self._merge_said.setText(self.tr("已选 {0} 个单位，合并后以其中一个为准；原名称仍可查看").format(len(chosen)))
        usable = [Named(one.id, one.name) for one in chosen if not one.retired]
        self._merge_into.offer(usable, self.tr("请选择保留的单位"), self._merge_into.code())

    def _ask_merge(self) -> None:
        into = self._merge_into.code()
        ids = tuple(one.id for one in self._table.chosen() if one.id != into and not one.merged_into)
        if not into:
            self.message.show_text(self.tr("请选择保留的单位"), "warning")
            return
        question = self.tr("将 {0} 个单位并入“{1}”？合并后不能拆分").format(len(ids), self._merge_into.currentText())
        asked = SponsorMerge(ids=ids, into=into)
        self._ask.ask(question, self.tr("合并"), lambda: self.act(lambda: self.desk.merge(asked), self._merged))

    def _merged(self, into: DirectoryEntry) -> None:
        self._table.clearSelection()
        self.message.show_good(words().pair(self.tr("已合并为"), into.name))
        self.refresh()

    # --- Excel -------------------------------------------------------------------------------------------------

    def _open_import(self) -> None:
        self._beside.setCurrentIndex(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Qt: a workbook of sponsors may be dropped."""
        if self._kind == "sponsor":
            dropped(event, EXCEL)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Qt: here it is."""
        if self._kind == "sponsor" and (path := dropped(event, EXCEL)):
            self._open_import()
            self._import.look_at(path)
