"""Names in, entities out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache, cached_property

from graph.errors import AmbiguousNameError, UnknownPlaceError
from graph.gazetteer.cities import City, by_name, cities, loose, more_by_name
from graph.gazetteer.names import Name, Role, all_names, fold, several, table
from graph.model import Avoid, AvoidKind, Entity, Kind, Mode

_PREFIX_KINDS = {
    "country": Kind.STATE,
    "state": Kind.STATE,
    **{kind.value: kind for kind in Kind if kind is not Kind.STATE},
}
# A bare name means the first of these that bears it: Georgia is the state, Suez the canal.
_ORDER = [
    Kind.STATE,
    Kind.BLOC,
    Kind.SEA,
    Kind.PASSAGE,
    Kind.CORRIDOR,
    Kind.PIPELINE,
    Kind.PORT,
    Kind.CITY,
    Kind.ORG,
    Kind.COMMODITY,
]
# One city of a name is meant where it is so many times larger than the next.
_CLEARLY = 5
_AVOIDABLE = {
    Kind.STATE: AvoidKind.COUNTRY,
    Kind.BLOC: AvoidKind.BLOC,
    Kind.SEA: AvoidKind.SEA,
    Kind.PASSAGE: AvoidKind.PASSAGE,
    Kind.CORRIDOR: AvoidKind.CORRIDOR,
    Kind.PIPELINE: AvoidKind.PIPELINE,
    Kind.PORT: AvoidKind.PORT,
    Kind.CITY: AvoidKind.PORT,
}


class Gazetteer:
    """All names that the project knows."""

    def __init__(self) -> None:
        self._names = list(all_names())
        self._by_fold: defaultdict[str, list[Name]] = defaultdict(list)
        for name in self._names:
            self._by_fold[fold(name.text)].append(name)
        self._entities = {name.entity.id: name.entity for name in reversed(self._names)}
        self._members = {row["id"]: frozenset(several(row["members"])) for row in table("blocs")}
        self._waters = {row["id"]: row for row in table("waters")}

    def names(self) -> Iterator[Name]:
        """Yield every name but those of cities."""
        return iter(self._names)

    def landlocked(self) -> list[Entity]:
        """Return the states without a coast on the ocean, by id; the Caspian is no ocean.

        >>> [state.name for state in Gazetteer().landlocked()][:3]
        ['Andorra', 'Afghanistan', 'Armenia']
        """
        rows = [row for row in table("states") if row["landlocked"] == "yes"]
        return [self._entities[row["id"]] for row in rows]

    @cached_property
    def _cities(self) -> dict[str, list[City]]:
        return by_name(cities())

    @cached_property
    def _more_cities(self) -> dict[str, list[City]]:
        """Smaller cities, and other spellings of all; read when a name is not known without."""
        return more_by_name(self._cities)

    @cached_property
    def _cities_by_size(self) -> dict[str, list[tuple[float, str, tuple[float, float]]]]:
        found: defaultdict[str, list[tuple[float, str, tuple[float, float]]]] = defaultdict(list)
        for row in table("cities"):
            point = float(row["lat"]), float(row["lon"])
            found[row["country"]].append((float(row["population"] or 0), row["name"], point))
        for rows in found.values():
            rows.sort(reverse=True)
        return found

    @cached_property
    def _points(self) -> dict[str, tuple[float, float]]:
        rows = [*table("states"), *self._waters.values()]
        return {row["id"]: (float(row["lat"]), float(row["lon"])) for row in rows if row["lat"]}

    @cached_property
    def _city_points(self) -> dict[str, tuple[float, float]]:
        return {city.entity.id: city.point for some in self._cities.values() for city in some}

    @cached_property
    def _more_points(self) -> dict[str, tuple[float, float]]:
        return {city.entity.id: city.point for some in self._more_cities.values() for city in some}

    def is_city(self, name: str) -> bool:
        """Tell whether a city bears the (folded) name."""
        return name in self._cities

    def entity(self, entity_id: str) -> Entity | None:
        """Return the entity of an id, or None."""
        known = self._entities.get(entity_id)
        if known is None and entity_id.startswith("city:"):
            return self._city(entity_id, self._cities) or self._city(entity_id, self._more_cities)
        return known

    @staticmethod
    def _city(entity_id: str, among: Mapping[str, list[City]]) -> Entity | None:
        every = (city.entity for some in among.values() for city in some)
        return next((entity for entity in every if entity.id == entity_id), None)

    def find(self, name: str) -> tuple[Entity, ...]:
        """Return everything that `name` can mean, the likeliest first.

        A demonym stands for its state, a capital for itself as a city and, after that, for
        its state.
        """
        wanted = fold(name)
        known = self._by_fold.get(wanted) or self._by_fold.get(wanted.removeprefix("the "), [])
        own = [n.entity for n in known if n.role is not Role.CAPITAL]
        cities = [city.entity for city in self._cities.get(wanted, [])]
        capitals = [n.entity for n in known if n.role is Role.CAPITAL]
        ranked = sorted([*own, *cities], key=lambda entity: _ORDER.index(entity.kind))
        by_id = [e for e in (self.entity(name),) if e]
        return tuple(dict.fromkeys([*by_id, *ranked, *capitals]))

    def resolve(self, name: str, kinds: Collection[Kind] | None = None) -> Entity:
        """Return what `name` means; `country:Georgia` and the like choose the kind.

        Raises
        ------
        UnknownPlaceError
            With the nearest names.
        AmbiguousNameError
            If two things of the same kind bear the name.
        """
        prefix, colon, rest = name.partition(":")
        kind = _PREFIX_KINDS.get(prefix.strip().casefold()) if colon else None
        wanted = rest if kind else name
        known = self.entity(name)
        found = [known] if known else list(self.find(wanted))
        allowed = {kind} if kind else set(kinds or Kind)
        found = [entity for entity in found if entity.kind in allowed]
        if not found and kind:
            slug = self.entity(f"{prefix.casefold()}:{fold(wanted).replace(' ', '-')}")
            found = [slug] if slug else []
        if not found and kinds and Kind.CITY in allowed:
            return self._smaller(name)
        if not found:
            raise UnknownPlaceError(name, self.suggest(wanted))
        return self._only(name, found)

    def _smaller(self, name: str) -> Entity:
        """Return the smaller city, or the city by another spelling, that a name means."""
        wanted = loose(name.partition(":")[2] or name)
        found = self._more_cities.get(wanted, [])
        if not found:
            raise UnknownPlaceError(name, self.suggest(name))
        first, *others = sorted(found, key=lambda city: -city.people)
        if others and first.people < _CLEARLY * others[0].people:
            own = [city for city in found if loose(city.entity.name) == wanted]
            if len(own) == 1:
                return own[0].entity
            raise AmbiguousNameError(name, [city.entity.id for city in (first, *others)][:5])
        return first.entity

    def _only(self, name: str, found: list[Entity]) -> Entity:
        first = found[0]
        # a demonym that two states share ("Congolese") is as ambiguous as a shared name
        rivals = [entity for entity in found if entity.kind is first.kind]
        if first.kind is Kind.CITY or len(rivals) == 1:
            return first
        same = [e for e in rivals if fold(e.name) == fold(name)]
        if len(same) == 1:
            return same[0]
        prefix = "country" if first.kind is Kind.STATE else first.kind.value
        raise AmbiguousNameError(name, [f"{prefix}:{entity.name}" for entity in rivals])

    def suggest(self, name: str) -> tuple[str, ...]:
        """Return up to three known names that look like `name`, nearest first."""
        from difflib import get_close_matches

        every = [*self._by_fold, *self._cities]
        near = get_close_matches(fold(name), dict.fromkeys(every), n=6, cutoff=0.7)
        shown = []
        for key in near:
            known = self._by_fold.get(key)
            if known and known[0].role is not Role.CAPITAL:
                shown.append(known[0].entity.name)
            else:
                shown.append(known[0].text if known else self._cities[key][0].entity.name)
        return tuple(dict.fromkeys(shown))[:3]

    def members(self, bloc_id: str) -> frozenset[str]:
        """Return the ISO codes of a bloc's members."""
        return self._members.get(bloc_id, frozenset())

    def location(self, entity_id: str) -> tuple[float, float] | None:
        """Return a point (latitude, longitude in degrees) that stands for an entity.

        A state's is its capital's, a sea's its rough centre.
        """
        point = self._points.get(entity_id)
        if point is None and entity_id.startswith("city:"):
            return self._city_points.get(entity_id) or self._more_points.get(entity_id)
        return point

    def largest_cities(
        self, state: str, most: int = 3, least_share: float = 0.4
    ) -> list[tuple[str, tuple[float, float]]]:
        """Return the largest cities of a state with their (latitude, longitude) in degrees.

        Cities with less than `least_share` of the people of the largest are left out.
        """
        rows = self._cities_by_size.get(state, [])
        floor = least_share * rows[0][0] if rows else 0.0
        return [(name, point) for people, name, point in rows[:most] if people >= floor]

    def avoid(self, text: str) -> Avoid:
        """Return what `text` asks to avoid; see `AvoidKind` for the prefixes.

        Raises
        ------
        UnknownPlaceError, AmbiguousNameError
            If a name is not known, or could mean several things.
        """
        prefix, colon, rest = text.partition(":")
        if colon and prefix == AvoidKind.MODE:
            if rest not in set(Mode):
                raise UnknownPlaceError(rest, [mode.value for mode in Mode], noun="mode")
            return Avoid(AvoidKind.MODE, f"mode:{rest}", text)
        if colon and prefix == AvoidKind.BORDER:
            return self._border(text, rest)
        entity = self.resolve(text)
        if entity.kind not in _AVOIDABLE:
            raise UnknownPlaceError(text, noun="place to avoid")
        return Avoid(_AVOIDABLE[entity.kind], entity.id, text, self._closed_with(entity))

    def _closed_with(self, entity: Entity) -> frozenset[str]:
        if entity.kind is Kind.STATE:
            return frozenset({entity.id})
        return self.members(entity.id)

    def _border(self, text: str, pair: str) -> Avoid:
        sides = pair.split("-")
        if len(sides) != 2:
            raise UnknownPlaceError(text, ["border:AM-TR"], noun="border")
        ids = sorted(self.resolve(side, {Kind.STATE}).id for side in sides)
        return Avoid(AvoidKind.BORDER, "-".join(ids), text)


@cache
def default_gazetteer() -> Gazetteer:
    """Return the gazetteer of the shipped tables, read once."""
    return Gazetteer()
