"""`folkways compare`."""


def command() -> None:
    """Being written."""
