import html
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from folkways.alignment import align
from folkways.probes.gate import Gate
from folkways.report import Estimate, Page, Section, alignment_sections, people_section, render, report
from folkways.report.page import shown
from tests.report.conftest import HOSTILE, Case, failed_gate, make_answers, make_survey

UNTESTED = Gate.untested("No <controls> were asked.")


class _Tags(HTMLParser):
    """Collects tags with attributes, and the text of table cells."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("td", "th"):
            self.cells.append("")
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.cells[-1] += data


def _parse(path: Path) -> tuple[str, _Tags, dict]:
    text = path.read_text("utf-8")
    tags = _Tags()
    tags.feed(text)
    return text, tags, json.loads(path.with_suffix(".json").read_text("utf-8"))


def _blocks(record: dict, key: str) -> list[dict]:
    return [b for s in record["sections"] for b in s["blocks"] if key in b]


@pytest.fixture(scope="module")
def written(case: Case, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, _Tags, dict]:
    out = tmp_path_factory.mktemp("report") / "r.html"
    assert report(case.alignment, case.survey, UNTESTED, answers=case.answers, out=out) == out
    return _parse(out)


def test_hostile_wording_is_shown_and_never_becomes_markup(written: tuple[str, _Tags, dict]) -> None:
    text, tags, record = written
    assert HOSTILE not in text
    assert not [tag for tag, _ in tags.tags if tag in ("script", "b", "family", "controls", "data")]
    assert html.escape("<script>alert(").replace("'", "&#39;") in text
    assert any(HOSTILE in b["wording"] for b in _blocks(record, "wording"))


def test_nothing_is_fetched(written: tuple[str, _Tags, dict]) -> None:
    text, tags, _ = written
    for tag, attributes in tags.tags:
        assert tag not in ("script", "link", "iframe", "object", "embed", "img", "image", "base", "use")
        for name in ("src", "srcset", "data", "xlink:href", "action", "style"):
            assert "//" not in (attributes.get(name) or "")
        if tag != "a":
            assert "href" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
    assert "@import" not in text
    assert not re.search(r"url\(\s*['\"]?(?!#)", text)


def test_every_interval_of_the_json_tables_is_in_the_html(written: tuple[str, _Tags, dict]) -> None:
    _, tags, record = written
    cells = set(tags.cells)
    compared = 0
    for table in _blocks(record, "table"):
        forms = {"skill": "skill", "skill_pooled": "skill", "score": "score", "ratio": "skill", "rho": "skill"}
        for row in table["rows"]:
            for key, form in forms.items():
                value = row.get(key)
                if isinstance(value, dict):
                    assert shown(Estimate(*value.values()), form) in cells
                    compared += 1
    assert compared > 30
    for key in record["key_figures"]:
        assert shown(Estimate(key["estimate"], key["low"], key["high"]), "skill") in written[0]


def test_json_holds_the_numbers_of_the_alignment(case: Case, written: tuple[str, _Tags, dict]) -> None:
    _, _, record = written
    table = next(t for t in _blocks(record, "table") if t["table"] == "by-population-table")
    row = next(r for r in table["rows"] if r["group"] == "Egypt · EGY" and r["line"] == "persona")
    expected = case.alignment.value("skill", framing="persona", population="EGY", calibration="raw")
    assert row["skill"] == expected
    assert record["run"]["alignment"]["summary"] == json.loads(json.dumps(case.alignment.summary.to_dicts()))


def test_ids_are_unique_and_every_contents_link_has_its_place(written: tuple[str, _Tags, dict]) -> None:
    _, tags, _ = written
    ids = [a["id"] for _, a in tags.tags if "id" in a]
    assert len(ids) == len(set(ids))
    links = [a["href"] for tag, a in tags.tags if tag == "a" and (a.get("href") or "").startswith("#")]
    assert links and all((link or "")[1:] in ids for link in links)


def test_every_picture_has_a_name_for_screen_readers(written: tuple[str, _Tags, dict]) -> None:
    _, tags, _ = written
    pictures = [a for tag, a in tags.tags if tag == "svg" and a.get("aria-hidden") != "true"]
    assert len(pictures) >= 10
    assert all(a.get("role") == "img" and a.get("aria-label") for a in pictures)


def test_page_declares_language_direction_and_a_main_landmark(written: tuple[str, _Tags, dict]) -> None:
    _, tags, _ = written
    assert ("html", {"lang": "en", "dir": "ltr"}) in tags.tags
    assert {"main", "nav", "header", "footer"} <= {tag for tag, _ in tags.tags}


def test_verdict_carries_an_interval_and_says_that_validity_was_not_tested(written: tuple[str, _Tags, dict]) -> None:
    _, _, record = written
    assert re.search(r"skill\s−?\d\.\d\d\s\[−?\d\.\d\d,\s−?\d\.\d\d\]", record["verdict"])
    assert "not tested" in record["verdict"]
    assert record["gate"] == "not tested"


def test_no_number_is_shown_in_scientific_notation(written: tuple[str, _Tags, dict]) -> None:
    _, tags, _ = written
    assert not [cell for cell in tags.cells if re.search(r"\de[-−+]?\d", cell)]


def test_failed_gate_greys_the_scores_and_names_the_reason(case: Case, tmp_path: Path) -> None:
    gate = failed_gate()
    out = report(case.alignment, case.survey, gate, answers=case.answers, out=tmp_path / "r.html")
    text, _, record = _parse(out)
    assert "cannot be measured by this instrument" in record["verdict"]
    greyed = {s["id"] for s in record["sections"] if s.get("not_measurable") == gate.reason}
    assert {"populations", "topics", "framing", "dispersion", "sounds", "questions", "disagreement"} <= greyed
    assert not greyed & {"gate", "coverage", "limits", "repeat"}
    assert text.count('class="greyed"') == len(greyed)
    assert "✗ failed" in text and "✓ passed" in text
    checks = next(t for t in _blocks(record, "table") if t["table"] == "checks")
    assert checks["rows"][0]["result"] == {"estimate": -0.3, "low": -0.4, "high": -0.2}


def test_measurable_gate_greys_nothing(case: Case, tmp_path: Path) -> None:
    gate = Gate("measurable", failed_gate().checks[1:], "Passes all 1 checks.")
    out = report(case.alignment, case.survey, gate, answers=case.answers, out=tmp_path / "r.html")
    assert 'class="greyed"' not in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("populations", "questions", "framings", "single"),
    [
        (("EGY",), 12, ("persona",), False),
        (("EGY", "TUR"), 2, ("observer", "persona"), False),
        (("EGY", "TUR", "IRN", "MAR"), 12, ("neutral",), False),
        (("EGY", "TUR", "IRN", "MAR"), 1, ("persona",), True),
        (("EGY", "TUR", "IRN", "MAR"), 12, ("persona", "observer"), True),
    ],
)
def test_small_designs_make_a_whole_report(
    populations: tuple[str, ...], questions: int, framings: tuple[str, ...], single: bool, tmp_path: Path
) -> None:
    survey = make_survey(populations=populations, questions=questions)
    answers = make_answers(survey, framings, single=single)
    alignment = align(answers, survey, replicates=50)
    out = report(alignment, survey, UNTESTED, answers=answers, out=tmp_path / "r.html")
    text, _, record = _parse(out)
    assert {"gate", "map", "populations", "questions", "coverage", "limits"} <= {s["id"] for s in record["sections"]}
    assert not re.search(r"\b(nan|None|null|undefined|NaN)\b", re.sub(r"<style>.*?</style>", "", text, flags=re.S))


def test_single_choices_are_compared_by_nvas(tmp_path: Path) -> None:
    survey = make_survey()
    answers = make_answers(survey, ("persona",), single=True)
    alignment = align(answers, survey, replicates=50)
    report(alignment, survey, UNTESTED, answers=answers, out=tmp_path / "r.html")
    record = json.loads((tmp_path / "r.json").read_text("utf-8"))
    value = alignment.value("nvas_skill_midpoint", framing="persona", calibration="raw")
    assert record["key_figures"][0]["estimate"] == value["estimate"]


def test_sections_of_several_results_fit_on_one_page(case: Case, tmp_path: Path) -> None:
    page = Page(
        "Demo",
        "One sentence.",
        (
            Section("part-people", "1. The people", level=1, verdict="Who they are."),
            people_section(case.survey, prefix="people-"),
            Section("part-a", "2. One model", level=1),
            *alignment_sections(case.alignment, case.survey, UNTESTED, case.answers, prefix="a-", brief=True),
            Section("part-b", "3. Another", level=1),
            *alignment_sections(case.alignment, case.survey, failed_gate(), case.answers, prefix="b-"),
        ),
    )
    _, tags, record = _parse(render(page, tmp_path / "demo.html"))
    ids = [a["id"] for _, a in tags.tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert "a-repeat" not in ids and "b-repeat" in ids
    assert [s["level"] for s in record["sections"]].count(1) == 3


def test_the_same_result_gives_the_same_bytes(case: Case, tmp_path: Path) -> None:
    for name in ("a", "b"):
        report(case.alignment, case.survey, UNTESTED, answers=case.answers, out=tmp_path / f"{name}.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_whole_menavalues_report_is_under_four_megabytes(tmp_path: Path) -> None:
    from folkways.surveys import load_survey

    survey = load_survey("menavalues")
    rows = make_answers(make_survey(questions=1), ("persona",)).frame.row(0, named=True)
    made = [
        rows
        | {"question": q.id, "population": p.id, "codes": list(q.codes), "probs": [1 / len(q.codes)] * len(q.codes)}
        for q in survey.questions[::4]
        for p in survey.populations
    ]
    from folkways.answers import ANSWERS_SCHEMA, Answers

    answers = Answers(pl.DataFrame(made, schema=ANSWERS_SCHEMA))
    alignment = align(answers, survey, replicates=50)
    out = report(alignment, survey, UNTESTED, answers=answers, out=tmp_path / "r.html")
    assert out.stat().st_size < 4_000_000
    assert out.with_suffix(".json").stat().st_size < 4_000_000


def test_missing_cells_bound_the_score_and_a_full_table_shows_no_bounds(case: Case, tmp_path: Path) -> None:
    from folkways.answers import Answers

    lost = pl.col("question").is_in(["q1", "q2"]) & (pl.col("framing") == "persona")
    frame = case.answers.frame.with_columns(
        state=pl.when(lost).then(pl.lit("refused")).otherwise("state"),
        probs=pl.when(lost).then(None).otherwise("probs"),
    )
    answers = Answers(frame, case.answers.info)
    alignment = align(answers, case.survey, replicates=50)
    record = _parse(report(alignment, case.survey, UNTESTED, answers=answers, out=tmp_path / "r.html"))[2]
    table = next(t for t in _blocks(record, "table") if t["table"] == "bounds")
    assert [(r["missing"], r["cells"]) for r in table["rows"]] == [(8, 48)]
    low, high = (float(x) for x in table["rows"][0]["bounds"].split(" to "))
    assert low < 100 * table["rows"][0]["estimate"] < high
    report(case.alignment, case.survey, UNTESTED, answers=case.answers, out=tmp_path / "w.html")
    whole = json.loads((tmp_path / "w.json").read_text("utf-8"))
    assert "bounds" not in {t["table"] for t in _blocks(whole, "table")}


def test_the_verdict_says_what_it_would_be_with_every_topic_counting_alike(case: Case, written: tuple) -> None:
    value = case.alignment.value("skill@topics", framing="persona", calibration="raw")["estimate"]
    said = re.search(r"every topic counting alike, (−?\d\.\d\d)", written[2]["verdict"])
    assert said and said[1] == shown(value, "skill")


def test_whom_it_sounds_like_is_said_in_words_and_numbers(written: tuple) -> None:
    section = next(s for s in written[2]["sections"] if s["id"] == "sounds")
    data = next(b for b in section["blocks"] if "data" in b)
    assert {row["model"] for row in data["rows"]} >= {"uniform guess", "midpoint guess"}
    text = next(b["text"] for b in section["blocks"] if "text" in b)
    assert any("Answering for itself" in line for line in text) and any("hedges" in line for line in text)


def test_peoples_that_share_a_language_have_a_row_of_their_own(written: tuple) -> None:
    table = next(t for t in _blocks(written[2], "table") if t["table"] == "collapse")
    assert {row["shared"] for row in table["rows"]} == {"Arabic (2)"}
    assert "Egypt, Morocco" in table["caption"]


def test_coverage_and_bounds_name_the_language_where_there_are_several(tmp_path: Path) -> None:
    survey = make_survey()
    answers = make_answers(survey, ("persona",))
    arabic = answers.frame.with_columns(language=pl.lit("ar"))
    both = replace(answers, frame=pl.concat([answers.frame, arabic]))
    alignment = align(both, survey, replicates=50)
    report(alignment, survey, UNTESTED, answers=both, out=tmp_path / "r.html")
    record = json.loads((tmp_path / "r.json").read_text("utf-8"))
    table = next(t for t in _blocks(record, "table") if t["table"] == "coverage")
    assert sorted(row["framing"] for row in table["rows"]) == ["persona, ar", "persona, en"]


def test_a_stacked_table_carries_the_heading_of_every_value(written: tuple[str, _Tags, dict]) -> None:
    text, _, record = written
    table = next(t for t in _blocks(record, "table") if t["table"] == "sounds-like-0")
    assert text.count('data-label="Sounds most like"') == len(table["rows"]) > 0
    assert any(re.fullmatch(r"\d of 4(, behind .*)?", row["own"]) for row in table["rows"])
