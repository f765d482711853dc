import numpy as np
import polars as pl
import pytest

from folkways.alignment.alignment import CELLS_SCHEMA, Alignment
from folkways.alignment.maps import blocks, pca_map
from folkways.errors import SurveyError
from folkways.populations import country
from folkways.surveys import Option, Question, Survey

PEOPLE = ("EGY", "TUR", "IRN", "MAR", "TUN", "JOR")


def _survey(missing: set[tuple[str, str]] = frozenset(), *, nominal: bool = False, source: str = "A, Q1") -> Survey:  # type: ignore[assignment]
    rng = np.random.default_rng(3)
    questions, rows = [], []
    for i in range(20):
        k = 2 + i % 4
        scale = "nominal" if nominal and i % 2 else "ordinal"
        options = tuple(Option(str(c), {"en": f"option {c}"}) for c in range(k))
        questions.append(Question(f"q{i}", {"en": f"question {i}"}, options, scale, source=source))
        for people in PEOPLE:
            if (f"q{i}", people) not in missing:
                for c, share in enumerate(rng.dirichlet(np.ones(k))):
                    rows.append((f"q{i}", people, str(c), float(share), 500.0, 500))
    human = pl.DataFrame(rows, schema=["question", "population", "option", "share", "n_eff", "n"], orient="row")
    return Survey("made", tuple(questions), tuple(country(p) for p in PEOPLE), human)


def _features(survey: Survey, nominal: bool) -> np.ndarray:
    """The features, computed anew from the definition."""
    columns = []
    for question in survey.questions:
        part = survey.human.filter(pl.col("question") == question.id)
        p = np.array([part.filter(pl.col("population") == x)["share"].to_list() for x in PEOPLE])
        if question.scale == "ordinal":
            columns.append(p @ np.linspace(0, 1, p.shape[1])[:, None])
        else:
            columns.append(p / np.sqrt(2))
    return np.hstack(columns)


def _alignment(survey: Survey, rows: list[dict]) -> Alignment:
    filled = [dict.fromkeys(CELLS_SCHEMA) | row for row in rows]
    empty = pl.DataFrame()
    return Alignment("made", pl.DataFrame(filled, schema=CELLS_SCHEMA), empty, empty, empty, empty)


def _cells(survey: Survey, people: str, *, questions: int = 20, framing: str = "persona") -> list[dict]:
    """A model that answers as a people does."""
    shares = survey.human.filter(pl.col("population") == people).group_by("question", maintain_order=True).agg("share")
    return [
        {
            "model": "m", "framing": framing, "language": "en", "reasoning": "direct", "calibration": "raw",
            "question": question, "population": people, "q": share,
        }
        for question, share in shares.head(questions).iter_rows()
    ]  # fmt: skip


def _points(found, kind: str = "people") -> np.ndarray:
    return found.points.filter(pl.col("kind") == kind).select("x", "y").to_numpy()


@pytest.mark.parametrize("nominal", [False, True])
def test_points_equal_scikit_learns_pca(nominal: bool) -> None:
    from sklearn.decomposition import PCA

    survey = _survey(nominal=nominal)
    fitted = PCA(2).fit(_features(survey, nominal))
    found = pca_map(survey, replicates=20)
    expected = fitted.transform(_features(survey, nominal))
    signs = np.sign((expected * _points(found)).sum(axis=0))
    np.testing.assert_allclose(_points(found), expected * signs, atol=1e-9)
    np.testing.assert_allclose(found.explained, fitted.explained_variance_ratio_, atol=1e-9)


def test_largest_loading_of_each_axis_is_positive() -> None:
    found = pca_map(_survey(nominal=True), replicates=5)
    for axis in (1, 2):
        loadings = found.loadings.filter(pl.col("axis") == axis)["loading"].to_numpy()
        assert loadings[np.abs(loadings).argmax()] > 0


def test_map_does_not_depend_on_anything_but_the_seed() -> None:
    survey = _survey()
    first, again, other = (pca_map(survey, replicates=20, seed=s) for s in (1, 1, 2))
    assert first.ellipses.equals(again.ellipses)
    assert first.points.equals(other.points)
    assert not first.ellipses.equals(other.ellipses)


def test_model_that_answers_as_a_people_lies_on_it() -> None:
    survey = _survey(nominal=True)
    found = pca_map(survey, _alignment(survey, _cells(survey, "IRN")), replicates=20)
    people = found.points.filter((pl.col("kind") == "people") & (pl.col("population") == "IRN"))
    model = found.points.filter(pl.col("kind") == "model")
    np.testing.assert_allclose(model.select("x", "y").to_numpy(), people.select("x", "y").to_numpy(), atol=1e-9)


def test_model_adds_nothing_to_the_axes() -> None:
    survey = _survey()
    alone = pca_map(survey, replicates=5)
    beside = pca_map(survey, _alignment(survey, _cells(survey, "IRN")), replicates=5)
    np.testing.assert_allclose(_points(alone), _points(beside), atol=1e-12)


def test_neutral_answer_is_one_point_however_many_populations_it_is_joined_to() -> None:
    survey = _survey()
    rows = [
        row | {"population": people, "framing": "neutral"} for row in _cells(survey, "EGY") for people in ("EGY", "TUR")
    ]
    found = pca_map(survey, _alignment(survey, rows), replicates=5)
    assert found.points.filter(pl.col("kind") == "model")["population"].to_list() == [""]


def test_partly_answered_point_is_placed_by_least_squares_and_a_sparse_one_is_listed() -> None:
    survey = _survey()
    rows = [*_cells(survey, "EGY"), *_cells(survey, "IRN", questions=12), *_cells(survey, "TUR", questions=4)]
    found = pca_map(survey, _alignment(survey, rows), replicates=5)
    placed = found.points.filter(pl.col("kind") == "model")
    assert dict(placed.select("population", "coverage").iter_rows()) == {"EGY": 1.0, "IRN": 0.6}
    assert found.absent["population"].to_list() == ["TUR"]
    rows_people = _features(survey, False)
    axes = found.loadings.pivot("axis", index="question", values="loading").select("1", "2").to_numpy()[:12]
    there = (rows_people[2] - rows_people.mean(0))[:12]
    expected = np.linalg.lstsq(axes, there, rcond=None)[0]
    np.testing.assert_allclose(
        placed.filter(pl.col("population") == "IRN").select("x", "y").row(0), expected, atol=1e-9
    )


def test_block_keeps_the_set_of_populations_with_most_cells() -> None:
    missing = {(f"q{i}", "JOR") for i in range(15)}
    (block,) = blocks(_survey(missing))
    assert block.populations == PEOPLE[:5]
    assert len(block.questions) == 20
    found = pca_map(_survey(missing), replicates=5)
    assert found.absent.rows() == [("JOR", "answered 5 of the 20 questions of this map")]


def test_menavalues_has_two_blocks_and_neither_imputes() -> None:
    from folkways.surveys import load_survey

    survey = load_survey("menavalues")
    found = blocks(survey)
    assert {b.source for b in found} == {"Arab Opinion Index 2022", "World Values Survey 7"}
    have = set(survey.cells.select("question", "population").iter_rows())
    for block in found:
        assert all((q, p) in have for q in block.questions for p in block.populations)


def test_ellipses_widen_with_fewer_respondents_and_are_centred_on_their_people() -> None:
    survey = _survey()
    few = Survey(
        "few", survey.questions, survey.populations, survey.human.with_columns(n_eff=pl.lit(5.0)),
    )  # fmt: skip
    wide, narrow = (pca_map(s, replicates=200) for s in (few, survey))

    def size(found) -> float:
        spread = found.ellipses.group_by("population").agg(pl.col("x").max() - pl.col("x").min())
        return float(spread["x"].mean())

    assert size(wide) > size(narrow)
    centre = (
        narrow.ellipses.filter(pl.col("step") < 48).group_by("population", maintain_order=True).agg(pl.mean("x", "y"))
    )
    np.testing.assert_allclose(centre.select("x", "y").to_numpy(), _points(narrow), atol=1e-9)


def test_too_little_for_a_map_is_refused_with_a_mend() -> None:
    with pytest.raises(SurveyError, match="three populations"):
        pca_map(_survey().select(populations=["EGY", "TUR"]))
    with pytest.raises(SurveyError, match="three questions"):
        pca_map(_survey().select(questions=["q1", "q2"]))
