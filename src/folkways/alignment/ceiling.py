"""The human ceiling: what somebody who knows the true shares would score against the sample that we have.

No model can be expected to score more, because the survey itself is a sample: it misses the true shares by chance.
How far is computed from the cell's own shares, taken for the true ones, and a multinomial sample of its effective n
(rounded to a whole number, at least 1). One sampling error is counted, the survey's. A second survey of the same
people would have its own on top, and score less: its losses are about √2 times as large where the score is 1 − W1,
and about twice as large where it is 1 − JSD.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from folkways.alignment.divergence import js_terms
from folkways.alignment.grid import Grid
from folkways.alignment.nvas import central_value, nvas

Floats = NDArray[np.float64]
_CHUNK = 2_000_000  # numbers held at once
_DRAWS = (400, 20_000)  # simulated samples of a cell: the more cells, the fewer


def binomial_deviation(n: Floats, p: Floats) -> Floats:
    """E|X/n − p| for X ~ Binomial(n, p), exact (de Moivre 1730); shapes broadcast.

    >>> round(float(binomial_deviation(np.array(1.0), np.array(0.25))), 6)
    0.375
    """
    from scipy.special import gammaln, xlog1py, xlogy

    n, p = np.broadcast_arrays(np.asarray(n, np.float64), np.clip(p, 0.0, 1.0))
    inside = (p > 0) & (p < 1)
    m = np.minimum(np.floor(n * p), n - 1)
    log = (
        np.log(2.0)
        + xlog1py(n - m, -np.where(inside, p, 0.5))
        + xlogy(m + 1, np.where(inside, p, 0.5))
        + np.log(m + 1)
        + gammaln(n + 1)
        - gammaln(m + 2)
        - gammaln(n - m)
    )
    return np.where(inside, np.exp(log) / n, 0.0)


def w1_ceiling(p: Floats, n: Floats, k: NDArray[np.int64]) -> Floats:
    """Expected 1 − W1/(K − 1) of the true shares against a sample of them, exact; p is [N, K], n and k are [N]."""
    cumulative = np.cumsum(p, axis=1)
    inner = np.arange(p.shape[1]) < (k - 1)[:, None]
    gaps = np.where(inner, binomial_deviation(n[:, None], np.where(inner, cumulative, 0.0)), 0.0)
    return 1.0 - gaps.sum(axis=1) / (k - 1)


def js_ceiling(p: Floats, n: Floats) -> Floats:
    """Expected 1 − JSD (base 2) of the true shares against a sample of them; p is [N, K], n is [N].

    Each option's count is binomial and the divergence is a sum over options, so the expectation is a finite sum; it
    is taken over eight standard deviations around the mean, which leaves out less than 1e-12.
    """
    from scipy.special import gammaln, xlog1py, xlogy

    cell, option = np.nonzero(p > 0)
    share, size = p[cell, option], n[cell]
    expected = np.zeros(len(share))
    half_widths = np.ceil(8 * np.sqrt(size * share * (1 - share))).astype(np.int64) + 12
    order = np.argsort(half_widths)
    start = 0
    while start < len(order):
        stop = start + 1
        while stop < len(order) and (stop + 1 - start) * (2 * half_widths[order[stop]] + 1) <= _CHUNK:
            stop += 1
        part = order[start:stop]
        reach = int(half_widths[part].max())
        s, m = share[part, None], size[part, None]
        x = np.floor(s * m) + np.arange(-reach, reach + 1)
        real = (x >= 0) & (x <= m)
        x = np.where(real, x, 0.0)
        log = gammaln(m + 1) - gammaln(x + 1) - gammaln(m - x + 1) + xlogy(x, s) + xlog1py(m - x, -s)
        term = np.exp(log) * js_terms(np.broadcast_to(s, x.shape), x / m)
        expected[part] = np.where(real, term, 0.0).sum(axis=1)
        start = stop
    lost = np.bincount(cell, expected, minlength=len(p)).astype(np.float64)
    return 1.0 - np.clip(lost, 0.0, 1.0)


def score_ceiling(grid: Grid) -> Floats:
    """The ceiling of the headline score of every cell, shape [C]; exact on both scales."""
    n = _sample_size(grid)
    ordinal = grid.ordinal[grid.question]
    ceiling = np.ones(len(grid))
    ceiling[ordinal] = w1_ceiling(grid.p[ordinal], n[ordinal], grid.k[grid.question[ordinal]])
    ceiling[~ordinal] = js_ceiling(grid.p[~ordinal], n[~ordinal])
    return ceiling


def nvas_ceiling(grid: Grid, seed: int = 0) -> Floats:
    """The ceiling of NVAS of every cell, shape [C].

    Means of two-point scales are exact. Other means use E|X̄ − μ| = σ·√(2/(π n)) where the mean of the sample is close
    to normal (n ≥ 50 and skewness/√n < 0.1), else simulated samples. Modes are simulated too, except where another mode
    is more than five standard errors away. Between 400 samples a cell (many cells; the standard error of a cell is then
    below 2.5 points) and 20,000 (few cells) are drawn.
    """
    q, n = grid.question, _sample_size(grid)
    ordinal, values = grid.ordinal[q], grid.values[q]
    span = np.abs(grid.high - grid.low)[q]
    mean = (grid.p * values).sum(axis=1)
    centred = np.where(grid.mask[q], values - mean[:, None], 0.0)
    variance = (grid.p * centred**2).sum(axis=1)
    third = np.abs((grid.p * centred**3).sum(axis=1))
    skew = np.divide(third, variance**1.5, out=np.zeros_like(third), where=variance > 0)
    loss = np.sqrt(2 * variance / (np.pi * n)) / span
    two = ordinal & (grid.k[q] == 2)
    loss[two] = binomial_deviation(n[two], grid.p[two, 0])
    top = -np.sort(-grid.p, axis=1)[:, :2]
    gap = top[:, 0] - top[:, 1]
    error = np.sqrt(np.maximum(top.sum(axis=1) - gap**2, 0.0) / n)
    loss[~ordinal] = 0.0
    doubtful = np.where(ordinal, ~two & (variance > 0) & ((n < 50) | (skew >= 0.1 * np.sqrt(n))), gap <= 5 * error)
    rows = np.flatnonzero(doubtful)
    rng = np.random.default_rng(seed)
    draws = int(np.clip(_CHUNK // max(1, len(rows) * grid.p.shape[1]), *_DRAWS))
    step = max(1, _CHUNK // (draws * grid.p.shape[1]))
    for start in range(0, len(rows), step):
        part = rows[start : start + step]
        width = int(grid.k[q[part]].max())
        fresh = rng.multinomial(n[part, None].astype(np.int64), grid.p[part, None, :width], size=(len(part), draws))
        got = central_value(fresh / n[part, None, None], values[part, None, :width], ordinal[part, None])
        truth = central_value(grid.p[part], values[part], ordinal[part])
        low, high = grid.low[q[part], None], grid.high[q[part], None]
        loss[part] = 1.0 - nvas(truth[:, None], got, low, high).mean(axis=1) / 100.0
    return 100.0 * (1.0 - loss)


def _sample_size(grid: Grid) -> Floats:
    return np.maximum(np.rint(grid.n_eff), 1.0)
