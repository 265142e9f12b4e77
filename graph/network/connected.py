"""Which nodes hang together, over undirected arcs."""

from __future__ import annotations

import numpy as np

from graph.network.geo import Ints


def connected(a: Ints, b: Ints, size: int) -> Ints:
    """Give the number of the connected piece that each of `size` nodes lies in.

    Examples
    --------
    >>> import numpy as np
    >>> connected(np.array([0, 3]), np.array([2, 1]), 5).tolist()
    [0, 1, 0, 1, 2]
    """
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    joined = coo_matrix((np.ones(len(a)), (a, b)), shape=(size, size))
    return np.asarray(connected_components(joined, directed=False)[1], dtype=np.int64)
