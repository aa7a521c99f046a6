"""Chinese or English, switchable while the program runs.

The source is Chinese and needs no file of ours; English is resources/translations/cpd_desktop_en.qm. Which language is
spoken is known by one thing only: Qt's default locale, which also writes the numbers. Pages say ``self.tr("…")``,
functions ``tr("…")``, and for codes, troubles, days and moments ``words()``. Nobody listens for a change: the window is
made anew.
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QSettings, QTranslator

import resources
from cpd_core.wording import Language
from cpd_desktop import words as all_words
from cpd_desktop.words import Words

NAMES: dict[Language, str] = {"zh": "中文", "en": "English"}
"""Each in its own language, so that everybody finds theirs."""
LOCALES: dict[Language, QLocale] = {
    "zh": QLocale(QLocale.Language.Chinese, QLocale.Country.China),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedStates),
}
KEY = "language"  # in window.ini of the profile
_loaded: list[QTranslator] = []  # asking the program for them would wrap all its parts for Python: 7 ms


def current() -> Language:
    """What is spoken now."""
    return "en" if QLocale().language() == QLocale.Language.English else "zh"


def words() -> Words:
    """The words for codes, troubles, days and moments in the language of now."""
    return all_words.of(current())


def tr(text: str) -> str:
    """A text that is said outside a QObject."""
    return QCoreApplication.translate("", text)


def speak(language: Language) -> None:
    """Load Qt's own words and ours; what is made from now on speaks this language."""
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("a program has to be there first")
    for old in _loaded:
        QCoreApplication.removeTranslator(old)
    _loaded.clear()
    QLocale.setDefault(LOCALES[language])
    ours = str(resources.path("translations"))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qt), ("cpd_desktop", ours)):
        translator = QTranslator()
        if translator.load(LOCALES[language], name, "_", folder):
            QCoreApplication.installTranslator(translator)
            _loaded.append(translator)


def chosen(profile: Path) -> Language:
    """What was chosen for this profile, else what the system speaks; docs/decisions/0046 says why."""
    kept = QSettings(str(profile / "window.ini"), QSettings.Format.IniFormat).value(KEY)
    if kept in NAMES:
        return "en" if kept == "en" else "zh"
    system = QLocale.system().uiLanguages()
    return "zh" if not system or system[0].startswith(("zh", "C")) else "en"


def choose(settings: QSettings, language: Language) -> None:
    """Keep the choice in ``window.ini`` for the next start, and speak it from now on."""
    settings.setValue(KEY, language)
    settings.sync()
    speak(language)
