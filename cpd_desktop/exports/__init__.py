"""Files for other programs: workbooks (.xlsx) written row by row, and safe replacement of files."""
