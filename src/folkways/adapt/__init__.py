"""Bringing a model closer to a people: by words and by training."""

from folkways.adapt.lora import AdapterRecord, Lora
from folkways.adapt.match import match
from folkways.adapt.training import Training

__all__ = ["AdapterRecord", "Lora", "Training", "match"]
