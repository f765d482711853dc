"""What the names of conditions tell, whatever the order of their rows."""

import itertools
from pathlib import Path

import polars as pl
import pytest

from folkways.alignment.table import check_table
from folkways.surveys import Survey, load_survey


@pytest.fixture(scope="module")
def survey() -> Survey:
    return load_survey("menavalues")


def _conditions(survey: Survey, names: list[str]) -> dict[str, tuple[str, str, str]]:
    rows = [("m", name, "1", "Egypt", "1") for name in names]
    frame = pl.DataFrame(rows, schema=["model", "condition", "question", "country", "answer"], orient="row")
    return dict(check_table(Path("a.csv"), frame, survey).conditions)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("persona-en-zero", ("persona", "en", "direct")),
        ("observer_tr_cot", ("observer", "tr", "reasoned")),
        ("persona-no-reasoning", ("persona", "en", "direct")),
        ("neutral-ar-non-thinking", ("neutral", "ar", "direct")),
        ("persona without cot", ("persona", "en", "direct")),
        ("zero", ("persona", "en", "direct")),
    ],
)
def test_a_name_tells_framing_language_and_reasoning(survey: Survey, name: str, told: tuple[str, str, str]) -> None:
    assert _conditions(survey, [name]) == {name: told}


def test_names_that_tell_the_same_stay_apart_in_any_order_of_rows(survey: Survey) -> None:
    names = ["persona-en", "persona-en-zero", "persona-en-few", "persona_en"]
    found = [_conditions(survey, list(order)) for order in itertools.permutations(names)]
    assert all(one == found[0] for one in found)
    assert len(set(found[0].values())) == len(names)
    assert found[0]["persona-en-zero"] == ("persona", "en", "direct, zero")
