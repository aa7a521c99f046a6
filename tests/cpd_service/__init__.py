"""The service, over HTTP and from inside."""
