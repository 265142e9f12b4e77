import numpy as np
import pytest

from graph.network.borders import cut_at_borders
from graph.network.geo import Floats, Ints, between, distance_km
from graph.network.sources import Lines

Point = tuple[float, float]


def stripes(lat: Floats, lon: Floats) -> Ints:
    # State 1 west of 1 degree, 2 up to 2 degrees, 3 east of it; the sea lies south of 0.
    state = 1 + (lon > 1).astype(int) + (lon > 2).astype(int)
    return np.where(lat < 0, 0, state)


def line(*points: Point) -> Lines:
    lat, lon = (np.array(column, dtype=float) for column in zip(*points, strict=True))
    a = np.arange(len(points) - 1)
    return Lines(lat, lon, a, a + 1, distance_km(lat[a], lon[a], lat[a + 1], lon[a + 1]))


def test_a_long_edge_is_cut_at_both_borders() -> None:
    cut = cut_at_borders(line((1, 0.5), (1, 2.5)), stripes)
    assert cut.node_state[cut.a].tolist() == [1, 2, 3]
    assert cut.node_state[cut.b].tolist() == [1, 2, 3]
    assert cut.lon[cut.gate_a] == pytest.approx([1, 2], abs=1e-3)
    assert cut.km.sum() == pytest.approx(distance_km(1, 0.5, 1, 2.5), rel=1e-6)


def test_a_sliver_between_two_samples_is_still_found() -> None:
    def sliver(lat: Floats, lon: Floats) -> Ints:
        return np.where(lon < 0.5, 1, np.where(lon < 0.505, 7, 2)) + 0 * lat.astype(int)

    cut = cut_at_borders(line((1, 0), (1, 1)), sliver)
    assert cut.node_state[cut.a].tolist() == [1, 7, 2]


def test_points_at_sea_belong_to_the_state_before() -> None:
    cut = cut_at_borders(line((0.5, 0.2), (-0.1, 0.5), (0.5, 0.8)), stripes)
    assert not len(cut.gate_a)
    assert set(cut.node_state.tolist()) == {1}


def test_a_graze_is_dropped() -> None:
    def spike(lat: Floats, lon: Floats) -> Ints:
        return np.where((lon > 0.5) & (lon < 0.505), 2, 1) + 0 * lat.astype(int)

    assert not len(cut_at_borders(line((1, 0), (1, 1)), spike).gate_a)


def test_lines_cross_the_date_line_the_short_way() -> None:
    _, lon = between(
        np.array([0.0, 0.0]),
        np.array([179.0, -179.0]),
        np.array([0]),
        np.array([1]),
        np.array([0.5]),
    )
    assert abs(lon[0]) == pytest.approx(180)


def chain(*lons: float) -> Lines:
    return line(*((1.0, lon) for lon in lons))


def test_a_slip_over_several_edges_is_no_crossing() -> None:
    def river(lat: Floats, lon: Floats) -> Ints:
        # A bend of the border: 1.6 km of state 2 within state 1, over three edges.
        return np.where((lon > 0.5) & (lon < 0.5145), 2, 1) + 0 * lat.astype(int)

    cut = cut_at_borders(chain(0, 0.495, 0.505, 0.51, 0.52, 1), river)
    assert set(cut.node_state.tolist()) == {1}


def test_a_longer_visit_or_a_junction_is_one() -> None:
    def wide(lat: Floats, lon: Floats) -> Ints:
        return np.where((lon > 0.5) & (lon < 0.53), 2, 1) + 0 * lat.astype(int)

    cut = cut_at_borders(chain(0, 0.495, 0.505, 0.51, 0.54, 1), wide)
    assert set(cut.node_state.tolist()) == {1, 2}

    def narrow(lat: Floats, lon: Floats) -> Ints:
        return np.where((lon > 0.5) & (lon < 0.5145), 2, 1) + 0 * lat.astype(int)

    fork = chain(0, 0.495, 0.505, 0.51, 0.52, 1)
    lat, lon = np.r_[fork.lat, 1.01], np.r_[fork.lon, 0.505]
    a, b = np.r_[fork.a, 2], np.r_[fork.b, len(lat) - 1]
    branch = Lines(lat, lon, a, b, distance_km(lat[a], lon[a], lat[b], lon[b]))
    assert set(cut_at_borders(branch, narrow).node_state.tolist()) == {1, 2}


def test_what_ends_in_another_state_is_a_passage() -> None:
    def sliver(lat: Floats, lon: Floats) -> Ints:
        return np.where(lon < 0.5, 1, np.where(lon < 0.5145, 2, 3)) + 0 * lat.astype(int)

    cut = cut_at_borders(chain(0, 0.495, 0.505, 0.51, 0.52, 1), sliver)
    assert set(cut.node_state.tolist()) == {1, 2, 3}
