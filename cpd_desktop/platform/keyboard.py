"""What the keyboard has switched on, where the system tells."""

import sys


def caps_lock() -> bool | None:
    """Whether Caps Lock is on; None where the system cannot be asked without more ado."""
    if sys.platform == "win32":
        import ctypes

        caps_key, on = 0x14, 1
        return bool(ctypes.windll.user32.GetKeyState(caps_key) & on)
    return None
