"""The ten items of the Inglehart–Welzel map, as World Values Survey wave 7 asks them.

Every item is turned so that a higher value is the secular-rational or the self-expressive answer. Two are indices:
autonomy (independence and determination mentioned as qualities of a child, less obedience and religious faith; −2 to 2)
and postmaterialism (how many of a person's first and second aims are postmaterialist; 0 to 2). Both are sums over their
parts, so the mean of an index follows from the shares of each part alone: exactly, but for respondents who answered
only a part of an index.

Source: Inglehart, R., & Welzel, C. (2005). Modernization, Cultural Change, and Democracy, p. 49.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Axis = Literal["secular", "expression"]

_UP4 = {str(c): float(c) for c in range(1, 5)}
_UP10 = {str(c): float(c) for c in range(1, 11)}
_UP3 = {str(c): float(c) for c in range(1, 4)}
_AIMS = {"1": 0.0, "2": 1.0, "3": 0.0, "4": 1.0}


@dataclass(frozen=True, slots=True)
class ValueItem:
    """One of the ten.

    Attributes:
        name: one word.
        title: what a high value says.
        axis: the axis on which it is published to load.
        parts: column → code → points; the value is the sum over the parts, and missing where a part is.
    """

    name: str
    title: str
    axis: Axis
    parts: Mapping[str, Mapping[str, float]]

    def mean(self, column: str, codes: Sequence[str], shares: Floats) -> float:
        """What a part adds to the item's mean, given the shares of its codes (sum 1)."""
        points = self.parts[column]
        return float(sum(points[code] * share for code, share in zip(codes, shares, strict=True)))


TEN_ITEMS: tuple[ValueItem, ...] = (
    ValueItem("god", "God is not important", "secular", {"Q164": {c: 11 - v for c, v in _UP10.items()}}),
    ValueItem(
        "autonomy", "children should learn independence and determination, not faith and obedience", "secular",
        {"Q8": {"1": 1.0, "2": 0.0}, "Q14": {"1": 1.0, "2": 0.0}, "Q15": {"1": -1.0, "2": 0.0},
         "Q17": {"1": -1.0, "2": 0.0}},
    ),
    ValueItem("abortion", "abortion can be justified", "secular", {"Q184": _UP10}),
    ValueItem("pride", "not proud of one’s nation", "secular", {"Q254": _UP4}),
    ValueItem("authority", "more respect for authority would be bad", "secular", {"Q45": _UP3}),
    ValueItem("postmaterialism", "having a say and free speech before order and prices", "expression",
              {"Q154": _AIMS, "Q155": _AIMS}),
    ValueItem("happiness", "happy", "expression", {"Q46": {c: 5 - v for c, v in _UP4.items()}}),
    ValueItem("homosexuality", "homosexuality can be justified", "expression", {"Q182": _UP10}),
    ValueItem("petition", "has signed a petition, or might", "expression", {"Q209": {"1": 3.0, "2": 2.0, "3": 1.0}}),
    ValueItem("trust", "most people can be trusted", "expression", {"Q57": {"1": 1.0, "2": 0.0}}),
)  # fmt: skip

#: Every column that the ten need.
COLUMNS: tuple[str, ...] = tuple(column for item in TEN_ITEMS for column in item.parts)
