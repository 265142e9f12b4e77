"""When nothing is left: the fewest avoids to give up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from graph.model import Avoid


def smallest_lift(
    avoid: Sequence[Avoid], feasible: Callable[[Sequence[Avoid]], bool]
) -> tuple[Avoid, ...]:
    """Return a smallest set of avoids whose lifting makes `feasible` true, else ().

    Parameters
    ----------
    avoid
        All avoids in force, in the user's order.
    feasible
        Tells whether a route exists under the avoids that remain.

    Notes
    -----
    Tries every subset by size; people name a handful of avoids, so 2^n stays small. Of
    several smallest sets the one named last by the user comes back.
    """
    for size in range(len(avoid) + 1):
        for lifted in reversed(list(combinations(avoid, size))):
            if feasible([one for one in avoid if one not in lifted]):
                return lifted
    return ()
