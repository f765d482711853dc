"""What became of an opinion, told from the tables."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.dialogues.opinion import REJECTS_SCHEMA
from folkways.dialogues.sample import UNIQUE_SCHEMA
from folkways.dialogues.verdict import STATUSES, VERIFIED_SCHEMA
from folkways.web.fates import FATES, fates
from folkways.web.talk_listing import paged


def told(status: str | None, *, sampled: bool = False, cluster: str | None = None, hit: bool = False) -> str:
    """The fate of opinion `a`, beside another."""
    rows = [] if status is None else [dict.fromkeys(VERIFIED_SCHEMA) | {"id": "a", "status": status, "final": "t"}]
    clusters = [] if cluster is None else [("a", cluster, "exact", 1.0)]
    hits = [("dedupe", "a", "holds an item", f"item {n}", "t") for n in range(2 * hit)]
    found = fates(
        pl.DataFrame({"id": ["a", "b"]}),
        pl.DataFrame(rows, schema=VERIFIED_SCHEMA),
        pl.DataFrame(clusters, schema=UNIQUE_SCHEMA, orient="row"),
        pl.DataFrame(hits, schema=REJECTS_SCHEMA, orient="row"),
        pl.DataFrame({"opinion": ["a", "a"] * sampled}, schema={"opinion": pl.String}),
    )
    assert found["id"].to_list() == ["a", "b"]
    assert found["fate"][1] == "found"
    assert found["samples"].to_list() == [2 * sampled, 0]
    return found["fate"][0]


@pytest.mark.parametrize(
    ("fate", "status", "more"),
    [
        ("found", None, {}),
        ("kept", "kept", {}),
        ("kept", "rewritten", {"cluster": "a"}),
        ("alike", "kept", {"cluster": "b"}),
        ("alike", "grey", {"cluster": "b"}),
        ("grey", "grey", {"cluster": "a"}),
        ("rejected", "rejected", {}),
        ("rejected", "kept", {"hit": True}),
        ("sample", "kept", {"cluster": "a", "sampled": True}),
        ("sample", "grey", {"cluster": "a", "sampled": True}),
        ("rewritten", "rewritten", {"cluster": "a", "sampled": True}),
    ],
)
def test_the_fate_follows_from_the_tables(fate: str, status: str | None, more: dict) -> None:
    assert told(status, **more) == fate


@given(st.sampled_from([None, *STATUSES]), st.booleans(), st.sampled_from([None, "a", "b"]), st.booleans())
def test_what_is_in_the_dataset_is_always_said_to_be(
    status: str | None, sampled: bool, cluster: str | None, hit: bool
) -> None:
    fate = told(status, sampled=sampled, cluster=cluster, hit=hit)
    assert fate in FATES
    assert sampled == (fate in ("sample", "rewritten"))


@given(st.text(max_size=12), st.integers(0, 500), st.integers(1, 30))
def test_the_page_shown_is_always_one_that_there_is(asked: str, count: int, size: int) -> None:
    page, pages = paged(asked, count, size)
    assert 1 <= page <= pages
    assert (pages - 1) * size <= max(count - 1, 0) < pages * size
