"""Open questions about a culture, in its language: the test prompts of CARE (Arabic, Chinese, Japanese; MIT).

They serve two ends: a model answers them in its own words before and after it is brought closer, and training data are
cleared of whatever comes near them.

Source: Guo et al., CARE, github.com/Guochry/CARE. The licence lies beside the files.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl

from folkways.errors import InputError
from folkways.runs import digest

#: One row per prompt. `topic` and `culture` are in the source's own words; `answer` is a person's answer to it.
PROMPTS_SCHEMA: dict[str, Any] = {
    "id": pl.String,
    "language": pl.String,
    "text": pl.String,
    "topic": pl.String,
    "culture": pl.String,
    "answer": pl.String,
}

#: Language → the word for it in the names of the files.
LANGUAGES = {"ar": "Arabic", "zh": "Chinese", "ja": "Japanese"}

_KEYS = {"text": "question", "topic": "culture_type", "culture": "associated_culture", "answer": "answer"}


def care_prompts() -> pl.DataFrame:
    """The prompts in the package: 150 a language.

    Returns:
        A frame of `PROMPTS_SCHEMA`.

    >>> care_prompts()["language"].value_counts(sort=True)["count"].to_list()
    [150, 150, 150]
    """
    folder = Path(str(files("folkways.surveys") / "data" / "care"))
    return pl.concat([read_care(folder / f"care_eval_{name}.json") for name in LANGUAGES.values()])


def read_care(path: Path, *, language: str | None = None) -> pl.DataFrame:
    """Read prompts from a file in CARE's layout: a JSON list of records with question, answer and three labels.

    Args:
        path: the file.
        language: BCP 47; by default told by a name such as `care_eval_Arabic.json`.

    Returns:
        A frame of `PROMPTS_SCHEMA`, in the order of the file.

    Raises:
        InputError: the file is not such a list, a question is empty or there twice, or nothing tells the language.
    """
    where = str(path)
    tag = language or next((tag for tag, name in LANGUAGES.items() if path.stem.endswith(f"_{name}")), None)
    if tag is None:
        raise InputError("the file's name tells no language", where=where, mend="say which: language='ar'")
    try:
        records = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read ({error})", where=where, mend="give a JSON file in UTF-8") from error
    if not isinstance(records, list) or not records:
        raise InputError("is no list of prompts", where=where, mend="give a list of records with a question each")
    rows: dict[str, dict[str, str]] = {}
    for place, record in enumerate(records, 1):
        here = f"{where}, prompt {place}"
        if not isinstance(record, dict) or not all(isinstance(record.get(key), str) for key in _KEYS.values()):
            raise InputError("is no prompt of CARE", where=here, mend=f"give it the texts {', '.join(_KEYS.values())}")
        row = {name: record[key].strip() for name, key in _KEYS.items()}
        if not row["text"]:
            raise InputError("the question is empty", where=here, mend="leave it out")
        id = "p" + digest([tag, row["text"]])[:12]
        if id in rows:
            raise InputError("the question is there twice", where=here, mend="keep one")
        rows[id] = {"id": id, "language": tag, **row}
    return pl.DataFrame(list(rows.values()), schema=PROMPTS_SCHEMA)
