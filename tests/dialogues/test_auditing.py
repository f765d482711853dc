"""People get a sheet, it comes back checked, and what they say decides."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.dialogues.audited import audited
from folkways.dialogues.auditing import (
    AUDIT_SCHEMA,
    SHEET_SCHEMA,
    apply_audit,
    read_audit,
    sample_for_people,
    write_audit,
)
from folkways.dialogues.conversation import TURNS_SCHEMA
from folkways.dialogues.verdict import STATUSES, VERIFIED_SCHEMA
from folkways.errors import InputError
from folkways.judges.agreement import cohen
from tests.dialogues.judging import opinions


def verified(frame: pl.DataFrame, statuses: list[str], **columns: str) -> pl.DataFrame:
    rows = [
        dict.fromkeys(VERIFIED_SCHEMA) | {"id": key, "status": status, "final": text, "reason": "why", **columns}
        for key, text, status in zip(frame["id"], frame["text"], statuses, strict=True)
    ]
    return pl.DataFrame(rows, schema=VERIFIED_SCHEMA).sort("id")


def audit(**said: str | None) -> pl.DataFrame:
    return pl.DataFrame([(key, person, "") for key, person in said.items()], schema=AUDIT_SCHEMA, orient="row")


SIZES = {"kept": 30, "grey": 6, "rejected": 2}
FRAME = opinions(*(f"Opinion {i}." for i in range(38)))
DONE = verified(FRAME, [status for status, n in SIZES.items() for _ in range(n)])


@settings(max_examples=40, deadline=None)
@given(n=st.integers(1, 45), seed=st.integers(0, 3))
def test_a_sample_follows_the_sizes_of_its_strata_with_one_of_each_at_least(n: int, seed: int) -> None:
    sheet = sample_for_people(DONE, FRAME, n=n, seed=seed)
    assert sheet.schema == pl.Schema(SHEET_SCHEMA)
    assert sheet.height == sheet["id"].n_unique() == min(n, 38)
    counts = dict(sheet.join(DONE, on="id")["status"].value_counts().iter_rows())
    for status, size in SIZES.items():
        given_ = counts.get(status, 0)
        assert given_ <= size
        if n >= 3:
            assert given_ >= 1
            assert given_ - min(n, 38) * size / 38 < 1 + (given_ == 1)
    again = sample_for_people(DONE[::-1], FRAME.sample(fraction=1, shuffle=True, seed=1), n=n, seed=seed)
    assert sheet.equals(again)


def test_the_sheet_does_not_tell_what_the_judges_said() -> None:
    sheet = sample_for_people(DONE, FRAME, n=38)
    assert not {"status", "reason", "consistency", "filter"} & set(sheet.columns)
    place = {row: i for i, row in enumerate(sheet["id"])}
    kept = [place[key] for key in DONE.filter(pl.col("status") == "kept")["id"]]
    assert max(kept) - min(kept) > len(kept)  # strata are mixed


def test_the_turn_in_which_it_was_said_is_shown_as_context() -> None:
    row = dict.fromkeys(TURNS_SCHEMA) | {"conversation": "c1", "turn": 0, "text": "Well. Opinion 0."}
    turns = pl.DataFrame([row], schema=TURNS_SCHEMA)
    sheet = sample_for_people(DONE, FRAME, turns, n=38)
    assert dict(sheet.select("id", "context").iter_rows())[FRAME["id"][0]] == "Well. Opinion 0."
    assert sheet.filter(pl.col("context") == "").height == 37


def test_samples_of_frames_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(InputError, match="n is 0"):
        sample_for_people(DONE, FRAME, n=0)
    with pytest.raises(InputError, match="in one frame alone"):
        sample_for_people(DONE, FRAME[1:], n=3)


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), min_size=1, max_size=12)


@settings(max_examples=30, deadline=None)
@given(texts=st.lists(CELL, min_size=1, max_size=4), marks=st.lists(st.sampled_from("=+-@'\t＝\r\n"), min_size=4))
def test_a_sheet_comes_back_as_it_went_out_and_no_cell_is_a_formula(texts: list[str], marks: list[str]) -> None:
    import tempfile

    frame = opinions(*(mark + text for mark, text in zip(marks, texts, strict=False)))
    done = verified(frame, ["kept"] * frame.height)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        write_audit(sample_for_people(done, frame, n=9), path)
        back = read_audit(path, done)
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    assert sorted(back["id"]) == sorted(frame["id"])
    assert back["person"].null_count() == frame.height
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")) for row in rows for cell in row)


def sheet_with(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    path = tmp_path / "a.csv"
    write_audit(sample_for_people(DONE[:2], FRAME.filter(pl.col("id").is_in(DONE["id"][:2].to_list())), n=2), path)
    text = path.read_bytes().decode("utf-8-sig")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return path


def test_verdicts_and_notes_are_read_in_any_case_and_empty_is_no_verdict(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    sheet = sample_for_people(DONE, FRAME, n=3).with_columns(
        person=pl.Series([" Accept", "REJECT ", ""]), note=pl.Series(["=1+1", "'quoted", ""])
    )
    write_audit(sheet, path)
    back = read_audit(path, DONE)
    assert back.schema == pl.Schema(AUDIT_SCHEMA)
    assert back["person"].to_list() == ["accept", "reject", None]
    assert back["note"].to_list() == ["=1+1", "'quoted", ""]


def test_a_sheet_that_a_program_saved_with_other_line_ends_or_without_marks_is_read(tmp_path: Path) -> None:
    frame = opinions("-two\nlines")
    done = verified(frame, ["grey"])
    path = tmp_path / "a.csv"
    write_audit(sample_for_people(done, frame, n=1), path)
    text = path.read_bytes().decode("utf-8-sig")
    path.write_bytes(text.replace("'-two", "-two").replace("\n", "\r\n").encode())
    assert read_audit(path, done).height == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ([("o", "p")], "columns missing"),
        ([(f"{DONE['id'][0]}", "o000")], "row [23]: id 'o000' was not verified"),
        ([(DONE["final"][0], "Changed.")], "row [23]: the text of .* was changed to 'Changed.'"),
        ([(f'{DONE["final"][0]}",""', f'{DONE["final"][0]}","maybe"')], "row [23]: person is 'maybe'"),
        ([(DONE["id"][0], DONE["id"][1]), (DONE["final"][0], DONE["final"][1])], "row 3: id .* occurs twice"),
        ([('"id",', '"id"x,')], "is not a sheet"),
    ],
)
def test_a_sheet_that_was_spoilt_is_refused_with_row_value_and_mend(
    tmp_path: Path, changes: list[tuple[str, str]], says: str
) -> None:
    with pytest.raises(InputError, match=rf"a\.csv.*{says}.*Mend"):
        read_audit(sheet_with(tmp_path, *changes), DONE)


def test_a_sheet_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_audit(tmp_path / "none.csv", DONE)
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="is not a sheet"):
        read_audit(tmp_path / "x.csv", DONE)


def test_what_people_say_decides_over_all_but_what_the_judges_rejected() -> None:
    frame = opinions("k", "k2", "w", "g", "g2", "x", "untouched")
    done = verified(frame, ["kept", "kept", "rewritten", "grey", "grey", "rejected", "grey"])
    ids = list(frame["id"])
    done = done.with_columns(rewriter=pl.when(pl.col("id") == ids[4]).then(pl.lit("m")))
    says = ["accept", "reject", "reject", "accept", "accept", "accept", None]
    after = apply_audit(done, audit(**dict(zip(ids, says, strict=True))))
    rows = {row["id"]: row for row in after.iter_rows(named=True)}
    assert [rows[key]["status"] for key in ids] == [
        "kept", "rejected", "rejected", "kept", "rewritten", "rejected", "grey",
    ]  # fmt: skip
    assert [rows[key]["person"] for key in ids] == says
    assert rows[ids[1]]["reason"] == "rejected by a person: why"
    assert rows[ids[3]]["reason"] == "accepted by a person: why"
    assert rows[ids[6]] == {row["id"]: row for row in done.iter_rows(named=True)}[ids[6]]


def test_an_audit_of_other_opinions_is_refused() -> None:
    with pytest.raises(InputError, match="'o0' was not verified"):
        apply_audit(DONE, audit(o0="accept"))
    with pytest.raises(InputError, match="unknown verdict 'yes'"):
        apply_audit(DONE, audit(**{DONE["id"][0]: "yes"}))


def test_agreement_is_that_of_kept_and_rejected_and_grey_counts_for_itself() -> None:
    frame = opinions(*"abcdefgh")
    done = verified(frame, ["kept", "kept", "rewritten", "rejected", "rejected", "grey", "grey", "kept"])
    says = ["accept", "reject", "accept", "reject", "accept", "accept", "reject", None]
    found = audited(done, audit(**dict(zip(frame["id"], says, strict=True))))
    assert (found.asked, found.answered) == (8, 7)
    assert (found.agreement.value, found.agreement.units) == (0.6, 5)
    # Wilson 1927: centre (p + z²/2n) / (1 + z²/n), half width z·sqrt(p(1−p)/n + z²/4n²) / (1 + z²/n).
    assert (found.agreement.low, found.agreement.high) == (
        pytest.approx(0.2307, abs=1e-4),
        pytest.approx(0.8824, abs=1e-4),
    )
    order = sorted(range(5), key=lambda i: frame["id"][i])
    ours = [["accept", "accept", "accept", "reject", "reject"][i] for i in order]
    theirs = [says[i] for i in order]
    assert found.kappa == cohen(ours, theirs, ("accept", "reject"))
    assert {status: (e.units, e.value) for status, e in found.accepted.items() if e.units} == {
        "kept": (2, 0.5), "rewritten": (1, 1.0), "grey": (2, 0.5), "rejected": (2, 0.5),
    }  # fmt: skip
    assert list(found.accepted) == list(STATUSES)
    assert str(found).startswith("people agree on 0.60")


def test_people_who_said_nothing_give_no_figure() -> None:
    found = audited(DONE, audit(**{DONE["id"][0]: None}))
    assert (found.answered, found.agreement.units) == (0, 0)
    assert str(found) == "no person has said anything yet"


def test_figures_are_not_taken_after_the_audit_was_applied() -> None:
    said = audit(**{DONE["id"][0]: "accept"})
    with pytest.raises(InputError, match="already decided"):
        audited(apply_audit(DONE, said), said)
