"""Paths to documents: folders, standard input, and the reader that fits each file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from graph.errors import DataError
from graph.model import Document
from graph.read.decode import decoded
from graph.read.folders import Notice, files
from graph.read.limits import LARGEST_BYTES, LARGEST_PAGE_BYTES, read_at_most, whole
from graph.read.markdown import markdown
from graph.read.pages import html, pdf
from graph.read.tabular import TABLES, rows

_Reader = Callable[[str, bytes], Document]
Fault = Callable[[DataError], None]


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of one article, not yet turned into text; `suffix` tells its kind."""

    name: str
    suffix: str
    data: bytes


def _plain(name: str, data: bytes) -> Document:
    return Document(name=name, text=decoded(data, name))


_READERS: dict[str, _Reader] = {
    ".txt": _plain,
    ".text": _plain,
    "": _plain,
    ".md": markdown,
    ".markdown": markdown,
    ".html": html,
    ".htm": html,
    ".pdf": pdf,
}
_LARGEST = {".html": LARGEST_PAGE_BYTES, ".htm": LARGEST_PAGE_BYTES}


def read_paths(paths: Sequence[str], notice: Notice | None = None) -> Iterator[Document]:
    """Yield the documents of files, folders (recursively, by name) and `-` (standard input).

    `notice` is told of what a folder holds and is left out: links, unreadable folders.

    Raises
    ------
    DataError
        For the first path that is missing or cannot be read.
    """
    for part in parts(paths, notice):
        yield parse(part) if isinstance(part, File) else part


def parts(
    paths: Sequence[str], notice: Notice | None = None, fault: Fault | None = None
) -> Iterator[File | Document]:
    """Yield what `paths` hold as far as reading goes without parsing: files, rows of tables.

    Parameters
    ----------
    paths
        Files, folders and `-`.
    notice
        Told of what a folder holds and is left out.
    fault
        Told of each file of a folder and row of a table that cannot be read; the rest is
        still given. The first fault is raised when left out.

    Raises
    ------
    DataError
        For a path that is missing or cannot be read.
    """
    for name in paths:
        if name == "-":
            data = read_at_most(sys.stdin.buffer, LARGEST_BYTES, "standard input")
            yield File("-", "", data)
        elif Path(name).is_dir():
            for path in files(Path(name), notice or (lambda _: None)):
                if path.suffix and path.suffix.lower() in _READERS.keys() | TABLES:
                    yield from _guarded(path, fault)
        else:
            yield from _opened(Path(name), fault)


def count_files(paths: Sequence[str]) -> int | None:
    """Return how many articles `paths` hold, None where only reading would tell.

    Tables and standard input are not counted; a folder is only listed.
    """
    count = 0
    for name in paths:
        path = Path(name)
        with suppress(OSError):  # a name that is too long
            if not (path.is_file() or path.is_dir()):
                return None
        for file in files(path, lambda _: None):
            if file.suffix.lower() in TABLES:
                return None
            count += file.suffix.lower() in _READERS
    return count


def _guarded(path: Path, fault: Fault | None) -> Iterator[File | Document]:
    try:
        yield from _opened(path, fault)
    except DataError as error:
        if fault is None:
            raise
        fault(error)


def read(path: Path) -> Iterator[Document]:
    """Yield the documents of one file: one, or one for each row of a table.

    Raises
    ------
    DataError
        If the file is missing, unreadable, empty, binary, or of an unknown kind.
    """
    for part in _opened(path, None):
        yield parse(part) if isinstance(part, File) else part


def parse(file: File) -> Document:
    """Return the document that a file holds.

    Raises
    ------
    DataError
        If it is empty, binary, or not what its ending says.
    """
    document = _READERS[file.suffix](file.name, file.data)
    if not document.text.strip():
        raise DataError(f"{file.name} holds no text", "Give a file with an article in it.")
    fields = ("text", "title", "publisher", "date", "url")
    texts = {name: getattr(document, name) for name in fields}
    return replace(document, **{name: whole(text) for name, text in texts.items() if text})


def _opened(path: Path, fault: Fault | None) -> Iterator[File | Document]:
    suffix = path.suffix.lower()
    if suffix in TABLES:
        yield from rows(path, fault)
    elif suffix in _READERS:
        yield File(whole(str(path)), suffix, _bytes(path, _LARGEST.get(suffix, LARGEST_BYTES)))
    else:
        known = " ".join(sorted((_READERS.keys() | TABLES) - {""}))
        raise DataError(f"cannot read {path}: unknown kind {suffix}", f"Give one of: {known}")


def _bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as stream:
            return read_at_most(stream, most, str(path))
    except (OSError, ValueError) as error:  # a NUL in the path is a ValueError
        raise DataError(
            f"cannot read {path}: {getattr(error, 'strerror', None) or error}",
            "Check the path and its permissions.",
        ) from error
