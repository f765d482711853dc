"""Two alignments on the cells that both hold."""

from __future__ import annotations


class Comparison:
    """Being written."""


def compare() -> None:
    """Being written."""
