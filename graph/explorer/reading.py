"""Where the explorer's relationships come from: articles, own tables, a person's review."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from graph.model import Document, Relationship
from graph.progress import How, Work, work

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graph.gazetteer import Gazetteer
    from graph.review import Reviewer

    Own = str | Path | pd.DataFrame | Sequence[Relationship]


def seed_folder() -> Path:
    """Return the folder of the briefs that the default graph is extracted from."""
    package = Path(__file__).parent.parent
    installed = package / "_seeds"
    return installed if installed.is_dir() else package.parent / "seeds"


class Reading:
    """Reads for one explorer.

    Parameters
    ----------
    articles
        Files, folders and tables; the shipped briefs when None and no store is given.
    gazetteer
        The names to look for.
    reviewed
        A table that a person has gone through, if any.
    store
        A store of articles already read, if any.

    Attributes
    ----------
    progress
        How reading is shown.
    """

    progress: How = True

    def __init__(
        self,
        articles: Sequence[str] | None,
        gazetteer: Gazetteer,
        *,
        reviewed: str | Path | None = None,
        store: str | Path | None = None,
    ) -> None:
        self._articles, self._gazetteer = articles, gazetteer
        self._reviewed, self._store = reviewed, store

    def relationships(self) -> Generator[Relationship, None, None]:
        """Yield what store, tables and articles hold, by a person's word where given."""
        from graph.read import count_files

        yield from self._stored()
        for table in self._split[0]:
            yield from self.own(table)
        total = count_files(self._split[1]) if self._articles else None
        with self._told(total) as tell:
            for done, document in enumerate(self._documents(), start=1):
                yield from self._stated(document)
                tell.count(done)

    def _told(self, total: int | None) -> AbstractContextManager[Work]:
        return work("reading", total, "articles", show=self.progress)

    @cached_property
    def _split(self) -> tuple[list[str], list[str]]:
        """The tables of relationships among the articles, and the articles."""
        if not self._articles:
            return [], []
        from graph.review import own_tables

        return own_tables(self._articles)

    def _documents(self) -> Iterator[Document]:
        from graph.read import read_paths

        if self._articles is None:
            return _seeds() if self._store is None else iter(())
        return read_paths(self._split[1])

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
        """Return what a file, a folder, a table or a text states."""
        from graph.read import count_files, read_paths, whole
        from graph.review import own_tables

        if isinstance(path_or_text, Path) or _names_a_file(path_or_text):
            if own_tables([str(path_or_text)])[0]:
                return self.own(path_or_text)
            documents = read_paths([str(path_or_text)])
            total = count_files([str(path_or_text)])
        else:
            documents = iter([Document(name="text", text=whole(str(path_or_text)))])
            total = 1
        found: list[Relationship] = []
        with self._told(total) as tell:
            for done, document in enumerate(documents, start=1):
                found += self._stated(document)
                tell.count(done)
        return found

    def own(self, table: Own) -> list[Relationship]:
        """Return the relationships of a person's own table."""
        from graph.review import own_relationships

        if isinstance(table, Sequence) and not isinstance(table, str):
            return list(table)
        return own_relationships(table, self._gazetteer)

    def note(self, relations: nx.MultiDiGraph[str]) -> None:
        """Keep with the graph what a person rejected, and warn of rows that found nothing."""
        if self._reviewer:
            from graph.review import note_review

            note_review(self._reviewer.judged, relations)

    @cached_property
    def _reviewer(self) -> Reviewer | None:
        if self._reviewed is None:
            return None
        from graph.review import Reviewer, load_review

        return Reviewer(load_review(self._reviewed, self._gazetteer), self._gazetteer)

    def _stated(self, document: Document) -> list[Relationship]:
        from graph.extract import extract

        found = extract(document, self._gazetteer)
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
