"""The validity gate: is there anything to measure?

Each check compares the model with itself, so that nothing about the people's answers can make it pass but the
contrast items. Every statistic is a mean over questions with a bootstrap interval over questions; a check passes
when the whole 95 % interval is on the right side of its threshold. The thresholds were set before any model was
looked at. A model must pass all checks that could be run.

Sources: Dominguez-Olmedo et al. 2023 (order randomisation), Röttger et al. 2024, Zhao et al. 2021 (content-free
inputs), Khan et al. 2025 (format effects against differences between countries).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np
import polars as pl

from folkways.answers import Answers
from folkways.probes.profiles import Array, Profiles, total_variation
from folkways.probes.variance import VARIANCE_SCHEMA, variance_components, yardstick
from folkways.surveys import Survey

REPLICATES = 2000

#: A check on fewer questions is not run: an interval over two or three values can lie beyond 0 by chance.
FEWEST = 5

#: Without these three nothing says that answers follow content.
CORE = {"reversal", "nonsense", "labels"}


@dataclass(frozen=True)
class Check:
    """One control and its verdict.

    Attributes:
        name: `reversal`, `nonsense`, `labels`, `contrast` or `off_label`.
        title: the question that the check answers, in plain words.
        passed: whether the interval lies wholly on the right side of the threshold.
        estimate, low, high: mean over questions and its 95 % bootstrap interval.
        threshold: what `low` must exceed (`high` must stay below it for `off_label`).
        n: questions behind the figure.
        explanation: one sentence for the report.
    """

    name: str
    title: str
    passed: bool
    estimate: float
    low: float
    high: float
    threshold: float
    n: int
    explanation: str


@dataclass(frozen=True)
class Gate:
    """The verdict of the controls on one model.

    Attributes:
        verdict: `measurable`, `not measurable`, or `not tested` where there were no controls.
        reason: one sentence.
        checks: the checks that could be run.
        variance: shares of variance (`VARIANCE_SCHEMA`).
        yardstick: standard deviations as fractions of the scale: `format_sd`, `culture_sd`, each with `_low` and
            `_high`, and their `ratio`.
        language: of the controls, where they were asked in several; "" otherwise.
        others: the gates of the other languages.
    """

    verdict: str
    checks: tuple[Check, ...]
    reason: str
    variance: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=VARIANCE_SCHEMA))
    yardstick: dict[str, float] = field(default_factory=dict)
    language: str = ""
    others: Mapping[str, Gate] = field(default_factory=dict)

    @classmethod
    def untested(cls, reason: str) -> Gate:
        """The gate of answers that came without controls."""
        return cls("not tested", (), reason)

    def to_record(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            "verdict": self.verdict,
            "reason": self.reason,
            "checks": [asdict(check) for check in self.checks],
            "variance": self.variance.to_dicts(),
            "yardstick": self.yardstick,
            "language": self.language,
            "others": {tag: gate.to_record() for tag, gate in self.others.items()},
        }


def validity_gate(answers: Answers, survey: Survey, *, seed: int = 0) -> Gate:
    """Judge a probe by its controls, in each language in which they were asked.

    A model may follow what is asked in one language and not in another. The verdict is that of the survey's source
    language where it was asked; the others stand beside it. Answers after reasoning have no controls and are left out.

    Args:
        answers: of one probe, controls included.
        survey: the survey that was asked: contrast items and the spread between peoples come from it.
        seed: of the bootstrap.
    """
    direct = answers.frame.filter(pl.col("reasoning") == "direct")
    tags = list(dict.fromkeys(direct.filter(pl.col("control") != "")["language"]))
    if len(tags) < 2:
        return _judge(replace(answers, frame=direct), survey, seed)
    tags.sort(key=lambda tag: tag != survey.questions[0].language)
    parts = {tag: replace(answers, frame=direct.filter(pl.col("language") == tag)) for tag in tags}
    gates = {tag: _judge(part, survey, seed) for tag, part in parts.items()}
    return replace(gates[tags[0]], language=tags[0], others={tag: gates[tag] for tag in tags[1:]})


def _judge(answers: Answers, survey: Survey, seed: int) -> Gate:
    rows = answers.frame.filter(pl.col("probs").is_not_null())
    if rows.filter(pl.col("control") != "").is_empty():
        return Gate.untested("These answers came without control questions, so nothing says whether the model "
                             "answers by content or by format.")  # fmt: skip
    main = str(rows.filter(pl.col("control") == "nonsense")["labels"].first() or "digits")
    template = str(rows.filter(pl.col("control") == "nonsense")["template"].first() or "plain")
    formats = Profiles.of(answers, "format")
    nonsense = Profiles.of(answers, "nonsense").averaged(main)
    other = next((key[1] for key in formats.by_format if key[1] != main), main)
    real, swapped = formats.averaged(main, template), formats.averaged(other, template)
    rng = np.random.default_rng(seed)
    made = [
        _reversal(formats, main, template, rng),
        _nonsense(real, swapped, nonsense, rng),
        _labels(real, swapped, rng),
        _contrast(Profiles.of(answers, "contrast").averaged(main), survey, rng),
        _off_label(rows.filter(pl.col("off_label").is_not_null()), rng),
    ]
    checks = tuple(check for check in made if check is not None)
    failed = [check for check in checks if not check.passed]
    if not checks:
        verdict, reason = "not tested", "No control could be computed from these answers."
    elif failed:
        verdict = "not measurable"
        reason = (
            f"Fails {len(failed)} of {len(checks)} checks ({', '.join(c.name.replace('_', '-') for c in failed)}): "
            + failed[0].explanation
        )
    elif lacking := CORE - {check.name for check in checks}:
        verdict = "not tested"
        reason = f"Too few questions for {len(lacking)} of the controls ({', '.join(sorted(lacking))}): ask more."
    else:
        verdict, reason = "measurable", f"Passes all {len(checks)} checks: its answers follow what is asked."
    return Gate(
        verdict, checks, reason, variance_components(answers, survey, seed=seed), yardstick(answers, survey, seed=seed)
    )


def _interval(values: Sequence[float] | Array, rng: np.random.Generator) -> tuple[float, float, float]:
    """Mean, and the 2.5 % and 97.5 % points of its bootstrap distribution."""
    array = np.asarray(values, float)
    draws = array[rng.integers(0, len(array), (REPLICATES, len(array)))].mean(axis=1)
    low, high = np.quantile(draws, [0.025, 0.975])
    return float(array.mean()), float(low), float(high)


def _check(
    name: str, title: str, values: Sequence[float] | Array, threshold: float, explain: str, rng: np.random.Generator,
    *, below: bool = False,
) -> Check | None:  # fmt: skip
    if len(values) < FEWEST:
        return None
    estimate, low, high = _interval(values, rng)
    # Rounding, so that a model that is exactly indifferent (0 up to float noise) does not pass.
    passed = round(high, 9) < threshold if below else round(low, 9) > threshold
    text = explain.format(abs(estimate))
    if not passed and (estimate < threshold if below else estimate > threshold):
        text = text.rstrip(".") + ", but not beyond what the choice of questions explains."
    return Check(name, title, passed, estimate, low, high, threshold, len(values), text)


def _reversal(formats: Profiles, labels: str, template: str, rng: np.random.Generator) -> Check | None:
    """Distance between the two orders by place, less the distance by content."""
    given = formats.by_format.get(("given", labels, template), {})
    turned = formats.by_format.get(("reversed", labels, template), {})
    values = [
        total_variation(given[q], turned[q][::-1]) - total_variation(given[q], turned[q])
        for q in sorted(set(given) & set(turned))
    ]
    mean = float(np.mean(values)) if values else 0.0
    says = (
        "with the options shown in reverse, its answers stay with the option rather than with the place (by {:.2f})."
        if mean > 0
        else "with the options shown in reverse, its answers stay with the place on the list rather than with what "
        "the option says (by {:.2f})."
    )
    return _check("reversal", "Does the answer follow the option, not its place?", values, 0.0, says, rng)


def _nonsense(real: dict[str, Array], swapped: dict[str, Array], made_up: dict[str, Array],
              rng: np.random.Generator) -> Check | None:  # fmt: skip
    """Distance between the real question and one about a made-up word, less the distance between label styles."""
    shared = sorted(set(real) & set(swapped) & set(made_up))
    values = [total_variation(real[q], made_up[q]) - total_variation(real[q], swapped[q]) for q in shared]
    mean = float(np.mean(values)) if values else 0.0
    says = (
        "asked about a made-up word instead of the real topic, its answers change more than a change of labels "
        "changes them (by {:.2f})."
        if mean > 0
        else "replacing the topic by a made-up word changes its answers less than swapping digits for letters does "
        "(by {:.2f})."
    )
    return _check("nonsense", "Does the topic matter more than the format?", values, 0.0, says, rng)


def _labels(real: dict[str, Array], swapped: dict[str, Array], rng: np.random.Generator) -> Check | None:
    """Distance to other questions with as many options, less the distance to itself under other labels."""
    values = []
    for q in sorted(set(real) & set(swapped)):
        others = [real[o] for o in sorted(real) if o != q and len(real[o]) == len(real[q])]
        if others:
            apart = float(np.mean([total_variation(swapped[q], other) for other in others]))
            values.append(apart - total_variation(swapped[q], real[q]))
    mean = float(np.mean(values)) if values else 0.0
    says = (
        "with letters in place of digits, its answer to a question is nearer to its own than to those of other "
        "questions (by {:.2f})."
        if mean > 0
        else "with letters in place of digits, its answer to a question is no nearer to its own than to those of other "
        "questions (by {:.2f})."
    )
    return _check("labels", "Is a question's answer its own under other labels?", values, 0.0, says, rng)


def _contrast(answers: dict[str, Array], survey: Survey, rng: np.random.Generator) -> Check | None:
    """Probability of the option that every people agrees on, less that of its mirror image on the scale."""
    values = []
    for q, probs in sorted(answers.items()):
        codes = survey.by_id[q].codes
        people = survey.human.filter((pl.col("question") == q) & pl.col("option").is_in(codes))
        pooled = people.group_by("option").agg(pl.col("share").mean()).sort("share", descending=True)
        top = codes.index(str(pooled["option"][0]))
        values.append(float(probs[top] - probs[len(codes) - 1 - top]))
    says = (
        "where people of every population agree, the agreed option gets {:.2f} more probability than its mirror image "
        "on the scale."
        if float(np.mean(values) if values else 0.0) >= 0
        else "where people of every population agree, the agreed option gets {:.2f} less probability than its mirror "
        "image on the scale."
    )
    return _check("contrast", "Does it see what everybody agrees on?", values, 0.1, says, rng)


def _off_label(rows: pl.DataFrame, rng: np.random.Generator) -> Check | None:
    """Probability mass that falls on no option, by question."""
    means = rows.group_by("question").agg(pl.col("off_label").mean()).sort("question")["off_label"].to_numpy()
    says = "on average {:.2f} of its probability falls on no option at all."
    return _check("off_label", "Does it answer with one of the options?", means, 0.5, says, rng, below=True)
