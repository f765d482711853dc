"""Cluster bootstrap of means: questions are resampled, and with them all their cells.

The answer of a model to a question is copied to many populations (the neutral one always), so cells are not
independent; questions nearly are. With two-way clustering populations are resampled too (Owen 2007, the pigeonhole
bootstrap): wider, and right when the populations stand for others that were not asked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CLUSTERS = ("question", "question+population")
_BLOCK = 8_000_000  # numbers held at once


@dataclass(frozen=True)
class Weights:
    """How often each cluster was drawn. Row 0 is all ones: the estimate itself.

    Attributes:
        question: shape [B + 1, Q].
        population: shape [B + 1, P], or None where populations are kept as they are.
    """

    question: Floats
    population: Floats | None


def draw_weights(questions: int, populations: int, *, replicates: int, seed: int, cluster: str) -> Weights:
    """Draw the resamples.

    Raises:
        ValueError: an unknown way to cluster.
    """
    if cluster not in CLUSTERS:
        raise ValueError(f"cluster must be one of {', '.join(CLUSTERS)}, not {cluster!r}")
    rng = np.random.default_rng([seed, 1])
    return Weights(
        question=_counts(rng, questions, replicates),
        population=_counts(rng, populations, replicates) if cluster == "question+population" else None,
    )


@dataclass(frozen=True)
class Means:
    """Means with their resamples; row 0 of each is the estimate, NaN where a resample holds no cell.

    Attributes:
        overall: shape [B + 1, M].
        population: shape [B + 1, P, M].
        topic: shape [B + 1, T, M].
        cells: cells behind the overall mean; per population [P]; per topic [T]. Likewise questions.
    """

    overall: Floats
    population: Floats
    topic: Floats
    cells: tuple[int, Ints, Ints]
    questions: tuple[int, Ints, Ints]


def bootstrap_means(
    values: Floats, question: Ints, population: Ints, topic_of: Ints, populations: int, weights: Weights
) -> Means:
    """Means of cell values, overall, per population and per topic, in every resample.

    Args:
        values: shape [N, M]; NaN where a metric does not apply to a cell.
        question, population: indices of each cell, shape [N]; a pair occurs once.
        topic_of: the topic index of each question, shape [Q].
        populations: P.
        weights: from `draw_weights`.
    """
    n_questions, metrics = len(topic_of), values.shape[1]
    topics = int(topic_of.max()) + 1
    known = np.isfinite(values)
    partial = np.flatnonzero(~known.all(axis=0))
    columns = np.concatenate([np.where(known, values, 0.0), np.ones((len(values), 1)), known[:, partial]], axis=1)
    width = columns.shape[1]
    count_of = np.full(metrics, metrics)
    count_of[partial] = metrics + 1 + np.arange(len(partial))
    replicates = len(weights.question)
    by_population = np.empty((replicates, populations, metrics))
    by_topic = np.zeros((replicates, topics, width))
    step = max(1, _BLOCK // (replicates * width))
    members = [np.flatnonzero(topic_of == t) for t in range(topics)]
    for start in range(0, populations, step):
        stop = min(start + step, populations)
        here = (population >= start) & (population < stop)
        dense = np.zeros((n_questions, stop - start, width))
        dense[question[here], population[here] - start] = columns[here]
        total = np.zeros((replicates, stop - start, width))
        for t, rows in enumerate(members):
            drawn = (weights.question[:, rows] @ dense[rows].reshape(len(rows), -1)).reshape(total.shape)
            total += drawn
            if weights.population is None:
                by_topic[:, t] += drawn.sum(axis=1)
            else:
                by_topic[:, t] += np.einsum("bp,bpw->bw", weights.population[:, start:stop], drawn)
        by_population[:, start:stop] = _ratio(total, metrics, count_of)
    asked = np.zeros((n_questions, populations), bool)
    asked[question, population] = True
    tally = np.bincount(topic_of[question], minlength=topics)
    questions = np.array([asked[rows].any(axis=1).sum() for rows in members])
    return Means(
        overall=_ratio(by_topic.sum(axis=1), metrics, count_of),
        population=by_population,
        topic=_ratio(by_topic, metrics, count_of),
        cells=(len(values), asked.sum(axis=0), tally),
        questions=(int(asked.any(axis=1).sum()), asked.sum(axis=0), questions),
    )


def interval(draws: Floats, confidence: float) -> tuple[Floats, Floats]:
    """The percentile interval along the first axis; row 0 is the estimate and is left out.

    Resamples without a cell (NaN) are ignored; NaN where fewer than half the resamples are left.
    """
    tail = (1.0 - confidence) / 2.0
    drawn = draws[1:]
    if len(drawn) == 0:
        return np.full(draws.shape[1:], np.nan), np.full(draws.shape[1:], np.nan)
    flat = np.ascontiguousarray(drawn.reshape(len(drawn), -1).T)
    bounds = np.full((2, len(flat)), np.nan)
    whole = np.isfinite(flat).all(axis=1)
    if whole.any():
        bounds[:, whole] = np.quantile(flat[whole], [tail, 1.0 - tail], axis=1)
    for column in np.flatnonzero(~whole):
        kept = flat[column][np.isfinite(flat[column])]
        if len(kept) >= len(drawn) / 2:
            bounds[:, column] = np.quantile(kept, [tail, 1.0 - tail])
    low, high = bounds.reshape(2, *draws.shape[1:])
    return low, high


def _counts(rng: np.random.Generator, clusters: int, replicates: int) -> Floats:
    drawn = rng.integers(0, clusters, (replicates, clusters)) + clusters * np.arange(replicates)[:, None]
    counts = np.bincount(drawn.ravel(), minlength=replicates * clusters).reshape(replicates, clusters)
    return np.concatenate([np.ones((1, clusters)), counts.astype(np.float64)])


def _ratio(total: Floats, metrics: int, count_of: Ints) -> Floats:
    count = total[..., count_of]
    return np.divide(total[..., :metrics], count, out=np.full(count.shape, np.nan), where=count > 0)
