"""Labels as a model writes them: surface variants, their tokens, and how probability mass is shared among them.

A label such as `10` may take several tokens, and one label may begin another (`1` and `10`). The token sequences of all
variants of all labels form a trie. Reading is by longest match: a label gets the mass of its node less the mass of the
labels that continue from it. So the masses of all labels and the mass on no label sum to one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from folkways.errors import ModelError

# Zeros of the digit scripts in which a model may answer: Arabic-Indic, Persian, Devanagari, Bengali, full width.
_ZEROS = ("\u0660", "\u06f0", "\u0966", "\u09e6", "\uff10")

# A tokenizer may write the start of a text otherwise than the same text within one; each sequence is a way to write it.
_CONTEXTS = ("", "\n", ":")


def surface_variants(label: str) -> tuple[str, ...]:
    """The texts that count as the label: bare, after a space, and in other digits where it is a number.

    >>> surface_variants("B")
    ('B', ' B')
    >>> surface_variants("12")[:3]
    ('12', ' 12', '١٢')

    Raises:
        ModelError: the label is empty.
    """
    bare = label.strip()
    if not bare:
        raise ModelError("a label is empty", where=f"label {label!r}", mend="give each option a visible label")
    texts = [bare]
    if all(unicodedata.category(character) == "Nd" for character in bare):
        values = [unicodedata.decimal(character) for character in bare]
        texts.append("".join(str(value) for value in values))
        texts.extend("".join(chr(ord(zero) + value) for value in values) for zero in _ZEROS)
    return tuple(dict.fromkeys(variant for text in texts for variant in (text, f" {text}")))


@dataclass(slots=True)
class Node:
    """One node of the trie: the tokens that lead to it, and the label that may end there (-1: none)."""

    path: tuple[int, ...]
    label: int = -1
    children: dict[int, Node] = field(default_factory=dict)


class LabelTrie:
    """The token sequences of all labels.

    Args:
        sequences: for each label the ways to write it, as token ids.
        names: the labels, for messages; their positions where absent.

    Raises:
        ModelError: two labels share a token sequence, or a label has none.

    >>> trie = LabelTrie([[(7,)], [(7, 0)]], names=["1", "10"])
    >>> trie.inner
    [(), (7,)]
    >>> trie.masses({(): {7: 0.75}, (7,): {0: 0.5}})
    ((0.375, 0.375), 0.25)
    """

    def __init__(self, sequences: Sequence[Iterable[tuple[int, ...]]], names: Sequence[str] | None = None) -> None:
        self.names = tuple(names) if names is not None else tuple(str(i) for i in range(len(sequences)))
        self.root = Node(())
        for label, ways in enumerate(sequences):
            distinct = dict.fromkeys(tuple(way) for way in ways)
            if not distinct or () in distinct:
                raise ModelError(f"the label {self.names[label]!r} has no tokens", mend="choose another label set")
            for way in distinct:
                self._insert(label, way)
        self.nodes = {node.path: node for node in _breadth_first(self.root)}
        self.inner = [path for path, node in self.nodes.items() if node.children]
        self.depth = max((len(path) for path in self.inner), default=0)

    def _insert(self, label: int, way: tuple[int, ...]) -> None:
        node = self.root
        for token in way:
            node = node.children.setdefault(token, Node((*node.path, token)))
        if node.label not in (-1, label):
            raise ModelError(
                f"the labels {self.names[node.label]!r} and {self.names[label]!r} are the same tokens to this model",
                mend="choose a label set whose labels differ",
            )
        node.label = label

    def masses(self, conditional: Mapping[tuple[int, ...], Mapping[int, float]]) -> tuple[tuple[float, ...], float]:
        """Share the probability mass among the labels.

        Args:
            conditional: for each inner path that was computed, the probability of each child token after it. An inner
                path that is absent counts as having no mass below it.

        Returns:
            One mass a label, and the mass that falls on no label; together they sum to 1.
        """
        mass = [0.0] * len(self.names)

        def share(node: Node, reach: float) -> float:
            """Hand out what lies at and below the node; return how much of it fell on labels."""
            below = 0.0
            following = conditional.get(node.path)
            if following is not None:
                for token, child in node.children.items():
                    below += share(child, reach * following[token])
            if node.label < 0:
                return below
            mass[node.label] += max(reach - below, 0.0)
            return max(reach, below)

        total = share(self.root, 1.0)
        if total > 1.0:  # rounding of the softmax only: probabilities of one position sum to 1 within float32
            mass = [value / total for value in mass]
        return tuple(mass), max(0.0, 1.0 - sum(mass))


def _breadth_first(root: Node) -> Iterable[Node]:
    level = [root]
    while level:
        yield from level
        level = [child for node in level for child in node.children.values()]


def label_trie(tokenizer: Any, labels: Sequence[str]) -> LabelTrie:
    """The trie of a label set in the tokens of one model.

    Args:
        tokenizer: a transformers tokenizer.
        labels: distinct texts, such as `1` … `36` or `A` … `F`.

    Raises:
        ModelError: no labels, an empty one, two that share a variant or a token sequence, or one that the model cannot
            write.
    """
    if not labels:
        raise ModelError("there are no labels to score", mend="give each prompt at least one label")
    owner: dict[str, str] = {}
    sequences: list[list[tuple[int, ...]]] = []
    for position, label in enumerate(labels):
        variants = surface_variants(label)
        for variant in variants:
            other = owner.setdefault(variant, f"{position}:{label}")
            if other != f"{position}:{label}":
                raise ModelError(
                    f"the labels {other.split(':', 1)[1]!r} and {label!r} are both written {variant!r}",
                    mend="choose a label set whose labels differ",
                )
        ways = [way for variant in variants for way in _writings(tokenizer, variant, main=variant == variants[0])]
        if not ways:
            raise ModelError(f"the model has no tokens for the label {label!r}", mend="choose another label set")
        sequences.append(ways)
    return LabelTrie(sequences, labels)


def _writings(tokenizer: Any, text: str, *, main: bool) -> list[tuple[int, ...]]:
    """The token sequences of one text, alone and within a text; none where the model would write something else."""
    found: list[tuple[int, ...]] = []
    for context in _CONTEXTS:
        start = _tokens(tokenizer, context) if context else ()
        whole = _tokens(tokenizer, context + text)
        if whole[: len(start)] != start:
            continue
        way = whole[len(start) :]
        if not way or (tokenizer.unk_token_id is not None and tokenizer.unk_token_id in way):
            continue
        written = tokenizer.decode(list(way), clean_up_tokenization_spaces=False).strip()
        if written == text.strip() or (main and not context):
            found.append(way)
    return found


def _tokens(tokenizer: Any, text: str) -> tuple[int, ...]:
    return tuple(tokenizer(text, add_special_tokens=False)["input_ids"])
