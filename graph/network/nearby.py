"""What of the network lies near a point: nodes of the core and nodes inside its cells."""

from __future__ import annotations

import numpy as np

from graph.network.compiled import Network
from graph.network.core import Core
from graph.network.geo import Ints, wrap
from graph.network.tidy import BAND_DEG, DEGREE, band

_KM_PER_DEG = 111.2


def nodes_around(core: Core, lat: float, lon: float, km: float) -> Ints:
    """Give the nodes in a rectangle around a point (degrees) that reaches out so many km."""
    reach = km / _KM_PER_DEG
    wide = min(180.0, reach / max(0.01, float(np.cos(np.radians(min(89.0, abs(lat) + reach))))))
    low, high = (int(band(np.array(lat + side))) for side in (-reach, reach))
    # Nodes of a person's own legs follow those of the bands.
    spans = [
        core.bands[n : n + 2] for n in range(max(low, 0), min(high, round(180 / BAND_DEG)) + 1)
    ]
    spans.append(np.array([core.bands[-1], len(core.lat)]))
    found = []
    for first, last in (span.tolist() for span in spans):
        turn = np.abs(wrap(core.lon[first:last] / DEGREE - lon))
        found.append(first + np.flatnonzero(turn <= wide))
    return np.concatenate(found)


def facts_of_nodes(core: Core, rows: Network, nodes: Ints) -> tuple[Ints, Ints, np.ndarray]:
    """Give the mode and the state of nodes in a view of the rows, and whether they have names."""
    row = core.node_row[nodes].astype(np.int64)
    inside = row >= 0
    safe = np.where(inside, row, 0)
    place = np.where(inside, 0, np.searchsorted(core.nodes, nodes))
    place = np.minimum(place, len(core.nodes) - 1)
    mode = np.where(inside, rows.mode[safe], rows.node_mode[place])
    state = np.where(inside, rows.state[safe], rows.node_state[place])
    return mode, state, ~inside & (rows.node_label[place] >= 0)
