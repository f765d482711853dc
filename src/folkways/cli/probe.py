"""`folkways probe`."""


def command() -> None:
    """Being written."""
