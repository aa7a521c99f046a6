"""The HTTP face of the service. Routers read the request and hand it on; they hold no logic."""
