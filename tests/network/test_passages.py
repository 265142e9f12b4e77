from datetime import date

import numpy as np
import pytest

from graph.gazetteer import default_gazetteer
from graph.model import Avoid, AvoidKind, Mode, Route
from graph.network import MODES, PASSAGES, Network
from graph.network.passages import _crosses
from graph.network.states import table
from graph.routing.masks import closed
from graph.routing.world import find_routes


def test_ways_cross_a_line_or_do_not() -> None:
    line = (0.0, 179.0, 0.0, -179.0)
    lat_a, lat_b = np.array([1.0, 1.0, 1.0, 1.0]), np.array([-1.0, -1.0, 0.5, -1.0])
    lon_a = np.array([179.5, -179.5, 180.0, -170.0])
    crossed = _crosses(line, lat_a, lon_a, lat_b, np.array([-179.5, -179.6, 180.0, -170.0]))
    assert crossed.tolist() == [True, True, False, False]


def test_every_passage_has_a_name() -> None:
    gazetteer = default_gazetteer()
    for name in PASSAGES[1:]:
        assert gazetteer.avoid(f"passage:{name}").kind is AvoidKind.PASSAGE
    assert {row["passage"] for row in table("passages")} <= set(PASSAGES)


@pytest.mark.network
@pytest.mark.parametrize("name", PASSAGES[1:])
def test_every_passage_is_on_the_network(world: Network, name: str) -> None:
    mine = world.passage == PASSAGES.index(name)
    # The sea network goes round Jutland: no ship takes the Kiel Canal on it.
    assert mine.any() or name == "kiel"
    mode = {MODES[number] for number in world.mode[mine].tolist()}
    assert mode <= ({Mode.RAIL} if name == "channel-tunnel" else {Mode.SEA, Mode.RIVER})


# Ports on either side of a strait: an avoided strait sends ships the long way round, or home.
SEVERED = [
    ("english-channel", (51.95, 4.05), (50.90, -1.40), 1_000),
    ("messina", (40.84, 14.27), (37.50, 15.10), 300),
    ("oresund", (55.62, 12.99), (57.70, 11.94), 50),
    ("tsugaru", (40.53, 141.52), (37.95, 139.07), 300),
]


@pytest.mark.network
@pytest.mark.parametrize(("name", "start", "end", "round_km"), SEVERED)
def test_an_avoided_passage_is_passed_by_no_ship(
    world: Network,
    name: str,
    start: tuple[float, float],
    end: tuple[float, float],
    round_km: float,
) -> None:
    def sail(*avoid: Avoid) -> Route:
        return find_routes(
            world, [start], [end], avoid=avoid, modes=[Mode.SEA], by="distance", k=1
        )[0]

    straight = sail()
    around = sail(Avoid(AvoidKind.PASSAGE, f"passage:{name}", name))
    assert f"passage:{name}" in straight.chokepoints
    assert f"passage:{name}" not in around.chokepoints
    assert around.distance_km > straight.distance_km + round_km


@pytest.mark.network
@pytest.mark.parametrize("name", ["northwest", "bering"])
def test_the_arctic_is_closed_by_default(world: Network, name: str) -> None:
    ways = world.passage == PASSAGES.index(name)
    assert closed(world, date(2026, 6, 1), list(Mode))[ways].all()


@pytest.mark.network
def test_trains_take_the_tunnel_and_an_avoided_tunnel_leaves_none(world: Network) -> None:
    london, lille = (51.53, -0.12), (50.64, 3.07)
    (route,) = find_routes(world, [london], [lille], modes=[Mode.RAIL], k=1)
    assert "passage:channel-tunnel" in route.chokepoints
    assert route.countries == ("GB", "FR")
