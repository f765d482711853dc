"""A search learns from training questions only, judges no prompt by what it shows, and takes the cheaper of equals."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.adapt.prompting import load_prompting, search
from folkways.adapt.prompting.choosing import choose
from folkways.adapt.prompting.folds import book_without, cut_folds
from folkways.adapt.prompting.material import rests_on
from folkways.adapt.prompting.wordings import wording
from folkways.errors import InputError
from folkways.models.access import LabelScores, Prompt
from folkways.norms import NormBook
from folkways.surveys import Survey
from folkways.surveys.split import Split, alike
from tests.adapt.prompting.conftest import WordEncoder
from tests.probes.synthetic import ContentModel


class Persuaded(ContentModel):
    """Answers as the people do where its prompt has the anthropological words, else anyhow; remembers its prompts."""

    name = "persuaded"

    def __init__(self, survey: Survey) -> None:
        super().__init__(survey)
        self.asked: list[Prompt] = []

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores]:
        self.asked += prompts
        return super().score(prompts, labels)

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        return [len(f"{p.system or ''} {p.user}".split()) for p in prompts]

    def weights(self, prompt: Prompt, options: list[str]) -> np.ndarray:
        if wording("en").anthropological[0] in (prompt.system or ""):
            return super().weights(prompt, options)
        return np.ones(len(options)) + 0.01 * np.arange(len(options))


CANDIDATES = ("none", "identity", "anthropological", "identity+anthropological", "few-shot:nearest:3", "norms:topic")


@pytest.mark.parametrize("count", [2, 5])
def test_folds_cut_the_training_questions_and_keep_what_is_alike_together(
    count: int, people: Survey, split: Split
) -> None:
    folds = cut_folds(people, split, count, seed=1)
    asked = [q for fold in folds for q in fold.asked]
    assert sorted(asked) == sorted(split.train)
    for fold in folds:
        assert set(fold.split.train) == set(split.train) - set(fold.asked)
        assert set(fold.split.held_out) == set(split.held_out) | set(fold.asked)
        assert fold.split.unseen == split.unseen
        for group in alike([people.by_id[q] for q in split.train]):
            assert len({q.id in fold.asked for q in group}) == 1
    sizes = [len(fold.asked) for fold in folds]
    assert max(sizes) - min(sizes) <= 3


def test_a_book_without_a_fold_rests_on_none_of_its_questions(people: Survey, split: Split, book: NormBook) -> None:
    left = set()
    for fold in cut_folds(people, split, 3):
        cut = book_without(book, fold.asked)
        assert not {q for norm in cut.norms for q in rests_on(norm)} & set(fold.asked)
        assert not set(cut.questions) & set(fold.asked)
        left |= {norm.id for norm in cut.norms}
    assert left == {norm.id for norm in book.norms}


def test_the_search_finds_what_persuades_and_takes_it_without_what_adds_nothing(
    people: Survey, split: Split, book: NormBook, encoder: WordEncoder, tmp_path: Path
) -> None:
    people.save(tmp_path / "people")
    model = Persuaded(people)
    found = search(
        model, people, split, tmp_path / "run", candidates=CANDIDATES, book=book, encoder=encoder,
        source=str(tmp_path / "people"),
    )  # fmt: skip
    assert {c.population for c in found.choices} == {*split.seen, "*"}
    assert {c.strategy for c in found.choices} == {"anthropological"}
    judged = {q.text("en") for q in people.questions if q.id in split.train}
    held = [people.by_id[q].text("en") for q in split.held_out]
    for prompt in model.asked:
        question = next(text for text in sorted(judged, key=len, reverse=True) if text in prompt.user)
        assert f"Question: {question}\n" not in (prompt.system or "")
        assert all(f"Question: {text}\n" not in (prompt.system or "") for text in held)
        assert "Morocco" not in prompt.user + (prompt.system or "")
    skills = {(r["population"], r["strategy"]): r for r in found.candidates.iter_rows(named=True)}
    assert skills["*", "anthropological"]["skill"] > 0.5 > skills["*", "none"]["high"]
    assert skills["*", "anthropological"]["questions"] == len(split.train)
    found.prompting.save(tmp_path / "prompts.json")
    again = load_prompting(tmp_path / "prompts.json", encoder=encoder)
    assert again.chosen["choices"] == [choice.to_record() for choice in found.choices]
    assert {people: c.name for people, c in again.strategies.items()} == dict.fromkeys(
        (*split.seen, "*"), "anthropological"
    )


def test_a_stopped_search_goes_on_and_asks_nothing_twice(
    people: Survey, split: Split, encoder: WordEncoder, tmp_path: Path
) -> None:
    class KilledError(Exception):
        pass

    def killed(done: int, total: int) -> None:
        if done > total / 2:
            raise KilledError

    given = {"candidates": CANDIDATES[:3], "encoder": encoder, "limit": 30, "seed": 2}
    first, second, whole = Persuaded(people), Persuaded(people), Persuaded(people)
    with pytest.raises(KilledError):
        search(first, people, split, tmp_path / "cut", progress=killed, **given)
    steps: list[tuple[int, int]] = []
    again = search(second, people, split, tmp_path / "cut", progress=lambda *s: steps.append(s), **given)
    straight = search(whole, people, split, tmp_path / "whole", **given)
    assert again.candidates.equals(straight.candidates) and again.choices == straight.choices
    assert len(first.asked) + len(second.asked) == len(whole.asked)
    assert steps == sorted(steps) and steps[-1] == (len(whole.asked), len(whole.asked))


def test_what_cannot_be_asked_is_left_out_and_says_why(people: Survey, split: Split, tmp_path: Path) -> None:
    found = search(Persuaded(people), people, split, tmp_path, candidates=("none", "norms:all"), limit=12)
    assert list(found.left_out) == ["norms:all"] and "no norms were given" in found.left_out["norms:all"]
    assert set(found.candidates["strategy"]) == {"none"}


def test_a_held_out_people_and_the_neutral_framing_are_refused(people: Survey, split: Split, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="MAR is held out"):
        search(Persuaded(people), people, split, tmp_path, populations=["EGY", "MAR"])
    with pytest.raises(InputError, match="names no people"):
        search(Persuaded(people), people, split, tmp_path, framing="neutral")
    with pytest.raises(InputError, match="not searched"):
        search(Persuaded(people), people, split, tmp_path, candidates=("few-shot:random:2",), limit=12)


_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "skill": st.one_of(st.none(), st.floats(-1, 1)),
            "se": st.one_of(st.none(), st.floats(0, 0.5)),
            "tokens": st.floats(1, 2000),
        }
    ),
    min_size=1,
    max_size=8,
)


@given(_ROWS)
def test_the_choice_is_within_one_standard_error_of_the_best_and_the_shortest_of_those(rows: list[dict]) -> None:
    named = [
        {"population": "EGY", "strategy": f"s{i}", "low": None, "high": None, "questions": 9, **row}
        for i, row in enumerate(rows)
    ]
    scored = [row for row in named if row["skill"] is not None and row["se"] is not None]
    if not scored:
        with pytest.raises(InputError):
            choose(named)
        return
    choice = choose(named)
    best = max(row["skill"] for row in scored)
    se = next(row["se"] for row in scored if row["skill"] == best)
    assert choice.skill >= best - se and choice.best_skill == best
    assert all(row["tokens"] >= choice.tokens for row in scored if row["skill"] >= best - se)
