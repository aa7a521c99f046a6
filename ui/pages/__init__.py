"""The pages of the main window: one module per tab, all built on :mod:`ui.pages.page`."""
