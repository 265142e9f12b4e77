"""How much is read: what is larger is refused before it fills the memory."""

from __future__ import annotations

import re
from typing import BinaryIO

from graph.errors import DataError

# A larger file is a collection, not an article; tables may be larger, their rows may not.
LARGEST_BYTES = 200_000_000
# One article in a table; a reader of tables needs several times its size.
LARGEST_CELL = 50_000_000
# A parsed page takes some twenty times its size in memory; the longest real ones are near 5 MB.
LARGEST_PAGE_BYTES = 20_000_000
MOST_PDF_PAGES = 10_000
MOST_PDF_CHARACTERS = 40_000_000

_SURROGATES = re.compile("[\ud800-\udfff]")


def read_at_most(stream: BinaryIO, most: int, name: str) -> bytes:
    """Read a stream to its end, and no further than `most` bytes.

    Raises
    ------
    DataError
        If it holds more.
    """
    data = stream.read(most + 1)
    if len(data) > most:
        raise too_large(name, most)
    return data


def too_large(name: str, most: int) -> DataError:
    """Return the error for what holds more than `most` bytes."""
    return DataError(
        f"cannot read {name}: it holds more than {most / 1e6:.0f} MB",
        "Split it into articles, or give a table with one article a row.",
    )


def whole(text: str) -> str:
    r"""Return `text` with halves of surrogate pairs, which no encoding can hold, replaced.

    Each becomes U+FFFD; a high and a low half in a row become the character that they mean.

    >>> whole("oil \ud83d\udea2, gas \ud83d")
    'oil 🚢, gas �'
    """
    if not _SURROGATES.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
