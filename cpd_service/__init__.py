"""The central HTTP service: the authority on applications, hours and certificates."""
