"""Where a way starts and ends: what a name means, and the places that stand for it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.errors import UnknownPlaceError, UsageError
from graph.model import Entity, Kind

if TYPE_CHECKING:
    from graph.facts import Cargo
    from graph.gazetteer import Gazetteer
    from graph.network import Network

Point = tuple[float, float]
Asked = str | Point

_POINT = re.compile(r"^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$")
_LOCODE = re.compile(r"^[A-Z]{2} ?[A-Z0-9]{3}$")


@dataclass(frozen=True, slots=True)
class End:
    """What was asked for, the named points (latitude, longitude in degrees) that stand for it.

    `states` are the codes whose gateways serve where none of the points can be reached, or
    where there are none: `sea` for any port on the ocean. A `port` is where goods are on its
    quays, not what lies near them.
    """

    entity: Entity
    points: tuple[tuple[str, Point], ...] = ()
    states: tuple[str, ...] = ()
    port: str = ""

    @property
    def places(self) -> tuple[Point | str, ...]:
        """The places to search from, points where there are any."""
        if self.port:
            return (self.port,)
        return tuple(point for _, point in self.points) or self.states

    @property
    def gateways(self) -> tuple[Point | str, ...]:
        """Any border crossing or port of the states, where the end is no single place."""
        return self.states or self.places


def end_of(
    gazetteer: Gazetteer, network: Network, asked: Asked, cargo: Cargo | None, *, origin: bool
) -> End:
    """Return the end that a name, a code or a point means.

    A state stands for the places where the commodity is produced (origins only), else for
    its freight gateways in the table, else for its largest cities; as a destination of what
    goes by pipeline also for the ends of those pipelines. A bloc stands for its members.

    Raises
    ------
    UnknownPlaceError, AmbiguousNameError, UsageError
        If it means nothing, several things, or no point on Earth.
    """
    if isinstance(asked, tuple):
        return _pointed(*asked)
    if match := _POINT.match(asked):
        return _pointed(float(match.group(1)), float(match.group(2)))
    if asked.strip().casefold() == "sea":
        return End(Entity("sea", Kind.SEA, "the open sea"), (), ("sea",))
    if port := _port(network, asked):
        return port
    entity = gazetteer.resolve(asked, {Kind.STATE, Kind.BLOC, Kind.CITY, Kind.PORT})
    if entity.kind in {Kind.STATE, Kind.BLOC}:
        states = (entity.id,) if entity.kind is Kind.STATE else tuple(gazetteer.members(entity.id))
        made = cargo.commodity if cargo and origin else None
        most = 3 if entity.kind is Kind.STATE else 1
        points = [
            point for state in sorted(states) for point in _stand(gazetteer, state, made, most)
        ]
        if cargo and not origin:
            points += _pipeline_ends(states, cargo)
        return End(entity, tuple(points), states)
    point = gazetteer.location(entity.id)
    if point is None:
        raise UnknownPlaceError(asked)
    return End(entity, ((entity.name, point),))


def _stand(
    gazetteer: Gazetteer, state: str, commodity: str | None, most: int
) -> list[tuple[str, Point]]:
    """Return the named points that stand for a state."""
    from graph.facts import load

    rows = [row for row in load("gateways") if row.country == state]
    made = [r for r in rows if r.role == "production" and commodity and r.commodity == commodity]
    chosen = made or [row for row in rows if row.role == "gateway"]
    return [(row.name, (row.lat, row.lon)) for row in chosen] or gazetteer.largest_cities(
        state, most
    )


def _pipeline_ends(states: Collection[str], cargo: Cargo) -> list[tuple[str, Point]]:
    """Return where pipelines that carry a commodity end in some of the states."""
    from graph.facts import load

    return [
        (row.to_name, row.waypoints[-1])
        for row in load("pipelines")
        if row.countries[-1] in states and row.commodity in cargo.pipelines and row.status == "open"
    ]


def _pointed(lat: float, lon: float) -> End:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise UsageError(
            f"no such point: {lat},{lon}",
            "Give latitude (-90 to 90), then longitude (-180 to 180).",
        )
    name = f"{lat},{lon}"
    return End(Entity(f"point:{name}", Kind.CITY, name), ((name, (lat, lon)),))


def _port(network: Network, asked: str) -> End | None:
    """Look for a port by UN/LOCODE (`DEHAM`), or by name after `port:`."""
    name = asked.removeprefix("port:").strip().casefold()
    code = name.replace(" ", "").upper()
    names = {name, name.replace("-", " ")}
    if not (asked.startswith("port:") or _LOCODE.match(asked)):
        return None
    for number, (label, locode) in enumerate(zip(network.labels, network.locodes, strict=True)):
        if locode == code or (asked.startswith("port:") and label.casefold() in names):
            nodes = (network.node_label == number).nonzero()[0]
            if len(nodes):
                point = float(network.node_lat[nodes[0]]), float(network.node_lon[nodes[0]])
                key = f"port:{(locode or name).lower()}"
                return End(Entity(key, Kind.PORT, label), ((label, point),), port=key)
    return None
