"""Small files made to fill the memory or to keep a parser busy for hours: refused before."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

from graph.errors import DataError

if TYPE_CHECKING:
    import pyarrow.parquet as pq

# Real articles have some thousands, the longest pages of an encyclopedia some ten thousand.
MOST_ELEMENTS = 50_000
MOST_ATTRIBUTES = 1_000
# Text packs three to ten times; what unfolds further than this, and to much, is made to.
LARGEST_UNFOLDING = 100
SMALL_BYTES = 100_000_000

_TAG = re.compile(rb"<[a-zA-Z](?>[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+")
_QUOTED = re.compile(rb"\"[^\"]*+\"|'[^']*+'")
_LONG_TAG = 2 * MOST_ATTRIBUTES
_STREAM = re.compile(rb"stream\r?\n")
_STEP = 1_000_000


def page_tree(name: str, data: bytes) -> Any:
    """Return the tree of a page, if it is of a size that can be searched in seconds.

    Raises
    ------
    DataError
        If it has too many elements, or one has too many attributes: parsers compare each
        with each.
    """
    from trafilatura import load_html

    for tag in _TAG.finditer(data):
        if tag.end() - tag.start() > _LONG_TAG:
            bare = _QUOTED.sub(b" ", tag.group())
            if len(bare.replace(b"=", b" ").split()) > MOST_ATTRIBUTES:
                raise _bomb(name, f"a tag has more than {MOST_ATTRIBUTES} attributes")
    tree = load_html(data)
    if tree is not None:
        for count, _ in enumerate(tree.iter()):
            if count > MOST_ELEMENTS:
                raise _bomb(name, f"it has more than {MOST_ELEMENTS} elements")
    return tree


def check_pdf(name: str, data: bytes) -> None:
    """Look at how far the packed streams of a PDF unfold.

    Raises
    ------
    DataError
        If one would fill the memory.
    """
    for start in _STREAM.finditer(data):
        packed, unfolded = _unfolds_to(data, start.end())
        if _unlike_text(packed, unfolded):
            raise _bomb(name, _sizes("a stream", packed, unfolded))


def _unfolds_to(data: bytes, start: int) -> tuple[int, int]:
    """Return how many bytes were taken and made, up to where it is called a bomb or not."""
    unpacker, made, taken = zlib.decompressobj(), 0, start
    rest = b""
    while made <= SMALL_BYTES and not unpacker.eof and (rest or taken < len(data)):
        if not rest:
            rest = data[taken : taken + _STEP]
            taken += len(rest)
        try:
            made += len(unpacker.decompress(rest, _STEP))
        except zlib.error:  # not packed this way, or its end
            break
        rest = unpacker.unconsumed_tail
    return taken - start - len(rest) - len(unpacker.unused_data), made


def check_parquet(name: str, file: pq.ParquetFile) -> None:
    """Look at how far the columns of a table unfold.

    Raises
    ------
    DataError
        If one would fill the memory.
    """
    for number in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(number)
        for place in range(group.num_columns):
            column = group.column(place)
            sizes = column.total_compressed_size, column.total_uncompressed_size
            if _unlike_text(*sizes):
                raise _bomb(name, _sizes(f"column {column.path_in_schema}", *sizes))


def _unlike_text(packed: int, unfolded: int) -> bool:
    return unfolded > SMALL_BYTES and unfolded > LARGEST_UNFOLDING * max(packed, 1)


def _sizes(what: str, packed: int, unfolded: int) -> str:
    return f"{what} would unfold from {packed / 1e6:.1f} to {unfolded / 1e6:.0f} MB or more"


def _bomb(name: str, why: str) -> DataError:
    return DataError(
        f"cannot read {name}: {why}", "No article is like that; save its text by itself."
    )
