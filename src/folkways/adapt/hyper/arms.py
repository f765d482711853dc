"""Arms of a comparison that hypernetworks make: an adapter for each people, from its description or from a control."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from folkways.adapt.comparing.arms import Arm, Given, Prompted, Stage
from folkways.adapt.hyper.describing import nonsense
from folkways.adapt.hyper.description import Description, Descriptions, shuffled
from folkways.adapt.hyper.emit import CONFIG, emit
from folkways.adapt.hyper.stored import Stored
from folkways.adapt.hyper.train import RATES, TRAINING, Form, train
from folkways.adapt.lora import AdapterRecord
from folkways.adapt.training import Training
from folkways.encoders import TextEncoder
from folkways.errors import InputError
from folkways.models.fingerprint import fingerprint
from folkways.populations import Population
from folkways.probes.aid import Aid
from folkways.surveys import Question, Survey
from folkways.surveys.split import Split

#: The description itself before each question, without any training.
DESCRIBED = "described"
CONTROLS = ("nonsense", "shuffled")
_CONTROLLED = " or ".join(f":{control}" for control in CONTROLS)
#: Before the folder of a hypernetwork that was trained before.
AT_HAND = "hyper="
EMITTED = ("diag", "square", "text-to-lora", "shared")


@dataclass(frozen=True)
class Foundry:
    """What the arms are made from.

    Attributes:
        base: the model's name.
        survey, split: the training questions of the seen peoples are learnt from, and of all peoples by `per-culture`.
        descriptions: of every people.
        asked: ids of the peoples that are asked.
        shelf: the folder of what is trained, which several arms share.
        encoder: makes the text encoder.
        form: of what is trained; its variant is that of the arm.
        training: its seed is that of the trial, its learning rate that of the variant.
    """

    base: str
    survey: Survey
    split: Split
    descriptions: Descriptions
    asked: tuple[str, ...]
    shelf: Path
    encoder: Callable[[], TextEncoder]
    form: Form = field(default_factory=Form)
    training: Training = TRAINING
    _made: dict[tuple[str, int], Path] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def loaded(self) -> TextEncoder:
        """The text encoder."""
        return self.encoder()

    def arm(self, text: str) -> Arm:
        """The arm of a name: `described`, `per-culture`, or one of `EMITTED` or `hyper=FOLDER`, each alone or with a
        control: `diag:nonsense`.

        Raises:
            InputError: there is no such arm, or the hypernetwork in the folder has learnt from a held-out people.
        """
        if text == DESCRIBED:
            return Prompted(text, self._aid())
        source, _, control = text.rpartition(":")
        if control not in CONTROLS:
            source, control = text, ""
        if source.startswith(AT_HAND):
            self._check(Path(source.removeprefix(AT_HAND)))
        elif source not in EMITTED and text != "per-culture":
            known = ", ".join((DESCRIBED, "per-culture", *EMITTED, f"{AT_HAND}FOLDER"))
            raise InputError(
                f"there is no arm {text!r}", mend=f"use one of {known}; all but the first two also with {_CONTROLLED}"
            )
        elif source != "per-culture":
            self.told(control, 0)  # a people without a description is named before anything is trained
        return Emitted(text, source, control, self)

    def _check(self, folder: Path) -> None:
        record = Stored.read(folder).record
        if record.base != self.base:
            raise InputError(f"emits adapters for {record.base}", where=str(folder), mend="give that model")
        if known := sorted(set(record.populations) & set(self.split.unseen)):
            raise InputError(
                f"has learnt from {known[0]}, which is held out here", where=str(folder),
                mend="hold out peoples that it does not know",
            )  # fmt: skip

    def trained(self, variant: str, seed: int, stage: Stage) -> Path:
        """The hypernetwork of a variant and a seed, trained where it is not on the shelf; of `hyper=FOLDER` the folder.

        `per-culture` learns from the answers of those who are asked to the training questions, be they held out or not.
        """
        if variant.startswith(AT_HAND):
            return Path(variant.removeprefix(AT_HAND))
        if (variant, seed) not in self._made:
            with stage(f"training {variant}, seed {seed}") as progress:
                self._made[variant, seed] = train(
                    self.base, self.survey, self.split, self.descriptions, self.loaded,
                    out=self.shelf / variant / f"seed-{seed}", form=replace(self.form, variant=variant),
                    populations=self.asked if variant == "per-culture" else None,
                    training=replace(self.training, seed=seed, learning_rate=RATES[variant]), progress=progress,
                )  # fmt: skip
            gc.collect()  # a Trainer holds itself, and with it the base
        return self._made[variant, seed]

    def told(self, control: str, seed: int) -> tuple[Description, ...]:
        """The first held-out description of each people that is asked, or a control of it, which varies with the seed.

        Raises:
            InputError: a people that is asked has none.
        """
        if control == "nonsense":
            return nonsense(self.asked, seed=seed).items
        own = tuple(self.descriptions.of(people, "held-out")[0] for people in self.asked)
        if not control:
            return own
        known = self.descriptions
        others = [p for p in known.populations if p not in self.asked and known.has(p, "held-out")]
        more = tuple(known.of(people, "held-out")[0] for people in others)
        return tuple(item for item in shuffled((*own, *more), seed) if item.population in self.asked)

    def _aid(self) -> Aid:
        told = self.told("", 0)
        own = {item.population: item.text for item in told}
        used = frozenset().union(*(item.questions for item in told))

        def text(question: Question, population: Population | None, language: str, thinks: bool) -> str:
            return own[population.id] if population else ""

        return Aid(DESCRIBED, text, seen=used, facts={"descriptions": self.descriptions.digest}, apart=True)


@dataclass(frozen=True)
class Emitted:
    """Adapters that a hypernetwork emits, one for each people.

    Attributes:
        name: as a person writes it.
        source: the variant of the hypernetwork, or `hyper=FOLDER` of one that was trained before.
        control: what takes the place of the descriptions; "" for nothing.
        foundry: trains it.
    """

    name: str
    source: str
    control: str
    foundry: Foundry

    @property
    def seeded(self) -> bool:
        """Whether it is trained here, with each seed."""
        return not self.source.startswith(AT_HAND)

    def make(self, seed: int, out: Path, stage: Stage) -> Given:
        """Train the hypernetwork, or take it from the shelf, and emit what is not emitted from it and these words."""
        folder = self.foundry.trained(self.source, seed, stage)
        stored, weights = Stored.read(folder), fingerprint(folder)
        made = {}
        alone = stored.network.variant == "per-culture"
        told = [Description(p, p) for p in self.foundry.asked] if alone else self.foundry.told(self.control, seed)
        for item in told:
            path = made[item.population] = out / "adapters" / item.population
            record = AdapterRecord.read(path) if (path / CONFIG).exists() else None
            before = (record.parents["description"], record.parents["hypernetwork"]) if record else None
            if before != (item.text, weights):
                emit(folder, item.text, path, encoder=self.foundry.loaded, stored=stored)
        return Given(adapters=made)
