"""An Excel list of courses: a row each, for what is studied on an institute's own platform or played from there."""

from collections.abc import Iterator
from pathlib import Path

from cpd_service.study.material.draft import CourseDraft, LessonDraft, plain_key
from cpd_service.study.material.package import BadPackageError

COLUMNS = {
    "课程编号": "key",
    "课程名称": "title",
    "主题": "topic",
    "必修": "required",
    "方式": "delivery",
    "分钟": "minutes",
    "年度": "years",
    "播放地址": "address",
    "活动标识": "activity",
}
NEEDED = ("课程编号", "课程名称", "主题", "分钟")
DELIVERIES = {"": "recorded", "录播": "recorded", "直播": "live", "recorded": "recorded", "live": "live"}
YES = {"是": True, "必修": True, "1": True, "": False, "否": False, "选修": False, "0": False}
TOPICS = {
    "职业道德": "ethics", "审计": "audit", "会计": "accounting", "税务": "tax", "管理": "management",
    "信息化": "information", "法律": "law",
}  # fmt: skip


def read(path: Path) -> list[CourseDraft]:
    """All courses of the first sheet; raises :class:`BadPackageError` naming the row."""
    rows = _rows(path)
    head_line, head = next(rows, (1, list[str]()))
    missing = [name for name in NEEDED if name not in head]
    if missing:
        raise BadPackageError(path.name, head_line, f"columns are missing: {', '.join(missing)}")
    drafts: list[CourseDraft] = []
    seen: dict[str, int] = {}
    for line, cells in rows:
        row = {COLUMNS[name]: cell for name, cell in zip(head, cells, strict=False) if name in COLUMNS}
        if not any(row.values()):
            continue
        draft = _draft(path.name, line, row)
        if draft.key in seen:
            raise BadPackageError(path.name, line, f"课程编号 {row['key']} stands in row {seen[draft.key]}, too")
        seen[draft.key] = line
        drafts.append(draft)
    if not drafts:
        raise BadPackageError(path.name, head_line, "there is no course in it")
    return drafts


def _draft(file: str, line: int, row: dict[str, str]) -> CourseDraft:
    for name in NEEDED:
        if not row[COLUMNS[name]]:
            raise BadPackageError(file, line, f"{name} is empty")
    required, delivery, minutes = row.get("required", ""), row.get("delivery", ""), row["minutes"]
    if required not in YES:
        raise BadPackageError(file, line, f"必修 is 是 or 否, and not {required}")
    if delivery not in DELIVERIES:
        raise BadPackageError(file, line, f"方式 is 录播 or 直播, and not {delivery}")
    if not minutes.isdecimal() or not 0 < int(minutes) < 10_000:
        raise BadPackageError(file, line, f"分钟 is a whole number, and not {minutes}")
    years = row.get("years", "").replace("、", ",").replace("，", ",").split(",") if row.get("years") else []
    if not all(each.strip().isdecimal() for each in years):
        raise BadPackageError(file, line, f"年度 is a year, or several with commas, and not {row['years']}")
    address = row.get("address", "")
    if address and not address.startswith(("https://", "http://")):
        raise BadPackageError(file, line, f"播放地址 begins with https://, and not {address}")
    draft = CourseDraft(
        key=plain_key(row["key"]),
        title=row["title"],
        where=(file, line),
        topic=TOPICS.get(row["topic"], row["topic"]),
        required=YES[required],
        delivery=DELIVERIES[delivery],
        years=tuple(int(each) for each in years) or None,
        minutes=int(minutes),
        activity=row.get("activity", ""),
    )
    if address:
        lesson = LessonDraft(row["title"], (file, line), address=address, length=int(minutes) * 60_000)
        draft.lessons.append(lesson)
    return draft


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Row numbers and cells as text, of the first sheet."""
    import zipfile

    from openpyxl import load_workbook  # 0.1 s and 20 MB
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as failure:
        raise BadPackageError(path.name, 0, "not an Excel workbook (.xlsx)") from failure
    try:
        for line, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            yield (
                line,
                [
                    "" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell).strip()
                    for cell in cells
                ],
            )
    finally:
        book.close()
