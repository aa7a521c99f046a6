"""Run by Alembic: the connection comes from cpd_desktop.store.upgrade."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transaction_per_migration=False)
context.run_migrations()
