"""Descriptions of a survey's peoples, where a command is given none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from folkways.adapt.hyper.description import Descriptions
    from folkways.encoders import TextEncoder
    from folkways.surveys import Survey
    from folkways.surveys.split import Split


def described(survey: Survey, split: Split, encoder: TextEncoder, seed: int) -> Descriptions:
    """From CLDR, norms by rules and profiles: see `describe`."""
    from folkways.adapt.hyper.describing import describe
    from folkways.norms.ruled import rules_for_all

    return describe(survey, split, norms=rules_for_all(survey, split), encoder=encoder, seed=seed)
