"""Rows of what others report, to tune by and to stand beside: lengths and journeys."""

from __future__ import annotations

from dataclasses import dataclass

from graph.facts.columns import (
    Amount,
    Avoided,
    Countries,
    Country,
    Km,
    Lat,
    Lon,
    MaybeKm,
    MaybeLat,
    MaybeLon,
    Mode,
    Modes,
    Note,
    Part,
    Points,
    Text,
)
from graph.facts.rows import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Length(Fact):
    """A published length; `part` keeps what tunes apart from what is reported.

    The line runs through the `waypoints` in order and inside the `states`; `via` is for people.
    """

    mode: Mode
    line: Text
    from_name: Text
    from_country: Country
    from_lat: Lat
    from_lon: Lon
    to_name: Text
    to_country: Country
    to_lat: Lat
    to_lon: Lon
    via: Note
    waypoints: Points
    states: Countries
    km: Km
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey(Fact):
    """A published end-to-end time or price; `unit` says what the price is for.

    `avoid` names what the way is known to keep clear of, where its ends alone do not tell it
    from others. Ends without a place of their own (a region) have no coordinates.
    """

    corridor: Text
    from_name: Text
    from_country: Country
    to_name: Text
    to_country: Country
    from_lat: MaybeLat
    from_lon: MaybeLon
    to_lat: MaybeLat
    to_lon: MaybeLon
    avoid: Avoided
    modes: Modes
    km: MaybeKm
    days_min: Amount
    days_max: Amount
    usd_min: Amount
    usd_max: Amount
    unit: Note
