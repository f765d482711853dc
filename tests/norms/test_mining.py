"""Mining goes from prompts to a book, stops and goes on, and counts what did not come into it."""

from dataclasses import replace
from pathlib import Path

import pytest

from folkways.errors import InputError, RunError
from folkways.models.access import Failure, Prompt
from folkways.norms.book import NormBook
from folkways.norms.mining import asked, mine, read_mined
from folkways.norms.planning import SHARD, plan_mining
from folkways.runs import Run, digest
from folkways.surveys.split import split_survey
from tests.norms.scripted import PEOPLES, TOPICS, Letters, Scripted, tell_tale

SURVEY = tell_tale()
ENCODER = Letters()


def people_of(prompt: Prompt) -> str:
    return next(p.name for p in SURVEY.populations if p.name in prompt.user)


def says(prompt: Prompt) -> str:
    """Goes on with the list that was begun for it; four norms about this people and topic."""
    topic = next(topic for topic in TOPICS if f"topic: {topic}." in prompt.user)
    rest = "\n".join(f"{place}. People hold view {place} of {topic} in {people_of(prompt)}." for place in range(2, 5))
    return f" hold view 1 of {topic} in {people_of(prompt)}.\n{rest}"


def test_a_book_holds_the_first_norms_of_each_topic_with_their_origin() -> None:
    split = split_survey(SURVEY, share=0.34, populations=["NOR"], seed=1)
    model = Scripted(says)
    book = mine(model, SURVEY, method="answer-shares", split=split, per_topic=3, encoder=ENCODER, seed=5)
    places = [(people, topic) for people in ("EGY", "TUR") for topic in TOPICS for _ in range(3)]
    assert [(n.population, n.topic) for n in book.norms] == places
    first = book.norms[0]
    assert first.text == "People hold view 1 of Family in Egypt."
    assert (first.method, first.model, first.seed, first.verdict) == ("answer-shares", "scripted", 5, "unchecked")
    assert first.prompt_hash == digest(model.prompts[0].record())
    assert set(first.shown) == {q for q in split.train if SURVEY.by_id[q].subtopic == "Family"}
    assert (book.survey, book.survey_digest, book.split_digest) == ("tell-tale", SURVEY.digest, split.digest)
    assert set(book.questions) == set(split.train)


def test_norms_from_the_topic_alone_have_seen_no_question() -> None:
    book = mine(Scripted(says), SURVEY, method="topic", populations=["Egypt"], topics=["work"], encoder=ENCODER)
    assert book.questions == () and {n.shown for n in book.norms} == {()}
    assert {(n.population, n.topic) for n in book.norms} == {("EGY", "Work")}


class KilledError(Exception):
    pass


def test_a_mining_that_was_killed_goes_on_and_ends_in_the_same_book(tmp_path: Path) -> None:
    def until(limit: int) -> Scripted:
        def answer(prompt: Prompt) -> str:
            if len(model.prompts) > limit:
                raise KilledError
            return says(prompt)

        model = Scripted(answer)
        return model

    def go(model: Scripted, out: Path | None) -> NormBook:
        return mine(model, SURVEY, method="top-answers", encoder=ENCODER, out=out)

    whole = go(Scripted(says), None)
    with pytest.raises(KilledError):
        go(until(SHARD), tmp_path / "run")
    assert Run.read(tmp_path / "run").done() == [0]
    rest = Scripted(says)
    assert go(rest, tmp_path / "run") == whole
    assert len(rest.prompts) == len(PEOPLES) * len(TOPICS) - SHARD
    nothing = Scripted(says)
    assert go(nothing, tmp_path / "run") == whole
    assert nothing.prompts == []
    with pytest.raises(RunError, match=r"differs in: .*per_topic"):
        mine(Scripted(says), SURVEY, method="top-answers", per_topic=2, encoder=ENCODER, out=tmp_path / "run")


def test_a_call_that_failed_is_counted_and_asked_again_by_the_same_command(tmp_path: Path) -> None:
    def broken(prompt: Prompt) -> str | Failure:
        return Failure("timeout", "no answer") if people_of(prompt) == "Norway" else says(prompt)

    made = plan_mining(Scripted(says), SURVEY, method="topic")
    first = read_mined(made, asked(made, Scripted(broken), tmp_path / "run"), ENCODER)
    assert first.counts["failed"] == len(TOPICS)
    assert {n.population for n in first.book.norms} == {"EGY", "TUR"}
    mended = Scripted(says)
    second = read_mined(made, asked(made, mended, tmp_path / "run"), ENCODER)
    assert "failed" not in second.counts
    assert {n.population for n in second.book.norms} == set(PEOPLES)
    # Of the shards only those with a failed call are asked again.
    assert len(mended.prompts) == len(PEOPLES) * len(TOPICS) - SHARD


def test_every_item_that_was_written_is_in_the_book_or_counted() -> None:
    def answer(prompt: Prompt) -> str:
        if people_of(prompt) == "Norway":
            return "I'm sorry, but I can't help with stereotypes about a whole people."
        return says(prompt) + "\n5. People hold view 1 of Family in Egypt.\n6. Work\n7. People hold view 7 of"

    model = Scripted(answer, truncated=True, continues=False)
    made = plan_mining(model, SURVEY, method="topic", per_topic=2)
    mined = read_mined(made, asked(made, model, None), ENCODER)
    dropped = {name: count for name, count in mined.counts.items() if name.startswith("dropped: ")}
    assert mined.counts["refused"] == len(TOPICS)
    assert dropped["dropped: cut off"] == dropped["dropped: too short"] == 4
    assert mined.counts["items"] == len(mined.book) + sum(dropped.values())


def test_what_the_check_says_decides_which_norms_are_kept() -> None:
    def check(book: NormBook) -> NormBook:
        given = [("contradicted", 0.1), ("not tested", None), ("supported", 0.7), ("supported", 0.9)]
        verdicts = dict(zip("1234", given, strict=True))
        marked = []
        for norm in book.norms:
            verdict, strength = verdicts[norm.text.split("view ")[1][0]]
            marked.append(replace(norm, verdict=verdict, strength=strength, checker="test"))
        return book.with_norms(marked)

    book = mine(Scripted(says), SURVEY, method="topic", populations=["EGY"], per_topic=3, encoder=ENCODER, check=check)
    family = [norm.text.split("view ")[1][0] for norm in book.of("EGY", topic="Family")]
    assert family == ["4", "3", "2"]


@pytest.mark.parametrize(
    ("asked_for", "says_so"),
    [
        ({"method": "rules"}, "unknown method"),
        ({"method": "topic", "topics": ["Sport"]}, "no topic 'Sport'"),
        ({"method": "topic", "per_topic": 0}, "0 norms a topic"),
        ({"method": "topic", "populations": ["ATL"]}, "no population 'ATL'"),
    ],
)
def test_what_cannot_be_mined_is_refused_with_a_mend(asked_for: dict, says_so: str) -> None:
    with pytest.raises(InputError, match=f"{says_so}.*Mend"):
        plan_mining(Scripted(says), SURVEY, **asked_for)


@pytest.mark.model
def test_the_embedded_model_writes_norms_by_every_method() -> None:
    from folkways.encoders import load_encoder
    from folkways.models import load_model
    from folkways.surveys import load_survey

    survey = load_survey("menavalues")
    split = split_survey(survey)
    model, encoder = load_model("smollm2", dtype="fp32"), load_encoder()
    for method in ("topic", "top-answers", "answer-shares"):
        made = plan_mining(
            model, survey, method=method, populations=["EGY"], topics=["Religious values"], split=split, per_topic=2,
            answer_tokens=64,
        )  # fmt: skip
        rows = asked(made, model, None)
        assert model.count_tokens([made.asks[0].prompt])[0] <= 1500
        book = read_mined(made, rows, encoder).book
        assert book.norms and all(norm.method == method and norm.model == "smollm2" for norm in book.norms)
        assert set(book.questions) <= set(split.train)
        assert bool(book.questions) == (method != "topic")
