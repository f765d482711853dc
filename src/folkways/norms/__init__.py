"""Norms: what a culture expects, mined from what its people said."""

from folkways.norms.book import NormBook
from folkways.norms.norm import Norm

__all__ = ["Norm", "NormBook"]
