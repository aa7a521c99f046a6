"""Where the frozen programs begin; build_installer.spec names these files."""
