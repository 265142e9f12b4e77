"""What `--avoid` means on the ground: names of the gazetteer, and of single facilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import UnknownPlaceError
from graph.model import Avoid, AvoidKind

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer
    from graph.network import Network

# Facilities that only fact tables and the network know by name.
_FACILITIES = {
    AvoidKind.FERRY.value: AvoidKind.FERRY,
    AvoidKind.STATION.value: AvoidKind.STATION,
    AvoidKind.PIPELINE.value: AvoidKind.PIPELINE,
    AvoidKind.CORRIDOR.value: AvoidKind.CORRIDOR,
    AvoidKind.PORT.value: AvoidKind.PORT,
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
    from graph.routing.facilities import facility_mask
    from graph.routing.masks import port_mask

    if avoid.kind is AvoidKind.PORT:
        if not port_mask(network, avoid.id).any():
            raise UnknownPlaceError(avoid.text, _near_ports(network, avoid.id), noun="port")
    elif avoid.kind in _FACILITIES.values():
        facility_mask(network, avoid)
    return avoid


def _near_ports(network: Network, name: str) -> list[str]:
    from difflib import get_close_matches

    word = name.partition(":")[2].replace("-", " ")
    spoken = {label.casefold(): label for label in network.labels}
    return [f"port:{spoken[one]}" for one in get_close_matches(word, spoken, n=3, cutoff=0.7)]


def _slug(text: str) -> str:
    return text.strip().casefold().replace(" ", "-")
