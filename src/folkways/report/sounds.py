"""Which people the model sounds like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from folkways.report.lines import lines_of, measure_of
from folkways.report.page import Column, Data, Estimate, Section, Table, Text, shown
from folkways.report.verdict import form_of

if TYPE_CHECKING:
    from folkways.alignment.alignment import Alignment
    from folkways.surveys.survey import Survey

_TIES = 3
_FOLDED = 14


def sounds_section(alignment: Alignment, survey: Survey, *, prefix: str = "", grey: str = "") -> Section | None:
    """The nearest people of every answer, with ties and beside two guesses; None where there is one people only."""
    from folkways.alignment.sounds_like import sounds_like

    measure = measure_of(alignment)
    confidence = float(alignment.info.get("confidence", 0.95))
    found = sounds_like(alignment, survey, measure=measure, confidence=confidence)
    if found.is_empty():
        return None
    names, form = {p.id: p.label for p in survey.populations}, form_of(measure)
    labels = {line.key: line.short for line in lines_of(alignment)}
    caption = (
        "Every answer is scored against every people, on questions that all of them and the model answered. After "
        "“or”: peoples that are not told apart from the first (sign-flips over questions, Holm, at "
        f"{1 - confidence:.0%}). “First in”: the share of resamples of the questions in which the same people is "
        "nearest. “Leans towards”: the people to which it comes closer than an even guess does by most, which "
        "takes out that hedging is near to peoples whose answers are even. “Its own people”: the place of the people "
        "spoken for among all, and by how much it lies behind the nearest. Brackets: "
        f"{confidence:.0%} intervals, questions resampled."
    )
    columns = (
        Column("answer", "Answer, speaking for"), Column("nearest", "Sounds most like", "prose"),
        Column("towards", "Leans towards", "prose"), Column("score", "Score" if measure == "score" else "NVAS", form),
        Column("own", "Its own people"), Column("questions", "Questions", "count"),
    )  # fmt: skip
    tables: list[Text | Table] = []
    for number, ((source,), part) in enumerate(found.group_by("source", maintain_order=True)):
        rows = tuple(_row(r, names, labels, form) for r in part.to_dicts())
        title = f"{source}. " if found["source"].n_unique() > 1 else ""
        words = f"{title}{caption}" if number == 0 else f"{title}The same with these questions and peoples."
        if folded := len(rows) > _FOLDED:
            tables.append(Text((words,)))
            words = f"{title}All {len(rows)} answers"
        tables.append(Table(f"sounds-like-{number}", words, columns, rows, folded, stacked=True))
    blocks = (*_words(found, names, labels), *tables, Data("sounds-like", tuple(found.to_dicts())))
    return Section(f"{prefix}sounds", "Whom it sounds like", blocks, grey=grey)


def _row(r: dict[str, Any], names: dict[str, str], labels: dict[Any, str], form: str) -> dict[str, Any]:
    key = _key(r)
    guess = key not in labels
    whom = names.get(r["population"], r["population"]) or "itself"
    first = _whole(f"first in {shown(r['first'], 'percent')}")
    own = "–"
    if r["own_rank"]:
        own = f"{r['own_rank']} of {r['candidates']}"
        if r["own_rank"] > 1:
            own += f", behind {_whole(shown(Estimate(r['behind'], r['behind_low'], r['behind_high']), form))}"
    return {
        "answer": r["model"] if guess else f"{labels[key]}: {whom}",
        "nearest": f"{names[r['nearest']]}{_or(r['ties'], names)} ({first})",
        "towards": names[r["towards"]] + _or(r["towards_ties"], names) if r["towards"] else "–",
        "score": Estimate(r["score"], r["low"], r["high"]),
        "own": own,
        "questions": r["questions"],
    }


def _key(r: dict[str, Any]) -> tuple[str, ...]:
    return tuple(r[n] for n in ("model", "framing", "language", "reasoning", "calibration"))


def _whole(text: str) -> str:
    """Kept on one line."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _or(ties: list[str], names: dict[str, str]) -> str:
    return f", or {_tied(ties, names)}" if ties else ""


def _words(found: pl.DataFrame, names: dict[str, str], labels: dict[Any, str]) -> list[Text]:
    """What the table says, in a few sentences."""
    guesses = {r["model"]: r for r in found.filter(pl.col("framing") == "").to_dicts()[::-1]}
    said = []
    for r in found.filter((pl.col("population") == "") & (pl.col("framing") != "")).to_dicts()[:2]:
        way = labels.get(_key(r), "")
        way = f"{way}; " if "," in way else ""  # several languages, models or ways of reasoning
        said.append(
            f"Answering for itself ({way}{r['source'] or 'this survey'}), it sounds most like {names[r['nearest']]}"
            + (f", not told apart from {_tied(r['ties'], names)}" if r["ties"] else ", told apart from all others")
            + (f"; it leans most towards {names[r['towards']]}" if r["towards"] else "")
            + "."
        )
    spoken = found.filter(pl.col("own_rank").is_not_null())
    alone: list[bool] = []
    for key, part in spoken.group_by("model", "framing", "language", "reasoning", "calibration", maintain_order=True):
        whole = part["population"].n_unique()
        if whole == 1:  # a language that one people alone was asked in
            alone.append(bool((part["own_rank"] == 1).any()))
            continue
        best = part.filter(pl.col("own_rank") == 1)["population"].n_unique()
        lean = part.filter(pl.col("towards") == pl.col("population"))["population"].n_unique()
        top = part["nearest"].value_counts().sort("count", "nearest", descending=[True, False]).row(0)
        said.append(
            f"{labels.get(key, str(key[1]))}: for {best} of {whole} peoples spoken for, that people is the nearest; "
            f"for {lean} it is the one leaned towards; {names[top[0]]} is nearest most often ({top[1]} of "
            f"{part.height})."
        )
    if alone:
        said.append(
            f"In {len(alone)} ways of asking the model spoke for one people only; in {sum(alone)} of them that people "
            "is the nearest."
        )
    hints = [f"a {name} sounds most like {names[r['nearest']]}" for name, r in sorted(guesses.items())]
    if hints:
        said.append(
            f"For comparison, {' and '.join(hints)}: a model that hedges sounds like them without knowing anybody. The "
            "nearest people may still be far away: see its score."
        )
    return [Text(tuple(said))] if said else []


def _tied(ties: list[str], names: dict[str, str]) -> str:
    shown_ = [names[t] for t in ties[:_TIES]]
    more = len(ties) - len(shown_)
    return ", ".join(shown_) + (f" and {shown(more, 'count')} more" if more else "")
