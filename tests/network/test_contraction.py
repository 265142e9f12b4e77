import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network.contraction import Arcs, contract, essential, shortest_only

arcs = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 30), st.integers(0, 1)).filter(
        lambda arc: arc[0] != arc[1]
    ),
    min_size=3,
    max_size=40,
)


def made(rows: list[tuple[int, int, int, int]]) -> Arcs:
    a, b, metres, group = np.array(rows).T
    return Arcs(np.minimum(a, b), np.maximum(a, b), metres, group, np.arange(len(a)))


def distances(found: Arcs, group: int) -> dict[int, dict[int, int]]:
    whole: nx.Graph[int] = nx.Graph()
    for a, b, metres, own, _ in zip(*(column.tolist() for column in found), strict=True):
        if own == group and metres < whole.get_edge_data(a, b, {"weight": 1 << 30})["weight"]:
            whole.add_edge(a, b, weight=metres)
    return dict(nx.all_pairs_dijkstra_path_length(whole))


@settings(deadline=None)
@given(arcs)
def test_what_is_dropped_lengthens_no_way_and_what_stays_is_needed(
    rows: list[tuple[int, int, int, int]],
) -> None:
    every = shortest_only(made(rows), 10)
    kept = essential(every)
    for group in (0, 1):
        before, after = distances(every, group), distances(kept, group)
        assert before == after
        mine = kept.where(kept.group == group)
        if len(mine.a) > 2:
            for a, b, metres in zip(mine.a.tolist(), mine.b.tolist(), mine.metres, strict=True):
                assert metres == before[a][b]


@settings(deadline=None)
@given(arcs, st.sets(st.integers(0, 9), min_size=1, max_size=8))
def test_contraction_keeps_all_distances(
    rows: list[tuple[int, int, int, int]], inside: set[int]
) -> None:
    every = made([(a, b, metres, 0) for a, b, metres, _ in rows])
    removable = np.array([node in inside for node in range(10)])
    left, ups = contract(every, removable)
    before, after = distances(every, 0), distances(left, 0)
    gone = set(ups.node.tolist())
    assert gone <= inside
    for a, near in before.items():
        for b, metres in near.items():
            if a != b and not {a, b} & gone:
                assert after[a][b] == metres
