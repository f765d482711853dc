"""`folkways dialogues run` and `generate`: from a survey to conversations, or to the dataset."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from folkways.cli.console import listed
from folkways.cli.dialogues_going import estimated, going
from folkways.cli.dialogues_told import Limits, Told

if TYPE_CHECKING:
    from folkways.dialogues.settings import Settings, Talking

ModelName = Annotated[str, typer.Argument(help="Who speaks: smollm2, a folder, a hub name, or api:PROVIDER/MODEL.")]
SurveyName = Annotated[str, typer.Argument(help="A survey by name, or a folder or file of one.")]
Out = Annotated[Path, typer.Option(help="Folder; what was stopped there goes on.")]
Populations = Annotated[str | None, typer.Option(help="Ids, such as EGY,TUR. Default: all.")]
Questions = Annotated[str | None, typer.Option(help="Ids of questions. Default: drawn over all topics.")]
Topic = Annotated[list[str] | None, typer.Option(help="A topic; give it again for more. Default: all.")]
Limit = Annotated[
    int, typer.Option(min=1, help="At most so many questions (where none are named), the same for all populations.")
]
SplitFile = Annotated[Path | None, typer.Option(help="Talk about its training side alone.")]
Mode = Annotated[str, typer.Option(help="What a seed says of a people: modal, draw or shares.")]
Draws = Annotated[int, typer.Option(min=1, help="Seeds of one cell in mode draw.")]
Participants = Annotated[int, typer.Option(min=2, help="Who talk in one conversation.")]
Style = Annotated[str, typer.Option(help="guided (by a moderator) or free.")]
Order = Annotated[str, typer.Option(help="Who speaks next: round-robin, shuffled or drawn.")]
Turns = Annotated[int, typer.Option(min=1, help="Most turns of participants.")]
Conversations = Annotated[int, typer.Option(min=1, help="Of each group about each question.")]
Languages = Annotated[
    str | None, typer.Option(help="Who speaks what, such as EGY=ar,TUR=tr. Default: all the survey's language.")
]
Temperature = Annotated[float, typer.Option(help="At which turns are drawn.")]
Block = Annotated[int, typer.Option(min=1, help="Conversations held side by side.")]
Seed = Annotated[int, typer.Option(help="Of all draws.")]
Dtype = Annotated[str, typer.Option(help="auto, fp32 (repeats to the byte) or bf16.")]
BaseUrl = Annotated[str | None, typer.Option(help="Of an OpenAI-compatible server, for api:openai-api/NAME/MODEL.")]
Price = Annotated[
    str | None,
    typer.Option(help="Dollars per million tokens read and written, such as 2.5,10; of several, MODEL=2.5,10;…"),
]
MaxCost = Annotated[float | None, typer.Option(help="Stop before a model has cost so many dollars.")]
MaxCalls = Annotated[int | None, typer.Option(min=0, help="Stop after so many answers of models.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Hold two conversations, estimate the rest; keep nothing.")]
JsonOut = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Other = Annotated[str | None, typer.Option(help="Another model than MODEL for this.")]
Second = Annotated[str | None, typer.Option(help="A second judge, of another family than the first.")]
Profile = Annotated[
    str | None, typer.Option(help="culturepark-compat: the released settings, known flaws and all; they are printed.")
]
Alone = Annotated[
    bool, typer.Option("--alone", help="No talk: MODEL writes a reason for every seed by itself, a baseline.")
]
Grey = Annotated[bool, typer.Option("--grey", help="Make records of what nobody has decided on, too.")]
Collection = Annotated[Path | None, typer.Option(help="Texts in which claims of fact are looked up.")]
Slurs = Annotated[Path | None, typer.Option(help="Words that nobody shall say, one a line.")]


def run(
    model: ModelName,
    survey: SurveyName,
    out: Out,
    populations: Populations = None,
    questions: Questions = None,
    topic: Topic = None,
    limit: Limit = 10,
    split: SplitFile = None,
    mode: Mode = "modal",
    draws: Draws = 1,
    participants: Participants = 2,
    style: Style = "guided",
    order: Order = "round-robin",
    turns: Turns = 6,
    conversations: Conversations = 1,
    languages: Languages = None,
    temperature: Temperature = 0.7,
    alone: Alone = False,
    judge: Other = None,
    extractor: Other = None,
    rewriter: Other = None,
    translator: Other = None,
    second: Second = None,
    collection: Collection = None,
    slurs: Slurs = None,
    grey: Grey = False,
    profile: Profile = None,
    block: Block = 8,
    seed: Seed = 0,
    dtype: Dtype = "auto",
    base_url: BaseUrl = None,
    price: Price = None,
    max_cost: MaxCost = None,
    max_calls: MaxCalls = None,
    dry_run: DryRun = False,
    json_out: JsonOut = False,
) -> None:
    """All stages: seeds, conversations, opinions, verification, deduplication, and a dataset with its card.

    Stopped in any way, the same command goes on where it stopped. What the later stages can be told besides is told
    to them one by one (`folkways dialogues verify --help`); they are then made anew, and what comes before is not.

    Example:

        folkways dialogues run smollm2 menavalues --out talk --populations EGY,TUR,IRN,MAR --limit 10 --dtype fp32

        folkways dialogues run api:openai/gpt-4o-mini menavalues --out talk --price 0.15,0.6 --max-cost 5 --dry-run
    """
    from folkways.dialogues.settings import Building, Settings, Verifying

    named = {"judge": judge, "extractor": extractor, "rewriter": rewriter, "translator": translator, "second": second}
    roles = {name: given for name, given in named.items() if given is not None}
    told = Told(model, survey, None if split is None else str(split), dtype, base_url, roles)
    settings = Settings(
        talking=_talking(
            mode, draws, populations, questions, topic, limit, participants, style, order, turns, conversations,
            languages, temperature, alone, block, seed,
        ),
        verifying=Verifying(
            collection=None if collection is None else str(collection), slurs=None if slurs is None else str(slurs)
        ),
        building=Building(grey=grey),
    )  # fmt: skip
    limits = Limits(max_calls, max_cost, price)
    if profile is not None:
        settings = _profiled(profile, settings)
    if dry_run:
        estimated(told, settings, limits, json_out=json_out)
        return
    going(out, told, settings, limits, until="build", json_out=json_out)


def generate(
    model: ModelName,
    survey: SurveyName,
    out: Out,
    populations: Populations = None,
    questions: Questions = None,
    topic: Topic = None,
    limit: Limit = 10,
    split: SplitFile = None,
    mode: Mode = "modal",
    draws: Draws = 1,
    participants: Participants = 2,
    style: Style = "guided",
    order: Order = "round-robin",
    turns: Turns = 6,
    conversations: Conversations = 1,
    languages: Languages = None,
    temperature: Temperature = 0.7,
    translator: Other = None,
    block: Block = 8,
    seed: Seed = 0,
    dtype: Dtype = "auto",
    base_url: BaseUrl = None,
    price: Price = None,
    max_cost: MaxCost = None,
    max_calls: MaxCalls = None,
    json_out: JsonOut = False,
) -> None:
    """Hold the conversations; `extract`, `verify`, `dedupe` and `build` go on from them.

    Example:

        folkways dialogues generate smollm2 menavalues --out talk --populations EGY,TUR,IRN,MAR --limit 10
    """
    from folkways.dialogues.settings import Settings

    told = Told(
        model, survey, None if split is None else str(split), dtype, base_url,
        {} if translator is None else {"translator": translator},
    )  # fmt: skip
    talking = _talking(
        mode, draws, populations, questions, topic, limit, participants, style, order, turns, conversations, languages,
        temperature, False, block, seed,
    )  # fmt: skip
    going(out, told, Settings(talking=talking), Limits(max_calls, max_cost, price), until="generate", json_out=json_out)


def _profiled(name: str, settings: Settings) -> Settings:
    """The settings of a profile; its flaws are printed.

    Raises:
        InputError: there is no such profile.
    """
    from folkways.cli.console import console
    from folkways.dialogues.profiles import as_released, culturepark_compat, repeated
    from folkways.errors import InputError

    profile = culturepark_compat()
    if name != profile.name:
        raise InputError(f"unknown profile {name!r}", mend=f"there is {profile.name}")
    released = as_released(settings)
    for flaw in profile.flaws:
        mark = "repeated" if flaw.name in repeated(released) else "not repeated"
        console().print(f"{flaw.name} ({mark}): {flaw.what} {flaw.effect}", style="yellow", markup=False)
    return released


def _talking(
    mode: str,
    draws: int,
    populations: str | None,
    questions: str | None,
    topics: list[str] | None,
    limit: int,
    participants: int,
    style: str,
    order: str,
    turns: int,
    conversations: int,
    languages: str | None,
    temperature: float,
    alone: bool,
    block: int,
    seed: int,
) -> Talking:
    from folkways.dialogues.settings import Talking

    def several(items: list[str] | None) -> tuple[str, ...] | None:
        return None if items is None else tuple(items)

    return Talking(
        mode=mode, draws=draws, populations=several(listed(populations)), questions=several(listed(questions)),
        topics=several(topics), limit=None if questions else limit, participants=participants, style=style,
        order=order, turns=turns,
        conversations=conversations, languages=_spoken(languages), temperature=temperature, alone=alone,
        block=block, seed=seed,
    )  # fmt: skip


def _spoken(text: str | None) -> dict[str, str]:
    """Languages by population.

    Raises:
        InputError: a part is not POPULATION=LANGUAGE.
    """
    from folkways.errors import InputError

    found: dict[str, str] = {}
    for part in listed(text) or []:
        population, equals, language = part.partition("=")
        if not (population and equals and language):
            raise InputError(
                f"--languages {part!r} is not POPULATION=LANGUAGE", mend="such as --languages EGY=ar,TUR=tr"
            )
        found[population.strip()] = language.strip()
    return found
