import numpy as np
import pytest
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from graph.facts import load
from graph.model import Mode
from graph.network import MODES, ArcKind, Network

pytestmark = pytest.mark.network
RIVER, SEA = MODES.index(Mode.RIVER), MODES.index(Mode.SEA)


def of(world: Network, name: str) -> np.ndarray:
    return world.fact == world.fact_ids.index(f"waterways:{name}")


@pytest.mark.parametrize("row", load("waterways"), ids=lambda row: row.id)
def test_every_waterway_is_there_at_its_length(world: Network, row) -> None:
    mine = of(world, row.id)
    assert (world.mode[mine] == RIVER).all()
    assert world.km[mine].sum() == pytest.approx(row.km, rel=0.01)
    states = {world.states[number] for number in world.state[mine].tolist()}
    assert states <= set(row.countries)


def test_waterways_are_cut_at_borders(world: Network) -> None:
    mine = of(world, "danube-kelheim-sulina") & (world.kind == ArcKind.GATE)
    pairs = {
        frozenset((world.states[int(a)], world.states[int(b)]))
        for a, b in zip(world.state[mine], world.other[mine], strict=True)
    }
    assert {frozenset(("DE", "AT")), frozenset(("AT", "SK"))} <= pairs


@pytest.mark.parametrize(
    "name",
    [
        "danube-kelheim-sulina",
        "rhine-basel-rotterdam",
        "paraguay-parana-caceres-nueva-palmira",
        "mekong-phnom-penh-sea",
        "volga-don-canal",
        "kiel-canal",
    ],
)
def test_waterways_reach_the_sea(world: Network, name: str) -> None:
    water = np.isin(world.mode, [RIVER, SEA]) & np.isin(world.kind, [ArcKind.LINE, ArcKind.GATE])
    a, b, size = world.a[water], world.b[water], len(world.node_lat)
    _, piece = connected_components(coo_matrix((np.ones(len(a)), (a, b)), shape=(size, size)))
    ocean = np.bincount(piece[a]).argmax()
    assert (piece[world.a[of(world, name)]] == ocean).all()


def test_river_ports_are_of_the_river(world: Network) -> None:
    quays = (world.kind == ArcKind.PORT) & (world.mode == RIVER)
    names = {world.label(int(node)) for node in np.r_[world.a[quays], world.b[quays]]}
    assert {"Vienna", "Duisburg", "Asuncion"} <= names
