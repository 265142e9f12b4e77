"""What names mean: first among what the texts speak of, then anywhere in the world."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from graph.errors import UnknownPlaceError
from graph.model import Entity, Kind

if TYPE_CHECKING:
    import networkx as nx

    from graph.gazetteer import Gazetteer


class Namer:
    """Turns names into entities and ids into names; the explorer adds texts."""

    if TYPE_CHECKING:

        @cached_property
        def relations(self) -> nx.MultiDiGraph[str]:
            """What sentences state."""

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Names, aliases and codes of every place that can be asked for.

        Examples
        --------
        >>> import graph
        >>> graph.Explorer([]).gazetteer.resolve("Kazakhstan").id
        'KZ'
        """
        from graph.gazetteer import default_gazetteer

        return default_gazetteer()

    def place(self, name: str) -> Entity:
        """Return what `name` means: first among what the texts speak of, then anywhere.

        Examples
        --------
        >>> import graph
        >>> graph.Explorer([]).place("Middle Corridor").id
        'corridor:middle'
        """
        wanted = name.casefold()
        for key, data in self.relations.nodes(data=True):
            if wanted in {key.casefold(), str(data["name"]).casefold()}:
                return Entity(key, Kind(data["kind"]), data["name"])
        try:
            return self.gazetteer.resolve(name)
        except UnknownPlaceError as error:
            near = [*self._near(name), *error.suggestions]
            raise UnknownPlaceError(name, list(dict.fromkeys(near))[:3]) from None

    def name(self, entity_id: str) -> str:
        """Return the plain name of an entity id.

        Examples
        --------
        >>> import graph
        >>> graph.Explorer([]).name("KZ")
        'Kazakhstan'
        """
        if entity_id in self.relations:
            return str(self.relations.nodes[entity_id]["name"])
        return self.known_name(entity_id)

    def known_name(self, entity_id: str) -> str:
        """Return the plain name of an entity id, without reading any text.

        Examples
        --------
        >>> import graph
        >>> graph.Explorer([]).known_name("sea:caspian")
        'Caspian Sea'
        """
        if known := self.gazetteer.entity(entity_id):
            return known.name
        if entity_id.startswith("corridor:"):
            from graph.analysis.corridors import corridor_names

            return corridor_names().get(entity_id, entity_id)
        return entity_id

    def _near(self, name: str) -> list[str]:
        from difflib import get_close_matches

        names = [str(data["name"]) for _, data in self.relations.nodes(data=True)]
        return get_close_matches(name, names, n=3, cutoff=0.75)
