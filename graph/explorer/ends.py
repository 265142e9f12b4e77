"""Where a way starts and ends: what a name means, and the places that stand for it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from graph.errors import AmbiguousNameError, UnknownPlaceError, UsageError
from graph.explorer.avoids import near_ports
from graph.gazetteer.names import fold
from graph.model import Entity, Kind

if TYPE_CHECKING:
    from graph.facts import Cargo
    from graph.gazetteer import Gazetteer
    from graph.network import Network
    from graph.routing.joins import Spot

Point = tuple[float, float]
Asked = str | Point

_SAME_KM = 60.0
_POINT = re.compile(r"^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$")
_LOCODE = re.compile(r"^[A-Z]{2} ?[A-Z0-9]{3}$")


@dataclass(frozen=True, slots=True)
class End:
    """What was asked for, the named points (latitude, longitude in degrees) that stand for it.

    `states` are the codes whose gateways serve where none of the points can be reached, or
    where there are none: `sea` for any port on the ocean. `homes` are the codes of the states
    that the points lie in, where known. A `port` is where goods are on its quays, not what
    lies near them.
    """

    entity: Entity
    points: tuple[tuple[str, Point], ...] = ()
    states: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    port: str = ""

    @property
    def places(self) -> tuple[Spot | str, ...]:
        """The places to search from, points where there are any."""
        from graph.routing.joins import Spot

        if self.port:
            return (self.port,)
        homes = self.homes or ("",) * len(self.points)
        found = zip(self.points, homes, strict=True)
        return tuple(Spot(*at, name, home) for (name, at), home in found) or self.states

    @property
    def home(self) -> str:
        """The code of the state that all points lie in, '' where they lie in several or none."""
        states = set(self.homes)
        return states.pop() if len(states) == 1 else ""

    @property
    def gateways(self) -> tuple[Spot | str, ...]:
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
    try:
        entity = gazetteer.resolve(asked, {Kind.STATE, Kind.BLOC, Kind.CITY, Kind.PORT})
    except UnknownPlaceError as error:
        return _port_by_name(network, asked) or _own_end(network, asked) or _unknown(network, error)
    if entity.kind is Kind.CITY and not gazetteer.is_city(fold(asked)):
        _only_one(gazetteer, network, asked, entity)
    if entity.kind in {Kind.STATE, Kind.BLOC}:
        states = (entity.id,) if entity.kind is Kind.STATE else tuple(gazetteer.members(entity.id))
        made = cargo.commodity if cargo and origin else None
        most = 3 if entity.kind is Kind.STATE else 1
        stand = [
            (state, point)
            for state in sorted(states)
            for point in _stand(gazetteer, state, made, most)
        ]
        if cargo and not origin:
            stand += _pipeline_ends(states, cargo)
        homes, points = tuple(home for home, _ in stand), tuple(point for _, point in stand)
        return End(entity, points, states, homes)
    point = gazetteer.location(entity.id)
    if point is None:
        raise UnknownPlaceError(asked)
    # The id of a city bears the code of its state.
    home = entity.id.removeprefix("city:")[:2].upper() if entity.kind is Kind.CITY else ""
    return End(entity, ((entity.name, point),), homes=(home,))


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


def _pipeline_ends(states: Collection[str], cargo: Cargo) -> list[tuple[str, tuple[str, Point]]]:
    """Return the states and the places where pipelines of a commodity end there."""
    from graph.facts import load

    return [
        (row.countries[-1], (row.to_name, row.waypoints[-1]))
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


def _only_one(gazetteer: Gazetteer, network: Network, asked: str, city: Entity) -> None:
    """See that no port elsewhere bears the name of a smaller city, or of a spelling of one.

    Raises
    ------
    AmbiguousNameError
        If one does.
    """
    port, at = _port_by_name(network, asked), gazetteer.location(city.id)
    if port and at and _km(at, port.points[0][1]) > _SAME_KM:
        raise AmbiguousNameError(asked, [port.entity.id, city.id])


def _km(one: Point, other: Point) -> float:
    from graph.network.geo import distance_km

    return float(distance_km(*one, *other))


def _own_end(network: Network, asked: str) -> End | None:
    """Look for an end of an own leg by its name."""
    name = fold(asked)
    for spot in (spot for leg in network.own.legs for spot in (leg.start, leg.end)):
        if fold(spot.name) == name:
            found = _pointed(spot.lat, spot.lon)
            entity = Entity(found.entity.id, Kind.CITY, spot.name)
            points = ((spot.name, (spot.lat, spot.lon)),)
            return End(entity, points, homes=(spot.state,))
    return None


def _port_by_name(network: Network, asked: str) -> End | None:
    """Look for a port whose name is that of no city.

    Raises
    ------
    AmbiguousNameError
        If ports of several states bear the name.
    """
    name = fold(asked.strip())
    same = [number for number, label in enumerate(network.labels) if fold(label) == name]
    codes = sorted({network.locodes[number] for number in same} - {""})
    if len({code[:2] for code in codes}) > 1:
        raise AmbiguousNameError(asked, codes)
    return (
        _port(network, [*codes, *(f"port:{network.labels[n]}" for n in same)][0]) if same else None
    )


def _unknown(network: Network, error: UnknownPlaceError) -> NoReturn:
    """Raise the error with the names of ports that come near as well."""
    near = [one.removeprefix("port:") for one in near_ports(network, f"port:{error.name}")]
    raise UnknownPlaceError(error.name, list(dict.fromkeys([*error.suggestions, *near]))[:4])


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
                home = network.states[int(network.node_state[nodes[0]])]
                points = ((label, point),)
                return End(Entity(key, Kind.PORT, label), points, homes=(home,), port=key)
    return None
