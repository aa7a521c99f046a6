"""`dev.py tour --guide`: the pictures of docs/guide and of the README, made from the demo, in both languages.

They are written with 128 colours of their own, which a window of calm colours does not miss: a third of the size.
"""

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from devtools.pages import PROVINCE, ROLES, dress, visiting
from devtools.service import DemoAccount, demo_accounts, make_demo, running_service

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpd_core.messages import UserType
    from cpd_core.wording import Language
    from cpd_desktop.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide" / "pictures"
README = ROOT / "docs" / "pictures"
README_SHOWS = ("member-home", "review", "certificates")
WINDOW = (1180, 700)  # pixels: words stay legible where a page of text is 800 wide
LOW = (1180, 560)  # the home pages have no lists
COLOURS = 128
PAINTING = 600  # milliseconds: Qt paints the pages of a PDF behind, and tells nobody when it has

Led = Any
"""A tests.ui.walk.Visitor: the window, led from page to page."""
Scene = tuple[str, str, Callable[["Led"], None], tuple[int, int]]
"""Name of the picture, whose profile, what to do before it is taken, and the size of the window."""


def take() -> int:
    """Make all pictures anew; returns how many bytes they have."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from devtools.tour import drop_what_off_screen_always_says
    from ui import theme

    drop_what_off_screen_always_says()
    app = QApplication(sys.argv[:1])
    theme.install(app)
    shutil.rmtree(GUIDE, ignore_errors=True)
    with tempfile.TemporaryDirectory() as name:
        demo = Path(name) / "demo"
        make_demo(demo, members=60, applications=400)
        with running_service(demo) as url:
            _prepare(Path(name), url, demo_accounts(demo))
            _take_all(Path(name))
    for shown in README_SHOWS:
        shutil.copy2(GUIDE / "zh" / f"{shown}.png", README / f"{shown}.png")
    return sum(path.stat().st_size for path in GUIDE.rglob("*.png"))


def _take_all(profiles: Path) -> None:
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        dress(language, dark=False)
        for picture, role, act, size in _scenes():
            with visiting(profiles / role, size) as visitor:
                led = cast("Led", visitor)
                _go_online(led)
                act(led)
                _rest(led)
                _save(led.window, GUIDE / language / f"{picture}.png")


def _go_online(led: "Led") -> None:
    """As people are: synced a moment ago."""
    if led.window.frame:
        led.window.frame.runner.set_offline(False)
        led.window.frame.runner.sync_now()
        led.settle()


def _rest(led: "Led") -> None:
    """The focus is in a list, where there is one, and not on the tab that was opened."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractItemView

    views = [view for view in led.window.findChildren(QAbstractItemView) if view.isVisible()]
    focused = led.window.focusWidget()
    if views and not (focused and focused.inherits("QLineEdit")):
        views[0].setFocus()
    elif focused and focused.inherits("QTabBar"):
        focused.clearFocus()
    led.settle()
    QTest.qWait(PAINTING)


def _save(top: "QWidget", path: Path) -> None:
    from PIL import Image
    from PySide6.QtCore import QBuffer

    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    if not top.grab().save(buffer, "PNG"):  # pyright: ignore[reportCallIssue, reportArgumentType] - the stub wants bytes
        raise OSError(f"the picture could not be made: {path}")
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
    small = picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    print(f"  {path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB", flush=True)


# --- what is in the pictures ---------------------------------------------------------------------------------------


def _prepare(folder: Path, url: str, accounts: list[DemoAccount]) -> None:
    """Profiles of everyone, synced; certificates that were fetched, and a decision that did not take effect."""
    (folder / "nobody").mkdir()
    for role, user_type in ROLES.items():
        with closing(_signed_in(folder / role, url, accounts, user_type)) as workspace:
            if role == "member":
                years = [row.year for row in workspace.certificates.list() if row.obtainable]
                for year in years[:2]:
                    workspace.certificates.download(year, folder)
                workspace.sync.run()
    with closing(_signed_in(folder / "settling", url, accounts, "province_staff", 1)) as workspace:
        _get_into_conflict(workspace, folder / "other", url, accounts)


def _signed_in(
    profile: Path, url: str, accounts: list[DemoAccount], user_type: "UserType", index: int = 0
) -> "Workspace":
    from cpd_desktop.workspace import Workspace

    province = "" if user_type == "national_staff" else PROVINCE
    who = [each for each in accounts if (each.user_type, each.province) == (user_type, province)][index]
    workspace = Workspace(profile, server=url)
    workspace.sign_in(user_type, who.login, who.password)
    workspace.sync.run()
    return workspace


def _get_into_conflict(reviewer: "Workspace", other: Path, url: str, accounts: list[DemoAccount]) -> None:
    """The reviewer decides offline on what a member changes at the same time."""
    from cpd_core.applications import draft_of
    from cpd_desktop.views import ApplicationQuery

    with closing(_signed_in(other, url, accounts, "non_practising")) as member:
        desk = member.applications
        rows = desk.rows(desk.ids(ApplicationQuery(kind="input", state="pending"))[:1])
        for row in rows:
            draft = draft_of(desk.detail(row.id).application)
            changed = msgspec.structs.replace(draft, hours=draft.hours + 2, note="补充了第二天的日程")
            desk.edit(row.id, changed)
        member.sync.run()
    reviewer.review.confirm([row.id for row in rows])
    reviewer.sync.run()


def _scenes() -> tuple[Scene, ...]:
    """Every picture."""
    return (
        ("sign-in", "nobody", _sign_in, LOW),
        ("member-home", "member", _page("home"), LOW),
        ("study", "member", _study, WINDOW),
        ("applications", "member", _applications, WINDOW),
        ("application-form", "member", _form, WINDOW),
        ("certificates", "member", _certificates, WINDOW),
        ("hours", "member", _page("hours"), WINDOW),
        ("review-home", "reviewer", _page("home"), LOW),
        ("review", "reviewer", _review, WINDOW),
        ("review-groups", "reviewer", _groups, WINDOW),
        ("review-batch", "reviewer", _batch, WINDOW),
        ("overview", "reviewer", _overview, WINDOW),
        ("conflicts", "settling", _page("conflicts"), WINDOW),
        ("national", "national", _page("home"), LOW),
        ("national-rules", "national", _rules, WINDOW),
        ("activity", "reviewer", _activity, WINDOW),
    )


def _page(key: str) -> "Callable[[Led], None]":
    def act(led: "Led") -> None:
        led.window.frame.open_page(key)
        led.settle()

    return act


def _rules(led: "Led") -> None:
    """A rehearsal of easier rules: the figures, and who would pass."""
    import resources

    _page("rules")(led)
    page = led.window.frame.current
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "np-2022.toml"
        text = resources.path("rules", "np-2022.toml").read_text("utf-8")
        file.write_text(text.replace("hours = 40", "hours = 20", 1), "utf-8")
        page.look_at(file)
        led.settle()
    find = led.window.findChild
    find(_kind("QPushButton"), "trialBegin").click()
    led.settle()
    while not find(_kind("QPushButton"), "trialBegin").isVisible():
        led.settle()


def _sign_in(led: "Led") -> None:
    led.window.findChild(_kind("QLineEdit"), "server").setText("https://cpd.example.cn")


def _study(led: "Led") -> None:
    """The first that waits to be rated is chosen already."""
    _page("study")(led)
    led.window.findChild(_kind("QWidget"), "ratingStars").set_value(5)


def _applications(led: "Led") -> None:
    """On the refused one: what came back is what people look up."""
    _page("applications")(led)
    table = led.window.frame.current.shown.table
    table.step(1)
    while table.current_row().state != "refused" and table.step(1):
        pass


def _form(led: "Led") -> None:
    from ui.pages.page import NEW

    _page("applications")(led)
    led.window.frame.open_page("applications", NEW)
    led.settle()
    find = led.window.findChild
    find(_kind("QLineEdit"), "sponsorField").setText("江苏省注册会计师协会")
    find(_kind("QComboBox"), "pathwayField").setCurrentIndex(1)
    hours = find(_kind("QLineEdit"), "hoursField")
    hours.setText("8")
    hours.setFocus()


def _certificates(led: "Led") -> None:
    """On the year before, which is complete."""
    _page("certificates")(led)
    led.window.findChild(_kind("QTableView"), "certificateTable").step(1)


def _review(led: "Led") -> None:
    _page("review")(led)
    for _ in range(4):
        led.window.frame.current.table.step(1)


def _groups(led: "Led") -> None:
    """A group is chosen, and what else the list could be narrowed by is open."""
    _page("review")(led)
    page = led.window.frame.current
    page.toggle_groups()
    led.settle()
    page.groups.table.step(1)
    page.groups.table.opened.emit()


def _batch(led: "Led") -> None:
    _page("review")(led)
    page = led.window.frame.current
    page.choose_all()
    led.settle()
    page.decisions.batches.confirm()


def _overview(led: "Led") -> None:
    """The year, whose decisions make a picture."""
    _page("overview")(led)
    led.window.frame.open_page("overview", "decided")
    led.window.findChild(_kind("QPushButton"), "overviewSpan_year").click()
    led.settle()


def _activity(led: "Led") -> None:
    led.window.frame.activity.setChecked(True)


def _kind(name: str) -> type["QWidget"]:
    from PySide6 import QtWidgets

    return getattr(QtWidgets, name)
