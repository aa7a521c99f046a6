"""The bases of everything that is sent."""

import msgspec


class Wire(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Base of everything that is sent: trees that never change, where the collector has no cycles to look for."""


class Strict(Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of what a client sends: a field that the service does not know is a mistake worth naming."""
