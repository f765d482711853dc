"""The controls that every probe carries: what the validity gate and the content-free calibration are computed from.

- `format`: a sample of real questions, fully crossed over two orders, two label sets and two templates.
- `nonsense`: the same questions' options under a question about a made-up word, in every framing.
- `contrast`: questions on which all populations of the survey agree strongly, in both orders.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import polars as pl

from folkways.populations import Population
from folkways.probes.design import Cell, Design
from folkways.probes.framings import TEMPLATES
from folkways.probes.wordings import wording
from folkways.surveys import Question, Survey

#: How many real questions are taken into the format and nonsense controls, and how many contrast items.
SAMPLE = 24
CONTRASTS = 16

#: A question is a contrast item when the same option has at least this share in every population.
AGREEMENT = 0.6

ORDERS = ("given", "reversed")

_ONSETS = ("zor", "quin", "blax", "vemb", "plor", "drin", "snarf", "tweb", "grul", "fliv", "mox", "jund")
_CODAS = ("blax", "dle", "tig", "oon", "ary", "esk", "umple", "ivor", "ane", "ock")


def control_cells(
    survey: Survey,
    asked: Sequence[Question],
    populations: Sequence[Population],
    design: Design,
    seed: int,
    language: str,
) -> Iterator[Cell]:
    """The control prompts of a probe in one language; a model may be measurable in one and not in another.

    They are asked without reasoning.

    Args:
        survey: the whole survey: contrast items come from all of it.
        asked: the questions of this probe: the sample comes from them.
        populations: those asked in this language; persona and observer controls rotate through them.
        design: the factors of the probe.
        seed: decides the sample and the made-up words.
        language: BCP 47.
    """
    rng = random.Random(seed)
    sample = sample_questions([q for q in asked if language in q.texts], rng)
    other = "letters" if design.labels[0] == "digits" else "digits"
    base = {"language": language, "cue": design.cue}
    for question in sample:
        for order in ORDERS:
            for label_set in (design.labels[0], other):
                for template in TEMPLATES:
                    yield Cell(
                        question, None, "neutral", order=order, labels=label_set, template=template, control="format",
                        **base,
                    )  # fmt: skip
    stems = wording(language).nonsense
    for position, question in enumerate(sample):
        word = rng.choice(_ONSETS) + rng.choice(_CODAS)
        stem = stems[position % len(stems)].format(word=word)
        for framing in dict.fromkeys(("neutral", *design.framings)):
            people = None if framing == "neutral" else populations[position % len(populations)]
            for label_set in design.labels:
                for order in ORDERS:
                    yield Cell(
                        question, people, framing, order=order, labels=label_set, template=design.templates[0],
                        control="nonsense", stem=stem, **base,
                    )  # fmt: skip
    for question in contrast_questions(survey):
        if language not in question.texts:
            continue
        for order in ORDERS:
            yield Cell(
                question, None, "neutral", order=order, labels=design.labels[0], template=design.templates[0],
                control="contrast", **base,
            )  # fmt: skip


def sample_questions(asked: Sequence[Question], rng: random.Random) -> list[Question]:
    """Up to `SAMPLE` questions of 2 to 12 options, distinct numbers of options first, in survey order."""
    usable = [q for q in asked if len(q.codes) <= 12] or list(asked)
    by_size: dict[int, list[Question]] = {}
    for question in usable:
        by_size.setdefault(len(question.codes), []).append(question)
    for group in by_size.values():
        rng.shuffle(group)
    chosen: set[str] = set()
    while len(chosen) < min(SAMPLE, len(usable)):
        for size in sorted(by_size):
            if by_size[size] and len(chosen) < SAMPLE:
                chosen.add(by_size[size].pop().id)
    return [q for q in usable if q.id in chosen]


def contrast_questions(survey: Survey) -> list[Question]:
    """Up to `CONTRASTS` questions that people of every population answer alike, the most agreed first.

    Only questions asked in at least two populations count, and only those whose agreed option is not the middle of
    the scale: reversing the order moves it, so that a preference for a place cannot pass for agreement.
    """
    scale = survey.human.join(
        pl.DataFrame(
            [(q.id, c, i, len(q.codes)) for q in survey.questions for i, c in enumerate(q.codes)],
            schema={"question": pl.String, "option": pl.String, "place": pl.Int64, "k": pl.Int64},
            orient="row",
        ),
        on=["question", "option"],
    ).with_columns(share=pl.col("share") / pl.col("share").sum().over("question", "population"))
    agreed = (
        scale.filter(pl.col("share").is_finite())
        .group_by("question", "place", "k")
        .agg(pl.col("share").min().alias("least"), pl.len().alias("peoples"))
        .filter((pl.col("least") >= AGREEMENT) & (pl.col("peoples") >= 2) & (2 * pl.col("place") != pl.col("k") - 1))
        .sort(["least", "question"], descending=[True, False])
    )
    return [survey.by_id[q] for q in agreed["question"].head(CONTRASTS)]
