"""`folkways probe` with an adapter, a prompt or norms, on a random model of two layers."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from folkways.adapt.lora import Lora
from folkways.adapt.match import match
from folkways.adapt.prompting import compose
from folkways.adapt.training import Training
from folkways.cli import app
from folkways.errors import InputError
from tests.adapt.lessons import small_book, small_split, small_survey, write_base


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base, a survey, its split, an adapter, a prompt and norms."""
    here = tmp_path_factory.mktemp("aids")
    survey = small_survey()
    split = small_split(survey)
    write_base(here / "base", survey)
    survey.save(here / "survey")
    split.save(here / "split.json")
    few = Training(steps=1, batch=1)
    match(str(here / "base"), survey, split, out=here / "tuned", training=few, lora=Lora(2))
    small_book().save(here / "norms.yaml")
    compose("identity", survey, split=split, source=str(here / "survey")).save(here / "prompt.json")
    return here


def probe(folder: Path, out: Path, *more: str) -> dict:
    base, survey = str(folder / "base"), str(folder / "survey")
    arguments = ["probe", base, survey, "--out", str(out), "--framings", "persona", "--dtype", "fp32", *more]
    CliRunner().invoke(app, arguments, catch_exceptions=False)
    return json.loads((out / "run.json").read_text())["config"]


def test_with_a_split_only_held_out_questions_are_asked(folder: Path, tmp_path: Path) -> None:
    config = probe(folder, tmp_path / "run", "--split", str(folder / "split.json"))
    assert config["questions"] == json.loads((folder / "split.json").read_text())["held_out"]


def test_an_adapter_answers_what_it_has_not_seen_and_refuses_the_rest(folder: Path, tmp_path: Path) -> None:
    adapter = str(folder / "tuned" / "adapter")
    config = probe(folder, tmp_path / "run", "--split", str(folder / "split.json"), "--adapter", adapter)
    assert config["aid"]["adapters"] == {"*": "tuned/adapter"}
    assert set(config["aid"]["seen"]) == set(json.loads((folder / "split.json").read_text())["train"])
    with pytest.raises(InputError, match="has seen the people's answers"):
        probe(folder, tmp_path / "leak", "--adapter", adapter)


def test_each_people_can_have_an_adapter_of_its_own(folder: Path, tmp_path: Path) -> None:
    adapter = f"EGY={folder / 'tuned' / 'adapter'}"
    config = probe(folder, tmp_path / "run", "--split", str(folder / "split.json"), "--adapter", adapter)
    assert config["aid"]["adapters"] == {"EGY": "tuned/adapter"}


def test_a_prompt_and_norms_stand_before_the_questions(folder: Path, tmp_path: Path) -> None:
    split = str(folder / "split.json")
    bare = probe(folder, tmp_path / "bare", "--split", split)
    prompted = probe(folder, tmp_path / "prompt", "--split", split, "--prompt", str(folder / "prompt.json"))
    normed = probe(folder, tmp_path / "norms", "--split", split, "--norms", str(folder / "norms.yaml"))
    assert prompted["aid"]["name"] == "prompt: identity" and normed["aid"]["name"] == "prompt: norms:topic"
    assert len({bare["prompts"], prompted["prompts"], normed["prompts"]}) == 3


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--adapter", "/nowhere"), "no such folder"),
        (("--adapter", "X=1,"), "has no population 'X'"),
        (("--questions", "q0,q1,q2,q3,q4,q5,q6,q7,q8,q9,q10,q11", "--split", "SPLIT"), "is not held out"),
        (("--prompt", "PROMPT", "--norms", "NORMS"), "--prompt beside --norms"),
    ],
)
def test_what_cannot_be_given_is_one_line_with_a_mend(
    folder: Path, tmp_path: Path, more: tuple[str, ...], says: str
) -> None:
    names = {"SPLIT": "split.json", "PROMPT": "prompt.json", "NORMS": "norms.yaml"}
    given = [str(folder / names[word]) if word in names else word for word in more]
    with pytest.raises(Exception, match=says):
        probe(folder, tmp_path / "run", *given)
