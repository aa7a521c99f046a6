"""Attachments inside the window: a strip that collects them and a viewer that shows them."""
