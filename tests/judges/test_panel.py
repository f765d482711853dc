"""A panel asks in every order and wording, reads what comes back, and survives being stopped."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from folkways.errors import InputError, RunError
from folkways.judges import (
    VERDICTS_SCHEMA,
    Item,
    Pair,
    Panel,
    Reading,
    by_judge,
    movement,
    panel_mean,
)
from folkways.judges.panel import orders_of
from tests.judges.synthetic import RUBRIC, ContentJudge, FailingJudge, parts

ITEMS = [Item("g", "good good"), Item("m", "good bad"), Item("b", "bad")]
PAIRS = [Pair("1", "Greet.", "bad", "good"), Pair("2", "Thank.", "good", "bad"), Pair("3", "Greet.", "good", "good")]


def test_every_judge_sees_every_item_in_every_order_and_wording_once() -> None:
    judges = {"x": ContentJudge(), "y": ContentJudge(place=0.3)}
    verdicts = Panel(judges).rate(RUBRIC, ITEMS)
    assert dict(verdicts.schema) == VERDICTS_SCHEMA
    cells = Counter(verdicts.select("judge", "item", "wording", "order").iter_rows())
    assert set(cells.values()) == {1} and len(cells) == 2 * 3 * 2 * 2
    assert verdicts["prompt_hash"].n_unique() == 3 * 2 * 2
    assert len({prompt.user for prompt in judges["x"].asked}) == 12


def test_probabilities_run_along_the_levels_whatever_order_was_shown() -> None:
    verdicts = Panel({"x": ContentJudge()}).rate(RUBRIC, ITEMS)
    for (item,), part in verdicts.group_by("item"):
        probs = np.array(part["probs"].to_list())
        assert np.allclose(probs, probs[0])
        assert probs[0].argmax() == {"b": 0, "m": 1, "g": 2}[str(item)]
    assert np.allclose(verdicts["off_label"].to_list(), 0.1)


def test_a_liking_for_the_first_place_cancels_out_and_is_reported() -> None:
    verdicts = Panel({"fair": ContentJudge(), "first": ContentJudge(place=0.5)}).rate(RUBRIC, ITEMS)
    judged = by_judge(verdicts)
    middle = judged.filter(pl.col("item") == "m", pl.col("judge") == "first")["probs"][0].to_list()
    assert middle[0] == pytest.approx(middle[2])
    moved = {row["judge"]: row for row in movement(verdicts).iter_rows(named=True)}
    assert moved["fair"]["moved"] == pytest.approx(0, abs=1e-12) and moved["fair"]["share"] == pytest.approx(0)
    assert moved["first"]["moved"] == pytest.approx(0.5) and 0 < moved["first"]["share"] < 1
    assert movement(verdicts, by="wording")["moved"].to_list() == pytest.approx([0, 0])


def test_a_judge_that_answers_by_place_alone_says_nothing_of_a_pair() -> None:
    verdicts = Panel({"first": ContentJudge(place=1.0)}).prefer(RUBRIC, PAIRS)
    judged = by_judge(verdicts)
    assert np.allclose(judged["probs"].to_list(), 0.5)
    assert judged["code"].to_list() == [None, None, None]
    row = movement(verdicts).row(0, named=True)
    assert row["moved"] == 1 and row["share"] == pytest.approx(1)


def test_nominal_levels_stand_at_each_place_once() -> None:
    rubric = replace(RUBRIC, scale="nominal")
    assert orders_of(rubric) == ("given", "shift-1", "shift-2")
    verdicts = Panel({"first": ContentJudge(place=1.0)}).rate(rubric, ITEMS)
    assert np.allclose(by_judge(verdicts)["probs"].to_list(), 1 / 3)


def test_both_sides_of_a_pair_are_shown_and_the_better_response_is_preferred_from_either() -> None:
    judge = ContentJudge()
    verdicts = Panel({"x": judge}, wordings=("plain",)).prefer(RUBRIC, PAIRS[:1])
    assert [parts(prompt)["response_a"] for prompt in judge.asked] == ["bad", "good"]
    assert verdicts["codes"].to_list() == [["a", "b"]] * 2
    assert all(b > 0.9 for _, b in verdicts["probs"].to_list())


def test_a_judge_without_probabilities_is_read_by_its_texts() -> None:
    judge = ContentJudge(shown=False, reply=lambda prompt, best: f"I would say {best + 1}.")
    verdicts = Panel({"x": judge}).rate(RUBRIC, ITEMS)
    assert set(verdicts["method"]) == {"greedy"}
    assert by_judge(verdicts)["code"].to_list() == ["3", "2", "1"]
    drawn = Panel({"x": judge}, reading=Reading(texts=3)).prefer(RUBRIC, PAIRS)
    assert set(drawn["method"]) == {"sampled"}


def test_a_reply_that_names_no_level_is_kept_apart_and_gives_no_verdict() -> None:
    judge = ContentJudge(shown=False, reply=lambda prompt, best: "As an AI, I cannot judge this.")
    verdicts = Panel({"x": judge}).rate(RUBRIC, ITEMS)
    assert set(verdicts["state"]) == {"refused"} and verdicts["probs"].null_count() == 12
    judged = by_judge(verdicts)
    assert judged["probs"].null_count() == 3 and judged["read"].to_list() == [0, 0, 0]
    assert movement(verdicts).select("judge", "items").rows() == [("x", 0)]


def test_an_item_of_which_one_order_went_unread_has_no_verdict() -> None:
    def reply(prompt, best: int) -> str:
        return "" if prompt.user.index("It is bad.") < prompt.user.index("It is good.") else "I cannot answer that."

    judged = by_judge(Panel({"x": ContentJudge(shown=False, reply=reply)}).rate(RUBRIC, ITEMS))
    assert judged["read"].to_list() == [2, 2, 2] and judged["probs"].null_count() == 3


def test_a_failed_call_is_a_row_of_its_own_state_and_the_panel_goes_on_without_it() -> None:
    verdicts = Panel({"x": ContentJudge(), "down": FailingJudge()}).rate(RUBRIC, ITEMS)
    assert set(verdicts.filter(pl.col("judge") == "down")["state"]) == {"failed"}
    panel = panel_mean(by_judge(verdicts))
    assert panel["code"].to_list() == ["3", "2", "1"]
    assert panel["read"].to_list() == [1, 1, 1] and panel["asked"].to_list() == [2, 2, 2]


def test_a_stopped_run_goes_on_repeats_nothing_and_gives_the_same(tmp_path: Path) -> None:
    class Stops(ContentJudge):
        def score(self, prompts, labels):
            if len(self.asked) >= 128:
                raise KeyboardInterrupt
            return super().score(prompts, labels)

    items = [Item(str(i), "good " * (i % 3) + "bad") for i in range(50)]
    stopped = Stops()
    with pytest.raises(KeyboardInterrupt):
        Panel({"x": stopped}).rate(RUBRIC, items, out=tmp_path / "run")
    second = ContentJudge()
    seen: list[tuple[int, int]] = []
    verdicts = Panel({"x": second}).rate(
        RUBRIC, items, out=tmp_path / "run", progress=lambda done, total: seen.append((done, total))
    )
    assert len(stopped.asked) + len(second.asked) == 200 == verdicts.height
    assert seen == [(192, 200), (200, 200)]
    assert verdicts.equals(Panel({"x": ContentJudge()}).rate(RUBRIC, items))
    with pytest.raises(RunError, match="another run"):
        Panel({"x": ContentJudge()}).rate(replace(RUBRIC, question="Else?"), items, out=tmp_path / "run")


def test_quotes_are_looked_up_in_the_judged_text() -> None:
    def reply(prompt, best: int) -> str:
        return '"the good tea"\n"never said"' if "Copy each" in prompt.user else ""

    judge = ContentJudge(reply=reply)
    panel, items = Panel({"x": judge}), [Item("1", "We drank the  good tea.")]
    evidence = panel.quote(RUBRIC, items, panel.rate(RUBRIC, items))
    assert evidence["state"].to_list() == ["found", "absent"]
    start, end = evidence.select("start", "end").row(0)
    assert items[0].text[start:end] == "the  good tea" and set(evidence["code"]) == {"3"}
    mute = Panel({"x": ContentJudge(shown=False, reply=lambda prompt, best: "I cannot answer that.")})
    assert panel.quote(RUBRIC, items, mute.rate(RUBRIC, items))["state"].to_list() == ["no verdict"]
    with pytest.raises(InputError, match="x is not on the panel"):
        Panel({"y": judge}).quote(RUBRIC, items, panel.rate(RUBRIC, items))
    with pytest.raises(InputError, match="asks for no evidence"):
        panel.quote(replace(RUBRIC, evidence=""), items, panel.rate(RUBRIC, items))


@pytest.mark.parametrize(
    ("items", "message"),
    [([], "nothing to judge"), ([Item("1", "x"), Item("1", "y")], "occurs twice"), ([Item("1", " ")], "text is empty")],
)
def test_what_cannot_be_judged_is_refused(items: list[Item], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Panel({"x": ContentJudge()}).rate(RUBRIC, items)


def test_verdicts_under_two_rubrics_are_not_averaged() -> None:
    panel = Panel({"x": ContentJudge()})
    both = pl.concat([panel.rate(RUBRIC, ITEMS), panel.rate(replace(RUBRIC, question="Else?"), ITEMS)])
    with pytest.raises(InputError, match="more than one rubric"):
        by_judge(both)
