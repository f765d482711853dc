import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.adapt.comparing.gains import gains_table
from folkways.alignment import align
from folkways.answers import Answers
from folkways.errors import AnswersError
from folkways.surveys import load_survey

PEOPLES = ("EGY", "IRN", "TUR", "MAR")
WHOLE = load_survey("menavalues")
IDS = [q.id for q in WHOLE.questions if len(q.codes) == 4][:40]
SURVEY = WHOLE.select(questions=IDS)


def answers(seed: int, closeness: float) -> Answers:
    """A model whose answers lie between noise and the people's own."""
    rng = np.random.default_rng(seed)
    rows = []
    human = SURVEY.human.filter(pl.col("question").is_in(IDS) & pl.col("population").is_in(PEOPLES))
    for (question, people), part in human.group_by(["question", "population"], maintain_order=True):
        codes = SURVEY.by_id[str(question)].codes
        share = dict(zip(part["option"], part["share"], strict=True))
        p = np.array([share.get(c, 0.0) for c in codes])
        q = closeness * p / p.sum() + (1 - closeness) * rng.dirichlet(np.ones(len(codes)))
        rows.append(
            {
                "model": "m", "question": question, "population": people, "framing": "persona", "language": "en",
                "reasoning": "direct", "order": "given", "labels": "digits", "template": "plain", "cue": "after",
                "control": "", "method": "logprobs", "codes": list(codes), "probs": (q / q.sum()).tolist(),
                "off_label": 0.0, "unseen": 0.0, "text": None, "parsed": None, "state": "answered",
                "prompt_hash": "", "tokens": 1,
            }
        )  # fmt: skip
    return Answers(pl.DataFrame(rows, infer_schema_length=None))


def cells(seed: int, closeness: float) -> pl.DataFrame:
    return align(answers(seed, closeness), SURVEY, replicates=0).cells


BASE = cells(0, 0.1)
CLOSER = [cells(seed, 0.6) for seed in (1, 2, 3)]
GROUPS = {"seen": ("EGY", "IRN", "TUR"), "unseen": ("MAR",)}


def one(table: pl.DataFrame, arm: str, group: str, measure: str) -> dict:
    return table.row(by_predicate=(pl.col("arm") == arm) & (pl.col("group") == group) & (pl.col("measure") == measure),
                     named=True)  # fmt: skip


def test_the_skill_of_one_trial_is_that_of_the_alignment() -> None:
    whole = align(answers(0, 0.1), SURVEY, replicates=200)
    table = gains_table({"untouched": [BASE]}, {"seen": PEOPLES})
    assert one(table, "untouched", "seen", "skill")["estimate"] == pytest.approx(whole.value("skill")["estimate"])
    pooled = one(table, "untouched", "seen", "skill_pooled")["estimate"]
    assert pooled == pytest.approx(whole.value("skill_pooled")["estimate"])


def test_an_interval_of_one_trial_is_about_that_of_the_alignment() -> None:
    whole = align(answers(0, 0.1), SURVEY, replicates=1000).value("skill")
    ours = one(gains_table({"untouched": [BASE]}, {"seen": PEOPLES}), "untouched", "seen", "skill")
    assert whole["low"] is not None and whole["high"] is not None
    assert ours["high"] - ours["low"] == pytest.approx(whole["high"] - whole["low"], rel=0.1)


def test_a_gain_is_the_mean_of_the_seeds_less_the_untouched_model() -> None:
    table = gains_table({"untouched": [BASE], "closer": CLOSER}, GROUPS)
    for group in GROUPS:
        gain, skill = one(table, "closer", group, "gain"), one(table, "closer", group, "skill")
        assert skill["estimate"] == pytest.approx(np.mean(skill["seeds"]))
        assert gain["estimate"] == pytest.approx(
            skill["estimate"] - one(table, "untouched", group, "skill")["estimate"]
        )
        assert gain["low"] > 0 and len(gain["seeds"]) == 3
    assert one(table, "untouched", "seen", "gain")["estimate"] == 0


@settings(deadline=None, max_examples=10)
@given(st.permutations(range(3)))
def test_the_order_of_the_seeds_moves_no_estimate(order: list[int]) -> None:
    one_way = gains_table({"untouched": [BASE], "closer": CLOSER}, GROUPS, replicates=10)
    other = gains_table({"untouched": [BASE], "closer": [CLOSER[i] for i in order]}, GROUPS, replicates=10)
    assert np.allclose(one_way["estimate"], other["estimate"])


def test_an_arm_that_changes_nothing_gains_nothing_with_an_interval_of_no_width() -> None:
    found = one(gains_table({"untouched": [BASE], "same": [BASE]}, GROUPS), "same", "seen", "gain")
    assert found["estimate"] == found["low"] == found["high"] == 0


def test_seeds_that_differ_widen_the_interval() -> None:
    apart = [cells(seed, closeness) for seed, closeness in ((1, 0.2), (2, 0.6), (3, 0.95))]
    widths = []
    for trials in ([apart[1]], apart):
        found = one(gains_table({"untouched": [BASE], "closer": trials}, GROUPS), "closer", "seen", "skill")
        widths.append(found["high"] - found["low"])
    assert widths[1] > 1.5 * widths[0]


def test_the_variance_over_seeds_is_not_understated() -> None:
    """Where every question says the same, the interval's variance is s²/n of the seeds."""
    from folkways.adapt.comparing.gains import draw_seeds

    values = np.array([0.1, 0.4, 0.5])
    weights = draw_seeds(np.random.default_rng(0), 3, 200_000)[1:]
    assert (weights @ values).var() == pytest.approx(values.var(ddof=1) / 3, rel=0.02)


def test_trials_of_other_cells_are_refused() -> None:
    with pytest.raises(AnswersError, match="other cells"):
        gains_table({"untouched": [BASE], "closer": [CLOSER[0].head(20)]}, GROUPS)
    with pytest.raises(AnswersError, match="no untouched"):
        gains_table({"closer": CLOSER}, GROUPS)


def test_the_pooled_others_stand_beside_the_arms_with_their_own_skill() -> None:
    table = gains_table({"untouched": [BASE]}, {"seen": PEOPLES})
    pooled, base = (one(table, arm, "seen", "score")["estimate"] for arm in ("pooled others", "untouched"))
    assert pooled - base == pytest.approx(-one(table, "untouched", "seen", "to_pooled")["estimate"])
