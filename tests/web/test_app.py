"""The app over HTTP, without a browser."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from folkways.alignment import compare
from folkways.answers import Answers
from folkways.cli.result import judge
from folkways.probes.reading import read_run
from folkways.surveys import Survey
from folkways.web.app import create_app
from folkways.web.folder import RunsFolder, run_id
from folkways.web.questions import browse
from folkways.web.results import Result, Results
from folkways.web.site import number

BASE = "http://127.0.0.1:8321"
PAGES = ["/", "/compare", *(f"/runs/{run_id('base')}{part}" for part in ("", "/questions", "/headline", "/progress"))]


@pytest.fixture
def client(runs: Path) -> Iterator[TestClient]:
    with TestClient(create_app(runs, judge), base_url=BASE) as client:
        yield client


def names(page: str) -> list[str]:
    return re.findall(r'<h2><a href="[^"]+"><bdi>([^<]+)</bdi>', page)


def test_every_run_is_listed_with_its_state(client: TestClient) -> None:
    page = client.get("/").text
    assert set(names(page)) == {
        "base", "adapted", "place", "nested/script", "going", "halted", "broken", "torn", "stranger",
    }  # fmt: skip
    for state, expected in {
        "running": {"going"},
        "stopped": {"halted"},
        "damaged": {"broken", "torn"},
        "finished": {"base", "adapted", "place", "nested/script", "stranger"},
    }.items():
        assert set(names(client.get("/", params={"state": state}).text)) == expected


def test_a_run_that_cannot_be_scored_is_damaged_once_that_is_known(client: TestClient) -> None:
    shown = client.get(f"/runs/{run_id('stranger')}/headline").text
    assert "is not the one that was asked" in shown
    assert "stranger" in names(client.get("/", params={"state": "damaged"}).text)


@pytest.mark.parametrize("name", ["broken", "torn", "stranger"])
def test_a_damaged_run_has_a_page_that_says_what_is_wrong(client: TestClient, name: str) -> None:
    for part in ("", "/questions", "/headline", "/progress"):
        answer = client.get(f"/runs/{run_id(name)}{part}")
        assert answer.status_code == 200
    assert 'class="warning"' in client.get(f"/runs/{run_id(name)}").text


DAMAGES = [
    "[]", "3", '"x"', "{}", '["fingerprint", "shards", "config"]', "[" * 100_000, "\xff",
    '{"fingerprint": "a", "shards": "many", "config": {}, "format": 1}',
    '{"fingerprint": "a", "shards": 1000000000000, "config": [], "format": 1}',
    '{"fingerprint": "a", "shards": 1000000000000, "config": {"model": {"a": []}, "questions": 3}, "format": 1}',
    '{"fingerprint": "a", "shards": 1, "config": {}, "format": 1}',
    '{"fingerprint": "a", "shards": 1, "config": {"survey": 3, "populations": "x", "shard": "y"}, "format": 99}',
]  # fmt: skip


@pytest.mark.parametrize("record", DAMAGES)
def test_no_run_json_brings_the_app_down(client: TestClient, runs: Path, record: str) -> None:
    (runs / "place" / "run.json").write_text(record, "latin-1")
    key = run_id("place")
    for page in ("/", "/compare", f"/compare?a={key}&b={key}", *(f"/runs/{key}{p}" for p in ("", "/headline"))):
        assert client.get(page).status_code == 200


def test_a_folder_with_shards_and_no_run_json_is_damaged(client: TestClient, runs: Path) -> None:
    (runs / "place" / "run.json").unlink()
    assert "run.json is missing" in client.get(f"/runs/{run_id('place')}").text


def test_filters_and_orders_narrow_and_sort_the_list(client: TestClient) -> None:
    assert set(names(client.get("/", params={"model": "llama-8b"}).text)) == {"base"}
    assert set(names(client.get("/", params={"text": "LLAMA base"}).text)) == {"base"}
    assert names(client.get("/", params={"text": "nothing like it"}).text) == []
    assert names(client.get("/", params={"survey": "other"}).text) == []
    by_name = names(client.get("/", params={"sort": "name"}).text)
    assert by_name == sorted(by_name)
    for name in ("base", "adapted", "place"):
        client.get(f"/runs/{run_id(name)}/headline")
    assert names(client.get("/", params={"sort": "score"}).text)[:3] == ["adapted", "base", "place"]


def test_the_headline_is_the_score_that_the_alignment_holds(client: TestClient, runs: Path) -> None:
    alignment, gate, _ = judge(*read_run(runs / "base"))
    found = alignment.value("score", framing="persona", language="en", reasoning="direct", calibration="raw")
    shown = client.get(f"/runs/{run_id('base')}/headline").text
    assert gate.verdict in shown
    assert "{:.1f} [{:.1f}, {:.1f}]".format(*(100 * (found[n] or 0) for n in ("estimate", "low", "high"))) in shown


def test_the_differences_are_those_of_compare(client: TestClient, runs: Path) -> None:
    sides = [judge(*read_run(runs / name))[0] for name in ("base", "adapted")]
    rows = compare(*sides).rows.filter(population="").to_dicts()
    page = client.get("/compare", params={"a": run_id("base"), "b": run_id("adapted")}).text
    assert page.count('class="compared"') == len(rows) == 3 * 3 * 2  # framings, languages, measures
    for row in rows:
        assert f"+{100 * row['difference']:.1f} [+{100 * row['low']:.1f}, +{100 * row['high']:.1f}]" in page


def test_the_shares_of_a_question_are_those_of_people_and_model(runs: Path, survey: Survey) -> None:
    card = RunsFolder(runs).card(run_id("base"))
    assert card is not None
    result = Results(judge).of(card)
    assert isinstance(result, Result)
    found = browse(result, {"population": "EGY", "language": "ar", "framing": "observer", "sort": "survey"})
    assert found.count == len(set(result.alignment.cells.filter(population="EGY", language="ar")["question"]))
    for item in found.items:
        cell = result.alignment.cells.filter(
            question=item.id, population="EGY", language="ar", framing="observer", calibration="raw"
        )
        assert [o.people for o in item.options] == pytest.approx(cell["p"][0].to_list())
        assert [o.model for o in item.options] == pytest.approx(cell["q"][0].to_list())
        assert item.score == pytest.approx(cell["score"][0])
        assert item.n_eff == pytest.approx(cell["n_eff"][0])
        assert all(o.low <= o.people <= o.high for o in item.options)
        assert dict(item.texts).keys() == {"en", "ar"}


def test_an_interval_that_rests_on_an_assumed_sample_size_says_so(client: TestClient) -> None:
    page = client.get(f"/runs/{run_id('base')}/questions", params={"population": "EGY"}).text
    assert "1,200 a country are assumed" in page


def test_questions_are_found_by_words_in_any_of_their_languages(client: TestClient, survey: Survey) -> None:
    page = client.get(f"/runs/{run_id('base')}/questions", params={"population": "EGY", "sort": "survey"}).text
    ids = re.findall(r'<p class="meta"><bdi>(m\d+)</bdi>', page)
    word = next(w for w in survey.by_id[ids[0]].texts["ar"].split() if len(w) > 5)
    found = client.get(f"/runs/{run_id('base')}/questions", params={"population": "EGY", "text": word}).text
    assert f"<bdi>{ids[0]}</bdi>" in found
    assert 'lang="ar" dir="rtl"' in found
    none = client.get(f"/runs/{run_id('base')}/questions", params={"text": "zzzz"}).text
    assert "No question fits" in none


@pytest.mark.parametrize(
    "query",
    ["population=ATL", "framing=ghost", "language=xx", "page=-3", "page=9999999999", "page=²", "topic=%00", "sort=x"],
)
def test_no_query_of_the_question_browser_fails(client: TestClient, query: str) -> None:
    assert client.get(f"/runs/{run_id('base')}/questions?{query}").status_code == 200


def test_every_page_is_there_in_arabic_and_keeps_to_it(client: TestClient) -> None:
    for page in PAGES:
        text = client.get(page, params={"lang": "ar"}).text
        links = re.findall(r'(?:href|hx-get)="(/[^"]*)"', text)
        inside = [x for x in links if not x.startswith("/static/") and not x.endswith("/report")]
        switch = [x for x in inside if "lang=ar" not in x]
        assert len(switch) <= 1 + text.count("<form"), switch
        if "<html" in text:
            assert '<html lang="ar" dir="rtl">' in text


def test_an_unknown_language_means_english(client: TestClient) -> None:
    assert '<html lang="en" dir="ltr">' in client.get("/", params={"lang": '"><script>'}).text


def test_a_model_named_as_a_script_stays_a_name(client: TestClient) -> None:
    key = run_id("nested/script")
    for page in ("/", f"/runs/{key}", f"/runs/{key}/questions", f"/compare?a={key}&b={key}"):
        text = client.get(page).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_what_is_typed_comes_back_escaped(client: TestClient) -> None:
    text = client.get("/", params={"text": '"><img src=x onerror=alert(1)>'}).text
    assert "<img" not in text


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_carries_the_safety_headers_and_no_inline_code(client: TestClient, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<script>|<style|\sstyle=|\son\w+=|javascript:|https?://", answer.text)


def test_the_report_is_served_as_an_origin_of_its_own(client: TestClient, runs: Path) -> None:
    answer = client.get(f"/runs/{run_id('base')}/report")
    assert answer.content == (runs / "base" / "report.html").read_bytes()
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert client.get(f"/runs/{run_id('place')}/report").status_code == 404


def test_a_report_that_is_a_link_out_of_the_folder_is_not_served(client: TestClient, runs: Path) -> None:
    secret = runs.parent / "secret.html"
    secret.write_text("secret")
    (runs / "place" / "report.html").symlink_to(secret)
    assert client.get(f"/runs/{run_id('place')}/report").status_code == 404


def test_a_link_to_a_run_elsewhere_is_not_followed(client: TestClient, runs: Path) -> None:
    elsewhere = runs.parent / "elsewhere"
    shutil.copytree(runs / "place", elsewhere)
    (runs / "linked").symlink_to(elsewhere)
    assert "linked" not in names(client.get("/").text)


@pytest.mark.parametrize(
    "path",
    [
        "/runs/..%2f..%2fetc%2fpasswd/report", "/runs/../../etc/passwd", "/runs/base/report", "/runs/%2e%2e/report",
        "/static/..%2fapp.py", "/static/../app.py", "/static/%2e%2e/site.py", "/docs", "/openapi.json",
    ],
)  # fmt: skip
def test_no_address_leads_out_of_the_known_runs(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8321", "127.0.0.1.evil.example", "", "localhost.evil"])
def test_a_strange_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost:8321", "127.0.0.1", "[::1]:8321", "LOCALHOST"])
def test_names_of_this_machine_are_let_in(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_a_host_given_on_the_command_line_is_let_in(runs: Path) -> None:
    client = TestClient(create_app(runs, judge, hosts=("lab.example",)), base_url="http://lab.example")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_but_reading_is_allowed(client: TestClient, method: str) -> None:
    assert client.request(method, f"/runs/{run_id('base')}").status_code == 405


def test_looking_changes_no_file(client: TestClient, runs: Path) -> None:
    before = {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in runs.rglob("*")}
    for page in (*PAGES, f"/compare?a={run_id('base')}&b={run_id('adapted')}"):
        client.get(page)
    assert {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in runs.rglob("*")} == before


def test_a_run_is_judged_once_until_its_files_change(runs: Path) -> None:
    asked: list[str] = []

    def counting(answers: Answers, survey: Survey):  # type: ignore[no-untyped-def]
        asked.append(answers.info["model"])
        return judge(answers, survey)

    with TestClient(create_app(runs, counting), base_url=BASE) as client:
        for page in ("", "/headline", "/questions", "/questions?page=2"):
            client.get(f"/runs/{run_id('place')}{page}")
        client.get("/")
        assert asked == ["place"]
        os.utime(runs / "place" / "shards" / "000000.parquet", (1, 1))
        client.get(f"/runs/{run_id('place')}")
        assert asked == ["place", "place"]


def test_only_so_many_results_are_kept(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("folkways.web.results.RUNS", 2)
    results = Results(judge)
    for card in RunsFolder(runs).cards():
        if card.state == "finished":
            results.of(card)
    assert len(results._runs) == 2


def test_progress_tells_the_page_when_a_run_settles(client: TestClient, runs: Path) -> None:
    key = run_id("going")
    running = client.get(f"/runs/{key}/progress")
    assert "every 1s" in running.text
    assert "hx-trigger" not in running.headers
    for shard in (runs / "place" / "shards").iterdir():
        shutil.copy(shard, runs / "going" / "shards" / shard.name)
    done = client.get(f"/runs/{key}/progress")
    assert "every 1s" not in done.text
    assert done.headers["hx-trigger"] == f"settled-{key}"
    assert "not measurable" in client.get(f"/runs/{key}/headline").text


def test_a_page_that_is_not_there_says_so(client: TestClient) -> None:
    answer = client.get("/nowhere?lang=ar")
    assert answer.status_code == 404
    assert 'dir="rtl"' in answer.text


def test_a_difference_of_nothing_carries_no_sign() -> None:
    assert "+" not in number(0.0004, "score", signed=True)
    assert "+0.4" in number(0.004, "score", signed=True)
