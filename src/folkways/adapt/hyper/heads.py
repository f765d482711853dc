"""Hypernetworks: from the vector of a description to the low-rank updates of every place, behind one interface.

- `diag`: ΔW = s · B · diag(z) · A, `square`: s · B · Z · A with a full r × r matrix. A and B are learnt once for all
  descriptions; the hypernetwork emits z alone (Zhyper; Abdalla et al. 2025, arXiv 2510.19733).
- `text-to-lora`: the hypernetwork emits A and B whole (Charakorn et al. 2025, arXiv 2506.06105, the variant L).
- `per-culture`: an A and B of its own for each of a list of peoples, which is all that it knows: the upper reference.
- `shared`: one A and B for all, whatever is described: plain LoRA, which a description must beat.

All of them start as the untouched model: B is 0, and z is 1.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn

from folkways.adapt.hyper.shape import Place, Shape
from folkways.errors import InputError

VARIANTS = ("diag", "square", "text-to-lora", "per-culture", "shared")
LATENT = 128


class Move(NamedTuple):
    """The update of one place for R rows: x → s · up (middle (down x)).

    Attributes:
        down: A, shape [r, in] for all rows, or [R, r, in].
        middle: z of shape [R, r], Z of shape [R, r, r], or None for the identity.
        up: B, shape [out, r] or [R, out, r].
    """

    down: Tensor
    middle: Tensor | None
    up: Tensor

    def of(self, given: Tensor) -> Tensor:
        """What is added to the output, without the scale.

        Args:
            given: what goes into the place, shape [R, L, in].

        Returns:
            Shape [R, L, out]. No matrix of the shape of the weight is made.
        """
        low = given @ self.down.to(given.dtype).mT
        if self.middle is not None:
            middle = self.middle.to(given.dtype)
            low = low * middle.unsqueeze(1) if middle.ndim == 2 else low @ middle.mT
        return low @ self.up.to(given.dtype).mT

    def folded(self, row: int) -> tuple[Tensor, Tensor]:
        """A of shape [r, in] with the middle multiplied in, and B of shape [out, r], of one row: an ordinary LoRA."""
        down = self.down if self.down.ndim == 2 else self.down[row]
        if self.middle is not None:
            middle = self.middle[row]
            down = middle[:, None] * down if middle.ndim == 1 else middle @ down
        return down, self.up if self.up.ndim == 2 else self.up[row]


class Mixer(nn.Module):
    """What all hypernetworks begin with: the description, the layer and the module, mixed by residual blocks.

    Vectors of texts lie close together (those of multilingual-e5 within a cone), so what tells descriptions apart is
    small beside what they share. They are read from the centre of the training descriptions, in units of their spread.

    As published: the text is encoded to half of the latent size, layer and module to a quarter each; a block of three
    pairs of linear layers follows, the middle ones residual; four times the latent size comes out.

    Args:
        shape: of the updates.
        width: of a text's vector.
        latent: size of the states between the blocks.
    """

    centre: Tensor
    spread: Tensor

    def __init__(self, shape: Shape, width: int, latent: int) -> None:
        super().__init__()
        self.register_buffer("centre", torch.zeros(width))
        self.register_buffer("spread", torch.ones(()))
        half, quarter, wide = latent // 2, latent // 4, 4 * latent
        self.text = nn.Sequential(nn.Linear(width, half), nn.LayerNorm(half))
        self.layer = nn.Sequential(nn.Embedding(len(shape.layers), quarter), nn.LayerNorm(quarter))
        self.kind = nn.Sequential(nn.Embedding(len(shape.kinds), quarter), nn.LayerNorm(quarter))
        self.mix = _block(latent, wide, latent)
        self.residual = nn.ModuleList(
            nn.Sequential(nn.LayerNorm(latent), _block(latent, wide, latent)) for _ in range(2)
        )
        self.last = nn.Sequential(nn.LayerNorm(latent), _block(latent, wide, wide))
        self.where = [(shape.layers.index(p.layer), shape.kinds.index(p.kind)) for p in shape.places]

        for module in self.modules():
            if isinstance(module, nn.Linear):  # He et al. 2015: what tells descriptions apart is not lost on the way
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
                nn.init.zeros_(module.bias)

    def forward(self, texts: Tensor) -> Tensor:
        """From vectors of shape [R, width] to states of shape [R, places, 4 · latent]."""
        rows, places = len(texts), len(self.where)
        text = self.text((texts - self.centre) / self.spread)[:, None].expand(rows, places, -1)
        layer, kind = torch.tensor(self.where, device=texts.device).T
        where = torch.cat([self.layer(layer), self.kind(kind)], dim=-1)
        mixed = self.mix(torch.cat([text, where.expand(rows, -1, -1)], dim=-1))
        for block in self.residual:
            mixed = mixed + block(mixed)
        return self.last(mixed)


class Hypernetwork(nn.Module):
    """One of `VARIANTS`.

    Args:
        variant: which.
        shape: of the updates.
        width: of what describes a row: a text's vector, or one place for each people of `per-culture`.
        latent: size of the states between blocks; a multiple of 4.

    Raises:
        InputError: an unknown variant, or a latent size that cannot be quartered.
    """

    def __init__(self, variant: str, shape: Shape, width: int, latent: int = LATENT) -> None:
        super().__init__()
        if variant not in VARIANTS:
            raise InputError(f"unknown variant {variant!r}", mend=f"use one of {', '.join(VARIANTS)}")
        if latent < 4 or latent % 4:
            raise InputError(f"a latent size of {latent}", mend="give a multiple of 4, such as 128")
        self.variant, self.shape, self.width, self.latent = variant, shape, width, latent
        rank, places = shape.rank, shape.places
        self.mixer = Mixer(shape, width, latent) if variant in ("diag", "square", "text-to-lora") else None
        first = {place.kind: place for place in reversed(places)}
        if variant == "text-to-lora":
            self.down = nn.ModuleDict({k: _head(4 * latent, _starts(rank, p)) for k, p in first.items()})
            self.up = nn.ModuleDict({k: _head(4 * latent, torch.zeros(p.out, rank)) for k, p in first.items()})
            return
        copies = (width,) if variant == "per-culture" else ()
        self.down = nn.ParameterList([_starts(rank, place, *copies) for place in places])
        self.up = nn.ParameterList([torch.zeros(*copies, place.out, rank) for place in places])
        if variant in ("diag", "square"):
            start = torch.ones(rank) if variant == "diag" else torch.eye(rank)
            self.offset = nn.Parameter(start.repeat(len(places), *[1] * start.ndim))
            # As the others' last layers: weights of 0, so that every description begins at the same z.
            self.middle = nn.ModuleDict({kind: _silent(4 * latent, start.numel()) for kind in first})

    def forward(self, given: Tensor) -> list[Move]:
        """The updates of all places for rows that are described by vectors, shape [R, width]."""
        places, rank = self.shape.places, self.shape.rank
        if self.variant == "shared":
            return [Move(down, None, up) for down, up in zip(self.down, self.up, strict=True)]  # type: ignore[arg-type]
        if self.variant == "per-culture":
            own = given.argmax(dim=1)
            return [Move(down[own], None, up[own]) for down, up in zip(self.down, self.up, strict=True)]  # type: ignore[index]
        assert self.mixer is not None
        states = self.mixer(given)
        if self.variant == "text-to-lora":
            return [
                Move(
                    self.down[place.kind](states[:, at]).unflatten(-1, (rank, place.given)), None,  # type: ignore[index]
                    self.up[place.kind](states[:, at]).unflatten(-1, (place.out, rank)),  # type: ignore[index]
                )
                for at, place in enumerate(places)
            ]  # fmt: skip
        middle = [
            self.offset[at] + self.middle[place.kind](states[:, at]).unflatten(-1, self.offset.shape[1:])
            for at, place in enumerate(places)
        ]
        return [Move(*low) for low in zip(self.down, middle, self.up, strict=True)]  # type: ignore[arg-type]

    def settle(self, vectors: Tensor) -> None:
        """Take the centre and the spread of the vectors of training descriptions, shape [descriptions, width]."""
        if self.mixer is not None and len(vectors) > 1:
            apart = vectors - vectors.mean(dim=0)
            self.mixer.centre.copy_(vectors.mean(dim=0))
            self.mixer.spread.copy_(apart.square().mean().sqrt().clamp(min=1e-6))

    def trained(self) -> int:
        """How many numbers are learnt."""
        return sum(parameter.numel() for parameter in self.parameters())


def count(variant: str, shape: Shape, width: int, latent: int = LATENT) -> int:
    """How many numbers a hypernetwork learns; none of them is made.

    >>> from folkways.adapt.hyper.shape import mistral_7b
    >>> count("text-to-lora", mistral_7b(8), 1024)
    55424000
    >>> count("shared", mistral_7b(8), 1024)
    3407872
    """
    with torch.device("meta"):
        return Hypernetwork(variant, shape, width, latent).trained()


def seeded(variant: str, shape: Shape, width: int, latent: int = LATENT, *, seed: int) -> Hypernetwork:
    """A hypernetwork whose first values are drawn from a seed; other draws of torch are left as they are."""
    with torch.random.fork_rng(devices=()):
        torch.manual_seed(seed)
        return Hypernetwork(variant, shape, width, latent)


def _block(given: int, wide: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(given, wide), nn.SiLU(), nn.Linear(wide, out), nn.SiLU())


def _starts(rank: int, place: Place, *copies: int) -> Tensor:
    """A as LoRA starts it: uniform in ±1/√in."""
    found = torch.empty(*copies, rank, place.given)
    nn.init.uniform_(found, -1 / math.sqrt(place.given), 1 / math.sqrt(place.given))
    return found


def _head(given: int, start: Tensor) -> nn.Linear:
    """A last layer that begins at a constant: weights of 0, and the start as its bias."""
    head = _silent(given, start.numel(), bias=True)
    with torch.no_grad():
        head.bias.copy_(start.flatten())
    return head


def _silent(given: int, out: int, *, bias: bool = False) -> nn.Linear:
    head = nn.Linear(given, out, bias=bias)
    nn.init.zeros_(head.weight)
    return head
