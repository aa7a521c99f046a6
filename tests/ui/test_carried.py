"""Another language keeps what is typed at the sign-in, and on pages the open list, its filter and choice."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from cpd_desktop.workspace import Workspace
from tests.ui.rooms import opened
from tests.ui.walk import Visitor
from ui import language
from ui.pages.review import ReviewPage
from ui.pages.study import StudyPage
from ui.tables import TableView


@contextmanager
def visiting(workspace: Workspace, folder: Path) -> Iterator[Visitor]:
    visitor = Visitor(workspace, folder)
    try:
        yield visitor
    finally:
        language.speak("zh")
        visitor.close()
        workspace.close()


def line(visitor: Visitor, name: str) -> QLineEdit:
    found = visitor.window.findChildren(QLineEdit, name)[-1]  # the page before may not be gone yet
    assert isinstance(found, QLineEdit)
    return found


@pytest.mark.usefixtures("dressed")
def test_what_is_typed_at_the_sign_in_stays(tmp_path: Path) -> None:
    with visiting(Workspace(tmp_path), tmp_path) as visitor:
        sign_in = visitor.window.sign_in
        assert sign_in
        office = sign_in.findChild(QAbstractButton, "userType_province_staff")
        assert office
        office.click()
        line(visitor, "login").setText("js-0001")
        line(visitor, "password").setText("secret")
        visitor.window.speak("en")
        visitor.settle()
        assert visitor.window.sign_in is not sign_in
        assert visitor.window.sign_in
        assert visitor.window.sign_in.typed() == sign_in_typed("province_staff", "js-0001", "secret")


def sign_in_typed(user_type: str, login: str, password: str) -> object:
    from ui.signin import Typed

    return Typed(user_type, login, password, "")  # type: ignore[arg-type]


def test_a_list_keeps_its_filter_its_place_and_what_is_chosen(
    dressed: QApplication, staff_profile: Path, tmp_path: Path
) -> None:
    with visiting(opened(staff_profile, tmp_path), tmp_path / "profile") as visitor:
        window = visitor.window
        assert window.frame
        window.frame.open_page("review")
        visitor.settle()
        page = window.frame.page("review")
        assert isinstance(page, ReviewPage)
        page.filter.state.setCurrentIndex(0)  # all states
        page.filter.search.setText("3200")
        visitor.settle()
        page.table.choose_range(2, 5)
        page.table.go_to_id(page.table.rows.ids[4])
        chosen, current = list(page.table.chosen_ids()), page.table.current_id()
        window.speak("en")
        visitor.settle()
        again = window.frame.page("review")
        assert isinstance(again, ReviewPage)
        assert again is not page
        assert (again.filter.state.code(), again.filter.search.text()) == ("", "3200")
        assert list(again.table.chosen_ids()) == chosen
        assert again.table.current_id() == current


def test_the_open_part_and_short_lists_stay_too(dressed: QApplication, member_profile: Path, tmp_path: Path) -> None:
    with visiting(opened(member_profile, tmp_path), tmp_path / "profile") as visitor:
        window = visitor.window
        assert window.frame
        window.frame.open_page("study")
        window.frame.open_page("applications")
        visitor.settle()
        output = window.frame.current.findChild(QAbstractButton, "applicationKinds_output")
        assert output
        output.click()
        visitor.settle()
        study = window.frame.page("study")
        assert isinstance(study, StudyPage)
        courses = study.findChild(TableView, "courseTable")
        assert courses
        courses.go_to_id(courses.rows.ids[3])
        title = courses.current_row().title
        window.speak("en")
        visitor.settle()
        output = window.frame.current.findChild(QAbstractButton, "applicationKinds_output")
        assert output
        assert output.isChecked()
        window.frame.open_page("study")
        visitor.settle()
        courses = window.frame.current.findChild(TableView, "courseTable")
        assert courses
        assert courses.current_row().title == title
