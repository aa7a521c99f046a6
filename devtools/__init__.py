"""The helpers behind dev.py; nothing here is shipped."""
