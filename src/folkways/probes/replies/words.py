"""What the words of replies consist of, in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReplyWords:
    """The words by which a reply refuses or answers, in one language.

    All are patterns in the language's own spelling; `spelling.rule` makes them match other spellings as well.

    Attributes:
        refusals: how a model says that it will not answer, by what it says ("sorry or unable").
        nouns: what an answer is called where it is announced ("my answer is").
        verbs: how a choice is stated before the answer ("I choose"), with the words that draw the conclusion ("so").
        after: how a choice is stated behind the answer ("fits best"; the verb in Persian and Turkish).
        options: what one of the options is called ("option", "number").
        between: words that may stand between the announcing word and the answer.
        joins: words between two options that leave the choice open ("or", "to").
        aside: words right before an option that is not chosen ("not", "instead of").
        others: whose choice it is when it is not the one asked for ("some people").
        rejects: words right behind an option that is explained or not chosen ("would mean", "is too strong").
        units: words behind a number that counts something else ("children").
        total: the words between a point and the length of the scale ("out of").
        particles: options so short that they are also words of any sentence ("no").
        ordinals: place by place, how an option is called by its place.
        numerals: place by place, the number as a word ("option two").
        last: how the last option is called.
        denials: words right behind an option that deny it, where the language puts them there.
        negations: words before a verb that deny it ("I would not say 1").
        suffixes: what may be written onto a number.
    """

    refusals: Mapping[str, tuple[str, ...]]
    nouns: str
    verbs: str
    after: str
    options: str
    between: str
    joins: str
    aside: str
    others: str
    rejects: str
    units: str
    total: str
    particles: str
    ordinals: tuple[str, ...]
    numerals: tuple[str, ...]
    last: str
    denials: str = ""
    negations: str = ""
    suffixes: str = ""
