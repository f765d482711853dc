import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from folkways.dialogues.building import build, from_seeds
from folkways.dialogues.sample import SAMPLES_SCHEMA, SPLITS
from folkways.dialogues.splitting import assign
from folkways.errors import InputError, PopulationError
from tests.dialogues import made


def samples_of(survey, pairs=(("EGY", "TUR"), ("IRN", "NOR"))):
    opinions = made.opinions(survey, pairs, each=1)
    return build(opinions, made.verified(opinions), made.unique(opinions), made.seeds(survey), survey)[0]


SURVEY = made.survey(12, twins=True)
SAMPLES = samples_of(SURVEY)


def sides(samples: pl.DataFrame, column: str) -> dict[str, set[str]]:
    return {name: set(rows) for name, rows in samples.group_by(column).agg("split").iter_rows() if name}


@settings(max_examples=20, deadline=None)
@given(
    unseen=st.sets(st.sampled_from(made.PEOPLES), max_size=1),
    held=st.sets(st.sampled_from([q.id for q in SURVEY.questions]), max_size=3),
    validation=st.sampled_from([0.0, 0.1, 0.25]),
    test=st.sampled_from([0.0, 0.2]),
    seed=st.integers(0, 5),
)
def test_no_question_seed_conversation_or_cluster_lies_on_two_sides(unseen, held, validation, test, seed):
    split, rejects = assign(
        SAMPLES, SURVEY, held_out_populations=sorted(unseen), held_out_questions=held, validation=validation, test=test,
        seed=seed,
    )  # fmt: skip
    for column in ("seed", "conversation", "opinion"):
        assert all(len(there) == 1 for there in sides(split, column).values()), column
    seen = split.filter(~pl.col("population").is_in(sorted(unseen)))
    assert all(len(there) == 1 for there in sides(seen, "question").values())
    twins = sides(seen, "question")
    assert twins["q1"] == twins["twin"]
    assert set(split.filter(pl.col("population").is_in(sorted(unseen)))["split"]) <= {"test"}
    assert set(split.filter(pl.col("question").is_in(sorted(held)))["split"]) <= {"test"}
    assert sorted([*split["id"], *rejects["id"]]) == sorted(SAMPLES["id"])
    assert bool(validation) == ("validation" in set(split["split"]))
    # An upper bound that near-alike questions cannot break.
    drawn = {q for q, there in sides(seen, "question").items() if there == {"validation"}}
    assert len(drawn) <= max(1, round(validation * 13))


def test_what_was_said_to_a_held_out_people_is_left_out_with_its_reason():
    split, rejects = assign(SAMPLES, SURVEY, held_out_populations=["Türkiye"], validation=0)
    spoiled = SAMPLES.filter(pl.col("population") == "EGY")
    assert sorted(rejects["id"]) == sorted(spoiled["id"])
    assert set(rejects["reason"]) == {"said to a held-out people"}
    assert set(split["population"]) == {"IRN", "NOR", "TUR"}


def test_who_only_listened_counts_where_the_turns_say_so():
    without = SAMPLES.filter(pl.col("population") != "TUR")
    turns = SAMPLES.select("conversation", "population")
    blind, _ = assign(without, SURVEY, held_out_populations=["TUR"], validation=0)
    told, rejects = assign(without, SURVEY, held_out_populations=["TUR"], validation=0, talked=turns)
    assert blind.height == without.height
    assert set(told["population"]) == {"IRN", "NOR"} and set(rejects["id"]) == set(
        without.filter(pl.col("population") == "EGY")["id"]
    )


def test_an_alike_question_is_held_out_with_the_one_that_is():
    split, _ = assign(SAMPLES, SURVEY, held_out_questions=["twin"], validation=0)
    assert set(split.filter(pl.col("question") == "q1")["split"]) == {"test"}
    without = SAMPLES.filter(pl.col("question") != "twin")
    split, _ = assign(without, SURVEY, held_out_questions=["twin"], validation=0)
    assert set(split.filter(pl.col("split") == "test")["question"]) == {"q1"}


def test_a_topic_is_held_out_whole():
    split, _ = assign(SAMPLES, SURVEY, held_out_topics=["Work"], validation=0)
    assert set(split.filter(pl.col("topic") == "Work")["split"]) == {"test"}
    assert "train" in set(split["split"])


def test_questions_that_share_a_conversation_or_a_seed_stay_together():
    for column in ("conversation", "seed"):
        joined = SAMPLES.with_columns(
            pl.when(pl.col("question").is_in(["q0", "q2", "q4"])).then(pl.lit("one")).otherwise(column).alias(column)
        )
        for seed in range(6):
            split, _ = assign(joined, SURVEY, validation=0.3, test=0.2, seed=seed)
            there = sides(split, "question")
            assert there["q0"] == there["q2"] == there["q4"]


def test_validation_is_spread_over_the_topics():
    survey = made.survey(12)
    for seed in range(5):
        split, _ = assign(samples_of(survey), survey, validation=1 / 3, seed=seed)
        drawn = split.filter(pl.col("split") == "validation").group_by("topic").agg(pl.col("question").n_unique())
        assert dict(drawn.iter_rows()) == {"Family": 2, "Work": 2}


def test_the_split_follows_from_the_seed_alone_and_not_from_the_order_of_rows():
    shuffled = SAMPLES.sample(fraction=1, shuffle=True, seed=1)
    first, _ = assign(SAMPLES, SURVEY, validation=0.3, seed=2)
    second, _ = assign(shuffled, SURVEY, validation=0.3, seed=2)
    assert_frame_equal(first.sort("id"), second.sort("id"))
    assert second["id"].to_list() == shuffled["id"].to_list()
    splits = {tuple(assign(SAMPLES, SURVEY, validation=0.3, seed=seed)[0]["split"]) for seed in range(4)}
    assert len(splits) > 1


def test_seeds_are_split_as_dialogues_are():
    dialogues, _ = assign(SAMPLES, SURVEY, validation=0.2, test=0.2, seed=1)
    alone, _ = assign(from_seeds(made.seeds(SURVEY), SURVEY), SURVEY, validation=0.2, test=0.2, seed=1)
    assert sides(dialogues, "question") == sides(alone, "question")
    assert alone.schema == pl.Schema(SAMPLES_SCHEMA) and set(alone["split"]) <= set(SPLITS)


def test_what_cannot_be_split_is_refused():
    with pytest.raises(InputError, match="are too few for a share"):
        assign(SAMPLES.filter(pl.col("question") == "q0"), SURVEY)
    with pytest.raises(InputError, match="nothing would be left in train"):
        assign(SAMPLES, SURVEY, held_out_topics=["Family", "Work"], validation=0)
    with pytest.raises(InputError, match="validation is 1"):
        assign(SAMPLES, SURVEY, validation=1.0)
    with pytest.raises(InputError, match="no sample has the topic 'Sea'"):
        assign(SAMPLES, SURVEY, held_out_topics=["Sea"])
    with pytest.raises(InputError, match="has no question 'zz'"):
        assign(SAMPLES, SURVEY, held_out_questions=["zz"])
    with pytest.raises(InputError, match="has no question 'q10'"):
        assign(SAMPLES, made.survey(3))
    with pytest.raises(PopulationError):
        assign(SAMPLES, SURVEY, held_out_populations=["Atlantis"])
