"""The frame around the pages: tabs, sync control, account, message line, activity list, status line."""
