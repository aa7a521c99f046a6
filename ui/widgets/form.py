"""A form whose errors stand under the field they belong to."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from cpd_core.messages import FieldError
from ui import theme
from ui.language import words
from ui.theme import Tone
from ui.widgets.plain import label
from ui.widgets.wrong import WrongFrame


class Field:
    """One row of a form: label, editor, and under it a hint or the error."""

    def __init__(self, name: str, title: QLabel, editor: QWidget, note: QLabel, hint: str) -> None:
        self.name = name
        self.title = title
        self.editor = editor
        self.note = note
        self._hint = hint
        self._frame: WrongFrame | None = None
        self.clear_error()

    @property
    def error(self) -> str:
        """The error that is shown, or ""."""
        return self.note.text() if self._frame else ""

    def show_error(self, text: str) -> None:
        """Show what is wrong with this field; a screen reader hears it as the field's description."""
        self._show(text, "bad")
        self.editor.setAccessibleDescription(text)

    def show_warning(self, text: str) -> None:
        """Show what is doubtful, yet allowed."""
        self._show(text, "warning")
        self.editor.setAccessibleDescription(text)

    def clear_error(self) -> None:
        """Show the hint again."""
        self._show(self._hint, "quiet")
        self.editor.setAccessibleDescription(self._hint)

    def set_visible(self, on: bool) -> None:
        """Show or hide the whole row."""
        self.title.setVisible(on)
        self.editor.setVisible(on)
        self.note.setVisible(on and bool(self.note.text()))

    def _show(self, text: str, tone: Tone) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))
        theme.wear(self.note, tone)
        if tone == "bad" and self._frame is None:
            self._frame = WrongFrame(self.editor)
        elif tone != "bad" and self._frame is not None:
            self._frame.deleteLater()
            self._frame = None


class Form(QWidget):
    """Labels left, editors right, errors under them. ``rest`` shows what belongs to no field of this form."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.fields: dict[str, Field] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.em(self, 0.8))
        self._grid.setVerticalSpacing(theme.em(self, 0.25))
        self._grid.setColumnStretch(1, 1)
        self.rest = label("", "bad", name=f"{name}Error")
        self.rest.hide()

    def add(self, name: str, title: str, editor: QWidget, hint: str = "") -> Field:
        """Add a row; ``name`` is the field's name on the wire. Its error label is called <editor's name>Error."""
        if not editor.objectName():
            editor.setObjectName(f"{name}Field")
        row = self._grid.rowCount()
        caption = label(title, "quiet", wrap=False)
        caption.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(title)
        note = label("", name=f"{editor.objectName()}Error")
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        first_line = min(editor.sizeHint().height(), theme.em(self, 1.6))
        caption.setContentsMargins(0, max(0, first_line - caption.sizeHint().height()) // 2, 0, 0)
        self._grid.addWidget(caption, row, 0, align)
        self._grid.addWidget(editor, row, 1)
        self._grid.addWidget(note, row + 1, 1)
        self._grid.setRowMinimumHeight(row + 1, theme.em(self, 0.3))
        field = Field(name, caption, editor, note, hint)
        self.fields[name] = field
        _on_change(editor, field)
        self._grid.addWidget(self.rest, self._grid.rowCount(), 0, 1, 2)
        return field

    def show_errors(self, errors: Iterable[FieldError]) -> None:
        """Put every error at its field ("attachments[2]" belongs to "attachments") and the cursor into the first."""
        self.clear_errors()
        first: Field | None = None
        left_over: list[str] = []
        for error in errors:
            field = self.fields.get(error.field.split("[")[0])
            if field is None:
                left_over.append(words().error(error))
                continue
            before = field.error
            field.show_error(f"{before}\n{words().error(error)}" if before else words().error(error))
            first = first or field
        self.rest.setText("\n".join(left_over))
        self.rest.setVisible(bool(left_over))
        if first:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_errors(self) -> None:
        """Show no error."""
        for field in self.fields.values():
            if field.error:
                field.clear_error()
        self.rest.hide()


def _on_change(editor: QWidget, field: Field) -> None:
    """An error goes away as soon as somebody mends it."""

    def mended(*_: object) -> None:
        if field.error:
            field.clear_error()

    match editor:
        case QLineEdit():
            editor.textChanged.connect(mended)
        case QPlainTextEdit():
            editor.textChanged.connect(mended)
        case QComboBox():
            editor.currentTextChanged.connect(mended)
        case QAbstractSpinBox():
            editor.editingFinished.connect(mended)
        case _:
            pass  # attachments and the like call clear_error() themselves
