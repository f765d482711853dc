"""`folkways vsm` and `folkways moderate`, end to end with models that read the prompt."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

from folkways.alignment.vsm import COMPAT_WARNING, ITEMS
from folkways.cli import app
from folkways.errors import FolkwaysError
from folkways.models.access import Prompt
from folkways.surveys.value_items import value_items
from tests.judges.test_moderation import Classifier
from tests.probes.synthetic import ContentModel

TURNED = {"m07", "m20"}  # both raise PDI


class Knowing(ContentModel):
    """Answers `hardly` or `at no time` where an Egyptian is asked about superiors, and the middle everywhere else."""

    def __init__(self) -> None:
        self.survey = value_items()
        super().__init__(self.survey)

    def weights(self, prompt: Prompt, options: list[str]) -> np.ndarray:
        for question in self.survey.questions:
            if question.text("en") in prompt.user:
                code = 4 if question.id in TURNED and "Egypt" in prompt.user else 2
                return np.array([0.9 if option == question.options[code].text("en") else 0.025 for option in options])
        return np.ones(len(options))


def invoke(monkeypatch: pytest.MonkeyPatch, model: Any, *arguments: str) -> dict[str, Any]:
    monkeypatch.setattr("folkways.models.load_model", lambda *_, **__: model)
    done = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout) | {"said": " ".join(done.stderr.split())}


def test_differences_come_first_and_random_and_constant_answers_stand_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores = tmp_path / "scores.csv"
    scores.write_text("country,pdi,idv,mas,uai,lto,ivr\nEgypt,70,25,45,80,7,4\nNorway,31,69,8,50,35,55\n")
    out = tmp_path / "run"
    arguments = ("vsm", "m", "--populations", "EGY,NOR", "--scores", str(scores), "--out", str(out), "--json",
                 "--templates", "plain")  # fmt: skip
    record = invoke(monkeypatch, Knowing(), *arguments)
    pdi = next(row for row in record["pairs"] if row["dimension"] == "pdi")
    assert (pdi["a"], pdi["b"], pdi["sign"], pdi["clear"]) == ("EGY", "NOR", "right", True)
    assert pdi["difference"] == pytest.approx((35 + 25) * 2 * 0.875)
    assert record["said"].index("Differences against") < record["said"].index("Scores, not comparable")
    assert "distances" not in record
    assert pl.read_parquet(out / "vsm_indices.parquet").to_dicts() == record["indices"]
    assert "Paraphrases" in record["questionnaire"]["notes"][0]
    again = invoke(monkeypatch, Knowing(), *arguments)
    assert again["indices"] == record["indices"]


def test_the_distance_is_printed_with_its_warning_and_beside_that_of_a_constant_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores, own = tmp_path / "scores.csv", tmp_path / "own.json"
    scores.write_text("country,pdi,idv\nEgypt,70,25\n")
    own.write_text(json.dumps([{"item": i, "text": f"What of {i}?", "options": [f"{o}{i}" for o in "vwxyz"]}
                               for i in range(1, 25)]))  # fmt: skip
    arguments = ("vsm", "m", "--populations", "EGY", "--scores", str(scores), "--wording", str(own))
    more = ("--culturepark-compat", "--templates", "plain", "--out", str(tmp_path / "run"), "--json")
    record = invoke(monkeypatch, ContentModel(value_items()), *arguments, *more)
    assert COMPAT_WARNING in record["said"]
    assert record["distances"][0]["constant"] == pytest.approx((20**2 + 25**2) ** 0.5)
    assert record["distances"][0]["dimensions"] == 2
    assert [q["item"] for q in record["means"]] == list(ITEMS)
    assert any("CulturePark" in note for note in record["notes"])


def test_two_models_are_compared_on_the_same_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "set.csv"
    file.write_text(
        "text,label,culture\n" + "".join(f"text {i},{i % 2},{'KOR' if i < 10 else 'TUR'}\n" for i in range(20))
    )
    right = Classifier(lambda text: ("fair", "foul")[int(text.split()[1]) % 2])
    sly = Classifier(lambda text: "I do not know" if int(text.split()[1]) < 10 else "fair")
    common = ("moderate", "m", str(file), "--anchors", "0=fair,1=foul", "--json", "--replicates", "50", "--out")
    before = invoke(monkeypatch, sly, *common, str(tmp_path / "before"))
    after = invoke(monkeypatch, right, *common, str(tmp_path / "after"), "--compare", str(tmp_path / "before"))
    figures = {row["culture"]: row for row in before["figures"]}
    assert (figures["KOR"]["macro_f1"], figures["KOR"]["unsure"]) == (0.0, 10)
    assert figures["TUR"]["macro_f1"] == pytest.approx((2 / 3) / 2)
    assert after["difference"][1] == {"culture": "KOR", "texts": 10, "a": 0.0, "b": 1.0, "difference": 1.0, "low": 1.0,
                                      "high": 1.0}  # fmt: skip
    assert "10 unsure" in before["said"]
    assert pl.read_parquet(tmp_path / "after" / "predictions.parquet").height == 20


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("vsm m --populations EGY --culturepark-compat --out {t}/r", "without published scores"),
        ("vsm m --populations EGY --read guess --out {t}/r", "cannot read by"),
        ("vsm m --populations Atlantis --out {t}/r", "unknown country"),
        ("vsm m --populations EGY --samples 20 --out {t}/r", "at least 50"),
        ("moderate m {t}/none.csv --out {t}/r", "no such file"),
        ("moderate m {t}/none.csv --out {t}/r --compare {t}", "no finished run"),
        ("moderate m {t}/a.csv --out {t}/r --anchors 0", "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_asked(
    command: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text("text,label,culture\na,x,KOR\nb,y,KOR\n")
    model = Knowing()
    monkeypatch.setattr("folkways.models.load_model", lambda *_, **__: model)
    monkeypatch.setattr(model, "score", lambda *_: pytest.fail("the model was asked"))
    with pytest.raises(FolkwaysError, match=says):
        CliRunner().invoke(app, command.format(t=tmp_path).split(), catch_exceptions=False)
