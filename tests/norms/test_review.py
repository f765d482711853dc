"""People mark norms, edit them, and take an edited book back in."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from folkways.errors import InputError
from folkways.norms.book import NormBook
from folkways.norms.norm import Norm
from folkways.norms.review import carried, marked, merged, read_edited, reworded

A = Norm("EGY", "Family", "Family comes first.", verdict="supported", strength=0.9, evidence=("q1",), checker="rules")
B = Norm("EGY", "Family", "Guests are welcome.", method="topic", model="m")
BOOK = NormBook((A, B), "tell-tale", "d1", questions=("q1", "q2"))


def edited(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    path = tmp_path / "edited.yaml"
    BOOK.save(path)
    text = path.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)
    return path


def test_norms_are_marked_by_id_and_the_others_left_alone() -> None:
    book = marked(BOOK, accept=[A.id], reject=[B.id], reviewer="R", note="seen")
    assert [n.status for n in book.norms] == ["reviewed", "rejected"]
    assert {(n.reviewer, n.note) for n in book.norms} == {("R", "seen")}
    assert marked(BOOK, accept=[A.id], reviewer="R").norms[1] == B
    assert [n.id for n in book.usable().norms] == [A.id]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"accept": ["n0"], "reviewer": "R"}, "no norm 'n0'"),
        ({"accept": [A.id], "reject": [A.id], "reviewer": "R"}, "both accepted and rejected"),
        ({"accept": [A.id], "reviewer": " "}, "who reviewed"),
    ],
)
def test_a_review_that_cannot_be_is_refused(given: dict, says: str) -> None:
    with pytest.raises(InputError, match=f"{says}.*Mend"):
        marked(BOOK, **given)


def test_a_text_that_was_changed_by_hand_loses_its_verdict_and_names_the_norm_that_it_was(tmp_path: Path) -> None:
    book = read_edited(edited(tmp_path, ("Family comes first.", "Family comes before work.")))
    first, second = book.norms
    assert second == B
    assert first.text == "Family comes before work." and first.id != A.id
    assert (first.verdict, first.strength, first.evidence, first.checker) == ("unchecked", None, (), "")
    assert first.note == f"edited from {A.id}"
    book.save(tmp_path / "again.yaml")
    assert read_edited(tmp_path / "again.yaml") == book


def test_a_book_that_nobody_edited_is_read_as_it_is(tmp_path: Path) -> None:
    assert read_edited(edited(tmp_path)) == BOOK


def test_an_edited_copy_is_taken_in_place_by_place(tmp_path: Path) -> None:
    path = edited(tmp_path, ("Guests are welcome.", "Guests are always welcome."))
    record = yaml.safe_load(path.read_text())
    record["norms"] = [record["norms"][1], {"population": "EGY", "text": "Elders speak first."}]
    path.write_text(yaml.safe_dump(record, allow_unicode=True))
    book = merged(BOOK, path, reviewer="R")
    assert [n.text for n in book.norms] == [A.text, "Guests are always welcome.", "Elders speak first."]
    assert book.norms[0] == A
    assert (book.norms[1].status, book.norms[1].reviewer) == ("reviewed", "R")
    assert (book.norms[2].method, book.norms[2].status) == ("written", "mined")


def test_a_copy_made_before_the_book_was_checked_or_reviewed_takes_nothing_back(tmp_path: Path) -> None:
    path = edited(tmp_path, ("status: mined", "status: rejected"))
    now = BOOK.with_norms([replace(A, strength=0.5), replace(B, verdict="supported")])
    book = merged(now, path, reviewer="R")
    assert [(n.status, n.reviewer) for n in book.norms] == [("rejected", "R")] * 2
    assert (book.norms[0].strength, book.norms[1].verdict) == (0.5, "supported")
    reviewed = marked(BOOK, accept=[A.id, B.id], reviewer="S")
    assert merged(reviewed, edited(tmp_path)) == reviewed


def test_a_copy_of_another_survey_is_refused(tmp_path: Path) -> None:
    replace(BOOK, survey_digest="d2").save(tmp_path / "other.yaml")
    with pytest.raises(InputError, match="other answers"):
        merged(BOOK, tmp_path / "other.yaml")


def test_a_norm_in_a_persons_words_is_reviewed_and_unchecked() -> None:
    norm = reworded(A, "Family comes before all.", reviewer="R")
    assert (norm.status, norm.reviewer, norm.verdict, norm.strength) == ("reviewed", "R", "unchecked", None)
    assert A.id in norm.note


def test_what_people_said_survives_a_new_mining() -> None:
    old = marked(BOOK, reject=[A.id], reviewer="R", note="no")
    old = old.with_norms([*old.norms, Norm("EGY", "Family", "By hand.", method="written")])
    new = NormBook((replace(A, strength=0.8), Norm("EGY", "Work", "Work matters much.")), "tell-tale", "d1")
    book = carried(old, new)
    assert [n.text for n in book.norms] == [A.text, "Work matters much.", "By hand."]
    assert (book.norms[0].status, book.norms[0].note, book.norms[0].strength) == ("rejected", "no", 0.8)
    assert book.questions == ("q1", "q2")
    assert carried(book, new) == replace(book, questions=book.questions)
