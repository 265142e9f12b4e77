"""What `--avoid` means on the ground: names of the gazetteer, and of single facilities."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.errors import UnknownPlaceError
from graph.model import Avoid, AvoidKind

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer
    from graph.network import Network

_LOCODE = re.compile(r"^[A-Z]{2} ?[A-Z0-9]{3}$")
# Facilities that only fact tables and the network know by name.
_FACILITIES = {
    AvoidKind.FERRY.value: AvoidKind.FERRY,
    AvoidKind.STATION.value: AvoidKind.STATION,
    AvoidKind.PIPELINE.value: AvoidKind.PIPELINE,
    AvoidKind.CORRIDOR.value: AvoidKind.CORRIDOR,
    AvoidKind.PORT.value: AvoidKind.PORT,
    AvoidKind.LEG.value: AvoidKind.LEG,
}


def ground_avoid(gazetteer: Gazetteer, text: str) -> Avoid:
    """Return what a name asks to avoid; `border:` also takes a station, as `station:` does.

    Raises
    ------
    UnknownPlaceError, AmbiguousNameError
        If a name is not known, or could mean several things.
    """
    prefix, colon, rest = text.partition(":")
    kind = prefix.strip().casefold()
    if not colon and _LOCODE.match(text):
        return Avoid(AvoidKind.PORT, f"port:{text.replace(' ', '').lower()}", text)
    if not colon or not rest.strip():
        return gazetteer.avoid(text)
    try:
        return gazetteer.avoid(text)
    except UnknownPlaceError:
        if kind == AvoidKind.BORDER.value:
            return Avoid(AvoidKind.STATION, f"station:{_slug(rest)}", text)
        if kind not in _FACILITIES:
            raise
        return Avoid(_FACILITIES[kind], f"{kind}:{_slug(rest)}", text)


def checked(avoid: Avoid, network: Network) -> Avoid:
    """Return the avoid, if the tables or the network know what it names.

    Raises
    ------
    UnknownPlaceError
        If they do not; with the nearest names.
    """
    if avoid.kind is AvoidKind.PORT:
        if avoid.id.startswith("city:"):
            return _port_of_city(avoid, network)
        slug = avoid.id.partition(":")[2]
        words = {slug, slug.replace("-", " ")}
        names = {name.casefold() for name in (*network.labels, *network.locodes)}
        if not words & names:
            raise UnknownPlaceError(avoid.text, near_ports(network, avoid.id), noun="port")
    elif avoid.kind is AvoidKind.LEG:
        known = [f"leg:{leg.id}" for leg in network.own.legs]
        if avoid.id not in known:
            raise UnknownPlaceError(avoid.text, known[:3], noun="leg of your own")
    elif avoid.kind in _FACILITIES.values():
        from graph.routing.facilities import facility_rows

        facility_rows(avoid)
    return avoid


def _port_of_city(avoid: Avoid, network: Network) -> Avoid:
    """Return the avoid as that of the city's port: by UN/LOCODE where it has one."""
    state, _, slug = avoid.id.removeprefix("city:").partition("-")
    own = [
        locode or label
        for label, locode in zip(network.labels, network.locodes, strict=True)
        if label.casefold().replace(" ", "-") == slug
        and (not locode or locode[:2].casefold() == state)
    ]
    if not own:
        raise UnknownPlaceError(avoid.text, near_ports(network, f"port:{slug}"), noun="port")
    return replace(avoid, id=f"port:{max(own, key=_is_code).lower()}")


def _is_code(name: str) -> bool:
    return bool(_LOCODE.match(name))


def near_ports(network: Network, name: str) -> list[str]:
    """Return the names of ports that come near one, with `port:` before them."""
    from difflib import get_close_matches

    word = name.partition(":")[2].replace("-", " ")
    spoken = {label.casefold(): label for label in network.labels}
    return [f"port:{spoken[one]}" for one in get_close_matches(word, spoken, n=3, cutoff=0.7)]


def _slug(text: str) -> str:
    return text.strip().casefold().replace(" ", "-")
