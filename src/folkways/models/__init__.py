"""Whom we ask."""

from folkways.models.access import Described, Generation, LabelScores, Model, ModelInfo, Prompt
from folkways.models.loading import load_model

__all__ = ["Described", "Generation", "LabelScores", "Model", "ModelInfo", "Prompt", "load_model"]
