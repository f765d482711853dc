"""A hypernetwork in a folder: its numbers (safetensors), what they are for (JSON), its record and its card."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from folkways.adapt.card import hypernetwork_card
from folkways.adapt.hyper.description import Descriptions
from folkways.adapt.hyper.shape import Shape
from folkways.adapt.lora import AdapterRecord
from folkways.adapt.prompting.vectors import Vectors
from folkways.encoders import TextEncoder, load_encoder
from folkways.errors import InputError, ModelError
from folkways.runs import write_atomically

if TYPE_CHECKING:
    from torch import Tensor

    from folkways.adapt.hyper.heads import Hypernetwork, Move

SETTINGS, WEIGHTS, DESCRIPTIONS = "hypernetwork.json", "hypernetwork.safetensors", "descriptions.json"


@dataclass(frozen=True)
class Stored:
    """A trained hypernetwork.

    Attributes:
        network: in evaluation mode, on the processor.
        encoder: the name of the text encoder; "" of `per-culture`, which knows its peoples by id.
        peoples: of `per-culture`, in the order of its matrices.
        descriptions: that it was trained with.
        record: what it was trained on.
    """

    network: Hypernetwork
    encoder: str
    peoples: tuple[str, ...]
    descriptions: Descriptions
    record: AdapterRecord

    def vectors(self, texts: Sequence[str], encoder: TextEncoder | None = None) -> Tensor:
        """What describes each row, shape [texts, width].

        Args:
            texts: descriptions; ids of `per-culture`.
            encoder: where it is loaded already; another than the hypernetwork's is passed over, and that one loaded.

        Raises:
            InputError: `per-culture` does not know a people.
            ModelError: the encoder is not there.
        """
        if self.network.variant == "per-culture":
            return one_hot(texts, self.peoples)
        reads = encoder if encoder is not None and encoder.name == self.encoder else load_encoder(self.encoder)
        return encoded(texts, reads, self.network.width)

    def moves(self, vectors: Tensor) -> list[Move]:
        """The updates for rows of vectors, without gradients."""
        import torch

        with torch.no_grad():
            return self.network(vectors)

    def save(self, folder: Path) -> None:
        """Write it."""
        from safetensors.torch import save

        network = self.network
        settings: dict[str, Any] = {
            "variant": network.variant, "shape": network.shape.to_record(), "width": network.width,
            "latent": network.latent, "encoder": self.encoder, "peoples": list(self.peoples),
        }  # fmt: skip
        state = {name: value.detach().cpu().contiguous() for name, value in network.state_dict().items()}
        write_atomically(folder / WEIGHTS, save(state))
        write_atomically(folder / SETTINGS, json.dumps(settings, indent=1).encode())
        self.descriptions.save(folder / DESCRIPTIONS)
        self.record.save(folder)
        write_atomically(folder / "README.md", hypernetwork_card(self.record).encode())

    @classmethod
    def read(cls, folder: Path) -> Stored:
        """The hypernetwork that `save` wrote.

        Raises:
            InputError: there is none, or it is damaged.
        """
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        from folkways.adapt.hyper.heads import seeded

        mend = "give the folder that `folkways adapt hyper train` wrote: OUT/hypernetwork"
        try:
            settings = json.loads((folder / SETTINGS).read_text("utf-8"))
            network = seeded(
                settings["variant"], Shape.from_record(settings["shape"]), settings["width"], settings["latent"], seed=0
            )
            network.load_state_dict(load_file(folder / WEIGHTS))
            record = AdapterRecord.read(folder)
        except FileNotFoundError as error:
            raise InputError("no hypernetwork here", where=str(folder), mend=mend) from error
        except (OSError, ValueError, TypeError, KeyError, RuntimeError, SafetensorError) as error:
            raise InputError(
                f"the hypernetwork is damaged ({str(error).splitlines()[0]})", where=str(folder), mend="train it again"
            ) from error
        if record is None:
            raise InputError("the hypernetwork has no record", where=str(folder), mend=mend)
        return cls(
            network.eval(), settings["encoder"], tuple(settings["peoples"]), Descriptions.read(folder / DESCRIPTIONS),
            record,
        )  # fmt: skip


def one_hot(peoples: Sequence[str], known: Sequence[str]) -> Tensor:
    """A place for each people, shape [peoples, known].

    Raises:
        InputError: one of them is unknown.
    """
    import torch

    if strange := [people for people in peoples if people not in known]:
        raise InputError(f"it knows no people {strange[0]!r}", mend=f"use one of {', '.join(known)}")
    return torch.eye(len(known))[[known.index(people) for people in peoples]]


def encoded(texts: Sequence[str], encoder: TextEncoder, width: int = 0) -> Tensor:
    """Texts as vectors of length √width, so that each of their numbers is of the size of 1.

    Raises:
        ModelError: they have another width than was learnt with.
    """
    import torch

    found = torch.from_numpy(Vectors(encoder).of(list(texts)).copy())
    if width and found.shape[1] != width:
        raise ModelError(
            f"the text encoder gives {found.shape[1]} numbers, and the hypernetwork reads {width}",
            where=encoder.name, mend="use the encoder that it was trained with",
        )  # fmt: skip
    return found * found.shape[1] ** 0.5
