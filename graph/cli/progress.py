"""A line on the terminal that tells how far a long work has come."""

from __future__ import annotations

import sys
import time
from typing import Self

_EVERY_S = 0.2


class Progress:
    """Called with counts, it rewrites one line of standard error; a file or pipe gets nothing."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._shown = 0.0
        self._width = 0
        self._on = sys.stderr.isatty()

    def __call__(self, articles: int, relationships: int) -> None:
        """Show the counts, a few times a second."""
        now = time.monotonic()
        if not self._on or now - self._shown < _EVERY_S:
            return
        self._shown = now
        rate = articles / max(now - self._begun, 1e-3)
        self._line(f"{articles:,} articles, {relationships:,} relationships, {rate:,.0f} a second")

    def _line(self, text: str) -> None:
        sys.stderr.write(f"\r{text.ljust(self._width)}")
        sys.stderr.flush()
        self._width = len(text)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Wipe the line."""
        if self._width:
            self._line("")
            sys.stderr.write("\r")
