"""Results of EDSL (Expected Parrot): one interview of a model, as an agent, over a survey.

Read are `Results.to_dict()` as JSON (`.json`, `.json.gz`), `Results.to_jsonl()` (`.jsonl`), `Results.save()` (`.ep`, a
zip with that inside) and `Results.to_csv()`, whose columns are `answer.NAME`, `model.model`, `agent.TRAIT` and so on.
Checked against edsl 1.0.9.
"""

from __future__ import annotations

import ast
import gzip
import json
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from folkways.alignment.samples import (
    CONDITIONS,
    PEOPLE,
    ReadText,
    Sample,
    chosen,
    condition_of,
    option_of,
    people_of,
    question_of,
    to_table,
)
from folkways.errors import AnswersError
from folkways.surveys import Question, Survey

SUFFIXES = (".json", ".jsonl", ".gz", ".ep")
#: Types whose answer is one option of the question.
_ONE_OPTION = (
    "multiple_choice", "linear_scale", "likert_five", "yes_no", "dropdown", "multiple_choice_with_other", "",
)  # fmt: skip
#: Types whose answer is several options, or numbers on each of them.
_MANY = ("checkbox", "checkbox_with_other", "rank", "top_k", "budget", "matrix", "distribution")
#: Groups of columns of a csv in which EDSL adds the group to the question's name: `validated.NAME_validated`.
_SUFFIXED = ("generated_tokens", "validated", "distribution", "question_text", "question_type")
_MEND = "give Results.to_dict() as JSON, Results.to_jsonl(), Results.save() or Results.to_csv()"


@dataclass(frozen=True)
class _Interview:
    """One result; the mappings go by question name."""

    where: str
    model: str
    parameters: Mapping[str, Any]
    traits: Mapping[str, str]
    scenario: Mapping[str, str]
    answers: Mapping[str, Any]
    texts: Mapping[str, Any] = field(default_factory=dict)
    validated: Mapping[str, Any] = field(default_factory=dict)
    distributions: Mapping[str, Any] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    wordings: Mapping[str, str] = field(default_factory=dict)


def is_edsl(columns: list[str]) -> bool:
    """Whether a table's header is that of `Results.to_csv()`."""
    return "model.model" in columns and any(name.startswith("answer.") for name in columns)


def edsl_to_table(
    path: Path, survey: Survey, *, frame: pl.DataFrame | None = None, read: ReadText | None = None
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The answers as a table of ours, and what must be said about them.

    The people of an interview are those that the agent's trait `country` or `population` names, else the only one of
    the survey that any trait names (by id, ISO-3 code or full name, never `EG`); an agent without traits is the neutral
    framing. Iterations, and agents of one people, become a distribution. Traits and scenario fields called condition,
    framing, language or reasoning tell the condition, as does every other field of a scenario. An answer that EDSL
    could not validate is malformed, or what its text says to be; one that EDSL made of a text that refuses is a
    refusal.

    Args:
        path: the file.
        survey: questions are found by name or wording, options by code or wording.
        frame: the rows of a csv, as text.
        read: what a written answer says.

    Raises:
        AnswersError: with file, row, value and mend, for anything that does not fit.
    """
    interviews = list(_of_csv(path, frame) if frame is not None else _of_json(path))
    names = _models(interviews)
    counts: Counter[str] = Counter()
    found: dict[tuple[str, str], Question | None] = {}
    samples: list[Sample] = []
    for one, model in zip(interviews, names, strict=True):
        people, condition = _asked_as(one, survey)
        for name, value in one.answers.items():
            where = f"{one.where}, question {name}"
            key = (name, one.wordings.get(name, ""))
            if key not in found:
                found[key] = _question(one, name, survey, where)
            question = found[key]
            if question is None:
                counts[f"answers to {name}, which is not in the survey and takes no option, are left out"] += 1
                continue
            state, probs = _answer(one, name, value, question, where, read, counts)
            if state:
                samples.append(Sample(model, condition, question, people, state, probs))
    table = to_table(path, samples, survey)
    return table, tuple(f"{n:,} {what}." for what, n in counts.items())


def _answer(
    one: _Interview, name: str, value: Any, question: Question, where: str, read: ReadText | None, counts: Counter[str]
) -> tuple[str, list[float] | None]:
    """State and distribution; no state where the question was not asked."""
    text = str(one.texts.get(name) or "")
    if value is None:
        if not text and one.validated.get(name) is None and one.texts:
            counts["answers are missing since their question was skipped"] += 1
            return "", None
        if not text:
            return ("failed" if one.validated.get(name) is not None else "malformed"), None
        state = read(text, question)[0] if read else "malformed"
        return ("malformed" if state == "answered" else state), None
    given = one.distributions.get(name)
    if isinstance(given, Mapping) and given:
        return "answered", _shares(given, question, where)
    if one.kinds.get(name) in _MANY or isinstance(value, list | dict):
        raise AnswersError(f"{value!r} is not one option", where=where, mend="ask it as multiple choice, or drop it")
    code = option_of(question, str(value), where)
    said = read(text or str(value), question) if read else ("answered", None)
    if code is None and one.kinds.get(name, "") not in _ONE_OPTION and read:
        return (said[0], chosen(question, said[1])[1]) if said[1] else (said[0], None)
    if code is None:
        raise AnswersError(
            f"{value!r} is no option of question {question.id}",
            where=where,
            mend=f"its options are {', '.join(f'{o.code}: {o.text(question.language)}' for o in question.options)}",
        )
    if text and said[0] == "refused" and option_of(question, text, where) is None:
        counts["answers that EDSL made of a text that refuses count as refused"] += 1
        return "refused", None
    return chosen(question, code)


def _shares(given: Mapping[str, Any], question: Question, where: str) -> list[float]:
    shares = dict.fromkeys(question.codes, 0.0)
    for text, share in given.items():
        code = option_of(question, str(text), where)
        if code is None or not isinstance(share, int | float) or not 0 <= share <= 1:
            raise AnswersError(
                f"distribution gives {text!r} {share!r}", where=where, mend="give each option a number from 0 to 1"
            )
        if code in shares:
            shares[code] += share
    total = sum(shares.values())
    if not total > 0:
        raise AnswersError("distribution gives no option a share", where=where, mend="drop the row")
    return [share / total for share in shares.values()]


def _question(one: _Interview, name: str, survey: Survey, where: str) -> Question | None:
    """The survey's question; None for one that takes no option and is not the survey's."""
    try:
        return question_of(survey, name, one.wordings.get(name), where)
    except AnswersError:
        if one.kinds.get(name, "") in (*_ONE_OPTION, *_MANY):
            raise
        return None


def _asked_as(one: _Interview, survey: Survey) -> tuple[str, str]:
    """Population ("" for none) and condition."""
    facts = {**one.traits, **one.scenario}
    told = [facts[key] for key in CONDITIONS if facts.get(key)]
    told += [f"{key}={value}" for key, value in one.scenario.items() if key not in (*CONDITIONS, *PEOPLE)]
    named = {key: value for key, value in one.scenario.items() if key in PEOPLE}
    people = people_of(survey, named | {k: v for k, v in one.traits.items() if k not in CONDITIONS}, one.where)
    if people is None and one.traits:
        raise AnswersError(
            f"no trait of the agent names a population of survey {survey.name} ({dict(one.traits)})",
            where=one.where,
            mend="give agents a trait country or population, such as EGY",
        )
    framing = "neutral" if people is None else "persona"
    return people or "", condition_of(framing, told)


def _models(interviews: list[_Interview]) -> list[str]:
    """The name of each interview's model, with those parameters in which models of that name differ."""
    values: dict[str, dict[str, set[str]]] = {}
    for one in interviews:
        for key, value in one.parameters.items():
            values.setdefault(one.model, {}).setdefault(key, set()).add(str(value))
    names = []
    for one in interviews:
        differing = [k for k, seen in values.get(one.model, {}).items() if len(seen) > 1]
        told = ", ".join(f"{key}={one.parameters.get(key)}" for key in differing)
        names.append(f"{one.model} ({told})" if told else one.model)
    return names


def _of_json(path: Path) -> Iterator[_Interview]:
    for number, record in enumerate(_records(path), 1):
        where = f"{path}, result {number}"
        try:
            attributes: Mapping[str, Any] = record.get("question_to_attributes") or {}
            yield _Interview(
                where=where,
                model=str(record["model"]["model"]),
                parameters=record["model"].get("parameters") or {},
                traits=_told((record.get("agent") or {}).get("traits") or {}),
                scenario=_told(record.get("scenario") or {}),
                answers=dict(record["answer"]),
                texts=_cut(record.get("generated_tokens"), "_generated_tokens"),
                validated=_cut(record.get("validated_dict"), "_validated"),
                distributions=dict(record.get("distribution") or {}),
                kinds={name: str(facts.get("question_type") or "") for name, facts in attributes.items()},
                wordings={name: str(facts.get("question_text") or "") for name, facts in attributes.items()},
            )
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise AnswersError(f"is no result of EDSL ({error!r})", where=where, mend=_MEND) from error


def _told(raw: Mapping[str, Any]) -> dict[str, str]:
    """Traits or scenario fields that say something."""
    inner = ("scenario_index", "edsl_version", "edsl_class_name", "agent_index", "agent_name", "agent_instruction")
    return {str(k): str(v) for k, v in raw.items() if v is not None and k not in inner}


def _cut(raw: Mapping[str, Any] | None, suffix: str) -> dict[str, Any]:
    return {key.removesuffix(suffix): value for key, value in (raw or {}).items()}


def _records(path: Path) -> list[dict[str, Any]]:
    """The results of a file, as EDSL writes each."""
    try:
        if path.suffix.lower() == ".ep":
            with zipfile.ZipFile(path) as package:
                text = package.read("results.jsonl").decode()
        else:
            raw = path.read_bytes()
            text = (gzip.decompress(raw) if path.suffix.lower() == ".gz" else raw).decode("utf-8-sig")
        lines = [line for line in text.splitlines() if line.strip()]
        first = json.loads(lines[0]) if lines and lines[0].rstrip().endswith("}") and len(lines) > 1 else None
        if isinstance(first, dict) and first.get("__header__"):
            about = json.loads(lines[1])
            start = 2 + int(about["n_survey_lines"]) + int(about.get("n_task_history_lines", 0))
            found = [json.loads(line) for line in lines[start:]]
        else:
            record = json.loads(text)
            found = record["data"] if isinstance(record, dict) else record
    except FileNotFoundError as error:
        raise AnswersError("no such file", where=str(path), mend=_MEND) from error
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, TypeError) as error:
        reason = " ".join(str(error).split())[:120]
        raise AnswersError(f"holds no results of EDSL ({reason})", where=str(path), mend=_MEND) from error
    if not isinstance(found, list) or not found:
        raise AnswersError("holds no results of EDSL", where=str(path), mend=_MEND)
    return found


def _of_csv(path: Path, frame: pl.DataFrame) -> Iterator[_Interview]:
    parts: dict[str, dict[str, str]] = {}
    for column in frame.columns:
        group, _, rest = column.partition(".")
        parts.setdefault(group, {})[rest.removesuffix(f"_{group}") if group in _SUFFIXED else rest] = column
    for number, row in enumerate(frame.iter_rows(named=True), 1):
        told = {group: {name: row[column] for name, column in columns.items()} for group, columns in parts.items()}
        where = f"{path}, row {number}"
        if not told["model"].get("model"):
            raise AnswersError("model.model is empty", where=where, mend="fill it in")
        inner = ("model", "model_index", "inference_service")
        yield _Interview(
            where=where,
            model=str(told["model"]["model"]),
            parameters={key: value for key, value in told["model"].items() if key not in inner},
            traits=_told(told.get("agent", {})),
            scenario=_told(told.get("scenario", {})),
            answers=told["answer"],
            texts=told.get("generated_tokens", {}),
            validated=told.get("validated", {}),
            distributions={name: _literal(text) for name, text in told.get("distribution", {}).items()},
            kinds={name: text or "" for name, text in told.get("question_type", {}).items()},
            wordings={name: text or "" for name, text in told.get("question_text", {}).items()},
        )


def _literal(text: str | None) -> Any:
    try:
        return ast.literal_eval(text or "None")
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
