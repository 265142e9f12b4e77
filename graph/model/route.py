"""Routes: ordered legs with what each costs and which states it enters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """How goods move on a leg.

    Examples
    --------
    >>> [mode.value for mode in Mode]
    ['rail', 'road', 'sea', 'ferry', 'river', 'pipeline']
    """

    RAIL = "rail"
    ROAD = "road"
    SEA = "sea"
    FERRY = "ferry"
    RIVER = "river"
    PIPELINE = "pipeline"


@dataclass(frozen=True, slots=True)
class LegEvidence:
    """A sentence (or a table row) that speaks of a leg, and where it stands.

    Examples
    --------
    >>> LegEvidence("news.txt", "Ferries leave Aktau for Alat.").source
    'news.txt'
    """

    source: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One stretch by one mode, from one named place to the next.

    Distances in km, durations in hours, costs in USD per tonne, emissions in kg CO2 per
    tonne; None where nothing is known. `geometry` holds (longitude, latitude) pairs in
    degrees and is empty for legs that are known from text alone. `facts` are the rows of
    fact tables that the leg runs on (`ferries:aktau-alat`). `note` says what the
    reader must know about the leg (an onward stretch that no sentence states).
    `access_km` is how much of the leg leads by lorry between the place asked for and the
    network; the leg's figures count it, its geometry does not show it.

    Examples
    --------
    >>> Leg(start="Aktau", end="Alat", countries=("KZ", "AZ"), mode=Mode.FERRY, distance_km=430.0)
    <Leg ferry Aktau → Alat, KZ AZ, 430 km>
    """

    start: str
    end: str
    countries: tuple[str, ...]
    mode: Mode | None = None
    distance_km: float | None = None
    duration_h: float | None = None
    cost_usd_per_t: float | None = None
    co2_kg_per_t: float | None = None
    evidence: tuple[LegEvidence, ...] = ()
    geometry: tuple[tuple[float, float], ...] = ()
    facts: tuple[str, ...] = ()
    note: str | None = None
    access_km: float = 0.0

    def __repr__(self) -> str:
        """Return the leg in a line, without its geometry."""
        mode = f"{self.mode.value} " if self.mode else ""
        states = f", {' '.join(self.countries)}" if self.countries else ""
        return f"<Leg {mode}{self.start} → {self.end}{states}{_figures(self)}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One way from origin to destination; `countries` are the states entered, in order.

    `corridor_shares` tells for each of `corridors` how much of it (0..1) the route follows.

    Examples
    --------
    >>> rail = Leg(start="A", end="B", countries=("KZ",), mode=Mode.RAIL, distance_km=400.0)
    >>> ferry = Leg(start="B", end="C", countries=("KZ", "AZ"), mode=Mode.FERRY, distance_km=430.0)
    >>> names = {"countries": ("KZ", "AZ"), "corridors": (), "chokepoints": ()}
    >>> route = Route(rank=1, legs=(rail, ferry), **names)
    >>> route.modes, route.distance_km, route.duration_h
    (('rail', 'ferry'), 830.0, None)
    >>> route.cost_usd_per_t is route.co2_kg_per_t is None
    True
    """

    rank: int
    countries: tuple[str, ...]
    corridors: tuple[str, ...]
    chokepoints: tuple[str, ...]
    legs: tuple[Leg, ...]
    stops: tuple[str, ...] = ()
    corridor_shares: tuple[float, ...] = ()

    def __repr__(self) -> str:
        """Return the route in a line: its states, modes and figures."""
        states, modes = " → ".join(self.countries), ", ".join(self.modes)
        by = f", {modes}" if modes else ""
        return f"<Route {self.rank}: {states}{by}{_figures(self)}>"

    @property
    def modes(self) -> tuple[str, ...]:
        """The modes used, each once, in order."""
        return tuple(dict.fromkeys(leg.mode.value for leg in self.legs if leg.mode))

    @property
    def distance_km(self) -> float | None:
        """Length in km, or None where a leg's is unknown."""
        return _total(leg.distance_km for leg in self.legs)

    @property
    def duration_h(self) -> float | None:
        """Duration in hours, or None where a leg's is unknown."""
        return _total(leg.duration_h for leg in self.legs)

    @property
    def cost_usd_per_t(self) -> float | None:
        """Cost in USD per tonne, or None where a leg's is unknown."""
        return _total(leg.cost_usd_per_t for leg in self.legs)

    @property
    def co2_kg_per_t(self) -> float | None:
        """Emissions in kg CO2 per tonne, or None where a leg's are unknown."""
        return _total(leg.co2_kg_per_t for leg in self.legs)


def _figures(part: Leg | Route) -> str:
    """Return the figures that are known, with commas before them.

    >>> _figures(Leg(start="A", end="B", countries=(), distance_km=1234.0, duration_h=30.0))
    ', 1,234 km, 30 h'
    """
    known = (
        (part.distance_km, "km"),
        (part.duration_h, "h"),
        (part.cost_usd_per_t, "USD/t"),
    )
    return "".join(f", {value:,.0f} {unit}" for value, unit in known if value is not None)


def _total(values: Iterable[float | None]) -> float | None:
    known = list(values)
    return None if None in known else sum(value for value in known if value is not None)
