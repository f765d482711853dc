"""The questions of one run, each with the people's and the model's distribution, filtered and sorted."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from folkways.alignment.alignment import LINE
from folkways.web.results import Result

if TYPE_CHECKING:
    from folkways.report.lines import Line
    from folkways.surveys import Option, Question

PAGE = 15
SORTS = ("score", "alike", "survey")
_FACTORS = ("framing", "language", "reasoning", "calibration")
_Z = 1.959963984540054


@dataclass(frozen=True)
class Choice:
    """One option, and how many chose it.

    Attributes:
        texts: (language, wording), the survey's own language first; a point that the survey does not
            name has its code, in no language.
        people: their share, with a line from `low` to `high`.
        model: its share; None where it gave no readable answer.
    """

    texts: tuple[tuple[str, str], ...]
    people: float
    low: float
    high: float
    model: float | None

    def wordings(self, first: str) -> list[tuple[str, str]]:
        """The texts, that in the language `first` before the others."""
        return sorted(self.texts, key=lambda text: text[0] != first)


@dataclass(frozen=True)
class Item:
    """One question.

    Attributes:
        texts: (language, wording), the survey's own language first, then those of the peoples shown.
        score, ceiling: means over these peoples, None where the model gave no readable answer.
        populations: how many peoples stand behind it.
        n_eff: effective respondents, of one people.
    """

    id: str
    texts: tuple[tuple[str, str], ...]
    topic: str
    source: str
    score: float | None
    ceiling: float | None
    populations: int
    n_eff: float | None
    options: tuple[Choice, ...]

    def wordings(self, first: str) -> list[tuple[str, str]]:
        """The texts, that in the language `first` before the others."""
        return sorted(self.texts, key=lambda text: text[0] != first)


@dataclass(frozen=True)
class Browsed:
    """A page of questions, and what its filters offer; `line` is None where no condition fits."""

    items: tuple[Item, ...]
    count: int
    page: int
    pages: int
    line: Line | None
    measure: str
    offers: Mapping[str, tuple[str, ...]]
    chosen: Mapping[str, str]


def browse(result: Result, query: Mapping[str, str]) -> Browsed:
    """The questions that fit `text`, `topic` and `population`, as asked in `framing`, `language`, …; one page of them.

    A condition that is left open means the first one that fits: persona before observer before neutral, uncalibrated
    before calibrated. Values that the run does not have fit nothing.
    """
    from folkways.report.lines import lines_of, measure_of

    survey, measure = result.asked, measure_of(result.alignment)
    lines = [*lines_of(result.alignment), *lines_of(result.alignment, "content-free")]
    keys = [dict(zip(LINE, line.key, strict=True)) for line in lines]
    chosen = {name: query.get(name, "") for name in ("text", "topic", "population", "sort", *_FACTORS)}
    offers = {
        "topic": tuple(sorted({q.topic for q in survey.questions if q.topic})),
        "population": _peoples(result),
        **{name: tuple(dict.fromkeys(key[name] for key in keys)) for name in _FACTORS},
    }
    line = next(
        (line for line, key in zip(lines, keys, strict=True) if all(chosen[n] in ("", key[n]) for n in _FACTORS)), None
    )
    if line is None or chosen["population"] not in ("", *offers["population"]):
        return Browsed((), 0, 1, 1, line, measure, offers, chosen)
    peoples = [chosen["population"]] if chosen["population"] else list(offers["population"])
    cells = line.of(result.alignment.cells).filter(pl.col("population").is_in(peoples))
    human = survey.human.filter(pl.col("population").is_in(peoples) & (pl.col("share") > 0))
    said = set(human.select("question", "option").iter_rows())
    found = [q for q in survey.questions if any((q.id, code) in said for code in q.codes) and _fits(q, chosen)]
    found = _sorted(found, cells, measure, chosen["sort"])
    pages = max(1, math.ceil(len(found) / PAGE))
    page = min(max(1, _number(query.get("page", ""))), pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    items = tuple(_item(result, q, cells.filter(pl.col("question") == q.id), peoples, line, measure) for q in shown)
    chosen |= {name: dict(zip(LINE, line.key, strict=True))[name] for name in _FACTORS}
    return Browsed(items, len(found), page, pages, line, measure, offers, chosen)


def _peoples(result: Result) -> tuple[str, ...]:
    asked = set(result.alignment.coverage["population"])
    return tuple(p.id for p in result.asked.populations if p.id in asked)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _fits(question: Question, chosen: Mapping[str, str]) -> bool:
    if chosen["topic"] not in ("", question.topic):
        return False
    words = chosen["text"].casefold().split()
    if not words:
        return True
    options = (text for option in question.options for text in option.texts.values())
    everything = " ".join((question.id, *question.texts.values(), *options)).casefold()
    return all(word in everything for word in words)


def _sorted(found: list[Question], cells: pl.DataFrame, measure: str, sort: str) -> list[Question]:
    if sort == "survey":
        return found
    means = dict(cells.group_by("question").agg(pl.col(measure).mean()).iter_rows())
    sign = -1.0 if sort == "alike" else 1.0
    return sorted(found, key=lambda q: (means.get(q.id) is None, sign * (means.get(q.id) or 0.0), q.id))


def _item(
    result: Result, question: Question, cells: pl.DataFrame, peoples: list[str], line: Line, measure: str
) -> Item:
    people, n_eff = _people(result, question, peoples)
    single = len(people) == 1
    mean = people.mean(axis=0)
    low, high = _wilson(mean, n_eff[0]) if single else (people.min(axis=0), people.max(axis=0))
    model = np.array(cells["q"].to_list()).mean(axis=0) if cells.height else None
    natives = _natives(result, question, peoples, line.key[2])
    ceiling = cells["ceiling" if measure == "score" else "nvas_ceiling"].mean()
    return Item(
        id=question.id,
        texts=tuple((tag, question.text(tag)) for tag in (question.language, *natives)),
        topic=question.topic,
        source=question.source,
        score=_float(cells[measure].mean()),
        ceiling=_float(ceiling),
        populations=len(people),
        n_eff=n_eff[0] if single else None,
        options=tuple(
            Choice(
                _option_texts(option, (question.language, *natives)),
                people=float(mean[i]),
                low=float(low[i]),
                high=float(high[i]),
                model=None if model is None else float(model[i]),
            )
            for i, option in enumerate(question.substantive)
        ),
    )


def _option_texts(option: Option, languages: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """An option in the question's languages; in several native ones it would be hard to read: then the source alone."""
    if not option.named:
        return (("", option.code),)
    shown = languages if len(languages) == 2 else languages[:1]
    return tuple((tag, option.texts[tag]) for tag in shown if tag in option.texts)


def _people(result: Result, question: Question, peoples: list[str]) -> tuple[np.ndarray, list[float]]:
    """The people's shares of the substantive options, a row per population that has any, and effective respondents."""
    human = result.asked.human.filter(
        (pl.col("question") == question.id)
        & pl.col("population").is_in(peoples)
        & pl.col("option").is_in(question.codes)
    )
    rows, sizes = [], []
    for _, cell in human.group_by("population", maintain_order=True):
        shares = dict(cell.select("option", "share").iter_rows())
        row = np.array([shares.get(code, 0.0) for code in question.codes])
        if row.sum() > 0:
            rows.append(row / row.sum())
            sizes.append(float(cell["n_eff"][0]) * float(row.sum()))
    return np.array(rows), sizes


def _wilson(shares: np.ndarray, n: float) -> tuple[np.ndarray, np.ndarray]:
    """95 % intervals of shares among n effective respondents (Wilson 1927, score interval)."""
    centre = (shares + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * np.sqrt(shares * (1 - shares) / n + _Z**2 / (4 * n**2))
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


def _natives(result: Result, question: Question, peoples: list[str], language: str) -> list[str]:
    """Languages beside the source in which to show the question: the one it was asked in, else those of the peoples."""
    if language != question.language and language in question.texts:
        return [language]
    tags = [result.asked.native(p) for p in result.asked.populations if p.id in peoples]
    return [tag for tag in dict.fromkeys(tags) if tag != question.language and tag in question.texts]


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None
