"""Descriptions of the peoples of a survey: where they live and what they speak, and what most of them hold.

Names and languages are those of CLDR; what a people holds are norms that rules mine from the training questions (see
`norms.ruled`), and lines of a cultural profile. The sentences that lead into them are folkways' own. A held-out people
is described from its own answers to training questions: no answer of it is learnt from, and none that is scored is
told.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from folkways.adapt.hyper.description import Description, Descriptions
from folkways.adapt.prompting.drafting import draft_profile
from folkways.adapt.prompting.material import Material
from folkways.adapt.prompting.passage import Sentence
from folkways.encoders import TextEncoder
from folkways.errors import InputError
from folkways.norms.book import NormBook
from folkways.populations import Population, language_name
from folkways.surveys import Survey
from folkways.surveys.split import Split

#: Phrasings: of `{people}` and `{languages}`; then what is told: `norms`, or a `profile` where there is an encoder.
LEADS = {
    "training": (
        ("The people of {people}. {languages}", "norms"),
        ("This is how adults who live in {people} see the world. {languages}", "norms"),
        ("Answers of a cross-section of the inhabitants of {people}. {languages}", "profile"),
        ("{languages} Think of those who grew up in {people} and live there today.", "norms"),
        ("Ordinary households in {people}, in town and country. {languages}", "profile"),
        ("The views that one meets with in {people}. {languages}", "norms"),
    ),
    "held-out": (
        ("Someone who was born in {people} and has stayed. {languages}", "norms"),
        ("A portrait of the society of {people}. {languages}", "profile"),
    ),
}
#: Sentences in a description, behind the first.
SENTENCES = 4
#: Of what could be told of a people, every third sentence stands in held-out descriptions alone.
_KEPT_BACK = 3


@dataclass(frozen=True, slots=True)
class _Told:
    text: str
    questions: tuple[str, ...]


def describe(
    survey: Survey, split: Split, *, norms: NormBook | None = None, encoder: TextEncoder | None = None,
    sentences: int = SENTENCES, seed: int = 0,
) -> Descriptions:  # fmt: skip
    """Several descriptions of every people, some of them in phrasings that are held out.

    Args:
        survey: the whole of it.
        split: what is held out: no answer to a held-out question is told of anybody.
        norms: of every people, such as `norms.ruled.rules_for_all`; without them names and languages alone are told.
        encoder: for profiles (`prompting.draft_profile`); norms stand in their place without one.
        sentences: how many norms, or lines of a profile, a description holds at most.
        seed: of the draw of sentences.

    Raises:
        InputError: a norm rests on a held-out question.
        SurveyError: the survey is not the one that was split.
    """
    told = _norms(norms, split)
    profiles = _profiles(survey, split, encoder) if encoder is not None else {}
    items = []
    for people in survey.populations:
        known = {"norms": told.get(people.id, []), "profile": profiles.get(people.id, [])}
        for part, leads in LEADS.items():
            for at, (lead, kind) in enumerate(leads):
                kind = kind if known[kind] else "norms"
                of = sorted(known[kind], key=lambda one: one.text)
                random.Random(f"{seed}:{people.id}:{kind}").shuffle(of)
                mine = [one for n, one in enumerate(of) if (n % _KEPT_BACK == 0) == (part == "held-out")]
                said = [mine[(at * sentences + n) % len(mine)] for n in range(min(sentences, len(mine)))]
                items.append(_description(people, part, at, lead, kind, said))
    return Descriptions(tuple(items))


def _norms(norms: NormBook | None, split: Split) -> dict[str, list[_Told]]:
    found: dict[str, list[_Told]] = {}
    for norm in norms.usable().norms if norms is not None else ():
        questions = tuple({*norm.shown, *norm.evidence})
        split.refuse(questions, "descriptions")
        found.setdefault(norm.population, []).append(_Told(norm.text, questions))
    return found


def _profiles(survey: Survey, split: Split, encoder: TextEncoder) -> dict[str, list[_Told]]:
    """Lines of profiles of every people; those of the seen ones know nothing of the unseen."""
    found: dict[str, list[_Told]] = {}
    everybody = replace(split, seen=(*split.seen, *split.unseen), unseen=())
    for cut, peoples in ((split, split.seen), (everybody, split.unseen)):
        material = Material(survey, cut, encoder=encoder)
        for people in peoples:
            found[people] = [
                _Told(line.text, line.source.ids) for line in _profile(material, survey.population(people))
            ]
    return found


def _profile(material: Material, people: Population) -> list[Sentence]:
    try:
        return draft_profile(material, people, "en").lines
    except InputError:  # no majority in any answer, or no text in English
        return []


def _description(people: Population, part: str, at: int, lead: str, kind: str, told: Sequence[_Told]) -> Description:
    spoken = [language_name(tag) for tag in people.languages]
    languages = f"Spoken there: {', '.join(spoken)}." if spoken else ""
    text = " ".join([lead.format(people=people.label, languages=languages).strip(), *(one.text for one in told)])
    questions = tuple(sorted({question for one in told for question in one.questions}))
    return Description(people.id, text, part, f"{part} {at + 1}", kind if told else "named", questions)


_THINGS = ("lamp", "ladder", "kettle", "violin", "anchor", "parcel", "marble", "bucket", "ribbon", "pebble", "funnel",
           "candle", "saddle", "thimble", "pulley", "lantern")  # fmt: skip
_LOOKS = ("grey", "hollow", "striped", "round", "heavy", "folded", "quiet", "brittle", "painted", "square")
_DOES = ("rolls under", "leans on", "rests beside", "hangs above", "fits inside", "drifts past", "points at", "covers")


def nonsense(populations: Sequence[str], *, part: str = "held-out", sentences: int = 8, seed: int = 0) -> Descriptions:
    """The control of descriptions that say nothing of anybody: sentences about things, others for each people.

    Args:
        populations: ids.
        part: of the descriptions.
        sentences: in each.
        seed: of the draw.
    """
    items = []
    for people in populations:
        draw = random.Random(f"{seed}:nonsense:{people}")
        said = (
            f"The {draw.choice(_LOOKS)} {draw.choice(_THINGS)} {draw.choice(_DOES)} the {draw.choice(_THINGS)}."
            for _ in range(sentences)
        )
        items.append(Description(people, " ".join(said), part, "nonsense", "nonsense"))
    return Descriptions(tuple(items))
