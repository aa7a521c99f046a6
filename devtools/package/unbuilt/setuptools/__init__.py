"""Stands in for setuptools where pip is to fetch a source archive and run nothing of it; see ../../pinned.py."""
