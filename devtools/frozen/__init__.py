"""Where the frozen programs begin; build_installer.spec names this folder."""
