"""Label probabilities of a real design: the prefix tree beside lm-evaluation-harness and plain batches.

    python benchmarks/engine.py [--questions 6] [--populations 16] [--pairs 5] [--out benchmarks/engine.json]

Same machine, same weights (SmolLM2-135M-Instruct, fp32), same prompts of MENAValues, in one run and interleaved; what
is compared are ratios of times within a round. `lm-eval` is given the labels as continuations, as its multiple-choice
tasks do, with its own batching by common context. The plain loop is the usual one: sorted by length, padded, 16 at a
time, logits of the last place. The bound is the number of tokens over the rate at which the model reads one long text.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from folkways.models import Prompt
from folkways.models.loading import load_local
from folkways.models.local import LocalModel
from folkways.models.prefix_tree import unique_tokens
from folkways.models.tree_scoring import TreeScorer
from folkways.probes.design import Design, render
from folkways.surveys import load_survey

Timed = Callable[[], Any]


def asked(questions: int, populations: int, cue: str) -> tuple[list[Prompt], list[tuple[str, ...]]]:
    survey = load_survey("menavalues")
    chosen = [q.id for q in survey.questions if len(q.options) < 10][:questions]
    design = Design(framings=("persona",), orders=("given",), cue=cue)
    cells = list(design.cells(survey.select(questions=chosen), survey.populations[:populations]))
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


def one_at_a_time(model: LocalModel, prompts: list[Prompt]) -> Timed:
    """How MENAValues' published code reads an answer: each prompt alone, 15 tokens written."""

    def loop() -> None:
        for prompt in prompts:
            ids = torch.tensor([model._renderer.tokens(prompt)])
            model._model.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=15, do_sample=False)

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


def measure(model: LocalModel, cue: str, arguments: argparse.Namespace) -> dict[str, Any]:
    prompts, labels = asked(arguments.questions, arguments.populations, cue)
    ids = [model._tokens(prompt, room=8) for prompt in prompts]
    tries = [model._trie(names) for names in labels]
    scorer = TreeScorer(model._model, budget=2048)
    scorer(ids[:2], tries[:2])
    before = scorer.computed
    few = prompts[:: max(1, len(prompts) // 8)][:8]
    runs = {
        "prefix tree": lambda: scorer(ids, tries),
        "plain batches": plain(model, ids),
        "lm-eval": of_lm_eval(model, [model._renderer.text(prompt) for prompt in prompts], labels),
        "one at a time, 15 tokens": one_at_a_time(model, few),
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    rates = []
    for _ in range(arguments.pairs):
        rates.append(reading_rate(model))
        for name, work in runs.items():
            times[name].append(
                seconds(work) * (len(prompts) / len(few) if work is runs["one at a time, 15 tokens"] else 1)
            )
    unique = unique_tokens(ids)
    computed = (scorer.computed - before) // arguments.pairs
    ours = times["prefix tree"]
    record = {
        "cue": cue, "prompts": len(prompts), "tokens": sum(map(len, ids)), "unique": unique, "computed": computed,
        "seconds": times, "rates": rates,
        "ratios": {name: [t / o for t, o in zip(found, ours, strict=True)] for name, found in times.items()},
        "over_bound": [o / (computed / rate) for o, rate in zip(ours, rates, strict=True)],
    }  # fmt: skip
    print(
        f"\nidentity {cue} the question: {len(prompts)} prompts, {record['tokens']:,} tokens, {unique:,} unique; "
        f"the tree computed {computed:,} (labels of several tokens included)"
    )
    print("| | seconds: min, median, max | times as long as the tree: median (min–max) |\n|---|---|---|")
    for name, found in times.items():
        ratio = record["ratios"][name]
        print(
            f"| {name} | {min(found):.2f}, {statistics.median(found):.2f}, {max(found):.2f} "
            f"| {statistics.median(ratio):.1f} ({min(ratio):.1f}–{max(ratio):.1f}) |"
        )
    over = record["over_bound"]
    print(
        f"| tree over its bound (tokens ÷ {statistics.median(rates):,.0f} tokens/s) | "
        f"| {statistics.median(over):.2f} ({min(over):.2f}–{max(over):.2f}) |"
    )
    return record


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=6)
    parser.add_argument("--populations", type=int, default=16)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    model = load_local("smollm2", dtype="fp32")
    print(f"{platform.processor() or platform.machine()}, {torch.get_num_threads()} threads, torch {torch.__version__}")
    records = [measure(model, cue, arguments) for cue in ("after", "before")]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"\npeak memory of all of this together: {peak:.2f} GiB")
    if arguments.out:
        arguments.out.write_text(json.dumps({"records": records, "peak_gib": peak}, indent=1), "utf-8")


if __name__ == "__main__":
    main()
