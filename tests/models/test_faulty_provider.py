"""Nothing lost, nothing doubled: runs against a provider that fails, killed on the way, against a clean run."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from folkways.models import Prompt, load_model
from folkways.models.access import Failure, LabelScores
from folkways.models.provider import ProviderOptions
from folkways.probes import read_run

pytest.importorskip("inspect_ai")
pytest.importorskip("openai")

CONNECTIONS = 40


@contextmanager
def provider(rate: float, *, hang: float = 4.0, always: float = 0.0) -> Iterator[str]:
    """The address of a provider that runs for a while."""
    program = Path(__file__).parent / "faulty_provider.py"
    process = subprocess.Popen(
        [sys.executable, str(program), str(rate), str(hang), str(always)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
    finally:
        process.kill()
        process.wait()


def counts(address: str) -> dict[str, Any]:
    with urllib.request.urlopen(address) as answer:
        return json.load(answer)


def start(address: str, out: Path, limit: int) -> subprocess.Popen[bytes]:
    """The probe as a user starts it."""
    command = [
        sys.executable, "-m", "folkways.cli", "probe", "api:openai-api/faulty/m", "menavalues", "--out", str(out),
        "--limit", str(limit), "--framings", "persona,observer", "--base-url", address, "--timeout", "2",
        "--connections", str(CONNECTIONS),
    ]  # fmt: skip
    environment = {**os.environ, "FOLKWAYS_CACHE": str(out.parent / f"cache-{out.name}")}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def finished(process: subprocess.Popen[bytes]) -> None:
    _, said = process.communicate()
    assert process.returncode == 0, said.decode()[-2000:]


def compared(tmp_path: Path, limit: int) -> tuple[pl.DataFrame, dict[str, Any], int]:
    """A run at 20 % faults that is killed twice, checked against a clean one."""
    with provider(0.0) as address:
        finished(start(address, tmp_path / "clean", limit))
        clean, _ = read_run(tmp_path / "clean")
        distinct = len(counts(address)["delivered"])
    with provider(0.2) as address:
        for share in (0.25, 0.6):
            process = start(address, tmp_path / "faulty", limit)
            while len(counts(address)["delivered"]) < share * distinct and process.poll() is None:
                time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
            process.wait()
        finished(start(address, tmp_path / "faulty", limit))
        faulty, _ = read_run(tmp_path / "faulty")
        seen = counts(address)
    cell = ["question", "population", "framing", "order", "template", "control", "language"]
    assert faulty.frame.height == clean.frame.height
    assert faulty.frame.select(cell).equals(clean.frame.select(cell))
    assert faulty.frame.equals(clean.frame)
    # Nothing is paid for twice but what was in flight when the process was killed.
    assert sum(seen["delivered"].values()) - len(seen["delivered"]) <= 2 * CONNECTIONS
    return faulty.frame, seen, distinct


def test_a_run_with_faults_that_is_killed_twice_equals_a_clean_one(tmp_path: Path) -> None:
    frame, seen, distinct = compared(tmp_path, limit=12)
    assert distinct > 500
    assert sum(seen["faults"].values()) > 0.15 * seen["asked"]
    assert set(frame["state"].unique()) == {"answered"}
    # Replies in a wrong language name no label: they are rows without probabilities, counted as such.
    assert 0 < frame.filter(pl.col("probs").is_null()).height < 0.1 * frame.height


@pytest.mark.slow
def test_ten_thousand_calls_with_faults_equal_a_clean_run(tmp_path: Path) -> None:
    frame, seen, distinct = compared(tmp_path, limit=250)
    assert distinct > 10_000
    print(f"{frame.height:,} rows, {distinct:,} distinct calls, asked {seen['asked']:,}, faults {seen['faults']}")


def test_calls_that_never_succeed_are_rows_of_their_own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLKWAYS_CACHE", str(tmp_path))
    with provider(0.0, always=0.3) as address:
        options = ProviderOptions(base_url=address, retries=0, connections=8)
        model = load_model("api:openai-api/faulty/m", provider=options)
        scores = model.score([Prompt(f"question {i}") for i in range(40)], [["1", "2", "3"]] * 40)
    failed = [score for score in scores if isinstance(score, Failure)]
    assert 3 < len(failed) < 25
    assert {failure.kind for failure in failed} == {"server"}
    for score in scores:
        if isinstance(score, LabelScores):
            assert sum(score.mass) + score.off_label == pytest.approx(1)
            assert score.unseen <= score.off_label + 1e-12


def test_an_answer_is_never_paid_for_twice_and_the_limit_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from folkways.models.remote import RemoteModel
    from folkways.models.spending import LimitError, Price

    monkeypatch.setenv("FOLKWAYS_CACHE", str(tmp_path))
    prompts, labels = [Prompt(f"question {i}") for i in range(60)], [["1", "2", "3"]] * 60
    with provider(0.0) as address:

        def model(limit: float) -> RemoteModel:
            options = ProviderOptions(base_url=address, price=Price(1000, 1000), max_cost=limit, connections=4)
            found = load_model("api:openai-api/faulty/m", provider=options)
            assert isinstance(found, RemoteModel)
            return found

        first = model(1.0)
        with pytest.raises(LimitError, match="spending limit of \\$1"):
            first.score(prompts, labels)
        assert first.meter.cost is not None and 0.8 < first.meter.cost <= 1.0
        second = model(10.0)
        second.score(prompts, labels)
        assert second.meter.cached == first.meter.calls
        assert first.meter.calls + second.meter.calls == 61
        assert max(counts(address)["delivered"].values()) == 1


def test_prompts_that_begin_alike_are_asked_one_after_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a server's cache of prefixes holds; the answers come in the order of the prompts."""
    monkeypatch.setenv("FOLKWAYS_CACHE", str(tmp_path))
    prompts = [Prompt(f"{begin} {end}") for end in "abc" for begin in ("How?", "Why?")]
    with provider(0.0) as address:
        model = load_model("api:openai-api/faulty/m", provider=ProviderOptions(base_url=address, connections=1))
        scores = model.score(prompts, [["1", "2", "3"]] * 6)
        delivered = list(counts(address)["delivered"])
        alone = [model.score([prompt], [["1", "2", "3"]])[0] for prompt in prompts]
    shown = sorted(prompt.user for prompt in prompts)
    keys = [json.dumps([{"content": text, "role": "user"}], sort_keys=True) for text in shown]
    assert delivered[-6:] == [hashlib.sha256(key.encode()).hexdigest() for key in keys]
    assert scores == alone


def test_a_provider_that_cannot_be_reached_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from folkways.errors import ModelError

    monkeypatch.setenv("FOLKWAYS_CACHE", str(tmp_path))
    options = ProviderOptions(base_url="http://127.0.0.1:9/v1", retries=0)
    with pytest.raises(ModelError, match="check that the server runs"):
        load_model("api:openai-api/nowhere/m", provider=options)
    with pytest.raises(ModelError, match="api:PROVIDER/MODEL"):
        load_model("api:gpt-4o")
