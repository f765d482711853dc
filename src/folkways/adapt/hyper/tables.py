"""Tables of completions: a description, a prompt, and what is to be said to it. One line of JSON each.

Chat records with a population become such a table too: each turn of an assistant, with a description of its people.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from folkways.adapt.chats import Chats, turns_of
from folkways.adapt.hyper.description import Description, Descriptions
from folkways.adapt.hyper.lessons import Completed, Lesson
from folkways.adapt.turns import Turns
from folkways.errors import InputError
from folkways.models.access import Prompt
from folkways.runs import digest

_TEXTS = ("description", "prompt", "completion")


@dataclass(frozen=True)
class Table:
    """Completions, each with a description.

    Attributes:
        name, licence: where they come from.
        descriptions: each text once.
        rows: (place of the description, prompt, completion).
        questions: of a survey, whose answers went into it.
    """

    name: str
    licence: str
    descriptions: Descriptions
    rows: tuple[tuple[int, Prompt, str], ...]
    questions: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """A fingerprint of what is learnt."""
        return digest([[n, prompt.record(), said] for n, prompt, said in self.rows] + [self.descriptions.digest])

    def lessons(self, tokenizer: Any, most: int) -> list[Lesson]:
        """The completions as tokens, those of at most so many.

        Raises:
            InputError: none fits.
        """
        turns = Turns(tokenizer, self.name)
        found: list[Lesson] = []
        for told, prompt, said in self.rows:
            shown = turns.prompt(prompt)
            tokens = (*shown, *turns.said(said))
            if len(tokens) <= most:
                found.append((Completed(told, tokens, len(shown)),))
        if not found:
            raise InputError(
                f"no completion fits into {most} tokens ({len(self.rows)} in all)",
                where=self.name,
                mend="allow longer ones",
            )
        return found


def read_table(path: Path, licence: str = "") -> Table:
    """The table in a file of JSON lines: `description`, `prompt`, `completion`, and `population` where one is known.

    Raises:
        InputError: there is none, or a line is wrong: which, and how to mend it.
    """
    mend = 'write lines such as {"description": "…", "prompt": "…", "completion": "…"}'
    items: dict[str, Description] = {}
    places: dict[str, int] = {}
    rows = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", where=str(path), mend=mend) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            found = json.loads(line)
            json.dumps(found, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise InputError(f"not JSON of texts ({error})", where=where, mend=mend) from error
        wrong = [n for n in _TEXTS if not isinstance(found, dict) or not str(found.get(n) or "").strip()]
        if wrong or not all(isinstance(found[name], str) for name in _TEXTS):
            raise InputError(f"{wrong[0] if wrong else 'a part'} is no text", where=where, mend=mend)
        text = found["description"]
        items.setdefault(text, Description(str(found.get("population") or f"description {len(items) + 1}"), text))
        places.setdefault(text, len(places))
        rows.append((places[text], Prompt(found["prompt"]), found["completion"]))
    if not rows:
        raise InputError("holds no completion", where=str(path), mend=mend)
    return Table(path.name, licence, Descriptions(tuple(items.values())), tuple(rows))


def table_of_chats(chats: Chats, descriptions: Descriptions) -> Table:
    """Chat records as a table: the turns of a people's records in turn with each of its training descriptions.

    Args:
        chats: what may be learnt from (`Chats.learnable`).
        descriptions: of their peoples.

    Raises:
        InputError: no record says of which people it is, or a people has no description.
    """
    used = descriptions.only([people for people in chats.populations], "training") if chats.populations else None
    if used is None:
        raise InputError("no chat record says of which people it is", mend="give records with a population")
    told: dict[str, Sequence[int]] = {
        people: [n for n, item in enumerate(used.items) if item.population == people] for people in used.populations
    }
    rows = []
    for at, row in enumerate(chats.frame.filter(chats.frame["population"] != "").to_dicts()):
        own = told[row["population"]]
        rows += [(own[at % len(own)], prompt, said) for prompt, said in turns_of(row["messages"])]
    return Table("chat records", ", ".join(chats.licences), used, tuple(rows), tuple(chats.questions))
