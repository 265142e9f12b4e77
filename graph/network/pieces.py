"""Cut long edges into short pieces, so that places and bridges can join between their ends."""

from __future__ import annotations

import numpy as np

from graph.network.geo import between
from graph.network.sources import Lines

LONG_KM = 10.0
PIECE_KM = 5.0


def in_pieces(lines: Lines, long_km: float = LONG_KM, piece_km: float = PIECE_KM) -> Lines:
    """Give the lines with every edge over `long_km` in equal pieces of at most `piece_km`.

    Examples
    --------
    >>> import numpy as np
    >>> ends = np.array([0.0, 0.0]), np.array([0.0, 0.2])
    >>> line = Lines(*ends, np.array([0]), np.array([1]), np.array([22.0]))
    >>> in_pieces(line).km
    array([4.4, 4.4, 4.4, 4.4, 4.4])
    """
    parts = np.where(lines.km > long_km, np.ceil(lines.km / piece_km), 1).astype(np.int64)
    origin = np.repeat(np.arange(len(parts)), parts)
    step = np.arange(len(origin)) - np.repeat(np.cumsum(parts) - parts, parts)
    inner = np.flatnonzero(step > 0)
    share = step[inner] / parts[origin[inner]]
    lat, lon = between(lines.lat, lines.lon, lines.a[origin[inner]], lines.b[origin[inner]], share)
    start, end = lines.a[origin], lines.b[origin]
    start[inner] = end[inner - 1] = len(lines.lat) + np.arange(len(inner))
    return Lines(
        np.r_[lines.lat, lat],
        np.r_[lines.lon, lon],
        start,
        end,
        lines.km[origin] / parts[origin],
        tuple(lines.tag[number] for number in origin) if lines.tag else (),
    )
