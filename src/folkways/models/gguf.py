"""A llama.cpp model file, asked through the server that xllamacpp runs inside this process."""

from __future__ import annotations

import hashlib
import importlib
import json
import math
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from folkways.errors import ModelError
from folkways.models.access import Generation, LabelScores, ModelInfo, Prompt, checked_temperature
from folkways.models.labels import LabelTrie, label_trie
from folkways.models.messages import chat

#: Most probable tokens of a position that are read; what lies below them is kept as `unseen`.
TOP = 2048
#: A branch of the labels' tokens that holds less than this is not asked about.
_NEGLIGIBLE = 1e-6


def open_gguf(path: Path, *, context: int = 4096) -> GgufModel:
    """Load a GGUF file.

    Args:
        path: of the file; its quantised weights are used as they are.
        context: most tokens of a prompt and its answer.

    Raises:
        ModelError: there is no such file, xllamacpp is not installed, or llama.cpp cannot load it.
    """
    if not path.is_file():
        raise ModelError("no such file", where=str(path), mend="give the path of a .gguf file")
    try:
        xllamacpp: Any = importlib.import_module("xllamacpp")  # compiled, without types
    except ImportError as error:
        raise ModelError("GGUF files need xllamacpp", mend="pip install 'folkways[gguf]'") from error
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(path)
    parameters.n_ctx = context
    parameters.n_parallel = 1
    parameters.port = 0
    parameters.verbosity = 0
    parameters.use_jinja = True
    try:
        server = xllamacpp.Server(parameters)
    except Exception as error:  # llama.cpp's own, many kinds
        raise ModelError(f"llama.cpp cannot load it: {error}", where=str(path), mend="fetch the file anew") from error
    details = {"format": "gguf", "top": TOP, "logprobs": True, "engine": f"xllamacpp {xllamacpp.__version__}"}
    info = ModelInfo(name=str(path), revision=_digest(path), dtype="as in the file", details=details)
    return GgufModel(server, info)


class GgufModel:
    """A llama.cpp model behind the `Model` interface.

    Label probabilities follow the chain rule over the labels' tokens, each read from the 2,048 most probable tokens of
    its position; the rest is `unseen`.

    Args:
        server: xllamacpp's; it listens on this machine only.
        info: name, revision.
    """

    def __init__(self, server: Any, info: ModelInfo) -> None:
        self._server = server
        self._info = info
        self._tokenizer = _Tokenizer(self._post)
        self._tries: dict[tuple[str, ...], LabelTrie] = {}
        self._whole = self._tokenizer("1", add_special_tokens=False)["input_ids"][-1]

    @property
    def info(self) -> ModelInfo:
        """What a report says of the model."""
        return self._info

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores]:
        """Label probabilities at the answer position, one result a prompt, in order."""
        scores: dict[tuple[Prompt, tuple[str, ...]], LabelScores] = {}
        keys = [(prompt, tuple(names)) for prompt, names in zip(prompts, labels, strict=True)]
        for prompt, names in keys:
            if (prompt, names) not in scores:
                scores[prompt, names] = self._scores(self._tokens(prompt), self._trie(names))
        return [scores[key] for key in keys]

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation]:
        """Greedy continuations, one a prompt, in order."""
        return [self._written(self._tokens(prompt), max_tokens, {"temperature": 0}) for prompt in prompts]

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Generation]]:
        """`n` continuations of each prompt, in the order of the prompts."""
        plain = {"temperature": checked_temperature(temperature), "top_k": 0, "top_p": 1.0, "min_p": 0.0}
        drawn = []
        for prompt in prompts:
            ids = self._tokens(prompt)
            state = hashlib.sha256(f"{seed} {ids}".encode()).digest()
            first = int.from_bytes(state[:4], "big") >> 1
            drawn.append([self._written(ids, max_tokens, plain | {"seed": first + i}) for i in range(n)])
        return drawn

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        """Length of each rendered prompt in tokens."""
        return [len(self._tokens(prompt)) for prompt in prompts]

    def _scores(self, ids: list[int], trie: LabelTrie) -> LabelScores:
        conditional: dict[tuple[int, ...], dict[int, float]] = {}
        reach: dict[tuple[int, ...], float] = {(): 1.0}
        unseen = 0.0
        for path in trie.inner:  # breadth first, so that a path's reach is known before it is asked about
            here = reach.get(path, 0.0)
            if here < _NEGLIGIBLE:
                continue
            shown = self._following([*ids, *path])
            unseen += here * max(0.0, 1.0 - sum(shown.values()))
            conditional[path] = {token: shown.get(token, 0.0) for token in trie.nodes[path].children}
            for token, probability in conditional[path].items():
                reach[(*path, token)] = here * probability
        mass, off_label = trie.masses(conditional)
        return LabelScores(mass=mass, off_label=off_label, tokens=len(ids), unseen=min(unseen, off_label))

    def _following(self, ids: list[int]) -> dict[int, float]:
        # The server shows nothing where it would write a piece of a character. So it is made to write "1"; what it
        # shows are the model's own probabilities, before any such bias.
        asked = {"prompt": ids, "n_predict": 1, "n_probs": TOP, "temperature": 0, "cache_prompt": True}
        found = self._post("/completion", asked | {"logit_bias": [[self._whole, 1000]]})
        shown = found["completion_probabilities"][0]["top_logprobs"]
        return {int(place["id"]): math.exp(place["logprob"]) for place in shown}

    def _written(self, ids: list[int], max_tokens: int, sampling: dict[str, Any]) -> Generation:
        found = self._post("/completion", {"prompt": ids, "n_predict": max_tokens, "cache_prompt": True, **sampling})
        return Generation(
            text=found["content"], truncated=found["stop_type"] == "limit", tokens=int(found["tokens_predicted"])
        )

    def _tokens(self, prompt: Prompt) -> list[int]:
        if prompt.adapter:
            raise ModelError(
                f"a llama.cpp file does not know the adapter {prompt.adapter!r}",
                where=self._info.name,
                mend="merge the adapter into the model, or ask the transformers model",
            )
        text = self._post("/apply-template", {"messages": chat(prompt)})["prompt"] + prompt.prefix.rstrip(" ")
        return self._post("/tokenize", {"content": text, "add_special": True, "parse_special": True})["tokens"]

    def _trie(self, names: tuple[str, ...]) -> LabelTrie:
        if names not in self._tries:
            self._tries[names] = label_trie(self._tokenizer, names)
        return self._tries[names]

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        request = urllib.request.Request(
            self._server.listening_address + path, json.dumps(body).encode(), {"content-type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            said = error.read().decode(errors="replace")[:200]
            raise ModelError(
                f"llama.cpp refuses: {said}", where=self._info.name, mend="shorten the question, or use another model"
            ) from error


class _Tokenizer:
    """The file's own tokenizer, as much of it as `label_trie` asks for."""

    unk_token_id: int | None = None

    def __init__(self, post: Any) -> None:
        self._post = post

    def __call__(self, text: str, *, add_special_tokens: bool) -> dict[str, list[int]]:
        return {"input_ids": self._post("/tokenize", {"content": text, "add_special": add_special_tokens})["tokens"]}

    def decode(self, ids: list[int], *, clean_up_tokenization_spaces: bool) -> str:
        return self._post("/detokenize", {"tokens": ids})["content"]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]
