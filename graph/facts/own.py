"""Rows of a person's own: legs, closures and costs that count beside the shipped tables.

Latitudes and longitudes are in degrees, lengths in km, times in hours, costs in USD per tonne,
capacities in million tonnes a year. Only what a search needs must be there; what is left out
is worked out or stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from graph.facts import cells
from graph.facts.cells import Cell, Point
from graph.facts.columns import FirstDay, LastDay, Mode, Note, Parameter, Text, Value
from graph.model import Avoid
from graph.model import Mode as ModeName

_MODES = cells.one_of("rail", "road", "sea", "ferry", "river", "pipeline")
_CERTAIN = cells.one_of("high", "medium", "low")

From = Annotated[str, Cell(cells.text, column="from")]
To = Annotated[str, Cell(cells.text, column="to")]
LegMode = Annotated[str, Cell(_MODES)]
AnyMode = Annotated[str, Cell(cells.one_of("any", *ModeName), optional=True, empty="any")]
MaybeId = Annotated[str, Cell(cells.slug, optional=True, empty="")]
MaybeYear = Annotated[int | None, Cell(cells.whole(1800, 2100), optional=True)]
MaybeSure = Annotated[str, Cell(_CERTAIN, optional=True, empty="")]
Via = Annotated[tuple[Point, ...], Cell(cells.many(cells.point), optional=True, empty=())]
MaybeKm = Annotated[float | None, Cell(cells.number(0.1, 40_000), optional=True)]
MaybeHours = Annotated[float | None, Cell(cells.number(0.01, 5_000), optional=True)]
MaybeUsd = Annotated[float | None, Cell(cells.number(0, 10_000), optional=True)]
MaybeMt = Annotated[float | None, Cell(cells.number(0, 10_000), optional=True)]
MaybeLat = Annotated[float | None, Cell(cells.number(-90, 90), optional=True)]
MaybeLon = Annotated[float | None, Cell(cells.number(-180, 180), optional=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRow:
    """What every row of one's own may bear: an id, who says so, of which year, how sure."""

    id: MaybeId = ""
    source: Note = ""
    year: MaybeYear = None
    confidence: MaybeSure = ""
    note: Note = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegRow(OwnRow):
    """A leg as it is written: its ends are names, codes or `lat,lon`, or have coordinates."""

    name: Note = ""
    mode: LegMode
    start: From
    end: To
    from_lat: MaybeLat = None
    from_lon: MaybeLon = None
    to_lat: MaybeLat = None
    to_lon: MaybeLon = None
    via: Via = ()
    km: MaybeKm = None
    hours: MaybeHours = None
    usd_per_t: MaybeUsd = None
    capacity_mt_y: MaybeMt = None
    commodity: Note = ""
    open_from: FirstDay = None
    open_to: LastDay = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureRow(OwnRow):
    """What may not be passed, written as for `--avoid`, from when to when, by which mode."""

    what: Text
    mode: AnyMode = "any"
    closed_from: FirstDay = None
    closed_to: LastDay = None
    reason: Note = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow(OwnRow):
    """A cost parameter of a mode: for the world, a state, a pair of states or a passage."""

    mode: Mode
    parameter: Parameter
    scope: Text
    value: Value
    unit: Note = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """An end of a leg: its name, where it is, and its state's code, '' where not known."""

    name: str
    lat: float
    lon: float
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLeg:
    """A leg with its ends found; it leads both ways, a pipeline from `start` to `end` only.

    `hours` and `usd_per_t` are those of the way itself; stops at borders, handling at its ends
    and changes of mode come on top, from the table of costs. `commodities` are the goods it is
    kept for, none where it takes all that goes by its mode. `where` is the table and row.
    """

    id: str
    name: str
    mode: ModeName
    start: Spot
    end: Spot
    via: tuple[Point, ...] = ()
    km: float | None = None
    hours: float | None = None
    usd_per_t: float | None = None
    capacity_mt_y: float | None = None
    commodities: frozenset[str] = frozenset()
    open_from: date | None = None
    open_to: date | None = None
    where: str = ""
    source: str = ""
    year: int | None = None
    confidence: str = ""
    note: str = ""

    def __repr__(self) -> str:
        """Return the leg in a line, with the row that it stands in."""
        length = f", {self.km:,.0f} km" if self.km is not None else ""
        ends = f"{self.start.name} → {self.end.name}"
        return f"<OwnLeg {self.id}: {self.mode.value} {ends}{length} ({self.where})>"

    @property
    def waypoints(self) -> tuple[Point, ...]:
        """The points (latitude, longitude in degrees) that it runs through."""
        ends = (self.start.lat, self.start.lon), (self.end.lat, self.end.lon)
        return (ends[0], *self.via, ends[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnClosure:
    """What is closed to a mode, `any` for all, from the first day to the last."""

    id: str
    avoid: Avoid
    mode: str = "any"
    closed_from: date | None = None
    closed_to: date | None = None
    reason: str = ""
    where: str = ""
    source: str = ""

    def __repr__(self) -> str:
        """Return the closure in a line, with the row that it stands in."""
        days = f"{self.closed_from or '...'} to {self.closed_to or '...'}"
        return f"<OwnClosure {self.avoid.text}, {self.mode}, {days} ({self.where})>"

    def holds_on(self, day: date) -> bool:
        """Tell whether it is closed on a day."""
        begun = self.closed_from is None or self.closed_from <= day
        return begun and (self.closed_to is None or day <= self.closed_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCost:
    """A figure that counts instead of the shipped one of the same mode, parameter and scope."""

    id: str
    mode: str
    parameter: str
    scope: str
    value: float
    unit: str
    where: str = ""
    source: str = ""
    year: int | None = None
    confidence: str = ""

    def __repr__(self) -> str:
        """Return the figure in a line, with the row that it stands in."""
        what = f"{self.mode} {self.parameter}, {self.scope}: {self.value:g} {self.unit}"
        return f"<OwnCost {what} ({self.where})>"


@dataclass(frozen=True, slots=True)
class Own:
    """All that a person adds to the network; nothing where nothing was added."""

    legs: tuple[OwnLeg, ...] = ()
    closures: tuple[OwnClosure, ...] = ()
    costs: tuple[OwnCost, ...] = ()

    def leg(self, fact: str) -> OwnLeg | None:
        """Give the leg that a fact (`legs:my-ferry`) names, None where it names none."""
        table, _, key = fact.partition(":")
        return next((leg for leg in self.legs if table == LEGS and leg.id == key), None)


LEGS = "legs"
"""The table name of facts for legs of one's own."""
NOTHING = Own()
