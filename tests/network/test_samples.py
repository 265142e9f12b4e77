"""Random arcs, sampled every 5 km: no state is entered that the arc does not name."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from graph.model import Mode
from graph.network import MODES, ArcKind, Network
from graph.network.geo import Floats, Ints, distance_km, wrap
from graph.network.states import Locator

pytestmark = pytest.mark.network
EVERY_KM = 5.0
# A point that lies this near to ground of the arc's own state may be on either side.
BAND_KM = 2.0


@pytest.fixture(scope="module")
def locate() -> Locator:
    return Locator()


def samples(world: Network, arcs: Ints) -> tuple[Ints, Floats, Floats]:
    """Give (arc, latitude, longitude) of points every 5 km along the drawn lines."""
    found: list[tuple[int, float, float]] = []
    for arc in arcs.tolist():
        lon, lat = np.array(world.points(arc)).T
        lon = lon[0] + np.r_[0, np.cumsum(wrap(np.diff(lon)))]
        gone = np.r_[0, np.cumsum(distance_km(lat[:-1], lon[:-1], lat[1:], lon[1:]))]
        at = np.arange(EVERY_KM / 2, gone[-1], EVERY_KM)
        found += zip(
            [arc] * len(at), np.interp(at, gone, lat), np.interp(at, gone, lon), strict=True
        )
    arc, lat, lon = (np.array(column) for column in zip(*found, strict=True))
    return arc.astype(np.int64), lat, wrap(lon)


def beside(locate: Locator, lat: Floats, lon: Floats, state: Ints) -> np.ndarray:
    """Tell which points have ground of a state within the band."""
    near = np.zeros(len(lat), dtype=bool)
    step = BAND_KM / 111.2
    for bearing in np.radians(np.arange(0, 360, 45)):
        north = np.clip(lat + step * np.cos(bearing), -90, 90)
        east = wrap(lon + step * np.sin(bearing) / np.cos(np.radians(lat)))
        near |= locate.states(north, east, "actual", date.max) == state
    return near


@pytest.mark.parametrize("mode", [Mode.RAIL, Mode.ROAD])
@pytest.mark.parametrize("kind", ["any", "long", "next to a gate"])
def test_every_state_on_the_way_is_named(
    world: Network, locate: Locator, mode: Mode, kind: str
) -> None:
    mine = (world.kind == ArcKind.LINE) & (world.mode == MODES.index(mode)) & (world.km > EVERY_KM)
    mine &= ~np.array([name.startswith("rail_lines") for name in world.fact_ids])[world.fact]
    if kind == "long":
        mine &= world.km > 50
    if kind == "next to a gate":
        gates = world.kind == ArcKind.GATE
        ends = np.unique(np.r_[world.a[gates], world.b[gates]])
        mine &= np.isin(world.a, ends) | np.isin(world.b, ends)
    rng = np.random.default_rng(3)
    pool = np.flatnonzero(mine)
    arcs = rng.choice(pool, min(600, len(pool)), replace=False)
    arc, lat, lon = samples(world, arcs)
    seen = locate.states(lat, lon, "actual", date.max)
    other = np.flatnonzero((seen != 0) & (seen != world.state[arc]))
    far = other[~beside(locate, lat[other], lon[other], world.state[arc[other]])]
    misses = [
        f"{lat[i]:.3f},{lon[i]:.3f} {world.states[seen[i]]} on an arc of "
        f"{world.states[int(world.state[arc[i]])]}"
        for i in far
    ]
    assert len(misses) <= 0.001 * len(arc), "\n".join(misses)
