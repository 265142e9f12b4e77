"""Text to relationships: offline, deterministic, anchored to the character."""

from graph.extract.extractor import extract

__all__ = ["extract"]
