"""Maximum flow on networks small enough to see through, and against brute force."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.capacity import joined, most_flow
from graph.analysis.flow import Crossing, largest_flow
from graph.model import Limit
from graph.network import ArcKind, Network

GATE = ArcKind.GATE


class Figures:
    """Capacities by the fact of an arc; nothing is known of the others."""

    unit = "Mt/y"

    def __init__(self, known: dict[str, float], shared: frozenset[str] = frozenset()) -> None:
        self._known, self._shared = known, shared

    def of_arc(self, network: Network, arc: int):
        name = network.fact_ids[int(network.fact[arc])] or f"arc {arc}"
        capacity = self._known.get(name)
        return (
            Limit(name=name, kind="border", capacity=capacity, shared=name in self._shared),
            None,
            None,
        )


def flow(network: Network, figures: Figures, start: int, end: int, ways=None):
    ways = np.zeros(len(network.a), dtype=np.int64) if ways is None else ways
    ends = np.array([start]), np.array([end])
    return most_flow(network, np.ones(len(network.a), dtype=bool), ways, ends, figures)


def gates(*pairs: tuple[int, int, str]):
    return [(a, b, GATE, "rail", name) for a, b, name in pairs]


def test_the_narrower_of_two_in_a_row_binds(net) -> None:
    network = net("ABC", gates((0, 1, "in"), (1, 2, "out")))
    found = flow(network, Figures({"in": 5.0, "out": 3.0}), 0, 2)
    assert found.total == 3.0
    assert [limit.name for limit in found.binding] == ["out"]
    assert {limit.name: limit.flow for limit in found.used} == {"in": 3.0, "out": 3.0}
    assert not found.uncounted


def test_a_way_out_without_a_figure_is_told_and_not_counted(net) -> None:
    network = net("ABCD", gates((0, 1, "known"), (1, 3, "x"), (0, 2, "dark"), (2, 3, "y")))
    found = flow(network, Figures({"known": 2.0}), 0, 3)
    assert found.total == 2.0
    assert [limit.name for limit in found.uncounted] == ["dark"]


def test_a_crossing_that_leads_nowhere_is_not_told(net) -> None:
    network = net("ABCD", gates((0, 1, "known"), (1, 3, "x"), (0, 2, "dead end")))
    assert not flow(network, Figures({"known": 2.0}), 0, 3).uncounted


def test_what_has_left_does_not_come_back(net) -> None:
    # out by a crossing with a figure, home by another, and out by the dark one: no way
    network = net("ABC", gates((0, 1, "out"), (1, 0, "home"), (0, 2, "dark")))
    assert flow(network, Figures({"out": 9.0, "home": 9.0}), 0, 2).total == 0.0


def test_pipelines_flow_one_way(net) -> None:
    network = net("ABC", gates((0, 1, "in"), (1, 2, "out")))
    figures = Figures({"in": 5.0, "out": 3.0})
    assert flow(network, figures, 0, 2, np.array([1, 1])).total == 3.0
    assert flow(network, figures, 0, 2, np.array([1, -1])).total == 0.0
    assert flow(network, figures, 2, 0, np.array([-1, -1])).total == 3.0


def test_what_all_goods_share_is_told_apart(net) -> None:
    network = net("ABCD", gates((0, 1, "own"), (1, 3, "x"), (0, 2, "shared"), (2, 3, "y")))
    found = flow(network, Figures({"own": 2.0, "shared": 7.0}, frozenset({"shared"})), 0, 3)
    assert (found.dedicated, found.total) == (2.0, 9.0)


def test_ends_that_nothing_joins(net) -> None:
    network = net("ABC", gates((0, 1, "in")))
    whole = np.ones(1, dtype=bool)
    assert not joined(network, whole, (np.array([0]), np.array([2])))
    assert flow(network, Figures({"in": 1.0}), 0, 2).total == 0.0


def test_a_figure_bounds_all_crossings_of_its_name_together(net) -> None:
    # two tracks over one border, from two pieces of land: the figure is that of the border
    pairs = gates((0, 1, "out"), (0, 2, "way out"), (1, 3, "border"), (2, 4, "border"))
    network = net("ABCDE", pairs)
    figures = Figures({"out": 9.0, "way out": 9.0, "border": 4.0})
    ends = np.array([0]), np.array([3, 4])
    whole = np.ones(len(network.a), dtype=bool)
    found = most_flow(network, whole, np.zeros(len(network.a), dtype=np.int64), ends, figures)
    assert found.total == 4.0
    assert {limit.name: limit.flow for limit in found.used}["border"] == 4.0
    assert [limit.name for limit in found.binding] == ["border"]


def test_the_parts_of_a_pipeline_follow_each_other() -> None:
    pipe = Limit(name="pipe", kind="pipeline", capacity=5.0)
    parts = [Crossing(*ends, pipe, one_way=True) for ends in ("AB", "BC")]
    total, used, binding, _ = largest_flow(parts, ["A"], ["C"])
    assert (total, [limit.flow for limit in used]) == (5.0, [5.0])
    assert [limit.name for limit in binding] == ["pipe"]


PAIRS = list(combinations(range(5), 2))
WIDTHS = st.dictionaries(st.sampled_from(PAIRS), st.integers(0, 6), min_size=3)


@settings(max_examples=60, deadline=None)
@given(WIDTHS)
def test_the_flow_is_the_smallest_cut(net_of, widths) -> None:
    arcs = gates(*((a, b, f"{a}-{b}") for a, b in widths))
    network = net_of("ABCDE", arcs)
    figures = Figures({f"{a}-{b}": float(width) for (a, b), width in widths.items()})
    cuts = [
        sum(w for (a, b), w in widths.items() if (a in side) != (b in side))
        for size in range(4)
        for inner in combinations([1, 2, 3], size)
        if (side := {0, *inner})
    ]
    assert flow(network, figures, 0, 4).total == pytest.approx(min(cuts))


@settings(max_examples=60, deadline=None)
@given(WIDTHS, st.sampled_from(PAIRS))
def test_closing_a_crossing_never_raises_the_flow(net_of, widths, closed) -> None:
    known = {f"{a}-{b}": float(w) for (a, b), w in widths.items() if w > 1}
    whole = net_of("ABCDE", gates(*((a, b, f"{a}-{b}") for a, b in widths)))
    rest = {pair for pair in widths if pair != closed}
    if not rest:
        return
    less = net_of("ABCDE", gates(*((a, b, f"{a}-{b}") for a, b in sorted(rest))))
    figures = Figures(known)
    assert flow(less, figures, 0, 4).total <= flow(whole, figures, 0, 4).total + 1e-6


def test_streams_carry_the_total_and_pass_what_bears_them(net) -> None:
    pairs = gates((0, 1, "north"), (1, 3, "port"), (0, 2, "south"), (2, 3, "quay"), (1, 2, "link"))
    figures = Figures({"north": 5.0, "south": 1.0, "port": 3.0, "quay": 9.0})
    found = flow(net("ABCD", pairs), figures, 0, 3)
    assert found.total == 6.0
    assert sum(stream.amount for stream in found.streams) == pytest.approx(found.total)
    assert [stream.amount for stream in found.streams] == sorted(
        (stream.amount for stream in found.streams), reverse=True
    )
    by_name = {limit.name: 0.0 for limit in found.used}
    for stream in found.streams:
        assert stream.limits[0].name in {"north", "south"}
        for limit in stream.limits:
            by_name[limit.name] += stream.amount
    assert by_name == {limit.name: pytest.approx(limit.flow) for limit in found.used}


def test_a_line_that_slips_over_its_border_and_back_counts_once(net) -> None:
    slips = gates((0, 1, "S"), (1, 2, "S"), (2, 3, "S"), (3, 4, "port"))
    found = flow(net("ABABC", slips), Figures({"S": 6.0, "port": 9.0}), 0, 4)
    assert found.total == 6.0
    assert [limit.name for limit in found.binding] == ["S"]
    # ground that another border leads to as well is no slip
    more = gates((0, 1, "S"), (1, 2, "S"), (2, 3, "S"), (1, 3, "T"))
    assert flow(net("ABAB", more), Figures({"S": 6.0, "T": 1.0}), 0, 3).total == pytest.approx(3.5)
