import numpy as np
import pytest

from graph.network.bend import kept_inside
from graph.network.borders import cut_at_borders
from graph.network.geo import Floats, Ints, distance_km
from graph.network.pieces import in_pieces
from graph.network.sources import Lines


def edge(lon_a: float, lon_b: float, km_factor: float = 1.1) -> Lines:
    lat, lon = np.zeros(2), np.array([lon_a, lon_b])
    km = distance_km(0, lon_a, 0, lon_b) * km_factor
    return Lines(lat, lon, np.array([0]), np.array([1]), np.array([float(km)]))


def corner(lat: Floats, lon: Floats) -> Ints:
    # State 2 cuts into state 1 from the south, up to 0.2 degrees north of the equator.
    return np.where((lon > 0.8) & (lon < 1.2) & (lat < 0.2), 2, 1)


def wall(lat: Floats, lon: Floats) -> Ints:
    return np.where((lon > 0.8) & (lon < 1.2), 2, 1) + 0 * lat.astype(int)


def states(lines: Lines, locate: object) -> set[int]:
    cut = cut_at_borders(lines, locate)  # type: ignore[arg-type]
    return set(cut.node_state[cut.a].tolist())


def test_an_edge_goes_round_the_corner_and_keeps_its_length() -> None:
    straight = edge(0, 2)
    bent = kept_inside(straight, corner)
    assert states(straight, corner) == {1, 2}
    assert states(bent, corner) == {1}
    assert bent.km.sum() == pytest.approx(straight.km.sum())


def test_a_border_that_has_no_way_round_is_crossed() -> None:
    assert states(kept_inside(edge(0, 2), wall), wall) == {1, 2}


def test_a_way_round_that_is_far_too_long_is_not_taken() -> None:
    def deep(lat: Floats, lon: Floats) -> Ints:
        return np.where((lon > 0.8) & (lon < 1.2) & (lat < 0.9) & (lat > -0.9), 2, 1)

    assert states(kept_inside(edge(0, 2, 1.0), deep), deep) == {1, 2}


def test_a_railway_near_a_border_station_is_left() -> None:
    station = np.array([[0.0, 0.8]])
    assert states(kept_inside(edge(0, 2), corner, station), corner) == {1, 2}
    far = np.array([[5.0, 5.0]])
    assert states(kept_inside(edge(0, 2), corner, far), corner) == {1}


def test_an_edge_between_two_states_keeps_out_of_the_third() -> None:
    def three(lat: Floats, lon: Floats) -> Ints:
        return np.where((lon > 0.9) & (lon < 1.1) & (lat < 0.1), 3, np.where(lon < 1, 1, 2))

    assert states(kept_inside(edge(0, 2), three), three) == {1, 2}


def test_pieces_are_short_and_keep_the_length() -> None:
    lines = in_pieces(edge(0, 2))
    assert lines.km.max() <= 5
    assert lines.km.sum() == pytest.approx(edge(0, 2).km.sum())
    assert lines.a[0] == 0
    assert lines.b[-1] == 1
