"""Paragraphs of a text: lines that were wrapped to a width belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from graph.model import Span

# A heading, a quoted line, an item of a list: it begins something new.
_OPENER = re.compile(r"\s*(?:[#>*•–—-]|\d{1,3}[.)]\s)")
_FIRST_WORD = re.compile(r"\s*(\S+)")
# Text that people or programs wrap; longer lines are whole paragraphs.
_NARROWEST, _WIDEST = 30, 140
_HEADLINE = 60
# Proportional type wraps a little before the longest line.
_FULL = 0.88


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the spans of paragraphs, in order and without a gap between their lines.

    Each line stands alone (a headline has no full stop), but lines join where the next one
    goes on in lower case, or where its first word would not have fitted on the line before.
    """
    for blank, block in groupby(_lines(text), key=lambda line: not text[slice(*line)].strip()):
        if blank:
            continue
        lines = list(block)
        width = max(line.end - line.start for line in lines)
        start = lines[0].start
        for one, after in pairwise(lines):
            if not _joined(text, (one, after), width, goes_on=_open_ended(text, one, len(lines))):
                yield Span(start, one.end)
                start = after.start
        yield Span(start, lines[-1].end)


def _lines(text: str) -> Iterator[Span]:
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield Span(start, end)
        start = end + 1
    yield Span(start, len(text))


def _open_ended(text: str, line: Span, count: int) -> bool:
    """Tell whether a line may go on; of two lines alone, the first is mostly a headline."""
    last = text[line.start : line.end].rstrip()[-1:]
    return count > 2 or (last not in ".!?" and line.end - line.start >= _HEADLINE)


def _joined(text: str, pair: tuple[Span, Span], width: int, *, goes_on: bool) -> bool:
    one, after = pair
    if not _NARROWEST <= width <= _WIDEST or _OPENER.match(text, after.start, after.end):
        return False
    word = _FIRST_WORD.match(text, after.start, after.end)
    if word is None:
        return False
    first = word.group(1)
    full = one.end - one.start + 1 + len(first) > _FULL * width
    return first[:1].islower() or (goes_on and full)
