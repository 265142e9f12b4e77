"""Join the modes: ports, ferries, pipelines, and places where rail meets road."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import numpy as np

from graph.facts import Ferry, load
from graph.model import Mode
from graph.network.compiled import LAST_DAY, MODES, ArcKind
from graph.network.connected import connected
from graph.network.geo import Floats, Ints, chord, distance_km, unit_vectors
from graph.network.sheet import Sheet
from graph.network.sources import PortRow, read_ports
from graph.network.states import Locator, numbers

_SEA_KM = 30.0
_FAR_SEA_KM = 150.0
_RIVER_KM = 10.0
_BOTH = frozenset({"rail", "road"})
_LAND_KM = 15.0
_TRANSFER_KM = 5.0
_TRANSFER_CELL_DEG = 1.0
_ROAD, _RAIL, _SEA = (MODES.index(mode) for mode in (Mode.ROAD, Mode.RAIL, Mode.SEA))


class Nearest:
    """Finds the nearest node of one mode, within one state where one is asked for."""

    def __init__(self, sheet: Sheet, mode: int, among: np.ndarray | None = None) -> None:
        nodes = sheet.nodes()
        mine = (nodes["mode"] == mode) & (nodes["label"] < 0)
        self.numbers = np.flatnonzero(mine if among is None else mine & among)
        self.lat, self.lon = nodes["lat"][self.numbers], nodes["lon"][self.numbers]
        self.state = nodes["state"][self.numbers]
        from scipy.spatial import cKDTree

        self._tree = cKDTree(unit_vectors(self.lat, self.lon))

    def __call__(self, lat: Floats, lon: Floats, state: Ints | None, km: float) -> Ints:
        """Give the node for each point, -1 where none is within `km`."""
        _, near = self._tree.query(unit_vectors(lat, lon), k=12, distance_upper_bound=chord(km))
        found = np.full(len(lat), -1)
        for column in reversed(range(np.asarray(near).shape[1])):
            other = np.asarray(near)[:, column]
            real = other < len(self.numbers)
            safe = np.where(real, other, 0)
            fits = real if state is None else real & (self.state[safe] == state)
            found = np.where(fits, self.numbers[safe], found)
        return found


def add_ports(sheet: Sheet, locate: Locator) -> None:
    """Add every port that lies at the sea; facts come first, lists of others after.

    A port of the facts is reached by land as its row says, one of the lists by what is near.
    """
    facts = load("ports")
    rows = [PortRow(p.name, p.country, p.lat, p.lon, p.locode) for p in facts]
    known = {row.locode for row in rows if row.locode}
    others = [row for row in read_ports() if row.locode not in known and row.state in numbers()]
    land: list[Collection[str]] = [*(fact.modes for fact in facts), *[_BOTH] * len(others)]
    # Sea lanes are drawn far off some coasts; ports known one by one reach them all the same.
    sure = np.arange(len(land)) < len(facts)
    join_places(sheet, rows + others, locate, sea=True, land=land, sure=sure)


def join_places(
    sheet: Sheet,
    rows: list[PortRow],
    locate: Locator,
    *,
    sea: bool = False,
    access: int | None = None,
    land: Sequence[Collection[str]] | None = None,
    sure: np.ndarray | None = None,
) -> Ints:
    """Add places as nodes and join each to sea, rail and road; give their node numbers.

    `access` is the mode that the joints count as, where it is not that of the line. `land`
    names the modes that reach each place by land, both where it is None; `sure` marks ports
    that join the sea even where its nearest lane is far off.
    """
    lat, lon = np.array([row.lat for row in rows]), np.array([row.lon for row in rows])
    state = locate.at_places([row.state for row in rows], lat, lon)
    links = [(_RAIL, state, _LAND_KM, ArcKind.ACCESS), (_ROAD, state, _LAND_KM, ArcKind.ACCESS)]
    found = [(mode, kind, Nearest(sheet, mode)(lat, lon, s, km)) for mode, s, km, kind in links]
    if land is not None:
        found = [
            (mode, kind, np.where([MODES[mode].value in some for some in land], near, -1))
            for mode, kind, near in found
        ]
    keep = np.ones(len(rows), dtype=bool)
    if sea:
        certain = np.zeros(len(rows), dtype=bool) if sure is None else sure
        land_near = np.maximum(*(near for _, _, near in found))
        quays = _quays(sheet, (lat, lon), (state, _land_pieces(sheet, land_near)), certain)
        found += quays
        keep = (quays[0][2] >= 0) | (quays[1][2] >= 0)
    label = np.array([sheet.add_label(row.name, row.locode) for row in rows])
    place = np.full(len(rows), -1)
    place[keep] = np.arange(keep.sum()) + sheet.add_nodes(
        lat[keep], lon[keep], _SEA, state[keep], label[keep]
    )
    nodes = sheet.nodes()
    for mode, kind, near in found:
        both = np.flatnonzero((near >= 0) & keep)
        other = near[both]
        km = distance_km(lat[both], lon[both], nodes["lat"][other], nodes["lon"][other])
        sheet.add_edges(
            place[both],
            other,
            np.maximum(km, 0.001),
            mode=mode if access is None else access,
            kind=int(kind),
            state=state[both],
        )
    return place


def _land_pieces(sheet: Sheet, near: Ints) -> Ints:
    """Give the number of the connected piece of lines that each node lies on, -1 for no node."""
    edges, size = sheet.edges(), len(sheet.nodes()["lat"])
    land = np.isin(edges["mode"], (_RAIL, _ROAD))
    piece = connected(edges["a"][land], edges["b"][land], size)
    return np.asarray(np.where(near >= 0, piece[near], -1))


def _quays(
    sheet: Sheet, at: tuple[Floats, Floats], land: tuple[Ints, Ints], sure: np.ndarray
) -> list[tuple[int, ArcKind, Ints]]:
    """Give the water that each port joins: the sea, and a river close by or where no sea is.

    `land` are the state and the piece of lines that each port lies on. Sure ports, and those
    of a state or an island that has no other, also join a sea lane far off.
    """
    (lat, lon), (state, piece) = at, land
    edges, nodes = sheet.edges(), sheet.nodes()
    salt = np.zeros(len(nodes["lat"]), dtype=bool)
    at_sea = edges["mode"] == _SEA
    salt[edges["a"][at_sea]] = salt[edges["b"][at_sea]] = True
    sea = Nearest(sheet, _SEA, salt)(lat, lon, None, _SEA_KM)
    rivers = Nearest(sheet, _SEA, ~salt)
    river = np.where(sea >= 0, rivers(lat, lon, None, _RIVER_KM), rivers(lat, lon, None, _SEA_KM))
    joined = (sea >= 0) | (river >= 0)
    alone = ~np.isin(state, state[joined]) | ((piece >= 0) & ~np.isin(piece, piece[joined]))
    far = ~joined & (sure | alone)
    sea[far] = Nearest(sheet, _SEA, salt)(lat[far], lon[far], None, _FAR_SEA_KM)
    return [(_SEA, ArcKind.PORT, sea), (MODES.index(Mode.RIVER), ArcKind.PORT, river)]


def add_ferries(sheet: Sheet, locate: Locator) -> None:
    """Add each ferry or feeder line of the fact table between two berths."""
    rows = load("ferries")
    ends = [PortRow(r.a_name, r.a_country, r.a_lat, r.a_lon, "") for r in rows]
    ends += [PortRow(r.b_name, r.b_country, r.b_lat, r.b_lon, "") for r in rows]
    place = join_places(sheet, ends, locate, land=[_rolling(row) for row in rows] * 2)
    count = len(rows)
    ground = sheet.nodes()["state"][place]
    sheet.add_edges(
        place[:count],
        place[count:],
        np.array([row.km for row in rows]),
        hours=np.array([row.hours or 0.0 for row in rows]),
        mode=np.array([MODES.index(Mode(row.mode)) for row in rows]),
        kind=int(ArcKind.SERVICE),
        state=ground[:count],
        other=ground[count:],
        opens=np.array([ordinal(row.open_from, 0) for row in rows]),
        closes=np.array([ordinal(row.open_to, LAST_DAY) for row in rows]),
        fact=np.array([sheet.add_fact("ferries", row.id) for row in rows]),
    )


def _rolling(row: Ferry) -> set[str]:
    """Give the modes that a ferry takes over: wagons, lorries, or both where a crane lifts."""
    if {"container", "bulk"} & set(row.carries):
        return {"rail", "road"}
    return {{"rail": "rail", "truck": "road"}[load_word] for load_word in row.carries}


def ordinal(day: date | None, default: int) -> int:
    """Give the number of a day, or the default where there is none."""
    return day.toordinal() if day else default


def add_transfers(sheet: Sheet) -> None:
    """Join rail and road at one place in each cell of a coarse grid, within one state."""
    nodes, edges = sheet.nodes(), sheet.edges()
    degree = np.bincount(np.r_[edges["a"], edges["b"]], minlength=len(nodes["lat"]))
    rail = np.flatnonzero((nodes["mode"] == _RAIL) & (nodes["label"] < 0))
    row = np.floor((nodes["lat"][rail] + 90) / _TRANSFER_CELL_DEG)
    column = np.floor((nodes["lon"][rail] + 180) / _TRANSFER_CELL_DEG)
    key = (row * 2000 + column) * 300 + nodes["state"][rail]
    order = np.lexsort((-degree[rail], key))
    pick = rail[order[np.r_[True, np.diff(key[order]) != 0]]]
    lat, lon, state = nodes["lat"][pick], nodes["lon"][pick], nodes["state"][pick]
    road = Nearest(sheet, _ROAD)(lat, lon, state, _TRANSFER_KM)
    both = road >= 0
    km = distance_km(lat[both], lon[both], nodes["lat"][road[both]], nodes["lon"][road[both]])
    sheet.add_edges(
        pick[both],
        road[both],
        np.maximum(km, 0.001),
        mode=_ROAD,
        kind=int(ArcKind.TRANSFER),
        state=state[both],
    )
