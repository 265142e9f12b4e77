"""How often finds of a kind are right, as measured on the annotated training articles."""

from __future__ import annotations

from functools import cache

from graph.extract.found import Found
from graph.gazetteer.names import table

# Raw scores are cut into bins of this width before they are looked up.
BIN = 0.1


def features(one: Found) -> tuple[str, str]:
    """Return the row of the reliability table that a find belongs to: method and score bin."""
    resolved = one.source.resolved_from or one.target.resolved_from
    method = "guess" if one.source.guessed or one.target.guessed else one.method
    return (f"{method}-resolved" if resolved else method), bin_of(one.confidence)


def bin_of(score: float) -> str:
    """Return the lower edge of the bin that a raw score (0..1) falls into.

    >>> bin_of(0.857)
    '0.8'
    """
    return f"{min(int(score / BIN + 1e-9), 9) * BIN:.1f}"


@cache
def _measured() -> dict[tuple[str, str], float]:
    rows = table("reliability", "graph.extract")
    return {(row["method"], row["score"]): float(row["reliability"]) for row in rows}


def reliability(one: Found) -> float:
    """Return the confidence (0..1) of a find: the measured share of right ones of its kind."""
    method, score = features(one)
    known = _measured()
    for key in ((method, score), (method, "all"), ("all", "all")):
        if key in known:
            return known[key]
    return one.confidence
