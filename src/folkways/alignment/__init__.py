"""How close a model's answers are to the people's."""

from folkways.alignment.align import align
from folkways.alignment.alignment import Alignment
from folkways.alignment.compare import Comparison, compare, compare_conditions

__all__ = ["Alignment", "Comparison", "align", "compare", "compare_conditions"]
