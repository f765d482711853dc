"""One table turns the lanes' verdicts into a status."""

import itertools

import pytest

from folkways.dialogues.status import Lanes, decide

CONSISTENCY = ("entailed", "contradicted", "irrelevant", "undecided", "failed")
SECOND = (None, *CONSISTENCY)
EVIDENCE = (None, "supported", "refuted", "none", "undecided", "failed")
FILTER = (None, "clean", "grey", "blocked", "failed")


def expected(consistency: str, second: str | None, evidence: str | None, filter: str | None, rewritten: bool) -> str:
    """In the words of the rules: what rejects, what makes grey, and the one case where judges outrank the rest."""
    if filter == "blocked" or evidence == "refuted":
        return "rejected"
    heard = {consistency} if second is None else {consistency, second}
    if heard & {"undecided", "failed"} or len(heard) > 1:
        return "grey"
    if heard != {"entailed"}:
        return "rejected"
    doubtful = filter not in (None, "clean") or evidence not in (None, "supported")
    return "grey" if doubtful else "rewritten" if rewritten else "kept"


def test_every_combination_of_verdicts_has_the_status_that_the_rules_give() -> None:
    combinations = list(itertools.product(CONSISTENCY, SECOND, EVIDENCE, FILTER, (False, True)))
    assert len(combinations) == 1800
    for combination in combinations:
        status, reason = decide(Lanes(*combination))
        assert status == expected(*combination), combination
        assert bool(reason) is (status != "kept"), combination


def test_nothing_that_is_not_entailed_by_every_judge_goes_on() -> None:
    for combination in itertools.product(CONSISTENCY, SECOND, EVIDENCE, FILTER, (False, True)):
        if decide(Lanes(*combination))[0] in ("kept", "rewritten"):
            assert combination[0] == "entailed" and combination[1] in (None, "entailed")
            assert combination[2] in (None, "supported") and combination[3] in (None, "clean")


@pytest.mark.parametrize(
    ("lanes", "decided"),
    [
        (Lanes("entailed"), ("kept", "")),
        (Lanes("entailed", rewritten=True), ("rewritten", "contradicted as spoken, and rewritten")),
        (Lanes("entailed", filter="blocked", why_filter="x"), ("rejected", "blocked by the filter: x")),
        (Lanes("irrelevant", "contradicted"), ("grey", "judges disagree: irrelevant and contradicted")),
        (Lanes("contradicted", why_not_rewritten="x"), ("rejected", "contradicts the seed's answer: x")),
        (Lanes("failed", why_consistency="server: 503"), ("grey", "consistency failed: server: 503")),
        (Lanes("entailed", evidence="none", why_evidence="x"), ("grey", "evidence none: x")),
        (Lanes("entailed", evidence="refuted", why_evidence="a:3"), ("rejected", "refuted by the collection: a:3")),
    ],
)
def test_the_reason_is_a_class_and_after_a_colon_what_is_particular(lanes: Lanes, decided: tuple[str, str]) -> None:
    assert decide(lanes) == decided
