"""Rows on trade: what may carry a commodity, where it comes from, how much fits, how much goes.

Latitudes and longitudes are in degrees, flows in million tonnes a year. What no source gives
is None, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from graph.facts import cells
from graph.facts.cells import Cell
from graph.facts.columns import Country, Lat, Lon, Note, Text, Value
from graph.facts.rows import Fact

CarriedBy = Annotated[
    tuple[str, ...],
    Cell(
        cells.many(cells.one_of("rail", "road", "sea", "ferry", "river", "pipeline")),
        optional=True,
        empty=(),
    ),
]
LoadedAs = Annotated[
    tuple[str, ...],
    Cell(
        cells.many(cells.one_of("rail", "truck", "container", "bulk")),
        optional=True,
        empty=(),
    ),
]
Piped = Annotated[tuple[str, ...], Cell(cells.many(cells.slug), optional=True, empty=())]
Commodity = Annotated[str, Cell(cells.slug)]
MaybeCommodity = Annotated[str, Cell(cells.slug, optional=True, empty="")]
PlaceRole = Annotated[str, Cell(cells.one_of("gateway", "production", "terminal"))]
Needs = Annotated[str, Cell(cells.one_of("terminal"), optional=True, empty="")]
Tonnes = Annotated[float, Cell(cells.number(0, 10_000))]
LimitKind = Annotated[str, Cell(cells.one_of("ferry", "port", "pipeline", "border"))]
TradeMode = Annotated[
    str,
    Cell(
        cells.one_of("rail", "road", "sea", "ferry", "river", "pipeline"), optional=True, empty=""
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cargo(Fact):
    """How a commodity may travel; no `modes` at all means that it is no freight.

    `loads` says as what it boards a ferry or feeder ship, `pipelines` which commodities of
    the table of pipelines it is, `needs` that ports serve it at listed terminals only.
    """

    commodity: Commodity
    modes: CarriedBy
    loads: LoadedAs
    pipelines: Piped
    needs: Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway(Fact):
    """A place that stands for its state: a freight centre, a field or mine, a terminal.

    Coordinates are those of the place where goods are loaded: the railhead of a mine.
    """

    country: Country
    commodity: MaybeCommodity
    role: PlaceRole
    name: Text
    lat: Lat
    lon: Lon


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity(Fact):
    """The most that a facility takes a year, of one commodity or of all.

    `facility` is the id of a row of the table of that kind, or a pair of states such as
    `CN-KZ` for all their crossings by one `mode`.
    """

    kind: LimitKind
    facility: Text
    mode: TradeMode
    commodity: MaybeCommodity
    mt_y: Tonnes


@dataclass(frozen=True, slots=True, kw_only=True)
class Export(Fact):
    """What a state sold abroad of a commodity in the year of the row."""

    country: Country
    commodity: Commodity
    mt_y: Tonnes


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Fact):
    """A parameter of the choice between ways."""

    parameter: Text
    value: Value
    unit: Note
