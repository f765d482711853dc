"""Extraction reads what was spoken, in large calls, the same way each time, and refuses tables that do not fit."""

import hashlib
import json
import os
import subprocess
import sys

import polars as pl
import pytest

from folkways.dialogues.extracting import BLOCK, SMALL, extract, method_for
from folkways.errors import InputError
from folkways.models.access import Prompt
from tests.dialogues.turns import SEEDS, SURVEY, Reader, choices_in, gold_turns, one_question, spoken


def quotes_all(prompt: Prompt) -> str:
    said = prompt.user.partition("<turn>\n")[2].partition("\n</turn>")[0]
    return json.dumps([{"quote": said, "kind": "custom"}])


def test_only_what_participants_said_and_others_heard_is_read() -> None:
    turns = pl.concat(
        [
            spoken(["We pray."]),
            spoken(["Do go on."], speaker=-1, seed="", conversation="c2"),
            spoken(["As an AI I pray."], state="dropped", conversation="c3"),
            spoken(["timeout: no answer"], state="failed", conversation="c4"),
        ]
    )
    opinions, rejects = extract(Reader(quotes_all), turns, SEEDS, SURVEY)
    assert opinions["text"].to_list() == ["We pray."] and rejects.height == 0


def test_turns_are_asked_in_blocks_and_none_twice() -> None:
    model = Reader(quotes_all)
    steps: list[tuple[int, int]] = []
    texts = [f"Rule {number} holds." for number in range(2 * BLOCK + 1)]
    opinions, _ = extract(model, spoken(texts), SEEDS, SURVEY, progress=lambda done, of: steps.append((done, of)))
    assert [len(call) for call in model.calls] == [BLOCK, BLOCK, 1]
    assert steps == [(BLOCK, len(texts)), (2 * BLOCK, len(texts)), (len(texts), len(texts))]
    assert opinions["text"].to_list() == texts
    wide = Reader(quotes_all, details={"shard": 1000})
    assert extract(wide, spoken(texts), SEEDS, SURVEY)[0].equals(opinions) and len(wide.calls) == 1


def test_the_order_of_the_rows_does_not_matter_and_the_results_are_in_order() -> None:
    turns = pl.concat([spoken(["We pray.", "", "We eat."], conversation=name) for name in ("c9", "c10", "c1")])
    tables = extract(Reader(quotes_all), turns, SEEDS, SURVEY)
    other = extract(Reader(quotes_all), turns.sample(fraction=1, shuffle=True, seed=4), SEEDS, SURVEY)
    assert all(one.equals(two) for one, two in zip(tables, other, strict=True))
    assert tables[0].select("conversation", "turn").rows() == [
        (name, turn) for name in ("c1", "c10", "c9") for turn in (0, 2)
    ]
    assert tables[1].select("id", "reason").rows() == [(f"{n}/1", "no opinion") for n in ("c1", "c10", "c9")]


def fingerprint() -> str:
    """Of the tables that both methods give for the turns of the test data."""
    turns = spoken([turn.text for turn in gold_turns()])
    labels = Reader(scores=lambda prompt: [(len(c) * len(prompt.user)) % 7 / 35 for c in choices_in(prompt)])
    quoted = extract(Reader(quotes_all), turns, SEEDS, SURVEY)
    labelled = extract(labels, turns, SEEDS, SURVEY, method="sentences")
    tables = (*quoted, *labelled)
    assert all(table.height for table in labelled)
    return hashlib.sha256("".join(table.write_json() for table in tables).encode()).hexdigest()


def test_equal_inputs_give_equal_tables_in_every_process() -> None:
    path = os.pathsep.join(filter(None, sys.path))
    elsewhere = subprocess.run(
        [sys.executable, "-c", "from tests.dialogues.test_extracting import fingerprint; print(fingerprint())"],
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert elsewhere.stdout.strip() == fingerprint()


def test_no_turns_give_two_empty_tables_and_no_call() -> None:
    model = Reader(quotes_all)
    opinions, rejects = extract(model, spoken([]), SEEDS, SURVEY)
    assert opinions.height == rejects.height == 0 and model.calls == []


@pytest.mark.parametrize(
    ("details", "method"),
    [
        ({}, "json"),
        ({"parameters": 135_000_000}, "sentences"),
        ({"parameters": SMALL}, "json"),
        ({"parameters": 135_000_000, "logprobs": False}, "json"),
        ({"provider": "openai", "logprobs": True}, "json"),
    ],
)
def test_a_small_model_with_probabilities_labels_sentences_and_any_other_quotes(
    details: dict[str, object], method: str
) -> None:
    assert method_for(Reader(details=details)) == method


def test_what_does_not_fit_is_refused_with_its_place() -> None:
    turns, model = spoken(["We pray."]), Reader(quotes_all, details={"logprobs": False})
    with pytest.raises(InputError, match=r"unknown method 'regex'.*use auto, json or sentences"):
        extract(model, turns, SEEDS, SURVEY, method="regex")
    with pytest.raises(InputError, match="reader: it gives no label probabilities"):
        extract(model, turns, SEEDS, SURVEY, method="sentences")
    with pytest.raises(InputError, match="the turns: column 'state' is missing"):
        extract(model, turns.drop("state"), SEEDS, SURVEY)
    with pytest.raises(InputError, match="the turns: column 'turn' is String"):
        extract(model, turns.cast({"turn": pl.String}), SEEDS, SURVEY)
    with pytest.raises(InputError, match="turn c1/0: is there twice"):
        extract(model, pl.concat([turns, turns]), SEEDS, SURVEY)
    with pytest.raises(InputError, match="turn c1/0: its seed s9 is unknown"):
        extract(model, spoken(["We pray."], seed="s9"), SEEDS, SURVEY)
    with pytest.raises(InputError, match="survey one has no question 'q2'"):
        extract(model, turns, SEEDS.with_columns(question=pl.lit("q2")), SURVEY)
    with pytest.raises(InputError, match="turn c1/0: has no conversation, seed or text"):
        extract(model, spoken(["We pray."], text=None), SEEDS, SURVEY)


def test_the_wording_is_of_the_surveys_own_question() -> None:
    model = Reader(quotes_all)
    extract(model, spoken(["We pray."]), SEEDS, one_question("Is prayer of use?"))
    assert "Is prayer of use?" in model.calls[0][0].user
