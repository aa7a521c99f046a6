"""The central HTTP service: the authority on every record, for one province on SQLite or the country on PostgreSQL."""
