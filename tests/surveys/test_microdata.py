"""Files of respondents: the layouts of the archives, and what is refused."""

from pathlib import Path

import numpy as np
import polars as pl
import pyreadstat
import pytest

from folkways.errors import FolkwaysError, SurveyError
from folkways.surveys.codebook import Codebook, Item, read_codebook
from folkways.surveys.ess import load_ess
from folkways.surveys.respondents import from_respondents
from folkways.surveys.wvs import load_wvs
from folkways.surveys.wvs_items import wvs_items


def test_ess_shares_equal_an_independent_computation(shared_data: Path) -> None:
    survey = load_ess(shared_data / "surveys/ess10no.csv")
    totals: dict[str, float] = {}
    with (shared_data / "surveys/ess10no.csv").open() as lines:
        header = lines.readline().strip().split(",")
        value, weight = header.index("imwbcnt"), header.index("anweight")
        for line in lines:
            fields = line.strip().split(",")
            if fields[value] not in ("", "NA"):
                code = str(int(float(fields[value])))
                totals[code] = totals.get(code, 0.0) + float(fields[weight])
    ours = dict(survey.human.filter(pl.col("question") == "imwbcnt").select("option", "share").iter_rows())
    whole = sum(totals.values())
    assert ours == pytest.approx({code: total / whole for code, total in totals.items()})
    assert survey.populations[0].id == "NOR"


def test_ess_effective_numbers_never_exceed_kish(shared_data: Path) -> None:
    survey = load_ess(shared_data / "surveys/ess10no.csv")
    assert (survey.cells["n_eff"] <= 654).all()
    assert (survey.cells["n_eff"] > 300).all()


def test_ess_cells_by_sex_are_populations(shared_data: Path) -> None:
    book = Codebook(
        items=(Item("lrscale", "Left or right?", {str(i): str(i) for i in range(11)}),),
        cells={"female": {"0": "male", "1": "female"}},
    )
    survey = load_ess(shared_data / "surveys/ess10no.csv", codebook=book, by=("female",))
    assert [p.id for p in survey.populations] == ["NOR", "NOR[female=female]", "NOR[female=male]"]
    n = dict(survey.human.group_by("population").agg(pl.col("n").first()).iter_rows())
    assert n["NOR"] == n["NOR[female=female]"] + n["NOR[female=male]"]


def test_ess_without_a_weight_is_refused(shared_data: Path, tmp_path: Path) -> None:
    frame = pl.read_csv(shared_data / "surveys/ess10no.csv", infer_schema_length=None).drop("anweight", "pspwght")
    frame.write_csv(tmp_path / "ess.csv")
    with pytest.raises(SurveyError, match="neither anweight nor"):
        load_ess(tmp_path / "ess.csv")


def test_ess_weights_may_come_as_a_product(shared_data: Path, tmp_path: Path) -> None:
    whole = pl.read_csv(shared_data / "surveys/ess10no.csv", infer_schema_length=None)
    whole.drop("anweight").write_csv(tmp_path / "ess.csv")
    one, two = load_ess(shared_data / "surveys/ess10no.csv"), load_ess(tmp_path / "ess.csv")
    assert one.human["share"].to_numpy() == pytest.approx(two.human["share"].to_numpy(), abs=1e-6)


def _wvs(n: int = 240) -> pl.DataFrame:
    """Rows in the layout of the wave 7 download."""
    rng = np.random.default_rng(3)
    return pl.DataFrame(
        {
            "B_COUNTRY_ALPHA": ["EGY"] * (n // 2) + ["TUR"] * (n // 2),
            "W_WEIGHT": rng.uniform(0.5, 2.0, n),
            "S018": rng.uniform(0.5, 2.0, n),
            "I_PSU": rng.integers(1, 40, n).astype(float),
            "Q1": rng.choice([1.0, 2.0, 3.0, 4.0, -1.0, -2.0, -5.0], n),
            "Q7": rng.choice([1.0, 2.0], n),
            "Q106": rng.choice([*map(float, range(1, 11)), -3.0, -999.0], n),
            "Q171": [-4.0] * (n // 2) + rng.choice([1.0, 2.0, 7.0], n // 2).tolist(),
        }
    )


def test_wvs_reads_the_same_from_csv_sav_and_dta(tmp_path: Path) -> None:
    frame = _wvs()
    frame.write_csv(tmp_path / "w.csv")
    pyreadstat.write_sav(frame, str(tmp_path / "w.sav"))  # type: ignore[arg-type]
    pyreadstat.write_dta(frame, str(tmp_path / "w.dta"))  # type: ignore[arg-type]
    surveys = [load_wvs(tmp_path / f"w.{end}") for end in ("csv", "sav", "dta")]
    for other in surveys[1:]:
        assert other.questions == surveys[0].questions
        assert other.human.drop("share").equals(surveys[0].human.drop("share"))
        assert other.human["share"].to_numpy() == pytest.approx(surveys[0].human["share"].to_numpy())


def test_wvs_codes_below_zero_are_told_apart(tmp_path: Path) -> None:
    frame = _wvs()
    frame.write_csv(tmp_path / "w.csv")
    survey = load_wvs(tmp_path / "w.csv")
    q1 = survey.by_id["Q1"]
    assert q1.codes == ("1", "2", "3", "4")
    dont_know = survey.human.filter((pl.col("question") == "Q1") & (pl.col("option") == "-1"))
    expected = frame.filter((pl.col("B_COUNTRY_ALPHA") == "EGY") & ~pl.col("Q1").is_in([-2.0, -5.0]))
    weights = expected["W_WEIGHT"].to_numpy()
    share = weights[(expected["Q1"] == -1).to_numpy()].sum() / weights.sum()
    assert float(dont_know.filter(pl.col("population") == "EGY")["share"][0]) == pytest.approx(share)
    lost = survey.excluded.filter((pl.col("question") == "Q1") & pl.col("reason").str.contains("code"))
    counted = dict(lost.group_by("reason").agg(pl.col("count").sum()).iter_rows())
    assert counted == {
        "no answer (code -2)": frame.filter(pl.col("Q1") == -2).height,
        "missing (code -5)": frame.filter(pl.col("Q1") == -5).height,
    }
    assert survey.human.filter((pl.col("question") == "Q171") & (pl.col("population") == "EGY")).is_empty()


def test_wvs_keeps_aggregates_and_no_rows(tmp_path: Path) -> None:
    _wvs().write_csv(tmp_path / "w.csv")
    survey = load_wvs(tmp_path / "w.csv")
    survey.save(tmp_path / "kept")
    assert sorted(f.name for f in (tmp_path / "kept").iterdir()) == ["excluded.parquet", "human.parquet", "survey.json"]
    kept = pl.read_parquet(tmp_path / "kept" / "human.parquet")
    assert kept.height == sum(len(survey.by_id[q].options) for q in survey.cells["question"])


def test_wvs_items_are_questions_of_their_own() -> None:
    columns = [item.column for item in wvs_items()]
    assert len(columns) == len(set(columns))
    assert len(columns) > 220


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"W_WEIGHT": -1.0}, r"column W_WEIGHT, row 1: respondent has a negative weight"),
        ({"W_WEIGHT": None}, r"row 1: respondent has no weight"),
        ({"Q1": 17.0}, r"row 1, column Q1: code '17' is neither"),
        ({"B_COUNTRY_ALPHA": "XXA"}, r"unknown country 'XXA'"),
        ({"B_COUNTRY_ALPHA": None}, r"row 1: has no population"),
    ],
)
def test_a_bad_value_is_refused_with_row_and_column(tmp_path: Path, change: dict, says: str) -> None:
    frame = _wvs().with_row_index("i")
    for column, value in change.items():
        frame = frame.with_columns(
            pl.when(pl.col("i") == 0).then(pl.lit(value, frame.schema[column])).otherwise(pl.col(column)).alias(column)
        )
    frame.drop("i").write_csv(tmp_path / "w.csv")
    with pytest.raises(FolkwaysError, match=says) as caught:
        load_wvs(tmp_path / "w.csv")
    assert "w.csv" in str(caught.value)
    assert "Mend: " in str(caught.value)


def test_a_missing_column_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    _wvs().drop("W_WEIGHT").write_csv(tmp_path / "w.csv")
    with pytest.raises(SurveyError, match="'W_WEIGHT' is missing"):
        load_wvs(tmp_path / "w.csv")
    with pytest.raises(SurveyError, match="no such file"):
        load_wvs(tmp_path / "none.csv")


def test_value_labels_of_the_file_serve_where_the_codebook_has_no_options(tmp_path: Path) -> None:
    frame = pl.DataFrame({"v": [1.0, 2.0, 2.0, 1.0] * 10, "w": [1.0] * 40})
    pyreadstat.write_sav(frame, str(tmp_path / "x.sav"), variable_value_labels={"v": {1: "Yes", 2: "No"}})  # type: ignore[arg-type]
    survey = from_respondents(
        tmp_path / "x.sav", Codebook((Item("v", "Is it?"),), single="EGY", weight=("w",)), name="x"
    )
    assert [o.text("en") for o in survey.questions[0].options] == ["Yes", "No"]
    assert survey.human["share"].to_list() == pytest.approx([0.5, 0.5])


def test_anes_reads_as_a_tab_separated_file_without_weights(shared_data: Path, tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(
        "single: USA\ntitle: ANES 1996\nquestions:\n"
        "  selfLR:\n    text: Where do you stand?\n"
        "    options: {1: left, 2: '2', 3: '3', 4: middle, 5: '5', 6: '6', 7: right}\n"
    )
    survey = from_respondents(shared_data / "surveys/anes96.csv", read_codebook(tmp_path / "c.yaml"), name="anes")
    assert survey.populations[0].id == "USA"
    assert survey.human["n"].unique().to_list() == [944]
    assert survey.cells["n_eff"].to_list() == [944.0]


def test_respondents_that_occur_twice_are_refused(tmp_path: Path) -> None:
    pl.DataFrame({"id": [1, 2, 2], "v": [1, 1, 2]}).write_csv(tmp_path / "x.csv")
    book = Codebook((Item("v", "?", {"1": "a", "2": "b"}),), single="EGY", id="id")
    with pytest.raises(SurveyError, match="respondent 2 occurs more than once"):
        from_respondents(tmp_path / "x.csv", book, name="x")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title: [", "not YAML"),
        ("title: x", "no questions"),
        ("questions: {v: {text: a, colour: red}}", "unknown key 'colour'"),
        ("wheight: w\nquestions: {v: {text: a}}", "unknown key 'wheight'"),
        ("questions: {v: {text: a, scale: ratio}}", "unknown scale"),
    ],
)
def test_a_bad_codebook_is_refused(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "c.yaml").write_text(text)
    with pytest.raises(SurveyError, match=says):
        read_codebook(tmp_path / "c.yaml")
