"""The result of a comparison: one line an arm, with all that was measured of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from folkways.adapt.comparing.contrasts import CONTRASTS_SCHEMA
from folkways.adapt.comparing.retention import Retention
from folkways.judges import Preference
from folkways.runs import write_atomically, write_frame


@dataclass(frozen=True)
class Line:
    """What was measured of one arm besides its gains.

    Attributes:
        arm: its name.
        seeds: that it was tried with.
        gate: the verdict of the validity gate in each trial.
        reason: of the first verdict.
        retention: facts that it knows.
        states: of the written answers of all trials.
        behaviour: what the judges preferred; None for the untouched model and where nothing was asked.
        off_label: mean probability on no option.
        tokens: mean length of a prompt.
        parameters: trained; 0 without an adapter.
        seconds: of training, the mean over seeds.
        losses: first and last loss of each seed.
        material: what the first seed was trained on: examples, tokens, what was left out; empty without an adapter.
    """

    arm: str
    seeds: tuple[int, ...]
    gate: tuple[str, ...]
    reason: str
    retention: Retention
    states: Mapping[str, int]
    behaviour: Preference | None
    off_label: float
    tokens: float
    parameters: int
    seconds: float
    losses: tuple[tuple[float, float], ...]
    material: Mapping[str, Any] = field(default_factory=dict)

    @property
    def refused(self) -> float | None:
        """Share of the written answers that refuse; None where none were read."""
        asked = sum(self.states.values())
        return self.states.get("refused", 0) / asked if asked else None

    def to_record(self) -> dict[str, Any]:
        """JSON-ready."""
        record = asdict(self)
        if self.behaviour is not None:
            record["behaviour"] = {
                name: getattr(self.behaviour, name)
                for name in ("estimate", "low", "high", "band_low", "band_high", "pairs", "prompts", "unread", "counts")
            } | {"calibration": str(self.behaviour.calibration)}
        return {**record, "refused": self.refused}


@dataclass(frozen=True)
class Comparison:
    """Arms side by side.

    Attributes:
        model: the base.
        survey: its title.
        gains: skill, gain, distance to the pooled others, dispersion (`GAINS_SCHEMA`).
        lines: by arm, the untouched model first.
        facts: what was asked, of whom, with what; JSON-ready.
        contrasts: the skill of one arm less that of each other (`CONTRASTS_SCHEMA`); empty where none was singled out.
    """

    model: str
    survey: str
    gains: pl.DataFrame
    lines: tuple[Line, ...]
    facts: dict[str, Any]
    contrasts: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=CONTRASTS_SCHEMA))

    def value(self, arm: str, group: str, measure: str) -> dict[str, Any] | None:
        """One row of the gains, None where there is none (no peoples were held out)."""
        found = self.gains.filter(
            (pl.col("arm") == arm) & (pl.col("group") == group) & (pl.col("measure") == measure)
        ).to_dicts()
        return found[0] if found else None

    def to_record(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            "model": self.model,
            "survey": self.survey,
            **self.facts,
            "gains": self.gains.to_dicts(),
            "contrasts": self.contrasts.to_dicts(),
            "lines": [line.to_record() for line in self.lines],
        }

    def save(self, out: Path) -> None:
        """Write `comparison.json`, `gains.parquet`, and `contrasts.parquet` where one arm was singled out."""
        write_frame(out / "gains.parquet", self.gains)
        if not self.contrasts.is_empty():
            write_frame(out / "contrasts.parquet", self.contrasts)
        text = json.dumps(self.to_record(), indent=1, ensure_ascii=False, allow_nan=True)
        write_atomically(out / "comparison.json", text.replace("NaN", "null").encode())
