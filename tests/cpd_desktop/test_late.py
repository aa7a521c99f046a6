"""What is loaded late is loaded by one thread, and types are learnt by one: msgspec crashes where two learn one."""

import subprocess
import sys
import threading

from cpd_desktop.late import late, learn

THREADS = 6
READS_AT_ONCE = f"""
import sys, threading
from cpd_core import rule_files
from cpd_desktop.late import learn
from cpd_desktop.views import ApplicationDetail
import resources
sys.setswitchinterval(1e-6)
texts = [path.read_text("utf-8") for path in sorted(resources.path("rules").glob("*.toml"))]
gate = threading.Barrier({THREADS})
def read():
    gate.wait()
    learn(list[ApplicationDetail])
    for text in texts[:3]:
        rule_files.read(text, 1)
threads = [threading.Thread(target=read) for _ in range({THREADS})]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


class Folder:
    """Counts how often its part is loaded."""

    def __init__(self) -> None:
        self.loaded = 0
        self.gate = threading.Barrier(THREADS)

    @late
    def part(self) -> object:
        self.loaded += 1
        return object()


def test_a_part_is_loaded_once_whoever_asks_first() -> None:
    folder = Folder()
    found: list[object] = []

    def ask() -> None:
        folder.gate.wait()
        found.append(folder.part)

    threads = [threading.Thread(target=ask) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert folder.loaded == 1
    assert found == [folder.part] * THREADS


def test_many_threads_may_meet_a_type_first() -> None:
    """Without the care taken in rule_files and late, one in eight of these processes is killed by a signal."""
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", READS_AT_ONCE], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_a_type_is_learnt_as_often_as_one_likes() -> None:
    learn(list[int])
    learn(list[int])
