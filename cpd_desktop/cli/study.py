"""study institutes, choose, courses, rate."""

import argparse
from typing import TYPE_CHECKING

from cpd_core.wording import hours_text
from cpd_desktop.cli.console import Console, Head
from cpd_desktop.cli.frame import Commands, command, group
from cpd_desktop.labels import COURSE_STATES, DELIVERIES, TOPICS
from cpd_desktop.store.times import beijing_year

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace

HEADS = (
    Head("课程"),
    Head("主题"),
    Head("必修"),
    Head("方式"),
    Head("学时", right=True),
    Head("国家会计学院"),
    Head("状态"),
    Head("完成日期"),
    Head("学习记录"),
)


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add this room's commands."""
    room = group(commands, "study", "在线学习：选择国家会计学院、课程、课程评价")
    _add_year(command(room, common, "institutes", _institutes, "国家会计学院及本年度的选择"))
    choose = command(room, common, "choose", _choose, "选择国家会计学院；选择后本年度不能更改")
    choose.add_argument("institute", metavar="学院", help="名称或代码")
    _add_year(choose)
    _add_year(command(room, common, "courses", _courses, "课程及学习状态"))
    rate = command(room, common, "rate", _rate, "课程评价；评价之后才计学时")
    rate.add_argument("completion_id", metavar="学习记录")
    rate.add_argument("--stars", type=int, required=True, metavar="1-5")
    rate.add_argument("--comment", default="", metavar="评价")


def _add_year(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int, default=beijing_year(), metavar="年", help="默认本年度")


def _institutes(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    institutes, chosen = workspace.study.institutes(), workspace.study.choice(args.year)
    if console.as_json:
        console.json({"year": args.year, "choice": chosen, "items": institutes})
        return
    for institute in institutes:
        console.line(f"{institute.code}  {institute.name}{'  （已选择）' if institute.code == chosen else ''}")


def _choose(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    wanted: str = args.institute
    names = {institute.name: institute.code for institute in workspace.study.institutes()}
    workspace.study.choose(args.year, names.get(wanted, wanted))
    console.note("已保存，待发送")


def _courses(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    courses = workspace.study.courses(args.year)
    if console.as_json:
        console.json({"year": args.year, "count": len(courses), "items": courses})
        return
    console.table(
        HEADS,
        (
            (
                course.title,
                TOPICS.get(course.topic, course.topic),
                "必修" if course.required else "",
                DELIVERIES[course.delivery],
                hours_text(course.hours),
                course.institute_name,
                COURSE_STATES[course.state],
                course.finished_on,
                course.completion_id,
            )
            for course in courses
        ),
    )


def _rate(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    workspace.study.rate(args.completion_id, args.stars, args.comment)
    console.note("已保存，待发送")
