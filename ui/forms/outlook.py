"""What the form says of an application before it is saved: what it would count, and what looks claimed twice."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtWidgets import QLabel

from cpd_core.doubles import Double
from cpd_core.entities import Application
from cpd_core.messages import FieldError
from cpd_core.prospect import Prospect
from cpd_core.wording import hours_text
from ui.language import tr as _tr
from ui.language import words
from ui.widgets import label, set_tone

SHOWN = 2  # doubles of one field; there may be many


class CountLine:
    """The live line at the bottom of the form."""

    def __init__(self) -> None:
        self.label: QLabel = label("", "quiet", name="formCount")

    def show_prospect(self, prospect: Prospect | None) -> None:
        """Say what would count; None: what has to be chosen first."""
        text, less = in_words(prospect) if prospect else (_tr("填好后，这里显示可计学时"), False)
        self.label.setText(text)
        set_tone(self.label, "warning" if less else "quiet")


def in_words(prospect: Prospect) -> tuple[str, bool]:
    """What would count, and whether that is less than was asked for."""
    if prospect.line.source == "exemption":
        return _exempted(prospect), not prospect.line.waived
    return _counted(prospect), prospect.line.counted < prospect.line.asked


def warnings_of(doubles: Sequence[Double]) -> dict[str, str]:
    """What to say under which field."""
    by_field: dict[str, list[Double]] = {}
    for double in doubles:
        by_field.setdefault(double.field, []).append(double)
    return {name: _warning(found) for name, found in by_field.items()}


def _warning(found: Sequence[Double]) -> str:
    lines = [_double(each) for each in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(_tr("另有 {count} 条相同的申请").format(count=len(found) - SHOWN))
    return "\n".join(lines)


def _double(double: Double) -> str:
    other = _which(double.other)
    match double.code:
        case "file":
            text = _tr("附件“{name}”已用于 {other}。一份证明一般只申报一次，请核对；可以照常保存")
            return text.format(name=double.name, other=other)
        case "activity" if double.other.state == "refused":
            return _tr("与 {other}相同。可以直接修改那条申请再次提交，不必新建").format(other=other)
        case "activity":
            return _tr("与 {other}相同。如是另一次活动，请在备注中写明；可以照常保存").format(other=other)
        case "note":
            return _tr("备注与 {other}相同。同一活动只申报一次，请核对；可以照常保存").format(other=other)
        case "exemption":
            return _tr("已有 {other}。同一条件每年申请一次即可，请核对；可以照常保存").format(other=other)


def _which(other: Application) -> str:
    said = words()
    about = [other.sponsor, _tr("{hours} 学时").format(hours=hours_text(other.hours)) if other.hours else ""]
    about += [said.states[other.state]]
    what = _tr("{year} 年度{kind}申请（{about}）")
    return what.format(year=other.year, kind=said.kinds[other.kind], about=said.comma.join(filter(None, about)))


def _exempted(prospect: Prospect) -> str:
    if not prospect.line.waived:
        return words().errors(prospect.line.reasons)
    text = _tr("可豁免 {hours} 学时").format(hours=hours_text(prospect.line.waived))
    return _at_worst(text, prospect.counted_at_worst, prospect.line.waived)


def _counted(prospect: Prospect) -> str:
    line, said = prospect.line, words()
    caps = said.semicolon.join(said.error(_brief(cap)) for cap in prospect.caps)
    if not line.asked:
        return caps or _tr("填写学时数后，这里显示可计学时")
    text = _tr("申请 {asked}，可计 {counted}").format(asked=hours_text(line.asked), counted=hours_text(line.counted))
    return _at_worst(said.pair(text, caps) if caps else text, prospect.counted_at_worst, line.counted)


def _at_worst(text: str, at_worst: float, counted: float) -> str:
    if at_worst >= counted:
        return text
    more = _tr("其他待确认的申请若先获确认，可计 {hours}").format(hours=hours_text(at_worst))
    return f"{text}{words().semicolon}{more}"


def _brief(cap: FieldError) -> FieldError:
    """A cap in as few words as a line at the bottom has room for."""
    return replace(cap, code=f"brief.{cap.code}")
