"""`dev.py package`: from one commit to what people install, and its trial. docs/packaging.md tells the rest."""
