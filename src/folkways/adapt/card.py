"""The card of an adapter: written from what its training really did, in the form that the Hugging Face hub reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from folkways.adapt.lora import AdapterRecord, hub_name

_WAYS = {
    "matching": "distribution matching: the probabilities of the answer labels are moved to the shares of the people",
    "sft": "supervised fine-tuning on reasoning traces that consider the norms of a people and end in its answer",
    "dpo": "direct preference optimisation on pairs of reasoning traces: consistent with the norms of a people, or not",
}
_ON_CHATS = "supervised fine-tuning on chat records: what the assistant says in them is learnt, what it is told is not"
_TRL = {"sft": ["trl", "sft"], "dpo": ["trl", "dpo"]}


def model_card(record: AdapterRecord, evaluation: str | None = None) -> str:
    """The README.md of an adapter.

    Args:
        record: what was trained, on what, and how it went.
        evaluation: Markdown that says how the adapter did on what was held out; the card says so where there is none.
    """
    blocks = [_front(record), _what(record), _load(record), _data(record), _training(record)]
    blocks.append("## Evaluation\n\n" + (evaluation or _UNTESTED).strip())
    blocks.append(_LIMITS)
    return "\n\n".join(block.strip("\n") for block in blocks) + "\n"


_UNTESTED = """
None was made when this card was written. A falling loss says that the training texts were learnt; it does not say that
the model represents the people better. Score the held-out questions before any use:
`folkways probe MODEL SURVEY --split SPLIT.json --adapter FOLDER`.
"""

_EVALUATED = """
None was made when this card was written. Whether it has learnt what the words mean is for held-out peoples to say,
beside descriptions that say nothing and those of somebody else: `folkways adapt hyper eval MODEL SURVEY --out RUN`.
"""

_LIMITS = """
## Limits

- **Stereotypes.** An adapter learns what many people of a population answered. It does not know any one of them, and it
  can make a people look more of one mind than it is. Compare the spread of its answers with that of the people.
- **Not tested:** what the model does outside survey questions, in other languages than those of its training, in
  conversation, and whether it still knows what it knew. Whether it refuses what it should was not tested either.
- **A survey is not a culture.** It holds the answers of those who were asked, in the year in which they were asked, to
  the questions that somebody chose.
- Not for decisions about a person, nor to stand in for people who can be asked.
"""


def _front(record: AdapterRecord) -> str:
    import yaml

    base = hub_name(record.base)
    front: dict[str, Any] = {
        "library_name": "peft",
        "base_model": base,
        "license": "other",
        "license_name": "see-base-model-and-survey",
        "pipeline_tag": "text-generation",
        "tags": ["folkways", "lora", f"base_model:adapter:{base}", *_TRL.get(record.method, [])],
    }
    return "---\n" + yaml.safe_dump(front, sort_keys=False, allow_unicode=True, width=110) + "---"


def _what(record: AdapterRecord) -> str:
    lora = record.settings.get("lora", {})
    shape = f"rank {lora['rank']}, α {lora['alpha']:g}" if lora else "see `adapter_config.json`"
    if record.method == "hyper":
        quoted = "\n".join(f"> {line}" for line in str(record.parents.get("description", "")).splitlines())
        return (
            f"# A folkways adapter from a description\n\n{quoted}\n\nLoRA ({shape}) on `{record.base}` (weights "
            f"`{record.base_revision}`), emitted by a hypernetwork (`{record.settings.get('variant', '')}`)."
        )
    way = _ON_CHATS if "chats" in record.parents else _WAYS[record.method]
    return (
        f"# A folkways adapter for {_listed(record.populations)}\n\n"
        f"LoRA ({shape}) on `{record.base}` (weights `{record.base_revision}`), by {way}."
    )


def hypernetwork_card(record: AdapterRecord) -> str:
    """The README.md of a hypernetwork that emits adapters."""
    front = _front(record).replace("library_name: peft\n", "library_name: folkways\n")
    what = (
        f"# A folkways hypernetwork ({record.settings['variant']})\n\nIt emits LoRA adapters for `{record.base}` "
        f"(weights `{record.base_revision}`) from descriptions of peoples. It was trained by "
        f"{_WAYS['matching'] if 'table' not in record.parents else 'completions, each with a description'}."
    )
    use = (
        '## Use\n\n```sh\nfolkways adapt hyper emit FOLDER --out runs/emitted --description "The people of …"\n'
        f"folkways probe {record.base} SURVEY --adapter runs/emitted\n```"
    )
    blocks = [front, what, use, _data(record), _training(record), "## Evaluation\n\n" + _EVALUATED.strip(), _LIMITS]
    return "\n\n".join(block.strip("\n") for block in blocks) + "\n"


def _load(record: AdapterRecord) -> str:
    base = hub_name(record.base)
    return f"""
## Use

```python
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("{base}")
model = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained("{base}"), "FOLDER")
```

```sh
folkways probe {record.base} {record.survey or "SURVEY"} --adapter FOLDER
```
"""


def _data(record: AdapterRecord) -> str:
    source: Mapping[str, str] = record.parents.get("survey", {})
    told = [f"- {name}: {_told(value)}" for name, value in record.parents.items() if name != "survey"]
    if not record.survey:
        return "## Data\n\n" + "\n".join(["- No survey: a table of completions.", *told])
    lines = [
        f"- Survey: {source.get('title') or record.survey} (`{record.survey}`, contents `{record.survey_digest}`)",
        f"- Licence of the survey: {source.get('licence') or 'not stated; ask its owners before you pass this on'}",
        f"- Cite: {source.get('citation') or 'not stated'}",
        f"- Populations whose answers it has seen: {', '.join(f'`{p}`' for p in record.populations)}",
        f"- Questions whose answers it has seen: {len(record.questions)}, listed in `folkways.json`",
        f"- Split: `{record.split_digest}`. folkways refuses to score the questions above with this adapter.",
    ]
    return "## Data\n\n" + "\n".join([*lines, *told])


def _training(record: AdapterRecord) -> str:
    rows = {f"setting: {name}": value for name, value in {**record.settings, "seed": record.seed}.items()}
    rows |= {f"result: {name}": value for name, value in record.results.items()}
    return "## Training\n\n| | |\n|---|---|\n" + "\n".join(
        f"| {name} | {_told(value)} |" for name, value in rows.items()
    )


def _told(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_told(part)}" for name, part in value.items()) or "none"
    if isinstance(value, list | tuple):
        return ", ".join(map(_told, value))
    return value if isinstance(value, str) else json.dumps(value)


def _listed(names: tuple[str, ...]) -> str:
    return "".join(names) or "no people by name" if len(names) < 2 else f"{', '.join(names[:-1])} and {names[-1]}"
