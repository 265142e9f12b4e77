"""Finding a quotation in a text: exactly, else but for blanks and quotation marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.model import Span

# What typesetters, keyboards and models write for one another.
_SAME = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
    # no-width marks and the soft hyphen are not seen, so nobody quotes them
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
}


@dataclass(frozen=True, slots=True)
class Aligned:
    """Where a quotation stands, whether letter for letter, and how often."""

    span: Span
    exact: bool
    times: int

    @property
    def note(self) -> str:
        """What a reader should know, or nothing."""
        notes = [] if self.exact else ["aligned but for blanks and marks"]
        notes += [f"stands {self.times} times"] if self.times > 1 else []
        return "; ".join(notes)


class Quotations:
    r"""One text to look for quotations in.

    Examples
    --------
    >>> Quotations("He said: “Oil\n flows.”").find('"Oil flows."').span
    Span(start=9, end=22)
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def find(self, quote: str, near: int | None = None) -> Aligned | None:
        """Return where `quote` stands, or None.

        Parameters
        ----------
        quote
            The words; blanks around them do not count.
        near
            An offset: of several places the nearest is taken, else the first.

        Notes
        -----
        Offsets count code points. Linear in the length of the text.
        """
        wanted = quote.strip()
        if not wanted:
            return None
        exact = [Span(at, at + len(wanted)) for at in _places(self.text, wanted)]
        if exact:
            return _chosen(exact, near, exact=True)
        plain, starts = self._plain
        loose = "".join(char for char, _ in _plainly(wanted)).strip()
        if not loose:
            return None
        spans = [Span(starts[at], starts[at + len(loose) - 1] + 1) for at in _places(plain, loose)]
        return _chosen(spans, near, exact=False) if spans else None

    @cached_property
    def _plain(self) -> tuple[str, list[int]]:
        pairs = list(_plainly(self.text))
        return "".join(char for char, _ in pairs), [at for _, at in pairs]


def _plainly(text: str) -> Iterator[tuple[str, int]]:
    """Yield the characters that count, each with the offset it comes from."""
    blank = False
    for at, char in enumerate(text):
        if char.isspace():
            if not blank:
                yield " ", at
            blank = True
            continue
        plain = _SAME.get(char, char)
        blank = blank and not plain
        for one in plain:
            yield one, at


def _places(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


def _chosen(spans: list[Span], near: int | None, *, exact: bool) -> Aligned:
    best = spans[0] if near is None else min(spans, key=lambda span: abs(span.start - near))
    return Aligned(best, exact, len(spans))
