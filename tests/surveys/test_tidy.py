"""Tidy tables that look right and are not, and what may be left out of one."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.errors import FolkwaysError, SurveyError
from folkways.surveys.tidy import from_tidy

HEAD = "question,population,option,share,n"


def _table(folder: Path, *rows: str, head: str = HEAD) -> Path:
    (folder / "t.csv").write_text("\n".join((head, *rows)) + "\n")
    return folder / "t.csv"


@pytest.mark.parametrize("size", ["nan", "inf", "0", "-5", "many"])
def test_a_size_that_is_no_number_of_people_is_refused_in_either_column(tmp_path: Path, size: str) -> None:
    with pytest.raises(SurveyError, match=r"t\.csv, row 1: number of respondents"):
        from_tidy(_table(tmp_path, f"q,EGY,1,.5,{size}", f"q,EGY,2,.5,{size}"))
    with pytest.raises(SurveyError, match=r"t\.csv, row 1: number of respondents"):
        from_tidy(
            _table(tmp_path, f"q,EGY,1,.5,{size}", f"q,EGY,2,.5,{size}", head="question,population,option,share,n_eff")
        )


@pytest.mark.parametrize("size", [float("nan"), 0, -1])
def test_a_size_given_for_all_cells_is_checked_too(tmp_path: Path, size: float) -> None:
    file = _table(tmp_path, "q,EGY,1,.5", "q,EGY,2,.5", head="question,population,option,share")
    with pytest.raises(SurveyError, match="number of respondents"):
        from_tidy(file, n=size)
    assert from_tidy(file, n=300).cells["n_eff"].to_list() == [300.0]


@pytest.mark.parametrize("no", ["false", "FALSE", "F", "no", "N", "0", "0.0"])
def test_every_spelling_of_false_puts_an_option_outside_the_scale(tmp_path: Path, no: str) -> None:
    rows = ("q,EGY,1,.5,10,", "q,EGY,2,.3,10,", f"q,EGY,9,.2,10,{no}")
    assert from_tidy(_table(tmp_path, *rows, head=f"{HEAD},substantive")).questions[0].codes == ("1", "2")


def test_numbers_of_a_parquet_table_say_what_is_substantive(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {"question": "q", "population": "EGY", "option": [1, 2, 9], "count": [5, 3, 2], "substantive": [1.0, 1.0, 0.0]}
    )
    frame.write_parquet(tmp_path / "t.parquet")
    assert from_tidy(tmp_path / "t.parquet").questions[0].codes == ("1", "2")


def test_a_word_that_is_neither_true_nor_false_is_refused(tmp_path: Path) -> None:
    rows = ("q,EGY,1,.5,10,yes", "q,EGY,2,.3,10,yes", "q,EGY,9,.2,10,perhaps")
    with pytest.raises(SurveyError, match="row 3: substantive is 'perhaps'"):
        from_tidy(_table(tmp_path, *rows, head=f"{HEAD},substantive"))


def test_what_is_said_once_holds_for_all_rows_whichever_it_stands_in(tmp_path: Path) -> None:
    head = f"{HEAD},text,option_text,substantive,language"
    rows = (
        "q,EGY,1,.5,,,,,", "q,EGY,2,.3,,,,,", "q,EGY,9,.2,10,,,,",
        "q,TUR,1,.5,20,Çay?,evet,,tr", "q,TUR,2,.3,,,hayır,,", "q,TUR,9,.2,,,bilmiyor,no,",
    )  # fmt: skip
    survey = from_tidy(_table(tmp_path, *rows, head=head))
    question = survey.questions[0]
    assert dict(question.texts) == {"tr": "Çay?"}
    assert [o.text("tr") for o in question.options] == ["evet", "hayır", "bilmiyor"]
    assert question.codes == ("1", "2")
    assert survey.cells["n_eff"].to_list() == [10.0, 20.0]


def test_rounded_shares_are_renormalised_and_the_survey_says_so(tmp_path: Path) -> None:
    survey = from_tidy(_table(tmp_path, "q,EGY,1,.5,10", "q,EGY,2,.496,10", "q,TUR,1,.5,10", "q,TUR,2,.5,10"))
    assert survey.notes == ("The shares of 1 of 2 cells miss 1, by up to 0.004: renormalised.",)
    assert survey.human["share"].to_list() == pytest.approx([0.5 / 0.996, 0.496 / 0.996, 0.5, 0.5])


def test_exact_shares_and_counts_need_no_note(tmp_path: Path) -> None:
    thirds = [f"q,EGY,{i},33.333333333333336,10" for i in range(3)]
    assert not from_tidy(_table(tmp_path, *thirds, head=HEAD.replace("share", "percent"))).notes
    assert not from_tidy(_table(tmp_path, "q,EGY,1,7", "q,EGY,2,3", head="question,population,option,count")).notes


@pytest.mark.parametrize(
    ("rows", "head", "says"),
    [
        (("q,EGY,1,.5,9", "q,EGY,2,.5,9", "q,Egypt,2,.5,9", "q,Egypt,1,.5,9"), HEAD, r"row 4: option '1' .* twice"),
        (("q,EGY,1,.5,9,odd", "q,EGY,2,.5,9,odd"), f"{HEAD},scale", r"row 1, question 'q': unknown scale 'odd'"),
        (("p,EGY,1,.5,9", "p,EGY,2,.5,9", "q,EGY,1,1,9"), HEAD, r"row 3, question 'q': offers fewer than two"),
        (("q,EGY,1,nan,9", "q,EGY,2,.5,9"), HEAD, r"row 1: share is 'nan'"),
        (("q,EGY,1,half,9", "q,EGY,2,.5,9"), HEAD, r"row 1: share is 'half'"),
        (("q,EGY,1,0,9", "q,EGY,2,0,9"), HEAD.replace("share", "count"), r"row 1: counts .* sum to 0"),
    ],
)
def test_an_error_names_the_row(tmp_path: Path, rows: tuple[str, ...], head: str, says: str) -> None:
    with pytest.raises(FolkwaysError, match=says) as caught:
        from_tidy(_table(tmp_path, *rows, head=head))
    assert "t.csv" in str(caught.value)
    assert "Mend: " in str(caught.value)


def test_an_empty_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("")
    with pytest.raises(SurveyError, match="empty"):
        from_tidy(tmp_path / "t.csv")


@settings(deadline=None, max_examples=30)
@given(
    cells=st.lists(
        st.lists(st.integers(0, 500), min_size=3, max_size=3).filter(lambda counts: sum(counts) > 0),
        min_size=1,
        max_size=3,
    ),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
)
def test_counts_become_their_shares_whatever_the_delimiter(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[int]], delimiter: str
) -> None:
    peoples = ["EGY", "NAM", "TUR"][: len(cells)]
    rows = [("q", p, str(i), c) for p, counts in zip(peoples, cells, strict=True) for i, c in enumerate(counts)]
    file = tmp_path_factory.mktemp("t") / "t.csv"
    columns = ["question", "population", "option", "count"]
    pl.DataFrame(rows, schema=columns, orient="row").write_csv(file, separator=delimiter)
    survey = from_tidy(file)
    assert survey.human["share"].to_list() == pytest.approx([c / sum(counts) for counts in cells for c in counts])
    assert survey.cells["n_eff"].to_list() == [float(sum(counts)) for counts in cells]
