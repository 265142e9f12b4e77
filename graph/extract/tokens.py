"""Sentences and tokens, each with its offsets in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph.extract.lines import paragraphs
from graph.gazetteer.names import fold
from graph.model import Span

_TOKEN = re.compile(r"\w+|[^\w\s]")
# A sentence longer than this is a table or a list; it is read in pieces, so that the time
# it takes stays linear.
_LONGEST = 700
_PIECE = 20_000


class Token(NamedTuple):
    """A word or a mark; `low` is folded for comparison."""

    text: str
    low: str
    start: int
    end: int


def tokenize(text: str, offset: int = 0) -> list[Token]:
    """Return the tokens of `text`, whose first character stands at `offset`."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        low = word.lower() if word.isascii() else fold(word) or word
        found.append(Token(word, low, offset + match.start(), offset + match.end()))
    return found


def sentences(text: str) -> Iterator[Span]:
    """Yield the spans of sentences, without blanks around them.

    Paragraphs are read apart: a headline or a list item has no full stop.
    """
    import nupunkt

    for start, stop in paragraphs(text):
        for piece in range(start, stop, _PIECE):
            part = text[piece : min(piece + _PIECE, stop)]
            for begin, end in nupunkt.sent_spans(part):
                yield from _pieces(text, piece + begin, piece + end)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        # between two words where there is a gap, else anywhere
        gap = text.rfind(" ", start + 1, start + _LONGEST)
        stop = gap if gap > start else start + _LONGEST
        yield Span(start, stop)
        start = stop
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield Span(start, end)
