"""Time of all scores with 1,000 bootstraps on 864 questions × 16 populations × 6 conditions, beside a plain loop.

    python benchmarks/scoring.py

The people are simulated, every cell is there (13,824 a condition), options number 2 to 36 as in MENAValues. The
loop does the part of the work that scipy has functions for (W1, JSD, total variation, and a mean resampled by
question), one cell and one resample at a time, on a part of the cells and of the resamples; its times are scaled up.
"""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np
import polars as pl
from scipy.spatial.distance import jensenshannon
from scipy.stats import wasserstein_distance

from folkways.alignment import align
from folkways.answers import ANSWERS_SCHEMA, Answers
from folkways.populations import community
from folkways.surveys import Option, Question, Survey

FRAMINGS = ("neutral", "persona", "observer")
REASONING = ("direct", "reasoned")


def survey_of(questions: int, populations: int, rng: np.random.Generator) -> Survey:
    sizes = rng.choice([2, 3, 4, 5, 7, 10, 11, 36], questions, p=[0.1, 0.1, 0.4, 0.2, 0.05, 0.1, 0.04, 0.01])
    items = tuple(
        Question(
            f"q{i:04d}", {"en": f"question {i}"}, tuple(Option(str(j + 1), {"en": f"o{j}"}) for j in range(k)),
            scale="nominal" if i % 8 == 0 else "ordinal", topic=f"topic {i % 4}",
        )
        for i, k in enumerate(sizes)
    )  # fmt: skip
    people = tuple(community(f"people-{j:02d}", f"People {j}") for j in range(populations))
    blocks = [
        (q.id, p.id, code, share)
        for q in items
        for p in people
        for code, share in zip(q.codes, rng.dirichlet(np.ones(len(q.codes))), strict=True)
    ]
    human = pl.DataFrame(blocks, schema=["question", "population", "option", "share"], orient="row").with_columns(
        n_eff=1200.0, n=pl.lit(1200), central=pl.lit(None, pl.Float64)
    )
    return Survey("simulated", items, people, human)


def answers_of(survey: Survey, rng: np.random.Generator) -> Answers:
    rows = [
        (framing, reasoning, people, q.id, list(q.codes), rng.dirichlet(np.ones(len(q.codes))).tolist())
        for framing in FRAMINGS
        for reasoning in REASONING
        for people in ([""] if framing == "neutral" else [p.id for p in survey.populations])
        for q in survey.questions
    ]
    frame = pl.DataFrame(
        rows, schema=["framing", "reasoning", "population", "question", "codes", "probs"], orient="row"
    )
    constants = dict(
        model="m", language="en", order="given", labels="digits", template="plain", cue="before",
        control="", method="logprobs", off_label=0.0, text=None, parsed=None, state="answered", prompt_hash="",
        tokens=1,
    )  # fmt: skip
    frame = frame.with_columns(pl.lit(v, ANSWERS_SCHEMA[n]).alias(n) for n, v in constants.items())
    return Answers(frame)


def loop_seconds(
    cells: pl.DataFrame, replicates: int, part_cells: int, part_replicates: int
) -> tuple[float, float, float]:
    """Seconds of the plain loop, from a part: scoring all cells; one interval over all; one over one population."""
    part = cells.head(part_cells)
    start = time.perf_counter()
    for p, q in part.select("p", "q").iter_rows():
        places = range(len(p))
        wasserstein_distance(places, places, p, q)
        jensenshannon(p, q, 2)
        np.abs(np.subtract(p, q)).sum()
    scoring = (time.perf_counter() - start) / part.height * cells.height
    rng = np.random.default_rng(0)
    one = cells.filter((pl.col("framing") == "persona") & (pl.col("reasoning") == "direct"))
    found = []
    for group in (one, one.filter(pl.col("population") == one["population"][0])):
        names = group["question"].unique(maintain_order=True).to_list()
        values = {n: rows["score"].to_list() for (n,), rows in group.group_by("question", maintain_order=True)}
        start = time.perf_counter()
        for _ in range(part_replicates):
            drawn = [value for i in rng.integers(0, len(names), len(names)) for value in values[names[i]]]
            np.mean(drawn)
        found.append((time.perf_counter() - start) / part_replicates * replicates)
    return scoring, found[0], found[1]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--questions", type=int, default=864)
    parser.add_argument("--populations", type=int, default=16)
    parser.add_argument("--replicates", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    rng = np.random.default_rng(0)
    survey = survey_of(given.questions, given.populations, rng)
    answers = answers_of(survey, rng)
    seconds, found = [], []
    for _ in range(max(1, given.repeats)):
        start = time.perf_counter()
        found = [align(answers, survey, replicates=given.replicates)]
        seconds.append(time.perf_counter() - start)
    alignment = found[0]
    scoring, overall, single = loop_seconds(alignment.cells, given.replicates, 2000, 20)
    best = min(seconds)
    best = min(seconds)
    conditions = len(FRAMINGS) * len(REASONING)
    # The loop's time for an average goes with the cells that it is over.
    each = overall / (alignment.cells.height / conditions)
    same = scoring + each * float(alignment.summary["cells"].sum())
    print(f"cells: {alignment.cells.height:,}; averages with intervals: {alignment.summary.height:,}")
    print(f"align, {given.replicates} resamples: {best:.2f} s best, {max(seconds):.2f} s worst of {given.repeats}")
    print(f"plain loop, scoring by scipy (3 of the scores): {scoring:.1f} s; all scaled up from a part")
    print(f"plain loop, one interval: {overall:.1f} s over all populations, {single:.1f} s for one population")
    few = scoring + conditions * overall
    print(f"plain loop, scoring and one interval a condition: {few:.1f} s, {few / best:.1f} times align")
    print(f"plain loop, the same {alignment.summary.height:,} intervals: {same:.0f} s, {same / best:.0f} times align")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
