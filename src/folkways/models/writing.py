"""Texts that a transformers model writes, from the states of prompts that were read once where they begin alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from folkways.models.access import Generation
from folkways.models.adapters import mixed
from folkways.models.batches import plan_batches
from folkways.models.chance import Chance
from folkways.models.prefix_states import PrefixStates
from folkways.models.scoring import Scorer
from folkways.models.tree_scoring import TreeScorer


class Writer:
    """Batches of texts, by transformers' own `generate`.

    Args:
        model: a causal language model of transformers, in evaluation mode.
        tokenizer: its tokenizer.
        scorer: the engine; with a prefix tree that fits the model prompts are read along it.
        batch_tokens: most tokens of a batch for a model that does not say how large its states are.
        state_bytes: most memory of the key–value states of one batch; the tree's own states take as much again.
    """

    def __init__(self, model: Any, tokenizer: Any, scorer: Scorer, *, batch_tokens: int, state_bytes: int) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._scorer = scorer
        each = _state_bytes_a_token(model)
        self._most = state_bytes // each if each else batch_tokens

    def write(self, ids: list[list[int]], max_tokens: int, kinds: list[int] | None) -> list[Generation]:
        """The greedy text after each prompt (token ids), in order.

        Args:
            ids: of the prompts, none empty.
            max_tokens: where a text is cut.
            kinds: the adapters of the prompts; see `adapters.mixed`.
        """
        found: dict[int, Generation] = {}
        for rows in self._together(ids, max_tokens, kinds):
            part, own = [ids[row] for row in rows], [kinds[row] for row in rows] if kinds else None
            found |= zip(rows, self._continue(part, max_tokens, self._states(part, own), own), strict=True)
        return [found[row] for row in range(len(ids))]

    def draw(
        self,
        ids: list[list[int]],
        max_tokens: int,
        n: int,
        *,
        seeds: Sequence[int],
        temperature: float,
        kinds: list[int] | None,
    ) -> list[list[Generation]]:
        """`n` texts after each prompt, in order, each prompt with chance of its own.

        The texts of a prompt depend on what else is asked by rounding alone.

        Args:
            ids: of the prompts, none empty.
            max_tokens: where a text is cut.
            n: texts of each prompt.
            seeds: one for each prompt.
            temperature: above 0.
            kinds: the adapters of the prompts; see `adapters.mixed`.
        """
        found: dict[int, list[Generation]] = {}
        for rows in self._together(ids, max_tokens, kinds, times=n):
            part, own = [ids[row] for row in rows], [kinds[row] for row in rows] if kinds else None
            chance = Chance([seeds[row] for row in rows], n, temperature)
            texts = self._continue(part, max_tokens, self._states(part, own), own, chance)
            found |= {row: texts[place * n : (place + 1) * n] for place, row in enumerate(rows)}
        return [found[row] for row in range(len(ids))]

    def _together(
        self, ids: list[list[int]], max_tokens: int, kinds: list[int] | None, *, times: int = 1
    ) -> list[list[int]]:
        """Rows written in one batch, `times` texts each: of prompts that begin alike, where states can be shared."""
        demand = [(len(tokens) + max_tokens) * times for tokens in ids]
        if not self._shares():
            padded = getattr(self._scorer, "plain", True)
            return [list(batch.rows) for batch in plan_batches(demand, budget=self._most, pad=padded)]
        batches: list[list[int]] = []
        width = 0
        for row in sorted(range(len(ids)), key=lambda row: (kinds[row] if kinds else -1, ids[row])):
            width = max(width, demand[row])
            if not batches or (len(batches[-1]) + 1) * width > self._most:
                batches.append([])
                width = demand[row]
            batches[-1].append(row)
        return batches

    def _shares(self) -> bool:
        return isinstance(self._scorer, TreeScorer) and self._scorer.fits()

    def _states(self, sequences: list[list[int]], kinds: list[int] | None) -> PrefixStates | None:
        """The states of all but the last token of each, computed once where they begin alike."""
        if not self._shares() or min(map(len, sequences)) < 2:
            return None
        assert isinstance(self._scorer, TreeScorer)
        return self._scorer.prefill([sequence[:-1] for sequence in sequences], kinds)

    def _continue(
        self,
        prompts: Sequence[list[int]],
        max_tokens: int,
        states: PrefixStates | None,
        kinds: list[int] | None,
        chance: Chance | None = None,
    ) -> list[Generation]:
        """One batch, padded at the left so that every text goes on from its last token.

        Without chance the likeliest tokens are written, one text a prompt; with it as many as it has for each, one
        prompt's behind the other's.
        """
        import torch
        from transformers import GenerationConfig, LogitsProcessorList

        ends = self._ends()
        padding = self._tokenizer.pad_token_id
        filler = padding if padding is not None else (ends[0] if ends else 0)
        rows = [row for row in range(len(prompts)) for _ in range(chance.n if chance else 1)]
        width = max(len(prompt) for prompt in prompts)
        ids = torch.full((len(rows), width), filler, dtype=torch.long)
        seen = torch.zeros_like(ids)
        for place, row in enumerate(rows):
            ids[place, width - len(prompts[row]) :] = torch.tensor(prompts[row])
            seen[place, width - len(prompts[row]) :] = 1
        known = {} if states is None else {"past_key_values": states.cache(rows, width - 1)}
        settings = GenerationConfig(
            max_new_tokens=max_tokens, num_beams=1, eos_token_id=ends or None, pad_token_id=filler, do_sample=False
        )
        own = None if kinds is None else [[kinds[row]] for row in rows]
        with torch.inference_mode(), mixed(own, self._model.device), _own_settings(self._model):
            output = self._model.generate(
                ids.to(self._model.device), attention_mask=seen.to(self._model.device), generation_config=settings,
                logits_processor=LogitsProcessorList([chance] if chance else []), **known,
            )  # fmt: skip
        return [self._generation(row, set(ends)) for row in output[:, width:].tolist()]

    def _generation(self, tokens: list[int], ends: set[int]) -> Generation:
        stop = next((position for position, token in enumerate(tokens) if token in ends), None)
        kept = tokens if stop is None else tokens[:stop]
        text = self._tokenizer.decode(kept, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return Generation(text=text, truncated=stop is None, tokens=len(tokens) if stop is None else stop + 1)

    def _ends(self) -> list[int]:
        """The tokens that end a text, by the model's settings and by its tokenizer."""
        configured = getattr(self._model.generation_config, "eos_token_id", None)
        listed = configured if isinstance(configured, list) else [configured]
        return list(dict.fromkeys(token for token in [*listed, self._tokenizer.eos_token_id] if token is not None))


@contextmanager
def _own_settings(model: Any) -> Iterator[None]:
    """Within it the model has no settings of its own: transformers fills what we leave open with them.

    A penalty on repetition, which some models ship, would weigh on the very labels that the prompt names.
    """
    from transformers import GenerationConfig

    before = model.generation_config
    model.generation_config = GenerationConfig()
    try:
        yield
    finally:
        model.generation_config = before


def _state_bytes_a_token(model: Any) -> int | None:
    """Key–value states of one token in all layers: what bounds how many texts are written together.

    None for a model that does not say, such as one that keeps a state in place of keys and values.
    """
    config = model.config.get_text_config(decoder=True)
    layers, heads, width = (
        _whole(getattr(config, name, None)) for name in ("num_hidden_layers", "num_attention_heads", "hidden_size")
    )
    size = _whole(getattr(config, "head_dim", None)) or (width // heads if heads else 0)
    kept = _whole(getattr(config, "num_key_value_heads", None)) or heads
    each = 2 * layers * kept * size * model.dtype.itemsize
    return each or None


def _whole(value: Any) -> int:
    """The number, or 0 where the model gives none or one a layer."""
    return value if isinstance(value, int) else 0
