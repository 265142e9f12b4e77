"""How much fits through: the answer, its rows and its plots."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from graph.errors import UsageError
from graph.explorer.answer import Answer, Row
from graph.explorer.routes import Routes
from graph.model import Entity, Flow, Limit, Record

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from graph.facts import Export


class Capacity(Answer):
    """The most that fits, what holds it down, and what share of today's exports that is.

    Examples
    --------
    >>> import graph
    >>> asked = {"commodity": "crude", "as_of": "2026-11-01"}
    >>> found = graph.Explorer([]).capacity("Azerbaijan", "Turkey", **asked)
    >>> found.to_frame()["unit"].unique().tolist(), len(found.rows()) == len(found.to_frame())
    (['Mt/y'], True)
    >>> found.share_of_exports is None, found.to_payload()["schema"]
    (False, 'corridor.capacity/1')
    >>> found.sankey().get_title(loc="left")
    'Azerbaijan → Turkey: capacity for oil'
    >>> found.waterfall(needed=50.0).get_xlabel()
    'Mt a year'
    """

    columns = MappingProxyType(
        {
            "facility": "object",
            "role": "category",
            "capacity": "float64",
            "for": "category",
            "flow": "float64",
            "unit": "category",
            "facilities": "object",
            "source": "object",
            "note": "object",
        }
    )
    brief = ("facility", "role", "capacity", "flow", "unit")

    def __init__(
        self, routes: Routes, commodity: Entity, flow: Flow, export: Export | None
    ) -> None:
        self.routes, self.commodity, self.flow, self.export = routes, commodity, flow, export
        self.caption = f"{routes.question}: capacity for {commodity.name}"

    @property
    def share_of_exports(self) -> float | None:
        """The total over what the state of origin exports now; None where that is unknown."""
        return self.flow.total / self.export.mt_y if self.export else None

    def rows(self) -> list[Row]:
        """Return a row for each limit: what binds, what bears flow, what is not counted.

        `capacity` and `flow` are in `unit`; what several facilities between the same grounds
        carry together is one row, with all their names in `facilities`.
        """
        binding = {limit.name for limit in self.flow.binding}
        used = [
            self._row(limit, "binds" if limit.name in binding else "used")
            for limit in sorted(self.flow.used, key=lambda one: one.name not in binding)
        ]
        return used + [self._row(limit, "no figure, not counted") for limit in self.flow.uncounted]

    def _row(self, limit: Limit, role: str) -> Row:
        return {
            "facility": limit.label,
            "role": role,
            "capacity": limit.capacity,
            "for": "all goods" if limit.shared else "it alone" if limit.capacity else "",
            "flow": limit.flow,
            "unit": self.flow.unit,
            "facilities": [*limit.names],
            "source": limit.source,
            "note": limit.note,
        }

    def sankey(self, *, ax: Axes | None = None) -> Axes:
        """Draw what flows by which way, through the facilities that bound it (matplotlib).

        Raises
        ------
        UsageError
            If nothing flows by any published figure.
        """
        from graph.plots import capacity_sankey

        ends = self.routes.origin.name, self.routes.destination.name
        return capacity_sankey(self.flow, ends, title=self.caption, ax=ax)

    def waterfall(self, needed: float | None = None, *, ax: Axes | None = None) -> Axes:
        """Stack what each bottleneck lets through against what has to move (matplotlib).

        `needed` is in the unit of the flow; today's exports where they are known.

        Raises
        ------
        UsageError
            If it is not given and today's exports are not known.
        """
        from graph.plots import capacity_waterfall

        if needed is None and self.export is None:
            raise UsageError("today's exports are not known", "Give what has to move: needed=20.")
        most = self.export.mt_y if needed is None and self.export else needed or 0.0
        parts: dict[str, float] = {}
        for stream in self.flow.streams:
            name = self._tightest(stream.limits)
            parts[name] = parts.get(name, 0.0) + stream.amount
        unit = "Mt a year" if self.flow.unit == "Mt/y" else "bcm a year"
        return capacity_waterfall(parts, most, title=self.caption, unit=unit, ax=ax)

    def _tightest(self, limits: Sequence[Limit]) -> str:
        """Return the name of the first bottleneck of a stream, of its first facility without."""
        binding = {limit.name for limit in self.flow.binding}
        named = [limit.label for limit in limits if limit.name in binding]
        return (named or [limit.label for limit in limits] or ["no facility"])[0]

    def to_payload(self) -> Record:
        """Return the `corridor.capacity/1` payload."""
        from graph.export import capacity_payload

        return capacity_payload(
            self.routes.to_payload(), self.commodity, self.flow, self.export, self.share_of_exports
        )
