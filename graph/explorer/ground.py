"""Questions to the world network: names to points, then the search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

from graph.errors import NoRouteError, UnknownPlaceError, UsageError
from graph.model import Avoid, Entity, Kind, Mode, Route

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer
    from graph.network import Network
    from graph.network.control import View
    from graph.routing.world import By

_POINT = re.compile(r"^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$")
_LOCODE = re.compile(r"^[A-Z]{2} ?[A-Z0-9]{3}$")
_VIEWS = ("actual", "legal")
_BY = ("time", "cost", "distance", "co2")
_Asked = str | tuple[float, float]


def ground_routes(
    gazetteer: Gazetteer,
    ends: tuple[_Asked, _Asked],
    avoid: Sequence[Avoid],
    modes: Sequence[str] | None,
    *,
    by: str,
    k: int,
    as_of: str | date | None,
    control: str = "actual",
    strict_waters: bool = False,
) -> tuple[list[Route], tuple[Entity, Entity]]:
    """Return routes over the compiled network and what its two ends are."""
    allowed = _modes(modes)
    if by not in _BY:
        raise UsageError(f"unknown objective: {by!r}", f"Use one of: {', '.join(_BY)}")
    if control not in _VIEWS:
        raise UsageError(f"unknown control: {control!r}", f"Use one of: {', '.join(_VIEWS)}")
    day = _day(as_of)
    from graph.network import load
    from graph.network.progress import teller

    network = load(teller(lead="compiling the world network (once): "))
    placed = [_placed(gazetteer, network, end) for end in ends]

    from graph.routing.world import find_routes

    (start, origin), (goal, destination) = placed
    try:
        routes = find_routes(
            network,
            [origin],
            [destination],
            avoid=avoid,
            modes=allowed,
            by=cast("By", by),
            k=k,
            as_of=day,
            control=cast("View", control),
            strict_waters=strict_waters,
            # a state or the sea is reached at a gateway, which has a name of its own
            names=(_point_name(start, origin), _point_name(goal, destination)),
        )
    except NoRouteError as error:
        without = f" without {', '.join(one.text for one in avoid)}" if avoid else ""
        what = f"no route from {start.name} to {goal.name}{without}"
        todo = "" if error.lift else "Allow more modes, or name other places."
        raise NoRouteError(what, error.lift, todo) from None
    return routes, (start, goal)


def _point_name(entity: Entity, place: _Asked) -> str:
    return "" if isinstance(place, str) else entity.name


def _modes(names: Sequence[str] | None) -> list[Mode] | None:
    if not names:
        return None
    unknown = [name for name in names if name not in set(Mode)]
    if unknown:
        known = ", ".join(mode.value for mode in Mode)
        raise UsageError(f"unknown mode: {unknown[0]!r}", f"Use one of: {known}")
    return [Mode(name) for name in names]


def _day(text: str | date | None) -> date | None:
    if text is None or isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"not a date: {text!r}", "Write it as 2022-03-01.") from None


def _placed(gazetteer: Gazetteer, network: Network, asked: _Asked) -> tuple[Entity, _Asked]:
    """Return the entity asked for, and the point, state code or `sea` to search from."""
    if isinstance(asked, tuple):
        return _pointed(*asked)
    if match := _POINT.match(asked):
        return _pointed(float(match.group(1)), float(match.group(2)))
    if asked.strip().casefold() == "sea":
        return Entity("sea", Kind.SEA, "the open sea"), "sea"
    if port := _port(network, asked):
        return port
    entity = gazetteer.resolve(asked, {Kind.STATE, Kind.CITY, Kind.PORT})
    if entity.kind is Kind.STATE:
        return entity, entity.id
    point = gazetteer.location(entity.id)
    if point is None:
        raise UnknownPlaceError(asked)
    return entity, point


def _pointed(lat: float, lon: float) -> tuple[Entity, _Asked]:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise UsageError(
            f"no such point: {lat},{lon}",
            "Give latitude (-90 to 90), then longitude (-180 to 180).",
        )
    return Entity(f"point:{lat},{lon}", Kind.CITY, f"{lat},{lon}"), (lat, lon)


def _port(network: Network, asked: str) -> tuple[Entity, _Asked] | None:
    """Look for a port by UN/LOCODE (`DEHAM`), or by name after `port:`."""
    name = asked.removeprefix("port:").strip().casefold()
    code = name.replace(" ", "").upper()
    if not (asked.startswith("port:") or _LOCODE.match(asked)):
        return None
    for number, (label, locode) in enumerate(zip(network.labels, network.locodes, strict=True)):
        if locode == code or (asked.startswith("port:") and label.casefold() == name):
            nodes = (network.node_label == number).nonzero()[0]
            if len(nodes):
                point = float(network.node_lat[nodes[0]]), float(network.node_lon[nodes[0]])
                return Entity(f"port:{(locode or name).lower()}", Kind.PORT, label), point
    return None
