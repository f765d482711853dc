"""The Inglehart–Welzel axes, fitted on respondents of the user's own World Values Survey file.

Ten items, standardised over all respondents (every people weighing the same); two probabilistic principal components;
varimax; the axis on which the traditional–secular items load is drawn upwards, the other, survival–self-expression, to
the right. Positions are component scores with mean 0 and variance 1 over respondents who answered all ten.

A people lies where its mean answers lie. The position of a mean is the mean of the positions, so this is where its
average respondent lies; a people or a model that lacks an item is placed by the posterior mean given the others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from folkways.alignment.ppca import fit_ppca, posterior_means
from folkways.alignment.varimax import varimax_rotation
from folkways.errors import SurveyError
from folkways.populations import Population
from folkways.surveys.ten_items import TEN_ITEMS
from folkways.surveys.value_sums import ValueSums

Floats = NDArray[np.float64]
MINIMUM_POPULATIONS = 3
_FORMAT = 1


@dataclass(frozen=True)
class ValueAxes:
    """The fitted axes and the peoples on them: aggregates only, no respondent's row.

    D = 10 items, P peoples; axis 0 runs from survival to self-expression, axis 1 from traditional to secular-rational.

    Attributes:
        mean, sd: of each item over respondents, shape [D].
        weights: W of the probabilistic components after rotation, shape [D, 2].
        noise: σ².
        unit: turns posterior means into scores of variance 1, shape [2, 2].
        loadings: correlations of items and axes, shape [D, 2].
        explained: share of the items' variance on each axis.
        populations: the peoples.
        items: the peoples' mean of each item, shape [P, D]; NaN where it was not asked.
        places: where the peoples lie, shape [P, 2].
        covariances: of their sampling error (design bootstrap), shape [P, 2, 2].
        respondents: by people, shape [P].
        info: file name, replicates, seed, respondents left out; JSON-ready.
    """

    mean: Floats
    sd: Floats
    weights: Floats
    noise: float
    unit: Floats
    loadings: Floats
    explained: tuple[float, float]
    populations: tuple[Population, ...]
    items: Floats
    places: Floats
    covariances: Floats
    respondents: NDArray[np.int64]
    info: Mapping[str, Any]

    def place(self, values: Floats) -> Floats:
        """Where rows of item values lie, shape [N, 2]; NaN marks an item that a row lacks.

        Args:
            values: in the units of `ten_items`, shape [N, D].
        """
        rows = (np.asarray(values, np.float64) - self.mean) / self.sd
        return posterior_means(rows, np.zeros(len(self.mean)), self.weights, self.noise) @ self.unit

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict; `from_record` reads it back."""
        arrays = {name: getattr(self, name).tolist() for name in _ARRAYS}
        arrays["items"] = [[None if np.isnan(v) else v for v in row] for row in self.items.tolist()]
        return {
            "format": _FORMAT,
            "item_names": [item.name for item in TEN_ITEMS],
            **arrays,
            "noise": self.noise,
            "explained": list(self.explained),
            "populations": [people.to_record() for people in self.populations],
            "info": dict(self.info),
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> ValueAxes:
        """The axes that `to_record` wrote."""
        arrays = {name: np.array(record[name], np.float64) for name in _ARRAYS}
        low, high = record["explained"]
        return cls(
            **{**arrays, "respondents": arrays["respondents"].astype(np.int64)},
            noise=float(record["noise"]),
            explained=(float(low), float(high)),
            populations=tuple(Population.from_record(p) for p in record["populations"]),
            info=dict(record["info"]),
        )

    @classmethod
    def read(cls, path: Path) -> ValueAxes:
        """The axes that were kept in a JSON file.

        Raises:
            SurveyError: there is no such file, or it holds no axes.
        """
        try:
            record = json.loads(path.read_text("utf-8"))
            if record["format"] != _FORMAT or record["item_names"] != [item.name for item in TEN_ITEMS]:
                raise ValueError("another format")
            return cls.from_record(record)
        except FileNotFoundError as error:
            raise SurveyError("no such file", where=str(path), mend="give the file that --keep-axes wrote") from error
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise SurveyError(
                "holds no axes", where=str(path), mend="give the file that --keep-axes wrote, or --microdata"
            ) from error


_ARRAYS = ("mean", "sd", "weights", "unit", "loadings", "items", "places", "covariances", "respondents")


def fit_axes(sums: ValueSums, info: Mapping[str, Any] | None = None) -> ValueAxes:
    """Fit the axes and place the peoples on them.

    Raises:
        SurveyError: fewer than three peoples, an item without answers, or no convergence.
    """
    if len(sums.populations) < MINIMUM_POPULATIONS:
        raise SurveyError(
            f"holds {len(sums.populations)} peoples; a map needs {MINIMUM_POPULATIONS}",
            where=str((info or {}).get("file", "")),
            mend="give the file of all countries",
        )
    told = sums.patterns.astype(float)
    share = sums.weight @ told
    mean = sums.first.sum(axis=0) / np.maximum(share, 1e-300)
    sd = np.sqrt(np.maximum(np.einsum("mdd->d", sums.second) / np.maximum(share, 1e-300) - mean**2, 0.0))
    sd = np.where(sd > 1e-9, sd, 1.0)
    centre = told * mean
    cross = np.einsum("md,me->mde", sums.first, centre)
    second = sums.second - cross - cross.swapaxes(1, 2)
    second = (second + sums.weight[:, None, None] * np.einsum("md,me->mde", centre, centre)) / np.outer(sd, sd)
    fitted = fit_ppca(sums.patterns, sums.weight, (sums.first - sums.weight[:, None] * centre) / sd, second)
    loadings, weights, unit = _turned(fitted.weights, fitted.noise)
    axes = ValueAxes(
        mean=mean + sd * fitted.mean,
        sd=sd,
        weights=weights,
        noise=fitted.noise,
        unit=unit,
        loadings=loadings,
        explained=_explained(loadings),
        populations=sums.populations,
        items=sums.means,
        places=np.zeros((len(sums.populations), 2)),
        covariances=np.zeros((len(sums.populations), 2, 2)),
        respondents=sums.respondents,
        info={"respondents_left_out": sums.left_out, "steps": len(fitted.log_likelihood), **(info or {})},
    )
    axes.places[:] = axes.place(sums.means)
    for i, cloud in enumerate(sums.replicates):
        drawn = cloud[np.isfinite(cloud[:, np.isfinite(sums.means[i])]).all(axis=1)]
        if len(drawn) > 2:
            axes.covariances[i] = np.cov(axes.place(np.where(np.isfinite(sums.means[i]), drawn, np.nan)).T)
    return axes


def _turned(weights: Floats, noise: float) -> tuple[Floats, Floats, Floats]:
    """Loadings, W and the matrix of unit scores, rotated by varimax and set the usual way round."""
    square = (weights**2).sum(axis=0)  # the columns are orthogonal, so W'W is diagonal
    spread = np.sqrt(square / (square + noise))  # standard deviation of the posterior means on complete rows
    loadings = weights / spread
    rotation = varimax_rotation(loadings)
    turned = loadings @ rotation
    secular = np.array([item.axis == "secular" for item in TEN_ITEMS])
    lead = (turned[secular] ** 2).sum(axis=0) - (turned[~secular] ** 2).sum(axis=0)
    up = int(lead.argmax())
    rotation = rotation[:, [1 - up, up]]
    turned = loadings @ rotation
    signs = np.where([turned[~secular, 0].sum() < 0, turned[secular, 1].sum() < 0], -1.0, 1.0)
    rotation = rotation * signs
    return loadings @ rotation, weights @ rotation, rotation.T @ np.diag(1 / spread) @ rotation


def _explained(loadings: Floats) -> tuple[float, float]:
    first, second = (loadings**2).mean(axis=0)
    return float(first), float(second)
