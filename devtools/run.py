"""`dev.py run`: an embedded service with demo data, its accounts on the terminal, and the window."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from devtools import tour
from devtools.bootstrap import BUILD, say
from devtools.service import DemoAccount, demo_accounts, make_demo, running_service
from devtools.table import text_table

DEMO = BUILD / "demo"
PROFILE = BUILD / "profile"
MEMBERS, APPLICATIONS = 640, 4000  # enough that a province has hundreds to decide on
SHOWN_PER_TYPE = 4
USER_TYPES = {
    "non_practising": "非执业会员",
    "cpa": "注册会计师",
    "province_staff": "省注协",
    "national_staff": "中注协",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demo until the window is closed; without a display, play the tour instead."""
    parser = argparse.ArgumentParser(prog="dev.py run", description=__doc__)
    parser.add_argument("--fresh", action="store_true", help="throw the demo data and the profile away first")
    options = parser.parse_args(arguments)
    if not has_display():
        say("there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): playing the journey headless instead")
        return tour.main(["--journey"])
    if options.fresh:
        for folder in (DEMO, PROFILE):
            shutil.rmtree(folder, ignore_errors=True)
    if not DEMO.exists():
        say(f"making demo data in {DEMO} (once)")
    make_demo(DEMO, members=MEMBERS, applications=APPLICATIONS)
    with running_service(DEMO) as url:
        print(account_table(demo_accounts(DEMO)))
        print(f"\nservice: {url}    API: {url}/docs    close the window to stop both", flush=True)
        return show_window(url, PROFILE)


def has_display() -> bool:
    """Whether a window can be shown here."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def account_table(accounts: Sequence[DemoAccount]) -> str:
    """The demo accounts to sign in with, a few of each user type."""
    rows: list[tuple[str, ...]] = []
    for user_type, shown in USER_TYPES.items():
        of_type = [a for a in accounts if a.user_type == user_type][:SHOWN_PER_TYPE]
        rows += [(shown, a.login, a.password, a.name, a.province, a.note) for a in of_type]
    return text_table(("用户类型", "用户名", "密码", "姓名", "地区", "说明"), rows)


def show_window(url: str, profile: Path) -> int:
    """Open the window on a service and wait until it is closed; returns its exit status."""
    command = [sys.executable, "-m", "ui.app", "--server", url, "--profile", str(profile)]
    try:
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
