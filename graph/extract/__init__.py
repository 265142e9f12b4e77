"""Text to relationships: offline, deterministic, anchored to the character."""

from graph.extract.decide import SYMMETRIC
from graph.extract.extractor import extract

__all__ = ["SYMMETRIC", "extract"]
