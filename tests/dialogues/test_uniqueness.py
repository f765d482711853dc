"""Opinions that say the same are found across seeds and cultures, and of each group one stays."""

import random
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
import pytest
from benchmarks.dialogues_dedupe import CHARACTERS, corpus, figures, precision, similarity
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from folkways.dialogues.plain_text import plain
from folkways.dialogues.sample import UNIQUE_SCHEMA
from folkways.dialogues.uniqueness import deduplicate
from folkways.errors import InputError

ROW = {"language": "en", "population": "EGY", "question": "q1", "code": "1", "confidence": None}
LONG = "People in my street help their neighbours whenever somebody falls ill or loses a job."


def opinions(*rows: Mapping[str, object] | str) -> pl.DataFrame:
    """Rows of which only what is said matters; ids a, b, c."""
    full = [{**ROW, "id": chr(97 + i), **({"text": r} if isinstance(r, str) else r)} for i, r in enumerate(rows)]
    return pl.DataFrame(full, schema_overrides={"confidence": pl.Float64, "code": pl.String})


def clusters(frame: pl.DataFrame, **options: object) -> dict[str, str]:
    found = deduplicate(frame, **options)  # pyright: ignore[reportArgumentType]
    return dict(found.select("id", "cluster").iter_rows())


class Topics:
    """A vector by the words of a text that it knows: texts of the same known words point the same way."""

    name = "topics"
    words = ("family", "guests", "work", "faith")

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        found = np.array([[float(word in text.casefold()) for word in self.words] + [0.01] for text in texts])
        return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


class Compass:
    """A vector by the angle that a text ends with."""

    name = "compass"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        angles = np.radians([{"alpha": 0, "beta": 15, "gamma": 30}[text.split()[-1]] for text in texts])
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


# Few letters, so that near-duplicates come up; marks and spaces, so that texts differ in nothing but these.
WORDS = st.sampled_from(
    ["family", "famili", "first", "thirst", "guests", "guest", "is", "not", "我们", "重视", "家", "مهم"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).flatmap(
    lambda words: st.sampled_from([" ", "  ", ", "]).map(lambda gap: gap.join(words))
)
FRAMES = st.lists(
    st.tuples(
        TEXTS,
        st.sampled_from(["EGY", "TUR"]),
        st.sampled_from(["q1", "q2"]),
        st.sampled_from([None, "1", "2"]),
        st.sampled_from([None, 0.5, 1.0]),
    ),
    max_size=14,
).map(
    lambda rows: pl.DataFrame(
        [(f"o{i}", t, "en", p, q, c, s) for i, (t, p, q, c, s) in enumerate(rows)],
        schema={
            "id": pl.String,
            "text": pl.String,
            "language": pl.String,
            "population": pl.String,
            "question": pl.String,
            "code": pl.String,
            "confidence": pl.Float64,
        },
        orient="row",
    )
)


@settings(max_examples=25, deadline=None)
@given(FRAMES, st.sampled_from([None, Topics()]), st.randoms(use_true_random=False))
def test_what_stays_stays_and_stands_for_itself_in_any_order(
    frame: pl.DataFrame, encoder: Topics | None, draw: random.Random
) -> None:
    found = deduplicate(frame, encoder=encoder)
    assert found.schema == pl.Schema(UNIQUE_SCHEMA)
    assert found["id"].to_list() == sorted(frame["id"].to_list())
    stays = found.filter(pl.col("by") == "")
    assert stays["id"].equals(stays["cluster"])
    assert set(found["cluster"]) == set(stays["id"])
    order = list(range(len(frame)))
    draw.shuffle(order)
    assert deduplicate(frame[order], encoder=encoder).equals(found)
    again = deduplicate(frame.filter(pl.col("id").is_in(stays["id"].to_list())), encoder=encoder)
    assert again.equals(stays)


@settings(max_examples=25, deadline=None)
@given(FRAMES, st.sampled_from([None, Topics()]))
def test_every_opinion_that_goes_is_itself_like_the_one_that_stays(frame: pl.DataFrame, encoder: Topics | None) -> None:
    rows = {row["id"]: row for row in frame.iter_rows(named=True)}
    for one, cluster, by, value in deduplicate(frame, encoder=encoder).iter_rows():
        gone, stays = rows[one], rows[cluster]
        if by == "exact":
            assert plain(gone["text"]) == plain(stays["text"])
        if by == "characters":
            assert value >= CHARACTERS
            assert value == pytest.approx(similarity(gone["text"], stays["text"]))
            opposed = gone["question"] == stays["question"] and None not in (gone["code"], stays["code"])
            assert not (opposed and gone["code"] != stays["code"])
        if by == "meaning":
            assert value >= 0.955
            assert all(gone[c] == stays[c] for c in ("population", "question", "code", "language"))
            assert gone["code"] is not None
        if by in ("characters", "meaning"):
            assert gone["text"].count("not") == stays["text"].count("not")


@settings(max_examples=20, deadline=None)
@given(FRAMES)
def test_texts_alike_but_for_case_and_space_are_always_one_group(frame: pl.DataFrame) -> None:
    twins = frame.with_columns(id=pl.col("id") + "x", text=pl.lit(" ") + pl.col("text").str.to_uppercase())
    both = pl.concat([frame, twins])
    stays = both.join(deduplicate(both).filter(pl.col("by") == ""), on="id")
    assert not stays.select(pl.col("text").map_elements(plain, pl.String).is_duplicated().any()).item()


def test_of_those_alike_the_best_verified_stays_and_never_the_longest_as_such() -> None:
    longer = LONG[:-1] + ", or so."
    assert clusters(opinions(longer, {"text": LONG, "confidence": 0.9})) == {"a": "b", "b": "b"}
    assert clusters(opinions({"text": longer, "confidence": 0.2}, {"text": LONG, "confidence": 0.1})) == {
        "a": "a",
        "b": "a",
    }
    # None is verified: the one in the middle of the others stays, though one is longer and comes first.
    middle = [longer, LONG, LONG.replace("job", "jab"), LONG.replace("street", "streat"), LONG.replace("ill", "il")]
    assert set(clusters(opinions(*middle)).values()) == {"b"}
    # As central, as well verified: the id decides.
    assert clusters(opinions(LONG, longer)) == {"a": "a", "b": "a"}
    assert clusters(opinions(longer, LONG)) == {"a": "a", "b": "a"}


def test_a_chain_of_likeness_does_not_join_its_ends() -> None:
    words = [f"word{chr(97 + i)}{chr(110 - i)}" for i in range(12)]
    chain = [" ".join(["x" * (8 * k), *words[k:]]).strip() for k in range(6)]
    found = deduplicate(opinions(*chain))
    texts = dict(zip("abcdef", chain, strict=True))
    assert similarity(chain[0], chain[-1]) < 0.6
    assert found.filter(pl.col("by") == "characters").height >= 2
    assert found["cluster"].n_unique() >= 2
    for one, cluster in found.select("id", "cluster").iter_rows():
        assert similarity(texts[one], texts[cluster]) >= CHARACTERS


def test_a_chain_over_two_measures_does_not_join_its_ends() -> None:
    # b is a copy of a in another people; a goes to c by meaning; b may not, so b stays for itself.
    rows = [
        {"text": "Family comes before all.", "confidence": 0.8},
        {"text": "family comes before all.", "population": "TUR", "confidence": 0.1},
        {"text": "Whatever happens, I look after my family.", "confidence": 0.9},
    ]
    found = deduplicate(opinions(*rows), encoder=Topics())
    assert found.rows() == [("a", "c", "meaning", 1.0), ("b", "b", "", 1.0), ("c", "c", "", 1.0)]
    angles = opinions("the wind blows alpha", "my boat sails for beta", "we all go to gamma")
    found = deduplicate(angles, encoder=Compass())
    assert found["cluster"].to_list() == ["a", "a", "c"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, LONG.replace("help", "do not help")),
        ("في بلدي نعتقد أن الأسرة مهمة جدا في حياتنا اليومية", "في بلدي لا نعتقد أن الأسرة مهمة جدا في حياتنا اليومية"),
        ("我们这里的人都觉得家庭在生活中是很重要的事情", "我们这里的人都不觉得家庭在生活中是很重要的事情"),
        ("Çocuklar anne babasını her zaman dinlemeli.", "Çocuklar anne babasını her zaman dinlememeli."),
        ("Nearly 90 of 100 people go to prayers on Fridays.", "Nearly 10 of 100 people go to prayers on Fridays."),
        ("When guests come, Egyptians serve tea at once.", "When guests come, Norwegians serve tea at once."),
    ],
)  # fmt: skip
def test_a_negation_a_number_or_another_people_keeps_texts_apart(one: str, other: str) -> None:
    class Same(Topics):
        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return np.tile(np.array([1, 0], np.float32), (len(texts), 1))

    rows = opinions({"text": one}, {"text": other}, {"text": one + "!", "population": "NOR"})
    assert clusters(rows, encoder=Same(), characters=0.5) == {"a": "a", "b": "b", "c": "a"}


def test_opinions_of_other_answers_are_joined_only_where_the_text_is_the_same() -> None:
    near = LONG.replace("ill", "il")
    other = {"text": near, "code": "2"}
    assert clusters(opinions(LONG, other)) == {"a": "a", "b": "b"}
    assert clusters(opinions(LONG, {**other, "question": "q2"})) == {"a": "a", "b": "a"}
    assert clusters(opinions(LONG, {**other, "code": None})) == {"a": "a", "b": "a"}
    assert clusters(opinions(LONG, {"text": LONG, "code": "2"})) == {"a": "a", "b": "a"}


@pytest.mark.parametrize("other", [{"population": "TUR"}, {"question": "q2"}, {"code": "2"}, {"language": "tr"}])
def test_meaning_joins_only_within_one_people_question_answer_and_language(other: dict[str, str]) -> None:
    texts = "Family comes before all.", "Whatever happens, I look after my family."
    assert clusters(opinions(*texts), encoder=Topics()) == {"a": "a", "b": "a"}
    assert clusters(opinions(*texts)) == {"a": "a", "b": "b"}
    assert clusters(opinions(texts[0], {"text": texts[1], **other}), encoder=Topics()) == {"a": "a", "b": "b"}
    unknown = [{"text": text, "code": None} for text in texts]
    assert clusters(opinions(*unknown), encoder=Topics()) == {"a": "a", "b": "b"}


def test_planted_near_duplicates_are_found_in_three_scripts() -> None:
    made = corpus(20_000)
    found = deduplicate(made.drop("script", "of", "change"))
    recall = (
        figures(made, found)
        .group_by("script")
        .agg(pl.col("pairs").sum(), recall=(pl.col("recall") * pl.col("pairs")).sum() / pl.col("pairs").sum())
    )
    assert sorted(recall["script"]) == ["Arabic", "Chinese", "Latin"]
    assert recall["pairs"].min() > 500  # pyright: ignore[reportOptionalOperand, reportOperatorIssue]
    assert recall["recall"].min() >= 0.95  # pyright: ignore[reportOptionalOperand, reportOperatorIssue]
    assert precision(made, found) == 1.0


def test_bad_input_is_refused_with_where_it_stands() -> None:
    for frame, said in (
        (opinions(LONG).drop("language"), "language"),
        (pl.concat([opinions(LONG), opinions(LONG)]), "opinion a"),
        (opinions(LONG, " \n"), "opinion b"),
        (opinions(LONG).with_columns(population=pl.lit(None, pl.String)), "population"),
    ):
        with pytest.raises(InputError, match=said):
            deduplicate(frame)
    with pytest.raises(InputError, match="characters"):
        deduplicate(opinions(LONG), characters=0.0)
    with pytest.raises(InputError, match="meaning"):
        deduplicate(opinions(LONG), meaning=1.2)


def test_no_opinions_give_an_empty_frame() -> None:
    assert deduplicate(opinions(LONG).head(0)).equals(pl.DataFrame(schema=UNIQUE_SCHEMA))
