"""The name tables, read into one flat list of names."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from graph.model import Entity, Kind

Row = dict[str, str]


class Role(StrEnum):
    """How a name stands for its entity."""

    NAME = "name"
    CODE = "code"
    DEMONYM = "demonym"
    CAPITAL = "capital"


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write one entity."""

    text: str
    entity: Entity
    role: Role


def fold(text: str) -> str:
    """Return `text` without case, diacritics and surplus blanks, for comparison.

    >>> fold("  São  Tomé ")
    'sao tome'
    """
    if text.isascii():
        return " ".join(text.lower().split())
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def table(name: str, package: str = "graph.gazetteer") -> list[Row]:
    """Return the rows of one table that a package ships."""
    text = (files(package) / "tables" / f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def several(cell: str) -> list[str]:
    """Return the parts of a cell that holds several values.

    >>> several("UK; Britain")
    ['UK', 'Britain']
    """
    return [part.strip() for part in cell.split(";") if part.strip()]


def all_names() -> Iterator[Name]:
    """Yield every name but those of cities, the plainest of each entity first."""
    for row in table("states"):
        entity = Entity(row["id"], Kind.STATE, row["name"])
        yield from _written(entity, row)
        yield Name(row["id"], entity, Role.CODE)
        for capital in several(row["capitals"]):
            yield Name(capital, entity, Role.CAPITAL)
    for row in table("blocs"):
        yield from _written(Entity(row["id"], Kind.BLOC, row["name"]), row)
    for name in ("waters", "routes"):
        for row in table(name):
            yield from _written(Entity(row["id"], Kind(row["kind"]), row["name"]), row)
    for row in table("commodities"):
        yield from _written(Entity(row["id"], Kind.COMMODITY, row["name"]), row)


def _written(entity: Entity, row: Row) -> Iterator[Name]:
    yield Name(row["name"], entity, Role.NAME)
    for alias in several(row["aliases"]):
        yield Name(alias, entity, Role.NAME)
    for demonym in several(row.get("demonyms", "")):
        yield Name(demonym, entity, Role.DEMONYM)
