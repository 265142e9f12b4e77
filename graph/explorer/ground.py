"""Questions to the world network: names to points, then the search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

from graph.errors import UnknownPlaceError, UsageError
from graph.model import Avoid, Entity, Kind, Mode, Route

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer
    from graph.routing.world import By

_POINT = re.compile(r"^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$")
_LOCODE = re.compile(r"^[A-Za-z]{2} ?[A-Za-z0-9]{3}$")
_BY = ("time", "cost", "distance")
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
) -> tuple[list[Route], tuple[Entity, Entity]]:
    """Return routes over the compiled network and what its two ends are."""
    allowed = _modes(modes)
    if by not in _BY:
        raise UsageError(f"unknown objective: {by!r}", f"Use one of: {', '.join(_BY)}")
    day = _day(as_of)
    found = [_placed(gazetteer, end) for end in ends]

    from graph.network import load
    from graph.routing.world import find_routes

    routes = find_routes(
        load(_tell),
        [found[0][1]],
        [found[1][1]],
        avoid=avoid,
        modes=allowed,
        by=cast("By", by),
        k=k,
        as_of=day,
    )
    return routes, (found[0][0], found[1][0])


def _tell(line: str) -> None:
    import sys

    sys.stderr.write(f"corridor: compiling the world network (once): {line}\n")


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


def _placed(gazetteer: Gazetteer, asked: _Asked) -> tuple[Entity, _Asked]:
    """Return the entity asked for, and the point, state code or `sea` to search from."""
    if isinstance(asked, tuple):
        return _pointed(*asked)
    if match := _POINT.match(asked):
        return _pointed(float(match.group(1)), float(match.group(2)))
    if asked.strip().casefold() == "sea":
        return Entity("sea", Kind.SEA, "the open sea"), "sea"
    if port := _port(asked):
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


def _port(asked: str) -> tuple[Entity, _Asked] | None:
    """Look among the ports of the fact tables: by UN/LOCODE, or as `port:NAME`."""
    code, name = asked.replace(" ", "").upper(), asked.removeprefix("port:").casefold()
    if not (_LOCODE.match(asked) or asked.startswith("port:") or asked[:1].isalpha()):
        return None
    from graph.facts import load

    for port in load("ports"):
        if code == (port.locode or "").replace(" ", "") or name == port.name.casefold():
            return Entity(f"port:{port.id}", Kind.PORT, port.name), (port.lat, port.lon)
    return None
