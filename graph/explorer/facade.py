"""The one facade: text in, evidenced graph, ways out, a page to share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UnknownPlaceError, UsageError
from graph.explorer.analyst import Analyst
from graph.explorer.dossier import Dossier
from graph.model import Document, Entity, Kind, Relationship

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graph.gazetteer import Gazetteer
    from graph.review import Reviewer


def seed_folder() -> Path:
    """Return the folder of the briefs that the default graph is extracted from."""
    package = Path(__file__).parent.parent
    installed = package / "_seeds"
    return installed if installed.is_dir() else package.parent / "seeds"


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
    def _reviewer(self) -> Reviewer | None:
        if self._reviewed is None:
            return None
        from graph.review import Reviewer, load_review

        return Reviewer(load_review(self._reviewed, self.gazetteer), self.gazetteer)

    @cached_property
    def relations(self) -> nx.MultiDiGraph[str]:
        """Entities and relationships with their sentences, as a networkx MultiDiGraph."""
        from graph.read import read_paths
        from graph.relations import build

        tables, articles = self._split()
        if self._articles is not None:
            documents = read_paths(articles)
        else:
            documents = _seeds() if self._store is None else iter(())
        found = (one for document in documents for one in self._extract(document))
        relations = build(chain(self._stored(), self._own(tables), found), self.gazetteer)
        if self._reviewer:
            from graph.review import note_review

            note_review(self._reviewer.judged, relations)
        return relations

    def _stored(self) -> Iterator[Relationship]:
        if self._store is None:
            return
        from graph.store import Store, content_hash

        with Store(self._store) as store:
            if self._reviewer is None:
                yield from store.relationships()
                return
            for document in store.documents():
                yield from self._reviewer.judge(document, store.stated(content_hash(document)))

    def extract(self, path_or_text: str | Path) -> list[Relationship]:
        """Return what a file, a folder or a text states, and add it to `relations`.

        A `Path`, or a string that names an existing file or folder, is read; any other
        string is taken as the text itself.

        Raises
        ------
        DataError
            If a file cannot be read as text.
        """
        from graph.read import read_paths, whole
        from graph.relations import add

        if isinstance(path_or_text, Path) or _names_a_file(path_or_text):
            documents = list(read_paths([str(path_or_text)]))
        else:
            documents = [Document(name="text", text=whole(str(path_or_text)))]
        found = [one for document in documents for one in self._extract(document)]
        add(self.relations, found, self.gazetteer)
        return found

    def add_relationships(self, table: str | Path | pd.DataFrame) -> list[Relationship]:
        """Add relationships of your own to `relations`, and return them.

        Parameters
        ----------
        table
            A CSV, JSON lines or Parquet file, or a DataFrame, with the columns `source`,
            `relation` and `target` (names, codes or ids) and any others of the JSON lines.

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

        found = self._own([table])
        add(self.relations, found, self.gazetteer)
        return found

    def _sources(self) -> Sequence[Path] | None:
        """Return the shipped documents that relations are read from, None for others."""
        if self._articles is not None:
            return None
        return sorted(path for path in seed_folder().rglob("*") if path.is_file())

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

    def _split(self) -> tuple[list[str], list[str]]:
        """Return the tables of relationships among the articles, and the articles."""
        if not self._articles:
            return [], []
        from graph.review import own_tables

        return own_tables(self._articles)

    def _own(self, tables: Iterable[str | Path | pd.DataFrame]) -> list[Relationship]:
        from graph.review import own_relationships

        return [one for table in tables for one in own_relationships(table, self.gazetteer)]

    def _extract(self, document: Document) -> list[Relationship]:
        from graph.extract import extract

        found = extract(document, self.gazetteer)
        return self._reviewer.judge(document, found) if self._reviewer else found


def _seeds() -> Iterator[Document]:
    """Yield the shipped briefs, cited as `seeds/NAME` wherever the package lies."""
    from graph.read import read_paths

    for document in read_paths([str(seed_folder())]):
        yield replace(document, name=f"seeds/{Path(document.name).name}")


def _names_a_file(text: str) -> bool:
    try:
        return len(text) < 4096 and "\n" not in text and Path(text).exists()
    except (OSError, ValueError):  # too long for a name, or a NUL inside: then it is text
        return False
