"""Which of two arms a panel prefers, and whether more than a second draw of the same arm would move it.

The rate at which B wins is a mean over pairs of the probability that B is preferred, each pair seen from both sides.
Prompts are resampled, and with them all their pairs. The *resampling band* comes from pairs whose two responses are
both of one arm, drawn apart: there nothing differs but the draw. Within such a pair either response may be called B, so
the sign of its distance from one half is a coin's; the band is the middle part of the mean of as many prompts with
random signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.errors import InputError
from folkways.judges.calibration import Calibration
from folkways.judges.item import Pair
from folkways.judges.resampling import percentiles, resample
from folkways.judges.verdicts import by_judge, panel_mean

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Preference:
    """How often arm B wins over arm A.

    Attributes:
        estimate: mean probability that B is preferred; a half is no preference.
        low, high: interval over prompts; NaN with a single prompt.
        band_low, band_high: where the estimate would lie were B a second draw of A; None where that was not judged.
        pairs, prompts: that it rests on.
        unread: pairs without a verdict, left out.
        calibration: of the panel (or judge) on pairs that people judged.
    """

    estimate: float
    low: float
    high: float
    band_low: float | None
    band_high: float | None
    pairs: int
    prompts: int
    unread: int
    calibration: Calibration

    @property
    def counts(self) -> bool:
        """Whether there is a preference: the interval leaves out a half, and the estimate lies outside the band.

        False where no band was judged: nobody then knows what a second draw would do.
        """
        if self.band_low is None or self.band_high is None:
            return False
        return (self.low > 0.5 or self.high < 0.5) and not self.band_low <= self.estimate <= self.band_high

    def __str__(self) -> str:
        """The figure with its band, never without the calibration."""
        if self.band_low is None:
            band = "no band: no second draw was judged"
        else:
            band = f"a second draw: {self.band_low:.2f} to {self.band_high:.2f}"
        return f"{self.estimate:.2f} [{self.low:.2f}, {self.high:.2f}]; {band} ({self.calibration})"


def preference(
    verdicts: pl.DataFrame,
    pairs: Sequence[Pair],
    calibration: Calibration,
    *,
    same: pl.DataFrame | None = None,
    same_pairs: Sequence[Pair] = (),
    replicates: int = 2000,
    seed: int = 0,
    confidence: float = 0.95,
) -> Preference:
    """The panel's preference between two arms.

    Args:
        verdicts: from `Panel.prefer`; the judges count alike.
        pairs: those that were judged; their prompts are the clusters.
        calibration: of the panel on pairs.
        same, same_pairs: the same of pairs whose responses are two draws of one arm. Draw them as the arms were
            drawn: two greedy responses are one response, and their band would be empty.
        replicates, seed, confidence: of the bootstrap over prompts and of the band.

    Raises:
        InputError: a verdict is about a pair that is not given, verdicts are not about pairs, or none could be read.
    """
    sums, sizes, unread = _wins(verdicts, pairs)
    estimate = resample(
        len(sizes),
        lambda w: float(w @ sums / (w @ sizes)),
        replicates=replicates,
        seed=seed,
        confidence=confidence,
    )
    band: tuple[float | None, float | None] = (None, None)
    if same is not None:
        band = _band(*_wins(same, same_pairs)[:2], len(sizes), replicates, seed, confidence)
    return Preference(
        estimate.value, estimate.low, estimate.high, *band, int(sizes.sum()), len(sizes), unread, calibration
    )


def _wins(verdicts: pl.DataFrame, pairs: Sequence[Pair]) -> tuple[Floats, Floats, int]:
    """Per prompt the sum of B's probabilities and the number of pairs, shape [P] each; and how many went unread."""
    judged = panel_mean(by_judge(verdicts))
    if judged["codes"][0].to_list() != ["a", "b"]:
        raise InputError("the verdicts are not about pairs", mend="take them from Panel.prefer")
    prompt_of = {pair.id: pair.prompt for pair in pairs}
    if foreign := [item for item in judged["item"] if item not in prompt_of]:
        raise InputError(f"verdict on pair {foreign[0]!r}, which is not given", mend="give the pairs that were judged")
    prompts: dict[str, list[float]] = {}
    for item, probs in judged.filter(pl.col("probs").is_not_null()).select("item", "probs").iter_rows():
        prompts.setdefault(prompt_of[item], []).append(probs[1])
    if not prompts:
        raise InputError("no verdict could be read", mend="look at the column `text`, or choose other judges")
    sums = np.array([sum(found) for found in prompts.values()])
    sizes = np.array([float(len(found)) for found in prompts.values()])
    return sums, sizes, judged.height - int(sizes.sum())


def _band(
    sums: Floats, sizes: Floats, prompts: int, replicates: int, seed: int, confidence: float
) -> tuple[float, float]:
    """The middle part of means over `prompts` prompts of distances from a half with random signs."""
    rng = np.random.default_rng([seed, 4])
    drawn = rng.integers(0, len(sizes), (replicates, prompts))
    signs = rng.choice([-1.0, 1.0], (replicates, prompts))
    moved = (signs * (sums - sizes / 2)[drawn]).sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = percentiles(0.5 + moved, confidence)
    return low, high
