import numpy as np
import pytest

from graph.network.borders import Cut
from graph.network.mending import demand, rules
from graph.network.mending.lines import Net

Point = tuple[float, float]
KM = 1 / 111.2  # degrees of latitude


def net(points: list[Point], edges: list[tuple[int, int]], states: list[int] | None = None) -> Net:
    """Make lines of straight edges; points are km to the north and to the east of 0, 0."""
    lat, lon = np.array(points, dtype=float).T * KM
    a, b = (np.array(column, dtype=np.int64) for column in zip(*edges, strict=True))
    km = np.hypot(lat[a] - lat[b], lon[a] - lon[b]) / KM
    none = np.zeros(0, dtype=np.int64)
    ground = np.array(states or [1] * len(points))
    return Net(Cut(lat, lon, ground, a, b, np.maximum(km, 0.001), none, none, none))


def horseshoe(gap: float, depth: float) -> tuple[list[Point], list[tuple[int, int]]]:
    # Two parallel arms, `gap` km apart, joined only at their far end.
    points = [(0, 0), (depth, 0), (depth, gap), (0, gap)]
    return points, [(0, 1), (1, 2), (2, 3)]


def pairs(found: list[rules.Bridge]) -> set[frozenset[int]]:
    return {frozenset((bridge.a, bridge.b)) for bridge in found}


def test_near_nodes_with_a_long_way_round_are_joined() -> None:
    assert pairs(rules.shortcuts(net(*horseshoe(0.8, 30)))) == {frozenset((0, 3))}


@pytest.mark.parametrize(("gap", "depth"), [(0.8, 15), (1.2, 30)])
def test_a_short_way_round_or_a_wide_gap_is_left(gap: float, depth: float) -> None:
    assert not rules.shortcuts(net(*horseshoe(gap, depth)))


def test_nothing_is_joined_across_a_border() -> None:
    points, edges = horseshoe(0.8, 30)
    assert not rules.shortcuts(net(points, edges, [1, 1, 2, 2]))
    ahead = [(0, 0), (0, 10), (0, 16), (0, 26)]
    assert not rules.dead_ends(net(ahead, [(0, 1), (2, 3)], [1, 1, 2, 2]))


def test_one_joint_makes_its_parallels_needless() -> None:
    # Each arm has two nodes by the gap; the nearer pair is joined, the other then is close.
    points = [(0, 0), (0.5, 0), (30, 0), (30, 0.8), (0.5, 0.7), (0, 0.6)]
    found = rules.shortcuts(net(points, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]))
    assert pairs(found) == {frozenset((0, 5))}


def test_a_dead_end_joins_the_line_ahead() -> None:
    found = rules.dead_ends(net([(0, 0), (0, 10), (0, 16), (0, 26)], [(0, 1), (2, 3)]))
    assert pairs(found) == {frozenset((1, 2))}
    assert found[0].gap_km == pytest.approx(6, rel=1e-3)


@pytest.mark.parametrize(
    "other",
    [
        [(0, 21), (0, 31)],  # farther than 10 km
        [(9, 1), (9, 11)],  # beside, more than 75 degrees off
    ],
)
def test_a_dead_end_far_off_or_beside_is_left(other: list[Point]) -> None:
    assert not pairs(rules.dead_ends(net([(0, 0), (0, 10), *other], [(0, 1), (2, 3)]))) & {
        frozenset((1, 2)),
        frozenset((1, 3)),
    }


def test_a_dead_end_with_a_near_way_round_is_left() -> None:
    points = [(0, 0), (0, 10), (3, 10), (3, 14), (0, 14), (0, 24)]
    found = rules.dead_ends(net(points, [(0, 1), (0, 2), (2, 3), (3, 4), (4, 5)]))
    assert frozenset((1, 4)) not in pairs(found)


def crossing(gap: float) -> tuple[Net, Net, demand.Towns]:
    """Lay two railways end to end with a gap, a road beside them, and three towns."""
    # The dead ends point away from each other, so that only towns can ask for the gap.
    rail = net(
        [(0, 0), (0, 20), (0, 40), (5, 40), (5, 40 + gap), (0, 40 + gap), (0, 90)],
        [(0, 1), (1, 2), (2, 3), (4, 5), (5, 6)],
    )
    road = net([(1, 0), (1, 20), (1, 90)], [(0, 1), (1, 2)])
    places = np.array([[0.0, 90.0], [0.0, 0.0], [0.0, 20.0]]) * KM
    ends = np.array([6, 0, 1]), np.array([2, 0, 1])
    one = np.ones(3, dtype=np.int64)
    people = np.array([900_000, 50_000, 40_000])
    return rail, road, demand.Towns(places[:, 0], places[:, 1], one, people, *ends)


def test_towns_ask_for_a_gap_that_the_road_does_not_have() -> None:
    rail, road, towns = crossing(4)
    found = demand.bridges(rail, road, towns)
    assert pairs(found) & {
        frozenset((2, 5)),
        frozenset((3, 4)),
        frozenset((3, 5)),
        frozenset((2, 4)),
    }
    assert all(bridge.rule == "demand" and bridge.road_ratio is not None for bridge in found)
    assert rail.within(0, [6], 150)


def test_towns_do_not_ask_for_a_gap_beyond_reach() -> None:
    rail, road, towns = crossing(14)
    assert not demand.bridges(rail, road, towns)
