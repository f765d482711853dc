"""Averages of cell scores with their intervals, as one long table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.alignment.alignment import METRICS, SKILLS, SUMMARY_SCHEMA
from folkways.alignment.bootstrap import Means, interval
from folkways.alignment.skill import skills

Floats = NDArray[np.float64]


def summarise(
    line: Mapping[str, str], means: Means, populations: Sequence[str], topics: Sequence[str], confidence: float
) -> pl.DataFrame:
    """The summary of one line (`SUMMARY_SCHEMA`): overall, by population, by topic, and averaged by topic first.

    Populations and topics without a cell are left out.
    """
    replicates = len(means.overall)
    metrics = np.array([*METRICS, *SKILLS])
    with_skills = [
        np.concatenate([x[..., : len(METRICS)], skills(x)], axis=-1)
        for x in (means.overall[:, None], means.population, means.topic)
    ]
    present = np.isfinite(means.topic)
    counted = present.sum(axis=1)
    by_topic = np.divide(
        np.where(present, means.topic, 0.0).sum(axis=1),
        counted,
        out=np.full((replicates, means.topic.shape[2]), np.nan),
        where=counted > 0,
    )[:, None]
    by_topic = np.concatenate([by_topic[..., : len(METRICS)], skills(by_topic)], axis=-1)
    kept_people = np.flatnonzero(means.cells[1] > 0)
    kept_topics = np.array([t for t in range(len(topics)) if means.cells[2][t] > 0 and topics[t]], np.int64)
    people = [populations[int(i)] for i in kept_people]
    blocks = [
        (with_skills[0], metrics, [""], [""], [means.cells[0]], [means.questions[0]]),
        (by_topic, np.array([f"{m}@topics" for m in metrics]), [""], [""], [means.cells[0]], [means.questions[0]]),
        (
            with_skills[1][:, kept_people], metrics, people, [""] * len(people),
            means.cells[1][kept_people], means.questions[1][kept_people],
        ),
        (
            with_skills[2][:, kept_topics], metrics, [""] * len(kept_topics), [topics[int(i)] for i in kept_topics],
            means.cells[2][kept_topics], means.questions[2][kept_topics],
        ),
    ]  # fmt: skip
    frames = [_long(x, m, p, t, c, n, confidence) for x, m, p, t, c, n in blocks if len(p)]
    named = [pl.lit(value).alias(name) for name, value in line.items()]
    return pl.concat(frames).with_columns(named).select(pl.col(n).cast(t) for n, t in SUMMARY_SCHEMA.items())


def _long(
    draws: Floats,
    metrics: NDArray[np.str_],
    populations: Sequence[str],
    topics: Sequence[str],
    cells: Sequence[int] | NDArray[np.int64],
    questions: Sequence[int] | NDArray[np.int64],
    confidence: float,
) -> pl.DataFrame:
    low, high = interval(draws, confidence)
    groups, width = draws.shape[1:]
    return pl.DataFrame(
        {
            "population": np.repeat(np.array(populations, dtype=object), width).tolist(),
            "topic": np.repeat(np.array(topics, dtype=object), width).tolist(),
            "metric": np.tile(metrics, groups).tolist(),
            "estimate": draws[0].ravel(),
            "low": low.ravel(),
            "high": high.ravel(),
            "cells": np.repeat(np.asarray(cells, np.int64), width),
            "questions": np.repeat(np.asarray(questions, np.int64), width),
        },
        nan_to_null=True,
    )
