"""The quiz at the end of a course: questions one below the other, answered in place."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from cpd_core.lessons import Question, Quiz
from ui import theme
from ui.widgets import MessageLine, button, card, clear, heading, label


class QuizView(QWidget):
    """Asks; whoever made it says what the answers come to."""

    answered = Signal(object)
    """For each question the places of the options chosen."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("quizView")
        self._choices: list[list[QAbstractButton]] = []
        self._marks: list[QWidget] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.em(self, 0.6))
        self._said = MessageLine("quizMessage")
        self._questions = QVBoxLayout()
        self._box.addWidget(heading(self.tr("课程测验")))
        self._box.addWidget(self._said)
        self._box.addLayout(self._questions)
        self.submit = button("quizSubmit", self.tr("提交答案"), self._submit, primary=True)
        self._box.addWidget(self.submit, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addWidget(
            button("quizLeave", self.tr("返回课程"), self.left.emit, quiet=True), 0, Qt.AlignmentFlag.AlignLeft
        )
        self._box.addStretch(1)

    def ask(self, quiz: Quiz) -> None:
        """Show the questions, nothing chosen."""
        clear(self._questions)
        self._said.hide()
        self._choices = []
        for number, question in enumerate(quiz.questions, 1):
            self._questions.addWidget(self._question(number, question))

    def show_wrong(self, right: Sequence[int], needed: int) -> None:
        """Not passed: say how many were right; what was chosen stays."""
        text = self.tr("答对 {0} / {1} 题，至少要答对 {2} 题。请再想想后重新提交")
        self._said.show_text(text.format(len(right), len(self._choices), needed), "warning")

    def _question(self, number: int, question: Question) -> QWidget:
        kinds = {"single": self.tr("单选"), "multiple": self.tr("多选"), "true_false": self.tr("判断")}
        options = question.options or (self.tr("正确"), self.tr("错误"))
        made: list[QAbstractButton] = []
        asked = label(self.tr("{0}. （{1}）{2}").format(number, kinds[question.kind], question.text))
        frame = card(asked)
        group = QButtonGroup(frame)
        group.setExclusive(question.kind != "multiple")
        box = frame.layout()
        for place, option in enumerate(options):
            choice = QCheckBox(option) if question.kind == "multiple" else QRadioButton(option)
            choice.setObjectName(f"quiz_{number}_{place}")
            group.addButton(choice)
            made.append(choice)
            if box is not None:
                box.addWidget(choice)
        self._choices.append(made)
        return frame

    def _submit(self) -> None:
        answers = tuple(
            tuple(place for place, choice in enumerate(choices) if choice.isChecked()) for choices in self._choices
        )
        if not all(answers):
            self._said.show_text(self.tr("还有题目没有作答"), "warning")
            return
        self.answered.emit(answers)
