"""Bring a network into the order that it is kept in: near things near each other."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from graph.network.compiled import Network
from graph.network.geo import Ints

DEGREE = 100_000
"""Units of a degree that coordinates are kept in; one is about a metre."""
BAND_DEG = 0.25
"""Nodes are ordered by bands of this many degrees of latitude, then by longitude."""


def tidied(network: Network) -> Network:
    """Order nodes from south to north in bands, and points by nodes, then along arcs.

    Coordinates are rounded to 0.00001 degrees, lengths to metres but at least to one where
    they are not nought, so that lengths of parts add up without an error.
    """
    order = np.lexsort((network.node_lon, band(network.node_lat)))
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    inner = inner_points(network)
    count = np.maximum(np.diff(network.first) - 2, 0)
    start = np.r_[0, np.cumsum(count + 2)]
    a, b = number[network.a], number[network.b]
    metres = np.rint(network.km * 1000)
    columns = {
        field.name: getattr(network, field.name)[order]
        for field in fields(Network)
        if field.name.startswith("node_")
    }
    lat = np.r_[network.node_lat[order], network.point_lat[network.chain[inner]]]
    lon = np.r_[network.node_lon[order], network.point_lon[network.chain[inner]]]
    return replace(
        network,
        **columns
        | {"node_lat": _rounded(columns["node_lat"]), "node_lon": _rounded(columns["node_lon"])},
        a=a,
        b=b,
        hours=network.hours.astype(np.float32).astype(np.float64),
        km=np.where(network.km > 0, np.maximum(metres, 1), 0) / 1000,
        first=start,
        chain=chained(a, b, count, len(order)),
        point_lat=_rounded(lat),
        point_lon=_rounded(lon),
    )


def band(lat: np.ndarray) -> Ints:
    """Give the number of the band of latitude that degrees lie in."""
    return np.floor((np.asarray(lat) + 90) / BAND_DEG).astype(np.int64)


def inner_points(network: Network) -> Ints:
    """Give the places in the chain of points that are not the ends of arcs, in order."""
    inside = np.ones(len(network.chain), dtype=bool)
    inside[network.first[:-1]] = inside[network.first[1:] - 1] = False
    return np.flatnonzero(inside)


def chained(a: Ints, b: Ints, count: Ints, nodes: int) -> Ints:
    """Give the chain of arcs that have so many inner points, which follow the nodes."""
    start = np.r_[0, np.cumsum(count + 2)]
    chain = np.zeros(int(start[-1]), dtype=np.int64)
    ends = np.zeros(len(chain), dtype=bool)
    ends[start[:-1]] = ends[start[1:] - 1] = True
    chain[~ends] = nodes + np.arange(int(count.sum()))
    chain[start[:-1]], chain[start[1:] - 1] = a, b
    return chain


def _rounded(degrees: np.ndarray) -> np.ndarray:
    return np.asarray(np.round(degrees * DEGREE) / DEGREE)
