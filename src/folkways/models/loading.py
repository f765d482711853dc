"""Finding a model by name and loading it safely."""

from __future__ import annotations

import logging
import platform
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from folkways.errors import ModelError
from folkways.models.access import ModelInfo

if TYPE_CHECKING:
    from folkways.models.access import Model
    from folkways.models.local import LocalModel
    from folkways.models.provider import ProviderOptions

_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[\w.-]+)?")
_TOKENIZERS = ("tokenizer.json", "tokenizer.model", "vocab.json", "vocab.txt", "spiece.model", "tekken.json")
_PICKLES = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl")


def load_model(
    name: str, *, dtype: str = "auto", batch_tokens: int | None = None, provider: ProviderOptions | None = None
) -> Model:
    """Load a model to ask.

    Args:
        name: `smollm2` (the embedded model: fetched once, then kept), a local transformers folder, or a name on the
            Hugging Face hub such as `owner/model` (weights are safetensors; no code of a model's own is run); a
            llama.cpp file (`*.gguf`); or a provider's model as `api:PROVIDER/MODEL` (see `provider.reach`).
        dtype: `fp32`, `bf16`, or `auto`: see `precision.choose_dtype`. Which was used is in `info.dtype`.
        batch_tokens: most tokens of one batch, padding counted; chosen for the device where absent.
        provider: how a provider is asked: connections, retries, price, limit.

    Raises:
        ModelError: the model cannot be found, fetched or loaded; says where, and the mend.

    Example:
        model = load_model("smollm2")
        model.score([Prompt("Is water wet? 1. yes 2. no")], [["1", "2"]])
    """
    if name.startswith("api:"):
        from folkways.models.provider import reach

        return reach(name, provider)
    if name.endswith(".gguf"):
        from folkways.models.gguf import open_gguf

        return open_gguf(Path(name).expanduser())
    return load_local(name, dtype=dtype, batch_tokens=batch_tokens)


def load_local(name: str, *, dtype: str = "auto", batch_tokens: int | None = None) -> LocalModel:
    """Load a transformers model; see `load_model`."""
    _require_libraries()
    folder = _find(name)
    _check(folder)
    return _load(name, folder, dtype, batch_tokens)


def _require_libraries() -> None:
    try:
        import torch  # noqa: F401
        import transformers  # noqa: F401
    except ImportError as error:
        raise ModelError(
            f"local models need {error.name}", mend="install them with pip install 'folkways[local]'"
        ) from error


def _find(name: str) -> Path:
    if name == "smollm2":
        from folkways.models.smollm2 import embedded_model

        return embedded_model()
    path = Path(name).expanduser()
    if path.is_dir():
        return path
    if path.exists():
        raise ModelError("this is a file, not a model folder", where=name, mend="name the folder that holds it")
    if not _HUB_NAME.fullmatch(name):
        raise ModelError(
            "no such model folder",
            where=name,
            mend="give smollm2, a transformers folder, a hub name (owner/model), a .gguf file, or api:PROVIDER/MODEL",
        )
    return _from_hub(name)


def _from_hub(name: str) -> Path:
    """The model's files in the hub's local cache, fetched where they are not there yet."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import GatedRepoError, LocalEntryNotFoundError, RepositoryNotFoundError

    try:
        patterns = ["*.safetensors", "*.json", "*.txt", "*.model", "*.jinja"]
        return Path(snapshot_download(name, allow_patterns=patterns, ignore_patterns=["*/*"]))
    except GatedRepoError as error:
        what, mend = (
            "the hub asks for consent to this model's terms",
            "accept them there and log in with `hf auth login`",
        )
        cause: Exception = error
    except RepositoryNotFoundError as error:
        what, mend = "the hub has no such model, or it is private", "check the name, or log in with `hf auth login`"
        cause = error
    except LocalEntryNotFoundError as error:
        what = "the hub cannot be reached and the model is not in its local cache"
        mend, cause = "connect, or give smollm2 or a local folder", error
    except Exception as error:  # network, disk and protocol errors of many libraries; none may reach the user raw
        what, mend, cause = (
            f"the hub did not deliver the model: {_first_line(error)}",
            "try again or use a local folder",
            error,
        )
    raise ModelError(what, where=name, mend=mend) from cause


def _check(folder: Path) -> None:
    """Refuse a folder that cannot be loaded, or not safely, before anything of it is read."""
    where = str(folder)
    if (folder / "adapter_config.json").is_file() and not (folder / "config.json").is_file():
        raise ModelError(
            "this is an adapter without its model",
            where=where,
            mend="name its model, and the adapter with --adapter",
        )
    if not (folder / "config.json").is_file():
        raise ModelError("no config.json", where=where, mend="name a folder written by save_pretrained")
    if not any(folder.glob("*.safetensors")):
        pickles = sorted(path.name for pattern in _PICKLES for path in folder.glob(pattern))
        if pickles:
            raise ModelError(
                f"its weights are a pickle ({pickles[0]}), which can run code when read",
                where=where,
                mend="convert it to safetensors where you trust it: save_pretrained of transformers writes them",
            )
        raise ModelError("no weights (*.safetensors)", where=where, mend="fetch the weights into the folder")
    if not any((folder / name).is_file() for name in _TOKENIZERS):
        raise ModelError(
            "no tokenizer (tokenizer.json or tokenizer.model)",
            where=where,
            mend="copy the model's tokenizer files there",
        )


def open_weights(name: str, *, dtype: str = "auto") -> tuple[Any, Any, ModelInfo]:
    """A transformers model and its tokenizer as they are, for training; found and checked as `load_model` does.

    Returns:
        The model on its device, the tokenizer, and what a record says of them.

    Raises:
        ModelError: the model cannot be found, fetched or loaded, or is not one that transformers trains.
    """
    if name.startswith("api:") or name.endswith(".gguf"):
        raise ModelError("only transformers models can be trained", where=name, mend="give a folder or a hub name")
    _require_libraries()
    folder = _find(name)
    _check(folder)
    return _open(name, folder, dtype)


def _load(name: str, folder: Path, asked: str, batch_tokens: int | None) -> LocalModel:
    from folkways.models.local import LocalModel

    model, tokenizer, info = _open(name, folder, asked)
    budget = batch_tokens if batch_tokens is not None else (2048 if info.details["device"] == "cpu" else 32768)
    return LocalModel(model, tokenizer, info, batch_tokens=budget)


def _open(name: str, folder: Path, asked: str) -> tuple[Any, Any, ModelInfo]:
    import torch
    import transformers

    from folkways.models.fingerprint import fingerprint
    from folkways.models.precision import choose_dtype, torch_dtype

    device = "cuda" if torch.cuda.is_available() else "cpu"
    dtype = choose_dtype(asked, device)
    revision = fingerprint(folder)
    options: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    try:
        with quiet():
            tokenizer = transformers.AutoTokenizer.from_pretrained(folder, **options)
            loaded: Any = transformers.AutoModelForCausalLM.from_pretrained(
                folder, dtype=torch_dtype(dtype), use_safetensors=True, output_loading_info=True, **options
            )
    except Exception as error:  # transformers raises many kinds; each becomes one line
        raise ModelError(
            f"transformers cannot load it: {_first_line(error)}",
            where=str(folder),
            mend="give a causal language model that needs no code of its own, whole and in safetensors",
        ) from error
    model, report = loaded
    missing = sorted(report["missing_keys"])
    if missing:
        raise ModelError(
            f"{len(missing)} tensors are missing, {missing[0]} first; they would be random",
            where=str(folder),
            mend="fetch all weight files",
        )
    details = {
        "architecture": type(model).__name__,
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "chat_template": bool(tokenizer.chat_template),
        "device": device,
        "dtype_asked": asked,
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "python": platform.python_version(),
    }
    return model.to(device), tokenizer, ModelInfo(name=name, revision=revision, dtype=dtype, details=details)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep transformers' own bars and notes off the terminal while a model loads; ours speak for it."""
    from transformers.utils import logging as voice

    level, bars = voice.get_verbosity(), voice.is_progress_bar_enabled()
    voice.set_verbosity(logging.ERROR)
    voice.disable_progress_bar()
    try:
        yield
    finally:
        voice.set_verbosity(level)
        if bars:
            voice.enable_progress_bar()


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
