"""How close a model's answers are to the people's."""

from folkways.alignment.align import align
from folkways.alignment.alignment import Alignment
from folkways.alignment.compare import Comparison, compare, compare_conditions
from folkways.alignment.leaderboard import Leaderboard, leaderboard

__all__ = ["Alignment", "Comparison", "Leaderboard", "align", "compare", "compare_conditions", "leaderboard"]
