"""A rater model: how good each judge is, and what the items are, learnt together.

Source: Dawid & Skene 1979, Applied Statistics 28(1), 20–28. Each judge has a confusion matrix; given the true level,
judges answer independently. Expectation–maximisation finds the levels' prevalence, the matrices and, for every item,
the probability of each level. *Traps*: judges that share a fault (models of one family do) are taken for witnesses of
each other; the likelihood may have several maxima, and EM finds one near the judges' mean vote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.errors import InputError
from folkways.judges.verdicts import JUDGED_SCHEMA

Floats = NDArray[np.float64]

#: Fewer cannot be told apart from the items without human labels.
LEAST_JUDGES = 3

_TINY = 1e-300


@dataclass(frozen=True)
class DawidSkene:
    """A fitted rater model.

    Attributes:
        posterior: probability of each level per item, shape [I, K].
        prevalence: of the levels, shape [K].
        confusion: probability that a judge says level l of an item of level k, shape [J, K, K], rows sum to 1.
        log_likelihood: of the judges' answers, after each step; without the prior that smoothing stands for.
        converged: whether the last step changed no probability by more than the tolerance.
    """

    posterior: Floats
    prevalence: Floats
    confusion: Floats
    log_likelihood: tuple[float, ...]
    converged: bool


def dawid_skene(
    counts: Floats,
    *,
    known: Sequence[int | None] | None = None,
    smoothing: float = 0.1,
    steps: int = 1000,
    tolerance: float = 1e-6,
) -> DawidSkene:
    """Fit the rater model by EM.

    Args:
        counts: how often judge j said level k of item i, shape [I, J, K]; all zero where a judge said nothing.
        known: the true level of each item (its index) where people have said it, else None.
        smoothing: added to every cell of the confusion matrices and of the prevalence, so that what was not seen is
            not taken for impossible; 0 for maximum likelihood.
        steps: at most so many.
        tolerance: stop when no probability moves by more.

    Raises:
        InputError: the counts have the wrong shape, are negative or empty.
    """
    if counts.ndim != 3 or not counts.size or (counts < 0).any() or not counts.sum() > 0:
        raise InputError("counts are not an array [items, judges, levels] of what judges said", mend="see the docs")
    fixed = _fixed(known, *counts.shape[::2])
    votes = counts.sum(axis=1)
    overall = votes.sum(axis=0) / votes.sum()
    posterior = np.where(votes.sum(axis=1, keepdims=True) > 0, votes, overall)
    posterior = posterior / posterior.sum(axis=1, keepdims=True)
    posterior = np.where(np.isnan(fixed), posterior, fixed)
    likelihoods: list[float] = []
    converged = False
    prevalence, confusion = _maximise(counts, posterior, smoothing)
    for _ in range(steps):
        joint = np.log(np.maximum(prevalence, _TINY)) + np.einsum(
            "ijl,jkl->ik", counts, np.log(np.maximum(confusion, _TINY))
        )
        joint = np.where(np.isnan(fixed), joint, np.where(fixed > 0, joint, -np.inf))
        top = joint.max(axis=1, keepdims=True)
        scaled = np.exp(joint - top)
        likelihoods.append(float((top[:, 0] + np.log(scaled.sum(axis=1))).sum()))
        before, posterior = posterior, scaled / scaled.sum(axis=1, keepdims=True)
        prevalence, confusion = _maximise(counts, posterior, smoothing)
        if np.abs(posterior - before).max() <= tolerance:
            converged = True
            break
    return DawidSkene(posterior, prevalence, confusion, tuple(likelihoods), converged)


def panel_model(
    judged: pl.DataFrame, *, known: Mapping[str, str] | None = None, smoothing: float = 0.1
) -> tuple[pl.DataFrame, DawidSkene]:
    """The panel's verdicts by the rater model; what people said of an item outweighs the judges.

    Args:
        judged: from `by_judge`; the most likely level of each judge counts as its answer.
        known: item → the level that people gave it.
        smoothing: see `dawid_skene`.

    Returns:
        A frame of `JUDGED_SCHEMA` (judge `rater model`), items in the order of `judged`, and the model; its judges
        are in the order in which they first occur.

    Raises:
        InputError: fewer than three judges and no human labels of every level, or a label is no level of the rubric.
    """
    items = judged["item"].unique(maintain_order=True).to_list()
    judges = judged["judge"].unique(maintain_order=True).to_list()
    codes = judged["codes"][0].to_list()
    known = known or {}
    if wrong := sorted(set(known.values()) - set(codes)):
        raise InputError(f"label {wrong[0]!r} is no level", mend=f"use {', '.join(codes)}")
    anchored = set(codes) == {code for item, code in known.items() if item in set(items)}
    if len(judges) < LEAST_JUDGES and not anchored:
        raise InputError(
            f"{len(judges)} judges cannot be told apart from the items",
            mend="ask at least three judges, or give human labels of every level",
        )
    counts = np.zeros((len(items), len(judges), len(codes)))
    at_item, at_judge = {x: i for i, x in enumerate(items)}, {x: i for i, x in enumerate(judges)}
    for judge, item, code in judged.select("judge", "item", "code").iter_rows():
        if code is not None:
            counts[at_item[item], at_judge[judge], codes.index(code)] += 1
    truth = [codes.index(known[item]) if item in known else None for item in items]
    fitted = dawid_skene(counts, known=truth, smoothing=smoothing)
    rows = []
    for i, item in enumerate(items):
        said = int((counts[i].sum(axis=1) > 0).sum())
        probs = fitted.posterior[i].tolist() if said or item in known else None
        code = None if probs is None else codes[int(np.argmax(probs))]
        rows.append(("rater model", item, codes, probs, code, said, len(judges)))
    return pl.DataFrame(rows, schema=JUDGED_SCHEMA, orient="row"), fitted


def _maximise(counts: Floats, posterior: Floats, smoothing: float) -> tuple[Floats, Floats]:
    """Prevalence and confusion matrices that suit the items' levels best (equations 2.3 and 2.4)."""
    prevalence = posterior.sum(axis=0) + smoothing
    said = np.einsum("ik,ijl->jkl", posterior, counts) + smoothing
    whole = said.sum(axis=2, keepdims=True)
    k = counts.shape[2]
    confusion = np.divide(said, whole, out=np.full_like(said, 1 / k), where=whole > 0)
    return prevalence / prevalence.sum(), confusion


def _fixed(known: Sequence[int | None] | None, items: int, levels: int) -> Floats:
    """One-hot rows of the items whose level is known, NaN elsewhere; shape [I, K]."""
    fixed = np.full((items, levels), np.nan)
    for i, level in enumerate(known or ()):
        if level is not None:
            fixed[i] = np.eye(levels)[level]
    return fixed
