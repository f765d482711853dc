"""From a file of respondents to a Survey: weighted shares and effective numbers, never the rows themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import polars as pl

from folkways.errors import SurveyError
from folkways.populations import Population
from folkways.surveys.aside import is_aside
from folkways.surveys.codebook import Codebook, Item
from folkways.surveys.design import Design, design_effective_n, draw_design
from folkways.surveys.microdata import read_columns, spellings, value_labels
from folkways.surveys.peoples import members_of
from folkways.surveys.question import Option, Question, canonical_code
from folkways.surveys.survey import EXCLUDED_SCHEMA, HUMAN_SCHEMA, Survey
from folkways.surveys.weights import check_weights, kish_effective_n, weighted_shares

Progress = Callable[[int, int], None]

#: Populations smaller than this (unweighted answers to a question) are kept apart as too few.
FEWEST = 30


def from_respondents(
    file: Path,
    codebook: Codebook,
    *,
    name: str,
    by: Sequence[str] = (),
    progress: Progress | None = None,
) -> Survey:
    """Aggregate a file with one row a respondent.

    Args:
        file: csv (any delimiter), tsv, parquet, sav or dta.
        codebook: what its columns mean.
        name: of the survey.
        by: demographic columns of the codebook's `cells`; every combination becomes a population of its own, beside
            the whole.
        progress: called with (questions done, questions in all).

    A column is found in any case where the file has it in one spelling only; questions are named as in the codebook.

    The effective number of a cell is Kish's, or the smaller one of the design bootstrap where there are primary
    sampling units. Cells with fewer than 30 answers are left out and counted.

    Raises:
        SurveyError: a column is missing, a weight or a code is bad, respondents occur twice, or nobody is left.
        PopulationError: a country is not known.
    """
    if not codebook.population and not codebook.single:
        raise SurveyError(
            "nothing says whose answers these are",
            where=str(file),
            mend="name `population` or `single` in the codebook",
        )
    columns = [
        *([codebook.population] if codebook.population else []), *codebook.weight,
        *(c for c in (codebook.psu, codebook.stratum, codebook.id) if c), *by,
        *(item.column for item in codebook.items),
    ]  # fmt: skip
    unknown = [column for column in by if column not in codebook.cells]
    if unknown:
        raise SurveyError(
            f"{unknown[0]!r} is not among the codebook's cells", where=str(file), mend="add it to `cells`"
        )
    spelled = spellings(file, columns)
    literal = (spelled[codebook.population],) if codebook.population else ()
    frame = read_columns(file, list(spelled.values()), literal=literal)
    frame = frame.select(pl.col(theirs).alias(ours) for ours, theirs in spelled.items())
    found = value_labels(file)
    labels = {ours: found[theirs] for ours, theirs in spelled.items() if theirs in found}
    return from_frame(frame, codebook, name=name, file=file, labels=labels, by=by, progress=progress)


def from_frame(
    frame: pl.DataFrame,
    codebook: Codebook,
    *,
    name: str,
    file: Path,
    labels: Mapping[str, Mapping[str, str]],
    by: Sequence[str] = (),
    progress: Progress | None = None,
) -> Survey:
    """Aggregate respondents that were read already; else as `from_respondents`.

    Args:
        frame: one row a respondent, its columns named as in the codebook.
        codebook, name, by, progress: see `from_respondents`.
        file: where the rows come from, for messages.
        labels: column → code → label, where the file brings some.

    Raises:
        SurveyError: a weight or a code is bad, respondents occur twice, or nobody is left.
        PopulationError: a country is not known.
    """
    if codebook.id:
        _refuse_doubles(frame, codebook, file)
    weights = np.ones(frame.height)
    for column in codebook.weight:
        given = frame[column].cast(pl.Float64, strict=False).fill_null(float("nan")).to_numpy()
        weights = weights * check_weights(given, f"{file}, column {column}")
    groups, left_out = members_of(frame, codebook, by, labels, file)
    designs = _designs(frame, codebook, groups)
    questions: list[Question] = []
    human: list[tuple[object, ...]] = []
    for done, item in enumerate(codebook.items, 1):
        question = _question(item, labels.get(item.column, {}), codebook.language, file)
        answers = _answers(frame[item.column], question, item, file)
        kept = False
        for people, members in groups.items():
            rows, lost = _cell(question, item, people, members, answers, weights, designs.get(people))
            human += rows
            left_out += lost
            kept = kept or bool(rows)
        if kept:
            questions.append(question)
        if progress:
            progress(done, len(codebook.items))
    present = {str(row[1]) for row in human}
    if not present:
        raise SurveyError("no population has enough answers", where=str(file), mend="check codes and missing codes")
    return Survey(
        name=name,
        title=codebook.title or name,
        citation=codebook.citation,
        licence=codebook.licence,
        url=codebook.url,
        questions=tuple(questions),
        populations=tuple(people for people in groups if people.id in present),
        human=pl.DataFrame(human, schema=HUMAN_SCHEMA, orient="row"),
        excluded=pl.DataFrame(left_out, schema=EXCLUDED_SCHEMA, orient="row"),
        notes=(
            f"Aggregated from {frame.height:,} respondents"
            + (f", weighted by {' × '.join(codebook.weight)}" if codebook.weight else ", unweighted")
            + (f", clustered by {codebook.psu}" if codebook.psu else "")
            + ". No row of a respondent is kept.",
        ),
    )


def _refuse_doubles(frame: pl.DataFrame, codebook: Codebook, file: Path) -> None:
    key = [codebook.id, *([codebook.population] if codebook.population else [])]
    twice = frame.select(key).is_duplicated().to_numpy()
    if twice.any():
        row = int(np.argmax(twice))
        raise SurveyError(
            f"respondent {frame[codebook.id][row]!r} occurs more than once",
            where=f"{file}, row {row + 1}",
            mend="keep one row a respondent",
        )


def _designs(frame: pl.DataFrame, codebook: Codebook, groups: dict[Population, np.ndarray]) -> dict[Population, Design]:
    """The design of every population; a demographic cell has that of its whole."""
    if not codebook.psu:
        return {}
    psu = _codes(frame[codebook.psu])
    stratum = _codes(frame[codebook.stratum]) if codebook.stratum else np.zeros(frame.height, np.int64)
    wholes = {people.id: draw_design(psu, stratum, rows) for people, rows in groups.items() if not people.cell_values}
    return {people: wholes[people.id.split("[")[0]] for people in groups}


def _codes(column: pl.Series) -> np.ndarray:
    return column.cast(pl.String).fill_null("").rank("dense").cast(pl.Int64).to_numpy()


def _question(item: Item, labels: Mapping[str, str], language: str, file: Path) -> Question:
    texts = dict(item.options)
    if not texts:
        texts = {c: t for c, t in labels.items() if c not in item.missing and c not in item.aside}
        doubtful = [code for code, text in texts.items() if is_aside(text)]
        if doubtful:
            raise SurveyError(
                f"value label {texts[doubtful[0]]!r} of code {doubtful[0]} reads like no answer",
                where=f"{file}, column {item.column}",
                mend="put the code under `missing` or `aside`, or list the question's options",
            )
    if not texts:
        raise SurveyError(
            "has no options in the codebook and no value labels in the file",
            where=f"{file}, column {item.column}",
            mend="add its options to the codebook",
        )
    options = [Option(code, {language: text}, named=code not in item.unnamed) for code, text in texts.items()]
    options += [Option(code, {language: text}, substantive=False) for code, text in item.aside.items()]
    return Question(
        id=item.column, texts={language: item.text}, options=tuple(options), scale=item.scale, topic=item.topic
    )


def _answers(column: pl.Series, question: Question, item: Item, file: Path) -> np.ndarray:
    """Position of each respondent's option; -1 for an empty field, -2, -3, … for the item's missing codes in order."""
    place = {option.code: i for i, option in enumerate(question.options)}
    place = {code: -2 - i for i, code in enumerate(item.missing)} | place
    found: dict[object, int] = {}
    for value in column.unique(maintain_order=True):
        code = "" if value is None else canonical_code(value)
        if code in ("", "nan"):
            found[value] = -1
        elif code in place:
            found[value] = place[code]
        else:
            row = int(np.argmax((column == value).fill_null(False).to_numpy())) + 1
            raise SurveyError(
                f"code {code!r} is neither an option nor a missing code",
                where=f"{file}, row {row}, column {question.id}",
                mend="add it to the codebook's options, `aside` or `missing`",
            )
    return column.replace_strict(list(found), list(found.values()), return_dtype=pl.Int64).to_numpy()


def _cell(
    question: Question,
    item: Item,
    people: Population,
    members: np.ndarray,
    answers: np.ndarray,
    weights: np.ndarray,
    design: Design | None,
) -> tuple[list[tuple[object, ...]], list[tuple[str, str, str, int]]]:
    own = answers[members]
    counts = [("no entry", int((own == -1).sum()))]
    counts += [(reason, int((own == -2 - i).sum())) for i, reason in enumerate(item.missing.values())]
    counts += [("weight 0", int((weights[members & (answers >= 0)] == 0).sum()))]
    lost = [(question.id, people.id, reason, count) for reason, count in counts if count]
    usable = members & (answers >= 0) & (weights > 0)
    n = int(usable.sum())
    if n < FEWEST:
        return [], [*lost, *([(question.id, people.id, f"fewer than {FEWEST} answers", n)] if n else [])]
    codes, shown = answers[usable], weights[usable]
    if not any(question.options[code].substantive for code in np.unique(codes)):
        return [], [*lost, (question.id, people.id, "nobody gave a substantive answer", n)]
    shares = weighted_shares(codes, shown, len(question.options))
    effective = kish_effective_n(shown)
    if design is not None:
        clustered = design_effective_n(codes, shown, design.unit[usable], design.factor, len(question.options))
        effective = min(effective, clustered)
    return [
        (question.id, people.id, option.code, float(share), effective, n, None)
        for option, share in zip(question.options, shares, strict=True)
    ], lost
