"""Files to documents: what people have, turned into text with offsets that hold."""

from graph.read.paths import read, read_paths

__all__ = ["read", "read_paths"]
