"""Which extractor this is: what a store remembers, to tell what another one read."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

# What is found depends on these packages' code and tables and on nothing else of the project;
# the model holds the ontology.
_PACKAGES = ("graph.extract", "graph.gazetteer", "graph.model")


@cache
def extractor_version() -> str:
    """Return a hash of the rules, names and tables that extraction follows."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        _take(resources.files(package), digest)
    return digest.hexdigest()[:12]


def _take(folder: Traversable, digest: hashlib._Hash) -> None:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            _take(item, digest)
        elif item.name.endswith((".py", ".csv")):
            digest.update(item.name.encode())
            digest.update(item.read_bytes().replace(b"\r\n", b"\n"))
