"""Every shipped table is whole, and its figures agree with geography."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from importlib import resources
from itertools import pairwise

import pytest

from graph import facts
from graph.facts.cells import Point

Near = Callable[[float, float], set[str]]
NEAR_KM = 35.0


def great_circle_km(a: Point, b: Point) -> float:
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def line_km(points: tuple[Point, ...]) -> float:
    return sum(great_circle_km(a, b) for a, b in pairwise(points))


@pytest.mark.parametrize("name", facts.KINDS)
def test_shipped_table_loads_with_unique_ids(name: str) -> None:
    rows = facts.load(name)
    assert rows
    ids = [row.id for row in rows]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", facts.KINDS)
def test_unsourced_rows_say_so_and_are_of_low_confidence(name: str) -> None:
    unsourced = [row for row in facts.load(name) if row.source.startswith("unsourced")]
    assert all(row.confidence == "low" for row in unsourced)
    assert all(row.source == "unsourced: general knowledge" for row in unsourced)


def test_ferries_are_no_shorter_than_the_great_circle() -> None:
    for ferry in facts.load("ferries"):
        straight = great_circle_km((ferry.a_lat, ferry.a_lon), (ferry.b_lat, ferry.b_lon))
        assert straight <= ferry.km * 1.005 + 0.5, (ferry.id, straight, ferry.km)


@pytest.mark.parametrize("name", ["pipelines", "waterways"])
def test_waypoints_agree_with_the_published_length(name: str) -> None:
    for row in facts.load(name):
        assert 0.6 <= line_km(row.waypoints) / row.km <= 1.6, (row.id, line_km(row.waypoints))


@pytest.mark.parametrize("name", ["rail_lines", "lengths"])
def test_ends_are_no_farther_apart_than_the_line_is_long(name: str) -> None:
    for row in facts.load(name):
        straight = great_circle_km((row.from_lat, row.from_lon), (row.to_lat, row.to_lon))
        # Coarse coordinates of towns may lie some kilometres from the buffer stops.
        assert straight <= row.km * 1.02 + 8, (row.id, straight, row.km)


def claims() -> Iterator[tuple[str, str, float, float]]:
    for ferry in facts.load("ferries"):
        yield ferry.id, ferry.a_country, ferry.a_lat, ferry.a_lon
        yield ferry.id, ferry.b_country, ferry.b_lat, ferry.b_lon
    for port in facts.load("ports"):
        yield port.id, port.country, port.lat, port.lon
    for place in facts.load("gateways"):
        yield place.id, place.country, place.lat, place.lon
    for row in (*facts.load("rail_lines"), *facts.load("lengths")):
        yield row.id, row.from_country, row.from_lat, row.from_lon
        yield row.id, row.to_country, row.to_lat, row.to_lon


@pytest.fixture(scope="module")
def country_near() -> Near:
    from timezonefinder import TimezoneFinder

    finder = TimezoneFinder(in_memory=True)
    table = resources.files("tzdata.zoneinfo").joinpath("zone1970.tab").read_text("utf-8")
    states: dict[str, set[str]] = {}
    for line in table.splitlines():
        if not line.startswith("#"):
            codes, _, zone = line.split("\t")[:3]
            states[zone] = set(codes.split(","))
    legacy = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8")
    for line in legacy.splitlines():
        if not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            states[zone] = {code} | (states.get(zone, set()) if zone == "Asia/Bangkok" else set())

    def near(lat: float, lon: float) -> set[str]:
        found: set[str] = set()
        for north, east in [
            (0, 0),
            (1, 0),
            (-1, 0),
            (0, 1),
            (0, -1),
            (1, 1),
            (-1, -1),
            (1, -1),
            (-1, 1),
        ]:
            d_lat = north * NEAR_KM / 111
            d_lon = east * NEAR_KM / (111 * math.cos(math.radians(lat)))
            found |= states.get(finder.timezone_at(lat=lat + d_lat, lng=lon + d_lon), set())
        return found

    return near


def test_places_lie_in_or_near_the_state_they_name(country_near: Near) -> None:
    lost = [
        (row, state, lat, lon)
        for row, state, lat, lon in claims()
        if state not in country_near(lat, lon) and state != "XK"
    ]
    assert not lost


def test_border_stations_lie_near_both_states(country_near: Near) -> None:
    lost = []
    for row in facts.load("border_stations"):
        missing = {row.a_country, row.b_country} - country_near(row.lat, row.lon)
        if missing - {"XK"}:
            lost.append((row.id, missing))
    assert not lost


def test_pipelines_name_the_states_of_both_ends(country_near: Near) -> None:
    for row in facts.load("pipelines"):
        assert row.countries[0] in country_near(*row.waypoints[0]), row.id
        assert row.countries[-1] in country_near(*row.waypoints[-1]), row.id


@pytest.mark.network
def test_ends_of_journeys_lie_in_their_states() -> None:
    import numpy as np

    from graph.network.states import Locator, state_names

    locate = Locator()
    for row in facts.load("journeys"):
        ends = (
            (row.from_country, row.from_lat, row.from_lon),
            (row.to_country, row.to_lat, row.to_lon),
        )
        for country, lat, lon in ends:
            if lat is not None and lon is not None:
                ground = locate.at_places([country], np.array([lat]), np.array([lon]))
                here = locate(np.array([lat]), np.array([lon]))
                assert here[0] == ground[0], row.id
                assert ground[0] >= len(state_names()) or state_names()[ground[0]] == country


def test_costs_of_pairs_name_two_states_in_order() -> None:
    for row in facts.load("costs"):
        if row.parameter == "border_h" and "-" in row.scope:
            a, b = row.scope.split("-")
            assert a < b
