"""An article in parts that a model's window holds, cut between sentences."""

from __future__ import annotations

from collections.abc import Iterator

from graph.errors import UsageError
from graph.extract.tokens import sentences
from graph.model import Span

# Tokenizers differ; three bytes a token is more tokens than any common one makes of prose.
_BYTES_A_TOKEN = 3
LEAST_TOKENS = 1000
"""The longest sentence that is read in one piece stays below this."""


def tokens(text: str) -> int:
    """Return how many tokens `text` has at the most, in prose."""
    return -(-len(text.encode("utf-8", "surrogatepass")) // _BYTES_A_TOKEN)


def parts(text: str, limit: int) -> Iterator[Span]:
    """Yield the spans of parts of `text`, whole sentences each, in order.

    Parameters
    ----------
    text
        The article.
    limit
        The most tokens a part may have, at least `LEAST_TOKENS`.

    Raises
    ------
    UsageError
        If the limit is lower.
    """
    if limit < LEAST_TOKENS:
        raise UsageError(
            f"a part of {limit} tokens is too small", f"Allow at least {LEAST_TOKENS}."
        )
    part: Span | None = None
    size = 0
    for sentence in sentences(text):
        begin = part.end if part else sentence.start
        more = tokens(text[begin : sentence.end])
        if part and size + more > limit:
            yield part
            part, size = None, 0
            more = tokens(text[slice(*sentence)])
        part = Span(part.start if part else sentence.start, sentence.end)
        size += more
    if part:
        yield part
