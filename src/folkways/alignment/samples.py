"""Answers of another tool, one a prompt, put together into rows of our table: several samples are a distribution."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from folkways.alignment.place_names import find_population, spelled_out
from folkways.alignment.table import between_options
from folkways.answers import FRAMINGS, STATES
from folkways.errors import AnswersError, PopulationError
from folkways.surveys import Question, Survey
from folkways.surveys.question import canonical_code

#: What a written answer says: its state, and the code of the option that it names.
ReadText = Callable[[str, Question], tuple[str, str | None]]

#: Traits and columns that name a people.
PEOPLE = ("population", "country", "nationality", "nation")
#: Traits and columns that tell how the model was asked.
CONDITIONS = ("condition", "framing", "language", "reasoning")
_LABELLED = re.compile(r"\W*[\w-]{1,4}\s*[:.)\]=-]+\s+(?P<wording>.+)", re.DOTALL)
_LOST = tuple(state for state in STATES if state != "answered")


@dataclass(frozen=True, slots=True)
class Sample:
    """One answer.

    Attributes:
        model, condition: as in our table.
        question: of the survey.
        population: its id; "" for an answer that belongs to no people.
        state: of `STATES`.
        probs: over the question's substantive options; None where nothing was answered.
    """

    model: str
    condition: str
    question: Question
    population: str
    state: str
    probs: Sequence[float] | None = None


def chosen(question: Question, code: str) -> tuple[str, list[float] | None]:
    """State and distribution of an answer that is one option; off the scale it counts as a refusal."""
    if code in question.codes:
        return "answered", [float(code == other) for other in question.codes]
    if (between := between_options(code, question)) is not None:
        return "answered", between
    return "refused", None


def option_of(question: Question, text: str, where: str) -> str | None:
    """The code of the option that a text is: its code, its wording in any language, or a label and its wording.

    Raises:
        AnswersError: the text is the code of one option and the wording of another.

    >>> from folkways.surveys import Option
    >>> q = Question("q", {"en": "Good?"}, (Option("1", {"en": "Yes"}), Option("2", {"en": "No"})))
    >>> [option_of(q, text, "") for text in ("1.0", " yes.", "A: No", "perhaps")]
    ['1', '1', '2', None]
    """
    worded: dict[str, set[str]] = {}
    for option in question.options:
        for wording in option.texts.values():
            worded.setdefault(folded(wording), set()).add(option.code)
    labelled = _LABELLED.fullmatch(text.strip())
    by_words = worded.get(folded(text)) or (worded.get(folded(labelled["wording"])) if labelled else None) or set()
    code = canonical_code(text)
    by_code = {code} if code in {o.code for o in question.options} or between_options(code, question) else set()
    if by_code and by_words and by_code != by_words and len(by_words) == 1:
        raise AnswersError(
            f"{text!r} is the code of one option of question {question.id} and the wording of another",
            where=where,
            mend="write the option's wording with its label, or its code",
        )
    found = by_code or by_words
    return next(iter(found)) if len(found) == 1 else None


def question_of(survey: Survey, name: str, wording: str | None, where: str) -> Question:
    """The survey's question that another tool asked.

    A name is its id, its id as an identifier (`Q1.2` → `Q1_2`), or the number that ends the id, which the wording must
    then bear out. A wording is that of a question, alone or within a prompt.

    Raises:
        AnswersError: there is none, or name and wording speak of two questions.
    """
    by_name = [q for q in survey.questions if _identifier(q.id) == _identifier(name)]
    numbered = [q for q in survey.questions if name.isdecimal() and re.search(rf"(?<!\d)0*{int(name)}$", q.id)]
    by_words = _worded(survey, wording) if wording else []
    exact = [q for q in survey.questions if q.id == name] or by_name
    if len(exact) == 1 and (not by_words or exact[0] in by_words):
        return exact[0]
    if not exact and len(by_words) == 1 and (not numbered or by_words[0] in numbered or len(numbered) > 1):
        return by_words[0]
    if exact and by_words:
        raise AnswersError(
            f"{name!r} is question {exact[0].id} by its name and {by_words[0].id} by its wording",
            where=where,
            mend="name the questions as the survey does",
        )
    raise AnswersError(
        f"survey {survey.name} has no question {name!r}" + (f", worded {wording[:80]!r}" if wording else ""),
        where=where,
        mend=f"name it as the survey does, such as {survey.questions[0].id}, or ask it in the survey's words; "
        "or leave it out of the file",
    )


def people_of(survey: Survey, traits: Mapping[str, str], where: str) -> str | None:
    """The population that traits name, the most specific that the survey has; None where they name none.

    A trait of `PEOPLE` may write it in any way; any other names a people by its id, its ISO-3 code in capitals or its
    full name only, since "ma", "no" or "ar" say other things more often.

    Raises:
        AnswersError: a trait that names a people names one that the survey does not have.
    """
    named = [key for word in PEOPLE for key in traits if key.casefold() == word]
    if named:
        try:
            root = find_population(survey, traits[named[0]]).id
        except PopulationError as error:
            raise AnswersError(f"{named[0]}: {error.what}", where=where, mend=error.mend) from error
    else:
        found = {p.id for value in traits.values() if (p := spelled_out(survey, value))}
        if len(found) != 1:
            return None
        root = found.pop()
    told = {key.casefold(): value.casefold() for key, value in traits.items()}
    cells = [
        p
        for p in survey.populations
        if p.cell_values
        and p.id.split("[")[0] == root
        and all(told.get(key.casefold()) == value.casefold() for key, value in p.cell_values)
    ]
    return max(cells, key=lambda p: len(p.cell_values)).id if cells else root


def condition_of(framing: str, told: Sequence[str]) -> str:
    """The text of a condition: what was told of it, with the framing in front where that does not say one.

    >>> condition_of("persona", ["observer ar"]), condition_of("persona", ["period=morning"])
    ('observer ar', 'persona period=morning')
    """
    said = " ".join(told)
    return (
        said if any(word in re.split(r"[^a-z]+", said.casefold()) for word in FRAMINGS) else " ".join((framing, *told))
    )


def to_table(path: Path, samples: Iterable[Sample], survey: Survey) -> pl.DataFrame:
    """Samples as rows of `model, condition, question, country, state, p_1 … p_k`, one a cell, as text.

    The distribution of a cell is the mean of its samples that could be read; `samples`, `refused`, `truncated`,
    `malformed` and `failed` count all of them. An answer of no people is repeated for every people that was asked.

    Raises:
        AnswersError: there is no sample.
    """
    cells: dict[tuple[str, str, str, str], list[Sample]] = {}
    for one in samples:
        cells.setdefault((one.model, one.condition, one.question.id, one.population), []).append(one)
    if not cells:
        raise AnswersError("holds no answers", where=str(path), mend="give a file with answers to the survey")
    asked: dict[str, list[str]] = {}
    for question, people in survey.cells.select("question", "population").iter_rows():
        asked.setdefault(question, []).append(people)
    width = max(len(one.question.codes) for group in cells.values() for one in group)
    rows: list[list[str | None]] = []
    for (model, condition, question, population), group in cells.items():
        read = [one.probs for one in group if one.probs is not None]
        lost = Counter(one.state for one in group if one.probs is None)
        mean = [repr(sum(column) / len(read)) for column in zip(*read, strict=True)] if read else []
        state = "answered" if read else lost.most_common(1)[0][0]
        counts = [str(n) for n in (len(group), *(lost[name] for name in _LOST))]
        for people in [population] if population else asked.get(question, []):
            rows.append([model, condition, question, people, state, *counts, *mean, *[None] * (width - len(mean))])
    names = ["model", "condition", "question", "country", "state", "samples", *_LOST]
    schema = dict.fromkeys([*names, *(f"p_{i + 1}" for i in range(width))], pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row")


def folded(text: str) -> str:
    """A text without case, outer punctuation and doubled spaces, to compare wordings by."""
    return " ".join(text.casefold().split()).strip(" .\"'“”«»")


def _identifier(text: str) -> str:
    return re.sub(r"\W", "_", text).casefold()


def _worded(survey: Survey, wording: str) -> list[Question]:
    """The questions whose wording this is; else those whose wording is within it, the longest."""
    said = folded(wording)
    texts = [(folded(text), q) for q in survey.questions for text in q.texts.values()]
    same = {q.id: q for text, q in texts if text == said}
    if same:
        return list(same.values())
    within = [(len(text), q) for text, q in texts if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", said)]
    longest = max((n for n, _ in within), default=0)
    return list({q.id: q for n, q in within if n == longest}.values())
