"""Which arcs may not be used: avoids, closures by date, and modes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from graph.errors import UsageError
from graph.facts import Closure, load
from graph.model import Avoid, AvoidKind, Mode
from graph.network import MODES, PASSAGES, ArcKind, Network
from graph.network.states import table
from graph.routing.facilities import facility_mask

Mask = np.ndarray
DEFAULT_MODES = tuple(mode for mode in Mode if mode is not Mode.PIPELINE)
"""The modes used where none are named: a pipeline carries only what it was built for."""


def blocked(network: Network, avoid: Avoid) -> Mask:
    """Tell which arcs fall away with one avoid.

    Raises
    ------
    UsageError, UnknownPlaceError
        If the network cannot tell which arcs the avoid means.
    """
    match avoid.kind:
        case AvoidKind.COUNTRY | AvoidKind.BLOC:
            return _states(network, avoid.states or {avoid.id})
        case AvoidKind.BORDER:
            a, _, b = avoid.id.removeprefix("border:").partition("-")
            return _border(network, a, b)
        case AvoidKind.PASSAGE:
            return _passage(network, avoid.id)
        case AvoidKind.SEA:
            return _sea(network, avoid.id)
        case AvoidKind.PORT:
            return port_mask(network, avoid.id)
        case AvoidKind.MODE:
            return _modes(network, set(Mode) - {Mode(avoid.id.removeprefix("mode:"))})
    return facility_mask(network, avoid)


def closed(network: Network, day: date, modes: Iterable[Mode]) -> Mask:
    """Tell which arcs are closed on a day, or are of a mode that is not wanted."""
    number = day.toordinal()
    shut = (network.opens > number) | (network.closes < number)
    shut = shut | _modes(network, set(modes))
    own = {row.id for row in network.own.closures}
    for row in load("closures"):
        if row.id in own:
            continue  # a row of one's own with the same id stands in its place
        over = row.closed_to is not None and row.closed_to < day
        early = row.closed_from is not None and row.closed_from > day
        # Some rows record that ships keep away by choice; that bars nobody.
        if over or early or "not barred" in row.note:
            continue
        shut = shut | _meant(network, row)
    for closure in network.own.closures:
        if closure.holds_on(day):
            shut = shut | (blocked(network, closure.avoid) & _of_mode(network, closure.mode))
    return np.asarray(shut)


def _meant(network: Network, row: Closure) -> Mask:
    """Tell what a row of the table of closures is about."""
    if row.kind == "border":
        return np.asarray(_border(network, row.a, row.b) & _of_mode(network, row.mode))
    found = {"passage": _passage, "port": port_mask, "sea": _sea, "line": _line}
    return found[row.kind](network, row.a)


def _of_mode(network: Network, name: str) -> Mask:
    """Tell the arcs of a mode, all for `any`."""
    return np.asarray((name == "any") | (network.mode == _mode_number(name)))


def _mode_number(name: str) -> int:
    return MODES.index(Mode(name)) if name in set(Mode) else -1


def _states(network: Network, codes: Iterable[str]) -> Mask:
    numbers = [network.states.index(code) for code in codes if code in network.states]
    return np.isin(network.state, numbers) | np.isin(network.other, numbers)


def _border(network: Network, a: str, b: str) -> Mask:
    numbers = [network.states.index(code) for code in (a, b) if code in network.states]
    both = np.isin(network.state, numbers) & np.isin(network.other, numbers)
    return np.asarray(both & (network.kind == ArcKind.GATE) & (network.state != network.other))


def _passage(network: Network, name: str) -> Mask:
    slug = name.removeprefix("passage:")
    if slug not in PASSAGES[1:]:
        raise UsageError(
            f"the sea network does not mark the passage {slug!r}",
            f"One of: {', '.join(PASSAGES[1:])}.",
        )
    return np.asarray(network.passage == PASSAGES.index(slug))


def _line(network: Network, name: str) -> Mask:
    """Tell which arcs come from a row, of any table of lines, with the id `line:<id>`."""
    own = name.removeprefix("line:")
    named = [fact.partition(":")[2] == own for fact in network.fact_ids]
    return np.asarray(np.array(named)[network.fact])


def _sea(network: Network, name: str) -> Mask:
    for row in table("seas"):
        if row["id"] == name:
            south, west, north, east = (float(row[s]) for s in ("south", "west", "north", "east"))
            lat, lon = network.node_lat, network.node_lon
            inside = (lat > south) & (lat < north) & (lon > west) & (lon < east)
            afloat = np.isin(network.mode, [MODES.index(m) for m in (Mode.SEA, Mode.FERRY)])
            return np.asarray(afloat & (inside[network.a] | inside[network.b]))
    known = ", ".join(row["id"] for row in table("seas"))
    raise UsageError(f"no outline of {name!r} is known", f"One of: {known}.")


def port_mask(network: Network, name: str) -> Mask:
    """Tell the arcs at a port and its berths, by its name or UN/LOCODE after `port:`."""
    at = np.isin(network.node_label, port_labels(network, name))
    return np.asarray(at[network.a] | at[network.b])


def port_labels(network: Network, name: str) -> list[int]:
    """Give the numbers of the labels of a port and its berths, as in `port_mask`."""
    slug = name.removeprefix("port:").casefold()
    places = [
        (label.casefold(), locode.casefold())
        for label, locode in zip(network.labels, network.locodes, strict=True)
    ]
    # Berths of ferries bear the name of their port, without its code.
    coded = {label for label, locode in places if locode == slug}
    words = {slug, slug.replace("-", " ")}
    return [
        number
        for number, (label, locode) in enumerate(places)
        if label in words or locode == slug or (label in coded and not locode)
    ]


def _modes(network: Network, modes: set[Mode]) -> Mask:
    """Tell which arcs are of other modes; a quay serves ships of sea and river."""
    allowed = [MODES.index(mode) for mode in modes]
    shut = ~np.isin(network.mode, allowed)
    quay = network.kind == ArcKind.PORT
    shut[quay] = not modes & {Mode.SEA, Mode.RIVER}
    change = network.kind == ArcKind.TRANSFER
    shut[change] = not {Mode.RAIL, Mode.ROAD} <= modes
    return shut
