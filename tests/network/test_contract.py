import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from graph.network.contract import contracted
from graph.network.geo import Floats, Ints
from graph.network.sheet import Sheet

edges = st.lists(
    st.tuples(st.integers(0, 19), st.integers(0, 19), st.integers(1, 9), st.integers(1, 2)),
    min_size=1,
    max_size=40,
)


def lengths(a: Ints, b: Ints, km: Floats, size: int) -> Floats:
    best = np.full((size, size), np.inf)
    np.minimum.at(best, (a, b), km)
    best = np.minimum(best, best.T)
    row, column = np.nonzero(np.isfinite(best))
    matrix = coo_matrix((best[row, column], (row, column)), shape=(size, size)).tocsr()
    return np.asarray(dijkstra(matrix))


@given(edges)
@settings(max_examples=150, deadline=None)
def test_contraction_keeps_every_distance(rows: list[tuple[int, int, int, int]]) -> None:
    rows = [row for row in rows if row[0] != row[1]]
    if not rows:
        return
    sheet = Sheet()
    # Close together, so that the grid does not keep them all.
    lat, lon = np.arange(20) * 0.004, np.zeros(20)
    sheet.add_nodes(lat, lon, 0, np.ones(20, dtype=np.int64))
    a, b, km, state = (np.array(column) for column in zip(*rows, strict=True))
    sheet.add_edges(a, b, km.astype(float), state=state)
    network = contracted(sheet, ("", "AA", "BB"), {})
    before = lengths(a, b, km.astype(float), 20)
    # The node numbers of the sheet, told by their latitudes.
    kept = np.round(network.node_lat / 0.004).astype(np.int64)
    after = lengths(network.a, network.b, network.km, len(kept))
    assert np.allclose(after, before[np.ix_(kept, kept)])
    assert network.km.sum() <= km.sum() + 1e-9
