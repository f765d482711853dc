"""Answers are kept and asked once; no more calls are made than were allowed; a kill changes nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.errors import InputError, ModelError, RunError
from folkways.models.access import Failure, Generation, LabelScores, Model, ModelInfo, Prompt, Said
from folkways.models.call import Call
from folkways.models.call_store import CallStore
from folkways.models.local import LocalModel
from folkways.models.recorded import Recorded
from folkways.models.spending import LimitError, Meter, Price


class Counting:
    """Answers by the prompt, the seed and the draw; keeps each batch that it was asked; fails where it is told to."""

    def __init__(self, name: str = "counting", *, fails: Sequence[str] = (), slow: float = 0.0) -> None:
        self._info = ModelInfo(name, "1", "fp64")
        self._slow = slow
        self.fails = set(fails)
        self.batches: list[list[str]] = []

    @property
    def info(self) -> ModelInfo:
        return self._info

    @property
    def asked(self) -> list[str]:
        return [text for batch in self.batches for text in batch]

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        return [10 for _ in prompts]

    def _text(self, prompt: Prompt, *parts: object) -> Generation | Failure:
        if f"{prompt.user} {parts[-1]}" in self.fails or prompt.user in self.fails:
            return Failure("server", "fault")
        return Generation(" ".join(map(str, (prompt.user, *prompt.before, *parts))), False, 3)

    def _note(self, prompts: Sequence[Prompt]) -> None:
        time.sleep(self._slow)
        self.batches.append([prompt.user for prompt in prompts])

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation | Failure]:
        self._note(prompts)
        return [self._text(prompt, "greedy", max_tokens) for prompt in prompts]

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Generation | Failure]]:
        self._note(prompts)
        return [[self._text(prompt, max_tokens, seed, temperature, i) for i in range(n)] for prompt in prompts]

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores | Failure]:
        self._note(prompts)
        return [LabelScores((0.1,) * len(names), 1 - 0.1 * len(names), 10) for names in labels]


def prompts(count: int, start: int = 0) -> list[Prompt]:
    return [Prompt(f"q{i}") for i in range(start, start + count)]


def rows(path: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(path) as file:
        return file.execute("SELECT request, answer FROM calls ORDER BY request").fetchall()


def test_every_kind_of_call_is_asked_once_and_answered_the_same_from_the_store() -> None:
    model, store = Counting(), CallStore(None)

    def ask(recorded: Model) -> list[Any]:
        return [
            recorded.generate(prompts(3), max_tokens=5),
            recorded.sample(prompts(2), max_tokens=5, n=3, seed=7),
            recorded.score(prompts(2), [["1", "2"], ["1", "2", "3"]]),
        ]

    direct = ask(Counting())
    first = Recorded(model, store)
    assert ask(first) == direct
    assert (first.calls, first.cached, first.failed) == (3 + 6 + 2, 0, 0)
    batches = list(model.batches)
    second = Recorded(model, store)
    assert ask(second) == direct and model.batches == batches
    assert (second.calls, second.cached) == (0, 11)


def test_everything_that_decides_an_answer_is_in_its_key() -> None:
    store, model = CallStore(None), Counting()
    base: dict[str, Any] = {"max_tokens": 5, "n": 1, "seed": 0}
    asked = [
        (prompt, options)
        for prompt in (Prompt("q"), Prompt("q", "s"), Prompt("q", before=(Said("user", "q"),)), Prompt("q", prefix="a"))
        for options in (base, base | {"max_tokens": 6}, base | {"seed": 1}, base | {"temperature": 0.5})
    ]
    for stage in ("", "talk"):
        recorded = Recorded(model, store, stage=stage)
        for prompt, options in asked:
            recorded.sample([prompt], **options)
        recorded.generate([Prompt("q")], max_tokens=5)
        recorded.score([Prompt("q")], [["1", "2"]])
        recorded.score([Prompt("q")], [["2", "1"]])
        assert recorded.calls == len(asked) + 3 and recorded.cached == 0
    another = Recorded(Counting("another"), store)
    another.generate([Prompt("q")], max_tokens=5)
    assert another.calls == 1


def test_a_draw_at_temperature_1_has_the_record_of_a_draw_without_one() -> None:
    call = Call("sample", Prompt("q"), max_tokens=5, n=2, seed=3)
    assert call.record() == Call("sample", Prompt("q"), max_tokens=5, n=2, seed=3, temperature=1.0).record()
    assert "temperature" not in call.record()
    assert Call("sample", Prompt("q"), max_tokens=5, n=2, seed=3, temperature=0.7).record()["temperature"] == 0.7


def test_equal_prompts_of_a_batch_are_one_call() -> None:
    model = Counting()
    recorded = Recorded(model, CallStore(None), max_calls=2)
    texts = recorded.generate([*prompts(2), *prompts(2)], max_tokens=5)
    assert texts[:2] == texts[2:] and model.asked == ["q0", "q1"] and recorded.calls == 2


@pytest.mark.parametrize("limit", [0, 1, 4, 5, 6, None])
def test_the_limit_of_calls_is_exact_and_going_on_asks_only_the_rest(limit: int | None) -> None:
    store, model = CallStore(None), Counting()
    recorded = Recorded(model, store, max_calls=limit)
    allowed = 5 if limit is None else min(limit, 5)
    if allowed < 5:
        mend = "limit counts anew" if limit else "raise --max-calls"
        with pytest.raises(LimitError, match=rf"limit of {limit} calls.*{mend}"):
            recorded.generate(prompts(5), max_tokens=5)
    else:
        recorded.generate(prompts(5), max_tokens=5)
    assert model.asked == [f"q{i}" for i in range(allowed)] and recorded.calls == allowed
    with pytest.raises(LimitError) if allowed < 5 else nullcontext():
        recorded.generate(prompts(5), max_tokens=5)
    assert recorded.calls == allowed
    rest = Recorded(model, store, max_calls=5 - allowed)
    assert rest.generate(prompts(5), max_tokens=5) == Counting().generate(prompts(5), max_tokens=5)
    assert model.asked == [f"q{i}" for i in range(5)] and rest.calls == 5 - allowed and rest.cached == allowed


def test_the_limit_holds_over_all_calls_of_the_object_and_known_answers_costnullcontext() -> None:
    recorded = Recorded(Counting(), CallStore(None), max_calls=4)
    recorded.generate(prompts(2), max_tokens=5)
    recorded.score(prompts(1), [["1"]])
    recorded.sample(prompts(1), max_tokens=5, n=1, seed=0)
    assert recorded.calls == 4
    recorded.generate(prompts(2), max_tokens=5)
    with pytest.raises(LimitError):
        recorded.score(prompts(2), [["1"], ["1"]])
    assert recorded.calls == 4


def test_the_draws_of_a_prompt_are_asked_together_or_not_at_all() -> None:
    model = Counting()
    recorded = Recorded(model, CallStore(None), max_calls=8)
    with pytest.raises(LimitError):
        recorded.sample(prompts(4), max_tokens=5, n=3, seed=0)
    assert model.asked == ["q0", "q1"] and recorded.calls == 6


def test_failures_are_handed_on_counted_and_asked_again_the_next_time() -> None:
    store, model = CallStore(None), Counting(fails=["q1"])
    recorded = Recorded(model, store)
    texts = recorded.generate(prompts(3), max_tokens=5)
    assert isinstance(texts[1], Failure) and isinstance(texts[0], Generation)
    assert (recorded.calls, recorded.failed) == (3, 1)
    assert (recorded.meter.calls, recorded.meter.failed) == (2, 1)
    model.fails.clear()
    again = Recorded(model, store)
    assert again.generate(prompts(3), max_tokens=5)[1] == Generation("q1 greedy 5", False, 3)
    assert model.batches == [["q0", "q1", "q2"], ["q1"]] and (again.calls, again.cached) == (1, 2)


def test_where_one_draw_failed_those_that_were_kept_stay() -> None:
    store, model = CallStore(None), Counting(fails=["q0 1"])
    first = Recorded(model, store).sample(prompts(1), max_tokens=5, n=3, seed=0)[0]
    assert [isinstance(text, Failure) for text in first] == [False, True, False]

    class Moody(Counting):
        def sample(self, prompts: Sequence[Prompt], **_: Any) -> list[list[Generation | Failure]]:
            return [[Generation(f"other {i}", False, 1) for i in range(3)] for _ in prompts]

    second = Recorded(Moody(), store).sample(prompts(1), max_tokens=5, n=3, seed=0)[0]
    assert second == [first[0], Generation("other 1", False, 1), first[2]]
    assert Recorded(Moody(), store, max_calls=0).sample(prompts(1), max_tokens=5, n=3, seed=0)[0] == second


def test_calls_and_tokens_are_counted() -> None:
    meter = Meter(price=Price(1, 10))
    recorded = Recorded(Counting(), CallStore(None), meter=meter)
    recorded.generate(prompts(4), max_tokens=5)
    recorded.sample(prompts(2), max_tokens=5, n=3, seed=0)
    recorded.generate(prompts(5), max_tokens=5)
    assert (meter.calls, meter.cached, meter.failed) == (4 + 6 + 1, 4, 0)
    assert (meter.read, meter.written) == (10 * (4 + 2 + 1), 3 * (4 + 6 + 1))
    assert meter.cost == pytest.approx((70 + 330) / 1e6)


def test_a_limit_of_spending_stops_before_a_batch_that_could_pass_it() -> None:
    model = Counting()
    meter = Meter(price=Price(1e6, 1e6), max_cost=50.0)  # a dollar a token
    recorded = Recorded(model, CallStore(None), meter=meter)
    recorded.generate(prompts(2), max_tokens=10)  # at most 40 dollars, in fact 26
    with pytest.raises(LimitError, match="spending limit"):
        recorded.generate(prompts(2, start=2), max_tokens=10)
    assert recorded.calls == 2 and model.asked == ["q0", "q1"]
    recorded.generate(prompts(3)[1:], max_tokens=10)  # one new prompt: at most 20
    assert meter.cost == pytest.approx(39.0)


@pytest.mark.parametrize(
    ("attempt", "error", "words"),
    [
        (lambda r: r.sample(prompts(1), max_tokens=5, n=1, seed=0, temperature=0), InputError, "use generate"),
        (lambda r: r.score(prompts(2), [["1"]]), ModelError, "2 prompts but 1 label sets"),
        (lambda r: Recorded(Counting(), CallStore(None), max_calls=-1), InputError, "max_calls is -1"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_is_no_call(
    attempt: Callable[[Recorded], object], error: type[Exception], words: str
) -> None:
    recorded = Recorded(Counting(), CallStore(None))
    with pytest.raises(error, match=words):
        attempt(recorded)
    assert recorded.calls == 0


def test_nothing_is_asked_where_nothing_is_wanted() -> None:
    model = Counting()
    recorded = Recorded(model, CallStore(None), max_calls=0)
    assert recorded.generate([], max_tokens=5) == [] == recorded.sample([], max_tokens=5, n=2, seed=0)
    assert recorded.score([], []) == [] and model.batches == []


def test_an_error_of_the_model_frees_its_prompts_for_the_next_call() -> None:
    class Broken(Counting):
        broken = True

        def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation | Failure]:
            if self.broken:
                raise ModelError("the prompt is too long")
            return super().generate(prompts, max_tokens=max_tokens)

    model = Broken()
    recorded = Recorded(model, CallStore(None))
    with pytest.raises(ModelError, match="too long"):
        recorded.generate(prompts(2), max_tokens=5)
    model.broken = False
    assert len(recorded.generate(prompts(2), max_tokens=5)) == 2
    assert recorded.meter.calls == 2 and recorded.meter.read == 20


def test_threads_that_ask_the_same_get_the_same_and_the_model_is_asked_once() -> None:
    model = Counting(slow=0.01)
    recorded = Recorded(model, CallStore(None))
    expected = Counting().generate(prompts(12), max_tokens=5)
    found: list[list[Generation | Failure]] = []

    def work(number: int) -> None:
        order = [(number + i) % 12 for i in range(12)]
        texts = dict(zip(order, recorded.generate([Prompt(f"q{i}") for i in order], max_tokens=5), strict=True))
        found.append([texts[i] for i in range(12)])

    threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert found == [expected] * 8
    assert Counter(model.asked) == Counter(f"q{i}" for i in range(12))
    assert (recorded.calls, recorded.cached) == (12, 7 * 12)


def test_threads_together_do_not_pass_the_limit() -> None:
    model = Counting(slow=0.005)
    recorded = Recorded(model, CallStore(None), max_calls=17)
    stopped: list[LimitError] = []

    def work(number: int) -> None:
        for start in range(3):
            try:
                recorded.generate(prompts(2, start=100 * number + 2 * start), max_tokens=5)
            except LimitError as error:
                stopped.append(error)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert recorded.calls == len(model.asked) == 17 and stopped


batch = st.tuples(st.sampled_from(["generate", "sample", "score"]), st.lists(st.integers(0, 9), max_size=8))


@settings(max_examples=60, deadline=None)
@given(st.lists(batch, max_size=6), st.integers(0, 40), st.integers(1, 3))
def test_whatever_is_asked_in_pieces_under_limits_is_what_is_asked_at_once(
    batches: list[tuple[str, list[int]]], limit: int, n: int
) -> None:
    def ask(model: Model, kind: str, numbers: list[int]) -> Any:
        shown = [Prompt(f"q{i}") for i in numbers]
        if kind == "generate":
            return model.generate(shown, max_tokens=4)
        if kind == "sample":
            return model.sample(shown, max_tokens=4, n=n, seed=1)
        return model.score(shown, [["1", "2"]] * len(shown))

    store, model = CallStore(None), Counting()
    for kind, numbers in batches:
        found, rounds = None, 0
        while found is None:
            recorded = Recorded(model, store, max_calls=limit + n)  # room for one prompt at least
            try:
                found = ask(recorded, kind, numbers)
            except LimitError:
                rounds += 1
            assert recorded.calls <= limit + n and rounds <= 10
        assert found == ask(Counting(), kind, numbers)
    distinct = {(kind, number) for kind, numbers in batches for number in numbers}
    assert len(model.asked) == len(distinct)


def test_the_texts_of_a_model_do_not_depend_on_which_were_known(
    tiny: Callable[[str], LocalModel], tmp_path: Path
) -> None:
    model = tiny("llama")
    several = [Prompt(text) for text in ("how important", "A B", "answer:", "yes no", "family in your life")]
    whole, parts = CallStore(tmp_path / "whole"), CallStore(tmp_path / "parts")
    options = {"max_tokens": 10, "n": 2, "seed": 3, "temperature": 0.9}
    expected = Recorded(model, whole).sample(several, **options)
    Recorded(model, parts).sample([several[3], several[1]], **options)
    assert Recorded(model, parts).sample(several, **options) == expected
    assert rows(tmp_path / "parts") == rows(tmp_path / "whole")


def test_a_provider_keeps_its_own_answers_and_only_new_ones_count() -> None:
    pytest.importorskip("inspect_ai")
    from inspect_ai.model import ModelOutput, ModelUsage

    from folkways.models.remote import RemoteModel

    asked: list[str] = []

    class Provider:
        async def generate(self, messages: Any, *, config: Any) -> ModelOutput:
            asked.append(messages[-1].text)
            output = ModelOutput.from_content("m", f"reply {len(asked)}")
            output.usage = ModelUsage(input_tokens=7, output_tokens=2)
            return output

    provider: Any = Provider()
    own = CallStore(None)

    def model() -> RemoteModel:
        info = ModelInfo("api:p/m", "r", "provider", {"top": 20})
        return RemoteModel(info, provider, own, Meter(price=Price(1, 1)), connections=1, provider="p")

    store: Any = CallStore(None)
    store.put_all = None  # a write would fail: nothing is kept twice
    model().generate(prompts(2), max_tokens=5)
    first = Recorded(model(), store, max_calls=4)
    with pytest.raises(LimitError):
        first.generate(prompts(8), max_tokens=5)
    assert asked == [f"q{i}" for i in range(6)] and first.calls == 4
    assert first.meter is first._model.meter and first.meter.calls == 4  # type: ignore[attr-defined]
    second = Recorded(model(), store, max_calls=2)
    texts = second.generate(prompts(8), max_tokens=5)
    assert [text.text for text in texts if isinstance(text, Generation)] == [f"reply {i}" for i in range(1, 9)]
    assert (second.calls, second.cached, second.meter.calls, second.meter.cached) == (2, 6, 2, 6)
    third = Recorded(model(), store, max_calls=3, stage="other")
    assert third.generate(prompts(8), max_tokens=5) == texts and third.calls == 0
    # Of several draws only those that the provider has not given are asked.
    model().sample(prompts(1), max_tokens=5, n=2, seed=1)
    third.sample(prompts(1), max_tokens=5, n=5, seed=1)
    assert third.calls == 3 and len(asked) == 8 + 5


SCRIPT = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from folkways.models.access import Prompt
    from folkways.models.call_store import CallStore
    from folkways.models.loading import load_local
    from folkways.models.recorded import Recorded

    def talk(folder, store):
        model = load_local(str(folder), dtype="fp32", batch_tokens=256)
        recorded = Recorded(model, CallStore(Path(store)), stage="talk")
        for turn in range(6):
            asked = [Prompt(f"A {number} yes {turn}") for number in range(6)]
            recorded.sample(asked, max_tokens=8, n=1, seed=turn, temperature=0.7)
            recorded.generate(asked[:3], max_tokens=8)
            recorded.score(asked[:2], [["1", "2"], ["A", "B"]])
            print(turn, flush=True)
        return recorded.calls

    if __name__ == "__main__":
        talk(*sys.argv[1:])
    """
)


def test_a_run_that_is_killed_and_continued_leaves_the_store_of_one_that_was_not(
    tiny_folder: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = tiny_folder("llama")
    script = tmp_path / "talk.py"
    script.write_text(SCRIPT)
    program: dict[str, Any] = {"__name__": "here"}
    exec(compile(SCRIPT, str(script), "exec"), program)
    command = [sys.executable, str(script), str(folder), str(tmp_path / "killed")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert [process.stdout.readline() for _ in range(2)] == ["0\n", "1\n"]
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    before = rows(tmp_path / "killed")

    program["talk"](folder, tmp_path / "whole")
    whole = rows(tmp_path / "whole")
    assert len(whole) == 6 * (6 + 3 + 2) and 22 <= len(before) < len(whole)

    assert program["talk"](folder, tmp_path / "killed") == len(whole) - len(before)
    assert rows(tmp_path / "killed") == whole


def test_of_a_batch_all_is_kept_or_nothing_when_the_process_is_killed_while_it_writes(tmp_path: Path) -> None:
    script = textwrap.dedent(
        """
        import os, signal, sys
        from pathlib import Path
        from folkways.models.call_store import CallStore

        store = CallStore(Path(sys.argv[1]))
        store.put_all({f"a{i}": {"n": i} for i in range(50)})
        seen = []

        def die(statement):
            seen.append(statement)
            if len(seen) == 30:
                print(statement, flush=True)
                os.kill(os.getpid(), signal.SIGKILL)

        store._file.set_trace_callback(die)
        store.put_all({f"b{i}": {"n": i} for i in range(50)})
        """
    )
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path / "s")], capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL and "INSERT" in killed.stdout
    assert sorted(key for key, _ in rows(tmp_path / "s")) == sorted(f"a{i}" for i in range(50))


def test_a_batch_that_cannot_be_written_leaves_nothing_and_the_store_usable(tmp_path: Path) -> None:
    store = CallStore(tmp_path / "s")
    with sqlite3.connect(tmp_path / "s") as file:
        file.execute(
            "CREATE TRIGGER full BEFORE INSERT ON calls WHEN NEW.request = 'c' BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    with pytest.raises(RunError, match="the store of answers cannot be used"):
        store.put_all({"a": {}, "b": {}, "c": {}})
    assert store.get("a") is None
    store.put_all({"a": {"n": 1}})
    store.put_all({"a": {"n": 2}, "b": {"n": 3}})
    assert store.get("a") == {"n": 1} and store.get("b") == {"n": 3}


def test_keys_do_not_depend_on_the_process(tmp_path: Path) -> None:
    code = (
        "from folkways.models.recorded import Recorded; from folkways.models.access import Prompt, Said;"
        "from folkways.models.call_store import CallStore; from folkways.models.call import Call;"
        "from tests.models.test_recorded import Counting;"
        "r = Recorded(Counting(), CallStore(None), stage='s');"
        "print(r._key(Call('score', Prompt('q', 's', before=(Said('user', 'ب'),)), labels=('1', '2')), 0))"
    )
    keys = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
        ).stdout
        for seed in ("1", "2")
    }
    assert len(keys) == 1 and len(keys.pop().strip()) == 64
