"""A build backend that builds nothing: pip asks it for the metadata of what it fetches, and gets what lies there."""

import shutil
from pathlib import Path


class __legacy__:  # noqa: N801 - the name that pip looks for where an archive names no backend
    """The two questions that `pip download` asks."""

    @staticmethod
    def get_requires_for_build_wheel(config_settings: object = None) -> list[str]:
        """Nothing is needed to build nothing."""
        return []

    @staticmethod
    def prepare_metadata_for_build_wheel(metadata_directory: str, config_settings: object = None) -> str:
        """Hand on the archive's own PKG-INFO; its setup.py is never run."""
        name, version = "", ""
        for line in Path("PKG-INFO").read_text("utf-8").splitlines():
            name = line.partition(": ")[2] if line.startswith("Name: ") else name
            version = line.partition(": ")[2] if line.startswith("Version: ") else version
        folder = Path(metadata_directory, f"{name.replace('-', '_')}-{version}.dist-info")
        folder.mkdir()
        shutil.copyfile("PKG-INFO", folder / "METADATA")
        return folder.name
