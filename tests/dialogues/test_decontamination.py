"""Texts that hold evaluation items are found in every script, quoted or slightly changed."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.dialogues.decontamination import decontaminate
from folkways.dialogues.opinion import REJECTS_SCHEMA
from folkways.errors import InputError

ITEMS = pl.DataFrame(
    {
        "id": ["en", "ar", "zh", "tiny"],
        "text": [
            "How much do you trust the people whom you meet for the first time?",
            "ما مدى أهمية الأسرة في حياتك اليومية مقارنة بالعمل والأصدقاء؟",
            "广州菜的口味通常是比较浓烈还是比较清淡的？",
            "Family",
        ],
    }
)
AROUND = {
    "en": ("My sister once asked me: ", " I had no answer to that."),
    "ar": ("سألني جاري في السوق: ", " ولم أجد جوابا."),
    "zh": ("昨天晚上吃饭的时候朋友问我，", "我想了很久才回答他。"),
}
#: One word or character changed.
CHANGED = {"en": ("first", "second"), "ar": ("اليومية", "العامة"), "zh": ("通常", "常常")}


def texts(*said: str) -> pl.DataFrame:
    return pl.DataFrame(
        {"id": [f"t{i}" for i in range(len(said))], "text": said}, schema={"id": pl.String, "text": pl.String}
    )


@pytest.mark.parametrize("script", ["en", "ar", "zh"])
def test_an_item_that_is_quoted_or_changed_in_a_word_is_found_and_its_surroundings_are_not(script: str) -> None:
    item = ITEMS.filter(pl.col("id") == script)["text"][0]
    before, after = AROUND[script]
    found = decontaminate(
        texts(before + item + after, before + after, before + item.upper().replace("？", "") + after,
              before + item.replace(*CHANGED[script]) + after), ITEMS
    )  # fmt: skip
    assert found.schema == pl.Schema(REJECTS_SCHEMA)
    assert found["id"].to_list() == ["t0", "t2", "t3"]
    assert found["detail"][:2].to_list() == [f"{script}: the whole item"] * 2
    assert 0.7 <= float(found["detail"][2].removeprefix(f"{script}: ").split()[0]) < 1


def test_an_item_in_other_words_or_another_language_is_not_found() -> None:
    said = (
        "Would you say that strangers can be trusted?",
        "Wie sehr vertrauen Sie Menschen, die Sie zum ersten Mal sehen?",
    )
    assert decontaminate(texts(*said), ITEMS).is_empty()


def test_a_tiny_item_is_found_only_as_the_whole_text() -> None:
    found = decontaminate(texts("family!", "Family comes first.", "My family"), ITEMS)
    assert found.select("id", "detail").rows() == [("t0", "tiny: the whole item")]


def test_an_item_in_a_text_of_another_script_is_found() -> None:
    item = ITEMS["text"][0]
    said = "朋友发给我一个问卷里面的问题然后让我马上回答他，可是我不知道应该怎么回答这样的问题。" * 3 + item
    assert decontaminate(texts(said), ITEMS)["detail"].to_list() == ["en: the whole item"]


def test_the_item_that_a_text_holds_most_of_is_named_and_places_name_bare_items() -> None:
    items = [
        "I think that the elders should be asked first about all.",
        "I think that the elders should be asked first.",
    ]
    found = decontaminate(texts("Well, I think that the elders should be asked first. Then the others."), items)
    assert found["detail"].to_list() == ["1: the whole item"]


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["en", "ar", "zh"]), st.booleans())
def test_whatever_stands_around_an_item_it_is_found_and_order_changes_nothing(
    before: str, after: str, script: str, turned: bool
) -> None:
    item = ITEMS.filter(pl.col("id") == script)["text"][0]
    said = texts(f"{before} {item} {after}", "Nothing of it.")
    found = decontaminate(said, ITEMS)
    assert found["id"].to_list() == ["t0"]
    assert decontaminate(said.reverse(), ITEMS.reverse() if turned else ITEMS).equals(found)


def test_bad_input_is_refused_with_where_it_stands() -> None:
    with pytest.raises(InputError, match="item 0"):
        decontaminate(texts("a"), [" "])
    with pytest.raises(InputError, match="texts, t0"):
        decontaminate(pl.concat([texts("a"), texts("b")]), ITEMS)
    with pytest.raises(InputError, match="share"):
        decontaminate(texts("a"), ITEMS, share=0.0)
    with pytest.raises(InputError, match="missing: text"):
        decontaminate(texts("a").drop("text"), ITEMS)
    assert decontaminate(texts(), ITEMS).is_empty()
    assert decontaminate(texts("a"), []).is_empty()
