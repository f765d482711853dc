"""Verify opinions in lanes: against the survey, by a second judge, against a text collection, and for what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from folkways.dialogues import consistency
from folkways.dialogues.claims import Joined, joined
from folkways.dialogues.collection import Collection
from folkways.dialogues.consistency import Claim
from folkways.dialogues.evidence import Found, look_up
from folkways.dialogues.opinion import REJECTS_SCHEMA
from folkways.dialogues.rewriting import Rewriting, rewrite
from folkways.dialogues.screening import RULES, Screened, screen
from folkways.dialogues.second import agreement, check_second
from folkways.dialogues.slurs import Slur
from folkways.dialogues.status import Lanes, decide
from folkways.dialogues.verdict import LANES, VERDICTS_SCHEMA, VERIFIED_SCHEMA
from folkways.dialogues.voting import Outcome, vote
from folkways.models.access import Model
from folkways.surveys import Survey

STAGE = "verification"

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Verified:
    """What verification came to.

    Attributes:
        verdicts: of `VERDICTS_SCHEMA`; a claim of fact has one row of evidence a passage, a screened text one row of
            the rules and one of the judge.
        verified: of `VERIFIED_SCHEMA`, one row an opinion.
        rejects: of `REJECTS_SCHEMA`, the rejected ones with their reason.
        agreement: of the two judges on the opinions as spoken, as `second.agreement` gives it; None for one judge.
    """

    verdicts: pl.DataFrame
    verified: pl.DataFrame
    rejects: pl.DataFrame
    agreement: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class _Way:
    """One opinion on its way through the lanes."""

    spoken: Claim
    claim: Claim  # the text that would go on
    first: Outcome
    second: Outcome | None
    rewriting: Rewriting | None = None
    why_not: str = ""
    screened: Screened | None = None
    found: Found | None = None

    def lanes(self) -> Lanes:
        return Lanes(
            consistency=self.first.verdict,
            second=self.second.verdict if self.second else None,
            evidence=self.found.verdict if self.found else None,
            filter=self.screened.verdict if self.screened else None,
            rewritten=self.claim.rewritten,
            why_consistency=self.first.reason,
            why_second=self.second.reason if self.second else "",
            why_evidence=self.found.reason if self.found else "",
            why_filter=self.screened.reason if self.screened else "",
            why_not_rewritten=self.why_not,
        )


def verify(
    opinions: pl.DataFrame,
    seeds: pl.DataFrame,
    survey: Survey,
    judge: Model,
    *,
    second: Model | None = None,
    collection: Collection | None = None,
    rewriting: bool = True,
    rewriter: Model | None = None,
    slurs: Sequence[Slur] = (),
    votes: int = 3,
    progress: Progress | None = None,
) -> Verified:
    """Verify opinions; which verdicts lead to which status is told in `status`.

    1. The judges say of every opinion whether its people's answer entails it.
    2. What they say contradicts it is rewritten, and the new text is put to them as well; where the first judge does
       not find it entailed, the opinion stands as it was spoken.
    3. Every text that is not rejected by now is screened, and looked up in the collection where it claims a fact.

    Args:
        opinions: of `OPINIONS_SCHEMA`.
        seeds: of `SEEDS_SCHEMA`, those that the opinions name.
        survey: with their questions and peoples.
        judge: gives all first verdicts.
        second: of another model family; gives the verdict on consistency once more.
        collection: where claims of fact are looked up; without one they are for people to decide.
        rewriting: whether contradicted opinions are rewritten.
        rewriter: who does it; None for the judge itself.
        slurs: a list to screen by.
        votes: askings of each question; a multiple of 3 shows each choice equally often at each place.
        progress: called with a lane and how many texts went through it.

    Returns:
        Frames in the order of the opinions' ids, whatever the order of the rows given.

    Raises:
        InputError: the frames do not belong together, the second judge is the first, or the votes cannot be had.
    """
    check_second(judge, second)
    told = progress or (lambda lane, texts: None)
    all_of = joined(opinions, seeds, survey)
    rows: list[dict[str, Any]] = []
    firsts, seconds = _judged(all_of.claims, judge, second, votes, rows, told)
    ways = [_Way(c, c, one, two) for c, one, two in zip(all_of.claims, firsts, seconds, strict=True)]
    if rewriting:
        ways = _rewritten(ways, judge, second, rewriter or judge, votes, rows, told)
    ways = _screened_and_found(ways, all_of, judge, collection, slurs, votes, rows, told)
    return _result(ways, rows)


def _judged(
    claims: Sequence[Claim],
    judge: Model,
    second: Model | None,
    votes: int,
    rows: list[dict[str, Any]],
    told: Progress,
) -> tuple[list[Outcome], list[Outcome | None]]:
    """Both judges' outcomes for each claim; their rows are added."""
    ballots = [consistency.ballot(claim) for claim in claims]
    firsts = vote(judge, ballots, votes)
    rows += [_row("consistency", c, o, judge.info.name) for c, o in zip(claims, firsts, strict=True)]
    told("consistency", len(claims))
    if second is None:
        return firsts, [None] * len(claims)
    seconds = vote(second, ballots, votes)
    rows += [_row("second", c, o, second.info.name) for c, o in zip(claims, seconds, strict=True)]
    told("second", len(claims))
    return firsts, list(seconds)


def _rewritten(
    ways: Sequence[_Way],
    judge: Model,
    second: Model | None,
    rewriter: Model,
    votes: int,
    rows: list[dict[str, Any]],
    told: Progress,
) -> list[_Way]:
    """The ways with what was rewritten; a rewriting takes the place of the spoken text only where it is entailed."""
    wrong = [way for way in ways if decide(way.lanes())[0] == "rejected" and way.first.verdict == "contradicted"]
    made = dict(zip((way.claim.opinion for way in wrong), rewrite(rewriter, [w.claim for w in wrong]), strict=True))
    told("rewriting", len(wrong))
    claims = [
        replace(way.claim, text=text, rewritten=True)
        for way in wrong
        if (text := made[way.claim.opinion].text) is not None
    ]
    checked = zip(claims, *_judged(claims, judge, second, votes, rows, told), strict=True)
    anew = {claim.opinion: (claim, one, two) for claim, one, two in checked}
    found = []
    for way in ways:
        rewriting = made.get(way.claim.opinion)
        if rewriting is None:
            found.append(way)
        elif way.claim.opinion not in anew:
            found.append(replace(way, why_not=rewriting.reason))
        elif anew[way.claim.opinion][1].verdict != "entailed":
            claim, one, _ = anew[way.claim.opinion]
            found.append(replace(way, why_not=f"its rewriting is {one.verdict}: {claim.text}"))
        else:
            claim, one, two = anew[way.claim.opinion]
            found.append(replace(way, claim=claim, first=one, second=two, rewriting=rewriting))
    return found


def _screened_and_found(
    ways: Sequence[_Way],
    all_of: Joined,
    judge: Model,
    collection: Collection | None,
    slurs: Sequence[Slur],
    votes: int,
    rows: list[dict[str, Any]],
    told: Progress,
) -> list[_Way]:
    """The ways of all texts that are not rejected yet, with the lanes of the filter and of evidence."""
    alive = [way.claim for way in ways if decide(way.lanes())[0] != "rejected"]
    screened = dict(zip(
        (claim.opinion for claim in alive),
        screen(judge, alive, [all_of.people[claim.population] for claim in alive], slurs, votes),
        strict=True,
    ))  # fmt: skip
    told("filter", len(alive))
    facts = [claim for claim in alive if claim.kind == "fact" and screened[claim.opinion].verdict != "blocked"]
    found = dict(zip((c.opinion for c in facts), look_up(judge, facts, collection, votes), strict=True))
    told("evidence", len(facts))
    for claim in alive:
        rows += _filter_rows(claim, screened[claim.opinion], judge.info.name)
    for claim in facts:
        rows += _evidence_rows(claim, found[claim.opinion], judge.info.name)
    return [replace(way, screened=screened.get(way.claim.opinion), found=found.get(way.claim.opinion)) for way in ways]


def _row(lane: str, claim: Claim, outcome: Outcome, judge: str, **more: Any) -> dict[str, Any]:
    return {
        "opinion": claim.opinion,
        "lane": lane,
        "rewritten": claim.rewritten,
        "checked": claim.text,
        "verdict": outcome.verdict,
        "votes": list(outcome.votes),
        "confidence": outcome.confidence,
        "judge": judge,
        "prompt_hash": outcome.prompt_hash,
        "pointer": "",
        "reason": outcome.reason,
    } | more


def _filter_rows(claim: Claim, screened: Screened, judge: str) -> list[dict[str, Any]]:
    said = "; ".join(flag.reason for flag in screened.rules)
    by_rules = {"verdict": screened.by_rules, "votes": [], "confidence": None, "prompt_hash": "", "reason": said}
    sure = max(screened.insult, 1 - screened.insult) if screened.outcome.read else None
    by_judge = {"verdict": screened.judged, "confidence": sure, "reason": screened.judge_reason}
    return [
        _row("filter", claim, screened.outcome, RULES, **by_rules),
        _row("filter", claim, screened.outcome, judge, **by_judge),
    ]


def _evidence_rows(claim: Claim, found: Found, judge: str) -> list[dict[str, Any]]:
    nothing = Outcome("none", (), {}, 0, "")
    return [
        _row(
            "evidence",
            claim,
            one.outcome or nothing,
            judge if one.outcome else "",
            pointer=one.passage.pointer if one.passage else "",
            **({} if one.outcome else {"reason": one.reason}),
        )
        for one in found.looked
    ]


def _result(ways: Sequence[_Way], rows: Sequence[dict[str, Any]]) -> Verified:
    verified, rejects = [], []
    for way in ways:
        status, reason = decide(way.lanes())
        verified.append(
            {
                "id": way.spoken.opinion,
                "status": status,
                "final": way.claim.text,
                "reason": reason,
                "consistency": way.first.verdict,
                "confidence": way.first.confidence,
                "second": way.second.verdict if way.second else None,
                "evidence": way.found.verdict if way.found else None,
                "pointer": way.found.pointer if way.found else "",
                "filter": way.screened.verdict if way.screened else None,
                "rewriter": way.rewriting.rewriter if way.rewriting else None,
                "rewrite_hash": way.rewriting.prompt_hash if way.rewriting else None,
                "person": None,
            }
        )
        if status == "rejected":
            what, _, detail = reason.partition(": ")
            rejects.append((STAGE, way.spoken.opinion, what, detail, way.spoken.text))
    order = {lane: place for place, lane in enumerate(LANES)}
    # Python's sort is stable: passages stay in the order of their match.
    ordered = sorted(rows, key=lambda row: (row["opinion"], row["rewritten"], order[row["lane"]]))
    verdicts = pl.DataFrame(ordered, schema=VERDICTS_SCHEMA)
    return Verified(
        verdicts,
        pl.DataFrame(verified, schema=VERIFIED_SCHEMA),
        pl.DataFrame(rejects, schema=REJECTS_SCHEMA, orient="row"),
        agreement(verdicts),
    )
