"""A judge is asked several times in other orders and wordings, and the majority counts."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.dialogues.voting import Ballot, Outcome, read_letter, variants, vote
from folkways.errors import InputError
from folkways.models.access import Failure, Generation, LabelScores, ModelInfo, Prompt

BALLOT = Ballot(("First wording?", "Second wording?"), {"yes": "It is.", "no": "It is not.", "off": "Neither."})


class Replies:
    """Gives these replies in order."""

    def __init__(self, replies: Sequence[LabelScores | Generation | Failure], *, logprobs: bool = True) -> None:
        self._replies = list(replies)
        self._logprobs = logprobs
        self.prompts: list[Prompt] = []

    @property
    def info(self) -> ModelInfo:
        return ModelInfo("replies", "1", "fp64", {"logprobs": self._logprobs})

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        return [1] * len(prompts)

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]):
        self.prompts += prompts
        return [reply for reply in self._replies[: len(prompts)] if not isinstance(reply, Generation)]

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int):
        self.prompts += prompts
        return [reply for reply in self._replies[: len(prompts)] if not isinstance(reply, LabelScores)]

    def sample(self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0):
        raise AssertionError


def letters(*said: str) -> Replies:
    return Replies([Generation(text, False, 1) for text in said], logprobs=False)


def masses(*rows: tuple[float, ...]) -> Replies:
    return Replies([LabelScores(row, 1 - sum(row), 1) for row in rows])


def outcome(judge: Replies, votes: int = 3) -> Outcome:
    return vote(judge, [BALLOT], votes)[0]


@given(choices=st.integers(2, 6), wordings=st.integers(1, 3))
def test_all_variants_differ_and_the_first_show_each_choice_once_at_each_place(choices: int, wordings: int) -> None:
    shown = variants(choices, wordings)
    assert len(set(shown)) == len(shown)
    assert all(sorted(order) == list(range(choices)) for order, _ in shown)
    first = [order for order, _ in shown[:choices]]
    assert all({order[place] for order in first} == set(range(choices)) for place in range(choices))


def test_the_votes_of_a_ballot_are_different_prompts() -> None:
    judge = letters(*"ABCABCABCABC")
    outcome(judge, 12)
    assert len({prompt.user for prompt in judge.prompts}) == 12


@pytest.mark.parametrize("judge", [letters("A", "A", "A"), masses(*[(0.6, 0.1, 0.1)] * 3)])
def test_a_judge_that_likes_the_first_place_decides_nothing(judge: Replies) -> None:
    found = outcome(judge)
    assert found.verdict == "undecided"
    assert found.shares == pytest.approx(dict.fromkeys(("yes", "no", "off"), 1 / 3))
    assert sorted(found.votes) == ["no", "off", "yes"]
    assert found.reason == "no majority: yes 0.33, no 0.33, off 0.33"


def test_written_letters_are_counted() -> None:
    # The orders are yes-no-off, no-off-yes, off-yes-no.
    found = outcome(letters("A. It is.", "C", "A"))
    assert (found.verdict, found.votes) == ("yes", ("yes", "yes", "off"))
    assert found.confidence == pytest.approx(2 / 3)


def test_probabilities_are_averaged_over_the_orders_after_each_is_made_whole() -> None:
    found = outcome(masses((0.3, 0.1, 0.0), (0.2, 0.2, 0.6), (0.0, 0.08, 0.02)))
    # By hand: 0.75 0.25 0 | yes 0.6 no 0.2 off 0.2 | off 0 yes 0.8 no 0.2
    assert found.shares == pytest.approx({"yes": 2.15 / 3, "no": 0.65 / 3, "off": 0.2 / 3})
    assert (found.verdict, found.votes) == ("yes", ("yes", "yes", "yes"))


def test_votes_that_gave_nothing_count_for_no_verdict() -> None:
    failure = Failure("timeout", "gave up")
    one = outcome(Replies([Generation("A", False, 1), failure, Generation("Maybe", False, 1)], logprobs=False))
    assert (one.verdict, one.votes, one.read) == ("undecided", ("yes", "failed", "unread"), 1)
    assert one.share_of_read("yes") == pytest.approx(1)
    two = outcome(Replies([LabelScores((0.9, 0.0, 0.1), 0, 1), LabelScores((0.1, 0.0, 0.9), 0, 1), failure]))
    assert (two.verdict, two.read) == ("yes", 2)
    assert two.confidence == pytest.approx(0.6)


def test_a_ballot_of_which_no_vote_can_be_read_failed() -> None:
    failed = outcome(Replies([Failure("server", "503")] * 3))
    assert (failed.verdict, failed.confidence, failed.reason) == ("failed", None, "server: 503")
    unread = outcome(letters("Well", "", "A or B"))
    assert (unread.verdict, unread.votes, unread.reason) == ("failed", ("unread",) * 3, "no reply names one choice")
    assert outcome(masses(*[(0.0, 0.0, 0.0)] * 3)).verdict == "failed"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("B", 1), ("b.", 1), (" (C) ", 2), ("**A**", 0), ("Answer: B", 1), ("A: it does", 0), ("C - neither", 2),
        ("\n\nB) because", 1), ("A statement of taste", None), ("A or B", None), ("D", None), ("", None),
        ("A. Or rather B.", None), ("It is B", None), ("A\nB", None), ("Because", None),
    ],
)  # fmt: skip
def test_a_letter_is_read_strictly(text: str, place: int | None) -> None:
    assert read_letter(text, ("A", "B", "C")) == place


@pytest.mark.parametrize("votes", [0, -1, 13])
def test_votes_that_could_only_repeat_themselves_are_refused(votes: int) -> None:
    with pytest.raises(InputError, match="1 to 12"):
        outcome(letters(), votes)


def test_the_prompt_hash_tells_ballots_apart_and_repeats() -> None:
    other = Ballot(("Other?", "Else?"), BALLOT.choices)
    one, two, again = vote(letters(*"A" * 9), [BALLOT, other, BALLOT], 3)
    assert one.prompt_hash == again.prompt_hash != two.prompt_hash
