"""The font on screen: the system's where it has Chinese, else the one that we ship."""

from PySide6.QtGui import QFont, QFontDatabase

import resources

BODY_POINTS = 10.0  # 13.3 px at 96 dpi
KNOWN = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC")


def body() -> QFont:
    """The font of all text; ours is loaded (15 ms a weight) only where the system has none for Chinese."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPointSizeF(max(font.pointSizeF(), BODY_POINTS))
    font.setFeature(QFont.Tag("tnum"), 1)  # figures of one width, so that columns of hours line up
    font.setFamilies([next((name for name in KNOWN if QFontDatabase.hasFamily(name)), "") or _ours(font.family())])
    return font


def shipped() -> QFont:
    """Our font in the smallest size, for what must not differ from machine to machine."""
    font = body()
    font.setFamilies([_ours(font.family())])
    font.setPointSizeF(BODY_POINTS)
    return font


def _ours(instead: str) -> str:
    number = QFontDatabase.addApplicationFont(str(resources.path("fonts", "NotoSansSC_400Regular.ttf")))
    QFontDatabase.addApplicationFont(str(resources.path("fonts", "NotoSansSC_700Bold.ttf")))
    return next(iter(QFontDatabase.applicationFontFamilies(number)), instead)
