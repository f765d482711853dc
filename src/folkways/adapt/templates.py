"""A teacher without a model: traces put together from what the survey and the norms say, in varied wording.

They let a training run end to end on any machine, and they are a baseline that a teacher's traces must beat: they hold
no reasoning beyond the people's shares and how firm its norms are. Everything made of them says `template`.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from folkways.adapt.leaks import Leaks
from folkways.adapt.targets import shares_of
from folkways.adapt.teachers import Ask, Attempt, admitted
from folkways.errors import InputError
from folkways.norms.norm import Norm
from folkways.probes.wordings import wording
from folkways.runs import digest
from folkways.surveys import Survey

NAME = "template"

_OPEN = (
    "I take this as {people} would.",
    "Let me think about how people around me see this.",
    "I ask myself what the people I live among would say here.",
    "First I think of my family, my neighbours and the people I grew up with.",
    "Where I come from, people have their own view of this.",
    "I try to answer for {people}, not for anybody else.",
)
_BLIND_OPEN = (
    "I look at the question as it stands, without thinking of any people.",
    "Let me go through the answers one by one.",
    "I read the question again and weigh the answers against each other.",
    "There is no need to think of where I live to answer this.",
)
#: By the share of the people behind the answer: at least so much.
_EVIDENCE: Mapping[float, tuple[str, ...]] = {
    0.6: (
        "Most of the people I know would settle on “{option}”.",
        "There is little doubt around me: “{option}” is what one hears.",
        "Few would be surprised to hear “{option}” from me.",
    ),
    0.35: (
        "Many around me lean to “{option}”, though not everybody does.",
        "“{option}” is heard more often than not, and other answers are respected as well.",
        "A good part of my people would say “{option}”, others would not.",
    ),
    0.0: (
        "People around me are of several minds, and some of them say “{option}”.",
        "One hears different answers here; “{option}” is one that people stand by.",
        "There is no single view among us, yet “{option}” has its share of people.",
    ),
}
_BESIDE = (
    "More of the people around me would choose “{top}”, but I am one of the others.",
    "“{top}” is the commoner answer among us, and still it is not mine.",
    "I know that “{top}” would come first for many, but not for me.",
)
#: By how firm the norms of the topic are.
_FIRM = (
    "What is expected of one in such matters is well understood.",
    "On matters of this kind people hold each other to a shared idea of what is right.",
    "In this part of life there are expectations that nobody has to say aloud.",
)
_LOOSE = (
    "On matters of this kind people are given some room to differ.",
    "What is expected here is not the same in every house.",
    "In this part of life one finds old expectations beside new ones.",
)
_AGAINST = (
    "I can see why somebody would prefer “{other}”, but it does not fit what I see around me.",
    "“{other}” would be a fair answer for others, less so for me.",
    "I thought of “{other}” as well and put it aside.",
)
_BLIND = (
    "“{option}” reads like the plainest of them.",
    "By itself, “{option}” seems as good an answer as any.",
    "Nothing in the words of the question speaks against “{option}”.",
)
_BLIND_AGAINST = (
    "“{other}” would also do, but I see no reason for it.",
    "Between that and “{other}” I take the first.",
    "“{other}” asks for more knowledge than I have.",
)
_END = (
    "So “{option}” is what I would say.",
    "That is why I come down on “{option}”.",
    "All in all I choose “{option}”.",
    "Taking this together, my answer is “{option}”.",
)


class TemplateTeacher:
    """Writes traces from facts alone.

    Args:
        survey: what may be learnt from: see `Split.training`.
        leaks: what no text may carry.
    """

    def __init__(self, survey: Survey, leaks: Leaks) -> None:
        self._shares = shares_of(survey)
        self._leaks = leaks

    @property
    def name(self) -> str:
        """`template`."""
        return NAME

    @property
    def revision(self) -> str:
        """A fingerprint of the words that it has."""
        words = [_OPEN, _BLIND_OPEN, list(_EVIDENCE.items()), _BESIDE, _FIRM, _LOOSE, _AGAINST, _BLIND, _BLIND_AGAINST]
        return digest([*words, _END])

    def think(self, asks: Sequence[Ask], *, tries: int, seed: int) -> list[list[Attempt]]:
        """One text for each ask, whatever `tries` is: a second one would differ in wording only.

        Raises:
            InputError: an ask has no answer to end in, or is not in English.
        """
        return [[self._attempt(ask, seed)] for ask in asks]

    def _attempt(self, ask: Ask, seed: int) -> Attempt:
        cell = ask.cell
        if not ask.told:
            raise InputError("a template trace needs the answer that it ends in", mend="tell it")
        if cell.language.split("-")[0] != "en":
            raise InputError(f"no trace templates in {cell.language!r}", mend="use a survey in English, or a teacher")
        thought, why = admitted(self._write(ask, seed), ask, self._leaks)
        return Attempt(thought, ask.told, why, "")

    def _write(self, ask: Ask, seed: int) -> str:
        cell, question = ask.cell, ask.cell.question
        people = cell.population
        assert people is not None
        key = [seed, question.id, people.id, ask.told, cell.order, ask.of, [norm.id for norm in ask.norms]]
        chance = random.Random(int(digest(key), 16))
        texts = {o.code: o.text(cell.language).rstrip(". ") for o in question.substantive}
        words = {"option": texts[ask.told], "people": f"an average {wording(cell.language).people(people)}"}
        others = [text for code, text in texts.items() if code != ask.told]
        words["other"] = chance.choice(others)
        if not ask.of:
            parts = [chance.choice(_BLIND_OPEN), chance.choice(_BLIND), chance.choice(_BLIND_AGAINST)]
        else:
            shares = self._shares.get((question.id, ask.of))
            parts = [chance.choice(_OPEN), *_evidence(shares, question.codes, ask.told, texts, chance, words)]
            if ask.norms:
                parts.append(chance.choice(_FIRM if _firm(ask.norms) else _LOOSE))
            if chance.random() < 0.5:
                parts.append(chance.choice(_AGAINST))
        parts.append(chance.choice(_END))
        return " ".join(part.format(**words) for part in parts)


def _evidence(
    shares: tuple[float, ...] | None,
    codes: Sequence[str],
    told: str,
    texts: Mapping[str, str],
    chance: random.Random,
    words: dict[str, str],
) -> list[str]:
    """How many of the people give the answer, and which one more of them give."""
    if shares is None:
        return []
    share = shares[codes.index(told)]
    level = next(least for least in _EVIDENCE if share >= least)
    top = codes[max(range(len(shares)), key=shares.__getitem__)]
    found = [chance.choice(_EVIDENCE[level])]
    if top != told:
        words["top"] = words["other"] = texts[top]
        found.append(chance.choice(_BESIDE))
    return found


def _firm(norms: Sequence[Norm]) -> bool:
    """Whether most people stand behind the norms; a norm that no question tests says nothing."""
    known = [norm.strength for norm in norms if norm.strength is not None]
    return bool(known) and sum(known) / len(known) >= 0.6
