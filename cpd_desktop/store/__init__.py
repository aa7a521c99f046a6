"""The local cache: one SQLite file per profile; all SQL of the client is here."""
