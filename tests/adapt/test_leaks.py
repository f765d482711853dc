"""What carries held-out questions and peoples into training, in several scripts, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from folkways.adapt.leaks import Leaks
from folkways.populations import country
from folkways.surveys.split import split_survey
from tests.adapt.lessons import small_survey

#: Each question in Chinese, alike in nothing but its end.
CHINESE = (
    "帮助邻居修理屋顶", "把钱借给表兄弟", "每星期看望年迈的父母", "当众与老师争论",
    "独自在餐馆吃饭", "不先询问就借用工具", "午夜以前离开婚礼", "在拥挤的火车上大声说话",
    "谢绝第二杯茶", "为了更好的工资移居国外", "违背家人的意愿结婚", "在休息日工作",
)  # fmt: skip


@pytest.fixture(scope="module")
def leaks() -> Leaks:
    """MAR, LBN and ROU are unseen; questions have texts in Arabic (made up) and Chinese."""
    old = small_survey()
    peoples = tuple(country(code) for code in ("EGY", "NOR", "MAR", "LBN", "ROU"))
    questions = tuple(
        replace(
            q, texts={**q.texts, "ar": f"سؤال {i}", "zh": f"在您看来，您身边的人里面，{CHINESE[i]}的事情有多常见？"}
        )
        for i, q in enumerate(old.questions)
    )
    egypt = old.human.filter(pl.col("population") == "EGY")
    human = pl.concat([egypt.with_columns(population=pl.lit(people.id)) for people in peoples])
    survey = replace(old, questions=questions, populations=peoples, human=human)
    split = split_survey(survey, populations=["MAR", "LBN", "ROU"], seed=1)
    return Leaks(survey, split)


@pytest.mark.parametrize(
    "text",
    ["Life in morocco is calm.", "Unlike Moroccans, we wait.", "The Moroccan way.", "Lebanese food", "A Romanian said.",
     "نحن لسنا مثل أهل المغرب.", "تختلف العادات والمغرب بعيد", "MOROCCO!"],
)  # fmt: skip
def test_an_unseen_people_is_found_by_its_name_and_by_words_made_from_it(text: str, leaks: Leaks) -> None:
    assert leaks.found(text) == "names an unseen people"
    assert leaks.found(text, shown=text) == ""


@pytest.mark.parametrize(
    "text",
    ["Roman Catholics pray in Latin.", "A moron said so.", "ننفق المصروف كل يوم",
     "قطرة ماء", "The rumour of a green hunger.", "Egyptians and Norwegians agree."],
)  # fmt: skip
def test_what_only_looks_like_a_name_is_no_leak(text: str, leaks: Leaks) -> None:
    assert leaks.found(text) == ""


def test_a_held_out_question_is_found_in_a_script_without_spaces() -> None:
    old = small_survey()
    questions = tuple(
        replace(q, texts={**q.texts, "zh": f"在您看来，您身边的人里面，{CHINESE[i]}的事情有多常见？"})
        for i, q in enumerate(old.questions)
    )
    survey = replace(old, questions=questions)
    split = split_survey(survey, populations=["marsh"], seed=1)
    leaks = Leaks(survey, split)
    held, train = split.held_out[0], split.train[0]
    quoted = survey.by_id[held].texts["zh"]
    assert leaks.found(f"他问我：「{quoted}」我说不知道。") == "words of a held-out question"
    assert leaks.found(quoted.replace("，", " ")) == "words of a held-out question"
    assert leaks.found(survey.by_id[train].texts["zh"]) == ""
    assert leaks.found(f"我常常{CHINESE[int(held[1:])][:5]}。") == ""
