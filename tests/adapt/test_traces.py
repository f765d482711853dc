"""Traces are kept where they end in the people's answer, quote no norm, and carry nothing that is held out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.adapt.leaks import QUOTED, Leaks, grams, quotes
from folkways.adapt.preferences import MOSTLY_NOT, Pairs, make_pairs
from folkways.adapt.targets import Tracing, drawn, shares_of, targets
from folkways.adapt.traces import Lesson, Traces, label_of, make_traces, prepare, prompt_of, read_traces
from folkways.adapt.unquoting import unquoted
from folkways.errors import FolkwaysError, InputError, RunError
from folkways.models.access import Failure, Generation, ModelInfo, Prompt
from folkways.norms import Norm, NormBook
from folkways.probes.design import render
from folkways.runs import Run, digest
from folkways.surveys import Survey, load_survey
from folkways.surveys.split import Split, split_survey
from tests.adapt.conftest import TRACING
from tests.adapt.lessons import OPTIONS, UNSEEN, small_book

REASON = "My parents and the neighbours would see it this way, and I was raised among them."


class Written:
    """A teacher that writes what it is told to, for each prompt in turn as many texts as it is asked for."""

    def __init__(self, texts: Any) -> None:
        self._texts = texts
        self.prompts: list[Prompt] = []

    @property
    def info(self) -> ModelInfo:
        return ModelInfo("written", "1", "fp64")

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Any]]:
        self.prompts += prompts
        return [
            [text if isinstance(text, Failure) else Generation(text, False, 9) for text in self._texts(prompt)[:n]]
            for prompt in prompts
        ]

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> Any:
        raise NotImplementedError

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> Any:
        raise NotImplementedError

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        return [len(p.user.split()) for p in prompts]


def always(*texts: Any) -> Any:
    return lambda _: list(texts)


def told(prompt: Prompt) -> str:
    """The option that the teacher was told, or ""."""
    found = re.search("The person's answer is “(.*?)”", prompt.system or "")
    return found[1] if found else ""


def label(prompt: Prompt, option: str) -> str:
    return next(line.split(".")[0] for line in prompt.user.splitlines() if line.endswith(f". {option}"))


def taught(survey: Survey, split: Split, tmp_path: Path, teacher: Any, **settings: Any) -> Traces:
    tracing = Tracing(**{"keep": "top", "tries": 3, **settings})
    return make_traces(prepare(survey, split, small_book(), teacher, tracing=tracing), tracing, tmp_path / "traces")


def test_a_template_trace_ends_in_an_answer_of_its_people_and_says_what_it_is(traces: Traces, survey: Survey) -> None:
    assert traces.kept.height == traces.frame.height == 8 * 2 * 2
    for row in traces.kept.to_dicts():
        cell, prompt = prompt_of(row, survey)
        assert row["origin"] == row["teacher"] == "template"
        assert row["asked_hash"] == digest(prompt.record()) and prompt.system is None
        shares = shares_of(survey)[row["question"], row["population"]]
        assert row["share"] == shares[cell.question.codes.index(row["code"])] > 0
        option = cell.question.substantive[cell.question.codes.index(row["code"])].text("en")
        assert row["thought"].rstrip(".").endswith(f"“{option}”") or option in row["thought"].split(". ")[-1]
        assert f"{label_of(cell, row['code'])}. {option}" in prompt.user


def test_templates_vary_in_their_wording(traces: Traces) -> None:
    assert traces.kept["thought"].n_unique() > 0.9 * traces.kept.height


def test_no_trace_quotes_a_norm(traces: Traces, pairs: Pairs) -> None:
    norms = [norm.text for norm in small_book().norms]
    texts = [*traces.kept["thought"], *pairs.kept["chosen"], *pairs.kept["rejected"]]
    assert texts and not any(quotes(text, norms) for text in texts)


def test_a_teacher_is_shown_the_norms_of_the_people_and_the_probes_own_prompt(
    survey: Survey, split: Split, tmp_path: Path
) -> None:
    teacher = Written(always(f"{REASON} Answer: 1"))
    taught(survey, split, tmp_path, teacher)
    assert len(teacher.prompts) == 8 * 2
    for prompt in teacher.prompts:
        assert "share what they earn with their parents" in (prompt.system or "") and not told(prompt)
        assert "Think about it first" in prompt.user and "You are an average person from" in prompt.user


def test_what_a_teacher_wrote_is_kept_or_counted(survey: Survey, split: Split, tmp_path: Path) -> None:
    quotation = (
        "Grown children of every village share what they earn with their parents 0 and 1, so that is settled here."
    )

    def texts(prompt: Prompt) -> list[Any]:
        return [
            Failure("server", "500"),
            "As an AI, I cannot answer.",
            f"{quotation} Answer: 1",
            "Yes. Answer: 1",
            *(f"{REASON} {quotation} Answer: {i}" for i in (1, 2, 3, 4)),
        ]

    traces = taught(survey, split, tmp_path, Written(texts), tries=8)
    assert traces.kept.height == 16 and set(traces.kept["origin"]) == {"teacher"}
    assert set(traces.kept["thought"]) == {REASON}
    counts = traces.counts["dropped"]
    assert counts["failed"] == counts["refused"] == counts["quotes a norm"] == counts["too short"] == 16
    tops = [label_of(t.cell, t.code) for t in targets(split.training(survey), Tracing())]
    assert counts["disagrees"] == sum(int(top) - 1 for top in tops)


def test_by_top_answer_a_teacher_that_never_agrees_gives_nothing(survey: Survey, split: Split, tmp_path: Path) -> None:
    def wrong(prompt: Prompt) -> list[str]:
        return [f"{REASON} Answer: {i}" for i in (1, 2)]

    traces = taught(survey, split, tmp_path, Written(wrong))
    agreed = [label_of(t.cell, t.code) in "12" for t in targets(split.training(survey), Tracing())]
    assert traces.kept.height == sum(agreed) < len(agreed)


def test_in_proportion_a_teacher_is_told_the_answer_that_it_does_not_reach(
    survey: Survey, split: Split, tmp_path: Path
) -> None:
    def texts(prompt: Prompt) -> list[str]:
        return [f"{REASON} Answer: {label(prompt, told(prompt) or OPTIONS[0])}"]

    traces = taught(survey, split, tmp_path, Written(texts), keep="proportion", draws=5)
    assert traces.kept.height == 8 * 2 * 5
    for row in traces.kept.to_dicts():
        assert row["origin"] == ("teacher" if row["code"] == "1" else "rationalised")
        assert row["misses"] == ([] if row["code"] == "1" else ["disagrees"])
    assert set(traces.kept["code"]) == {"1", "2", "3", "4"}


@given(
    weights=st.lists(st.integers(0, 20), min_size=2, max_size=8).filter(lambda w: sum(w) > 0),
    n=st.integers(1, 40),
    start=st.floats(0, 1, exclude_max=True),
)
def test_answers_are_drawn_in_proportion_to_a_trace(weights: list[int], n: int, start: float) -> None:
    shares = tuple(w / sum(weights) for w in weights)
    found = drawn(shares, n, start)
    assert len(found) == n
    for place, share in enumerate(shares):
        assert abs(found.count(place) - n * share) < 1 + 1e-9
        assert share > 0 or place not in found


WORDS = st.lists(st.sampled_from(["family", "father", "comes", "first", "people", "bread", "honour"]), min_size=1)


@given(thought=st.lists(WORDS, max_size=6), norm=WORDS)
def test_no_quotation_of_a_norm_is_left(thought: list[list[str]], norm: list[str]) -> None:
    text = " ".join(" ".join(words) + "." for words in thought)
    left = unquoted(text, [" ".join(norm)])
    shared = grams(left, min(QUOTED, len(norm))) & grams(" ".join(norm), min(QUOTED, len(norm)))
    assert not shared or len(left.split()) < min(QUOTED, len(norm))
    assert all(sentence in text for sentence in left.split(". "))


def test_a_run_that_was_cut_goes_on_and_gives_the_same(lesson: Lesson, traces: Traces, tmp_path: Path) -> None:
    out = tmp_path / "traces"

    def cut(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_traces(lesson, TRACING, out, progress=cut)
    assert len(Run.read(out).done()) == 1
    with pytest.raises(RunError, match="not finished"):
        read_traces(out)
    assert make_traces(lesson, TRACING, out).frame.equals(traces.frame)


def test_a_rejected_trace_ends_in_what_the_people_mostly_do_not_say(pairs: Pairs, survey: Survey) -> None:
    assert set(pairs.kept["kind"]) == {"norm-blind", "contradicting"}
    for row in pairs.kept.to_dicts():
        assert row["rejected_share"] <= MOSTLY_NOT * row["share"] and row["rejected_code"] != row["code"]
        if row["kind"] == "contradicting":
            assert row["other"] in {"EGY", "NOR"} - {row["population"]} and row["norms"]
            shares = shares_of(survey)[row["question"], row["other"]]
            assert max(shares) == shares[int(row["rejected_code"]) - 1]
        else:
            assert row["other"] == "" and row["norms"] == []


def test_pairs_of_a_teacher_come_of_no_norms_or_another_peoples(
    survey: Survey, split: Split, lesson: Lesson, traces: Traces, tmp_path: Path
) -> None:
    teacher = Written(lambda prompt: [f"{REASON} Answer: {i}" for i in (1, 2, 3, 4)])
    tracing = replace(TRACING, tries=4)
    lesson = prepare(survey, split, small_book(), teacher, tracing=tracing)
    pairs = make_pairs(lesson, traces, tracing, tmp_path / "pairs")
    assert pairs.kept.height > 0 and set(pairs.kept["teacher"]) == {"written"}
    assert {bool(prompt.system) for prompt in teacher.prompts} == {True, False}
    assert pairs.kept.height + pairs.frame["rejected"].null_count() == traces.kept.height


def test_nothing_that_is_held_out_comes_into_a_text(survey: Survey, split: Split, traces: Traces, pairs: Pairs) -> None:
    held = [survey.by_id[q].text("en") for q in split.held_out]
    assert held and split.unseen == ("marsh",)
    for row in [*traces.frame.to_dicts(), *pairs.frame.to_dicts()]:
        assert row["question"] in split.train and row["population"] in split.seen
        assert row.get("other", "") in ("", *split.seen)
        _, prompt = prompt_of(row, survey)
        texts = [prompt.user, *(row.get(name) or "" for name in ("thought", "chosen", "rejected"))]
        for text in texts:
            assert UNSEEN not in text and not any(wording in text for wording in held)


def test_a_teacher_that_tells_what_is_held_out_is_not_learnt_from(survey: Survey, split: Split, tmp_path: Path) -> None:
    held = survey.by_id[split.held_out[0]].text("en")
    told = [
        f"{REASON} I was once asked: {held} So I know. Answer: {i}" for i in (1, 2, 3, 4)
    ] + [f"{REASON} {UNSEEN.capitalize()} would say something else. Answer: {i}" for i in (1, 2, 3, 4)]  # fmt: skip
    traces = taught(survey, split, tmp_path, Written(always(*told)), tries=8)
    assert traces.kept.height == 0
    assert traces.counts["dropped"] == {"words of a held-out question": 64, "names an unseen people": 64}


def test_a_real_surveys_traces_carry_nothing_that_is_held_out(tmp_path: Path) -> None:
    survey = load_survey("menavalues")
    split = split_survey(survey, populations=["MAR", "Turkey"], seed=2)
    topics = sorted({q.topic for q in survey.questions})
    book = NormBook(tuple(Norm("EGY", t, f"What people expect in {t.lower()} is firm.", strength=0.7) for t in topics))
    lesson = prepare(survey, split, book, None, tracing=Tracing(), populations=["EGY", "Jordan"], limit=60)
    traces = make_traces(lesson, Tracing(), tmp_path / "traces")
    held = {survey.by_id[q].text("en") for q in split.held_out}
    assert traces.kept.height > 80
    for row in traces.kept.to_dicts():
        cell, prompt = prompt_of(row, survey)
        own = cell.question.text("en")
        assert row["question"] in split.train
        assert not any(wording in prompt.user for wording in held if wording not in own)
        assert not any(wording in row["thought"] for wording in held if len(wording.split()) > 3)
        for name in ("Morocco", "Turkey"):
            assert name not in row["thought"] or name in prompt.user
        assert "average person from Egypt" in prompt.user or "average person from Jordan" in prompt.user


def test_norms_that_name_an_unseen_people_are_left_out_and_counted(survey: Survey, split: Split) -> None:
    norms = (Norm("EGY", "Topic 0", f"Unlike {UNSEEN}, people rest on Fridays."), *small_book().norms)
    lesson = prepare(survey, split, NormBook(norms), None, tracing=Tracing())
    assert lesson.left_out == {"names an unseen people": 1}
    assert set(lesson.norms) == {"EGY", "NOR"} and all(UNSEEN not in n.text for ns in lesson.norms.values() for n in ns)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"split_digest": "other"}, "mined under another split"),
        ({"norms": (Norm("EGY", "t", "Rest on Fridays.", evidence=("HELD",)),)}, "held-out questions would be used"),
        ({"norms": (Norm("NOR", "t", "Rest.", status="rejected"),)}, "no norm of these peoples"),
    ],
)
def test_a_book_that_may_not_be_used_is_refused(
    survey: Survey, split: Split, change: dict[str, Any], says: str
) -> None:
    if "norms" in change:
        norms = tuple(replace(n, evidence=split.held_out[:1]) if n.evidence else n for n in change["norms"])
        change = {"norms": norms}
    with pytest.raises(InputError, match=says):
        prepare(survey, split, replace(small_book(), **change), None, tracing=Tracing())


def test_an_unseen_people_cannot_be_taught(survey: Survey, split: Split) -> None:
    with pytest.raises(InputError, match="population marsh is held out"):
        prepare(survey, split, small_book(), None, tracing=Tracing(), populations=["EGY", UNSEEN])


def test_pairs_of_another_lesson_are_refused(survey: Survey, split: Split, traces: Traces, tmp_path: Path) -> None:
    other = prepare(survey, split, small_book(), None, tracing=TRACING, populations=["EGY"])
    with pytest.raises(FolkwaysError, match="made from another populations"):
        make_pairs(other, traces, TRACING, tmp_path / "pairs")


def test_what_training_questions_have_as_well_is_no_leak(survey: Survey, split: Split) -> None:
    leaks = Leaks(survey, split)
    for q in split.train:
        cell = targets(survey.select(questions=[q], populations=["EGY"]), Tracing())[0].cell
        assert leaks.found(render(cell).user) == ""
    for q in split.held_out:
        assert leaks.found(survey.by_id[q].text("en").upper()) == "words of a held-out question"
