"""A file of the layout of World Values Survey wave 7 whose respondents have two values that are known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

#: item column → (which axis, loading, codes from the lowest to the highest value on that axis)
_ITEMS: dict[str, tuple[int, float, list[int]]] = {
    "Q164": (1, 0.8, list(range(10, 0, -1))),
    "Q8": (1, 0.7, [2, 1]),
    "Q14": (1, 0.6, [2, 1]),
    "Q15": (1, 0.7, [1, 2]),
    "Q17": (1, 0.7, [1, 2]),
    "Q184": (1, 0.7, list(range(1, 11))),
    "Q254": (1, 0.7, [1, 2, 3, 4]),
    "Q45": (1, 0.6, [1, 2, 3]),
    "Q46": (0, 0.7, [4, 3, 2, 1]),
    "Q182": (0, 0.8, list(range(1, 11))),
    "Q209": (0, 0.7, [3, 2, 1]),
    "Q57": (0, 0.6, [2, 1]),
}


def value_file(
    places: dict[str, tuple[float, float]],
    *,
    n: int = 300,
    seed: int = 0,
    gaps: float = 0.0,
    unasked: Sequence[tuple[str, str]] = (),
) -> pl.DataFrame:
    """Respondents of peoples whose mean values are planted.

    Args:
        places: country → mean on survival–self-expression and on traditional–secular.
        n: respondents a country.
        seed: of the draw.
        gaps: share of answers replaced by "don't know".
        unasked: (country, column) pairs with code −4.
    """
    rng = np.random.default_rng(seed)
    frames = []
    for people, centre in places.items():
        z = rng.normal(centre, 1.0, (n, 2))
        columns: dict[str, object] = {
            "B_COUNTRY_ALPHA": [people] * n,
            "W_WEIGHT": rng.uniform(0.5, 2.0, n),
            "S018": rng.uniform(0.5, 2.0, n),
            "I_PSU": rng.integers(1, 31, n).astype(float),
        }
        for column, (axis, loading, codes) in _ITEMS.items():
            columns[column] = _coded(loading * z[:, axis] + np.sqrt(1 - loading**2) * rng.normal(size=n), codes)
        post = np.clip(np.digitize(0.8 * z[:, 0] + 0.6 * rng.normal(size=n), [-0.6, 0.6]), 0, 2)
        columns["Q154"] = np.where(post == 2, 2, np.where((post == 1) & (rng.random(n) < 0.5), 4, 1))
        columns["Q155"] = np.where(post == 2, 4, np.where(post == 0, 3, np.where(columns["Q154"] == 4, 1, 2)))
        frame = pl.DataFrame({k: np.asarray(v, float) if k.startswith("Q") else v for k, v in columns.items()})
        for column in [name for name in frame.columns if name.startswith("Q")]:
            code = -4.0 if (people, column) in unasked else -1.0
            lost = rng.random(n) < (1.0 if (people, column) in unasked else gaps)
            frame = frame.with_columns(pl.when(pl.Series(lost)).then(code).otherwise(column).alias(column))
        frames.append(frame)
    return pl.concat(frames)


def _coded(latent: np.ndarray, codes: list[int]) -> np.ndarray:
    cuts = np.linspace(-1.6, 1.6, len(codes) + 1)[1:-1] if len(codes) > 2 else [0.0]
    return np.array(codes)[np.digitize(latent, cuts)]
