"""A transformers model on this machine, asked directly."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from folkways.errors import ModelError
from folkways.models.access import Generation, LabelScores, ModelInfo, Prompt, checked_temperature
from folkways.models.adapters import Adapters
from folkways.models.labels import LabelTrie, label_trie
from folkways.models.rendering import Renderer
from folkways.models.scoring import Scorer
from folkways.models.tree_scoring import TreeScorer
from folkways.models.trunk import TrunkScorer, upper_layers
from folkways.models.writing import Writer


class LocalModel:
    """A causal language model and its tokenizer, behind the `Model` interface.

    Label probabilities are exact: the chain rule over the tokens of every surface variant (see `labels` and `scoring`),
    softmax in float32 whatever the weights are. The same prompts in any order give the same answers up to rounding of
    the dtype, and the same call gives the same answer.

    Args:
        model: a transformers causal language model.
        tokenizer: its tokenizer.
        info: name, revision and dtype.
        batch_tokens: most tokens of one pass that scores.
        state_bytes: most memory of the key–value states of one batch that writes texts.
        scorer: the engine that reads label masses; a prefix tree where absent.
    """

    def __init__(
        self,
        model: Any,
        tokenizer: Any,
        info: ModelInfo,
        *,
        batch_tokens: int = 2048,
        state_bytes: int = 2**30,
        scorer: Scorer | None = None,
    ) -> None:
        self._model = model.eval()
        self._tokenizer = tokenizer
        self._renderer = Renderer(tokenizer, where=info.name)
        self._info = replace(info, details={**info.details, "thinking": self._renderer.thinks})
        self._scorer = scorer if scorer is not None else TreeScorer(model, budget=batch_tokens)
        self._tries: dict[tuple[str, ...], LabelTrie] = {}
        self._adapters: Adapters | None = None
        self._trunk: TrunkScorer | None = None
        self._budget = batch_tokens
        self._bare = self._info
        # A pass switches the attention and hooks layers: another thread waits for its end.
        self._turn = threading.RLock()
        config = model.config.get_text_config(decoder=True)
        self._context: int | None = getattr(config, "max_position_embeddings", None)
        self._writer = Writer(model, tokenizer, self._scorer, batch_tokens=batch_tokens, state_bytes=state_bytes)
        self._vocabulary: int = model.get_input_embeddings().weight.shape[0]

    @property
    def info(self) -> ModelInfo:
        """What a report says of the model."""
        return self._info

    def adapt(self, folders: Mapping[str, Path]) -> None:
        """Put LoRA adapters on the model, in place of any that were there: a prompt names its own.

        Prompts of several adapters are computed in one pass; they share no states with each other.

        Args:
            folders: a folder that PEFT wrote for each name.

        Raises:
            ModelError: a folder is no LoRA adapter, does not fit the model, or does more than LoRA.
        """
        adapters = Adapters(self._model, folders)
        with self._turn:
            if self._adapters is not None:
                self._adapters.remove()
            adapters.put_on()
            self._adapters = adapters
            self._trunk = self._shared(adapters)
        name = hashlib.sha256(repr(sorted(adapters.fingerprints.items())).encode()).hexdigest()[:8]
        revision = f"{self._bare.revision}+{name}" if folders else self._bare.revision
        details = {**self._bare.details, "adapters": adapters.fingerprints}
        self._info = replace(self._bare, revision=revision, details=details)

    def score(
        self,
        prompts: Sequence[Prompt],
        labels: Sequence[Sequence[str]],
        progress: Callable[[int], None] | None = None,
    ) -> list[LabelScores]:
        """Exact label probabilities at the answer position, one result a prompt, in order.

        Equal prompts with equal labels are computed once.

        Args:
            prompts: what is shown.
            labels: for each prompt its labels (distinct texts such as `1` or `B`).
            progress: called with the number of distinct prompts computed since the last call.

        Raises:
            ModelError: labels collide or cannot be written in the model's tokens, or a prompt is too long.
        """
        if len(prompts) != len(labels):
            raise ModelError(
                f"{len(prompts)} prompts but {len(labels)} label sets", mend="give one label set for each prompt"
            )
        keys = [(prompt, tuple(names)) for prompt, names in zip(prompts, labels, strict=True)]
        distinct = list(dict.fromkeys(keys))
        tries = [self._trie(names) for _, names in distinct]
        ids = [self._tokens(prompt, room=trie.depth) for (prompt, _), trie in zip(distinct, tries, strict=True)]
        kinds = self._kinds([prompt for prompt, _ in distinct])
        with self._turn:
            found = self._scorer(ids, tries, progress) if kinds is None else self._adapted(ids, tries, progress, kinds)
        scores = {
            key: LabelScores(mass=mass, off_label=off_label, tokens=len(tokens))
            for key, tokens, (mass, off_label) in zip(distinct, ids, found, strict=True)
        }
        return [scores[key] for key in keys]

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation]:
        """Greedy continuations, one a prompt, in order; whatever sampling the model's own settings ask for is off.

        Args:
            prompts: what is shown.
            max_tokens: where a text is cut; a text that did not end before it is marked `truncated`.

        Raises:
            ModelError: a prompt is too long for the model.
        """
        ids = [self._tokens(prompt, room=max_tokens) for prompt in prompts]
        with self._turn:
            return self._writer.write(ids, max_tokens, self._kinds(prompts))

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Generation]]:
        """`n` continuations of each prompt, in the order of the prompts.

        The draws of a prompt depend on the prompt, `n`, the seed and the temperature; on what else is asked, which is
        computed in the same batches, by rounding alone. The same call gives the same answers.

        Raises:
            InputError: the temperature is not above 0.
            ModelError: a prompt is too long for the model.
        """
        warmth = checked_temperature(temperature)
        ids = [self._tokens(prompt, room=max_tokens) for prompt in prompts]
        states = [hashlib.sha256(f"{seed} {self._renderer.text(prompt)}".encode()).digest() for prompt in prompts]
        seeds = [int.from_bytes(state[:8], "big") >> 1 for state in states]
        with self._turn:
            return self._writer.draw(ids, max_tokens, n, seeds=seeds, temperature=warmth, kinds=self._kinds(prompts))

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        """Length of each rendered prompt in tokens: the estimate that is printed before a run."""
        return [len(self._renderer.tokens(prompt)) for prompt in prompts]

    def _trie(self, names: tuple[str, ...]) -> LabelTrie:
        if names not in self._tries:
            self._tries[names] = label_trie(self._tokenizer, names)
        return self._tries[names]

    def _tokens(self, prompt: Prompt, *, room: int) -> list[int]:
        ids = self._renderer.tokens(prompt)
        shown = " ".join(prompt.user.split())[:60]
        if not ids:
            raise ModelError("a prompt has no tokens", where=self._info.name, mend="show the model a text")
        if self._context is not None and len(ids) + room > self._context:
            raise ModelError(
                f"the prompt {shown!r}… takes {len(ids)} tokens and its answer {room}; the model reads {self._context}",
                where=self._info.name,
                mend="shorten the question or choose a model with a longer context",
            )
        if max(ids) >= self._vocabulary:
            raise ModelError(
                f"the tokenizer writes token {max(ids)} but the weights know {self._vocabulary}",
                where=self._info.name,
                mend="use the tokenizer that belongs to these weights",
            )
        return ids

    def _kinds(self, prompts: Sequence[Prompt]) -> list[int] | None:
        """The numbers of the prompts' adapters; None where none has one."""
        named = [prompt.adapter for prompt in prompts]
        if not any(named):
            return None
        if self._adapters is None:
            raise ModelError(
                f"no adapter {next(filter(None, named))!r}", where=self._info.name, mend="put it on with adapt"
            )
        return [self._adapters.kind(name) for name in named]

    def _adapted(
        self,
        ids: list[list[int]],
        tries: list[LabelTrie],
        progress: Callable[[int], None] | None,
        kinds: list[int],
    ) -> list[tuple[tuple[float, ...], float]]:
        if not isinstance(self._scorer, TreeScorer):
            raise ModelError("this engine knows no adapters", where=self._info.name, mend="use the prefix tree")
        # The tree shares what begins alike under one adapter, the trunk what is alike under several.
        if self._trunk is not None and 2 * len(set(map(tuple, ids))) <= len(ids):
            return self._trunk(ids, tries, progress, kinds)
        return self._scorer(ids, tries, progress, kinds)

    def _shared(self, adapters: Adapters) -> TrunkScorer | None:
        """The engine for equal prompts under several adapters; None where they move the first layer as well."""
        if not isinstance(self._scorer, TreeScorer) or not self._scorer.plain or not adapters.moves:
            return None
        found = upper_layers(adapters.moves, dict(self._model.named_modules()))
        return TrunkScorer(self._model, *found, budget=self._budget) if found and found[0] > 0 else None
