"""What the fixed words of cultural prompts consist of, in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """All fixed words of cultural prompts in one language.

    `{people}` stands for what `probes.wordings` calls one of a people in that language, such as "person from Egypt".

    Attributes:
        language: BCP 47 tag.
        provenance: who wrote them, and whether someone reviewed them.
        identity: about whom the questions are.
        cell: the demographic values of the people, in `{values}`.
        languages: the languages of the people, in `{languages}`.
        anthropological: the sentences of anthropological prompting, in order.
        shown: the line above answers that people gave to other questions.
        question, answer, shares: one shown question, its most frequent answer, or all its answers.
        norms: the line above norms.
        weigh: what a model that thinks first is asked to do with the norms.
        profile: the line above a cultural profile.
        sections: the heading of each section of a profile.
        topics: what each section is about, for finding the questions and norms that belong there.
        asked: one answer in a profile, with `{question}`, `{answer}` and `{share}`.
        caution: the last line of a profile.
        percent: a share, with `{n}`.
        comma, semicolon: what stands between the members of a list, and between the answers of a distribution.
    """

    language: str
    provenance: str
    identity: str
    cell: str
    languages: str
    anthropological: tuple[str, ...]
    shown: str
    question: str
    answer: str
    shares: str
    norms: str
    weigh: str
    profile: str
    sections: Mapping[str, str]
    topics: Mapping[str, str]
    asked: str
    caution: str
    percent: str = "{n}%"
    comma: str = ", "
    semicolon: str = "; "
