"""How often finds of a kind are right, as measured on the annotated training articles."""

from __future__ import annotations

from functools import cache

from graph.extract.found import Found
from graph.gazetteer.names import table

# Raw scores are cut into bins of this width before they are looked up.
_BINS = 10


def kind_of(method: str, *, guessed: bool, resolved: bool) -> str:
    """Return the row of the table: by what rule, and how its ends were named."""
    if guessed:
        return "guess"
    return f"{method}-resolved" if resolved else method


def bin_of(score: float) -> str:
    """Return the lower edge of the bin that a raw score (0..1) falls into.

    >>> bin_of(0.857)
    '0.8'
    """
    return f"{min(int(score * _BINS + 1e-9), _BINS - 1) / _BINS:.1f}"


@cache
def measured() -> dict[tuple[str, str], float]:
    """Return the share of right finds (0..1) by kind and score bin; `all` stands for any."""
    rows = table("reliability", "graph.extract")
    return {(row["kind"], row["score"]): float(row["reliability"]) for row in rows}


def reliability(one: Found) -> float:
    """Return the confidence (0..1) of a find: the measured share of right ones of its kind."""
    resolved = bool(one.source.resolved_from or one.target.resolved_from)
    guessed = one.source.guessed or one.target.guessed
    kind = kind_of(one.method, guessed=guessed, resolved=resolved)
    known = measured()
    for key in ((kind, bin_of(one.confidence)), (kind, "all")):
        if key in known:
            return known[key]
    return min(one.confidence, known.get(("all", "all"), 1.0))
