"""Curated facts with sources: ferries, pipelines, closures, costs and more, each row checked."""

from __future__ import annotations

from graph.facts.loader import KINDS, load, table_hash
from graph.facts.own import NOTHING, Own, OwnClosure, OwnCost, OwnLeg
from graph.facts.reported import Journey, Length
from graph.facts.rows import (
    BorderStation,
    Closure,
    Control,
    CorridorFact,
    Cost,
    Fact,
    Ferry,
    LineLimit,
    Pipeline,
    Port,
    RailLine,
    Waterway,
)
from graph.facts.trade import Capacity, Cargo, Choice, Export, Gateway

__all__ = [
    "KINDS",
    "NOTHING",
    "BorderStation",
    "Capacity",
    "Cargo",
    "Choice",
    "Closure",
    "Control",
    "CorridorFact",
    "Cost",
    "Export",
    "Fact",
    "Ferry",
    "Gateway",
    "Journey",
    "Length",
    "LineLimit",
    "Own",
    "OwnClosure",
    "OwnCost",
    "OwnLeg",
    "Pipeline",
    "Port",
    "RailLine",
    "Waterway",
    "load",
    "table_hash",
]
