"""A cultural profile is drafted from what people said, mended by a person, and says which is which."""

from pathlib import Path

import pytest
import yaml

from folkways.adapt.prompting import Profile, compose, draft_profile
from folkways.adapt.prompting.drafting import ANSWERS, MAJORITY, NORMS
from folkways.adapt.prompting.profile import SECTIONS
from folkways.errors import InputError
from folkways.norms import NormBook
from folkways.surveys import Survey
from folkways.surveys.split import Split
from tests.adapt.prompting.conftest import WordEncoder


@pytest.fixture
def draft(people: Survey, split: Split, book: NormBook, encoder: WordEncoder) -> Profile:
    made = compose("none", people, split=split, book=book, encoder=encoder)
    return draft_profile(made.material, people.population("EGY"), "fa")


def test_a_draft_says_what_a_majority_answered(draft: Profile, people: Survey, split: Split) -> None:
    answers = [line for line in draft.lines if line.source.kind == "survey"]
    assert answers and all(len(line.source.ids) == 1 for line in answers)
    for line in answers:
        question = people.by_id[line.source.ids[0]]
        assert question.id in split.train and question.text("fa") in line.text
        rows = people.human.filter((people.human["question"] == question.id) & (people.human["population"] == "EGY"))
        shares = [s for o, s in zip(rows["option"], rows["share"], strict=True) if o in question.codes]
        top = question.substantive[shares.index(max(shares))]
        assert max(shares) / sum(shares) >= MAJORITY and top.text("fa") in line.text
    for name in SECTIONS:
        kinds = [line.source.kind for line in draft.sections[name]]
        assert kinds.count("survey") <= ANSWERS and kinds.count("norm") <= NORMS
    assert draft.status == "draft" and draft.questions <= set(split.train)


def test_no_line_stands_in_two_sections(draft: Profile) -> None:
    texts = [line.text for line in draft.lines]
    assert len(set(texts)) == len(texts)


def test_a_profile_is_read_back_as_it_was_written(draft: Profile, tmp_path: Path) -> None:
    draft.save(tmp_path / "egypt.yaml")
    assert Profile.read(tmp_path / "egypt.yaml") == draft


def test_a_line_that_a_person_changed_is_theirs_and_rests_on_the_same_questions(
    draft: Profile, tmp_path: Path, people: Survey, split: Split
) -> None:
    path = tmp_path / "egypt.yaml"
    draft.save(path)
    record = yaml.safe_load(path.read_text("utf-8"))
    name = next(name for name in SECTIONS if record["sections"][name])
    before = record["sections"][name][0]
    record["sections"][name][0] = {**before, "text": "خانواده پیش از همه."}
    record["sections"]["avoid"] = ["شوخی دربارهٔ دین."]
    record |= {"status": "reviewed", "reviewer": "N. N."}
    path.write_text(yaml.safe_dump(record, allow_unicode=True), "utf-8")
    read = Profile.read(path)
    changed, added = read.sections[name][0], read.sections["avoid"][0]
    assert changed.source.kind == added.source.kind == "person"
    assert changed.source.ids == tuple(before["ids"]) and added.source.ids == ()
    assert "N. N." in changed.source.note
    made = compose("profile", people, split=split, profiles=[read])
    passage = made.passage(people.by_id[split.held_out[0]], people.population("EGY"), "fa")
    assert "- شوخی دربارهٔ دین." in passage.text.splitlines()
    assert made.seen == read.questions
    assert made.facts()["profiles"] == {"EGY fa": {"digest": read.digest, "status": "reviewed"}}
    with pytest.raises(InputError, match="no profile of TUR"):
        made.passage(people.by_id[split.held_out[0]], people.population("TUR"), "fa")


def test_what_rests_on_held_out_questions_is_refused(
    people: Survey, split: Split, encoder: WordEncoder, tmp_path: Path
) -> None:
    whole = compose("none", people, encoder=encoder)
    for code in ("EGY", "MAR"):
        profile = draft_profile(whole.material, people.population(code), "en")
        with pytest.raises(InputError, match=r"held[- ]out"):
            compose("profile", people, split=split, profiles=[profile])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("population: EGY", "not a profile"),
        ("[1, 2]", "not a profile"),
        ("{population: EGY, language: en, sections: {food: []}}", "unknown section"),
        ("{population: EGY, language: en, sections: {values: ['']}}", "has no text"),
        ("{population: EGY, language: en, status: reviewed, sections: {}}", "reviewed by nobody"),
        ("{population: EGY, language: en, status: perfect, sections: {}}", "unknown status"),
        ("{population: EGY, language: en, sections: {values: [{text: a, kind: magic}]}}", "unknown source"),
    ],
)
def test_a_wrong_profile_is_refused_with_its_file(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=said) as caught:
        Profile.read(path)
    assert str(path) in str(caught.value) and caught.value.mend


def test_no_profile_can_be_drafted_of_a_people_of_whom_nothing_may_be_learnt(
    people: Survey, split: Split, encoder: WordEncoder
) -> None:
    made = compose("none", people, split=split, encoder=encoder)
    with pytest.raises(InputError, match="nothing is known of MAR"):
        draft_profile(made.material, people.population("MAR"), "en")
