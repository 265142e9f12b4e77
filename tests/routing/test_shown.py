"""What routes show, whatever is asked: no avoid makes them better, none goes in circles."""

from collections import Counter
from datetime import date
from itertools import combinations, pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import AVOIDS, PLACES, Case, engine_cost

from graph.errors import NoRouteError
from graph.model import Avoid, AvoidKind, Mode, Route
from graph.network import Network
from graph.network.core import core_of
from graph.network.geo import distance_km
from graph.network.states import Locator
from graph.routing import masks, tariff
from graph.routing.bounds import bounds_of
from graph.routing.ground import CRITERIA, By, ground_of
from graph.routing.joins import Spot, snapped
from graph.routing.likeness import APART_KM, MOST_SHARED
from graph.routing.world import find_routes

pytestmark = pytest.mark.network
DAY = date(2025, 6, 1)
DUSHANBE = Spot(38.56, 68.77, "Dushanbe", "TJ")
TOTALS = {
    "time": "duration_h",
    "cost": "cost_usd_per_t",
    "distance": "distance_km",
    "co2": "co2_kg_per_t",
}
MORE = [
    *AVOIDS,
    *(Avoid(AvoidKind.MODE, f"mode:{mode}", mode) for mode in ("rail", "road", "ferry", "river")),
    *(Avoid(AvoidKind.SEA, sea, sea) for sea in ("sea:black", "sea:caspian")),
    Avoid(AvoidKind.BORDER, "CN-KZ", "border:CN-KZ"),
]
# Towns off the lines too, so that the way to the network weighs.
TOWNS = [
    *PLACES,
    DUSHANBE,
    (50.3, 57.2),
    (-17.8, 31.05),
    (27.7, 85.3),
    (42.2, 42.9),
]
two_towns = st.lists(st.sampled_from(TOWNS), min_size=2, max_size=2, unique=True)
criteria = st.sampled_from(CRITERIA)
quietly = settings(max_examples=20, deadline=None, derandomize=True, database=None)


def shown(route: Route, by: By) -> float:
    """Give what a reader compares routes by."""
    return float(getattr(route, TOTALS[by]))


def asked(
    world: Network, ends: list[tuple[float, float]], avoid: list[Avoid], by: By, k: int
) -> list[Route]:
    """Ask for ways; none where there is none."""
    try:
        return find_routes(world, ends[:1], ends[1:], avoid=avoid, by=by, k=k, as_of=DAY)
    except NoRouteError:
        return []


def test_one_more_avoid_never_lowers_what_is_shown(world: Network) -> None:
    @quietly
    @given(two_towns, st.lists(st.sampled_from(MORE), max_size=2), st.sampled_from(MORE), criteria)
    def check(ends: list[tuple[float, float]], avoid: list[Avoid], more: Avoid, by: By) -> None:
        fewer = asked(world, ends, avoid, by, 1)
        for route in asked(world, ends, [*avoid, more], by, 1):
            assert fewer
            assert shown(route, by) >= shown(fewer[0], by) * (1 - 1e-9)

    check()


def test_closing_what_the_best_way_passes_never_lowers_what_is_shown(world: Network) -> None:
    # Drawn avoids often touch nothing; these do.
    @quietly
    @given(two_towns, criteria, st.integers(0, 99))
    def check(ends: list[tuple[float, float]], by: By, pick: int) -> None:
        for best in asked(world, ends, [], by, 1):
            code = best.countries[pick % len(best.countries)]
            closed = [Avoid(AvoidKind.COUNTRY, code, code, frozenset([code]))]
            for route in asked(world, ends, closed, by, 1):
                assert shown(route, by) >= shown(best, by) * (1 - 1e-9)

    check()


def test_alternatives_ascend_differ_have_no_loop_and_touch_nothing_avoided(
    world: Network,
) -> None:
    locate = Locator()

    @quietly
    @given(two_towns, st.lists(st.sampled_from(AVOIDS), max_size=2, unique=True), criteria)
    def check(ends: list[tuple[float, float]], avoid: list[Avoid], by: By) -> None:
        routes = asked(world, ends, avoid, by, 5)
        totals = [shown(route, by) for route in routes]
        assert totals == sorted(totals)
        assert [route.rank for route in routes] == list(range(1, len(routes) + 1))
        for one, other in combinations(routes, 2):
            assert differ(one, other, locate)
        banned = {one.id for one in avoid}
        for route in routes:
            assert not {*route.countries, *route.chokepoints} & banned
            assert not entered(world, route, locate) & banned
            assert not passed_twice(route)

    check()


def entered(world: Network, route: Route, locate: Locator) -> set[str]:
    """Give the states that the ground route enters for more than a stretch along a border."""
    seen: set[str] = set()
    for leg in route.legs:
        if leg.mode in {Mode.RAIL, Mode.ROAD}:
            lon, lat = np.array(leg.geometry).T
            inside = locate(lat, lon)
            # Three points in a row: not one on the very line, nor a graze below the cut's grain.
            deep = inside[2:][(inside[2:] == inside[1:-1]) & (inside[1:-1] == inside[:-2])]
            # Disputed ground is numbered after the states; its holder depends on the day.
            plain = np.unique(deep[deep < len(world.states)])
            seen |= {world.states[number] for number in plain.tolist()}
    return seen


def differ(one: Route, other: Route, locate: Locator) -> bool:
    """Tell whether two ways differ in states, passages, ports or crossings, or share little."""
    if set(one.countries) != set(other.countries) or set(one.stops) != set(other.stops):
        return True
    if set(one.chokepoints) != set(other.chokepoints):
        return True
    places = crossings(one, locate), crossings(other, locate)
    if elsewhere(*places) or elsewhere(*places[::-1]):
        return True
    lengths = stretches(one), stretches(other)
    shared = sum(km for key, km in lengths[0].items() if key in lengths[1])
    return shared <= MOST_SHARED * min(sum(km.values()) for km in lengths)


def crossings(route: Route, locate: Locator) -> list[tuple[float, float]]:
    """Give the (latitude, longitude) where a way goes from one state's ground to another's."""
    found = []
    for leg in route.legs:
        if leg.mode in {Mode.RAIL, Mode.ROAD}:
            lon, lat = np.array(leg.geometry).T
            state = locate(lat, lon)
            at = np.flatnonzero(state[1:] != state[:-1])
            found += list(zip(lat[at].tolist(), lon[at].tolist(), strict=True))
    return found


def elsewhere(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> bool:
    """Tell whether some crossing lies far from all others; some metres are let pass."""
    return any(
        all(float(distance_km(*here, *there)) > APART_KM - 1 for there in other) for here in one
    )


def stretches(route: Route) -> dict[frozenset[tuple[float, float]], float]:
    """Give the km of each stretch between two points, alike in both directions."""
    found = {}
    for leg in route.legs:
        lon, lat = np.array(leg.geometry).T
        km = distance_km(lat[:-1], lon[:-1], lat[1:], lon[1:]).tolist()
        found |= dict(zip(map(frozenset, pairwise(leg.geometry)), km, strict=True))
    return found


def passed_twice(route: Route) -> list[tuple[float, float]]:
    """Give the points that a leg passes twice; berths at its ends may lie at one place."""
    return [
        point
        for leg in route.legs
        for point, count in Counter(leg.geometry[1:-1]).items()
        if count > 1
    ]


@pytest.mark.parametrize("by", CRITERIA)
def test_totals_count_the_way_by_lorry_to_the_network(world: Network, by: By) -> None:
    core = core_of(world)
    ground, bounds = ground_of(core, DAY, masks.DEFAULT_MODES), bounds_of(world, core)
    joins = [snapped(ground, [place]) for place in (DUSHANBE, (41.3, 69.25))]
    starts, goals = (zip(one.nodes, one.km, strict=True) for one in joins)
    # Searched from each node that the places join, one by one, without any access.
    least = min(
        (km + beyond) * tariff.access_per_km(by)
        + engine_cost(core, bounds, Case(start, goal, (), by, DAY))
        for (start, km), (goal, beyond) in product(starts, goals)
    )
    (found,) = find_routes(world, [DUSHANBE], [(41.3, 69.25)], by=by, k=1, as_of=DAY)
    assert shown(found, by) == pytest.approx(least, rel=1e-6)
    assert sum(leg.access_km for leg in found.legs) > 1


def test_a_place_joins_its_own_state_though_another_is_nearer(world: Network) -> None:
    ground = ground_of(core_of(world), DAY, masks.DEFAULT_MODES)
    rows, core = ground.rows, ground.core
    narva_side, ivangorod_side = (
        snapped(ground, [Spot(59.37, 28.21, "by the bridge", state)]).nodes
        for state in ("EE", "RU")
    )
    for nodes, state in ((narva_side, "EE"), (ivangorod_side, "RU")):
        assert nodes
        for node in nodes:
            row = int(core.node_row[node])
            place = int(np.searchsorted(core.nodes, node))
            number = rows.state[row] if row >= 0 else rows.node_state[place]
            assert rows.states[int(number)] == state


def test_a_town_joins_the_side_of_the_front_that_holds_it(world: Network) -> None:
    # Donetsk is Ukrainian by law and held by Russia; ground held by Ukraine is near.
    donetsk = Spot(48.0, 37.8, "Donetsk", "UA")
    route = find_routes(world, [donetsk], [(47.24, 39.71)], modes=[Mode.ROAD], k=1, as_of=DAY)[0]
    assert route.countries == ("RU",)
