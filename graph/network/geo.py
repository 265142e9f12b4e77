"""Great-circle lengths on arrays; latitudes and longitudes in degrees, lengths in km."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EARTH_KM = 6371.0088


def distance_km(lat_a: ArrayLike, lon_a: ArrayLike, lat_b: ArrayLike, lon_b: ArrayLike) -> Floats:
    """Give the great-circle distance between points, in km (haversine on the mean sphere)."""
    phi_a, phi_b = np.radians(lat_a), np.radians(lat_b)
    half = np.sin((phi_b - phi_a) / 2) ** 2
    turn = np.radians(np.asarray(lon_b, dtype=float) - np.asarray(lon_a, dtype=float))
    half = half + np.cos(phi_a) * np.cos(phi_b) * np.sin(turn / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0))), dtype=np.float64)


def wrap(lon: ArrayLike) -> Floats:
    """Bring longitudes into [-180, 180) degrees."""
    return np.asarray((np.asarray(lon, dtype=float) + 180) % 360 - 180, dtype=np.float64)


def between(lat: Floats, lon: Floats, a: Ints, b: Ints, t: Floats) -> tuple[Floats, Floats]:
    """Give the points at the fractions `t` of straight lines from nodes `a` to nodes `b`.

    Lines are straight in degrees, as they are drawn, and cross the date line the short way.
    """
    turn = wrap(lon[b] - lon[a])
    return lat[a] + t * (lat[b] - lat[a]), wrap(lon[a] + t * turn)


def unit_vectors(lat: ArrayLike, lon: ArrayLike) -> Floats:
    """Give points as vectors of length 1, for nearest-neighbour trees."""
    phi, lam = np.radians(lat), np.radians(lon)
    return np.column_stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])


def chord(km: float) -> float:
    """Give the straight chord on the unit sphere that spans a great circle of `km`."""
    return float(2 * np.sin(min(km / EARTH_KM, np.pi) / 2))
