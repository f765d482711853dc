"""Sentences are labelled over rotated choices; what is no opinion, or could not be asked, keeps its reason."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.dialogues.extracting import REASONS, extract
from folkways.dialogues.labelling import CHOICES, ORDERS, averaged, prompts_of
from folkways.dialogues.opinion import KINDS, opinion_id
from folkways.dialogues.sentences import sentences
from folkways.models.access import Failure, LabelScores, Prompt
from tests.dialogues.turns import SEEDS, SURVEY, Reader, choices_in, gold_turns, sentence_in, spoken


def sure_of(kinds: dict[str, str]) -> Reader:
    """Knows the kind of each sentence, wherever it is shown."""

    def scores(prompt: Prompt) -> list[float]:
        return [0.8 if choice == kinds[sentence_in(prompt)] else 0.04 for choice in choices_in(prompt)]

    return Reader(scores=scores)


def test_each_sentence_gets_the_kind_that_the_model_finds_most_probable() -> None:
    for turn in gold_turns():
        kinds = dict(zip(turn.sentences, turn.kinds, strict=True))
        opinions, rejects = extract(sure_of(kinds), spoken([turn.text]), SEEDS, SURVEY, method="sentences")
        expected = [(text, kind) for text, kind in kinds.items() if kind != "none"]
        assert list(zip(opinions["text"], opinions["kind"], strict=True)) == expected
        assert rejects["text"].to_list() == [text for text, kind in kinds.items() if kind == "none"]
        assert set(opinions["extractor"]) <= {"sentences"}


def test_every_choice_stands_once_at_every_letter() -> None:
    assert all(sorted(order[place] for order in ORDERS) == sorted(CHOICES) for place in range(len(CHOICES)))
    shown = [choices_in(prompt) for prompt in prompts_of("We pray at home.", "Do you pray?")]
    assert shown == [list(order) for order in ORDERS]


@settings(deadline=None)
@given(st.lists(st.floats(0.01, 1), min_size=5, max_size=5), st.lists(st.floats(0.01, 1), min_size=5, max_size=5))
def test_a_liking_for_a_letter_alone_leaves_the_choices_equal(liking: list[float], scale: list[float]) -> None:
    scores = [LabelScores(tuple(mass * by / 5 for mass in liking), 0.0, 1) for by in scale]
    chances = averaged(scores)
    assert chances is not None and list(chances.values()) == pytest.approx([0.2] * 5)


def test_a_liking_for_a_letter_does_not_hide_what_the_model_knows() -> None:
    def scores(prompt: Prompt) -> list[float]:
        return [
            (0.6 if place == 0 else 0.05) + (0.1 if c == "norm" else 0) for place, c in enumerate(choices_in(prompt))
        ]

    opinions, _ = extract(Reader(scores=scores), spoken(["Guests must eat first."]), SEEDS, SURVEY, method="sentences")
    assert opinions["kind"].to_list() == ["norm"]


def test_a_failed_call_or_a_letter_without_mass_leaves_that_sentence_alone_out() -> None:
    def scores(prompt: Prompt) -> Sequence[float] | Failure:
        if "fast" in prompt.user and prompt.user.startswith("What kind of statement is this?\nA. norm"):
            return Failure("rate limit", "try later")
        return [0.0] * 5 if "sing" in prompt.user else [1.0 if c == "custom" else 0.0 for c in choices_in(prompt)]

    texts = ["We fast in spring. We pray at home. Hello!", "We sing at weddings."]
    opinions, rejects = extract(Reader(scores=scores), spoken(texts), SEEDS, SURVEY, method="sentences")
    assert opinions["text"].to_list() == ["We pray at home."]
    assert rejects.select("reason", "text").rows() == [
        ("failed call", "We fast in spring."),
        ("greeting or thanks", "Hello!"),
        ("unreadable", "We sing at weddings."),
    ]
    assert rejects["detail"][0] == "turn c1/0, characters 0 to 18: rate limit: try later"
    assert rejects["id"].to_list() == ["c1/0", opinion_id("c1", 0, 36, 42), opinion_id("c1", 1, 0, 20)]


def test_small_talk_is_not_put_to_the_model() -> None:
    model = Reader(scores=lambda prompt: [1.0] * 0)
    opinions, rejects = extract(model, spoken(["Hello Mei! And you?", "Yes."]), SEEDS, SURVEY, method="sentences")
    assert model.calls == [] and opinions.height == 0
    assert rejects["reason"].to_list() == ["greeting or thanks", "question", "too short"]


def test_a_tie_with_no_opinion_is_broken_the_same_way_each_time() -> None:
    tie = Reader(scores=lambda prompt: [0.2] * 5)
    tables = [extract(tie, spoken(["We pray at home."]), SEEDS, SURVEY, method="sentences") for _ in range(2)]
    assert tables[0][0].equals(tables[1][0]) and tables[0][0].height == 1


@settings(deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.text(st.sampled_from("ab Cd. !?。我ไ\n “”.؟و👨\u200d"), max_size=60)),
    st.lists(st.integers(0, 4), min_size=1, max_size=7),
)
def test_each_sentence_of_any_turn_is_an_opinion_or_a_reject_at_its_own_place(text: str, picks: list[int]) -> None:
    def scores(prompt: Prompt) -> list[float]:
        choice = CHOICES[picks[len(sentence_in(prompt)) % len(picks)]]
        return [0.9 if shown == choice else 0.02 for shown in choices_in(prompt)]

    opinions, rejects = extract(Reader(scores=scores), spoken([text]), SEEDS, SURVEY, method="sentences")
    places = [(span.start, span.end) for span in sentences(text)]
    for row in opinions.iter_rows(named=True):
        assert row["text"] == text[row["start"] : row["end"]] and row["kind"] in KINDS
        assert (row["start"], row["end"]) in places
    assert set(rejects["reason"]) <= set(REASONS)
    assert opinions.height + rejects.height == max(len(places), 1)
    if places:
        kept = {text[start:end] for start, end in places}
        assert {*opinions["text"], *rejects["text"]} == kept
        assert len({*opinions["id"], *rejects["id"]}) == len(places)
