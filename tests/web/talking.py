"""A folder of dialogues in English and Arabic, made by scripted models in seconds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from folkways.dialogues.comparing import compare, held_out_items
from folkways.dialogues.dataset import make_dataset
from folkways.dialogues.opinion import KINDS
from folkways.dialogues.pipeline import Cast, Pipeline
from folkways.dialogues.record import Hand
from folkways.dialogues.settings import Building, Deduplicating, Extracting, Settings, Talking
from folkways.dialogues.stages import DialogueFolder
from folkways.models.access import Failure, Generation, LabelScores, ModelInfo, Prompt
from folkways.surveys import Survey
from tests.dialogues.everybody import Everybody

SCRIPT = "<script>alert(1)</script>"
SETTINGS = Settings(
    talking=Talking(
        limit=12, turns=4, block=3, populations=("EGY", "IRN", "MAR", "TUR"), languages={"EGY": "ar", "MAR": "ar"},
    ),
    extracting=Extracting(method="sentences"),
    deduplicating=Deduplicating(meaning=None),
    building=Building(validation=0.25),
)  # fmt: skip
FEW = replace(SETTINGS, talking=replace(SETTINGS.talking, limit=4))

_ENGLISH = (
    "My family comes first and I would give up a lot for it",
    "We keep our word because our neighbours remember it",
    "Guests are fed before anybody asks who they are",
    "I think that the young should decide for themselves",
    "At home we speak of such things after the meal",
    "A neighbour who is ill is never left without soup",
    f"My grandfather wrote {SCRIPT} above his door & kept it there",
)
_ARABIC = (
    "عائلتي تأتي أولًا وأنا مستعد للتضحية بالكثير من أجلها",
    "نفي بوعودنا لأن جيراننا يتذكرونها دائمًا",
    "نطعم الضيوف قبل أن يسأل أحد من هم",
    "أعتقد أن الشباب يجب أن يقرروا بأنفسهم",
    "في بيتنا نتحدث عن هذه الأمور بعد الطعام",
    "الجار المريض لا يُترك وحيدًا في حيّنا",
)


class Speakers(Everybody):
    """Speaks the language that it is told to; one call fails and one speaker calls itself a machine."""

    @property
    def info(self) -> ModelInfo:
        return ModelInfo("speakers", "1", "fp64")

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> list[Generation]:
        self._count(prompts)
        return [Generation(_translated(prompt) or _said(prompt, 1, 1), False, 9) for prompt in prompts]

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> list[LabelScores]:
        self._count(prompts)
        return [_judged(prompt, names) for prompt, names in zip(prompts, labels, strict=True)]

    def sample(  # type: ignore[override]
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> list[list[Generation | Failure]]:
        self._count(prompts)
        return [[_turn(prompt, seed) for _ in range(n)] for prompt in prompts]


def made(place: Path, survey: Survey, *, until: str = "build", settings: Settings = SETTINGS) -> DialogueFolder:
    """A folder of dialogues up to a stage: `generate`, `extract`, `verify`, `dedupe` or `build`."""
    folder = DialogueFolder.make(place)
    folder.tell({"model": "speakers", "survey": survey.name, "settings": settings.to_record()})
    model = Speakers()
    pipeline = Pipeline(folder, survey, settings, replace(Cast.of(model), translator=model))
    assert pipeline.run(until=until if until in ("generate", "extract") else "verify")
    if until in ("dedupe", "build"):
        stage = compare(folder, settings, held_out_items(survey, None), None)
        if until == "build":
            make_dataset(folder, survey, settings, compared=stage, hands=[Hand("speakers", "speakers", "1")])
    return folder


def _turn(prompt: Prompt, seed: int) -> Generation | Failure:
    luck = _drawn(prompt, seed)[7] if prompt.before else 255
    if luck < 12:
        return Failure("timeout", "no answer within 120 s")
    if luck < 24:
        return Generation("As an AI, I have no family.", False, 9)
    return Generation(_said(prompt, seed, 3), False, 9)


def _said(prompt: Prompt, seed: int, sentences: int) -> str:
    """Sentences with a number of years, which decides what the judge says; a rewriting pleases it."""
    drawn = _drawn(prompt, seed)
    arabic = "Speak Arabic" in (prompt.system or "") or "(Arabic)" in prompt.user
    said = []
    for at in range(sentences):
        years = 10 if "Rewrite" in prompt.user else 4 + drawn[at + 9] % 28
        text = (_ARABIC if arabic else _ENGLISH)[drawn[at] % 7 % len(_ARABIC if arabic else _ENGLISH)]
        said.append(f"{text} منذ {years} سنة." if arabic else f"{text}, for {years} years now.")
    return " ".join(said)


def _translated(prompt: Prompt) -> str:
    """The translation that a prompt asks for, "" where it asks for none."""
    if not prompt.user.startswith("Translate this text"):
        return ""
    text = prompt.user.partition("\n\n")[2]
    for english, arabic in zip(_ENGLISH, _ARABIC, strict=False):
        text = re.sub(rf"{arabic} منذ (\d+) سنة\.", rf"{english}, for \1 years now.", text)
    return text


def _judged(prompt: Prompt, names: Sequence[str]) -> LabelScores:
    """By the years of the statement: contradicted, irrelevant, undecided or entailed; of the four kinds."""
    found = re.findall(r"(\d+) (?:years|سنة)", prompt.user)
    years = int(found[-1]) if found else 10
    line = {line[0]: line[2:].strip() for line in prompt.user.splitlines() if line[:1] in names and line[1:2] in ".)"}
    kind = KINDS[(years // 7) % 4]
    verdict = ("goes against", "another matter", "")[years % 7] if years % 7 < 3 else "says the same"
    weights = []
    for name in names:
        meaning = line.get(name, "")
        judging = "It goes against the answer." in prompt.user
        wanted = verdict in meaning if judging else meaning.startswith((f"{kind}:", "No: it does neither"))
        weights.append(0.9 if wanted else 0.1)
    return LabelScores(tuple(weight / sum(weights) for weight in weights), 0.0, 5)


def _drawn(prompt: Prompt, seed: int) -> bytes:
    return hashlib.sha256(f"{seed} {prompt.record()}".encode()).digest()
