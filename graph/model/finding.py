"""What analysis finds on ways: chokepoints, and how much fits."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model.avoid import Avoid
from graph.model.route import Route

AND = "; "
"""Stands between the names of facilities that are one limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chokepoint:
    """One thing on the best way, and what its closure would do.

    `best` is the best way that remains, None where nothing is left: then every way passes
    here. `extra_h` and `extra_usd_per_t` are what it takes over the best way of all.
    `control` are the states that can close it, `owners` the ids of who runs it, as far as
    sentences say so.

    Examples
    --------
    >>> from graph.model import Avoid, AvoidKind
    >>> turkey = Avoid(AvoidKind.COUNTRY, "TR", "Turkey", frozenset({"TR"}))
    >>> Chokepoint(closed=turkey, name="Turkey", control=("TR",)).must_pass
    True
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

    Examples
    --------
    >>> Limit(name="port Aktau", kind="port", capacity=7.5, flow=6.0).label
    'port Aktau'
    """

    name: str
    kind: str
    capacity: float | None
    flow: float | None = None
    source: str = ""
    confidence: str = ""
    note: str = ""
    shared: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The facilities that are one here: several that join the same ground have one row.

        >>> Limit(name="port Baku; port Alat", kind="port", capacity=None).names
        ('port Baku', 'port Alat')
        """
        return tuple(filter(None, self.name.split(AND)))

    @property
    def label(self) -> str:
        """The name in short: the first facility, and how many more there are.

        >>> Limit(name="port Baku; port Alat", kind="port", capacity=None).label
        'port Baku and 1 more'
        """
        first, *more = self.names or ("",)
        return f"{first} and {len(more)} more" if more else first


@dataclass(frozen=True, slots=True)
class Stream:
    """What flows by one way: the facilities crossed, in order, and how much a year.

    Examples
    --------
    >>> port = Limit(name="port Aktau", kind="port", capacity=7.5)
    >>> Stream((port,), 6.0).amount
    6.0
    """

    limits: tuple[Limit, ...]
    amount: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The most that fits, by published figures.

    `total` counts ways on which at least one figure is published, in `unit`; `dedicated` of
    these the ways with a figure for the commodity alone. `binding` are the limits that hold
    the total down, `used` all that bear flow. `uncounted` are the crossings that open ways
    without any figure. `streams` are ways that together carry the total; others may do so too.

    Examples
    --------
    >>> port = Limit(name="port Aktau", kind="port", capacity=7.5, flow=7.5)
    >>> bears = {"binding": (port,), "used": (port,), "uncounted": ()}
    >>> flow = Flow(total=7.5, dedicated=7.5, unit="Mt/y", **bears)
    >>> [limit.label for limit in flow.binding]
    ['port Aktau']
    """

    total: float
    dedicated: float
    unit: str
    binding: tuple[Limit, ...]
    used: tuple[Limit, ...]
    uncounted: tuple[Limit, ...]
    streams: tuple[Stream, ...] = ()
