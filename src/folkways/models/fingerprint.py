"""A short name for exactly these weights and this tokenizer."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from folkways.errors import ModelError

_SAMPLE = 1024
_SETTINGS = ("config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "tokenizer.model")
_MORE_SETTINGS = ("vocab.json", "merges.txt", "vocab.txt", "special_tokens_map.json", "chat_template.jinja")


def fingerprint(folder: Path) -> str:
    """SHA-256, in 16 hexadecimal digits, of a model folder's settings and of a sample of its weights.

    Of each safetensors file: its size, its header (names, types, shapes), and 1 KiB at the start, middle and end of
    every tensor. Training moves every tensor it touches almost everywhere, so other weights give another fingerprint,
    and a model of 100 GB is read in a moment.

    Raises:
        ModelError: a weights file is cut short or is not safetensors.
    """
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.safetensors")):
        _add_weights(digest, path)
    for name in (*_SETTINGS, *_MORE_SETTINGS):
        path = folder / name
        if path.is_file():
            digest.update(name.encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _add_weights(digest: hashlib._Hash, path: Path) -> None:
    size = path.stat().st_size
    digest.update(f"{path.name}:{size}".encode())
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if length > size - 8:
                raise ValueError("header longer than the file")
            header = file.read(length)
            tensors = {key: value for key, value in json.loads(header).items() if key != "__metadata__"}
            digest.update(json.dumps(tensors, sort_keys=True).encode())
            for _, tensor in sorted(tensors.items()):
                start, end = tensor["data_offsets"]
                if 8 + length + end > size:
                    raise ValueError("a tensor reaches past the end of the file")
                for offset in (start, (start + end - _SAMPLE) // 2, end - _SAMPLE):
                    offset = max(offset, start)
                    file.seek(8 + length + offset)
                    digest.update(file.read(min(_SAMPLE, end - offset)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"not a whole safetensors file ({error})", where=str(path), mend="fetch the file again"
        ) from error
