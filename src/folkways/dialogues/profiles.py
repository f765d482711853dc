"""Settings of published pipelines, with what is known to be wrong in them.

`culturepark-compat` repeats the released code of Li et al., CulturePark (NeurIPS 2024, arXiv 2405.15145), which has no
licence and was read for facts alone. It is for comparison: nothing else in this room does what stands here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from folkways.dialogues.sample import UNIQUE_SCHEMA
from folkways.dialogues.seed import SEEDS_SCHEMA, Seed
from folkways.dialogues.settings import Settings
from folkways.encoders import TextEncoder
from folkways.errors import InputError
from folkways.surveys import Question, Survey

#: Clusters of one seed's opinions by the size of the data that was wanted.
CLUSTERS: Mapping[int, int] = {500: 10, 750: 15, 1000: 20}
_DIMENSIONS = 256
_ROUNDS = 300


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that is known to be wrong.

    Attributes:
        name: short.
        what: what it does.
        effect: on the data or the score.
        ours: what folkways does in place of it.
    """

    name: str
    what: str
    effect: str
    ours: str


FLAWS = (
    Flaw(
        "floored mean answers",
        "The seed is the mean of a people's answer codes, rounded down; codes of missing answers (-1, -2, -4) count as "
        "1, 2, 4, and weights are not used.",
        "A people split between both ends is said to stand in the middle, where nobody may stand; answers drift "
        "towards the first option.",
        "The modal answer, draws from the distribution, or all of it; valid codes only, with the survey's weights.",
    ),
    Flaw(
        "one transcript with both briefs",
        "Both speakers are shown one history, in which what each is to think is written.",
        "They agree with what they were told of each other, not with what was said.",
        "Each has its own messages and a private brief; only spoken text crosses.",
    ),
    Flaw(
        "one privileged partner",
        "Every people talks with an American, who is told to conform to the other's culture.",
        "No two other peoples ever meet, and the contrast is always with the same one.",
        "Any peoples meet; each opens as often as the others.",
    ),
    Flaw(
        "14 turns always",
        "A conversation has seven turns of each speaker whatever is said.",
        "Late turns repeat earlier ones or say goodbye, and opinions are taken from them.",
        "Stop rules for role flips, repetition, farewells and empty replies; why it ended is counted.",
    ),
    Flaw(
        "rewrite checked on the old text",
        "An opinion that contradicts the seed is rewritten, and then the old text is judged again.",
        "No rewritten text is ever checked; it is kept when the judge changes its mind about another one.",
        "The rewritten text is judged itself; only what agrees is kept.",
    ),
    Flaw(
        "k-means keeps the longest",
        "Of each of 10, 15 or 20 clusters of a seed's opinions the longest text stays.",
        "Long-winded texts win whatever their worth; near-copies stay where there are fewer opinions than clusters; "
        "nothing is compared across seeds.",
        "Copies are found by their characters and their meaning across seeds; the most central or best verified stays.",
    ),
    Flaw(
        "MAS weight 25",
        "The second term of the masculinity index is weighted by 25 in place of 35.",
        "Distances to published scores change by up to 40 points.",
        "The weights of the manual of 2013.",
    ),
)


@dataclass(frozen=True, slots=True)
class Profile:
    """Settings of all stages.

    Attributes:
        name: as on the command line.
        participants, styles, turns, temperature, max_tokens: of conversations.
        seeds: how a seed's answer is found.
        votes: askings of the judge for a verdict.
        rewrite_checked_on: `old text` or `new text`.
        clusters: wanted size of the data → clusters a seed.
        embedding_dimensions: of which texts are clustered.
        mas_weight: of the second term of the masculinity index.
        speakers, checker: the models that were used; they are named, not required.
        flaws: what is wrong with it.
    """

    name: str
    participants: int
    styles: tuple[str, ...]
    turns: int
    temperature: float
    max_tokens: int
    seeds: str
    votes: int
    rewrite_checked_on: str
    clusters: Mapping[int, int]
    embedding_dimensions: int
    mas_weight: int
    speakers: str
    checker: str
    flaws: tuple[Flaw, ...]

    def to_record(self) -> dict[str, Any]:
        """JSON-ready settings for a card; the flaws by name."""
        record = asdict(self) | {"flaws": [flaw.name for flaw in self.flaws], "styles": list(self.styles)}
        return record | {"clusters": {str(size): count for size, count in self.clusters.items()}}


def culturepark_compat() -> Profile:
    """The released settings of CulturePark, flaws and all.

    >>> culturepark_compat().turns
    14
    """
    return Profile(
        name="culturepark-compat", participants=2, styles=("guided", "free"), turns=14, temperature=0.7, max_tokens=168,
        seeds="floored mean", votes=1, rewrite_checked_on="old text", clusters=CLUSTERS,
        embedding_dimensions=_DIMENSIONS, mas_weight=25, speakers="gpt-3.5-turbo-0613", checker="gpt-4-turbo-preview",
        flaws=FLAWS,
    )  # fmt: skip


def as_released(settings: Settings, *, clusters: int = 10) -> Settings:
    """The settings with those of `culturepark-compat` in place of them.

    Every conversation has all its turns, unless one is without a word or its call fails. No rewritten text is kept: the
    released check asks the judge about the old text again, and a judge at temperature 0 says the same again.
    """
    profile = culturepark_compat()
    return replace(
        settings,
        talking=replace(
            settings.talking, mode="modal", floored=True, participants=profile.participants, turns=profile.turns,
            stopping=False, temperature=profile.temperature, tokens=profile.max_tokens,
        ),
        verifying=replace(settings.verifying, votes=profile.votes, rewrite=False),
        deduplicating=replace(settings.deduplicating, clusters=clusters),
    )  # fmt: skip


def repeated(settings: Settings) -> tuple[str, ...]:
    """The names of the flaws that a run with these settings repeats."""
    rewriting = settings.talking.floored and not settings.verifying.rewrite
    said = {
        "floored mean answers": settings.talking.floored,
        "14 turns always": not settings.talking.stopping,
        "rewrite checked on the old text": rewriting,
        "k-means keeps the longest": settings.deduplicating.clusters is not None,
    }
    return tuple(flaw.name for flaw in FLAWS if said.get(flaw.name))


def floored_mean_answer(survey: Survey, question: str, population: str) -> str:
    """The code of the option at the floored mean of all codes, those of missing answers without their sign.

    Released flaw: use the modal answer for anything but a comparison. The survey's shares are weighted where it has
    weights; the released code counted respondents.

    Raises:
        InputError: the codes are not whole numbers, or nobody answered.
    """
    of = _known(survey, question)
    rows = survey.human.filter((pl.col("question") == question) & (pl.col("population") == population))
    where = f"question {question}, {population}"
    if rows.is_empty():
        raise InputError("nobody answered", where=where, mend="leave this seed out")
    try:
        mean = sum(share * abs(int(code)) for code, share in rows.select("option", "share").iter_rows())
        first = min(int(code) for code in of.codes)
    except ValueError as error:
        raise InputError("a mean needs codes that are numbers", where=where, mend="use another profile") from error
    # Shares are fractions: a mean of 2 may come out a hair below.
    place = math.floor(mean + 1e-9) - first
    return of.codes[min(max(place, 0), len(of.codes) - 1)]


def with_floored_means(seeds: pl.DataFrame, survey: Survey) -> pl.DataFrame:
    """Modal seeds (`SEEDS_SCHEMA`) with the floored mean in place of the mode, and with new ids.

    Raises:
        InputError: a seed is not modal, or its codes are not numbers.
    """
    shares = {row[:3]: row[3] for row in survey.human.select("question", "population", "option", "share").iter_rows()}
    made = []
    for row in seeds.iter_rows(named=True):
        if row["mode"] != "modal":
            raise InputError(f"a seed of mode {row['mode']}", where=row["id"], mend="make the seeds with mode modal")
        code = floored_mean_answer(survey, row["question"], row["population"])
        of = _known(survey, row["question"])
        answer = next(option for option in of.options if option.code == code).text(of.language)
        share = shares[row["question"], row["population"], code]
        made.append(replace(Seed.from_record(row), code=code, answer=answer, share=share).to_record())
    return pl.DataFrame(made, schema=SEEDS_SCHEMA)


def accepted_rewrite(judge: Callable[[str], str], old: str, new: str) -> str | None:
    """The rewritten text where the judge says `entailed` of the old one; None otherwise.

    Released flaw: `verifying` judges the new text.
    """
    return new if judge(old) == "entailed" else None


def keep_longest_by_kmeans(texts: Sequence[str], vectors: NDArray[np.floating], k: int, *, seed: int = 42) -> list[int]:
    """For each text the place of the one that stays for it: the longest of its cluster, the first of equals.

    Released flaw: length decides. Lloyd's k-means with k-means++ starts, on the first 256 dimensions at length 1.

    Args:
        texts: N opinions of one seed.
        vectors: shape [N, D].
        k: clusters; N where there are fewer texts.
        seed: of the starts.

    Raises:
        InputError: k is below 1, or texts and vectors differ in number.
    """
    if k < 1 or len(texts) != len(vectors):
        raise InputError(
            f"{k} clusters of {len(texts)} texts with {len(vectors)} vectors", mend="give one vector a text"
        )
    if not texts:
        return []
    cut = np.asarray(vectors, float)[:, :_DIMENSIONS]
    lengths = np.linalg.norm(cut, axis=1, keepdims=True)
    labels = _kmeans(cut / np.where(lengths == 0, 1, lengths), min(k, len(texts)), np.random.default_rng(seed))
    longest: dict[int, int] = {}
    for place, label in enumerate(labels):
        if label not in longest or len(texts[place]) > len(texts[longest[label]]):
            longest[label] = place
    return [longest[label] for label in labels]


def unique_by_kmeans(opinions: pl.DataFrame, encoder: TextEncoder, k: int, *, seed: int = 42) -> pl.DataFrame:
    """`keep_longest_by_kmeans` for the opinions (`id`, `seed`, `text`) of each seed, as `UNIQUE_SCHEMA`, by id."""
    made = []
    rows = opinions.select("id", "seed", "text").sort("seed", "id")
    for part in rows.partition_by("seed", maintain_order=True):
        ids, texts = part["id"].to_list(), part["text"].to_list()
        vectors = encoder.encode(texts)
        for place, kept in enumerate(keep_longest_by_kmeans(texts, vectors, k, seed=seed)):
            alike = float(vectors[place] @ vectors[kept])
            made.append((ids[place], ids[kept], "" if place == kept else "meaning", alike))
    return pl.DataFrame(made, schema=UNIQUE_SCHEMA, orient="row").sort("id")


def mas_weight_25(means: Mapping[str, float]) -> float:
    """The masculinity index with the released weight: 35(m05 − m03) + 25(m08 − m10).

    Args:
        means: mean answers, 1 to 5, by `m03`, `m05`, `m08`, `m10`.
    """
    return 35 * (means["m05"] - means["m03"]) + 25 * (means["m08"] - means["m10"])


def _kmeans(points: NDArray[np.float64], k: int, rng: np.random.Generator) -> list[int]:
    centres = points[[int(rng.integers(len(points)))]]
    while len(centres) < k:
        nearest = _squares(points, centres).min(axis=1)
        total = nearest.sum()
        drawn = rng.choice(len(points), p=nearest / total) if total > 0 else int(rng.integers(len(points)))
        centres = np.vstack([centres, points[drawn]])
    labels = _squares(points, centres).argmin(axis=1)
    for _ in range(_ROUNDS):
        # A cluster that lost all its texts keeps its centre.
        centres = np.stack([points[labels == i].mean(axis=0) if (labels == i).any() else centres[i] for i in range(k)])
        moved = _squares(points, centres).argmin(axis=1)
        if (moved == labels).all():
            break
        labels = moved
    return [int(label) for label in labels]


def _squares(points: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[np.float64]:
    """Squared distances, shape [N, k]."""
    return np.maximum(((points[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2), 0)


def _known(survey: Survey, question: str) -> Question:
    if question not in survey.by_id:
        raise InputError(f"survey {survey.name} has no question {question!r}", mend="give the survey of the seeds")
    return survey.by_id[question]
