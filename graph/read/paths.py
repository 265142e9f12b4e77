"""Paths to documents: folders, standard input, and the reader that fits each file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from graph.errors import DataError
from graph.model import Document
from graph.read.decode import decoded
from graph.read.markdown import markdown
from graph.read.pages import html, pdf
from graph.read.tabular import TABLES, rows

_Reader = Callable[[Path, bytes], Document]
# A larger file is a collection, not an article; tables may be larger.
LARGEST_BYTES = 200_000_000


def _plain(path: Path, data: bytes) -> Document:
    return Document(name=str(path), text=decoded(data, str(path)))


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


def read_paths(paths: Sequence[str]) -> Iterator[Document]:
    """Yield the documents of files, folders (recursively, by name) and `-` (standard input).

    Raises
    ------
    DataError
        For the first path that is missing or cannot be read.
    """
    for name in paths:
        if name == "-":
            yield Document(name="-", text=decoded(sys.stdin.buffer.read(), "standard input"))
        elif Path(name).is_dir():
            for path in sorted(Path(name).rglob("*")):
                # a link may lead out of the folder that the user named
                if path.is_file() and not path.is_symlink() and _known(path):
                    yield from read(path)
        else:
            yield from read(Path(name))


def _known(path: Path) -> bool:
    suffix = path.suffix.lower()
    hidden = any(part.startswith(".") for part in path.parts if part not in {".", ".."})
    return not hidden and suffix != "" and suffix in _READERS.keys() | TABLES


def read(path: Path) -> Iterator[Document]:
    """Yield the documents of one file: one, or one for each row of a table.

    Raises
    ------
    DataError
        If the file is missing, unreadable, empty, binary, or of an unknown kind.
    """
    suffix = path.suffix.lower()
    if suffix in TABLES:
        yield from rows(path)
        return
    reader = _READERS.get(suffix)
    if reader is None:
        known = " ".join(sorted((_READERS.keys() | TABLES) - {""}))
        raise DataError(f"cannot read {path}: unknown kind {suffix}", f"Give one of: {known}")
    document = reader(path, _bytes(path))
    if not document.text.strip():
        raise DataError(f"{path} holds no text", "Give a file with an article in it.")
    yield document


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise DataError(
                f"{path} is {size / 1e6:.0f} MB; the most is {LARGEST_BYTES / 1e6:.0f} MB",
                "Split it into articles, or give a table with one article a row.",
            )
        return path.read_bytes()
    except OSError as error:
        raise DataError(
            f"cannot read {path}: {error.strerror or error}", "Check the path and its permissions."
        ) from error
