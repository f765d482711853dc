"""The card of a data set: written from what the run really did and what its samples hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from folkways.dialogues.licensing import licence, licence_of, strictest
from folkways.dialogues.markdown import listed, table, told
from folkways.dialogues.phrasings import ASKINGS
from folkways.dialogues.profiles import FLAWS
from folkways.dialogues.record import DatasetRecord
from folkways.dialogues.sample import SPLITS
from folkways.errors import PopulationError
from folkways.populations import language_name, parse_population

# The hub's own steps.
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
#: Longest list of topics or questions; the data hold the rest.
MOST = 40
_SAID = {
    "modal": "the most frequent answer of each people",
    "draw": "answers drawn from each people's distribution, so that disagreement stays in the data",
    "shares": "the whole distribution of each people's answers",
}


def card(record: DatasetRecord, samples: pl.DataFrame, *, accepted: Sequence[str] = ()) -> str:
    """The README.md of a data set, in the form that the Hugging Face hub reads.

    Args:
        record: what the run did.
        samples: `SAMPLES_SCHEMA`; what the card counts it counts here.
        accepted: licences that whoever exports them says allow it.

    Returns:
        Markdown with YAML front matter; the same for equal arguments. What comes from data is escaped.
    """
    blocks = [
        _front(record, samples),
        _what(record, samples),
        _use(),
        _contents(samples),
        _making(record),
        _quality(record),
        _sources(record, samples, accepted),
        _settings(record),
        _flaws(record) if record.flaws else "",
        _limits(record, samples),
    ]
    return "\n\n".join(block.strip("\n") for block in blocks if block) + "\n"


def _front(record: DatasetRecord, samples: pl.DataFrame) -> str:
    import yaml

    whole = _whole(samples)
    known = licence(whole)
    front: dict[str, Any] = {
        "pretty_name": record.name,
        "license": known.hub if known.known else "other",
    }
    if front["license"] == "other":
        front |= {"license_name": whole[:200], "license_link": "README.md"}
    there = set(samples["split"])
    splits = [name for name in SPLITS if name in there]
    front |= {
        "language": sorted({tag.split("-")[0] for tag in samples["language"] if tag}),
        "task_categories": ["text-generation"],
        "size_categories": [next((name for most, name in _SIZES if samples.height < most), "1M<n<10M")],
        "tags": ["folkways", "culture", "survey", "conversation", "synthetic"],
        # One form alone: `datasets` takes all configs of a folder to be of one kind of file.
        "configs": [
            {
                "config_name": "default",
                "data_files": [{"split": name, "path": f"data/{name}.jsonl"} for name in splits],
            }
        ],
    }
    return "---\n" + yaml.safe_dump(front, sort_keys=False, allow_unicode=True, width=110) + "---"


def _what(record: DatasetRecord, samples: pl.DataFrame) -> str:
    peoples, questions = samples["population"].n_unique(), samples["question"].n_unique()
    talked = (
        "Language models spoke as people of these cultures, each anchored in what one people answered in a survey; "
        "opinions were taken from what they said, checked, and built into these records. **No person wrote or said any "
        "of it.**"
    )
    plain = "Each gives the answer of a people to a survey question as the survey words it. **Nobody talked about it.**"
    lines = [
        f"# {told(record.name)}",
        "",
        f"{samples.height:,} chat records about {questions:,} survey questions, in the name of {peoples:,} peoples. "
        + (talked if samples["conversation"].str.len_chars().sum() else plain),
    ]
    if record.stopped:
        lines += [
            "",
            f"> The run ended before its plan: {told(record.stopped)}. The data are a part of what was meant.",
        ]
    return "\n".join(lines)


def _use() -> str:
    return """
## Use

```python
from datasets import load_dataset

data = load_dataset("FOLDER")
```

The same records lie in `parquet/`. `messages` is the chat: `user`, `assistant`, and in some records `system`. Every
record also names its `population`, `question`, `topic`, `language`, `kind`, `licence` and `sources`, and the `seed`,
`conversation` and `opinion` that it comes from.
"""


def _contents(samples: pl.DataFrame) -> str:
    splits = [name for name in SPLITS if name in set(samples["split"])]
    rows = []
    for name in splits:
        part = samples.filter(pl.col("split") == name)
        counts = [part[column].n_unique() for column in ("question", "population", "conversation")]
        rows.append([name, part.height, *counts])
    blocks = [
        "## Contents",
        table(["split", "records", "questions", "peoples", "conversations"], rows),
        "Splits are by question, near-alike questions together, and by people; never by row.",
    ]
    tags = _counted(samples, "language")
    blocks += [
        _shown("People", [(_people(id), n) for id, n in _counted(samples, "population")], samples.height),
        _shown("Language", [(f"{language_name(t)} ({t})" if t else "not told", n) for t, n in tags], samples.height),
        _shown("Topic", _counted(samples, "topic"), samples.height),
        _shown("Kind", _counted(samples, "kind"), samples.height),
    ]
    return "\n\n".join(blocks)


def _making(record: DatasetRecord) -> str:
    rows = [
        [stage.name, "–" if stage.given is None else stage.given, stage.kept, stage.unit, _reasons(stage.rejects)]
        for stage in record.stages
    ]
    blocks = [
        "## How it was made",
        f"Seeds: {_SAID.get(record.seeds, told(record.seeds))}.",
        table(["stage", "given", "kept", "of what", "left out, and why"], rows),
    ]
    if record.stops:
        blocks.append(table(["a conversation ended by", "times"], _falling(record.stops)))
    if record.hands:
        hands = [[hand.role, hand.name, hand.revision] for hand in record.hands]
        blocks.append(table(["model as", "name", "revision"], hands))
        blocks.append("Whether the terms of a model let others be trained on what it wrote is for its user to read.")
    return "\n\n".join(blocks)


def _quality(record: DatasetRecord) -> str:
    rows: list[Sequence[Any]] = []
    if record.agreement is None:
        rows.append(["agreement of two judges", "not measured: one judge"])
    else:
        a = record.agreement
        interval = "" if a.low is None or a.high is None else f" ({a.low:.2f} to {a.high:.2f})"
        rows.append(["agreement of two judges (Krippendorff's α)", f"{a.alpha:.2f}{interval}, n = {a.n:,}"])
    if record.audit is None:
        rows.append(["audit by people", "none"])
    else:
        said = f"{record.audit.answered:,} of {record.audit.asked:,} answered; {record.audit.figures}"
        rows.append(["audit by people", said])
    rows += [[f"diversity: {name}", f"{a:.3f} → {b:.3f}"] for name, (a, b) in sorted(record.diversity.items())]
    if not record.contamination:
        rows.append(["contamination with test items", "not looked for"])
    rows += [
        [f"contamination with {name}", f"{hits:,} hits among {items:,} items; left out"]
        for name, (items, hits) in sorted(record.contamination.items())
    ]
    return "## Quality\n\n" + table(["", ""], rows)


def _sources(record: DatasetRecord, samples: pl.DataFrame, accepted: Sequence[str]) -> str:
    origins = [
        [o.title or o.name, o.licence or "not stated", o.citation or "not stated", o.url] for o in record.origins
    ]
    agreed = (
        [f"Whoever exported them has accepted these terms for it: {told('; '.join(accepted))}."] if accepted else []
    )
    carried = [[name, count] for name, count in _counted(samples, "licence")]
    return "\n\n".join(
        [
            "## Licence and sources",
            f"The whole: **{told(_whole(samples))}**, the strictest of the sources of its records.",
            *agreed,
            table(["licence", "records"], carried),
            table(["source", "licence", "cite", "address"], origins),
            f"Made with folkways {told(record.version)}. Cite the sources above. The method follows Li et al. "
            "(2024), CulturePark, arXiv 2405.15145.",
        ]
    )


def _settings(record: DatasetRecord) -> str:
    if not record.settings:
        return ""
    rows = [[name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)]
            for name, value in sorted(record.settings.items())]  # fmt: skip
    return "## Settings\n\n" + table(["setting", "value"], rows)


def _flaws(record: DatasetRecord) -> str:
    rows = [
        [flaw.name, "yes" if flaw.name in record.flaws else "no", flaw.what, flaw.effect, flaw.ours] for flaw in FLAWS
    ]
    return (
        "## Known flaws of the profile `culturepark-compat`\n\n**Those marked «yes» were repeated here on "
        "purpose**, to compare with a released pipeline.\n\n"
        + table(["flaw", "here", "what it does", "effect", "in place of it"], rows)
    )


def _limits(record: DatasetRecord, samples: pl.DataFrame) -> str:
    lines = [
        "**Machine talk.** Models spoke, extracted and judged. That an opinion agrees with the seed does not make it "
        "what people of that culture would say, nor how they would say it.",
        "**A survey is not a culture.** Every record rests on answers to questions that somebody chose, by those who "
        "were asked, in that year. A country hides its own disagreement.",
        "**Stereotypes.** Screening finds some of them; it does not find all.",
        "Not for decisions about a person, nor to stand in for people who can be asked.",
    ]
    if record.seeds == "modal":
        lines.append(
            "**One answer a people.** The most frequent answer stands for all; minorities are not in the data."
        )
    if record.agreement is None:
        lines.append("**One judge.** Nobody knows how far another would have agreed.")
    if record.audit is None:
        lines.append("**No person has read a sample of it for us.**")
    if not record.contamination:
        lines.append("**Not compared with test items.** A score on a benchmark may be too good after training on it.")
    written = sorted({tag for tag in samples["language"] if tag in ASKINGS and "unreviewed" in ASKINGS[tag].provenance})
    if written:
        names = listed([language_name(tag) for tag in written])
        lines.append(f"The fixed words of the users' turns in {names} were translated and not reviewed by a speaker.")
    lines += [told(limit) for limit in record.limits]
    return "## Limits\n\n" + "\n".join(f"- {line}" for line in lines)


def _whole(samples: pl.DataFrame) -> str:
    return strictest({licence_of(name) for row in samples["sources"] for name in row})


def _counted(samples: pl.DataFrame, column: str) -> list[tuple[str, int]]:
    """Values and their counts, the most frequent first."""
    return _falling(dict(samples.group_by(column).len().iter_rows()))


def _people(id: str) -> str:
    try:
        return f"{parse_population(id).label} ({id})"
    except PopulationError:  # a community, which the samples know by its id alone
        return id


def _falling(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _shown(head: str, counts: Sequence[tuple[str, int]], total: int) -> str:
    rows: list[Sequence[Any]] = [[name or "none", count, f"{count / total:.1%}"] for name, count in counts[:MOST]]
    if len(counts) > MOST:
        rest = sum(count for _, count in counts[MOST:])
        rows.append([f"{len(counts) - MOST} others", rest, f"{rest / total:.1%}"])
    return table([head, "records", "share"], rows)


def _reasons(rejects: Mapping[str, int]) -> str:
    return ", ".join(_reason(pair) for pair in _falling(rejects)) or "nothing"


def _reason(pair: Iterable[Any]) -> str:
    reason, count = pair
    return f"{reason}: {count:,}"
