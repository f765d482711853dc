"""Draft a cultural profile from survey answers and norms, and put profiles before questions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkways.adapt.prompting.few_shot import percent
from folkways.adapt.prompting.material import Material
from folkways.adapt.prompting.passage import Sentence
from folkways.adapt.prompting.profile import SECTIONS, Profile
from folkways.adapt.prompting.strategy import Turn, fixed, strategy
from folkways.adapt.prompting.wordings import wording
from folkways.errors import InputError
from folkways.populations import Population

#: An answer enters a profile where at least this share of people gave it.
MAJORITY = 0.5

#: How many answers, and how many norms, a section is drafted with at most.
ANSWERS = 3
NORMS = 2


def draft_profile(material: Material, people: Population, language: str) -> Profile:
    """A profile to be reviewed: per section the answers of a majority, and the norms, that are most about it.

    What a text is about is its cosine to the words of a section, less the mean cosine of all texts to that section,
    since some sections are near to everything. Each text goes to the one section that it is most about.

    Raises:
        InputError: there is no text encoder, nothing is known of the people, or there are no words in the language.
    """
    words = wording(language)
    pool = [q for q in material.pool(people, language) if max(material.answers[q.id, people.id]) >= MAJORITY]
    norms = list(material.norms.of(people.id, language=language)) if material.book is not None else []
    if not pool and not norms:
        raise InputError(
            f"nothing is known of {people.id} in {language!r} to draft a profile from",
            mend="choose a people whose answers may be learnt from, or give its norms",
        )
    lines: dict[str, list[Sentence]] = {name: [] for name in SECTIONS}
    for section, place in _sorted_in(material, language, [q.text(language) for q in pool], ANSWERS):
        q = pool[place]
        shares = material.answers[q.id, people.id]
        answer = q.substantive[shares.index(max(shares))].text(language)
        text = words.asked.format(question=q.text(language), answer=answer, share=percent(words, max(shares)))
        lines[section].append(Sentence(text, material.answer_source(q, people, language), "\n"))
    for section, place in _sorted_in(material, language, [norm.text for norm in norms], NORMS):
        norm = norms[place]
        lines[section].append(Sentence(norm.text.strip(), material.norm_source(norm), "\n"))
    return Profile(
        people.id,
        language,
        {name: tuple(found) for name, found in lines.items()},
        survey=material.survey.name,
        survey_digest=material.survey.digest,
        split_digest=material.split.digest if material.split else "",
    )


def _sorted_in(material: Material, language: str, texts: list[str], most: int) -> list[tuple[str, int]]:
    """(section, place of a text), section by section, what is most about it first."""
    if not texts:
        return []
    topics = wording(language).topics
    if material.encoder is not None:
        material.vectors.of([q.texts[language] for q in material.survey.questions if language in q.texts])
    likeness = material.vectors.of(texts) @ material.vectors.of([topics[name] for name in SECTIONS]).T
    if len(texts) > 1:
        likeness = likeness - likeness.mean(axis=0)
    best = likeness.argmax(axis=1)
    found = []
    for column, section in enumerate(SECTIONS):
        mine = np.flatnonzero(best == column)
        ranked = mine[np.argsort(-likeness[mine, column], kind="stable")]
        found += [(section, int(place)) for place in ranked[:most]]
    return found


@dataclass(frozen=True, slots=True)
class Profiled:
    """The cultural profile of the people, as given; where none of any people is given, a draft made on the spot."""

    name: str = "profile"

    @property
    def encodes(self) -> bool:
        """For drafting."""
        return True

    def sentences(self, material: Material, turn: Turn) -> list[Sentence]:
        """See `Strategy`."""
        words = wording(turn.language)
        profile = _of(material, turn.population, turn.language)
        found = [fixed(words.profile.format(people=turn.people), self.name, words.provenance)]
        for name in SECTIONS:
            lines = profile.sections.get(name, ())
            if lines:
                found.append(fixed(words.sections[name], self.name, words.provenance, "\n"))
                found += [Sentence(f"- {line.text}", line.source, "\n") for line in lines]
        return [*found, fixed(words.caution, self.name, words.provenance, "\n")]

    def questions(self, material: Material) -> frozenset[str]:
        """Those of the given profiles; where there are none, all that a draft chooses from."""
        if material.profiles:
            return frozenset().union(*(profile.questions for profile in material.profiles.values()))
        return material.norm_questions | {question for question, _ in material.answers}


def _of(material: Material, people: Population, language: str) -> Profile:
    key = (people.id, language)
    if material.profiles:
        if key not in material.profiles:
            raise InputError(
                f"no profile of {people.id} in {language!r} was given",
                mend="leave out this people or this language, or draft one: `folkways adapt prompt --draft-profile`",
            )
        return material.profiles[key]
    if key not in material.drafts:
        material.drafts[key] = draft_profile(material, people, language)
    return material.drafts[key]


@strategy("profile")
def _profiled(options: tuple[str, ...]) -> Profiled:
    if options:
        raise InputError("profile takes no options", mend="write it as profile")
    return Profiled()
