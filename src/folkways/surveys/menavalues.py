"""The MENA Values Benchmark: 864 questions, 16 countries, 9,051 answer distributions, in the package (MIT)."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import polars as pl

from folkways.errors import SurveyError
from folkways.surveys.survey import Survey
from folkways.surveys.translation import Translation, translated

DEFAULT_N = {"World Values Survey 7": 1200, "Arab Opinion Index 2022": 1600}


def folder() -> Path:
    """Where the data lie in the package."""
    return Path(str(files("folkways.surveys") / "data" / "menavalues"))


def load(*, wvs_n: int = 1200, aoi_n: int = 1600) -> Survey:
    """The survey.

    Args:
        wvs_n, aoi_n: respondents per country assumed for World Values Survey and Arab Opinion Index items: the
            source gives none. Cells with a visible small base keep it.

    Raises:
        SurveyError: a sample size is not positive.
    """
    if wvs_n < 1 or aoi_n < 1:
        raise SurveyError(f"sample sizes {wvs_n} and {aoi_n} are not both positive", mend="give at least 1")
    survey = Survey.read(folder())
    for path in sorted((folder() / "translations").glob("*.json")):
        survey = translated(survey, Translation.read(path))
    if (wvs_n, aoi_n) == tuple(DEFAULT_N.values()):
        return survey
    sizes = {q.id: wvs_n if q.source.startswith("World Values") else aoi_n for q in survey.questions}
    assumed = pl.col("question").replace_strict(sizes, return_dtype=pl.Float64)
    human = survey.human.with_columns(n_eff=pl.when(pl.col("n").is_null()).then(assumed).otherwise(pl.col("n_eff")))
    note = f"Assumed respondents a country: {wvs_n:,} (World Values Survey), {aoi_n:,} (Arab Opinion Index)."
    return replace(survey, human=human, notes=(note, *survey.notes[1:]))


def published_answers() -> pl.DataFrame:
    """Llama-3.1-8B-Instruct's published English answers, with their published NVAS.

    Returns:
        One row an answer: model, condition, question (number from 1), country, answer (code), published_nvas.
    """
    return pl.read_parquet(folder() / "llama_3_1_8b_answers.parquet")
