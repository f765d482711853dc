"""A survey as a task of lm-evaluation-harness, and its logged samples as answers."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import yaml

from folkways.answers import Answers
from folkways.errors import InputError
from folkways.models.access import LabelScores, ModelInfo
from folkways.probes import Reading
from folkways.probes.design import render
from folkways.runs import write_atomically
from folkways.tasks.asked import Asked, numbered, people_of
from folkways.tasks.replayed import Logged, Replayed, replay


def export_lm_eval(asked: Asked, folder: Path) -> str:
    """Write a task folder for `lm_eval --include_path`: one YAML file and one JSONL file of prompts.

    A document is one cell of the design, controls included. Its choices are the labels; `acc` compares the likeliest
    with the option that most people chose, which is all that the harness can say without the people's distributions.
    The log (`--log_samples`) holds the label probabilities: `folkways import-log` scores them against the people.

    Returns:
        The task's name.

    Raises:
        InputError: a level is unknown, or reasoning is asked for (the harness reads likelihoods without a thought).
    """
    if asked.reasoning != ("direct",):
        raise InputError("the export reads likelihoods, without a thought before", mend="leave reasoning at direct")
    made = asked.plan(Replayed(ModelInfo("any", "", "")))
    ids = tuple(people.id for people in made.populations)
    documents = []
    for number, cell in numbered(made):
        people = people_of(cell, made.whole, ids)
        means = [sum(shares[i] for shares in people.values()) for i in cell.shown] if people else [1.0]
        documents.append(
            {
                "cell": number,
                "prompt": render(cell).user,
                "choices": list(cell.label_texts),
                "target": means.index(max(means)),
                "question": cell.question.id,
                "population": cell.population.id if cell.population else "",
                "framing": cell.framing,
                "language": cell.language,
                "order": cell.order,
                "control": cell.control,
                "asked": json.dumps(asked.record),
            }
        )
    name = f"folkways_{made.survey.name}"
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / f"{name}.jsonl"
    lines = "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
    write_atomically(data, lines.encode())
    record: dict[str, Any] = {
        "task": name,
        "dataset_path": "json",
        "dataset_kwargs": {"data_files": {"test": str(data.resolve())}},
        "test_split": "test",
        "output_type": "multiple_choice",
        "doc_to_text": "prompt",
        "doc_to_choice": "choices",
        "doc_to_target": "target",
        "target_delimiter": "",
        "metric_list": [{"metric": "acc", "aggregation": "mean", "higher_is_better": True}],
        "metadata": {"version": 1.0},
    }
    write_atomically(folder / f"{name}.yaml", yaml.safe_dump(record, sort_keys=False, allow_unicode=True).encode())
    return name


def import_lm_eval_samples(path: Path, out: Path, *, model: str) -> Answers:
    """Write a run folder from the samples that `lm_eval --log_samples` wrote (`samples_*.jsonl`).

    A label's probability is the exponential of the log-likelihood of its bare text; what falls on other ways to write
    it is `off_label`, as is everything else.

    Raises:
        InputError: a line is not such a sample, or its prompt is no longer the survey's.
    """
    asked: Asked | None = None
    logged: dict[int, Logged] = {}
    for row, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            sample = json.loads(line)
            document = sample["doc"]
            asked = asked or Asked.of(json.loads(document["asked"]), where=f"{path}, row {row}")
            likelihoods = [float(pair[0]) for pair in sample["filtered_resps"]]
            number, shown, choices = int(document["cell"]), str(document["prompt"]), document["choices"]
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise InputError(
                f"not a logged sample of a folkways task ({type(error).__name__}: {error})",
                where=f"{path}, row {row}",
                mend="give samples_*.jsonl of lm_eval --log_samples on an exported task",
            ) from error
        mass = [math.exp(value) for value in likelihoods]
        if len(mass) != len(choices) or not sum(mass) <= 1.001:
            raise InputError(
                f"{len(mass)} likelihoods with sum {sum(mass):.3f} for {len(choices)} labels",
                where=f"{path}, row {row}",
                mend="log the samples of the task as it was exported",
            )
        logged[number] = Logged(shown, (), LabelScores(tuple(mass), max(0.0, 1 - sum(mass)), len(shown) // 4))
    if asked is None:
        raise InputError("no samples", where=str(path), mend="run lm_eval with --log_samples")
    info = ModelInfo(name=model, revision=path.stem, dtype="lm_eval", details={"shard": 1024, "log": path.name})
    return replay(asked, info, logged, Reading("logprobs"), out, where=str(path))
