"""Ask a judge one question several times and take what most of its answers say.

Temperature 0 repeats itself, so the votes differ in what should not matter: the order of the choices and the wording.
Where the judge shows label probabilities each vote is its distribution over the choices; elsewhere it is one letter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from folkways.errors import InputError
from folkways.models.access import Failure, Generation, LabelScores, Model, Prompt
from folkways.probes.labels import labels
from folkways.runs import digest

FAILED = "failed"
UNDECIDED = "undecided"
#: What a single vote says that names no choice although the judge replied.
UNREAD = "unread"

#: A verdict needs more than this share of all votes asked for.
MAJORITY = 0.5
#: Shares closer than this are alike.
TIE = 1e-9
#: Most tokens of a written vote.
TOKENS = 16

_LETTER = re.compile(r"(?:answer\s*:\s*)?[(\[\"'*]*([A-Z])[)\]\"'*]*(?:[.:)].*|\s+[-–—]\s.*)?", re.IGNORECASE)
_ALONE = re.compile(r"(?<![\w'])([A-Z])(?=[.:)]|\s*$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Ballot:
    """What is put to the vote.

    Attributes:
        bodies: the question with its material, once in each wording, without the choices.
        choices: verdict → what it means, in the words that the judge sees.
    """

    bodies: tuple[str, ...]
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a vote came to.

    Attributes:
        verdict: one of the choices; `undecided` where none has more than half; `failed` where no vote could be read.
        votes: of the single askings: a choice, `undecided`, `unread` or `failed`.
        shares: choice → its share of all votes asked for, or its mean probability; a vote that gave nothing adds to
            none.
        read: how many votes could be read.
        prompt_hash: of all prompts.
        reason: why nothing was decided, "" where something was.
    """

    verdict: str
    votes: tuple[str, ...]
    shares: Mapping[str, float]
    read: int
    prompt_hash: str
    reason: str = ""

    @property
    def confidence(self) -> float | None:
        """The largest share; None where no vote could be read."""
        return max(self.shares.values()) if self.read else None

    def share_of_read(self, choice: str) -> float:
        """The share of a choice among the votes that could be read; 0 where none could."""
        return self.shares[choice] * len(self.votes) / self.read if self.read else 0.0


def variants(choices: int, wordings: int) -> list[tuple[tuple[int, ...], int]]:
    """Every order and wording in which a ballot can be shown: the choice at each place, and the wording.

    Cyclic shifts come first, so that in each `choices` of them every choice stands at every place once.

    >>> variants(2, 2)
    [((0, 1), 0), ((1, 0), 1), ((0, 1), 1), ((1, 0), 0)]
    """
    shifts = [tuple((i + by) % choices for i in range(choices)) for by in range(choices)]
    orders = list(dict.fromkeys([*shifts, *(shift[::-1] for shift in shifts)]))
    return [(order, (i + turn) % wordings) for turn in range(wordings) for i, order in enumerate(orders)]


def vote(judge: Model, ballots: Sequence[Ballot], votes: int) -> list[Outcome]:
    """The outcome of each ballot; all askings go to the judge in one call.

    Args:
        judge: scored where it shows probabilities, else read by the letter that it writes.
        ballots: with the same number of choices and wordings each.
        votes: askings of each.

    Raises:
        InputError: fewer than one vote, or more than there are orders and wordings.
    """
    if not ballots:
        return []
    shown = _shown(ballots[0], votes)
    prompts = [_prompt(judge, ballot, order, words) for ballot in ballots for order, words in shown]
    letters = labels("letters", len(ballots[0].choices))
    if judge.info.details.get("logprobs") is not False:
        replies: Sequence[LabelScores | Generation | Failure] = judge.score(prompts, [letters] * len(prompts))
    else:
        replies = judge.generate(prompts, max_tokens=TOKENS)
    return [
        _outcome(ballot, [order for order, _ in shown], replies[at : at + votes], prompts[at : at + votes])
        for ballot, at in zip(ballots, range(0, len(prompts), votes), strict=True)
    ]


def read_letter(text: str, letters: Sequence[str]) -> int | None:
    """The place of the one letter that a reply begins with; None where it says anything else.

    >>> read_letter("B. It goes against it.", "ABC"), read_letter("A statement", "ABC"), read_letter("A.\\nB.", "ABC")
    (1, None, None)
    """
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    match = _LETTER.fullmatch(lines[0]) if lines else None
    if match is None or match[1].upper() not in letters:
        return None
    letter = match[1].upper()
    others = {other for other in _ALONE.findall(text) if other in letters} - {letter}
    return None if others else list(letters).index(letter)


def _shown(ballot: Ballot, votes: int) -> list[tuple[tuple[int, ...], int]]:
    possible = variants(len(ballot.choices), len(ballot.bodies))
    if not 1 <= votes <= len(possible):
        raise InputError(
            f"{votes} votes",
            mend=f"ask for 1 to {len(possible)}: there are no more orders and wordings, and temperature 0 repeats "
            "itself",
        )
    return possible[:votes]


def _prompt(judge: Model, ballot: Ballot, order: Sequence[int], words: int) -> Prompt:
    meanings = list(ballot.choices.values())
    letters = labels("letters", len(meanings))
    lines = "\n".join(f"{letter}. {meanings[i]}" for letter, i in zip(letters, order, strict=True))
    begins = "" if judge.info.details.get("continues") is False else "Answer: "
    return Prompt(f"{ballot.bodies[words]}\n{lines}\n\nAnswer with the letter alone.", prefix=begins)


def _outcome(
    ballot: Ballot,
    orders: Sequence[Sequence[int]],
    replies: Sequence[LabelScores | Generation | Failure],
    prompts: Sequence[Prompt],
) -> Outcome:
    codes = list(ballot.choices)
    totals = [0.0] * len(codes)
    votes: list[str] = []
    read = 0
    for order, reply in zip(orders, replies, strict=True):
        shares = _shares(order, reply)
        if shares is None:
            votes.append(FAILED if isinstance(reply, Failure) else UNREAD)
            continue
        read += 1
        totals = [total + share for total, share in zip(totals, shares, strict=True)]
        votes.append(_most(codes, shares))
    means = {code: total / len(votes) for code, total in zip(codes, totals, strict=True)}
    asked = digest([prompt.record() for prompt in prompts])
    if not read:
        return Outcome(FAILED, tuple(votes), means, 0, asked, _nothing(replies))
    best = max(codes, key=lambda code: means[code])
    if means[best] > MAJORITY + TIE:
        return Outcome(best, tuple(votes), means, read, asked)
    said = ", ".join(f"{code} {means[code]:.2f}" for code in codes)
    return Outcome(UNDECIDED, tuple(votes), means, read, asked, f"no majority: {said}")


def _shares(order: Sequence[int], reply: LabelScores | Generation | Failure) -> list[float] | None:
    """The share of each choice in one vote, in canonical order; None where nothing can be read."""
    if isinstance(reply, Failure):
        return None
    if isinstance(reply, Generation):
        place = read_letter(reply.text, labels("letters", len(order)))
        by_place = None if place is None else [float(i == place) for i in range(len(order))]
    else:
        whole = sum(reply.mass)
        by_place = [mass / whole for mass in reply.mass] if whole > 0 else None
    if by_place is None:
        return None
    return [by_place[list(order).index(code)] for code in range(len(order))]


def _most(codes: Sequence[str], shares: Sequence[float]) -> str:
    top = [code for code, share in zip(codes, shares, strict=True) if share >= max(shares) - TIE]
    return top[0] if len(top) == 1 else UNDECIDED


def _nothing(replies: Sequence[LabelScores | Generation | Failure]) -> str:
    failure = next((reply for reply in replies if isinstance(reply, Failure)), None)
    return f"{failure.kind}: {failure.message}" if failure else "no reply names one choice"
