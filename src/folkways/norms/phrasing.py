"""Put into an English sentence what a people chose: in the question's own words where another wording would "
"be wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from folkways.norms.readings import LANGUAGE, Reading, worded


@dataclass(frozen=True, slots=True)
class Choice:
    """A set of options of a question, and what choosing one of them says.

    Attributes:
        codes: of the options.
        says: what people do, to stand behind "people in Egypt" ("trust the police"); "" where it is `answer`.
        asked: what comes first, without the comma ("Asked “…”"); "" for none.
    """

    codes: frozenset[str]
    says: str
    asked: str = ""

    def sentence(self, people: str, quantifier: str, note: str) -> str:
        """The sentence: "Most people in Egypt trust the police (78 %).\""""
        lead = f"{self.asked}, {quantifier[:1].lower()}{quantifier[1:]}" if self.asked else quantifier
        return f"{lead} people in {people} {self.says} ({note})."


def choices(reading: Reading) -> tuple[Choice, ...]:
    """What can be said of the people's answers: the ends and the sides of a scale, or its single options."""
    if _CLUMSY.search(reading.question.text(LANGUAGE)) or _DOUBTED.search(" ".join(reading.question.notes)):
        return ()
    family = reading.family.name if reading.family else ""
    made = _FRAMES[family](reading) if family in _FRAMES else ()
    return tuple(c for c in made if c.codes) or _quoted(reading)


#: Second and third choices of a list say little alone; "this event" is named nowhere; accounts, candidates and social
#: media were put to those who have or know them, though the base is not always published.
_CLUMSY = re.compile(
    r"\b(?:account on|social media|had decided to vote|second|third|two most|this event|that aim|those you "
    r"mentioned|this group)\b|\(country\)",
    re.I,
)
_DOUBTED = re.compile(r"does not (?:print|word)|same wording|breaks off")
#: With fewer options, an end of a scale holds all who lean that way, however strongly it is worded.
_FULL_SCALE = 4
_YOURS = (
    (re.compile(r"\byour (?:home )?country\b", re.I), "their country"),
    (re.compile(r"\bthe respondent's\b", re.I), "their"),
    (re.compile(r"\byourself\b", re.I), "themselves"),
    (re.compile(r"\byour\b", re.I), "their"),
    (re.compile(r"\bmy\b"), "their"),
    (re.compile(r"\b(?:in|to|for|with|of|like|from) you\b", re.I), ""),
    (re.compile(r"\byou are\b", re.I), "they are"),
    (re.compile(r"\byou\b", re.I), "they"),
)
_GIVEN_NAMES = re.compile(
    r"^(?:[A-Z]\w*\s+){1,}[A-Z(]|^[A-Z]{2}|^(?:God|Al|Hez|Sky|Facebook|Islam|Arab|Amal|Turk|Iran|Russ|Shari)"
)


def theirs(text: str) -> str:
    """A part of a question about "you" as one about them."""
    text = re.sub(r"\b(to|for|with|of|like|from|\w+ing) you\b", lambda m: f"{m[1]} them", text)
    for yours, own in _YOURS:
        text = yours.sub(own, text)
    return text


def small(text: str) -> str:
    """Without a capital at the beginning, unless it is a name."""
    return text if not text or _GIVEN_NAMES.match(text) else text[:1].lower() + text[1:]


def _scale(reading: Reading, very: str, for_it: str, against_it: str, not_at_all: str) -> tuple[Choice, ...]:
    sides = (Choice(reading.side(1), for_it), Choice(reading.side(-1), against_it))
    if len(reading.question.codes) < _FULL_SCALE:
        return sides
    strong, weak = reading.side(1, intense=True), reading.side(-1, intense=True)
    return (Choice(strong, very), *sides, Choice(weak, not_at_all))


def _importance(reading: Reading) -> tuple[Choice, ...]:
    text = reading.question.text(LANGUAGE)
    if found := re.search(r"how important (?:'(.+)' is in your life|is (\w+) in your life)", text, re.I):
        thing = small(found[1] or found[2])
        return _scale(reading, f"say that {thing} is very important in their life",
                      f"say that {thing} is important in their life", f"say that {thing} is not important in "
                                                                      f"their life",
                      f"say that {thing} is not at all important in their life")  # fmt: skip
    if found := re.search(r"How important is it for you to (.+)\?", text):
        what = f"important to them to {theirs(found[1])}"
        return _scale(reading, f"say that it is very {what}", f"say that it is {what}", f"say that it is not {what}",
                      f"say that it is not at all {what}")  # fmt: skip
    return ()


def _trust(reading: Reading) -> tuple[Choice, ...]:
    text, what = reading.question.text(LANGUAGE), _named(theirs(reading.target))
    if "confidence" in text:
        return _scale(reading, f"have a great deal of confidence in {what}", f"have confidence in {what}",
                      f"have little or no confidence in {what}", f"have no confidence at all in {what}")  # fmt: skip
    return _scale(reading, f"strongly trust {what}", f"trust {what}", f"do not trust {what}",
                  f"do not trust {what} at all")  # fmt: skip


_THE = re.compile(
    r"^(?:(?:armed|justice|civil serv|press|police|government|political system|judiciary|army|parliament"
    r"|environmental"
    r"|women's m|arab league|cooperation|organization|united n|international|north|world|elected|private "
    r"sector|municipal"
    r"|state|military|future|sadrist|free patr|progressive|syrian)\b|(?:[\w'-]+ )+(?:movement|party|alliance"
    r"|council|union|bank)\b)",
    re.I,
)


def _named(thing: str) -> str:
    thing = thing if re.match(r"the\b", thing, re.I) else small(thing)
    return f"the {thing}" if _THE.match(thing) and not re.match(r"the\b", thing, re.I) else thing


def _agreement(reading: Reading) -> tuple[Choice, ...]:
    text = reading.question.text(LANGUAGE)
    if found := re.match(r"Do you agree that (.+)\?", text):
        what = f"that {theirs(found[1])}"
        return (Choice(reading.side(1), f"agree {what}"), Choice(reading.side(-1), f"disagree {what}"))
    if found := re.search(r"would you support/oppose (.+) being held by (.+)\?", text):
        what = f"{theirs(found[1])} being held by {found[2]}"
        return _scale(
            reading, f"strongly support {what}", f"support {what}", f"oppose {what}", f"strongly oppose {what}"
        )
    if found := re.search(r"if the government decided to increase taxes on the citizens for: (.+)\.", text):
        what = f"increasing taxes for “{small(found[1])}”"
        return _scale(
            reading, f"strongly support {what}", f"support {what}", f"oppose {what}", f"strongly oppose {what}"
        )
    if (
        "methods acceptable" in text
        or reading.target == text.strip("?. ")
        or re.match("would you", reading.target, re.I)
    ):
        return ()
    if not re.search(r"statement|agree or disagree|agreement|would be for", text) or len(reading.target) < 12:
        return ()
    what = f"“{reading.target}”"
    return _scale(
        reading, f"strongly agree: {what}", f"agree: {what}", f"disagree: {what}", f"strongly disagree: {what}"
    )


def _justified(reading: Reading) -> tuple[Choice, ...]:
    if "following action" not in reading.question.text(LANGUAGE):
        return ()
    what = f"“{small(reading.target)}”"
    return (
        Choice(reading.side(-1, intense=True), f"say that {what} is never or hardly ever justified"),
        Choice(reading.side(-1), f"lean to the view that {what} is not justified"),
        Choice(reading.side(1), f"lean to the view that {what} can be justified"),
    )


def _satisfaction(reading: Reading) -> tuple[Choice, ...]:
    what = theirs(re.sub(r"^with (?:the following\? )?", "", reading.target))
    if "the following" in reading.question.text(LANGUAGE):
        what = small(reading.question.text(LANGUAGE).split("? ")[-1].rstrip("."))
    what = re.sub(r"\bour country\b", "their country", what)
    return _scale(reading, f"are very satisfied with {what}", f"are satisfied with {what}",
                  f"are dissatisfied with {what}", f"are very dissatisfied with {what}")  # fmt: skip


def _quality(reading: Reading) -> tuple[Choice, ...]:
    text = reading.question.text(LANGUAGE)
    if found := re.search(r"(?:rate|evaluate) (the (?:current )?government's performance in .+)\?", text):
        what = theirs(found[1])
        return _scale(reading, f"rate {what} as very good", f"rate {what} as good", f"rate {what} as poor",
                      f"rate {what} as very poor")  # fmt: skip
    if "way of governing" in text:
        what = f"“{small(reading.target)}”"
        return _scale(reading, f"call {what} a very good way of governing their country",
                      f"call {what} a good way of governing their country", f"call {what} a bad way of "
                                                                            f"governing their country",
                      f"call {what} a very bad way of governing their country")  # fmt: skip
    if found := re.search(r"How would you assess (\w+ policy towards .+)\?", text):
        return _scale(reading, f"call {found[1]} very good", f"call {found[1]} good", f"call {found[1]} bad",
                      f"call {found[1]} very bad")  # fmt: skip
    return ()


def _membership(reading: Reading) -> tuple[Choice, ...]:
    what = re.sub(r"^membership status in ", "", reading.target)
    what = what if re.match(r"an? ", what) else f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
    return (
        Choice(reading.side(1), f"belong to {what}"),
        Choice(reading.side(-1), f"do not belong to {what}"),
    )


def _done(reading: Reading) -> tuple[Choice, ...]:
    asked = f"Asked whether they have ever {theirs(reading.target)}"
    return (
        Choice(reading.side(1), "say that they have", asked),
        Choice(reading.side(-1), "say that they would never do so", asked),
    )


def _yes(reading: Reading) -> tuple[Choice, ...]:
    text = reading.question.text(LANGUAGE)
    if "top five important" in text:
        what = f"“{small(reading.target)}” among the five most important qualities that children can learn at home"
        return (Choice(reading.side(1), f"count {what}"), Choice(reading.side(-1), f"do not count {what}"))
    if found := re.match(r"(?:Do you (?:think|believe) (?:that )?)((?:it is|the|government|men) .+)\?$", text):
        what = f"that {theirs(found[1])}"
        return (Choice(reading.side(1), f"think {what}"), Choice(reading.side(-1), f"do not think {what}"))
    for pattern, yes, no in (
        (r"Do you (.+)\?$", "{}", "do not {}"),
        (r"Would you (.+)\?$", "would {}", "would not {}"),
    ):
        found = re.match(pattern, text)
        if found and len(reading.question.substantive) == 2 and not re.search(r"consider|think", found[1]):
            what = theirs(found[1])
            return (Choice(reading.side(1), yes.format(what)), Choice(reading.side(-1), no.format(what)))
    return ()


def _state(reading: Reading) -> tuple[Choice, ...]:
    found = re.fullmatch(r"(?:that )?(.+) is (applied|implemented) in your country", reading.target)
    if not found:
        return ()
    what, done = f"“{theirs(found[1])}”", found[2]
    return (
        Choice(reading.side(1), f"say of {what} that this is {done} in their country"),
        Choice(reading.side(-1), f"say of {what} that this is not {done} in their country"),
    )


def _degree(reading: Reading) -> tuple[Choice, ...]:
    text = reading.question.text(LANGUAGE)
    for pattern, shape in (
        (r"How close do you feel to (.+)\?", "feel {} close to {}"),
        (r"how (happy) do you feel\?", "are {} happy"),
        (r"How proud are you to be (your country's nationality)\?", "are {} proud of their nationality"),
        (r"How worried are you about (.+)\?", "are {} worried about {}"),
        (r"How interested would you say you are in (.+)\?", "are {} interested in {}"),
        (r"are you interested in (.+)\?", "are {} interested in {}"),
        (r"How secure do you feel in (.+)\?", "feel {} secure in {}"),
    ):
        if found := re.search(pattern, text):
            what = theirs(found[1])
            negative = shape.replace("are {}", "are not {}", 1).replace("feel {}", "do not feel {}", 1)
            return _scale(reading, shape.format("very", what), _plain(shape, what), _plain(negative, what),
                          negative.format("at all", what))  # fmt: skip
    return ()


def _plain(shape: str, what: str) -> str:
    return " ".join(shape.format("", what).split())


def _amount(reading: Reading) -> tuple[Choice, ...]:
    if found := re.search(r"do you think (?:that )?(.+) contributes to your sense", reading.question.text(LANGUAGE)):
        what = theirs(re.sub(r"^(?:that )?you ", "", found[1]))
        return (
            Choice(reading.side(1, intense=True), f"say that {what} contributes a lot to their sense of self-esteem"),
            Choice(reading.side(1), f"say that {what} contributes to their sense of self-esteem"),
            Choice(reading.side(-1), f"say that {what} does not contribute to their sense of self-esteem"),
        )
    return ()


def _better(reading: Reading) -> tuple[Choice, ...]:
    if found := re.search(
        r"that the world is better off or worse off because of (.+)\?", reading.question.text(LANGUAGE)
    ):
        return (
            Choice(reading.side(1), f"think that the world is better off because of {found[1]}"),
            Choice(reading.side(-1), f"think that the world is worse off because of {found[1]}"),
        )
    return ()


def _essential(reading: Reading) -> tuple[Choice, ...]:
    what = f"“{small(reading.target)}”"
    return (
        Choice(reading.side(1), f"consider it an essential characteristic of democracy that {what}"),
        Choice(reading.side(-1), f"do not consider it an essential characteristic of democracy that {what}"),
    )


def _neighbors(reading: Reading) -> tuple[Choice, ...]:
    what = small(reading.target)
    return (
        Choice(reading.side(1), f"do not mind {what} as neighbors"),
        Choice(reading.side(-1), f"do not want {what} as neighbors"),
    )


def _quoted(reading: Reading) -> tuple[Choice, ...]:
    question = reading.question
    asked = f"Asked “{question.text(LANGUAGE)}”"
    single = [Choice(frozenset((o.code,)), f"answer “{o.text(LANGUAGE)}”", asked) for o in worded(question)]
    if not reading.values or len(worded(question)) > 2 or len(question.codes) < 4:
        return tuple(single)
    ends = {1 if o.code in reading.side(1) else -1: o.text(LANGUAGE) for o in worded(question)}
    if len(ends) < 2:
        return tuple(single)
    return tuple(
        Choice(reading.side(sign), f"stand nearer to “{ends[sign]}” than to “{ends[-sign]}”", asked) for sign in (1, -1)
    )


_FRAMES: dict[str, Callable[[Reading], tuple[Choice, ...]]] = {
    "importance": _importance,
    "trust": _trust,
    "agreement": _agreement,
    "justified": _justified,
    "satisfaction": _satisfaction,
    "quality": _quality,
    "membership": _membership,
    "done": _done,
    "yes": _yes,
    "state": _state,
    "essential": _essential,
    "neighbors": _neighbors,
    "degree": _degree,
    "amount": _amount,
    "better": _better,
}
