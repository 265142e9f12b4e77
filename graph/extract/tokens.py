"""Sentences and tokens, each with its offsets in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from graph.extract.lines import paragraphs
from graph.gazetteer.names import fold, several, table
from graph.model import Span

_TOKEN = re.compile(r"\w+|[^\w\s]")
# What can end a sentence: the next word does not go on in lower case.
_STOP = re.compile(r"(?P<mark>[.!?…])[.!?…]*[\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\Wa-zß-ÿ])")
_LAST_WORD = re.compile(r"\w+$")
_FIRST_WORD = re.compile(r"\W*(\w+)")
# A sentence that follows "U.S." starts with one of these, not a name.
_OPENING = {"The", "A", "An", "In", "But", "It", "He", "She", "They", "This", "That", "On", "And"}
# A sentence longer than this is a table or a list; it is read in pieces, so that the time
# it takes stays linear.
_LONGEST = 700


class Token(NamedTuple):
    """A word or a mark; `low` is folded for comparison."""

    text: str
    low: str
    start: int
    end: int


def tokenize(text: str, offset: int = 0) -> list[Token]:
    """Return the tokens of `text`, whose first character stands at `offset`."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    new = tuple.__new__  # a third of the time of calling the class
    if text.isascii():
        lowered = text.lower()
        return [new(Token, (text[s:e], lowered[s:e], offset + s, offset + e)) for s, e in spans]
    return [new(Token, (text[s:e], _folded(text[s:e]), offset + s, offset + e)) for s, e in spans]


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return word.lower() if word.isascii() else fold(word) or word


def sentences(text: str) -> Iterator[Span]:
    """Yield the spans of sentences, without blanks around them.

    Paragraphs are read apart: a headline or a list item has no full stop.
    """
    for start, stop in paragraphs(text):
        begin = start
        for match in _STOP.finditer(text, start, stop):
            if not _abbreviated(text, match):
                yield from _pieces(text, begin, match.end())
                begin = match.end()
        yield from _pieces(text, begin, stop)


def _abbreviated(text: str, match: re.Match[str]) -> bool:
    """Tell the full stop of "Gen.", "J." and "No. 4" from the end of a sentence."""
    if match.group("mark") != ".":
        return False
    last = _LAST_WORD.search(text, max(0, match.start() - 24), match.start())
    word = last.group() if last else ""
    following = _FIRST_WORD.match(text, match.end())
    after = following.group(1) if following else ""
    if len(word) == 1 and word.isupper() and word != "I":  # "J. Smith", "U.S. troops"
        return after not in _OPENING
    if word.lower() == "no":
        return after[:1].isdigit()
    return word.lower() in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    rows = table("words", "graph.extract")
    return frozenset(next(several(r["words"]) for r in rows if r["class"] == "abbreviation"))


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
