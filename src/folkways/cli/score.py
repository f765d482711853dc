"""`folkways score`."""


def command() -> None:
    """Being written."""
