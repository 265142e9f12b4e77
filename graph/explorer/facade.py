"""The one facade: text in, evidenced graph, ways out, a page to share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UnknownPlaceError, UsageError
from graph.explorer.dossier import Dossier
from graph.explorer.reading import Reading
from graph.explorer.routes import Routes
from graph.model import Avoid, Entity, Kind, Relationship

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

if TYPE_CHECKING:
    import networkx as nx

    from graph.explorer.reading import Own
    from graph.gazetteer import Gazetteer


class Explorer:
    """Relationships read from text, and the ways out that they and the ground allow.

    Parameters
    ----------
    articles
        Files, folders or tables of articles to build the graph from, and tables of
        relationships; the shipped briefs when left out and no store is given.
    store
        A store that `corridor add` made; what articles state comes on top.
    reviewed
        A table that a person has gone through (`corridor extract --review`): their word
        wins over the machine's, and both are kept. What they rejected stands, as JSON
        lines' records, in `relations.graph["rejected"]`.

    Examples
    --------
    >>> import graph
    >>> explorer = graph.Explorer()
    >>> routes = explorer.paths("Kazakhstan", "Turkey", avoid=["Russia"], on="relations")
    >>> routes[0].countries
    ('KZ', 'AZ', 'GE', 'TR')
    """

    def __init__(
        self,
        articles: Iterable[str | Path] | None = None,
        *,
        store: str | Path | None = None,
        reviewed: str | Path | None = None,
    ) -> None:
        self._articles = None if articles is None else [str(path) for path in articles]
        self._store = store
        self._reviewed = reviewed

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Names, aliases and codes of every place that can be asked for."""
        from graph.gazetteer import default_gazetteer

        return default_gazetteer()

    @cached_property
    def _reading(self) -> Reading:
        return Reading(self._articles, self.gazetteer, reviewed=self._reviewed, store=self._store)

    @cached_property
    def relations(self) -> nx.MultiDiGraph[str]:
        """Entities and relationships with their sentences, as a networkx MultiDiGraph."""
        from graph.relations import build

        relations = build(self._reading.relationships(), self.gazetteer)
        self._reading.note(relations)
        return relations

    def extract(self, path_or_text: str | Path) -> list[Relationship]:
        """Return what a file, a folder or a text states, and add it to `relations`.

        A `Path`, or a string that names an existing file or folder, is read; any other
        string is taken as the text itself.

        Raises
        ------
        DataError
            If a file cannot be read as text.
        """
        from graph.relations import add

        found = self._reading.extract(path_or_text)
        add(self.relations, found, self.gazetteer)
        return found

    def add_relationships(self, table: Own) -> list[Relationship]:
        """Add relationships of your own to `relations`, and return them.

        Parameters
        ----------
        table
            A CSV, JSON lines or Parquet file, or a DataFrame, with the columns `source`,
            `relation` and `target` (names, codes or ids) and any others of the JSON lines;
            or relationships that were read elsewhere, by a model say.

        Raises
        ------
        DataError
            With every fault of the table at once; nothing is added then.

        Examples
        --------
        >>> import graph, pandas
        >>> own = pandas.DataFrame([["Zambia", "exports_to", "China", "copper"]],
        ...                        columns=["source", "relation", "target", "commodity"])
        >>> explorer = graph.Explorer([])
        >>> [(one.source.id, one.commodity) for one in explorer.add_relationships(own)]
        [('ZM', 'commodity:copper')]
        """
        from graph.relations import add

        found = self._reading.own(table)
        add(self.relations, found, self.gazetteer)
        return found

    def paths(
        self,
        origin: str | Point,
        destination: str | Point,
        *,
        avoid: Sequence[str] = (),
        modes: Sequence[str] | None = None,
        by: str = "time",
        k: int = 5,
        as_of: str | date | None = None,
        control: str = "actual",
        strict_waters: bool = False,
        on: str = "network",
    ) -> Routes:
        """Return up to `k` ways from `origin` to `destination` that touch nothing avoided.

        Parameters
        ----------
        origin, destination
            Names, codes or ids of places; on the network also (latitude, longitude) in
            degrees, as a pair or as `"43.65,51.16"`, and `sea` for any port on the ocean.
        avoid
            Names of states, blocs, seas, passages, borders (`border:AM-TR`), ports, modes,
            and on the relations corridors and pipelines.
        modes
            The modes allowed on the network (`rail`, `road`, `sea`, `ferry`, `river`,
            `pipeline`); all but pipelines when left out.
        by
            What is least on the network: `time`, `cost` or `distance`.
        k
            The most routes to return, at least 1.
        as_of
            The day (ISO 8601) whose closures, services and control of ground count on the
            network; today when left out.
        control
            On the network, `actual`: states are those that control the ground; `legal`: those
            whose recognised borders it lies in.
        strict_waters
            Whether territorial sea counts as ground of its state on the network.
        on
            `network`: the world's railways, roads, seas and ferries, compiled on first use.
            `relations`: only moves that a sentence states.

        Raises
        ------
        UnknownPlaceError, AmbiguousNameError
            If a name is not known, or could mean several things.
        UsageError
            If an option has no such value, or does not go with the graph asked.
        NoRouteError
            If no way is left; `.lift` names the fewest avoids to give up.
        """
        if k < 1:
            raise UsageError(f"k is {k}, and must be at least 1", "Ask for one route or more.")
        avoids = [self.gazetteer.avoid(name) for name in avoid]
        if on == "relations":
            unfit = (modes, as_of, None if control == "actual" else control, strict_waters or None)
            return self._stated(str(origin), str(destination), avoids, k, unfit)
        if on != "network":
            raise UsageError(f"unknown graph: {on!r}", "Use network or relations.")
        from graph.explorer.ground import ground_routes

        found, ends = ground_routes(
            self.gazetteer,
            (origin, destination),
            avoids,
            modes,
            by=by,
            k=k,
            as_of=as_of,
            control=control,
            strict_waters=strict_waters,
        )
        return Routes(found, ends, avoids, self.known_name, by=by, on=on)

    def _stated(
        self,
        origin: str,
        destination: str,
        avoids: Sequence[Avoid],
        k: int,
        unfit: tuple[object, ...],
    ) -> Routes:
        if any(option is not None for option in unfit):
            raise UsageError(
                "modes, dates, control and waters are known for the network only",
                "Leave them out, or ask the network.",
            )
        from graph.routing.stated import stated_routes

        ends = self.place(origin), self.place(destination)
        found = stated_routes(self.relations, ends[0].id, ends[1].id, avoid=avoids, k=k)
        return Routes(found, ends, avoids, self.name, on="relations")

    def show(self, name: str) -> Dossier:
        """Return an entity with everything that the texts state of it.

        Raises
        ------
        UnknownPlaceError
            If neither the texts nor the gazetteer know the name.
        """
        entity = self.place(name)
        return Dossier.of(entity, self.relations)

    def entities(self, kind: str) -> list[Entity]:
        """Return the entities of one kind that the texts speak of, by name."""
        try:
            wanted = Kind(kind)
        except ValueError:
            known = ", ".join(one.value for one in Kind)
            raise UsageError(f"unknown kind: {kind!r}", f"Use one of: {known}") from None
        nodes = self.relations.nodes(data=True)
        found = [Entity(key, wanted, data["name"]) for key, data in nodes if data["kind"] == wanted]
        return sorted(found, key=lambda entity: entity.name)

    def render(
        self,
        path: str | Path = "corridor.html",
        *,
        origin: str | None = None,
        destination: str | None = None,
        avoid: Sequence[str] = (),
    ) -> Path:
        """Write the explorer as one self-contained HTML file and return its path.

        Raises
        ------
        DataError
            If the file cannot be written; nothing is left half done.
        """
        from graph.relations import steps
        from graph.render import render

        question: dict[str, object] = {}
        asked: list[str] = []
        if origin and destination:
            ends = {"origin": self.place(origin).id, "destination": self.place(destination).id}
            asked = self._hidden(avoid)
            question = {**ends, "avoid": asked}
        moves = [step.as_dict() for step in steps(self.relations)]
        names = {key: self.name(key) for key in [*self.relations, *asked]}
        return render(
            self.relations,
            moves,
            Path(path),
            title="Corridor",
            question=question or None,
            names=names,
        )

    def _hidden(self, avoid: Sequence[str]) -> list[str]:
        """Return the ids that the page hides: a bloc stands for its members."""
        avoids = [self.gazetteer.avoid(name) for name in avoid]
        ids = (sorted(one.states) or [one.id] for one in avoids)
        return list(dict.fromkeys(key for group in ids for key in group))

    def place(self, name: str) -> Entity:
        """Return what `name` means: first among what the texts speak of, then anywhere."""
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
        """Return the plain name of an entity id."""
        if entity_id in self.relations:
            return str(self.relations.nodes[entity_id]["name"])
        return self.known_name(entity_id)

    def known_name(self, entity_id: str) -> str:
        """Return the plain name of an entity id, without reading any text."""
        known = self.gazetteer.entity(entity_id)
        return known.name if known else entity_id

    def _near(self, name: str) -> list[str]:
        from difflib import get_close_matches

        names = [str(data["name"]) for _, data in self.relations.nodes(data=True)]
        return get_close_matches(name, names, n=3, cutoff=0.75)
