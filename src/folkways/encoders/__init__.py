"""Texts as vectors."""

from folkways.encoders.encoder import TextEncoder, load_encoder

__all__ = ["TextEncoder", "load_encoder"]
