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
        demurs: looser words of a refusal, which count only where the text states no option: a first person who denies
            ("I won't", "I am not"), an AI that speaks of itself, a request that is sensitive or makes no sense.
        topics: words of a refusal that speak of the request only ("a sensitive topic", "a stereotype"); they count
            where a first person speaks or the text is short, since an essay has them as well.
        claims: how a first person begins to say what is true of it ("I am").
        nouns: what an answer is called where it is announced ("my answer is").
        verbs: how a choice is stated before the answer ("I choose"), with the words that draw the conclusion ("so").
        after: how a choice is stated behind the answer ("fits best"; the verb in Persian and Turkish).
        options: what one of the options is called ("option", "number").
        between: words that may stand between the announcing word and the answer.
        joins: words between two options that leave the choice open ("or", "to").
        aside: words right before an option that is not chosen ("not", "instead of").
        others: whose choice it is when it is not the one asked for ("some people").
        many: who may say what the one asked says too, but whose word a later one outweighs ("many").
        rejects: words right behind an option that is explained or not chosen ("would mean", "is too strong").
        units: words behind a number that counts something else ("children").
        total: the words between a point and the length of the scale ("out of").
        particles: options so short that they are also words of any sentence ("no").
        contrasts: words that turn from a refusal to an answer ("but").
        never: those of them by which a person also answers ("I never vote").
        ordinals: place by place, how an option is called by its place.
        numerals: place by place, the number as a word ("option two").
        last: how the last option is called.
        lowest, middle, highest: how the ends of a scale are called, and the middle of an odd number of options.
        placed: what stands round the end of an ordinal that is chosen without a noun.
        denials: words right behind an option that deny it, where the language puts them there.
        negations: words before a verb that deny it ("I would not say 1").
        shares: what part of the people it is whose choice is told ("60 percent of").
        selves: words of the first person.
        asked: words of questions and of answering; with a first person and no option, they speak about the request.
        clarify: what asks back or keeps two options open, so that such a text refuses nothing.
        greets: how a text begins that offers help with something else.
        yes, no: how one says so at the beginning, where an option begins with it.
        hedges: what stands behind a number that is given roughly ("or so").
        namely: what joins the label of an option with its wording ("that is").
        suffixes: what may be written onto a number.
        assures: what stands behind a yes or no that is meant firmly ("of course").
        picks: verbs and nouns behind which a place without a noun names an option ("I choose the second").
        unsure, withholds: an option for those who do not know or do not tell, and how else one says so.
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
    contrasts: str
    ordinals: tuple[str, ...]
    numerals: tuple[str, ...]
    last: str
    lowest: str
    middle: str
    highest: str
    demurs: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    denials: str = ""
    negations: str = ""
    shares: str = ""
    selves: str = ""
    asked: str = ""
    clarify: str = ""
    yes: str = ""
    no: str = ""
    greets: str = ""
    many: str = ""
    hedges: str = ""
    never: str = ""
    claims: str = ""
    namely: str = ""
    placed: str = ""
    suffixes: str = ""
    assures: str = ""
    picks: str = ""
    unsure: str = ""
    withholds: str = ""


def either(words: str) -> str:
    """A pattern for any of these words, which are set apart by spaces; a low line stands for a space in a word.

    >>> either("pass move_on")
    'pass|move on'
    """
    return words.replace(" ", "|").replace("_", " ")
