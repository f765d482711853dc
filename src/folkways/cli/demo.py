"""`folkways demo`."""


def command() -> None:
    """Being written."""
