"""Passages are found by BM25, in scripts with and without spaces, and carry the place where they stand."""

import json
import math
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.dialogues.collection import PASSAGE, read_collection
from folkways.dialogues.looking_up import Index, runs, terms
from folkways.errors import InputError

WORDS = st.lists(st.sampled_from(["rice", "tea", "米飯", "guest", "the", "شاي"]), max_size=12).map(" ".join)


def by_hand(texts: list[str], query: str) -> list[float]:
    """BM25 passage by passage, from its formula."""
    documents = [terms(text) for text in texts]
    mean = sum(map(len, documents)) / len(documents)
    scores = []
    for document in documents:
        score = 0.0
        for term in set(terms(query)):
            n = sum(term in other for other in documents)
            tf = document.count(term)
            if tf:
                idf = math.log((len(texts) - n + 0.5) / (n + 0.5) + 1)
                score += idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * len(document) / mean))
        scores.append(score)
    return scores


@given(texts=st.lists(WORDS, min_size=1, max_size=8), query=WORDS)
def test_scores_are_those_of_the_formula_taken_passage_by_passage(texts: list[str], query: str) -> None:
    found = Index(texts).scores(query)
    assert list(found) == pytest.approx(by_hand(texts, query))
    best = Index(texts).best(query, 3)
    assert best == sorted((i for i in range(len(texts)) if found[i] > 0), key=lambda i: (-found[i], i))[:3]


@given(st.text(max_size=30))
def test_terms_hold_every_letter_and_nothing_that_parts_words(text: str) -> None:
    joined = "".join(run for run, _ in runs(text))
    assert not any(char.isspace() for char in joined)
    assert set("".join(terms(text))) == set(joined)


def test_marks_stay_with_their_letters() -> None:
    assert terms("हिन्दी में") == ["हिन्दी", "में"]
    assert terms("ข้าว") == ["ข้", "้า", "าว"]
    assert Index(["กินข้าวกัน", "ดื่มชา"]).best("ข้าว", 2) == [0]
    assert Index(["日本人はお茶を飲む", "寿司"]).best("お茶", 2) == [0]


def test_a_folder_gives_paragraphs_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.md").write_text("# Title\n\n\nOne line\nand another.\n\nLast", "utf-8")
    (tmp_path / "a.txt").write_text("\ufeffAlone", "utf-8")
    (tmp_path / "c.pdf").write_bytes(b"%PDF")
    found = read_collection(tmp_path)
    assert [(p.pointer, p.text) for p in found.passages] == [
        ("a.txt:1", "Alone"),
        ("b/x.md:1", "# Title"),
        ("b/x.md:4", "One line\nand another."),
        ("b/x.md:7", "Last"),
    ]
    assert (found.files, found.skipped) == (2, ("c.pdf: not a .txt or .md",))


@given(st.text(alphabet="ab .。\n", max_size=5000))
def test_no_passage_is_longer_than_the_limit_and_no_letter_is_lost(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.txt"
        path.write_text(text, "utf-8")
        if not text.strip():
            with pytest.raises(InputError, match="no text"):
                read_collection(path)
            return
        found = [passage.text for passage in read_collection(path).passages]
    assert all(0 < len(piece) <= PASSAGE for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_tables_give_a_passage_a_row(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text('{"text": "one"}\n\n{"text": "two\u2028three"}\n{"text": null}\n', "utf-8")
    found = read_collection(tmp_path / "t.jsonl")
    assert [(p.pointer, p.text) for p in found.passages] == [("t.jsonl:1", "one"), ("t.jsonl:3", "two\u2028three")]
    assert found.skipped == ("t.jsonl:4: no text",)
    (tmp_path / "t.csv").write_text('n,body\n1,"a\nb"\n2,c\n', "utf-8")
    found = read_collection(tmp_path / "t.csv", column="body")
    assert [(p.pointer, p.text) for p in found.passages] == [("t.csv:2", "a\nb"), ("t.csv:4", "c")]
    pl.DataFrame({"text": ["x", "y"]}).write_parquet(tmp_path / "t.parquet")
    assert [p.pointer for p in read_collection(tmp_path / "t.parquet").passages] == ["t.parquet:1", "t.parquet:2"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("t.txt", b"\xff\xfe\x00", "not UTF-8"),
        ("t.txt", b"  \n", "holds no text"),
        ("t.pdf", b"x", "a .pdf file is not read"),
        ("t.jsonl", b'{"text": "a"}\n{', "line 2: is not JSON"),
        ("t.jsonl", b'{"body": "a"}', "line 1: has no 'text'"),
        ("t.jsonl", json.dumps({"text": 3}).encode(), "line 1: text is 3"),
        ("t.csv", b"a,b\n1,2\n", "has no column 'text'"),
        ("t.csv", b'text\n"a', "is not CSV"),
        ("t.parquet", b"PAR1", "is not Parquet"),
    ],
)
def test_a_collection_that_cannot_be_read_is_refused(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=f"{says}.*Mend"):
        read_collection(tmp_path / name)


def test_a_collection_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        read_collection(tmp_path / "none")
