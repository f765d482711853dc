"""Drafts, their flags, the sheet, and the survey that comes of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.errors import SurveyError
from folkways.models.access import Generation, Prompt
from folkways.probes.translating import chrf, draft
from folkways.surveys import Survey, load_survey
from folkways.surveys.translation import translated
from folkways.surveys.translation_sheet import Draft, read_sheet, translation_of, write_sheet
from tests.probes.synthetic import ContentModel


@pytest.fixture(scope="module")
def survey() -> Survey:
    return load_survey("menavalues").select(questions=["m060", "m051"])


class Mirror(ContentModel):
    """Translates into its own mark and back without loss, but for what it is told to spoil."""

    def __init__(self, survey: Survey) -> None:
        super().__init__(survey)
        self.spoilt: dict[str, str] = {}

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation]:
        return [Generation(self._of(prompt.user.rpartition("\n\n")[2]), False, 1) for prompt in prompts]

    def _of(self, text: str) -> str:
        return text.removeprefix("§") if text.startswith("§") else self.spoilt.get(text, f"§{text}")


def test_a_faithful_draft_has_no_flags_and_no_drift(survey: Survey) -> None:
    rows = [row for rows in draft(Mirror(survey), survey, survey.questions, "fr") for row in rows]
    assert len(rows) == sum(1 + len(q.options) for q in survey.questions)
    assert {row.flags for row in rows} == {""}
    assert {row.drift for row in rows} == {0.0}


def test_what_went_wrong_is_flagged(survey: Survey) -> None:
    model = Mirror(survey)
    question = survey.by_id["m051"]
    words = [option.text("en") for option in question.options]
    model.spoilt = {
        words[1]: "§point deux", words[2]: "§same 3 10", words[3]: "§same 3 10", words[4]: "", words[5]: words[5],
    }  # fmt: skip
    (rows,) = draft(model, survey, [question], "fr")
    flags = {row.code: row.flags.split("; ") for row in rows}
    codes = [option.code for option in question.options]
    assert "numbers differ" in flags[codes[1]]
    assert "same as another option" in flags[codes[2]] and "same as another option" in flags[codes[3]]
    assert "empty" in flags[codes[4]]
    assert "not translated" in flags[codes[5]]
    assert "drift" in flags[codes[1]]


def test_chrf_is_that_of_the_formula_by_hand() -> None:
    # "abcd" against "abce": shared n-grams 3/4, 2/3, 1/2, 0/1 for n = 1 … 4, the same for both texts.
    mean = (3 / 4 + 2 / 3 + 1 / 2 + 0) / 4
    assert chrf("abcd", "abce") == pytest.approx(mean)
    # "ab" against "abcd": precision 1, 1; recall 2/4, 1/3 for n = 1, 2.
    p, r = 1.0, (2 / 4 + 1 / 3) / 2
    assert chrf("ab", "abcd") == pytest.approx(5 * p * r / (4 * p + r))


def test_chrf_equals_sacrebleu() -> None:
    sacrebleu = pytest.importorskip("sacrebleu")
    metric = sacrebleu.CHRF()
    pairs = [
        ("the cat sat on the mat", "a cat sat on a mat"),
        ("Most people can be trusted", "One can trust most"),
        ("x", "y z"),
    ]
    for one, other in pairs:
        assert 100 * chrf(one, other) == pytest.approx(metric.sentence_score(one, [other]).score, abs=1e-6)


@given(st.text(max_size=30), st.text(max_size=30))
def test_chrf_is_bounded_and_whole_for_equal_texts(one: str, other: str) -> None:
    assert 0 <= chrf(one, other) <= 1 + 1e-12
    if one.split():
        assert math.isclose(chrf(one, one), 1)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=20))
def test_a_sheet_keeps_every_text_and_no_cell_is_a_formula(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("sheet") / "s.csv"
    row = Draft("m060", "1", text, text, text, 0.25, text, text)
    write_sheet([row], path)
    assert read_sheet(path) == [row]
    if text[:1] in "=+-@" and text:
        assert f",'{text[0]}" in path.read_text("utf-8-sig") or f",\"'{text[0]}" in path.read_text("utf-8-sig")


def test_a_reviewed_sheet_becomes_a_language_of_the_survey(survey: Survey, tmp_path: Path) -> None:
    rows = [row for rows in draft(Mirror(survey), survey, survey.questions, "fr") for row in rows]
    rows = [replace(row, reviewed="ok") if row.question == "m060" else row for row in rows]
    rows = [replace(row, reviewed="une phrase") if (row.question, row.code) == ("m060", "") else row for row in rows]
    write_sheet(rows, tmp_path / "s.csv")
    made, left_out = translation_of(read_sheet(tmp_path / "s.csv"), survey, "fr", by="A. Reviewer")
    assert left_out == ["m051"]
    assert str(made.provenance) == "translated by: A. Reviewer, reviewed"
    spoken = translated(survey, made)
    assert spoken.by_id["m060"].text("fr") == "une phrase"
    spoken.save(tmp_path / "there")
    assert load_survey(str(tmp_path / "there")).translations["fr"].kind == "human"
    whole, left_out = translation_of(rows, survey, "fr", by="a model", accept_drafts=True)
    assert not left_out
    assert (whole.provenance.kind, whole.provenance.status) == ("machine", "unreviewed")


def test_a_sheet_of_another_wording_is_refused(survey: Survey, tmp_path: Path) -> None:
    row = Draft("m060", "", "an older wording", "x")
    with pytest.raises(SurveyError, match=r"row 2.*another wording"):
        translation_of([row], survey, "fr", by="x")
    with pytest.raises(SurveyError, match="reviewed in full"):
        translation_of([replace(row, source=survey.by_id["m060"].text("en"))], survey, "fr", by="x")
    (tmp_path / "s.csv").write_text("question,code\nm060,1\n", "utf-8")
    with pytest.raises(SurveyError, match="columns missing: source"):
        read_sheet(tmp_path / "s.csv")
