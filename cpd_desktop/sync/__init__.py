"""Blobs, push, pull: plain Python with callbacks, usable without Qt."""
