"""Which of the paths given are tables of relationships, and which hold articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from graph.errors import DataError
from graph.read.paths import _READERS
from graph.read.tabular import _TEXT_COLUMNS, TABLES
from graph.review.grid import column_names

_RELATIONSHIPS = {"source", "relation", "target"}
_REVIEW = _RELATIONSHIPS | {"id", "verdict"}


class Content(StrEnum):
    """What a file holds, by the names of its columns if it is a table."""

    RELATIONSHIPS = "relationships"
    REVIEW = "review"
    ARTICLES = "articles"


def holds(path: Path) -> Content:
    """Return what a file holds; what cannot be read is left to the reader of articles."""
    if path.suffix.lower() not in TABLES or not path.is_file():
        return Content.ARTICLES
    try:
        names = {name.strip().lower() for name in column_names(path)}
    except DataError:
        return Content.ARTICLES
    if names >= _REVIEW:
        return Content.REVIEW
    articles = not names >= _RELATIONSHIPS or names & set(_TEXT_COLUMNS)
    return Content.ARTICLES if articles else Content.RELATIONSHIPS


def own_tables(paths: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return those of `paths` that are tables of relationships, and the others.

    A folder that holds such tables beside its articles is taken apart; review tables in it
    are left out, as they are about its articles.
    """
    tables: list[str] = []
    others: list[str] = []
    for path in paths:
        kinds = {file: holds(file) for file in _tables_in(Path(path))}
        if Path(path).is_dir() and set(kinds.values()) - {Content.ARTICLES}:
            tables += [str(file) for file, kind in kinds.items() if kind is Content.RELATIONSHIPS]
            others += [
                str(file)
                for file in _files_in(Path(path))
                if kinds.get(file, Content.ARTICLES) is Content.ARTICLES
            ]
        elif kinds.get(Path(path), Content.ARTICLES) is Content.ARTICLES:
            others.append(path)
        else:
            tables.append(path)
    return tables, others


def _tables_in(path: Path) -> Iterator[Path]:
    files = _files_in(path) if path.is_dir() else iter((path,))
    return (file for file in files if file.suffix.lower() in TABLES)


def _files_in(folder: Path) -> Iterator[Path]:
    """Yield what the reader of articles reads in a folder, in its order."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        known = path.suffix and path.suffix.lower() in _READERS.keys() | TABLES
        if known and not hidden and path.is_file() and not path.is_symlink():
            yield path
