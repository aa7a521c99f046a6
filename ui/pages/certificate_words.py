"""What is to be known about certificates, in words: of a year before one asks for it, of a file that was checked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from cpd_core.wording import hours_text
from cpd_desktop.views import CertificateRow, Verdict
from ui import theme
from ui.language import tr, words
from ui.theme import Tone
from ui.widgets import Ground, button, label


class YearNote(Ground):
    """What is to be known of a year before its certificate is used or asked for; empty where there is nothing."""

    hours_asked = Signal(str)
    """The person wants to see the hours of this year."""

    def __init__(self) -> None:
        super().__init__("warning")
        self._text = label("", name="certificateEnded")
        self._year = ""
        self._hours = button("certificateHours", self.tr("查看学时明细"), lambda: self.hours_asked.emit(self._year))
        row = QHBoxLayout(self)
        around = theme.em(self, 0.5)
        row.setContentsMargins(around, around, around, around)
        row.addWidget(self._text, 1)
        row.addWidget(self._hours)
        self.hide()

    def show_about(self, row: CertificateRow | None) -> None:
        """Say it. The file of an ended one bears no watermark here: it was fetched while it held."""
        text = self._said(row) if row else ""
        self._year = str(row.year) if row else ""
        self._text.setText(text)
        self._hours.setVisible(row is not None and not row.number)
        self.set_ground("warning" if row and row.superseded else "accent")
        self.setVisible(bool(text))

    def _said(self, row: CertificateRow) -> str:
        if row.withdrawn:
            return self.tr("这份证明已失效：其中的学时被撤销确认。请勿再使用，可重新下载当年的证明")
        if row.superseded:
            return self.tr("这份证明已失效：已被新证明替代，请使用新证明")
        if not row.obtainable:
            return words().say("year.no_hours", year=row.year)
        if row.counts_now is not None:
            text = self.tr(
                "出具之后学时有变化：证明写明 {0} 学时，现在计入 {1} 学时。重新下载得到新证明，这一份随即失效"
            )
            return text.format(hours_text(row.hours), hours_text(row.counts_now))
        if row.waived_hours and not row.hours:
            text = self.tr("{0} 年度的学时已豁免，没有计入的学时：证明写明豁免 {1} 学时、完成 0 学时")
            return text.format(row.year, hours_text(row.waived_hours))
        return ""


def verdict_words(name: str, verdict: Verdict) -> tuple[str, Tone]:
    """What the check of a file found, as one says it, and in which tone."""
    said, proof = words(), verdict.proof
    states: dict[str, tuple[str, Tone]] = {
        "valid": (tr("有效"), "good"),
        "altered": (tr("已被改动"), "bad"),
        "revoked": (tr("已失效"), "bad"),
        "unknown": (tr("无法确认"), "warning"),
    }
    state, tone = states[verdict.state]
    text = tr("“{name}”{state}：{why}").format(name=name, state=state, why=said.error(verdict.why))
    if proof is not None:
        facts = tr("{number}，{member}，{year} 年度，{hours} 学时")
        text += "\n" + facts.format(
            number=proof.number, member=proof.member_name, year=proof.year, hours=hours_text(proof.hours)
        )
    if verdict.state == "valid" and not verdict.on_record:
        text += "\n" + tr("本机没有这份证明的记录；是否已被新证明替代，请扫描二维码或向省注协核对")
        tone = "warning"
    return text, tone
