"""What stands behind the numbers: coverage, exclusions, limits, and how to repeat it all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from folkways.report.lines import lines_of, measure_of
from folkways.report.page import Column, Items, Pairs, Section, Table, Text, shown

if TYPE_CHECKING:
    from folkways.alignment.alignment import Alignment
    from folkways.answers import Answers
    from folkways.probes.gate import Gate
    from folkways.surveys.survey import Survey

#: Facts of a run that are said elsewhere, or are too long.
_KNOWN = ("model", "questions", "path", "survey", "survey_digest")
_FACTS = {
    "revision": "Fingerprint of the model", "dtype": "Numeric type", "prompts": "Fingerprint of the prompts",
    "seconds": "Seconds of computing", "orders": "Option orders", "labels": "Label sets", "templates": "Phrasings",
    "cue": "Identity named", "read": "Read", "text_tokens": "Most tokens of a text",
    "reason_tokens": "Most tokens of a thought", "shard": "Prompts in a shard", "seed": "Seed of the probe",
}  # fmt: skip
_CLASSES = ("answered", "refused", "truncated", "malformed", "failed", "absent")


def coverage_section(alignment: Alignment, survey: Survey, *, prefix: str = "") -> Section:
    """Of what people answered, how much the model did, and what became of the rest."""
    names = {p.id: p.label for p in survey.populations}
    said = {line.point_key: line.short for line in lines_of(alignment)}
    by = ["model", "framing", "language", "reasoning"]
    total = alignment.coverage.group_by(by, maintain_order=True).agg(pl.col("human_cells", *_CLASSES).sum())
    columns = (
        Column("framing", "Way of asking"), Column("share", "Answered", "percent"),
        Column("human_cells", "Cells", "count"),
        *(Column(name, name.capitalize(), "count") for name in _CLASSES),
    )  # fmt: skip
    overall = Table(
        "coverage",
        "A cell is one question in one people. Scores rest on the answered cells only. Refused, truncated and "
        "malformed are kept apart; absent cells were not asked, or were not in the table that was handed in. Two "
        "averages can be compared only over the same cells.",
        columns, tuple(_covered(r, said.get(_way(r), str(r["framing"]))) for r in total.to_dicts()), stacked=True,
    )  # fmt: skip
    each = Table(
        "coverage-populations", "The same by population",
        (Column("population", "Population"), *columns),
        tuple(
            {"population": names.get(r["population"], r["population"]),
             **_covered(r, said.get(_way(r), str(r["framing"])))}
            for r in alignment.coverage.to_dicts()
        ),
        folded=True, stacked=True,
    )  # fmt: skip
    return Section(f"{prefix}coverage", "Coverage", (overall, *_bounds(alignment), each))


def _bounds(alignment: Alignment) -> list[Any]:
    """Worst and best case of the cells without a usable answer; nothing where all were answered."""
    measure = measure_of(alignment)
    form = "score" if measure == "score" else "points"
    confidence = float(alignment.info.get("confidence", 0.95))
    wanted = (pl.col("population") == "") & (pl.col("measure") == measure) & (pl.col("cells") < pl.col("human_cells"))
    rows = [
        {
            "line": line.short,
            "estimate": r["estimate"],
            "bounds": _span(r["bound_low"], r["bound_high"], form),
            "outer": _span(r["low"], r["high"], form),
            "skill": _span(r["skill_low"], r["skill_high"], "skill"),
            "missing": r["human_cells"] - r["cells"],
            "cells": r["human_cells"],
        }
        for line in lines_of(alignment)
        for r in line.of(alignment.bounds).filter(wanted).to_dicts()
    ]
    if not rows:
        return []
    return [
        Table(
            "bounds",
            "What the missing cells could change. The score over all cells that people answered would lie between "
            "these bounds, whatever the missing answers were: at the left every missing cell has the least score "
            "that an answer to it can have, at the right the most. No confidence is attached to them; the next "
            f"column adds the {confidence:.0%} interval (questions resampled) outside both. Where the bounds of the "
            "skill hold 0, these answers do not show that the model is better than a guess, or worse.",
            (Column("line", "Way of asking"), Column("estimate", "Answered cells", form), Column("bounds", "Bounds"),
             Column("outer", "With sampling error"), Column("skill", "Skill, bounds"),
             Column("missing", "Missing", "count"), Column("cells", "Cells", "count")),
            tuple(rows), stacked=True,
        )
    ]  # fmt: skip


def _span(low: float | None, high: float | None, form: str) -> str:
    return "–" if low is None or high is None else f"{shown(low, form)} to {shown(high, form)}"


def excluded_section(survey: Survey, alignment: Alignment | None = None, *, prefix: str = "") -> Section:
    """What was left out of the survey, what was mended in it, and what a reader must know of it."""
    blocks: list[Any] = []
    if survey.excluded.height:
        reasons = survey.excluded.group_by("reason").agg(
            pl.col("count").sum(),
            pl.col("population").filter(pl.col("population") != "").n_unique().alias("populations"),
            pl.col("question").filter(pl.col("question") != "").n_unique().alias("questions"),
        )  # fmt: skip
        blocks.append(
            Table(
                "excluded", "What was left out of the people’s answers, and why. Nothing is dropped silently.",
                (Column("reason", "Reason"), Column("count", "Left out", "count"),
                 Column("questions", "Questions touched", "count"),
                 Column("populations", "Populations touched", "count")),
                tuple(
                    {**r, **{k: r[k] or None for k in ("questions", "populations")}}
                    for r in reasons.sort("count", "reason", descending=[True, False]).to_dicts()
                ),
            )
        )  # fmt: skip
    else:
        blocks.append(Text(("Nothing was left out when the survey was loaded.",)))
    notes = list(
        dict.fromkeys([*survey.notes, *((alignment.info.get("notes") or ()) if alignment is not None else ())])
    )
    if notes:
        blocks.append(Items("Notes", tuple(notes)))
    mended = [(q, note) for q in survey.questions for note in q.notes]
    if mended:
        touched = len({q.id for q, _ in mended})
        blocks.append(
            Table(
                "mended", f"{len(mended)} remarks on {touched} questions, made when the survey was loaded",
                (Column("id", "Question"), Column("note", "Remark", "prose")),
                tuple({"id": q.id, "note": note} for q, note in mended), folded=True,
            )
        )  # fmt: skip
    return Section(f"{prefix}excluded", "What was left out, and why", tuple(blocks))


def limits_section(alignment: Alignment, survey: Survey, gate: Gate, *, prefix: str = "") -> Section:
    """What the report does not show."""
    languages = [_language(tag) for tag in sorted(set(alignment.cells["language"]))]
    methods = alignment.info.get("answers") or {}
    items = [
        "Survey answers are not behaviour: a model may answer a questionnaire like a people and still serve it badly "
        "in conversation, or the reverse.",
        "A country is not a culture. An average hides the disagreement within each people and the communities that a "
        "national sample passes over.",
        f"The questions were asked in {', '.join(languages) or 'one language'} only; the same model may answer "
        "otherwise in another language.",
        "Closeness to what people said is not approval of it: to represent a view and to hold it are different things.",
        "The survey may have been part of what the model was trained on; a high score would then be memory.",
        "Intervals say how far the result depends on which questions were asked. They do not cover other surveys, "
        "other years, other wordings or other versions of the model.",
    ]
    if measure_of(alignment) == "nvas":
        items.append(
            "Single choices hide how sure the model was, and a constant answer in the middle of the scale scores high "
            "on NVAS. Read skill, not NVAS."
        )
    if gate.verdict == "not tested":
        items.append(
            "Nothing here says whether the model answers by content or by format: there were no control questions."
        )
    if gate.verdict == "not measurable":
        items.append(
            "Scores of a model that fails the validity gate describe its habits of format, not its picture of people."
        )
    if methods.get("dtype") in ("bf16", "bfloat16", "fp16", "float16"):
        items.append(f"Probabilities were computed in {methods['dtype']}; for publication, repeat in fp32.")
    return Section(f"{prefix}limits", "What this does not show", (Items("", tuple(items)),))


def repeat_section(
    alignment: Alignment, survey: Survey, answers: Answers, *, command: str = "", prefix: str = ""
) -> Section:
    """Command, configuration, versions, licence and citation."""
    import platform

    import numpy as np

    from folkways.version import __version__

    info = dict(answers.info)
    pairs: list[tuple[str, str]] = []
    if command:
        pairs.append(("Command", f"$ {command}"))
    pairs += [
        ("Survey", f"{survey.title or survey.name} ({survey.name}, fingerprint {survey.digest})"),
        ("Licence of the survey", survey.licence or "not stated"),
        ("Citation", survey.citation or "not stated"),
    ]
    if survey.url:
        pairs.append(("Where it comes from", survey.url))
    pairs += [
        ("Models", ", ".join(sorted(set(answers.frame["model"])))),
        ("Answers read by", ", ".join(sorted(set(answers.frame["method"])))),
        ("Rows of answers", f"{len(answers):,}"),
    ]
    tokens = answers.frame["tokens"].sum()
    if tokens:
        pairs.append(("Tokens read", f"{tokens:,}"))
    boot = alignment.info
    pairs.append(
        ("Bootstrap", f"{boot.get('replicates', 0)} replicates, clustered by {boot.get('cluster', 'question')}, seed "
                      f"{boot.get('seed', 0)}, {float(boot.get('confidence', 0.95)):.0%} intervals")
    )  # fmt: skip
    for key, value in _flat(info):
        if key not in _KNOWN:
            pairs.append((_FACTS.get(key, key.replace("_", " ").capitalize()), _short(value)))
    versions = (
        f"folkways {__version__}, Python {platform.python_version()}, numpy {np.__version__}, polars {pl.__version__}"
    )
    pairs.append(("Versions", versions))
    return Section(f"{prefix}repeat", "How to repeat it", (Pairs(tuple(pairs)),))


def _way(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in ("model", "framing", "language", "reasoning"))


def _covered(row: dict[str, Any], framing: str) -> dict[str, Any]:
    share = row["answered"] / row["human_cells"] if row["human_cells"] else None
    return {"framing": framing, "share": share, "human_cells": row["human_cells"], **{c: row[c] for c in _CLASSES}}


def _language(tag: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(tag, sep="-").get_display_name("en") or tag)
    except (UnknownLocaleError, ValueError):
        return tag


def _flat(info: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in info.items():
        if isinstance(value, Mapping):
            yield from _flat(value)
        else:
            yield key, value


def _short(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.1f}"
    if isinstance(value, list | tuple) and all(isinstance(v, str | int) for v in value):
        return ", ".join(map(str, value))
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 400 else text[:400] + " …"
