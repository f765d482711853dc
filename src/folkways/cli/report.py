"""`folkways report`."""


def command() -> None:
    """Being written."""
