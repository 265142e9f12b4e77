from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import AVOIDS, PLACES, Case, Oracle, cases, engine_cost

from graph.errors import UsageError
from graph.model import Avoid, Mode
from graph.network import Network
from graph.network.core import core_of
from graph.routing import masks
from graph.routing.bounds import bounds_of
from graph.routing.cut import smallest_cut
from graph.routing.ground import Ground, ground_of
from graph.routing.joins import Spot, snapped
from graph.routing.search import Ends, shortest
from graph.routing.world import find_routes

pytestmark = pytest.mark.network
DAY = date(2025, 6, 1)


def test_costs_equal_those_of_plain_dijkstra_on_the_cut_network(world: Network) -> None:
    core, oracle = core_of(world), Oracle(world)
    bounds = bounds_of(world, core)
    reached = 0
    for case in cases(world, 24, seed=11):
        found, best = engine_cost(core, bounds, case), oracle.cost(case)
        assert found == pytest.approx(best, rel=1e-9, abs=1e-7), case
        reached += bool(np.isfinite(best))
    assert reached > 8


def test_ways_in_python_and_compiled_are_one(world: Network) -> None:
    core = core_of(world)
    bounds, checked = bounds_of(world, core), 0
    for case in cases(world, 24, seed=12):
        ground = ground_of(core, case.day, masks.DEFAULT_MODES)
        ends = Ends([case.start], [0.0]), Ends([case.goal], [1.5])
        shut = np.logical_or.reduce([ground.shut, *(ground.gone(one) for one in case.avoid)])
        factor = np.where(shut, np.inf, 1.0)
        factor[::7] *= 1.2
        bound = bounds.to(ground, case.by, ends[1], ends[0], several=True)
        costs, dear = ground.costs(case.by), dict.fromkeys(range(0, len(core.a), 5), 1.1)
        ways = [
            shortest(core, costs, ends, factor.data, one, dear=dear)
            for one in (bound, bound._replace(wide=None, patience=1 << 40))
        ]
        found = [way.cost if way else np.inf for way in ways]
        assert found[0] == pytest.approx(found[1], rel=1e-9), case
        checked += bool(np.isfinite(found[0]))
    assert checked > 8


def test_oil_follows_the_flow_of_pipelines_when_the_search_is_compiled(world: Network) -> None:
    modes = tuple(Mode)
    ground = ground_of(core_of(world), DAY, modes)
    slots = ground.costs("cost").slots(ground.shut)
    against = ground.costs("cost").against(slots)
    assert against is not None
    one_way = ground.core.rows.mode[slots.rows] == list(Mode).index(Mode.PIPELINE)
    assert against.any()
    assert not (against & ~one_way).any()


two_places = st.lists(st.integers(0, len(PLACES) - 1), min_size=2, max_size=2, unique=True)
quietly = settings(max_examples=12, deadline=None, derandomize=True, database=None)


def test_one_more_avoid_never_makes_the_best_better(world: Network) -> None:
    ground = ground_of(core_of(world), DAY, masks.DEFAULT_MODES)
    joins = [snapped(ground, [place]).nodes[0] for place in PLACES]
    bounds = bounds_of(world, core_of(world))

    @quietly
    @given(two_places, st.lists(st.sampled_from(AVOIDS), max_size=3), st.sampled_from(AVOIDS))
    def check(ends: list[int], avoid: list[Avoid], more: Avoid) -> None:
        start, goal = (joins[end] for end in ends)
        case = Case(start, goal, tuple(avoid), "time", DAY)
        fewer = engine_cost(ground.core, bounds, case)
        more_of_them = case._replace(avoid=(*avoid, more))
        assert engine_cost(ground.core, bounds, more_of_them) >= fewer * (1 - 1e-9)

    check()


def test_the_smallest_cut_is_that_of_brute_force(world: Network) -> None:
    ground = ground_of(core_of(world), DAY, masks.DEFAULT_MODES)
    chance = np.random.default_rng(4)
    for _ in range(8):
        start, goal = chance.choice(len(PLACES), 2, replace=False)
        picked = chance.choice(len(AVOIDS), 7, replace=False)
        gone = [ground.gone(AVOIDS[number]) for number in picked]
        ends = [snapped(ground, [PLACES[place]]).nodes for place in (start, goal)]
        found = smallest_cut(ground, *ends, gone)
        sizes = (
            size
            for size in range(len(gone) + 1)
            for lifted in combinations(range(len(gone)), size)
            if joined(ground, ends, [m for n, m in enumerate(gone) if n not in lifted])
        )
        assert found is not None
        assert len(found) == next(sizes)
        assert joined(ground, ends, [m for n, m in enumerate(gone) if n not in found])


def joined(ground: Ground, ends: list[tuple[int, ...]], gone: list[np.ndarray]) -> bool:
    """Tell by flooding whether the ends are joined; knows nothing of cuts."""
    shut = np.logical_or.reduce([ground.shut, *gone])
    climber, core = ground.costs("distance").climber, ground.core
    seeds = []
    for nodes in ends:
        climbs = [climber(node) for node in nodes]
        seeds.append({p for c in climbs if c.row < 0 or not shut[c.row] for p in c.outer})
    usable = ~shut[core.row]
    a, b = core.a[usable], core.b[usable]
    reached = np.zeros(len(core.nodes), dtype=bool)
    reached[list(seeds[0])] = True
    while True:
        before = int(reached.sum())
        reached[b[reached[a]]] = True
        reached[a[reached[b]]] = True
        if int(reached.sum()) == before:
            return bool(reached[list(seeds[1])].any())


def test_named_points_name_the_end_that_serves_best(world: Network) -> None:
    origins = [Spot(43.25, 76.95, "Almaty", "KZ"), Spot(43.65, 51.15, "Aktau", "KZ")]
    (route,) = find_routes(world, origins, [(40.4, 49.9)], k=1, as_of=DAY)
    assert route.legs[0].start == "Aktau"


def test_a_city_joins_the_network_of_its_own_state(world: Network) -> None:
    ground = ground_of(core_of(world), DAY, masks.DEFAULT_MODES)
    for state in ("CD", "CG"):
        joins = snapped(ground, [Spot(-4.3, 15.29, "by the river", state)])
        rows = [int(ground.core.node_row[node]) for node in joins.nodes]
        found = {ground.rows.states[int(ground.rows.state[row])] for row in rows if row >= 0}
        assert found <= {state}


def test_two_names_of_one_place_are_told(world: Network) -> None:
    with pytest.raises(UsageError):
        find_routes(world, [(43.25, 76.95)], [(43.25, 76.95)], as_of=DAY)


def test_places_in_one_cell_are_joined_inside_it(world: Network) -> None:
    (route,) = find_routes(
        world, [(48.86, 2.35)], [(49.44, 1.10)], modes=[Mode.ROAD], by="distance", k=1, as_of=DAY
    )
    assert route.countries == ("FR",)
    assert 90 < (route.distance_km or 0) < 180
