"""Files to documents: what people have, turned into text with offsets that hold."""

from graph.read.limits import whole
from graph.read.paths import File, parse, parts, read, read_paths

__all__ = ["File", "parse", "parts", "read", "read_paths", "whole"]
