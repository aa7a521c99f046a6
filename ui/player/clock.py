"""Times within a lesson as people read them."""


def clock_text(milliseconds: int) -> str:
    """1:05, or 1:02:05 from an hour on."""
    minutes, seconds = divmod(max(0, milliseconds) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
