"""One frozen dataclass for each fact table; the annotations say how each column is checked.

Latitudes and longitudes are in degrees, lengths in km, capacities a year. A figure that no
source gives is None, never a guess. An end of validity that is None is still to come.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.facts.columns import (
    Amount,
    Carried,
    ClosureKind,
    Confidence,
    Countries,
    Country,
    Diameter,
    FerryMode,
    FirstDay,
    Freight,
    Gauge,
    Hours,
    Id,
    Km,
    LandModes,
    LastDay,
    Lat,
    Line,
    LineStatus,
    Loads,
    Locode,
    Lon,
    MaybeCountry,
    Mode,
    Note,
    Outline,
    Parameter,
    Parties,
    Party,
    Text,
    Value,
    Water,
    Words,
    Year,
    Zone,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every row bears: an id, who says so, of which year, and how sure that is.

    `source` names a publication, or is `unsourced: general knowledge`; such rows are of low
    confidence. `year` is that of the source, estimated where its page bears no date. `note`
    tells which figures of the row stand on something else than the source.
    """

    id: Id
    source: Text
    year: Year
    confidence: Confidence
    note: Note = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ferry(Fact):
    """A regular crossing of water between two berths."""

    name: Text
    mode: FerryMode
    a_name: Text
    a_country: Country
    a_lat: Lat
    a_lon: Lon
    b_name: Text
    b_country: Country
    b_lat: Lat
    b_lon: Lon
    km: Km
    hours: Hours
    carries: Loads
    open_from: FirstDay
    open_to: LastDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Port(Fact):
    """A port, its water and what reaches it by land."""

    name: Text
    country: Country
    lat: Lat
    lon: Lon
    locode: Locode
    water: Water
    modes: LandModes
    capacity_mt: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLimit(Fact):
    """A line in the map data that opened later, closed, or carries no freight.

    It runs through the waypoints; a stretch over `most_ratio` times the straight line between
    two of them is another line.
    """

    line: Text
    mode: Mode
    waypoints: Line
    freight: Carried
    open_from: FirstDay
    open_to: LastDay
    most_ratio: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline(Fact):
    """A trunk line; `waypoints` run from the first end to the last, coarsely.

    Diameters and single dates are general knowledge where the source is silent on them.
    """

    name: Text
    commodity: Text
    from_name: Text
    to_name: Text
    waypoints: Line
    countries: Countries
    km: Km
    capacity_mt_y: Amount
    capacity_bcm_y: Amount
    diameter_mm: Diameter
    status: LineStatus
    open_from: FirstDay
    open_to: LastDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterway(Fact):
    """An inland waterway; `vessel_t` is the tonnage of the vessel it takes."""

    name: Text
    waypoints: Line
    countries: Countries
    km: Km
    vessel_t: Amount
    open_from: FirstDay
    open_to: LastDay


@dataclass(frozen=True, slots=True, kw_only=True)
class RailLine(Fact):
    """A railway that map data lacks, by its ends."""

    line: Text
    from_name: Text
    from_country: Country
    from_lat: Lat
    from_lon: Lon
    to_name: Text
    to_country: Country
    to_lat: Lat
    to_lon: Lon
    km: Km
    status: LineStatus
    open_from: FirstDay
    open_to: LastDay
    gauge_mm: Gauge


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderStation(Fact):
    """A place where rails cross a border, with the gauge on either side.

    Coordinates are those of the crossing to some 10 km. Gauges follow from the networks.
    """

    a_country: Country
    b_country: Country
    name: Text
    lat: Lat
    lon: Lon
    gauge_a_mm: Gauge
    gauge_b_mm: Gauge
    freight: Freight
    open_from: FirstDay
    open_to: LastDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure(Fact):
    """What may not be passed, from when to when; `b` is empty unless `a` is one of a pair."""

    kind: ClosureKind
    a: Party
    b: MaybeCountry
    mode: Mode
    closed_from: FirstDay
    closed_to: LastDay
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(Fact):
    """Ground that another than its legal state controls, from when to when.

    `legal_state` is whose ground the United Nations hold it to be; `actual_state` who has
    effective control, where courts have found so. A party that is no state (`entity:...`)
    changes nothing: its ground counts as that of the legal state. `drawn` is the state that
    map data give where that is not the legal one. The outline is that of a time zone of map
    data, or a polygon, or the part of the zone within the polygon.
    """

    name: Text
    legal_state: Country
    actual_state: Party
    drawn: MaybeCountry
    valid_from: FirstDay
    valid_to: LastDay
    zone: Zone
    polygon: Outline

    def holds_on(self, day: date) -> bool:
        """Tell whether the row is valid on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost(Fact):
    """One cost parameter of a mode: for the world, a state, a pair (`CD-ZM`) or a passage."""

    mode: Mode
    parameter: Parameter
    scope: Text
    value: Value
    unit: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CorridorFact(Fact):
    """A named corridor: members in order, and a coarse line with its gateways."""

    name: Text
    members: Parties
    waypoints: Line
    gateways: Words
