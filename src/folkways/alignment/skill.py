"""Skill: how far a score goes from its baseline to the human ceiling; 0 = no better than the baseline, 1 = people."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from folkways.alignment.alignment import METRICS, SKILLS

Floats = NDArray[np.float64]
_AT = {name: i for i, name in enumerate(METRICS)}
_PAIRED = ("score", "ceiling", "nvas", "nvas_ceiling")


def with_others(values: Floats) -> Floats:
    """Cell metrics [N, M] with four columns more: score and ceiling where the pooled baseline exists, else NaN.

    A ratio of means needs its three means over the same cells.
    """
    alone = np.isnan(values[:, _AT["score_pooled"]])
    twins = values[:, [_AT[name] for name in _PAIRED]]
    return np.concatenate([values, np.where(alone[:, None], np.nan, twins)], axis=1)


def skill(score: Floats, baseline: Floats, ceiling: Floats) -> Floats:
    """(score − baseline)/(ceiling − baseline), of means; NaN where the baseline reaches the ceiling.

    >>> float(skill(np.array(0.75), np.array(0.5), np.array(1.0)))
    0.5
    """
    room = ceiling - baseline
    return np.divide(score - baseline, room, out=np.full(np.shape(room), np.nan), where=room > 1e-12)


def skills(means: Floats) -> Floats:
    """The skills of averaged metrics.

    Args:
        means: shape [B + 1, ..., M + 4], of the columns of `with_others`, row 0 the estimates.

    Returns:
        Shape [B + 1, ..., 6] over `SKILLS`. `skill` and `nvas_skill` are against the better of midpoint and uniform,
        which know nothing of any people; which of the two it is, is decided once, on the estimates, so that
        resampling cannot pick the luckier one. Those ending in `_midpoint` and `_pooled` are
        against that one baseline.
    """
    found = np.empty((*means.shape[:-1], len(SKILLS)))
    for i, (score, ceiling) in enumerate((("score", "ceiling"), ("nvas", "nvas_ceiling"))):
        of, top = means[..., _AT[score]], means[..., _AT[ceiling]]
        middle, flat = means[..., _AT[f"{score}_midpoint"]], means[..., _AT[f"{score}_uniform"]]
        blind = np.where(middle[0] >= flat[0], middle, flat)
        found[..., 3 * i] = skill(of, blind, top)
        found[..., 3 * i + 1] = skill(of, middle, top)
        of, top = means[..., len(METRICS) + 2 * i], means[..., len(METRICS) + 2 * i + 1]
        found[..., 3 * i + 2] = skill(of, means[..., _AT[f"{score}_pooled"]], top)
    return found
