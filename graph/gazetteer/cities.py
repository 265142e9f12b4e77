"""Cities by name: the large ones, and smaller ones with all spellings for a second look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from graph.gazetteer.names import fold, several, table
from graph.model import Entity, Kind


class City(NamedTuple):
    """A city, its point (latitude, longitude in degrees) and how many people live there."""

    entity: Entity
    point: tuple[float, float]
    people: float


def cities() -> Iterator[City]:
    """Yield the large cities, in the order of their table."""
    for row in table("cities"):
        point = float(row["lat"]), float(row["lon"])
        yield City(_entity(row["name"], row["country"]), point, float(row["population"] or 0))


def _entity(name: str, country: str) -> Entity:
    slug = fold(name).replace(" ", "-")
    return Entity(f"city:{country.lower()}-{slug}", Kind.CITY, name)


def loose(name: str) -> str:
    """Return a name folded, with blanks for dashes, as many spell names of several words.

    >>> loose("Saint-Étienne")
    'saint etienne'
    """
    return fold(name.replace("-", " "))


def by_name(found: Iterable[City]) -> dict[str, list[City]]:
    """Return cities by their folded names."""
    named: defaultdict[str, list[City]] = defaultdict(list)
    for city in found:
        named[fold(city.entity.name)].append(city)
    return dict(named)


def more_by_name(large: Mapping[str, list[City]]) -> dict[str, list[City]]:
    """Return smaller cities by their names, and all cities by their other spellings.

    A row without a point gives spellings of a large city.
    """
    known = {city.entity.id: city for some in large.values() for city in some}
    named: defaultdict[str, dict[str, City]] = defaultdict(dict)
    for row in table("places"):
        entity = _entity(row["name"], row["country"])
        if row["lat"]:
            point = float(row["lat"]), float(row["lon"])
            city = City(entity, point, float(row["population"]))
        elif entity.id in known:
            city = known[entity.id]
        else:
            continue
        for name in (row["name"], *several(row["aliases"])):
            named[loose(name)].setdefault(city.entity.id, city)
    return {name: [*some.values()] for name, some in named.items()}
