"""Folders of dialogues over HTTP, without a browser."""

import html
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from starlette.testclient import TestClient

from folkways.cli.result import judge
from folkways.dialogues.auditing import AUDIT_SCHEMA
from folkways.dialogues.conversation import TURNS_SCHEMA
from folkways.dialogues.exporting import read_samples
from folkways.dialogues.stages import DialogueFolder
from folkways.web.app import create_app
from folkways.web.fates import FATES
from folkways.web.folder import run_id
from folkways.web.words import TALK_WORDS
from tests.web.talking import SCRIPT

TALK = run_id("nested/talk")
PATH = f"/dialogues/{TALK}"
BASE = "http://127.0.0.1:8321"


@pytest.fixture(scope="module")
def client(talked: Path) -> Iterator[TestClient]:
    with TestClient(create_app(talked, judge), base_url=BASE) as client:
        yield client


@pytest.fixture
def folder(talked: Path) -> DialogueFolder:
    return DialogueFolder(talked / "nested" / "talk")


def conversations(page: str) -> list[str]:
    return re.findall(r'<h3><a href="[^"]*/conversations/(c\w+)[^"]*">', page)


def spans(page: str) -> dict[str, tuple[str, str]]:
    """Opinion → what it is highlighted as, and the highlighted text."""
    found = re.findall(r'<a class="span (\w+)" href="#(o\w+)"[^>]*>(.*?)\u2060<sup', page, re.DOTALL)
    return {id: (fate, html.unescape(text)) for fate, id, text in found}


def expected(folder: DialogueFolder) -> dict[str, str]:
    """What became of each opinion, told from the tables one by one."""
    sampled = set(read_samples(folder.dataset())["opinion"])
    cluster = dict(folder.table("dedupe").select("id", "cluster").iter_rows())
    found = {}
    for id, status in folder.verified().select("id", "status").iter_rows():
        if id in sampled:
            found[id] = "rewritten" if status == "rewritten" else "sample"
        elif status == "rejected":
            found[id] = "rejected"
        elif cluster.get(id, id) != id:
            found[id] = "alike"
        else:
            found[id] = "grey" if status == "grey" else "kept"
    return found


def all_pages(client: TestClient, path: str = PATH) -> dict[str, str]:
    listed = conversations(client.get(path).text)
    return {id: client.get(f"{path}/conversations/{id}").text for id in listed}


def test_folders_of_dialogues_are_listed_and_their_stages_are_no_runs(client: TestClient) -> None:
    page = client.get("/").text
    assert set(re.findall(r'<h3><a href="/dialogues/[^"]+"><bdi>([^<]+)</bdi>', page)) == {
        "nested/talk", "begun", "checked",
    }  # fmt: skip
    assert "/runs/" not in page
    assert "dataset made" in page


def test_a_folder_of_dialogues_can_itself_be_opened(talked: Path) -> None:
    with TestClient(create_app(talked / "begun", judge), base_url=BASE) as client:
        assert client.get(f"/dialogues/{run_id('begun')}").status_code == 200


def test_the_counts_are_those_of_the_tables(client: TestClient, folder: DialogueFolder) -> None:
    page = client.get(PATH).text
    shown = dict(re.findall(r'<dt>([^<]+)</dt><dd class="number"><span class="n" dir="ltr">([\d,]+)</span>', page))
    turns, samples = folder.table("generate").filter(pl.col("speaker") >= 0), read_samples(folder.dataset())
    unique = folder.table("dedupe")
    assert {name: int(n.replace(",", "")) for name, n in shown.items()} == {
        "Conversations": turns["conversation"].n_unique(),
        "Turns spoken": turns.filter(state="spoken").height,
        "Opinions found": folder.table("extract").height,
        "Opinions verified": folder.table("verify").height,
        "Stay among their like": unique.filter(pl.col("id") == pl.col("cluster")).height,
        "Samples": samples.height,
    }
    fates = Counter(expected(folder).values())
    assert len(fates) == 5
    for name, words in (("grey", "for people to decide"), ("rejected", "rejected"), ("alike", "like another")):
        assert re.search(rf'</span> {words} <span class="n" dir="ltr">{fates[name]}</span>', page)


def test_every_opinion_is_highlighted_word_for_word_by_what_became_of_it(
    client: TestClient, folder: DialogueFolder
) -> None:
    texts = dict(folder.table("extract").select("id", "text").iter_rows())
    shown: dict[str, tuple[str, str]] = {}
    for page in all_pages(client).values():
        shown |= spans(page)
    assert shown == {id: (fate, texts[id]) for id, fate in expected(folder).items()}


def test_every_turn_is_shown_in_order_with_its_direction_state_and_translation(
    client: TestClient, folder: DialogueFolder
) -> None:
    turns, seen = folder.table("generate"), Counter()
    for id, page in all_pages(client).items():
        blocks = re.split(r'<li class="turn ', page)[1:]
        rows = turns.filter(conversation=id).sort("turn").to_dicts()
        assert len(blocks) == len(rows)
        for block, row in zip(blocks, rows, strict=True):
            said = re.search(r'<p class="text"[^>]*>(.*?)</p>', block, re.DOTALL)
            assert said
            bare = re.sub(r"\u2060<sup.*?</sup>", "", said[1])
            assert html.unescape(re.sub(r"<[^>]+>", "", bare)) == row["text"]
            assert ('dir="rtl"' in said[0]) == (row["heard_as"] == "ar")
            assert block.startswith("moderator") == (row["speaker"] < 0)
            assert (row["translation"] is not None) == ('<div class="translation">' in block)
            assert ("nobody heard this turn" in block) == (row["state"] == "dropped")
            assert ("the call to the model failed</strong>" in block) == (row["state"] == "failed")
            seen[row["state"], row["heard_as"]] += 1
    assert {"spoken", "dropped", "failed"} == {state for state, _ in seen}
    assert seen["spoken", "ar"] > 5


def test_the_end_of_a_conversation_is_told(client: TestClient, folder: DialogueFolder) -> None:
    stops = dict(folder.table("generate").filter(pl.col("stop") != "").select("conversation", "stop").iter_rows())
    assert {"turns", "failed call"} < set(stops.values())
    for id, page in all_pages(client).items():
        assert TALK_WORDS["en"].name("stop", stops[id]) in page.split('<li class="ended">')[1]


def test_filters_keep_the_conversations_that_the_tables_say(client: TestClient, folder: DialogueFolder) -> None:
    turns, fates = folder.table("generate"), expected(folder)
    opinions = folder.table("extract")
    for fate in FATES:
        ids = set(opinions.filter(pl.col("id").is_in([id for id, f in fates.items() if f == fate]))["conversation"])
        assert set(conversations(client.get(PATH, params={"status": fate}).text)) == ids
    for people in ("EGY", "TUR"):
        ids = set(turns.filter(population=people)["conversation"])
        assert set(conversations(client.get(PATH, params={"people": people}).text)) == ids
    topic = opinions["topic"][0]
    ids = set(opinions.filter(topic=topic)["conversation"])
    assert ids <= set(conversations(client.get(PATH, params={"topic": topic}).text))
    heard = set(turns.filter(pl.col("text").str.contains("الضيوف"))["conversation"])
    assert heard
    assert set(conversations(client.get(PATH, params={"text": "الضيوف"}).text)) == heard
    assert "No conversation fits" in client.get(PATH, params={"text": "zzzz"}).text


@pytest.mark.parametrize("query", ["people=ATL", "topic=%00", "status=block", "page=-3", "page=999999999999", "page=²"])
def test_no_query_fails(client: TestClient, query: str) -> None:
    assert client.get(f"{PATH}?{query}").status_code == 200
    assert client.get(f"{PATH}/samples?{query}").status_code == 200


def test_a_note_tells_verdicts_reason_rewriting_and_samples(client: TestClient, folder: DialogueFolder) -> None:
    pages = all_pages(client)
    opinions = {row["id"]: row for row in folder.table("extract").iter_rows(named=True)}
    samples = read_samples(folder.dataset())
    for row in folder.verified().iter_rows(named=True):
        page = pages[opinions[row["id"]]["conversation"]]
        note = page.split(f'<div id="{row["id"]}"')[1].split("</details>")[0]
        if row["reason"]:
            assert row["reason"] in html.unescape(note)
        if row["status"] == "rewritten":
            assert f'<blockquote class="final" dir="auto">{row["final"]}' in html.unescape(note)
        assert note.count('<th scope="row">') == folder.table("verify", "verdicts").filter(opinion=row["id"]).height
        mine = samples.filter(opinion=row["id"])
        assert note.count(f"{PATH}/samples?opinion={row['id']}#x") == mine.height
        for (messages,) in mine.select("messages").iter_rows():
            asked = next(m["content"] for m in reversed(messages) if m["role"] == "user")
            assert asked in html.unescape(note)


def test_the_opinion_that_stands_for_another_is_one_link_away(client: TestClient, folder: DialogueFolder) -> None:
    where = dict(folder.table("extract").select("id", "conversation").iter_rows())
    gone = folder.table("dedupe").filter(pl.col("id") != pl.col("cluster"))
    pages = all_pages(client)
    for id, cluster in gone.select("id", "cluster").iter_rows():
        assert f'href="{PATH}/conversations/{where[cluster]}#{cluster}"' in pages[where[id]]
    assert gone.height > 3


def test_samples_are_shown_as_chats_and_lead_back_to_where_they_were_said(
    client: TestClient, folder: DialogueFolder
) -> None:
    samples = read_samples(folder.dataset())
    row = samples.row(0, named=True)
    page = client.get(f"{PATH}/samples", params={"opinion": row["opinion"]}).text
    assert f'id="{row["id"]}"' in page
    for message in row["messages"]:
        assert message["content"] in html.unescape(page)
    assert f"{PATH}/conversations/{row['conversation']}#{row['opinion']}" in page
    assert f"Samples: {samples.filter(opinion=row['opinion']).height}" in page
    for split in ("train", "validation", "test"):
        page = client.get(f"{PATH}/samples", params={"split": split}).text
        assert f"Samples: {samples.filter(split=split).height}" in page


@pytest.mark.parametrize(("name", "fates"), [("begun", set()), ("checked", {"kept", "grey", "rejected"})])
def test_an_unfinished_folder_is_shown_as_far_as_it_goes(client: TestClient, name: str, fates: set[str]) -> None:
    path = f"/dialogues/{run_id(name)}"
    assert "Look at the samples" not in client.get(path).text
    pages = all_pages(client, path)
    assert pages
    shown = {fate for page in pages.values() for fate, _ in spans(page).values()}
    assert shown == fates
    assert client.get(f"{path}/samples").status_code == 200


def test_what_was_no_opinion_stands_below_its_turn_with_the_reason(talks: Path) -> None:
    folder = DialogueFolder(talks / "nested" / "talk")
    stage = folder.stage("extract")
    assert stage
    turn = folder.table("extract").row(0, named=True)
    place = f"{turn['conversation']}/{turn['turn']}"
    file = stage.run.path / "rejects" / "000000.parquet"
    row = ("opinions", place, "not verbatim", f"turn {place}: it is not there", "a <b>quote</b>")
    pl.DataFrame([row], schema=stage.read(0, "rejects").schema, orient="row").write_parquet(file)
    with TestClient(create_app(talks, judge), base_url=BASE) as client:
        page = client.get(f"{PATH}/conversations/{turn['conversation']}").text
    assert "not found word for word: <bdi>a &lt;b&gt;quote&lt;/b&gt;</bdi>" in page


def test_what_a_person_rejected_is_rejected_unless_it_is_in_the_dataset(talks: Path) -> None:
    folder = DialogueFolder(talks / "checked")
    kept = folder.table("verify").filter(status="kept")["id"][0]
    said = pl.DataFrame([(kept, "reject", "")], schema=AUDIT_SCHEMA, orient="row")
    folder.keep_audit(said, folder.table("verify"))
    with TestClient(create_app(talks, judge), base_url=BASE) as client:
        shown: dict[str, tuple[str, str]] = {}
        pages = all_pages(client, f"/dialogues/{run_id('checked')}")
        for page in pages.values():
            shown |= spans(page)
    assert shown[kept][0] == "rejected"
    assert any("rejected by a person" in page for page in pages.values())


def test_what_people_said_of_texts_that_are_there_no_more_changes_nothing(talks: Path) -> None:
    folder = DialogueFolder(talks / "checked")
    before = folder.audit.read_bytes() if folder.audit.exists() else None
    old = [(folder.table("verify")["id"][0], "reject", "", "another text"), ("o-gone", "reject", "", "a text")]
    pl.DataFrame(old, schema={**AUDIT_SCHEMA, "final": pl.String}, orient="row").write_parquet(folder.audit)
    with TestClient(create_app(talks, judge), base_url=BASE) as client:
        pages = all_pages(client, f"/dialogues/{run_id('checked')}")
    assert pages and not any("rejected by a person" in page for page in pages.values())
    folder.audit.unlink() if before is None else folder.audit.write_bytes(before)


def test_texts_are_escaped_and_every_page_carries_the_policy(client: TestClient, folder: DialogueFolder) -> None:
    id = folder.table("generate").filter(pl.col("text").str.contains(SCRIPT, literal=True))["conversation"][0]
    for path in ("/", PATH, f"{PATH}/samples", f"{PATH}/conversations/{id}", f"{PATH}?text={SCRIPT}"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert not re.search(r"<script>|<style|\sstyle=|\son\w+=|javascript:|https?://", answer.text)
    assert "&lt;script&gt;alert(1)" in client.get(f"{PATH}/conversations/{id}").text


def test_every_page_is_there_in_arabic_and_keeps_to_it(client: TestClient) -> None:
    id = conversations(client.get(PATH).text)[0]
    for page in (PATH, f"{PATH}/samples", f"{PATH}/conversations/{id}"):
        text = client.get(page, params={"lang": "ar"}).text
        assert '<html lang="ar" dir="rtl">' in text
        links = [x for x in re.findall(r'href="(/[^"]*)"', text) if not x.startswith("/static/")]
        assert len([x for x in links if "lang=ar" not in x]) == 1  # the switch
    assert "المغرب" in client.get(PATH, params={"lang": "ar"}).text


@pytest.mark.parametrize(
    "path", ["/conversations/c000", "/conversations/..%2f..%2fdialogues.json", "/x", "/calls.sqlite"]
)
def test_no_address_leads_out_of_the_known_conversations(client: TestClient, path: str) -> None:
    assert client.get(PATH + path).status_code == 404
    assert client.get("/dialogues/talk").status_code == 404


RECORDS = [
    "", "[]", "{}", '{"format": 1, "stages": [], "told": {}}', '{"format": 9, "stages": {}, "told": {}}', "[" * 100_000,
    '{"format": 1, "stages": {"generate": "../other"}, "told": {}}',
    '{"format": 1, "stages": {"generate": "generate-00000000"}, "told": {}}',
    '{"format": 1, "stages": {"nothing": "x-0"}, "told": 3}', '{"format": 1, "stages": {"verify": 3}, "told": {}}',
]  # fmt: skip


@pytest.mark.parametrize("record", RECORDS)
def test_no_record_brings_the_app_down(talks: Path, record: str) -> None:
    (talks / "begun" / "dialogues.json").write_text(record)
    path = f"/dialogues/{run_id('begun')}"
    with TestClient(create_app(talks, judge), base_url=BASE) as client:
        assert 'class="reason"' in client.get("/").text
        for page in (path, f"{path}/samples", f"{path}/conversations/c1"):
            answer = client.get(page)
            assert answer.status_code == 200
            assert "cannot be shown" in answer.text


def test_an_empty_folder_is_shown_empty(talks: Path) -> None:
    shutil.rmtree(talks / "begun")
    DialogueFolder.make(talks / "begun")
    with TestClient(create_app(talks, judge), base_url=BASE) as client:
        assert "No conversation fits" in client.get(f"/dialogues/{run_id('begun')}").text


@pytest.mark.parametrize("name", ["generate", "extract", "verify"])
def test_a_damaged_file_is_said_and_not_passed_over(talks: Path, name: str) -> None:
    stage = DialogueFolder(talks / "nested" / "talk").stage(name)
    assert stage
    file = stage.run.shard_path(1)
    file.write_bytes(file.read_bytes()[:100])
    with TestClient(create_app(talks, judge), base_url=BASE) as client:
        assert "cannot be shown" in client.get(PATH).text


def test_links_out_of_the_folder_are_not_followed(talks: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.move(talks / "nested" / "talk" / "dataset", elsewhere)
    (talks / "nested" / "talk" / "dataset").symlink_to(elsewhere)
    folder = DialogueFolder(talks / "begun")
    stage = folder.stage("generate")
    assert stage
    shutil.move(stage.run.path, tmp_path / "stage")
    stage.run.path.symlink_to(tmp_path / "stage")
    (talks / "linked").symlink_to(talks / "checked")
    with TestClient(create_app(talks, judge), base_url=BASE) as client:
        assert "Look at the samples" not in client.get(PATH).text
        assert "is a link" in client.get(f"/dialogues/{run_id('begun')}").text
        assert client.get(f"/dialogues/{run_id('linked')}").status_code == 404


def test_samples_of_opinions_that_are_gone_are_counted_and_said(talks: Path) -> None:
    file = talks / "nested" / "talk" / "dataset" / "parquet" / "train.parquet"
    frame = pl.read_parquet(file)
    frame.with_columns(opinion=pl.lit("o0")).write_parquet(file)
    with TestClient(create_app(talks, judge), base_url=BASE) as client:
        page = client.get(PATH).text
    assert "The dataset is older than these stages" in page
    assert f'of opinions that are not here <span class="n" dir="ltr">{frame.height}</span>' in page


def test_what_is_added_is_seen_at_the_next_look(talks: Path) -> None:
    stage = DialogueFolder(talks / "begun").stage("generate")
    assert stage
    path = f"/dialogues/{run_id('begun')}"
    with TestClient(create_app(talks, judge), base_url=BASE) as client:
        before = conversations(client.get(path).text)
        held = set(stage.read(stage.run.done()[-1])["conversation"])
        stage.drop(stage.run.done()[-1])
        assert conversations(client.get(path).text) == [id for id in before if id not in held]
        assert 0 < len(held) < len(before)


def test_looking_changes_no_file(talks: Path) -> None:
    before = {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in talks.rglob("*")}
    with TestClient(create_app(talks, judge), base_url=BASE) as client:
        all_pages(client)
        client.get(f"{PATH}/samples")
    assert {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in talks.rglob("*")} == before


def test_a_long_list_comes_in_pages_that_hold_every_conversation_once(talks: Path) -> None:
    shutil.rmtree(talks / "begun")
    folder = DialogueFolder.make(talks / "begun")
    stage = folder.open("generate", {"block": 40}, shards=2)
    for block in range(2):
        rows = [
            dict.fromkeys(TURNS_SCHEMA)
            | {"conversation": f"c{block}{n:03}", "turn": 0, "speaker": 0, "population": "EGY", "name": "Mona"}
            | {"language": "ar", "heard_as": "ar", "text": "نعم", "state": "spoken", "stop": "turns"}
            for n in range(40)
        ]
        stage.write(block, pl.DataFrame(rows, schema=TURNS_SCHEMA))
    seen: list[str] = []
    with TestClient(create_app(talks, judge), base_url=BASE) as client:
        for page in range(1, 5):
            seen += conversations(client.get(f"/dialogues/{run_id('begun')}", params={"page": page}).text)
    assert seen == [f"c{block}{n:03}" for block in range(2) for n in range(40)]
