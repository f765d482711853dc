"""A probe on Ray workers gives the run of one process, whatever becomes of a worker."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from folkways.errors import ModelError
from folkways.models import load_model
from folkways.probes import Design, Reading, execute, plan
from folkways.probes.ray_pool import RayPool
from folkways.runs import Run
from folkways.surveys import load_survey
from tests.models.conftest import write_tiny

READING = Reading("both", text_tokens=4)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_tiny(tmp_path_factory.mktemp("tiny"))
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"max_position_embeddings": 2048}))
    return folder


# The workers hold all cores, so the tests that start others come first.
@pytest.fixture(scope="module")
def pool(model: Path) -> Iterator[RayPool]:
    with RayPool(str(model), load_model, dtype="fp32", workers=2) as found:
        yield found


def planned(asked: RayPool | None, model: Path):  # type: ignore[no-untyped-def]
    survey = load_survey("menavalues")
    described = asked or load_model(str(model), dtype="fp32")
    design = Design(framings=("persona",), orders=("given", "reversed"))
    return plan(described, survey, populations=["EGY", "TUR"], limit=40, design=design, reading=READING), described


def killed_once(at: int) -> Callable[[int, int], None]:
    """Kill one worker's process when so many prompts are done."""
    left = [1]

    def progress(done: int, _: int) -> None:
        if done >= at and left:
            left.clear()
            mine = psutil.Process().children(recursive=True)
            next(p for p in mine if p.name().startswith("ray::Worker")).send_signal(signal.SIGKILL)

    return progress


def test_a_model_that_no_worker_can_load_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.json"):
        RayPool(str(tmp_path), load_model, dtype="fp32", workers=1)


def test_a_folder_has_its_own_name_in_the_answers(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(model.parent)
    with RayPool(model.name, load_model, dtype="fp32", workers=1) as pool:
        made, _ = planned(pool, model)
        frame = pool.run(made, tmp_path / "run").frame
    assert frame["model"].unique().to_list() == [model.name] == [pool.info.name]


def test_a_run_whose_worker_is_killed_is_that_of_one_process(pool: RayPool, model: Path, tmp_path: Path) -> None:
    made, _ = planned(pool, model)
    assert made.shards > 3
    spread = pool.run(made, tmp_path / "spread", killed_once(made.config["shard"])).frame
    alone, asked = planned(None, model)
    assert alone.config == made.config
    known = execute(alone, asked, tmp_path / "alone").frame  # type: ignore[arg-type]
    assert spread.drop("probs", "off_label").equals(known.drop("probs", "off_label"))
    assert spread["probs"].explode().to_list() == pytest.approx(known["probs"].explode().to_list(), abs=1e-6)
    assert Run.read(tmp_path / "spread").complete
    files = [sorted(p.name for p in (tmp_path / name / "shards").iterdir()) for name in ("spread", "alone")]
    assert files[0] == files[1]


def test_a_run_goes_on_where_it_was_stopped(pool: RayPool, model: Path, tmp_path: Path) -> None:
    made, _ = planned(pool, model)
    pool.run(made, tmp_path)
    shard = Run.read(tmp_path).shard_path(1)
    before = shard.read_bytes()
    shard.unlink()
    asked: list[int] = []
    pool.run(made, tmp_path, lambda done, _: asked.append(done))
    assert asked == [len(made.cells) - len(made.shard(1)), len(made.cells)]
    assert len(shard.read_bytes()) == pytest.approx(len(before), rel=0.05)


def test_an_error_of_the_model_ends_the_run_and_is_named(pool: RayPool, model: Path, tmp_path: Path) -> None:
    survey = load_survey("menavalues")
    design = Design(framings=("persona",), orders=("given",))
    made = plan(pool, survey, populations=["EGY"], limit=5, design=design, reading=Reading("text", text_tokens=9000))
    with pytest.raises(ModelError, match="the model reads 2048"):
        pool.run(made, tmp_path)


def test_a_provider_is_not_put_on_a_cluster() -> None:
    with pytest.raises(ModelError, match="--connections"):
        RayPool("api:openai/gpt-4o", load_model)


def test_a_cluster_without_room_is_said_at_once(pool: RayPool, model: Path) -> None:
    with pytest.raises(ModelError, match="are free"):
        RayPool(str(model), load_model, workers=2)
