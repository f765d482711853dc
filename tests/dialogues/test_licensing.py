import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.dialogues.building import from_seeds
from folkways.dialogues.licensing import admit, conflict, licence, source, strictest
from folkways.errors import InputError
from tests.dialogues import made

#: From the mildest to the strictest, as the rule of the room says.
ORDER = (
    "CC0 1.0", "public domain", "MIT", "BSD-3-Clause", "Apache-2.0", "CC BY 4.0", "CC BY-SA 4.0", "CC BY-NC 4.0",
    "CC BY-NC-SA 4.0", "CC BY-ND 4.0", "CC BY-NC-ND 4.0", "WVS terms: no redistribution of the data file",
)  # fmt: skip
SOME = st.lists(st.sampled_from(ORDER), min_size=1, max_size=5)


def test_licences_are_known_by_the_ways_in_which_people_write_them():
    for said, name, hub in (
        ("CC BY-NC-SA 4.0", "CC BY-NC-SA 4.0", "cc-by-nc-sa-4.0"),
        ("cc-by-4.0", "CC BY 4.0", "cc-by-4.0"),
        ("CC-BY-SA-3.0", "CC BY-SA 3.0", "cc-by-sa-3.0"),
        ("Creative Commons BY 4", "CC BY 4.0", "cc-by-4.0"),
        ("CC BY 4.0 International", "CC BY 4.0", "cc-by-4.0"),
        ("apache 2.0", "Apache-2.0", "apache-2.0"),
        ("MIT License", "MIT", "mit"),
        ("CC0", "CC0 1.0", "cc0-1.0"),
        ("Public Domain", "public domain", "cc0-1.0"),
    ):
        assert (licence(said).name, licence(said).hub, licence(said).known) == (name, hub, True)
    for said in ("", "ESS terms: non-commercial use; may not be redistributed", "CC BY something", "MIT-like"):
        assert not licence(said).known and licence(said).hub == "other"


def test_the_order_goes_from_the_mildest_to_the_strictest():
    ranks = [licence(said).rank for said in ORDER]
    assert ranks == sorted(ranks) and len(set(ranks)) == len(ranks)
    for i, mild in enumerate(ORDER[:6]):
        for strict in ORDER[i:]:
            assert strictest([mild, strict]) == strict


@settings(max_examples=50, deadline=None)
@given(SOME)
def test_the_strictest_asks_all_that_any_of_them_asks(said):
    given = [licence(each) for each in said]
    parts = [licence(part) for part in strictest(said).split(" AND ")]
    if all(each.known for each in given):
        for asks in ("non_commercial", "no_derivatives", "family"):
            assert any(getattr(part, asks) for part in parts) == any(getattr(each, asks) for each in given)
        assert max(part.rank for part in parts) >= max(each.rank for each in given)
    else:
        assert not all(part.known for part in parts)


@settings(max_examples=50, deadline=None)
@given(SOME, st.randoms())
def test_neither_order_nor_repetition_matters(said, random):
    shuffled = said * 2
    random.shuffle(shuffled)
    assert strictest(shuffled) == strictest(said)
    assert conflict(shuffled) == conflict(said)
    assert strictest([strictest(said)]) == strictest(said)


def test_share_alike_and_non_commercial_are_both_named_but_may_not_be_mixed():
    both = ["CC BY-SA 4.0", "CC BY-NC 4.0"]
    assert strictest(both) == "CC BY-NC-SA 4.0"
    assert "no further limit" in conflict(both)
    assert conflict(["CC BY-NC-SA 4.0", "CC BY-NC 4.0"]) == ""


def test_the_later_version_of_a_licence_stands_for_both():
    assert strictest(["CC BY-SA 3.0", "CC BY-SA 4.0"]) == "CC BY-SA 4.0"
    assert conflict(["CC BY-SA 3.0", "CC BY-SA 4.0"]) == ""


def test_mild_licences_go_together_and_closed_ones_do_not():
    assert conflict(["CC0", "MIT", "Apache-2.0", "CC BY 4.0", "CC BY-NC-SA 4.0"]) == ""
    assert "their own terms" in conflict(["CC BY-SA 4.0", "ODbL 1.0"])
    assert "their own terms" in conflict(["CC BY-SA 4.0", "CC BY-NC-SA 4.0"])
    assert "is adapted is passed on" in conflict(["MIT", "CC BY-ND 4.0"])
    assert "not known to allow" in conflict(["MIT", ""])
    assert "no redistribution" in conflict([ORDER[-1]])


def mixed(*licences):
    frames = []
    for i, said in enumerate(licences):
        survey = made.survey(2, licence=said, name=f"survey{i}")
        frames.append(from_seeds(made.seeds(survey), survey, phrasings=1))
    return pl.concat(frames)


def test_a_mixture_that_may_not_be_is_refused_and_its_sources_named():
    for bad in (["CC BY-SA 4.0", "CC BY-NC-SA 4.0"], ["MIT", ""], ["MIT", ORDER[-1]], ["CC BY-ND 4.0"]):
        with pytest.raises(InputError, match="may not be mixed") as caught:
            admit(mixed(*bad))
        assert all(source(f"survey{i}", said) in str(caught.value) for i, said in enumerate(bad))
        assert "--only-licence" in str(caught.value) and "--accept-licence" in str(caught.value)


def test_one_licence_can_be_kept_and_another_accepted():
    samples = mixed("MIT", ORDER[-1])
    assert set(admit(samples, only=["mit license"])["licence"]) == {"MIT"}
    assert admit(samples, accept=[ORDER[-1]]).height == samples.height
    with pytest.raises(InputError, match="may not be mixed"):
        admit(samples, accept=["MIT"])
    with pytest.raises(InputError, match="no sample carries CC0"):
        admit(samples, only=["CC0"])


def test_compatible_licences_are_mixed_without_asking():
    assert admit(mixed("MIT", "CC BY 4.0")).height == mixed("MIT", "CC BY 4.0").height


def test_a_source_that_could_be_misread_is_refused():
    with pytest.raises(InputError, match="cannot be named"):
        source("a: b", "MIT")
    with pytest.raises(InputError, match="no licence"):
        strictest([])
