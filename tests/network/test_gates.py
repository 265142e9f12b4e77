import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from graph.facts import load
from graph.model import Mode
from graph.network import MODES, ArcKind, Network
from graph.network.gates import gate_gauges, gate_names
from graph.routing.tariff import tariff
from graph.routing.world import find_routes

pytestmark = pytest.mark.network
BORDERS = Path(__file__).parent / "data" / "rail_borders.csv"
DAY = date(2026, 6, 1)


def open_pairs(world: Network, day: date) -> set[str]:
    number = day.toordinal()
    gates = (world.kind == ArcKind.GATE) & (world.mode == MODES.index(Mode.RAIL))
    gates &= (world.opens <= number) & (world.closes >= number)
    sides = zip(world.state[gates], world.other[gates], strict=True)
    return {"-".join(sorted((world.states[a], world.states[b]))) for a, b in sides}


def table(joined: str) -> set[str]:
    with BORDERS.open(encoding="utf-8") as lines:
        return {
            "-".join(sorted((r["a"], r["b"])))
            for r in csv.DictReader(lines)
            if r["joined"] == joined
        }


def test_rails_join_the_neighbours_that_they_join(world: Network) -> None:
    assert len(table("yes")) >= 100
    assert table("yes") - open_pairs(world, DAY) == set()


def test_rails_do_not_join_the_others(world: Network) -> None:
    assert len(table("no")) >= 40
    assert table("no") & open_pairs(world, DAY) == set()


@pytest.mark.parametrize(
    ("pair", "before", "after"),
    [
        ("GE-TR", date(2017, 10, 29), date(2017, 10, 30)),
        ("CN-LA", date(2021, 11, 30), date(2021, 12, 31)),
    ],
)
def test_a_crossing_opens_on_its_day(world: Network, pair: str, before: date, after: date) -> None:
    assert pair not in open_pairs(world, before)
    assert pair in open_pairs(world, after)


@pytest.mark.parametrize(
    ("pair", "before", "after"),
    [
        ("FI-RU", date(2026, 6, 30), date(2026, 7, 1)),
        ("BY-UA", date(2022, 2, 24), date(2022, 2, 25)),
        ("IN-PK", date(2019, 8, 1), date(2019, 9, 1)),
    ],
)
def test_a_crossing_closes_on_its_day(world: Network, pair: str, before: date, after: date) -> None:
    assert pair in open_pairs(world, before)
    assert pair not in open_pairs(world, after)


def test_gates_bear_the_station_and_its_gauges(world: Network) -> None:
    names = gate_names(world)
    here, there = gate_gauges(world)
    brest = [gate for gate, name in names.items() if name == "Brest-Terespol"]
    assert brest
    for gate in brest:
        mine = {world.states[int(world.state[gate])]: here[gate]}
        mine[world.states[int(world.other[gate])]] = there[gate]
        assert mine == {"BY": 1520, "PL": 1435}


def test_stations_near_no_gate_are_few(world: Network) -> None:
    found = {world.fact_ids[number] for number in np.unique(world.fact)}
    used = [row.id for row in load("border_stations") if row.freight == "yes"]
    lost = [name for name in used if f"border_stations:{name}" not in found]
    assert len(lost) <= 0.1 * len(used)


def test_a_line_of_one_gauge_through_saves_the_change(world: Network) -> None:
    hours = tariff(world).hours
    names = gate_names(world)
    by_station = {
        station: min(hours[gate] for gate, name in names.items() if name == station)
        for station in ("Medyka-Mostyska", "Hrubieszow-Izov")
    }
    assert by_station["Hrubieszow-Izov"] < by_station["Medyka-Mostyska"]


def test_stops_name_the_station(world: Network) -> None:
    (route,) = find_routes(
        world,
        [(41.72, 44.80)],
        [(40.60, 43.10)],
        modes=[Mode.RAIL],
        by="distance",
        k=1,
        as_of=DAY,
    )
    assert "Border GE-TR (Akhalkalaki-Kartsakhi)" in route.stops


def test_lorry_ferries_take_no_wagons(world: Network) -> None:
    service = (world.kind == ArcKind.SERVICE) & (
        world.fact == world.fact_ids.index("ferries:dover-calais")
    )
    berths = np.r_[world.a[service], world.b[service]]
    joints = (world.kind == ArcKind.ACCESS) & (np.isin(world.a, berths) | np.isin(world.b, berths))
    assert set(world.mode[joints].tolist()) == {MODES.index(Mode.ROAD)}
