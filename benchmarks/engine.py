"""Label probabilities of a real design: the prefix tree beside lm-evaluation-harness and plain batches.

    python benchmarks/engine.py [--model smollm2|gpt_neox] [--dtype fp32|bf16] [--questions 6] [--pairs 5]

Same machine, same weights, same prompts of MENAValues (persona framing, all peoples that were asked), in one run and
interleaved; what is compared are ratios of times within a round. `lm-eval` is given the labels as continuations, as its
multiple-choice tasks do, with its own batching by common context. The plain loop is the usual one: sorted by length,
padded, 16 at a time, logits of the last place. One at a time is how MENAValues' published code reads an answer. The
bound is the number of tokens over the rate at which the model reads one long text. `gpt_neox` is a model of that
architecture with random weights, of SmolLM2's size and with its tokenizer.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import torch

from folkways.models import Prompt
from folkways.models.access import ModelInfo
from folkways.models.loading import load_local
from folkways.models.local import LocalModel
from folkways.models.prefix_tree import unique_tokens
from folkways.models.tree_scoring import TreeScorer
from folkways.probes.design import Design, render
from folkways.surveys import load_survey

Timed = Callable[[], Any]
ALONE = "one at a time, 15 tokens"


def model_of(name: str, dtype: str) -> LocalModel:
    if name == "smollm2":
        return load_local(name, dtype=dtype)
    import transformers

    embedded = load_local("smollm2", dtype=dtype)
    torch.manual_seed(0)
    config = transformers.GPTNeoXConfig(
        vocab_size=49152, hidden_size=576, num_hidden_layers=30, num_attention_heads=9, intermediate_size=2304,
        max_position_embeddings=2048, initializer_range=0.1,
    )  # fmt: skip
    random: Any = transformers.GPTNeoXForCausalLM(config)
    return LocalModel(random.to(embedded._model.dtype), embedded._tokenizer, ModelInfo(name, "random", dtype, {}))


def asked(questions: int, cue: str) -> tuple[list[Prompt], list[tuple[str, ...]]]:
    """Prompts of the questions that most peoples answered, spread over the survey, and their labels."""
    survey = load_survey("menavalues")
    peoples = survey.human.group_by("question").agg(pl.col("population").n_unique().alias("peoples"))
    most = set(peoples.filter(pl.col("peoples") == pl.col("peoples").max())["question"])
    known = [q.id for q in survey.questions if q.id in most and len(q.options) < 10]
    chosen = known[:: max(1, len(known) // questions)][:questions]
    cells = list(Design(("persona",), ("given",), cue=cue).cells(survey.select(questions=chosen), survey.populations))
    return [render(cell) for cell in cells], [tuple(cell.label_texts) for cell in cells]


def of_lm_eval(model: LocalModel, texts: list[str], labels: list[tuple[str, ...]]) -> Timed:
    from lm_eval.api.instance import Instance
    from lm_eval.models.huggingface import HFLM

    make: Any = HFLM
    harness = make(pretrained=model._model, tokenizer=model._tokenizer, batch_size=16, device="cpu")
    requests = [
        Instance(request_type="loglikelihood", doc={}, arguments=(text, label), idx=i)
        for text, names in zip(texts, labels, strict=True)
        for i, label in enumerate(names)
    ]
    return lambda: harness.loglikelihood(requests, disable_tqdm=True)


def plain(model: LocalModel, ids: list[list[int]]) -> Timed:
    def loop() -> None:
        order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
        with torch.inference_mode():
            for at in range(0, len(order), 16):
                rows = [ids[row] for row in order[at : at + 16]]
                width = max(map(len, rows))
                padded = torch.tensor([[0] * (width - len(row)) + row for row in rows])
                seen = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows])
                model._model(input_ids=padded, attention_mask=seen, logits_to_keep=1).logits.softmax(-1)

    return loop


def one_at_a_time(model: LocalModel, ids: list[list[int]]) -> Timed:
    def loop() -> None:
        for row in ids:
            one = torch.tensor([row])
            model._model.generate(one, attention_mask=torch.ones_like(one), max_new_tokens=15, do_sample=False)

    return loop


def reading_rate(model: LocalModel, tokens: int = 1024) -> float:
    """Tokens a second of one long text, logits of the last place: the best of three."""
    ids = torch.randint(0, 40_000, (1, tokens))
    with torch.inference_mode():
        return tokens / min(seconds(lambda: model._model(ids, logits_to_keep=1, use_cache=False)) for _ in range(3))


def seconds(work: Timed) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak() -> float:
    """GiB that this process held at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def measure(model: LocalModel, cue: str, arguments: argparse.Namespace) -> dict[str, Any]:
    prompts, labels = asked(arguments.questions, cue)
    ids = [model._tokens(prompt, room=8) for prompt in prompts]
    tries = [model._trie(names) for names in labels]
    scorer = TreeScorer(model._model, budget=2048)
    scorer(ids[:2], tries[:2])
    before, leaves, held = scorer.computed, scorer.leaves, peak()
    scorer(ids, tries)
    computed, leaves, grown = scorer.computed - before, scorer.leaves - leaves, peak() - held
    few = ids[:: max(1, len(ids) // 8)][:8]
    runs = {
        "prefix tree": lambda: scorer(ids, tries),
        "plain batches": plain(model, ids),
        "lm-eval": of_lm_eval(model, [model._renderer.text(prompt) for prompt in prompts], labels),
        ALONE: one_at_a_time(model, few),
    }
    for work in runs.values():  # first calls at a new shape are slow, for everybody
        work()
    times: dict[str, list[float]] = {name: [] for name in runs}
    rates = []
    for _ in range(arguments.pairs):
        rates.append(reading_rate(model))
        for name, work in runs.items():
            times[name].append(seconds(work) * (len(ids) / len(few) if name == ALONE else 1))
    ours = times["prefix tree"]
    record = {
        "model": arguments.model, "dtype": arguments.dtype, "cue": cue, "prompts": len(prompts),
        "tokens": sum(map(len, ids)), "unique": unique_tokens(ids), "computed": computed, "leaves": leaves,
        "peak_growth_gib": grown,
        "seconds": times, "rates": rates,
        "ratios": {name: [t / o for t, o in zip(found, ours, strict=True)] for name, found in times.items()},
        "over_bound": [o / (computed / rate) for o, rate in zip(ours, rates, strict=True)],
    }  # fmt: skip
    show(record)
    return record


def show(record: dict[str, Any]) -> None:
    prompts = record["computed"] - record["leaves"]
    print(
        f"\n### {record['model']}, {record['dtype']}, identity {record['cue']} the question\n\n"
        f"{record['prompts']} prompts, {record['tokens']:,} tokens, {record['unique']:,} unique "
        f"({record['tokens'] / record['unique']:.1f} ×). The tree computed {prompts:,} tokens of prompts "
        f"({prompts / record['unique']:.3f} × the unique ones) and {record['leaves']:,} of labels that take several; "
        f"it held {record['peak_growth_gib']:.2f} GiB at most beside the weights.\n"
    )
    print("| | seconds: min, median, max | times as long as the tree: min, median, max |\n|---|---|---|")
    for name, found in record["seconds"].items():
        ratio = record["ratios"][name]
        print(
            f"| {name} | {min(found):.2f}, {statistics.median(found):.2f}, {max(found):.2f} "
            f"| {min(ratio):.1f}, **{statistics.median(ratio):.1f}**, {max(ratio):.1f} |"
        )
    over = record["over_bound"]
    print(
        f"| the tree over its bound ({statistics.median(record['rates']):,.0f} tokens/s) | "
        f"| {min(over):.2f}, **{statistics.median(over):.2f}**, {max(over):.2f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=("smollm2", "gpt_neox"), default="smollm2")
    parser.add_argument("--dtype", choices=("fp32", "bf16"), default="fp32")
    parser.add_argument("--questions", type=int, default=6)
    parser.add_argument("--cue", default="after,before")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    model = model_of(arguments.model, arguments.dtype)
    records = [measure(model, cue, arguments) for cue in arguments.cue.split(",")]
    if arguments.out:
        arguments.out.write_text(json.dumps(records, indent=1), "utf-8")


if __name__ == "__main__":
    main()
