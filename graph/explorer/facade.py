"""The one facade: text in, evidenced graph, ways out, a page to share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UsageError
from graph.explorer.analyst import Analyst
from graph.explorer.dossier import Dossier
from graph.explorer.reading import Reading, seed_folder
from graph.model import Entity, Kind, Relationship
from graph.progress import How
from graph.progress.interrupts import unbroken

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graph.explorer.inline import Inline
    from graph.explorer.reading import Own


class Explorer(Analyst):
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
    progress
        True: what takes long shows a bar, in a notebook or a terminal. False: nothing is shown.
        A function: it is called with each `graph.progress.Step` instead.

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
        progress: How = True,
    ) -> None:
        self._articles = None if articles is None else [str(path) for path in articles]
        self._store = store
        self._reviewed = reviewed
        self.progress = progress

    @cached_property
    def _reading(self) -> Reading:
        return Reading(self._articles, self.gazetteer, reviewed=self._reviewed, store=self._store)

    @cached_property
    def relations(self) -> nx.MultiDiGraph[str]:
        """Entities and relationships with their sentences, as a networkx MultiDiGraph.

        Examples
        --------
        >>> import graph
        >>> explorer = graph.Explorer([])
        >>> _ = explorer.extract("Kenya borders Uganda.")
        >>> list(explorer.relations.edges())
        [('KE', 'UG')]
        """
        from graph.relations import build

        with self._whole_reading() as reading, closing(reading.relationships()) as stated:
            relations = build(stated, self.gazetteer)
            reading.note(relations)
        return relations

    @contextmanager
    def _whole_reading(self) -> Iterator[Reading]:
        """Give what reads; one that is broken off is dropped, with the half of a review it put."""
        self._reading.progress = self.progress
        try:
            yield self._reading
        except BaseException:
            self.__dict__.pop("_reading", None)
            raise

    def extract(self, path_or_text: str | Path) -> list[Relationship]:
        """Return what a file, a folder or a text states, and add it to `relations`.

        A `Path`, or a string that names an existing file or folder, is read; any other
        string is taken as the text itself.

        Raises
        ------
        DataError
            If a file cannot be read as text.

        Notes
        -----
        Where it is interrupted, `relations` is as before.

        Examples
        --------
        >>> import graph
        >>> (found,) = graph.Explorer([]).extract("Kenya does not border Zambia.")
        >>> found.relation, found.polarity.value, found.evidence[0].span
        ('borders', 'negated', Span(start=0, end=29))
        """
        with self._whole_reading() as reading:
            found = reading.extract(path_or_text)
        self._take_in(found)
        return found

    def _take_in(self, found: Sequence[Relationship]) -> None:
        """Add relationships to `relations`, all of them even where this is interrupted."""
        from graph.relations import add

        relations = self.relations
        with unbroken():
            add(relations, found, self.gazetteer)

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
        found = self._reading.own(table)
        self._take_in(found)
        return found

    def _sources(self) -> Sequence[Path] | None:
        """Return the shipped documents that relations are read from, None for others."""
        if self._articles is not None or self._store or self._reviewed:
            return None
        return sorted(path for path in seed_folder().rglob("*") if path.is_file())

    def show(self, name: str) -> Dossier:
        """Return an entity with everything that the texts state of it.

        Raises
        ------
        UnknownPlaceError
            If neither the texts nor the gazetteer know the name.

        Examples
        --------
        >>> import graph
        >>> explorer = graph.Explorer([])
        >>> _ = explorer.extract("Kenya borders Uganda.")
        >>> explorer.show("Uganda").facts[0]["quote"]
        'Kenya borders Uganda.'
        """
        entity = self.place(name)
        return Dossier.of(entity, self.relations)

    def entities(self, kind: str) -> list[Entity]:
        """Return the entities of one kind that the texts speak of, by name.

        Examples
        --------
        >>> import graph
        >>> explorer = graph.Explorer([])
        >>> _ = explorer.extract("Kenya borders Uganda.")
        >>> [entity.id for entity in explorer.entities("state")]
        ['KE', 'UG']
        """
        try:
            wanted = Kind(kind)
        except ValueError:
            known = ", ".join(one.value for one in Kind)
            raise UsageError(f"unknown kind: {kind!r}", f"Use one of: {known}") from None
        nodes = self.relations.nodes(data=True)
        found = [Entity(key, wanted, data["name"]) for key, data in nodes if data["kind"] == wanted]
        return sorted(found, key=lambda entity: entity.name)

    def relationships_frame(self) -> pd.DataFrame:
        """Return one row for each sentence that the texts give, as a DataFrame.

        Examples
        --------
        >>> import graph
        >>> explorer = graph.Explorer([])
        >>> _ = explorer.extract("Kenya borders Uganda.")
        >>> explorer.relationships_frame()[["source", "relation", "target"]].iloc[0].tolist()
        ['KE', 'borders', 'UG']
        """
        from graph.tables import edges_frame

        return edges_frame(self.relations)

    def entities_frame(self) -> pd.DataFrame:
        """Return one row for each entity that the texts speak of, as a DataFrame.

        Examples
        --------
        >>> import graph
        >>> explorer = graph.Explorer([])
        >>> _ = explorer.extract("Kenya borders Uganda.")
        >>> explorer.entities_frame().index.tolist()
        ['KE', 'UG']
        """
        from graph.tables import entities_frame

        return entities_frame(self.relations)

    @cached_property
    def network(self) -> nx.MultiGraph[int]:
        """The world's gateways and the legs between them, as a networkx MultiGraph.

        40,000 nodes (`lat`, `lon` in degrees, `state`, `name`, `kind`) and 220,000 edges
        (`mode`, `km`, `state`, `other`, `passage`, `kind`, `fact`), all plain strings and
        numbers, which GraphML and GEXF take; made on first use, in seconds and 250 MB.
        Sources are those of `corridor network info`; `graph.network.view` tells each attribute.

        Examples
        --------
        >>> import graph, networkx
        >>> world = graph.Explorer([]).network
        >>> [(edge["mode"], edge["km"]) for *_, edge in world.edges(data=True)
        ...  if edge["fact"] == "ferries:aktau-alat"]
        [('ferry', 430.0)]
        """
        from graph.network.view import gateways_and_legs

        return gateways_and_legs(self.network_in_use())

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

        Examples
        --------
        >>> import graph, pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     page = graph.Explorer([]).render(pathlib.Path(folder) / "corridor.html")
        ...     page.name, page.stat().st_size > 1_000_000
        ('corridor.html', True)
        """
        from graph.store import write_whole

        return write_whole(Path(path), self._page(origin, destination, avoid))

    def inline(
        self,
        *,
        origin: str | None = None,
        destination: str | None = None,
        avoid: Sequence[str] = (),
        height: int = 720,
    ) -> Inline:
        """Return the page as an object that shows itself in a notebook and writes no file.

        Examples
        --------
        >>> import graph
        >>> graph.Explorer([]).inline(height=400).height
        400
        """
        from graph.explorer.inline import Inline

        return Inline(self._page(origin, destination, avoid), height)

    def _repr_html_(self) -> str:
        return self.inline()._repr_html_()

    def _page(self, origin: str | None, destination: str | None, avoid: Sequence[str]) -> str:
        from graph.explorer.page import page_of

        return page_of(self, origin, destination, avoid)
