"""Markdown with optional front matter (title, publisher, date, url)."""

from __future__ import annotations

from graph.model import Document
from graph.read.decode import decoded

_FENCE = "---"
_FIELDS = ("title", "publisher", "date", "url")


def markdown(name: str, data: bytes) -> Document:
    """Return the body as text; front matter fills the document's fields."""
    text = decoded(data, name)
    fields: dict[str, str] = {}
    lines = text.split("\n")
    if lines[0].strip() == _FENCE and _FENCE in (line.strip() for line in lines[1:]):
        end = next(i for i, line in enumerate(lines[1:], 1) if line.strip() == _FENCE)
        for line in lines[1:end]:
            key, colon, value = line.partition(":")
            if colon and key.strip() in _FIELDS:
                fields[key.strip()] = value.strip().strip("\"'")
        text = "\n".join(lines[end + 1 :]).lstrip("\n")
    return Document(
        name=name,
        text=text,
        title=fields.get("title"),
        publisher=fields.get("publisher"),
        date=fields.get("date"),
        url=fields.get("url"),
    )
