"""Workbooks that people have filled in: read with care, checked cell by cell, in words that say what to do."""
