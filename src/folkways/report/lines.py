"""The lines of a result (model × framing × …): what they are called, and their colour and shape."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from folkways.alignment.alignment import LINE, Alignment
from folkways.report.svg import FRAMING_COLOURS, PALETTE, SHAPES

#: What each framing asks, in words that need no explanation.
FRAMING_WORDS = {
    "persona": "speaking as an average person",
    "observer": "forecasting an average person",
    "neutral": "answering for itself",
}
FRAMING_ORDER = ("persona", "observer", "neutral")


@dataclass(frozen=True)
class Line:
    """One line of results.

    Attributes:
        key: model, framing, language, reasoning, calibration.
        label: for legends and tables.
        short: for labels in a picture.
        colour, shape: in every picture.
    """

    key: tuple[str, str, str, str, str]
    label: str
    short: str
    colour: str
    shape: str

    @property
    def model(self) -> str:
        """Whose answers."""
        return self.key[0]

    @property
    def framing(self) -> str:
        """How it was asked."""
        return self.key[1]

    @property
    def point_key(self) -> tuple[str, ...]:
        """Without the calibration."""
        return self.key[:4]

    def of(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows of this line."""
        present = [(name, value) for name, value in zip(LINE, self.key, strict=True) if name in frame.columns]
        return frame.filter(pl.all_horizontal(pl.col(n) == v for n, v in present))


def lines_of(alignment: Alignment, calibration: str = "raw") -> list[Line]:
    """The lines with this calibration, persona first; the first is the headline."""
    keys = alignment.cells.filter(pl.col("calibration") == calibration).select(LINE).unique(maintain_order=True).rows()
    models = list(dict.fromkeys(key[0] for key in keys))
    source = alignment.info.get("source_language")
    keys.sort(key=lambda k: (models.index(k[0]), k[3], k[2] != source, k[2], FRAMING_ORDER.index(k[1])))
    varying = [i for i in (0, 2, 3) if len({key[i] for key in keys}) > 1]
    found = []
    for number, key in enumerate(keys):
        extra = "".join(f", {key[i]}" for i in varying)
        words = f"{key[1]}: {FRAMING_WORDS[key[1]]}" if not varying else f"{key[1]}{extra}"
        colour = PALETTE[number % len(PALETTE)] if varying else FRAMING_COLOURS[key[1]]
        shape = SHAPES[number % len(SHAPES)] if varying else SHAPES[FRAMING_ORDER.index(key[1])]
        found.append(Line(key, words, f"{key[1]}{extra}", colour, shape))
    return found


def measure_of(alignment: Alignment) -> str:
    """`score` where answers are distributions; `nvas` where nearly all are single choices.

    A single choice laid beside a distribution loses points for having no spread, whatever it says; its central value
    can be compared fairly.
    """
    single = alignment.cells.select((pl.col("q").list.max() > 1 - 1e-9).mean()).item()
    return "nvas" if single is not None and single > 0.99 else "score"
