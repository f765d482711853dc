import subprocess
import sys
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from folkways.dialogues.building import build, from_seeds
from folkways.dialogues.opinion import REJECTS_SCHEMA
from folkways.dialogues.phrasings import ASKINGS, PHRASINGS, messages, start_of, usable
from folkways.dialogues.sample import SAMPLES_SCHEMA
from folkways.errors import InputError
from folkways.populations import country
from folkways.probes.design import Cell, render
from folkways.probes.wordings import LANGUAGES, wording
from folkways.surveys import Survey
from tests.dialogues import made


def tables(
    language: str = "en", **changes: dict[str, Any]
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame, Survey]:
    survey = made.survey()
    opinions = made.opinions(survey, language=language)
    return opinions, made.verified(opinions, **changes), made.unique(opinions), made.seeds(survey), survey


def test_an_opinion_that_is_kept_becomes_as_many_samples_as_there_are_phrasings():
    opinions, verified, unique, seeds, survey = tables()
    samples, rejects = build(opinions, verified, unique, seeds, survey, phrasings=2)
    assert samples.schema == pl.Schema(SAMPLES_SCHEMA)
    assert rejects.schema == pl.Schema(REJECTS_SCHEMA)
    assert samples.height == 2 * opinions.height and rejects.is_empty()
    assert samples["id"].n_unique() == samples.height
    per = samples.group_by("opinion").agg(pl.col("phrasing").n_unique())
    assert set(per["phrasing"]) == {2}


def test_the_assistant_says_the_final_text_and_nothing_else():
    opinions, verified, unique, seeds, survey = tables()
    first = opinions["id"][0]
    verified = made.verified(opinions, **{first: {"status": "rewritten", "final": "Rewritten and checked."}})
    samples, _ = build(opinions, verified, unique, seeds, survey)
    final = dict(verified.select("id", "final").iter_rows())
    for row in samples.iter_rows(named=True):
        assert [m["content"] for m in row["messages"] if m["role"] == "assistant"] == [final[row["opinion"]]]
    told = samples.filter(pl.col("opinion") == first)["messages"].to_list()
    spoken = opinions["text"][0]
    assert not any(spoken[:30] in message["content"] for chat in told for message in chat)


def test_no_sample_holds_the_text_of_another_opinion():
    opinions, verified, unique, seeds, survey = tables()
    samples, _ = build(opinions, verified, unique, seeds, survey, phrasings=5)
    said = dict(opinions.select("id", "text").iter_rows())
    for row in samples.iter_rows(named=True):
        chat = " ".join(message["content"] for message in row["messages"])
        # The first word pair is of this opinion alone: "Said cq00x0x0:".
        assert [id for id, text in said.items() if text.split(":")[0] + ":" in chat] in ([row["opinion"]], [])
        assert said[row["opinion"]] in chat


def test_every_opinion_is_in_the_samples_or_in_the_rejects_with_its_reason():
    opinions, *_ = tables()
    ids = opinions["id"].to_list()
    changes = {
        ids[0]: {"status": "rejected", "reason": "contradicted"},
        ids[1]: {"status": "grey", "reason": "judges differ"},
        ids[2]: {"status": "grey", "person": "accept"},
        ids[3]: {"person": "reject"},
        ids[4]: {"final": " "},
    }
    survey = made.survey()
    verified = made.verified(opinions, **changes).filter(pl.col("id") != ids[5])
    unique = made.unique(opinions, **{ids[6]: ids[8]}).filter(pl.col("id") != ids[7])
    samples, rejects = build(opinions, verified, unique, made.seeds(survey), survey)
    assert sorted([*samples["opinion"].unique(), *rejects["id"]]) == sorted(ids)
    assert dict(rejects.select("id", "reason").iter_rows()) == {
        ids[0]: "rejected in verification",
        ids[1]: "grey",
        ids[3]: "rejected by a person",
        ids[4]: "no final text",
        ids[5]: "not verified",
        ids[6]: "repeats another",
        ids[7]: "not compared with others",
    }
    assert set(rejects["stage"]) == {"build"}
    more, fewer = build(opinions, verified, unique, made.seeds(survey), survey, include_grey=True)
    assert ids[1] in set(more["opinion"]) and ids[3] not in set(more["opinion"])
    assert fewer.height == rejects.height - 1


@settings(max_examples=12, deadline=None)
@given(
    status=st.lists(st.sampled_from(["kept", "rewritten", "grey", "rejected"]), min_size=16, max_size=16),
    repeats=st.sets(st.integers(1, 15)),
    grey=st.booleans(),
    phrasings=st.integers(1, 5),
)
def test_nothing_is_lost_whatever_was_decided(status, repeats, grey, phrasings):
    survey = made.survey(2)
    opinions = made.opinions(survey)
    ids = opinions["id"].to_list()
    changes = {id: {"status": s, "reason": "r"} for id, s in zip(ids, status, strict=True)}
    unique = made.unique(opinions, **{ids[i]: ids[0] for i in repeats})
    samples, rejects = build(
        opinions, made.verified(opinions, **changes), unique, made.seeds(survey), survey, phrasings=phrasings,
        include_grey=grey,
    )  # fmt: skip
    assert sorted([*samples["opinion"].unique(), *rejects["id"]]) == sorted(ids)
    allowed = {"kept", "rewritten"} | ({"grey"} if grey else set())
    assert {changes[id]["status"] for id in samples["opinion"].unique()} <= allowed


def test_the_order_of_rows_changes_nothing():
    opinions, verified, unique, seeds, survey = tables()
    a, b, c, d = (table.sample(fraction=1, shuffle=True, seed=3) for table in (opinions, verified, unique, seeds))
    for first, second in zip(build(opinions, verified, unique, seeds, survey), build(a, b, c, d, survey), strict=True):
        assert_frame_equal(first, second)


def test_another_process_with_another_hash_seed_builds_the_same():
    code = (
        "from tests.dialogues import made; from folkways.dialogues.building import build, from_seeds\n"
        "from folkways.runs import digest; v = made.survey(2); o = made.opinions(v); d = made.seeds(v)\n"
        "s, r = build(o, made.verified(o), made.unique(o), d, v, phrasings=3, seed=5)\n"
        "print(digest([s.to_dicts(), r.to_dicts(), from_seeds(d, v).to_dicts()]))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": hashed, "PYTHONPATH": ":".join(sys.path)}, text=True,
            capture_output=True, check=True,
        ).stdout
        for hashed in ("1", "2")
    ]  # fmt: skip
    assert said[0] == said[1] and said[0].strip()


def test_another_seed_draws_other_phrasings():
    made_by = [build(*tables(), seed=seed)[0]["phrasing"].to_list() for seed in (0, 1)]
    assert made_by[0] != made_by[1]


def test_who_speaks_is_named_in_the_words_of_the_probe():
    survey, people = made.survey(), country("EGY")
    question = survey.questions[0]
    for framing, name in (("persona", "asked"), ("observer", "observed")):
        for tag in ("en", "ar", "tr"):
            cue = render(Cell(question, people, framing, tag, "given", "digits", "plain", "before")).user.split("\n\n")[
                0
            ]
            (user, _) = messages(name, question, people, tag, "text")
            assert user["content"].split("\n\n")[:2] == [cue, question.text(tag)]


def test_the_system_turn_names_the_people_and_the_user_then_does_not():
    for tag in LANGUAGES:
        question = made.survey().questions[0]
        chat = messages("told", question, country("TUR"), tag, "text")
        named = wording(tag if tag in question.texts else "en").people(country("TUR"))
        assert [m["role"] for m in chat] == ["system", "user", "assistant"]
        assert named in chat[0]["content"] and named not in chat[1]["content"]


def test_options_of_the_survey_are_not_in_the_question():
    survey = made.survey()
    for name in PHRASINGS:
        chat = messages(name, survey.questions[0], country("EGY"), "en", "x" * 60)
        assert not any(o.text("en") in m["content"] for o in survey.questions[0].options for m in chat)


def test_there_are_words_in_every_language_of_the_probes():
    assert set(ASKINGS) == set(LANGUAGES)


def test_an_opinion_is_asked_for_in_its_own_language_where_the_survey_has_the_question_in_it():
    samples, _ = build(*tables("ar"))
    assert all("ما رأيك في المسألة" in row[-2]["content"] for row in samples["messages"].to_list())
    assert set(samples["language"]) == {"ar"}


def test_a_language_without_words_is_asked_for_by_name_in_the_language_of_the_survey():
    for tag, name in (("fa", "Persian"), ("ja", "Japanese"), ("pt-BR", "Portuguese (Brazil)")):
        samples, _ = build(*tables(tag))
        users = [row[-2]["content"] for row in samples["messages"].to_list()]
        assert all(text.endswith(f"Write in {name}.") and "What do you hold of" in text for text in users)
        assert set(samples["language"]) == {tag}


def test_a_text_that_is_begun_shows_its_own_first_words_and_no_more():
    text = "In my family the oldest one speaks first at the table."
    user = messages("begun", made.survey().questions[0], country("EGY"), "en", text)[0]["content"]
    assert start_of(text) in user and text not in user and text.startswith(start_of(text))
    assert start_of("Too short.") == ""
    long = "家庭" * 40
    assert long.startswith(start_of(long)) and 0 < len(start_of(long)) < len(long)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=120))
def test_a_beginning_is_never_the_whole(text):
    begun = start_of(text)
    assert begun == "" or (text.lstrip().startswith(begun) and len(begun) < len(text))
    assert ("begun" in usable("belief", text)) == bool(begun)


def test_a_belief_is_not_asked_for_as_a_custom():
    opinions, verified, unique, seeds, survey = tables()
    samples, _ = build(opinions, verified, unique, seeds, survey, phrasings=5)
    custom = samples.filter(pl.col("phrasing") == PHRASINGS.index("custom"))
    assert set(custom["kind"]) == {"norm", "custom", "fact"}


def test_a_sample_carries_the_sources_of_everybody_in_its_conversation():
    opinions, verified, unique, seeds, survey = tables()
    other = pl.col("population") == "TUR"
    seeds = seeds.with_columns(
        survey=pl.when(other).then(pl.lit("town")).otherwise("survey"),
        licence=pl.when(other).then(pl.lit("CC BY-NC-SA 4.0")).otherwise("licence"),
    )
    samples, _ = build(opinions, verified, unique, seeds, survey)
    talked_to_turks = samples.filter(pl.col("conversation").str.ends_with("0"))
    assert talked_to_turks["sources"].to_list()[0] == ["town: CC BY-NC-SA 4.0", "village: MIT"]
    assert set(talked_to_turks["licence"]) == {"CC BY-NC-SA 4.0"}
    rest = samples.filter(pl.col("conversation").str.ends_with("1"))
    assert set(rest["licence"]) == {"MIT"}


def test_what_does_not_fit_together_is_refused():
    opinions, verified, unique, seeds, survey = tables()
    with pytest.raises(InputError, match="is not among the seeds"):
        build(opinions, verified, unique, seeds.head(1), survey)
    with pytest.raises(InputError, match="is not among the opinions"):
        build(opinions.head(3), verified, unique, seeds, survey)
    with pytest.raises(InputError, match="occurs twice"):
        build(pl.concat([opinions, opinions.head(1)]), verified, unique, seeds, survey)
    with pytest.raises(InputError, match="has no column 'final'"):
        build(opinions, verified.drop("final"), unique, seeds, survey)
    for count in (0, 6):
        with pytest.raises(InputError, match="phrasings"):
            build(opinions, verified, unique, seeds, survey, phrasings=count)
    with pytest.raises(InputError, match="has no question"):
        build(opinions, verified, unique, seeds, survey.select(questions=["q0"]))


def test_seeds_alone_make_the_baseline():
    survey = made.survey()
    seeds = made.seeds(survey)
    samples = from_seeds(seeds, survey, phrasings=3)
    assert samples.height == 3 * seeds.height
    answers = dict(seeds.select("id", "answer").iter_rows())
    assert all(row["messages"][-1]["content"] == answers[row["seed"]] for row in samples.iter_rows(named=True))
    assert set(samples["opinion"]) == {""} and set(samples["licence"]) == {"MIT"}
    with pytest.raises(InputError, match="1 to 3"):
        from_seeds(seeds, survey, phrasings=4)
