"""`folkways score` and `folkways compare` as they are typed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from folkways.cli import main
from folkways.surveys import Survey

HEADER = "model,condition,question,country,answer"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Type a command; gives exit code, standard output and standard error."""

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["folkways", *map(str, words)])
        monkeypatch.setenv("COLUMNS", "240")
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        code = stop.value.code
        return (code if isinstance(code, int) else 0), out, err

    return run


@pytest.fixture
def people(tmp_path: Path, hand_survey: Callable[..., Survey], make_question: Callable) -> Path:
    """A saved survey: m001 ordinal with a "don't know", m002 nominal; Egypt and Türkiye."""
    items = [make_question("m001", 4, dont_know=True), make_question("m002", 3, "nominal")]
    shares = {"m001": [0.4, 0.3, 0.2, 0.05, 0.05], "m002": [0.2, 0.5, 0.3]}
    survey = hand_survey(items, [(q, p, s) for q, s in shares.items() for p in ("EGY", "TUR")])
    survey.save(tmp_path / "people")
    return tmp_path / "people"


def written(path: Path, *rows: str, header: str = HEADER) -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_one_row_comes_out_for_each_row_that_went_in_in_the_same_order(
    typed: Callable, people: Path, tmp_path: Path
) -> None:
    rows = ["M,persona-en,2,Turkey,2", "M,observer-en,1,EGY,4.0", "M,persona-en,m001,Egypt,1", "M,persona-en,1,TR,99"]
    file = written(tmp_path / "a.csv", *rows)
    code, out, err = typed("score", file, "--survey", people, "--out", tmp_path / "s.csv", "--replicates", 20)
    assert code == 0, err
    assert out == ""
    scored = pl.read_csv(tmp_path / "s.csv")
    assert scored["question"].to_list() == ["2", "1", "m001", "1"] or scored["question"].cast(str).to_list()
    assert scored["population_id"].to_list() == ["TUR", "EGY", "EGY", "TUR"]
    central = (0.4 + 0.6 + 0.6 + 0.2) / 0.95
    assert scored["nvas"].to_list()[:3] == pytest.approx(
        [100, 100 * (1 - (4 - central) / 3), 100 * (1 - (central - 1) / 3)]
    )
    assert scored["nvas"].to_list()[3] is None
    record = json.loads((tmp_path / "s.csv.summary.json").read_text())
    assert [c["condition"] for c in record["conditions"]] == ["persona-en", "observer-en"]
    assert [(c["answered"], c["refused"]) for c in record["conditions"]] == [(2, 1), (1, 0)]
    assert record["rows_without_score"] == 1


def test_probabilities_are_read_from_numbered_columns_and_win_over_a_single_answer(
    typed: Callable, people: Path, tmp_path: Path
) -> None:
    header = "model,condition,question,country,p_1,p_2,p_3,p_4"
    rows = ["M,persona,m001,EGY,0.421053,0.315789,0.210526,0.052632", "M,persona,m002,EGY,0.2,0.5,0.3,"]
    written(tmp_path / "a.csv", *rows, header=header)
    code, _, err = typed("score", tmp_path / "a.csv", "--survey", people, "--out", tmp_path / "s.parquet")
    assert code == 0, err
    scored = pl.read_parquet(tmp_path / "s.parquet")
    assert scored["score"].to_list() == pytest.approx([1, 1], abs=1e-5)


def test_without_out_the_scores_go_to_the_working_folder_under_the_files_name(
    typed: Callable, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    file = written(tmp_path / "mine.csv", "M,persona,1,EGY,1")
    assert typed("score", file, "--survey", people, "--replicates", 5)[0] == 0
    assert {path.name for path in Path().iterdir()} == {"mine.scored.csv", "mine.scored.csv.summary.json"}


def test_parquet_and_csv_of_the_same_rows_give_the_same_scores(typed: Callable, people: Path, tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {"model": ["M", "M"], "condition": ["persona", "persona"], "question": [1, 2], "country": ["EGY", "EGY"],
         "answer": [2.0, 3.0]}
    )  # fmt: skip
    frame.write_parquet(tmp_path / "a.parquet")
    frame.write_csv(tmp_path / "a.csv")
    for kind in ("csv", "parquet"):
        code, _, err = typed("score", tmp_path / f"a.{kind}", "--survey", people, "--out", tmp_path / f"{kind}.parquet")
        assert code == 0, err
    one, two = (pl.read_parquet(tmp_path / f"{kind}.parquet")["nvas"].to_list() for kind in ("csv", "parquet"))
    assert one == two


def test_json_goes_to_standard_output_and_nothing_else_does(typed: Callable, people: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "M,persona,1,EGY,1", "M,persona,2,EGY,1")
    code, out, _ = typed("score", file, "--survey", people, "--out", tmp_path / "s.csv", "--json", "--replicates", 20)
    assert code == 0
    assert json.loads(out) == json.loads((tmp_path / "s.csv.summary.json").read_text())


def test_a_whole_number_between_two_options_keeps_its_exact_nvas_and_is_counted(
    typed: Callable, tmp_path: Path, hand_survey: Callable[..., Survey], make_question: Callable
) -> None:
    from folkways.surveys import Option, Question

    gap = Question("m1", {"en": "x"}, tuple(Option(c, {"en": c}) for c in ("1", "2", "5")))
    hand_survey([gap], [("m1", "EGY", [0.5, 0.25, 0.25])]).save(tmp_path / "gap")
    file = written(tmp_path / "a.csv", "M,persona,1,EGY,3")
    code, _, err = typed("score", file, "--survey", tmp_path / "gap", "--out", tmp_path / "s.csv")
    assert code == 0, err
    assert pl.read_csv(tmp_path / "s.csv")["nvas"][0] == pytest.approx(100 * (1 - (3 - 2.25) / 4))
    assert json.loads((tmp_path / "s.csv.summary.json").read_text())["rows_between_options"] == 1


GOOD = "M,persona,1,EGY,1"
P_HEADER = "model,condition,question,country,p_1,p_2,p_3,p_4"


@pytest.mark.parametrize(
    ("header", "rows", "told"),
    [
        ("model,condition,question,answer", ["M,persona,1,1"], ["lacks the column country", "name the columns"]),
        ("model,condition,question,country", ["M,persona,1,EGY"], ["lacks the column answer"]),
        (HEADER, [GOOD, "M,persona,2,EGY,7"], ["row 2 (line 3)", "answer '7' is not an option", "use one of 1, 2, 3"]),
        (HEADER, [GOOD, "M,persona,1,TUR,A"], ["row 2 (line 3)", "answer 'A' is not an option"]),
        (HEADER, ["M,persona,1,EGY,2.5"], ["answer '2.5' is not an option"]),
        (HEADER, [GOOD, "M,persona,9,EGY,1"], ["row 2 (line 3)", "no question '9'"]),
        (HEADER, ["M,persona,1,Narnia,1"], ["row 1 (line 2)", "no population 'Narnia'"]),
        (HEADER, ["M,persona,1,NOR,1"], ["no population 'NOR'"]),
        (HEADER, [GOOD, "M,persona,m001,Egypt,2"], ["row 2 (line 3)", "as row 1"]),
        (HEADER, ["M,persona,1,EGY,"], ["row 1 (line 2)", "there is no answer", "add a column state"]),
        (HEADER, ["M,persona,1,,1"], ["row 1 (line 2)", "country is empty"]),
        (HEADER, [], ["has a header but no rows"]),
        (HEADER, ["M,persona,1,EGY,99"], ["no row has a usable answer"]),
        (P_HEADER, ["M,persona,1,EGY,0.5,0.5,0.5,0"], ["row 1 (line 2)", "sum to 1.5", "normalise"]),
        (P_HEADER, ["M,persona,1,EGY,-0.5,1,0.5,0"], ["p_1 is '-0.5'"]),
        (P_HEADER, ["M,persona,1,EGY,a lot,1,0.5,0"], ["p_1 is 'a lot'"]),
        (P_HEADER, ["M,persona,1,EGY,nan,1,0,0"], ["p_1 is 'nan'"]),
        (P_HEADER, ["M,persona,2,EGY,0.2,0.2,0.2,0.4"], ["has 3 options on its scale"]),
        ("model,condition,question,country,p_1,p_3", ["M,persona,1,EGY,1,0"], ["without gaps"]),
        (HEADER + ",state", ["M,persona,1,EGY,1,bored"], ["unknown state 'bored'"]),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_with_file_place_and_mend_and_nothing_is_written(
    header: str, rows: list[str], told: list[str], typed: Callable, people: Path, tmp_path: Path
) -> None:
    file = written(tmp_path / "a.csv", *rows, header=header)
    before = sorted(tmp_path.rglob("*"))
    code, out, err = typed("score", file, "--survey", people, "--out", tmp_path / "s.csv")
    assert code == 2
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    for words in (str(file), "Mend:", *told):
        assert words in err
    assert sorted(tmp_path.rglob("*")) == before


def test_files_that_cannot_be_read_are_named(typed: Callable, people: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no parquet at all")
    for name, told in (("empty.csv", "is empty"), ("broken.parquet", "cannot be read"), ("absent.csv", "no such file")):
        code, _, err = typed("score", tmp_path / name, "--survey", people, "--out", tmp_path / "s.csv")
        assert code == 2
        assert name in err
        assert told in err


def test_what_is_there_already_is_left_alone_unless_force_is_said(
    typed: Callable, people: Path, tmp_path: Path
) -> None:
    file = written(tmp_path / "a.csv", GOOD)
    out = tmp_path / "s.csv"
    out.write_text("dear diary")
    code, _, err = typed("score", file, "--survey", people, "--out", out)
    assert (code, out.read_text()) == (2, "dear diary")
    assert "--force" in err
    assert typed("score", file, "--survey", people, "--out", out, "--force", "--replicates", 5)[0] == 0
    assert out.read_text().startswith("model,")
    code, _, _ = typed("score", file, "--survey", people, "--out", file, "--force")
    assert code == 2
    assert file.read_text().startswith(HEADER)


def test_two_tables_are_compared_on_common_cells(typed: Callable, people: Path, tmp_path: Path) -> None:
    a = written(tmp_path / "a.csv", GOOD, "M,persona,2,EGY,1", "M,persona,1,TUR,4")
    b = written(tmp_path / "b.csv", GOOD, "M,persona,2,EGY,2")
    code, out, err = typed("compare", a, b, "--survey", people, "--json", "--replicates", 50)
    assert code == 0, err
    row = json.loads(out)["rows"][0]
    assert (row["cells"], row["cells_a"], row["cells_b"]) == (2, 3, 2)
    assert row["difference"] > 0


def test_a_cell_table_is_recognised_and_cells_can_be_written(typed: Callable, people: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", GOOD, "M,persona,2,EGY,1")
    cells = tmp_path / "cells.csv"
    words = ("--survey", people, "--replicates", 5)
    assert typed("score", file, *words, "--out", tmp_path / "s.csv", "--export-cells", cells)[0] == 0
    assert cells.read_text().startswith("cell_id,question,option,share,n,source,mode")
    code, _, err = typed("score", cells, *words, "--out", tmp_path / "again.csv")
    assert code == 0, err
    one, two = (pl.read_csv(tmp_path / name)["score"].to_list() for name in ("s.csv", "again.csv"))
    assert one == pytest.approx(two)


@pytest.mark.parametrize("verb", ["score", "compare"])
def test_help_ends_with_an_example(verb: str, typed: Callable) -> None:
    code, out, _ = typed(verb, "--help")
    assert code == 0
    assert f"folkways {verb} " in out
