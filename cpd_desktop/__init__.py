"""The client without a screen: local store, sync, exports and the command-line program."""
