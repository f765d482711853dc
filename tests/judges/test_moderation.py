"""A model as a classifier: what is read, what counts as an abstention, and how well it does."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score, precision_recall_fscore_support

from folkways.errors import InputError
from folkways.judges.labelled import Labelled, read_labelled
from folkways.judges.macro_f1 import compare_moderation, moderation_by_label, moderation_figures
from folkways.judges.moderation import PREDICTIONS_SCHEMA, UNSURE, label_rubric, moderate
from folkways.models.access import Failure, Generation, LabelScores, ModelInfo, Prompt

QUIET: Any = {"zero_division": 0}

_LINE = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
_TEXT = re.compile(r"^<text>\n(.*?)\n</text>$", re.MULTILINE | re.DOTALL)

ROWS = [("you are kind", "none", "KOR"), ("go home", "xenophobia", "KOR"), ("women cannot drive", "sexism", "TUR"),
        ("a fine day", "none", "TUR")]  # fmt: skip


class Classifier:
    """Gives the label that `says(text)` names, whatever the place at which it is shown."""

    def __init__(self, says: Callable[[str], str], *, place: float = 0.0, written: bool = False) -> None:
        self.says, self.place, self.written = says, place, written
        self.asked: list[Prompt] = []

    @property
    def info(self) -> ModelInfo:
        return ModelInfo("classifier", "1", "fp64", {"logprobs": False} if self.written else {})

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        return [len(p.user.split()) for p in prompts]

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores | Failure]:
        self.asked += prompts
        return [self._scored(prompt, names) for prompt, names in zip(prompts, labels, strict=True)]

    def _scored(self, prompt: Prompt, names: Sequence[str]) -> LabelScores | Failure:
        said = self.says(_text(prompt))
        if said == "fail":
            return Failure("server", "500")
        anchors = dict(_LINE.findall(prompt.user))
        mass = np.array([float(anchors[name].startswith(said)) for name in names])
        mass = mass / mass.sum() if mass.sum() else np.full(len(names), 1 / len(names))
        mass = (1 - self.place) * mass
        mass[0] += self.place
        return LabelScores(tuple((0.9 * mass).tolist()), 0.1, 5)

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation | Failure]:
        return [Generation(self.says(_text(prompt)), False, 3) for prompt in prompts]

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Generation | Failure]]:
        raise AssertionError("one text is enough")


def _text(prompt: Prompt) -> str:
    found = _TEXT.search(prompt.user)
    assert found
    return found[1]


def labelled(tmp_path: Path, rows: Sequence[tuple[str, str, str]] = ROWS) -> Labelled:
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(dict(zip(("text", "label", "culture"), row, strict=True))) for row in rows))
    return read_labelled(path)


def predictions(rows: Sequence[tuple[str, str | None]], cultures: Sequence[str] | None = None) -> pl.DataFrame:
    return pl.DataFrame(
        [(f"t{i:05d}", cultures[i] if cultures else "KOR", truth, said, "answered" if said else "unsure", 0.5, 0.1)
         for i, (truth, said) in enumerate(rows)],
        schema=PREDICTIONS_SCHEMA, orient="row",
    )  # fmt: skip


pairs = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["a", "b", "c", None])), min_size=1, max_size=40
)


def test_a_model_that_knows_the_labels_is_read_right_in_every_order(tmp_path: Path) -> None:
    data = labelled(tmp_path)
    truth = {row[0]: row[1] for row in ROWS}
    model = Classifier(truth.__getitem__, place=0.6)  # it likes the first place better than the right answer
    found = moderate(model, data, label_rubric(data))
    assert found["predicted"].to_list() == [row[1] for row in ROWS]
    assert len(model.asked) == 4 * 2 * 4  # texts, wordings, shifts of three labels and "I do not know"
    assert moderation_figures(found)["macro_f1"].to_list() == [1.0, 1.0, 1.0]


def test_not_knowing_failing_and_wavering_are_abstentions_and_no_label(tmp_path: Path) -> None:
    data = labelled(tmp_path)
    says = {"you are kind": UNSURE, "go home": "fail", "women cannot drive": "nothing at all", "a fine day": "none"}
    found = moderate(Classifier(says.__getitem__), data, label_rubric(data))
    assert found["state"].to_list() == ["unsure", "failed", "tied", "answered"]
    assert found["predicted"].to_list() == [None, None, None, "none"]
    figures = moderation_figures(found).row(0, named=True)
    assert (figures["unsure"], figures["failed"], figures["tied"]) == (1, 1, 1)
    assert figures["macro_f1"] == pytest.approx((2 / 3 + 0 + 0) / 3)  # one of two `none` found, nothing else


def test_written_answers_are_read_strictly(tmp_path: Path) -> None:
    data = labelled(tmp_path)
    says = {"you are kind": "none", "go home": "I'm sorry, but I cannot help with that.",
            "women cannot drive": "It is sexism or none", "a fine day": UNSURE}  # fmt: skip
    found = moderate(Classifier(says.__getitem__, written=True), data, label_rubric(data))
    assert found["predicted"].to_list() == ["none", None, None, None]
    assert found["state"][1] == "refused"
    assert found["state"][2] == "unreadable"
    assert found["state"][3] == "unsure"


def test_a_stopped_run_goes_on_and_gives_the_same(tmp_path: Path) -> None:
    data = labelled(tmp_path,
                    [(f"text {i}", "ab"[i % 2], "KOR") for i in range(30)])  # fmt: skip
    model = Classifier(lambda text: "ab"[int(text.split()[1]) % 2])
    rubric = label_rubric(data)
    whole = moderate(model, data, rubric, out=tmp_path / "run")
    (tmp_path / "run" / "shards" / "000000.parquet").unlink()
    model.asked.clear()
    assert moderate(model, data, rubric, out=tmp_path / "run").equals(whole)
    assert len(model.asked) == 64


@settings(max_examples=20, deadline=None)
@given(pairs)
def test_macro_f1_is_that_of_scikit_learn_with_abstentions_as_a_label_of_nobody(rows: list) -> None:
    found = moderation_figures(predictions(rows), replicates=5).row(0, named=True)
    truth, said = [t for t, _ in rows], [s or "?" for _, s in rows]
    labels = sorted(set(truth))
    assert found["macro_f1"] == pytest.approx(f1_score(truth, said, labels=labels, average="macro", **QUIET))
    assert 0 <= found["macro_f1"] <= 1
    # A label may be missing from a resample, but no resample leaves 0 to 1.
    assert all(found[end] is None or 0 <= found[end] <= 1 for end in ("low", "high"))
    p, r, f, n = precision_recall_fscore_support(truth, said, labels=labels, **QUIET)  # type: ignore[misc]
    by_label = moderation_by_label(predictions(rows)).filter(pl.col("culture") == "")
    assert by_label["precision"].fill_null(0.0).to_list() == pytest.approx(np.asarray(p).tolist())
    assert by_label["recall"].to_list() == pytest.approx(np.asarray(r).tolist())
    assert by_label["f1"].to_list() == pytest.approx(np.asarray(f).tolist())
    assert by_label["texts"].to_list() == np.asarray(n).tolist()


@settings(max_examples=10, deadline=None)
@given(pairs)
def test_renaming_the_labels_changes_no_figure(rows: list) -> None:
    names = {"a": "zeta", "b": "beta", "c": "alpha", None: None}
    renamed = [(names[t], names[s]) for t, s in rows]
    keep = ["culture", "texts", "labels", "macro_f1", "majority", "uniform", "accuracy", "unsure"]
    before, after = (moderation_figures(predictions(part), replicates=0).select(keep) for part in (rows, renamed))
    for name in keep:
        assert after[name].to_list() == pytest.approx(before[name].to_list())


def test_the_interval_is_that_of_resampled_texts() -> None:
    rng = np.random.default_rng(0)
    truth = rng.choice(["a", "b"], 200, p=[0.7, 0.3])
    said = np.where(rng.random(200) < 0.8, truth, rng.choice(["a", "b"], 200))
    frame = predictions(list(zip(truth.tolist(), said.tolist(), strict=True)))
    found = moderation_figures(frame, replicates=4000).row(0, named=True)
    drawn = []
    for _ in range(600):
        at = rng.integers(0, 200, 200)
        drawn.append(f1_score(truth[at], said[at], average="macro"))
    low, high = np.quantile(drawn, [0.025, 0.975])
    assert (found["low"], found["high"]) == pytest.approx((low, high), abs=0.02)


def test_baselines_are_those_of_the_most_common_label_and_of_a_guess() -> None:
    truth = ["a"] * 70 + ["b"] * 30
    found = moderation_figures(predictions([(t, t) for t in truth]), replicates=0).row(0, named=True)
    assert found["majority"] == pytest.approx(f1_score(truth, ["a"] * 100, average="macro", **QUIET))
    guessed = np.random.default_rng(0).choice(["a", "b"], (100, 100))
    mean = np.mean([f1_score(truth, row, average="macro") for row in guessed])
    assert found["uniform"] == pytest.approx(mean, abs=0.02)


def test_a_label_of_another_culture_is_a_miss_here_and_a_false_alarm_nowhere() -> None:
    frame = predictions([("a", "a"), ("a", "c"), ("b", "b"), ("c", "c")], ["KOR", "KOR", "KOR", "TUR"])
    found = dict(moderation_figures(frame, replicates=0).select("culture", "macro_f1").iter_rows())
    assert found["KOR"] == pytest.approx(f1_score(["a", "a", "b"], ["a", "c", "b"], labels=["a", "b"], average="macro"))
    assert found["TUR"] == 1.0


def test_the_same_model_twice_differs_by_exactly_nothing() -> None:
    frame = predictions([("a", "a"), ("b", None), ("a", "b"), ("b", "b")])
    same = compare_moderation(frame, frame.sample(fraction=1.0, shuffle=True, seed=3))
    assert same.select("difference", "low", "high").rows() == [(0.0, 0.0, 0.0)] * 2


def test_a_label_that_drops_out_of_a_resample_counts_for_neither_model() -> None:
    truth = ["a"] * 60 + ["b"] * 39 + ["c"]
    first = ["a"] * 60 + ["b"] * 39 + ["c"]
    second = ["c", *first[1:]]  # one false alarm of the rare label
    found = compare_moderation(*(predictions(list(zip(truth, said, strict=True))) for said in (first, second)))
    low, high, apart = found.select("low", "high", "difference").row(0)
    # With the label in a resample its F1 is 2/3 at least half the time; without it nothing but the miss of `a` is left.
    rng = np.random.default_rng(4)
    drawn = []
    for _ in range(800):
        at = rng.integers(0, 100, 100)
        there = sorted({truth[i] for i in at})
        one, two = (
            f1_score([truth[i] for i in at], [said[i] for i in at], labels=there, average="macro", **QUIET)
            for said in (first, second)
        )
        drawn.append(two - one)
    assert (low, high) == pytest.approx(tuple(np.quantile(drawn, [0.025, 0.975])), abs=0.03)
    assert low <= apart <= high == 0


def test_a_paired_interval_is_narrower_than_that_of_two_samples_and_turns_with_the_order() -> None:
    rng = np.random.default_rng(1)
    truth = rng.choice(["a", "b"], 300).tolist()
    first = [t if rng.random() < 0.7 else "b" for t in truth]
    second = [t if f != t and rng.random() < 0.3 else f for t, f in zip(truth, first, strict=True)]
    a, b = (predictions(list(zip(truth, said, strict=True))) for said in (first, second))
    there, back = compare_moderation(a, b).row(0, named=True), compare_moderation(b, a).row(0, named=True)
    assert there["difference"] > 0
    assert there["low"] > 0
    assert there["difference"] == pytest.approx(-back["difference"])
    single = moderation_figures(a).row(0, named=True)
    assert there["high"] - there["low"] < single["high"] - single["low"]


def test_only_texts_that_both_classified_are_compared() -> None:
    frame = predictions([("a", "a"), ("b", "b"), ("a", "b")])
    found = compare_moderation(frame.head(2), frame).row(0, named=True)
    assert (found["texts"], found["a"], found["b"]) == (2, 1.0, 1.0)
    with pytest.raises(InputError, match="share no text"):
        compare_moderation(frame.head(1), frame.tail(1))
    with pytest.raises(InputError, match="in the other"):
        compare_moderation(frame, frame.with_columns(label=pl.lit("b")))
    with pytest.raises(InputError, match="there twice"):
        moderation_figures(pl.concat([frame, frame]))


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "parquet"])
def test_every_kind_of_file_gives_the_same_set(suffix: str, tmp_path: Path) -> None:
    frame = pl.DataFrame(ROWS, schema=["text", "label", "culture"], orient="row")
    path = tmp_path / f"set.{suffix}"
    write = {"csv": frame.write_csv, "jsonl": frame.write_ndjson, "parquet": frame.write_parquet,
             "tsv": lambda file: frame.write_csv(file, separator="\t")}[suffix]  # fmt: skip
    write(path)
    assert read_labelled(path).frame.equals(labelled(tmp_path).frame)


def test_what_cannot_be_used_is_put_aside_and_counted(tmp_path: Path) -> None:
    rows = [*ROWS, ("go home", "xenophobia", "KOR"), ("", "none", "KOR"), ("odd", "", "KOR"), ("both", "none", "KOR"),
            ("both", "sexism", "KOR"), ("go home", "none", "TUR")]  # fmt: skip
    found = labelled(tmp_path, rows)
    assert found.frame.height == 5  # a text of another culture is another text
    assert found.aside.select("row", "reason").rows() == [
        (5, "as row 2"), (6, "no text"), (7, "no label"), (8, "the text has several labels: none, sexism"),
        (9, "the text has several labels: none, sexism")]  # fmt: skip


def test_a_set_without_cultures_is_one(tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text("text,label\nNA,1\nbad,0\n")
    found = read_labelled(path, culture=None)
    assert found.frame.select("culture", "label", "text").rows() == [("", "1", "NA"), ("", "0", "bad")]
    assert found.labels == ("0", "1")
    with pytest.raises(InputError, match="says nothing to a model"):
        label_rubric(found)
    rubric = label_rubric(found, anchors={"0": "fair", "1": "foul"})
    assert [level.text for level in rubric.levels] == ["fair", "foul", "I do not know."]


def test_a_table_that_cannot_be_meant_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    for text, says in [("text,label\na,x\nb,y\n", "missing"), ("text,label,culture\na,x,KOR\nb,y,\n", "row 2"),
                       ("text,label,culture\na,x,KOR\nb,x,KOR\n", "holds 1 labels")]:  # fmt: skip
        path.write_text(text)
        with pytest.raises(InputError, match=says):
            read_labelled(path)
    with pytest.raises(InputError, match="asked for twice"):
        read_labelled(path, label="text")
    with pytest.raises(InputError, match="cannot be read"):
        read_labelled(tmp_path / "none.jsonl")
    data = labelled(tmp_path)
    with pytest.raises(InputError, match="no text has the label"):
        label_rubric(data, anchors={"racism": "x"})
    with pytest.raises(InputError, match="is no label"):
        label_rubric(labelled(tmp_path, [*ROWS, ("what", "i do not know", "KOR")]))


def test_ids_do_not_depend_on_the_order_of_the_file(tmp_path: Path) -> None:
    orders = itertools.islice(itertools.permutations(ROWS), 3)
    ids = [set(labelled(tmp_path, list(order)).frame["id"]) for order in orders]
    assert ids[0] == ids[1] == ids[2]
