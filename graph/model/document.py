"""A document as read, and places in its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of Unicode code points: `text[start:end]`.

    Examples
    --------
    >>> "Kazakhstan borders China"[slice(*Span(0, 10))]
    'Kazakhstan'
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article or other text; every offset in the project counts into `text`.

    `name` is what evidence is cited by: a path, a URL or `-`. `date` is ISO 8601 or None.

    Examples
    --------
    >>> Document(name="note", text="Kazakhstan borders China.").text[11:18]
    'borders'
    """

    name: str
    text: str
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
