"""Arms of a comparison: the untouched model, prompts, and adapters that are trained or at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from folkways.adapt.chats import Chats
from folkways.adapt.comparing.gains import UNTOUCHED
from folkways.adapt.lora import Lora
from folkways.adapt.match import TRAINING, match
from folkways.adapt.prompting import Prompting, compose, parse_strategy
from folkways.adapt.training import Progress, Training
from folkways.encoders import TextEncoder
from folkways.errors import InputError
from folkways.norms.book import NormBook
from folkways.populations import Population
from folkways.probes.aid import Aid, Context
from folkways.surveys import Question, Survey
from folkways.surveys.split import Split

#: Opens a stage that takes time, such as `training matching, seed 1`, and gives what to tell of its progress.
Stage = Callable[[str], AbstractContextManager[Progress]]

#: Before the name of chat records in the name of an arm.
CHATS = "chats@"
#: Of all arms of chat records: with the same steps they see equally many examples.
CHATS_TRAINING = Training(steps=120, batch=2, learning_rate=5e-4, save_steps=40)


@dataclass(frozen=True, slots=True)
class Given:
    """What a model is given in one trial: an adapter, a prompt, or nothing.

    Attributes:
        adapter: for all peoples.
        prompt: a text before each question.
        adapters: one for each people, by id, in place of `adapter`.
    """

    adapter: Path | None = None
    prompt: Aid | None = None
    adapters: Mapping[str, Path] = field(default_factory=dict)


class Arm(Protocol):
    """One way of bringing a model closer."""

    @property
    def name(self) -> str:
        """As a person writes it."""
        ...

    @property
    def seeded(self) -> bool:
        """Whether another seed gives another result, so that it is tried with each."""
        ...

    def make(self, seed: int, out: Path, stage: Stage) -> Given:
        """Make what the model is given; what was made in this folder is not made again."""
        ...


@dataclass(frozen=True, slots=True)
class Untouched:
    """The model as it is."""

    name: str = UNTOUCHED
    seeded: bool = False

    def make(self, seed: int, out: Path, stage: Stage) -> Given:
        """Nothing."""
        return Given()


@dataclass(frozen=True, slots=True)
class Prompted:
    """A prompt, the same for every seed."""

    name: str
    aid: Aid
    seeded: bool = False

    def make(self, seed: int, out: Path, stage: Stage) -> Given:
        """The prompt."""
        return Given(prompt=self.aid)


@dataclass(frozen=True, slots=True)
class AtHand:
    """An adapter that was trained before."""

    name: str
    folder: Path
    seeded: bool = False

    def make(self, seed: int, out: Path, stage: Stage) -> Given:
        """Its folder."""
        return Given(adapter=self.folder)


@dataclass(frozen=True, slots=True)
class Trained:
    """An adapter that is trained with each seed.

    Attributes:
        name: `matching`, `sft`, `dpo` or `chats@NAME`.
        train: of (seed, folder, progress): the folder of the adapter.
    """

    name: str
    train: Callable[[int, Path, Progress], Path]
    seeded: bool = True

    def make(self, seed: int, out: Path, stage: Stage) -> Given:
        """Train it, or go on with it."""
        with stage(f"training {self.name}, seed {seed}") as progress:
            return Given(adapter=self.train(seed, out / "training", progress))


@dataclass(frozen=True)
class Workshop:
    """What arms are made from.

    Attributes:
        base: the model's name.
        survey, split: whose training side is learnt from.
        shelf: the folder of what several arms and seeds share, such as traces.
        books: norm books by the name that an arm calls them by (`norms:topic@rules`).
        chats: chat records by the name that an arm calls them by (`chats@full`).
        encoder: where an arm needs one.
        lora, steps: of trained arms; `steps` 0 takes each one's own.
        seed: of draws that no arm varies.
    """

    base: str
    survey: Survey
    split: Split
    shelf: Path
    books: Mapping[str, NormBook] = field(default_factory=dict)
    chats: Mapping[str, Chats] = field(default_factory=dict)
    encoder: Callable[[], TextEncoder] | None = None
    lora: Lora = field(default_factory=Lora)
    steps: int = 0
    seed: int = 0

    def arm(self, text: str) -> Arm:
        """The arm of a name: `untouched`, `matching`, `sft`, `dpo`, `chats@NAME`, `adapter=FOLDER`, or strategies of a
        prompt such as `identity+few-shot` or `norms:topic@rules`.

        Raises:
            InputError: there is no such arm, or it names a book or chat records that were not given.
        """
        if text == UNTOUCHED:
            return Untouched()
        if text == "matching":
            return Trained("matching", self._match)
        if text in ("sft", "dpo"):
            from folkways.adapt.comparing.traced import traced

            return Trained(text, traced(text, self, self.book("")))
        if text.startswith(CHATS):
            return Trained(text, self._on_chats(text.removeprefix(CHATS)))
        if text.startswith("adapter="):
            folder = Path(text.removeprefix("adapter=")).expanduser()
            if not (folder / "adapter_config.json").is_file():
                raise InputError("no adapter here", where=str(folder), mend="give a folder that PEFT wrote")
            return AtHand(text, folder)
        strategy, _, named = text.partition("@")
        needs = named or "norms" in strategy or "profile" in strategy
        encodes = parse_strategy(strategy).encodes
        prompting = compose(
            strategy, self.survey, split=self.split, book=self.book(named) if needs else None,
            encoder=self.encoder() if self.encoder and encodes else None, seed=self.seed,
        )  # fmt: skip
        return Prompted(text, replace(prompting.aid(), context=self._spared(prompting)))

    def _spared(self, prompting: Prompting) -> Context:
        """The text of a prompt; none for a held-out people, of which nobody may know an answer."""

        def text(question: Question, population: Population | None, language: str, thinks: bool) -> str:
            try:
                return prompting.context(question, population, language, thinks)
            except InputError:
                if population is None or population.id not in self.split.unseen:
                    raise
                return ""

        return text

    def book(self, name: str) -> NormBook:
        """The norm book of this name; the only one, or the first, where none is named.

        Raises:
            InputError: there is none.
        """
        if not self.books or (name and name not in self.books):
            raise InputError(
                f"no norm book {name!r}" if name else "this needs norms",
                mend=f"give it: --norms {name or 'NAME'}=BOOK.yaml, or use one of {', '.join(self.books) or 'none'}",
            )
        return self.books[name] if name else next(iter(self.books.values()))

    def _on_chats(self, name: str) -> Callable[[int, Path, Progress], Path]:
        from folkways.adapt.sft import sft_on_chats

        if name not in self.chats:
            raise InputError(
                f"no chat records {name!r}",
                mend=f"give them: --chats {name or 'NAME'}=FOLDER, or use one of {', '.join(self.chats) or 'none'}",
            )
        chats = self.chats[name]

        def train(seed: int, out: Path, progress: Progress) -> Path:
            return sft_on_chats(
                self.base, self.survey, self.split, chats, out, lora=self.lora,
                training=self.training(CHATS_TRAINING, seed), progress=progress,
            )  # fmt: skip

        return train

    def _match(self, seed: int, out: Path, progress: Progress) -> Path:
        return match(
            self.base, self.survey, self.split, out=out, lora=self.lora, training=self.training(TRAINING, seed),
            progress=progress,
        )  # fmt: skip

    def training(self, own: Training, seed: int) -> Training:
        """A training's own settings, with this seed and as many steps as were asked for."""
        return replace(own, seed=seed, **({"steps": self.steps} if self.steps else {}))
