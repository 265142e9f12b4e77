"""Curated facts with sources: ferries, pipelines, closures, costs and more, each row checked."""

from __future__ import annotations

from graph.facts.loader import KINDS, load, table_hash
from graph.facts.rows import (
    BorderStation,
    Closure,
    Control,
    CorridorFact,
    Cost,
    Fact,
    Ferry,
    Journey,
    Length,
    LineLimit,
    Pipeline,
    Port,
    RailLine,
    Waterway,
)

__all__ = [
    "KINDS",
    "BorderStation",
    "Closure",
    "Control",
    "CorridorFact",
    "Cost",
    "Fact",
    "Ferry",
    "Journey",
    "Length",
    "LineLimit",
    "Pipeline",
    "Port",
    "RailLine",
    "Waterway",
    "load",
    "table_hash",
]
