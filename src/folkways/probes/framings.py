"""In whose name a model is asked: neutral, persona, observer. Three constructs, never averaged together.

- `neutral` asks the model itself: its own default.
- `persona` has it answer as an average person of a population.
- `observer` has it forecast what an average person of the population would answer.

Each framing has two phrasings (templates), whose effect on the answers is reported. Their words lie in `wordings`, one
file a language.
"""

from __future__ import annotations

from folkways.answers import FRAMINGS
from folkways.errors import InputError
from folkways.probes.wordings import Phrasing, wording

TEMPLATES = ("plain", "poll")
CUES = ("before", "after")

__all__ = ["CUES", "FRAMINGS", "TEMPLATES", "phrasing"]


def phrasing(framing: str, template: str, language: str) -> Phrasing:
    """The words of this framing and template in this language.

    Raises:
        InputError: the framing, the template or the language is unknown.
    """
    known = wording(language).phrasings
    if (framing, template) not in known:
        raise InputError(
            f"unknown framing {framing!r} or template {template!r}",
            mend=f"framings are {', '.join(FRAMINGS)}; templates are {', '.join(TEMPLATES)}",
        )
    return known[framing, template]
