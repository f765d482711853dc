"""A probe on many machines: the shards of its plan as tasks of Ray actors that hold the model.

One actor a GPU where the cluster has any, else one a machine. The run folder stays with the caller, who writes
each shard as it comes back: the files are those of one process. A shard whose worker is lost is asked again by another.
"""

from __future__ import annotations

import contextlib
import io
import logging
import math
import os
import time
from collections import Counter, deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from folkways.answers import Answers
from folkways.errors import FolkwaysError, ModelError, RunError
from folkways.models.access import Model, ModelInfo, Prompt
from folkways.probes.asking import Reading, ask
from folkways.probes.design import Cell
from folkways.probes.probe import Plan, Progress, opened
from folkways.probes.reading import read_answers

#: How often a shard may lose its worker before the run stops.
LOSSES = 3


class Load(Protocol):
    """`load_model`, or what stands in its place."""

    def __call__(self, name: str, *, dtype: str) -> Model:
        """The model of that name, ready to be asked."""
        ...


class Worker:
    """What an actor does: it loads the model once and asks shards."""

    def __init__(self, load: Load, model: str, dtype: str, threads: int) -> None:
        os.environ["OMP_NUM_THREADS"] = str(threads)
        self._model = load(model, dtype=dtype)

    def info(self) -> ModelInfo:
        """What a report says of the model."""
        return self._model.info

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        """Length of each rendered prompt in tokens."""
        return self._model.count_tokens(prompts)

    def ask(self, cells: Sequence[Cell], reading: Reading) -> tuple[bytes, float]:
        """The answers of a shard as Arrow bytes, and how many seconds they took."""
        started = time.monotonic()
        frame = ask(self._model, cells, reading)
        buffer = io.BytesIO()
        frame.write_ipc(buffer)
        return buffer.getvalue(), time.monotonic() - started


class RayPool:
    """Workers on a Ray cluster, seen as the model that each of them holds.

    Args:
        model: a name or folder that every machine of the cluster can load.
        load: how a worker loads it: `folkways.models.load_model`.
        dtype: see `load_model`; `auto` is decided by the first worker and then holds for all.
        address: of a running cluster (`auto`, `host:6379`, `ray://host:10001`); one is started here where absent.
        workers: how many; one a GPU, or one a machine, where absent.

    Raises:
        ModelError: Ray is not installed, the cluster cannot be reached, or the model cannot be loaded there.

    Example:
        with RayPool("smollm2", load_model, workers=2) as pool:
            answers = pool.run(plan(pool, survey), Path("runs/first"))
    """

    def __init__(
        self,
        model: str,
        load: Load,
        *,
        dtype: str = "auto",
        address: str | None = None,
        workers: int | None = None,
    ) -> None:
        try:
            import ray
        except ImportError as error:
            raise ModelError(
                "--ray needs the package ray", mend="install it with pip install 'folkways[ray]'"
            ) from error
        if model.startswith("api:"):
            raise ModelError(
                "a provider needs no cluster: its calls already run side by side",
                where=model,
                mend="leave out --ray, and set --connections",
            )
        self._ray: Any = ray
        self._started = not ray.is_initialized()
        if self._started:
            try:
                ray.init(address=address or "local", log_to_driver=False, logging_level=logging.ERROR)
            except (ConnectionError, ValueError, RuntimeError) as error:
                raise ModelError(
                    f"the cluster cannot be reached ({str(error).splitlines()[0]})",
                    where=str(address),
                    mend="start one with `ray start --head`, or use local",
                ) from error
        # A folder is named from the caller's own; a worker may stand elsewhere.
        folder = Path(model).expanduser()
        self._model = str(folder.resolve()) if model != "smollm2" and folder.exists() else model
        self._load, self._name, self._dtype = load, model, dtype
        self._workers: list[Any] = []
        try:
            self.size, self._options, self._threads = self._shares(workers)
            self._workers = [self._worker()]
            told: ModelInfo = ray.get(self._workers[0].info.remote())
        except self._ray.exceptions.RayError as error:
            self.close()
            raise self._failed(error) from error
        except ModelError:
            self.close()
            raise
        self._dtype = told.dtype
        self.info = ModelInfo(model, told.revision, told.dtype, {**told.details, "workers": self.size})
        self._workers += [self._worker() for _ in range(self.size - 1)]

    def _shares(self, workers: int | None) -> tuple[int, dict[str, float], int]:
        """How many workers, what each holds of the cluster, and its threads.

        A worker is on one machine, so its share must fit there; a GPU is shared by whole numbers of workers.
        """
        nodes = [node["Resources"] for node in self._ray.nodes() if node["Alive"]]
        gpus, cores = sum(int(n.get("GPU", 0)) for n in nodes), [int(n.get("CPU", 0)) for n in nodes]
        if gpus:
            size = workers or gpus
            each = 1 / math.ceil(size / gpus)
            return self._room(size, "GPU", each, max(1, sum(cores) // size))
        size = workers or max(1, sum(n > 0 for n in cores))
        whole = (n for n in range(max(cores), 0, -1) if sum(have // n for have in cores) >= size)
        each = next(whole, 1 / math.ceil(size / max(1, sum(cores))))
        return self._room(size, "CPU", each, max(1, int(each)))

    def _room(self, size: int, kind: str, each: float, threads: int) -> tuple[int, dict[str, float], int]:
        free = self._ray.available_resources().get(kind, 0)
        if free < size * each - 1e-6:
            raise ModelError(
                f"{size} workers need {size * each:g} {kind} and {free:g} are free",
                where=f"ray, {self._name}",
                mend="wait for what else runs there, or ask for fewer with --ray-workers",
            )
        return size, {f"num_{kind.lower()}s": each}, threads

    def __enter__(self) -> RayPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        """Length of each rendered prompt in tokens: the estimate that is printed before a run."""
        return self._ray.get(self._workers[0].count_tokens.remote(list(prompts)))

    def close(self) -> None:
        """Let the workers go, and the cluster if it was started here."""
        for worker in self._workers:
            with contextlib.suppress(Exception):
                self._ray.kill(worker)
        if self._started:
            self._ray.shutdown()

    def run(self, made: Plan, out: Path, progress: Progress | None = None) -> Answers:
        """Ask the shards that the run folder does not hold yet, and write each as it comes back.

        Args:
            made: from `plan`, with this pool as the model.
            out: the run folder.
            progress: called with (prompts done, prompts in all) after every shard.

        Raises:
            RunError: a shard lost its worker too often, or the folder cannot be written.
            ModelError: the model cannot be asked.
        """
        ray = self._ray
        run = opened(made, out)
        waiting = deque(run.missing())
        done, total = len(made.cells) - sum(len(made.shard(i)) for i in waiting), len(made.cells)
        losses: Counter[int | None] = Counter()
        free: list[Any] = []
        # What a worker is at: a shard, or (None) its start.
        busy: dict[Any, tuple[int | None, Any]] = {worker.info.remote(): (None, worker) for worker in self._workers}
        if progress:
            progress(done, total)
        while waiting or any(index is not None for index, _ in busy.values()):
            while waiting and free:
                index, worker = waiting.popleft(), free.pop()
                busy[worker.ask.remote(made.shard(index), made.reading)] = (index, worker)
            ready, _ = ray.wait(list(busy), num_returns=1)
            index, worker = busy.pop(ready[0])
            try:
                told = ray.get(ready[0])
            except ray.exceptions.RayTaskError as error:
                raise self._failed(error) from error
            except ray.exceptions.RayError as error:
                losses[index] += 1
                if losses[index] > LOSSES or isinstance(self._cause(error), FolkwaysError):
                    raise self._lost(error, index, losses[index], out) from error
                if index is not None:
                    waiting.appendleft(index)
                self._workers.remove(worker)
                self._workers.append(self._worker())
                busy[self._workers[-1].info.remote()] = (None, self._workers[-1])
                continue
            free.append(worker)
            if index is None:
                continue
            data, seconds = told
            # Workers load a folder by its whole path; a run has one name of its model.
            run.write(index, pl.read_ipc(data).with_columns(model=pl.lit(self._name)), note={"seconds": seconds})
            done += len(made.shard(index))
            if progress:
                progress(done, total)
        return read_answers(out)

    def _lost(self, error: Any, index: int | None, times: int, out: Path) -> FolkwaysError:
        if index is None or isinstance(self._cause(error), FolkwaysError):
            return self._failed(error)
        return RunError(
            f"shard {index} lost its worker {times} times ({_line(error)})",
            where=str(out),
            mend="see what ends the workers (memory?), or use fewer of them, then give the same command again",
        )

    def _worker(self) -> Any:
        actor = self._ray.remote(**self._options)(Worker)
        return actor.remote(self._load, self._model, self._dtype, self._threads)

    def _failed(self, error: Any) -> FolkwaysError:
        """The error that folkways raised on the worker, or one that names what Ray says."""
        cause = self._cause(error)
        if isinstance(cause, FolkwaysError):
            return cause
        return ModelError(
            f"a worker failed: {_line(error)}",
            where=self._name,
            mend="see that every machine of the cluster has folkways and can load the model",
        )

    @staticmethod
    def _cause(error: Any) -> Any:
        """What was raised on the worker, also where it was raised at its start."""
        return getattr(error, "cause", None) or getattr(error, "__cause__", None)


def _line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return next((line for line in reversed(lines) if "Error" in line), lines[0] if lines else type(error).__name__)[
        :300
    ]
