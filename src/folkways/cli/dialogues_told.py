"""What a folder of dialogues was told: survey, models and settings, kept so that later stages need not be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from folkways.dialogues.pipeline import Cast
    from folkways.dialogues.settings import Settings
    from folkways.dialogues.stages import DialogueFolder
    from folkways.models import Model
    from folkways.models.call_store import CallStore
    from folkways.models.spending import Allowance
    from folkways.surveys import Survey
    from folkways.surveys.split import Split


@dataclass(frozen=True)
class Told:
    """Names, as the person gave them.

    Attributes:
        model: who speaks.
        survey: by name, folder or file; `split` likewise, None for none.
        dtype: of local models.
        base_url: of an OpenAI-compatible server.
        roles: models that are others than the one that speaks: `extractor`, `judge`, `rewriter`; `second` and
            `translator`, whom nobody is where they are absent.
    """

    model: str
    survey: str
    split: str | None = None
    dtype: str = "auto"
    base_url: str | None = None
    roles: Mapping[str, str] = field(default_factory=dict)

    def people(self) -> Survey:
        """The survey."""
        from folkways.surveys import load_survey

        return load_survey(self.survey)

    def held_out(self) -> Split | None:
        """The split, checked against the survey's questions by whoever reads it."""
        from folkways.surveys.split import Split

        return None if self.split is None else Split.read(Path(self.split))


@dataclass(frozen=True)
class Limits:
    """What a command may spend.

    Attributes:
        max_calls: answers of models, all models together.
        max_cost: dollars, of each provider's model.
        price: dollars per million tokens read and written, of the one provider's model; of several, by name.
        connections, timeout: of providers.
    """

    max_calls: int | None = None
    max_cost: float | None = None
    price: str | None = None
    connections: int = 20
    timeout: int = 120


def keep(folder: DialogueFolder, told: Told, settings: Settings) -> None:
    """Write down what the folder was told."""
    folder.tell({**asdict(told), "roles": dict(told.roles), "settings": settings.to_record()})


def recall(folder: DialogueFolder) -> tuple[Told, Settings]:
    """What it was told.

    Raises:
        InputError: nothing yet.
    """
    from folkways.dialogues.settings import Settings
    from folkways.errors import InputError

    told: dict[str, Any] = dict(folder.record()["told"])
    if not told:
        raise InputError(
            "holds no conversations yet", where=str(folder.path), mend="begin with `folkways dialogues generate`"
        )
    settings = Settings.from_record(told.pop("settings"))
    return Told(**told), settings


def onward(folder: DialogueFolder, told: Told, settings: Settings, *, until: str) -> tuple[Told, Settings]:
    """What `run` (until `build`) or `generate` was told, with what later stages were told besides since.

    Without it the same command, given again, would build the dataset with items and peoples in it that were held out.
    """
    from folkways.dialogues.settings import Settings

    record = folder.record()["told"]
    if not record:
        return told, settings
    before, told = Settings.from_record(record["settings"]), replace(told, roles={**record["roles"], **told.roles})
    if until == "generate":
        return told, replace(before, talking=settings.talking)
    given, building = settings.verifying, settings.building
    profiled = before.talking.floored or settings.talking.floored  # which says how to verify and to deduplicate
    verifying, alike = (given, settings.deduplicating) if profiled else (before.verifying, before.deduplicating)
    kept = replace(
        verifying, collection=given.collection or before.verifying.collection,
        slurs=given.slurs or before.verifying.slurs,
    )  # fmt: skip
    return told, replace(
        before, talking=settings.talking, verifying=kept,
        deduplicating=replace(alike, against=before.deduplicating.against),
        building=replace(before.building, source=building.source, grey=building.grey or before.building.grey),
    )  # fmt: skip


def settled(folder: DialogueFolder, told: Told) -> Told:
    """With the numeric type that was measured before: a measured choice may fall otherwise the second time."""
    before = folder.record()["told"]
    same = before and before["model"] == told.model and told.dtype == "auto"
    return replace(told, dtype=before["dtype"]) if same else told


def cast(told: Told, limits: Limits, store: CallStore, *, keep: bool = True) -> tuple[Cast, Allowance]:
    """The models that the folder was told, each loaded once, their answers kept in the store.

    Without `keep` a provider's model is asked anew what it was asked before.

    Raises:
        ModelError: a model cannot be loaded.
        InputError: the price is not of these models.
    """
    from folkways.cli.price import prices_of
    from folkways.dialogues.pipeline import Cast
    from folkways.models import load_model
    from folkways.models.provider import ProviderOptions
    from folkways.models.recorded import Recorded
    from folkways.models.spending import Allowance

    allowance = Allowance(limits.max_calls)
    names = (name for name in (told.model, *told.roles.values()) if name.startswith("api:"))
    prices = prices_of(limits.price, tuple(dict.fromkeys(names)))
    options = ProviderOptions(
        base_url=told.base_url, connections=limits.connections, timeout=limits.timeout, max_cost=limits.max_cost,
        keep=keep,
    )  # fmt: skip
    loaded: dict[str, Recorded] = {}

    def load(name: str) -> Model:
        if name not in loaded:
            priced = replace(options, price=prices.get(name))
            loaded[name] = Recorded(load_model(name, dtype=told.dtype, provider=priced), store, allowance=allowance)
        return loaded[name]

    def role(name: str) -> Model:
        return load(told.roles.get(name, told.model))

    def other(name: str) -> Model | None:
        return load(told.roles[name]) if name in told.roles else None

    made = Cast(
        load(told.model), role("extractor"), role("judge"), role("rewriter"), other("second"), other("translator")
    )
    return replace(made, meters=tuple(model.meter for model in loaded.values())), allowance
