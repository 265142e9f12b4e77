"""Files to documents: what people have, turned into text with offsets that hold."""

from graph.read.limits import whole
from graph.read.paths import File, count_files, parse, parts, read, read_paths

__all__ = ["File", "count_files", "parse", "parts", "read", "read_paths", "whole"]
