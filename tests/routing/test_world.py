from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from graph.errors import NoRouteError, UsageError
from graph.model import Avoid, AvoidKind, Mode
from graph.network import Network
from graph.network.geo import Floats, Ints, distance_km
from graph.network.states import Locator
from graph.routing.world import find_routes

pytestmark = pytest.mark.network
Point = tuple[float, float]
DAY = date(2025, 6, 1)
ALMATY, BERLIN, AKTAU = (43.25, 76.95), (52.52, 13.40), (43.65, 51.15)


def without(*codes: str) -> list[Avoid]:
    return [Avoid(AvoidKind.COUNTRY, code, code, frozenset([code])) for code in codes]


@pytest.mark.parametrize(
    ("start", "end", "countries", "low", "high"),
    [
        ((44.2, 80.4), AKTAU, {"KZ"}, 2900, 3700),
        ((41.7, 44.8), (40.77, 29.92), {"GE", "TR"}, 1600, 2500),
        (ALMATY, (27.15, 56.2), {"KZ", "UZ", "TM", "IR"}, 3300, 4800),
        ((-15.4, 28.3), (-12.35, 13.55), {"ZM", "CD", "AO"}, 2300, 2900),
        ((8.9, 38.8), (11.55, 43.1), {"ET", "DJ"}, 650, 800),
    ],
)
def test_known_railways(
    world: Network, start: Point, end: Point, countries: set[str], low: float, high: float
) -> None:
    (route,) = find_routes(world, [start], [end], modes=[Mode.RAIL], k=1, as_of=DAY)
    assert countries <= set(route.countries)
    assert low < route.distance_km < high


def test_the_ferry_from_aktau(world: Network) -> None:
    (route,) = find_routes(
        world, [AKTAU], [(40.4, 49.9)], avoid=without("RU", "TM"), k=1, as_of=DAY
    )
    assert "ferry" in route.modes
    assert route.countries == ("KZ", "AZ")


def test_poti_to_constanta_by_sea(world: Network) -> None:
    route = find_routes(
        world, [(42.15, 41.67)], [(44.17, 28.63)], modes=[Mode.SEA], k=1, as_of=DAY
    )[0]
    assert route.countries == ("GE", "RO")
    assert 1000 < route.distance_km < 1300


@pytest.mark.parametrize("avoided", [("RU",), ("RU", "BY", "IR"), ("RU", "TR", "CN")])
def test_avoided_states_are_never_entered(world: Network, avoided: tuple[str, ...]) -> None:
    locate = Locator()
    routes = find_routes(world, [ALMATY], [BERLIN], avoid=without(*avoided), k=3, as_of=DAY)
    assert routes
    for route in routes:
        assert not set(route.countries) & set(avoided)
        for leg in route.legs:
            if leg.mode in {Mode.RAIL, Mode.ROAD}:
                lat, lon = every_5_km(leg.geometry)
                states = {world.states[number] for number in locate(lat, lon).tolist()} - {""}
                assert states <= set(route.countries)


def every_5_km(geometry: tuple[Point, ...]) -> tuple[Floats, Floats]:
    lon, lat = np.array(geometry).T
    gone = np.r_[0, np.cumsum(distance_km(lat[:-1], lon[:-1], lat[1:], lon[1:]))]
    at = np.arange(0, gone[-1], 5.0)
    return np.interp(at, gone, lat), np.interp(at, gone, lon)


def test_egypt_closes_suez(world: Network) -> None:
    singapore, rotterdam = (1.27, 103.8), (51.92, 4.5)
    (route,) = find_routes(
        world, [singapore], [rotterdam], avoid=without("EG"), modes=[Mode.SEA], k=1, as_of=DAY
    )
    assert "passage:cape-of-good-hope" in route.chokepoints
    assert "EG" not in route.countries


def test_the_caspian_is_not_the_sea(world: Network) -> None:
    (route,) = find_routes(world, [ALMATY], ["sea"], avoid=without("CN"), k=1, as_of=DAY)
    assert route.countries[-1] != "KZ"


def test_legs_join_and_add_up(world: Network) -> None:
    for route in find_routes(world, [ALMATY], [BERLIN], avoid=without("RU"), k=3, as_of=DAY):
        for leg, onward in pairwise(route.legs):
            assert leg.end == onward.start
            assert leg.geometry[-1] == onward.geometry[0]
        assert route.duration_h == pytest.approx(sum(leg.duration_h for leg in route.legs))


def test_no_route_names_what_to_lift(world: Network) -> None:
    with pytest.raises(NoRouteError) as caught:
        find_routes(world, [ALMATY], [BERLIN], avoid=without("RU", "KZ"), as_of=DAY)
    assert caught.value.lift == ("KZ",)


def test_a_place_far_from_all_lines_is_told(world: Network) -> None:
    with pytest.raises(UsageError):
        find_routes(world, [(-80.0, 100.0)], [BERLIN], as_of=DAY)


def test_the_length_is_that_of_plain_dijkstra_on_the_uncontracted_points(world: Network) -> None:
    # The oracle undoes every chain into its points and searches those by railway length.
    rail = (world.mode == list(Mode).index(Mode.RAIL)) & np.isin(world.kind, [0, 1])
    a, b, km = points_and_lengths(world, np.flatnonzero(rail))
    size = len(world.point_lat)
    matrix = coo_matrix((np.r_[km, km], (np.r_[a, b], np.r_[b, a])), shape=(size, size)).tocsr()
    for start, end in [(ALMATY, AKTAU), (AKTAU, (51.17, 71.43)), (BERLIN, (48.2, 16.37))]:
        (route,) = find_routes(
            world, [start], [end], modes=[Mode.RAIL], by="distance", k=1, as_of=DAY
        )
        ends = [
            nearest(world, leg) for leg in (route.legs[0].geometry[0], route.legs[-1].geometry[-1])
        ]
        best = dijkstra(matrix, indices=ends[0])[ends[1]]
        # The oracle may not use what is closed by date, so it can only be shorter.
        assert route.distance_km >= best - 1
        assert route.distance_km == pytest.approx(best, rel=0.02)


def points_and_lengths(world: Network, arcs: Ints) -> tuple[Ints, ...]:
    parts = []
    for arc in arcs.tolist():
        nodes = world.chain[world.first[arc] : world.first[arc + 1]]
        share = np.full(len(nodes) - 1, max(world.km[arc], 1e-6) / (len(nodes) - 1))
        parts.append((nodes[:-1], nodes[1:], share))
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))


def nearest(world: Network, point: Point) -> int:
    rail = np.unique(world.chain[: world.first[-1]])
    lon, lat = point
    gap = np.abs(world.point_lat[rail] - lat) + np.abs(world.point_lon[rail] - lon)
    here = rail[gap < 1e-4]
    mode = world_mode(world)
    return int(next(node for node in here.tolist() if mode[node]))


def world_mode(world: Network) -> Ints:
    on_rail = np.zeros(len(world.point_lat), dtype=bool)
    arcs = np.flatnonzero(world.mode == list(Mode).index(Mode.RAIL))
    for arc in arcs.tolist():
        on_rail[world.chain[[world.first[arc], world.first[arc + 1] - 1]]] = True
    return on_rail
