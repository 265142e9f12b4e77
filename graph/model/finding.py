"""What analysis finds on ways: chokepoints, and how much fits."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model.avoid import Avoid
from graph.model.route import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Chokepoint:
    """One thing on the best way, and what its closure would do.

    `best` is the best way that remains, None where nothing is left: then every way passes
    here. `extra_h` and `extra_usd_per_t` are what it takes over the best way of all.
    `control` are the states that can close it, `owners` the ids of who runs it, as far as
    sentences say so.
    """

    closed: Avoid
    name: str
    control: tuple[str, ...]
    owners: tuple[str, ...] = ()
    best: Route | None = None
    extra_h: float | None = None
    extra_usd_per_t: float | None = None

    @property
    def must_pass(self) -> bool:
        """Whether every way passes here."""
        return self.best is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A facility that goods cross, with its published capacity and the flow put on it.

    Both in the unit of the answer; `capacity` is None where no figure is published, and
    `shared` tells that it is one for all goods, not for the commodity alone.
    """

    name: str
    kind: str
    capacity: float | None
    flow: float | None = None
    source: str = ""
    confidence: str = ""
    note: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The most that fits, by published figures.

    `total` counts ways on which at least one figure is published, in `unit`; `dedicated` of
    these the ways with a figure for the commodity alone. `binding` are the limits that hold
    the total down, `used` all that bear flow. `uncounted` are the crossings that open ways
    without any figure.
    """

    total: float
    dedicated: float
    unit: str
    binding: tuple[Limit, ...]
    used: tuple[Limit, ...]
    uncounted: tuple[Limit, ...]
