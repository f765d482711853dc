"""How well a classifier does: macro-F1 with intervals, and two classifiers on the same texts.

    F1 of a label = 2 TP / (2 TP + FP + FN)          macro-F1 = its mean over the labels that people gave

An abstention is a miss of the true label (FN) and a false alarm of none. Intervals resample texts; resampling texts is
drawing the counts of the confusion matrix from a multinomial, so that a million texts cost no more than ten. Two models
are resampled together (paired).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.errors import InputError
from folkways.judges.moderation import PREDICTIONS_SCHEMA, STATES
from folkways.judges.resampling import percentiles

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: One row over all cultures (`culture` is "") and one a culture. `majority` is the macro-F1 of always giving the most
#: common label, `uniform` that of guessing among the labels (at expected counts). The last columns count abstentions.
FIGURES_SCHEMA: dict[str, Any] = {
    "culture": pl.String,
    "texts": pl.Int64,
    "labels": pl.Int64,
    "macro_f1": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "majority": pl.Float64,
    "uniform": pl.Float64,
    "accuracy": pl.Float64,
    **{name: pl.Int64 for name in STATES[1:]},
}

#: One row per culture ("" for all) and label that people gave there. `precision` is null where it was never predicted.
BY_LABEL_SCHEMA: dict[str, Any] = {
    "culture": pl.String,
    "label": pl.String,
    "texts": pl.Int64,
    "precision": pl.Float64,
    "recall": pl.Float64,
    "f1": pl.Float64,
    "abstained": pl.Int64,
}

#: One row over all cultures (`culture` is "") and one a culture, over the texts that both classified.
DIFFERENCE_SCHEMA: dict[str, Any] = {
    "culture": pl.String,
    "texts": pl.Int64,
    "a": pl.Float64,
    "b": pl.Float64,
    "difference": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}


def moderation_figures(predictions: pl.DataFrame, *, replicates: int = 2000, seed: int = 0) -> pl.DataFrame:
    """Macro-F1 overall and by culture, with its interval and baselines.

    Args:
        predictions: of `PREDICTIONS_SCHEMA`.
        replicates, seed: of the bootstrap.

    Returns:
        A frame of `FIGURES_SCHEMA`; an interval is null where there is one text.

    Raises:
        InputError: there are no predictions, or two of one text.
    """
    rows = []
    for culture, part in _by_culture(_checked(predictions)):
        labels = _labels(part)
        truth, said = _coded(part["label"], labels), _coded(part["predicted"], labels)
        drawn = _resampled(np.stack([truth, said]), len(labels), replicates, seed)[0]
        low, high = percentiles(drawn[1:], 0.95) if len(part) > 1 and replicates else (np.nan, np.nan)
        count = np.bincount(truth, minlength=len(labels)).astype(np.float64)
        states = dict(part["state"].value_counts().iter_rows())
        rows.append(
            {
                "culture": culture,
                "texts": len(part),
                "labels": len(labels),
                "macro_f1": drawn[0],
                "low": low,
                "high": high,
                "majority": 2 * count.max() / (count.max() + count.sum()) / len(labels),
                "uniform": float(np.mean(2 * count / (count * len(labels) + count.sum()))),
                "accuracy": float(np.mean(truth == said)),
                **{name: states.get(name, 0) for name in STATES[1:]},
            }
        )
    return pl.DataFrame(rows, schema=FIGURES_SCHEMA).with_columns(pl.selectors.float().fill_nan(None))


def moderation_by_label(predictions: pl.DataFrame) -> pl.DataFrame:
    """Precision, recall and F1 of every label, overall and by culture.

    Returns:
        A frame of `BY_LABEL_SCHEMA`.

    Raises:
        InputError: there are no predictions, or two of one text.
    """
    rows = []
    for culture, part in _by_culture(_checked(predictions)):
        labels = _labels(part)
        confusion = _confusion(_coded(part["label"], labels), _coded(part["predicted"], labels), len(labels))
        for i, label in enumerate(labels):
            of, given, hit = confusion[i].sum(), confusion[:, i].sum(), confusion[i, i]
            rows.append((culture, label, int(of), hit / given if given else None, hit / of, 2 * hit / (of + given),
                         int(confusion[i, -1])))  # fmt: skip
    return pl.DataFrame(rows, schema=BY_LABEL_SCHEMA, orient="row")


def compare_moderation(a: pl.DataFrame, b: pl.DataFrame, *, replicates: int = 2000, seed: int = 0) -> pl.DataFrame:
    """Macro-F1 of two models on the texts that both classified, and the difference B − A with its paired interval.

    Args:
        a, b: of `PREDICTIONS_SCHEMA`, such as of the untuned and of the tuned model.
        replicates, seed: of the bootstrap.

    Returns:
        A frame of `DIFFERENCE_SCHEMA`.

    Raises:
        InputError: they share no text, or people gave a text two labels.
    """
    joined = shared_texts(_checked(a), _checked(b))
    rows = []
    for culture, part in _by_culture(joined):
        labels = _labels(part)
        coded = np.stack([_coded(part[name], labels) for name in ("label", "predicted", "predicted_b")])
        first, second = _resampled(coded, len(labels), replicates, seed)
        apart = second - first
        low, high = percentiles(apart[1:], 0.95) if len(part) > 1 and replicates else (np.nan, np.nan)
        rows.append((culture, len(part), first[0], second[0], apart[0], low, high))
    return pl.DataFrame(rows, schema=DIFFERENCE_SCHEMA, orient="row").with_columns(pl.selectors.float().fill_nan(None))


def shared_texts(a: pl.DataFrame, b: pl.DataFrame) -> pl.DataFrame:
    """The texts of both, `_b` behind the names of what differs.

    Args:
        a, b: with `id`, `culture` and `label`, such as predictions or a labelled set.

    Raises:
        InputError: they share no text, or people gave a text two labels.
    """
    joined = a.join(b, on=["id", "culture"], how="inner", maintain_order="left", suffix="_b")
    if joined.is_empty():
        raise InputError("the two runs share no text", mend="classify the same labelled set with both models")
    unlike = joined.filter(pl.col("label") != pl.col("label_b"))
    if unlike.height:
        raise InputError(
            f"the label is {unlike['label'][0]!r} in one run and {unlike['label_b'][0]!r} in the other",
            where=f"text {unlike['id'][0]}", mend="classify the same labelled set with both models",
        )  # fmt: skip
    return joined


def _checked(predictions: pl.DataFrame) -> pl.DataFrame:
    missing = [name for name in PREDICTIONS_SCHEMA if name not in predictions.columns]
    if missing:
        raise InputError(f"predictions lack the columns {', '.join(missing)}", mend="take them from moderate")
    if predictions.is_empty():
        raise InputError("there are no predictions", mend="classify a labelled set first")
    if predictions["id"].is_duplicated().any():
        raise InputError("a text is there twice", mend="keep one prediction a text")
    return predictions.sort("id")


def _by_culture(frame: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """The whole under "", then each culture by name; where there is one alone, the whole is all there is to say."""
    cultures = sorted(set(frame["culture"]))
    return [("", frame)] + [(name, frame.filter(pl.col("culture") == name)) for name in cultures if name]


def _labels(part: pl.DataFrame) -> list[str]:
    return sorted(set(part["label"]))


def _coded(values: pl.Series, labels: list[str]) -> Ints:
    """The place of each label, the number of labels for an abstention, one more for a label that nobody gave here."""
    places = {label: i for i, label in enumerate(labels)}
    return np.array(
        [len(labels) if value is None else places.get(value, len(labels) + 1) for value in values], np.int64
    )


def _confusion(truth: Ints, said: Ints, labels: int) -> Ints:
    """Texts by label of people (rows) and of the model (columns), shape [L, L + 2].

    The last column but one is for labels that nobody gave here, the last for abstentions.
    """
    columns = np.array([*range(labels), labels + 1, labels])
    return np.bincount(truth * (labels + 2) + columns[said], minlength=labels * (labels + 2)).reshape(labels, -1)


def _resampled(coded: Ints, labels: int, replicates: int, seed: int) -> list[Floats]:
    """Macro-F1 of each model in every resample, each of shape [R + 1]; element 0 is the estimate.

    Args:
        coded: shape [1 + M, N]: the people's labels, and those of M models.
    """
    patterns, count = np.unique(coded, axis=1, return_counts=True)
    rng = np.random.default_rng([seed, 8])
    total = int(count.sum())
    weights = np.concatenate([count[None], rng.multinomial(total, count / total, size=replicates)]).astype(np.float64)
    truth = (patterns[0][:, None] == np.arange(labels)).astype(np.float64)
    found = []
    for said in patterns[1:]:
        given = (said[:, None] == np.arange(labels)).astype(np.float64)
        hit, of, guessed = (weights @ part for part in (truth * given, truth, given))
        known = of > 0  # the labels that people gave in a resample, the same for every model
        f1 = np.divide(2 * hit, of + guessed, out=np.zeros(of.shape), where=known)
        found.append(f1.sum(axis=1) / known.sum(axis=1))
    return found
