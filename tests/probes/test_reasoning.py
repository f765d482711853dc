"""Answers read after a thought, from texts and from samples; calls that failed."""

import polars as pl
import pytest

from folkways.errors import InputError
from folkways.models.access import ModelInfo
from folkways.probes import Reading, plan, probe
from folkways.probes.reasoning import announced, conclusion
from folkways.surveys import Survey
from tests.probes.synthetic import ContentModel, FailingModel, ThinkingModel


def _asked(survey: Survey, **design: object) -> pl.DataFrame:
    part = survey.select(questions=[q.id for q in survey.questions[:4]])
    return probe(ThinkingModel(), part, orders=("given",), framings=("neutral",), **design).items  # type: ignore[arg-type]


def test_probabilities_are_read_after_the_thought_and_its_answer_is_taken_away(survey: Survey) -> None:
    rows = _asked(survey, reasoning=("direct", "reasoned"))
    direct, reasoned = (rows.filter((pl.col("reasoning") == r) & (pl.col("question") == "q0")) for r in
                        ("direct", "reasoned"))  # fmt: skip
    assert direct["probs"].list.arg_max().to_list() == [0]
    assert reasoned["probs"].list.arg_max().to_list() == [1]
    assert reasoned["parsed"].to_list() == [reasoned["codes"][0][1]]
    assert reasoned["text"].to_list() == ["Some would say 1. Answer: 2"]


def test_a_refusal_and_a_thought_cut_short_are_told_apart_and_keep_their_probabilities(survey: Survey) -> None:
    rows = _asked(survey, reasoning=("reasoned",))
    states = dict(rows.select("question", "state").iter_rows())
    assert states == {"q0": "answered", "q1": "refused", "q2": "truncated", "q3": "answered"}
    assert rows["probs"].null_count() == 0


def test_samples_become_shares_of_the_options(survey: Survey) -> None:
    part = survey.select(questions=["q0"])
    rows = probe(ContentModel(part), part, read="samples", framings=("neutral",), orders=("given",)).items
    assert rows["method"].to_list() == ["sampled"]
    assert rows["probs"].to_list()[0][:2] == [0.5, 0.5]


def test_a_text_becomes_one_option(survey: Survey) -> None:
    rows = _asked(survey, read="text")
    probs = dict(rows.select("question", "probs").iter_rows())
    assert probs["q0"][1] == 1.0
    assert probs["q1"] is None
    assert rows["method"].unique().to_list() == ["greedy"]


def test_a_failed_call_is_a_row_of_its_own_state(survey: Survey) -> None:
    rows = probe(FailingModel(), survey, limit=6, reasoning=("direct", "reasoned")).frame
    failed = rows.filter(pl.col("state") == "failed")
    assert 0.25 < failed.height / rows.height < 0.45
    assert failed["probs"].null_count() == failed.height
    assert set(failed["text"]) == {"server: 500"}


def test_a_model_without_log_probabilities_is_refused_for_them(survey: Survey) -> None:
    class Mute(ContentModel):
        @property
        def info(self) -> ModelInfo:
            return ModelInfo("mute", "1", "", {"logprobs": False})

    with pytest.raises(InputError, match="--read samples"):
        plan(Mute(survey), survey)
    assert plan(Mute(survey), survey, reading=Reading("samples")).shards


@pytest.mark.parametrize(
    ("text", "truncated", "thinks", "start"),
    [
        ("Well. Answer: 3", False, False, "Well.\n\nAnswer:"),
        ("Well", True, False, "Well\n\nAnswer:"),
        ("<think>a</think>\n\nAnswer: 3", False, True, "<think>a</think>\n\nAnswer:"),
        ("<think>a", True, True, "<think>a\n</think>\n\nAnswer:"),
        ("<think>a</think>So. 3", False, True, "<think>a</think>\n\nSo. 3\n\nAnswer:"),
    ],
)
def test_the_answer_is_announced_once_and_last(text: str, truncated: bool, thinks: bool, start: str) -> None:
    assert announced(text, "Answer:", truncated=truncated, thinks=thinks) == start


def test_what_was_thought_is_no_answer() -> None:
    assert conclusion("<think>1? 2?</think>3", "Answer:") == "3"
