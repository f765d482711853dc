"""A folder of runs as people leave them: finished, under way, stopped, damaged."""

import os
import shutil
import socket
import threading
import time
import zlib
from collections.abc import Generator, Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from folkways.cli.result import judge, write_result
from folkways.models.access import Prompt
from folkways.probes.design import Design
from folkways.probes.probe import execute, plan
from folkways.surveys import Survey, load_survey
from tests.probes.synthetic import ContentModel, PlaceModel
from tests.web.talking import FEW
from tests.web.talking import made as made_talks

pytest.importorskip("fastapi")


class Reader(ContentModel):
    """Knows the people in every language of the survey; `blur` says how roughly."""

    def __init__(self, survey: Survey, name: str, blur: float) -> None:
        self.name, self.blur = name, blur
        people = survey.human.group_by("question", "option").agg(pl.col("share").mean())
        shares = {(q, o): s for q, o, s in people.iter_rows()}
        self.known = {
            text: {o.text(tag): shares.get((q.id, o.code), 0.0) for o in q.substantive}
            for q in survey.questions
            for tag, text in q.texts.items()
        }

    def weights(self, prompt: Prompt, options: list[str]) -> np.ndarray:
        draw = np.random.default_rng(zlib.crc32(prompt.user.encode())).uniform(0.6, 1.6, len(options))
        return super().weights(prompt, options) * draw + self.blur


@pytest.fixture(scope="session")
def survey() -> Survey:
    """MENAValues, with its Arabic translation."""
    return load_survey("menavalues")


@pytest.fixture(scope="session")
def made(survey: Survey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runs, made once."""
    root = tmp_path_factory.mktemp("made") / "runs"
    asked = [q.id for q in survey.questions if "ar" in q.texts][:28]
    both = Design(languages=("source", "native"))
    for name, model, design in (
        ("base", Reader(survey, "llama-8b", 0.12), both),
        ("adapted", Reader(survey, "llama-8b+adapter", 0.02), both),
        ("place", PlaceModel(), Design()),
    ):
        todo = plan(model, survey, populations=["EGY", "IRN", "MAR"], questions=asked, design=design)
        answers = execute(todo, model, root / name)
        if name == "base":
            command = "folkways probe llama-8b menavalues --out runs/base"
            write_result(answers, survey, root / name / "report.html", command=command)
    shutil.copytree(root / "place", root / "nested" / "script")
    rewrite(root / "nested" / "script" / "run.json", '"model": "place"', '"model": "<script>alert(1)</script>"')
    for name, kept in (("going", 3), ("halted", 2)):
        shutil.copytree(root / "place", root / name)
        for shard in sorted((root / name / "shards").iterdir())[kept:]:
            shard.unlink()
    for file in (root / "halted").rglob("*"):
        os.utime(file, (time.time() - 7200, time.time() - 7200))
    shutil.copytree(root / "place", root / "broken")
    (root / "broken" / "run.json").write_text('{"config": ')
    shutil.copytree(root / "place", root / "torn")
    shard = root / "torn" / "shards" / "000001.parquet"
    shard.write_bytes(shard.read_bytes()[:200])
    shutil.copytree(root / "place", root / "stranger")
    rewrite(root / "stranger" / "run.json", '"survey_digest": "', '"survey_digest": "0')
    (root / "notes").mkdir()
    return root


@pytest.fixture
def runs(made: Path, tmp_path: Path) -> Path:
    """A copy of the runs that a test may change; the run under way was written to just now."""
    copied = tmp_path / "runs"
    shutil.copytree(made, copied)
    os.utime(copied / "going" / "shards" / "000002.parquet")
    return copied


@pytest.fixture(scope="session")
def address(made: Path) -> Iterator[str]:
    """The app, served on this machine over the runs."""
    yield from serve(made)


def serve(folder: Path) -> Generator[str, None, None]:
    """The app over a folder, until the generator is closed."""
    import uvicorn

    from folkways.web.app import create_app

    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(folder, judge), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)


def rewrite(path: Path, old: str, new: str) -> None:
    """Replace a part of a text file that must be there."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="session")
def talked(survey: Survey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders of dialogues, made once: one with its dataset, one of which only the talking is done, one verified."""
    root = tmp_path_factory.mktemp("talked") / "runs"
    made_talks(root / "nested" / "talk", survey)
    made_talks(root / "begun", survey, until="generate", settings=FEW)
    made_talks(root / "checked", survey, until="verify", settings=FEW)
    return root


@pytest.fixture
def talks(talked: Path, tmp_path: Path) -> Path:
    """A copy of the folders of dialogues that a test may change."""
    copied = tmp_path / "runs"
    shutil.copytree(talked, copied)
    return copied
