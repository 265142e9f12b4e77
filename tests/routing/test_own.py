"""Own legs laid over the world: exact on plain Dijkstra, on the right ground, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from oracle import Case, Oracle, cases, engine_cost

from graph.errors import DataError
from graph.facts import NOTHING, Own, OwnClosure, OwnCost, OwnLeg
from graph.facts.own import Spot
from graph.model import Avoid, AvoidKind, Mode
from graph.network import ArcKind, Network
from graph.network.core import Core, core_of
from graph.network.own import with_own
from graph.network.own.legs import leg_arcs
from graph.network.unpack import Stretch, arcs_of
from graph.routing.bounds import bounds_of
from graph.routing.water import way_by_water

pytestmark = pytest.mark.network
DAY = date(2025, 6, 1)
SPOTS = {
    "Almaty": Spot("Almaty", 43.25, 76.95, "KZ"),
    "Osh": Spot("Osh", 40.53, 72.80, "KG"),
    "Kashgar": Spot("Kashgar", 39.47, 75.99, "CN"),
    "Berlin": Spot("Berlin", 52.52, 13.40, "DE"),
    "Poti": Spot("Poti", 42.15, 41.65, "GE"),
    "Piraeus": Spot("Piraeus", 37.95, 23.64, "GR"),
    "Lusaka": Spot("Lusaka", -15.42, 28.28, "ZM"),
    "Lobito": Spot("Lobito", -12.35, 13.55, "AO"),
}


def leg(mode: str, start: str, end: str, **more: object) -> OwnLeg:
    ends = {"start": SPOTS[start], "end": SPOTS[end]}
    key = f"{start}-{end}".lower()
    return replace(OwnLeg(id=key, name=key, mode=Mode(mode), where="row 2", **ends), **more)


@pytest.fixture(scope="module")
def own() -> Own:
    """Legs that are so good that ways of half the world take them, a closure and a cost."""
    legs = (
        leg("rail", "Kashgar", "Osh", km=480.0, hours=5.0, usd_per_t=1.0),
        leg("road", "Almaty", "Berlin", km=900.0, hours=4.0, usd_per_t=2.0),
        leg("rail", "Lusaka", "Lobito"),
        leg("sea", "Poti", "Piraeus", hours=2.0, usd_per_t=0.0),
    )
    shut = Avoid(AvoidKind.BORDER, "KZ-UZ", "border:KZ-UZ")
    closures = (
        OwnClosure(id="kz-uz", avoid=shut, closed_from=date(2020, 1, 1)),
        OwnClosure(id="old", avoid=Avoid(AvoidKind.COUNTRY, "CN", "China", frozenset({"CN"})),
                   closed_to=date(2019, 1, 1)),
    )  # fmt: skip
    costs = (
        OwnCost(id="a", mode="rail", parameter="usd_per_tkm", scope="world", value=0.001, unit=""),
        OwnCost(id="b", mode="road", parameter="speed_kmh", scope="KZ", value=90.0, unit=""),
    )
    return Own(legs, closures, costs)


@pytest.fixture(scope="module")
def mine(world: Network, own: Own) -> Network:
    water = {"poti-piraeus": way_by_water(world, [*own.legs[3].waypoints])}
    return with_own(world, own, water)


def test_costs_equal_those_of_plain_dijkstra_with_own_rows(world: Network, mine: Network) -> None:
    core, oracle = core_of(mine), Oracle(mine)
    bounds = bounds_of(mine, core)
    before = Oracle(world)
    reached = changed = 0
    for case in cases(mine, 24, seed=21):
        found, best = engine_cost(core, bounds, case), oracle.cost(case)
        assert found == pytest.approx(best, rel=1e-9, abs=1e-7), case
        reached += bool(np.isfinite(best))
        if max(case.start, case.goal) < len(world.node_lat):
            changed += before.cost(case) != pytest.approx(best, rel=1e-9)
    assert reached > 8
    # what was added matters to many of them, so that the figures above prove something
    assert changed > 6


def test_ways_between_ends_of_own_legs_take_them(mine: Network) -> None:
    core, oracle = core_of(mine), Oracle(mine)
    ends = np.arange(len(core.lat))[-len(own_nodes(core)) :]
    bounds = bounds_of(mine, core)
    for start, goal in zip(ends[:-1:7], ends[7::7], strict=False):
        case = Case(int(start), int(goal), (), "time", DAY)
        assert engine_cost(core, bounds, case) == pytest.approx(oracle.cost(case), rel=1e-9)


def own_nodes(core: Core) -> np.ndarray:
    return core.nodes[core.nodes >= core.bands[-1]]


def test_the_network_itself_stays_as_it_is(world: Network, mine: Network) -> None:
    core, longer = core_of(world), core_of(mine)
    assert world.own is NOTHING
    assert len(longer.lat) > len(core.lat)
    case = next(iter(cases(world, 1, seed=3)))
    assert engine_cost(core, bounds_of(world, core), case) == pytest.approx(
        Oracle(world).cost(case), rel=1e-9
    )


def test_nothing_added_changes_nothing(world: Network) -> None:
    bare = with_own(world, NOTHING)
    core = core_of(bare)
    for name in ("lat", "lon", "a", "b", "row", "metres", "ref", "first", "around"):
        assert (getattr(core, name) == getattr(core_of(world), name)).all(), name
    assert len(bare.a) == len(world.a)


def test_a_leg_is_cut_where_it_crosses_borders(mine: Network) -> None:
    """A straight line from Almaty to Berlin runs through Kazakhstan, Russia, Ukraine ..."""
    fact = mine.fact_ids.index("legs:almaty-berlin")
    arcs = np.flatnonzero(mine.fact == fact)
    long = arcs[mine.km[arcs] > 1]
    states = [mine.states[number] for number in mine.state[long]]
    assert states[0] == "KZ"
    assert states[-1] == "DE"
    assert {"RU", "PL"} <= set(states)
    assert "" not in states
    gates = arcs[mine.kind[arcs] == ArcKind.GATE]
    assert [mine.states[number] for number in mine.other[gates]] == ["RU", "UA", "PL", "DE"]
    assert mine.km[arcs].sum() == pytest.approx(900, rel=0.01)


def test_a_way_by_sea_passes_the_straits_and_their_state(mine: Network) -> None:
    fact = mine.fact_ids.index("legs:poti-piraeus")
    arcs = np.flatnonzero(mine.fact == fact)
    assert {mine.states[number] for number in mine.state[arcs]} == {"GE", "", "TR", "GR"}
    passed = set(mine.passage[arcs]) - {0}
    assert len(passed) == 2
    case = Case(0, 0, (), "time", DAY)
    open_arcs = Oracle(mine).usable(case)
    turkey = Avoid(AvoidKind.COUNTRY, "TR", "Turkey", frozenset({"TR"}))
    left = Oracle(mine).usable(case._replace(avoid=(turkey,)))
    assert open_arcs[arcs].all()
    assert not left[arcs].all()


def test_shortcuts_of_the_core_stand_for_arcs_that_join(world: Network, mine: Network) -> None:
    """Every arc of the longer core unfolds to arcs of the network, end to end."""
    core = core_of(mine)
    chance = np.random.default_rng(5)
    last = len(core.row) - int(leg_arcs(mine.fact_ids, mine.fact).sum())
    more = np.arange(len(core_of(world).row), last)
    for number in [*chance.choice(len(core.row), 200), *more[-50:]]:
        start, end = (int(core.nodes[side[number]]) for side in (core.a, core.b))
        ref = int(core.ref[number])
        arcs, forward, ends = arcs_of(core, [Stretch(ref, start, end, start)])
        assert ends[-1] == end
        here = start
        for arc, along, there in zip(arcs, forward, ends, strict=True):
            if arc < len(world.a):
                pair = (int(mine.a[arc]), int(mine.b[arc]))
                assert (here, there) == (pair if along else pair[::-1])
            here = there


def test_a_leg_that_meets_nothing_is_told(world: Network) -> None:
    lost = OwnLeg(
        id="lost", name="lost", mode=Mode.RAIL, where="legs.csv row 2",
        start=Spot("A", -60.0, -150.0), end=Spot("B", -61.0, -150.0),
    )  # fmt: skip
    with pytest.raises(DataError, match=r"(?s)meet nothing.*legs.csv row 2"):
        with_own(world, Own((lost,)))


def test_own_legs_that_meet_each_other_join(world: Network) -> None:
    far = Spot("Camp", 72.0, 100.0)
    legs = (
        OwnLeg(id="a", name="a", mode=Mode.ROAD, start=SPOTS["Almaty"], end=far, where="row 2"),
        OwnLeg(
            id="b", name="b", mode=Mode.RAIL, start=replace(far, lat=72.01),
            end=Spot("Mine", 73.0, 101.0), where="row 3",
        ),
    )  # fmt: skip
    mine = with_own(world, Own(legs))
    kinds = mine.kind[len(world.a) :]
    assert (kinds == ArcKind.TRANSFER).sum() >= 1
    ends = np.r_[mine.a[len(world.a) :], mine.b[len(world.a) :]]
    assert ends.max() == len(mine.node_lat) - 1


def test_ids_of_shipped_closures_take_their_place(world: Network) -> None:
    """A shipped closure is lifted by a row of one's own with its id that ended."""
    from graph.facts import load
    from graph.routing.masks import DEFAULT_MODES, closed

    row = next(row for row in load("closures") if {row.a, row.b} == {"MA", "DZ"})
    avoid = Avoid(AvoidKind.BORDER, f"{row.a}-{row.b}", "x")
    ended = OwnClosure(id=row.id, avoid=avoid, closed_to=date(2000, 1, 1))
    rows = core_of(world).rows
    gates = {n: closed(net, DAY, DEFAULT_MODES) for n, net in (
        ("before", rows), ("after", replace(rows, own=Own(closures=(ended,)))),
    )}  # fmt: skip
    assert (gates["before"] & ~gates["after"]).any()
    assert not (gates["after"] & ~gates["before"]).any()
