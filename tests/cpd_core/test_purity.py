"""The core is pure: importing all of it loads the standard library and msgspec, nothing else."""

import json
import subprocess
import sys

PROGRAM = """
import importlib, json, pkgutil, sys
before = set(sys.modules)
import cpd_core
for module in pkgutil.iter_modules(cpd_core.__path__):
    importlib.import_module(f"cpd_core.{module.name}")
print(json.dumps(sorted({name.partition(".")[0] for name in set(sys.modules) - before})))
"""


def test_the_core_imports_the_standard_library_and_msgspec_only():
    output = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stdout
    loaded = set(json.loads(output))
    assert loaded >= {"cpd_core", "msgspec"}
    allowed = {"cpd_core", "msgspec", "typing_extensions"}  # the last by msgspec, where it is installed
    assert loaded - sys.stdlib_module_names <= allowed
    assert not loaded & {"PySide6", "sqlalchemy", "requests", "sqlite3", "socket"}
