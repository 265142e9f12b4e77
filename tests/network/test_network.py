from pathlib import Path

import numpy as np
import pytest

from graph.model import Mode
from graph.network import MODES, PASSAGES, ArcKind, Network, cache, info
from graph.network.geo import distance_km

pytestmark = pytest.mark.network

# Borders with rail freight, and pairs whose rails must not be joined.
RAIL_BORDERS = "KZ-RU CN-KZ CN-MN MN-RU AZ-GE GE-TR DE-PL BY-PL CN-VN DZ-TN IR-TM IR-TR TM-UZ AF-UZ"
RAIL_BORDERS += " ZM-ZW CD-ZM DJ-ET IN-PK MX-US CA-US ES-FR FR-IT HU-RO BG-TR BW-ZA MZ-ZW KZ-TM"


def pairs(world: Network, mode: Mode) -> set[str]:
    gates = (world.kind == ArcKind.GATE) & (world.mode == MODES.index(mode))
    sides = zip(world.state[gates], world.other[gates], strict=True)
    return {"-".join(sorted((world.states[a], world.states[b]))) for a, b in sides}


def test_rails_cross_the_borders_that_they_do(world: Network) -> None:
    assert set(RAIL_BORDERS.split()) - pairs(world, Mode.RAIL) == set()


def test_rails_do_not_cross_where_there_are_none(world: Network) -> None:
    assert pairs(world, Mode.RAIL) & {"CD-CG", "CN-IN", "AF-CN", "CO-PA", "ES-MA"} == set()


def test_only_gates_and_services_change_state(world: Network) -> None:
    differ = world.state != world.other
    assert set(world.kind[differ].tolist()) <= {ArcKind.GATE, ArcKind.SERVICE}


def test_land_arcs_lie_in_the_state_of_both_ends(world: Network) -> None:
    land = (world.kind == ArcKind.LINE) & np.isin(
        world.mode, [MODES.index(Mode.RAIL), MODES.index(Mode.ROAD)]
    )
    for end in (world.a, world.b):
        assert (world.node_state[end[land]] == world.state[land]).all()


@pytest.mark.parametrize(
    ("passage", "state"),
    [("suez", "EG"), ("panama", "PA"), ("bosporus", "TR"), ("dardanelles", "TR")],
)
def test_canals_and_the_turkish_straits_are_their_states(
    world: Network, passage: str, state: str
) -> None:
    mine = world.passage == PASSAGES.index(passage)
    assert {world.states[number] for number in world.state[mine]} == {state}


def test_lengths_of_chains_match_their_geometry(world: Network) -> None:
    rng = np.random.default_rng(1)
    lines = np.flatnonzero((world.kind == ArcKind.LINE) & (world.mode == MODES.index(Mode.SEA)))
    for arc in rng.choice(lines, 50):
        lon, lat = np.array(world.points(int(arc))).T
        drawn = distance_km(lat[:-1], lon[:-1], lat[1:], lon[1:]).sum()
        assert drawn == pytest.approx(world.km[arc], rel=0.02, abs=0.01)


@pytest.mark.usefixtures("world")
def test_info_names_licences_and_counts() -> None:
    about = info()
    assert about["built"]
    assert "OpenStreetMap" in " ".join(about["licences"].values())
    assert about["size_mb"] < 60
    assert about["states"] > 180


@pytest.mark.usefixtures("world")
def test_a_damaged_cache_is_noticed(tmp_path: Path) -> None:
    whole = cache.path().read_bytes()
    for name, content in {"cut": whole[: len(whole) // 2], "empty": b"", "none": None}.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)
        assert cache.read(tmp_path / name) is None
