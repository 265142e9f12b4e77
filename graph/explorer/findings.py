"""Answers of analysis that show themselves: as frame, as payload, in Jupyter."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, overload

from graph.errors import NoRouteError, UsageError
from graph.explorer.routes import Routes
from graph.explorer.shown import table_html
from graph.model import Chokepoint, Entity, Flow, Limit, Record, Route

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from graph.facts import Export

Row = dict[str, object]
_WIDEST = 44


class _Answer:
    """Shows rows as a frame and in Jupyter."""

    caption = ""
    columns: Mapping[str, str]
    """The columns of the frame, and what pandas keeps each as."""
    brief: Sequence[str] = ()
    """The columns that are enough in a terminal."""

    def rows(self) -> list[Row]:
        """Return the answer as rows of one shape."""
        raise NotImplementedError

    def to_frame(self) -> pd.DataFrame:
        """Return the answer as a frame, one row for each line of it; typed even where empty."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=list(self.columns)).astype(dict(self.columns))

    def _repr_html_(self) -> str:
        names = [name for name in self.columns if name != "facilities"]
        heads = [name.replace("_", " ") for name in names]
        rows = ([_escaped(row[name]) for name in names] for row in self.rows())
        return table_html(heads, rows, self.caption)

    def __repr__(self) -> str:
        """Return the question and the answer as a small table."""
        table = [[name.replace("_", " ") for name in self.brief]]
        table += [[_short(row[name]) for name in self.brief] for row in self.rows()]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = ["  ".join(map(str.ljust, cells, widths)).rstrip() for cells in table]
        return "\n".join([f"<{type(self).__name__} {self.caption}>", *lines])


def _short(value: object) -> str:
    """Return a cell for a terminal.

    >>> _short(1234.56), _short(None), _short("x" * 60)
    ('1,234.6', '', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…')
    """
    if value is None:
        return ""
    text = f"{value:,.1f}" if isinstance(value, float) else str(value)
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _escaped(value: object) -> object:
    return html.escape(value) if isinstance(value, str) else value


class Chokepoints(_Answer, Sequence[Chokepoint]):
    """What the best way passes, first that without which nothing is left, then by harm.

    Examples
    --------
    >>> import graph
    >>> explorer = graph.Explorer([])
    >>> found = explorer.chokepoints("Mongolia", "Tokyo", avoid=["Russia"], as_of="2026-11-01")
    >>> [one.name for one in found.must_pass if one.control == ("CN",)]
    ['China']
    >>> found.names(["CN", "JP"]), found.to_frame()["must_pass"].any()
    (['China', 'Japan'], np.True_)
    >>> found.to_payload()["schema"], len(found.rows()) == len(found)
    ('corridor.chokepoints/1', True)
    """

    columns = MappingProxyType(
        {
            "chokepoint": "object",
            "kind": "category",
            "must_pass": "bool",
            "extra_h": "float64",
            "extra_usd_per_t": "float64",
            "remains": "object",
            "control": "object",
        }
    )
    brief = ("chokepoint", "must_pass", "extra_h", "extra_usd_per_t", "control")

    def __init__(
        self, routes: Routes, found: Iterable[Chokepoint], name: Callable[[str], str]
    ) -> None:
        self.routes, self._found, self._name = routes, tuple(found), name
        self.caption = f"{routes.question}: chokepoints"

    @overload
    def __getitem__(self, index: int) -> Chokepoint: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Chokepoint]: ...
    def __getitem__(self, index: int | slice) -> Chokepoint | Sequence[Chokepoint]:
        """Return one chokepoint, or several for a slice."""
        return self._found[index]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._found)

    def __iter__(self) -> Iterator[Chokepoint]:
        """Iterate over them, the worst first."""
        return iter(self._found)

    @property
    def must_pass(self) -> tuple[Chokepoint, ...]:
        """What every way passes."""
        return tuple(one for one in self._found if one.must_pass)

    def names(self, ids: Iterable[str]) -> list[str]:
        """Return the plain names of ids."""
        return [self._name(one) for one in ids]

    def rows(self) -> list[Row]:
        """Return a row for each: extra hours and USD per tonne, what remains, who controls it."""
        return [
            {
                "chokepoint": one.name,
                "kind": one.closed.kind.value,
                "must_pass": one.must_pass,
                "extra_h": one.extra_h,
                "extra_usd_per_t": one.extra_usd_per_t,
                "remains": " → ".join(one.best.countries) if one.best else "nothing",
                "control": ", ".join(self.names(one.control)),
            }
            for one in self._found
        ]

    def to_payload(self) -> Record:
        """Return the `corridor.chokepoints/1` payload."""
        from graph.export import chokepoints_payload

        return chokepoints_payload(self.routes.to_payload(), self._found)


class Capacity(_Answer):
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


class Comparison(_Answer):
    """Two scenarios between the same ends; a side without any way holds the error.

    Examples
    --------
    >>> import graph
    >>> asked = {"against_avoid": ["Turkmenistan"], "as_of": "2026-11-01", "k": 1}
    >>> found = graph.Explorer([]).compare("Tashkent", "Tehran", **asked)
    >>> [found.best(side).countries for side in (0, 1)]
    [('UZ', 'TM', 'IR'), ('UZ', 'AF', 'IR')]
    >>> found.names(["UZ"]), found.to_frame()["rank"].tolist(), found.to_payload()["schema"]
    (['Uzbekistan'], [1, 1], 'corridor.compare/1')
    >>> [row["scenario"] for row in found.rows()]
    ['nothing avoided, as of 2026-11-01', 'without Turkmenistan']
    """

    columns = MappingProxyType(
        {
            "scenario": "category",
            "rank": "int64",
            "countries": "object",
            "distance_km": "float64",
            "duration_h": "float64",
            "cost_usd_per_t": "float64",
            "co2_kg_per_t": "float64",
        }
    )
    brief = ("scenario", "rank", "countries", "duration_h", "cost_usd_per_t")

    def __init__(
        self,
        sides: tuple[Routes | NoRouteError, Routes | NoRouteError],
        scenarios: tuple[str, str],
        name: Callable[[str], str],
    ) -> None:
        self.sides, self.scenarios, self._name = sides, scenarios, name
        whole = next(side for side in sides if isinstance(side, Routes))
        self.caption = f"{whole.origin.name} → {whole.destination.name}: two scenarios"

    def names(self, ids: Iterable[str]) -> list[str]:
        """Return the plain names of ids."""
        return [self._name(one) for one in ids]

    def best(self, side: int) -> Route | None:
        """Return the best way of a side, None where it has none."""
        routes = self.sides[side]
        return routes[0] if isinstance(routes, Routes) and len(routes) else None

    def rows(self) -> list[Row]:
        """Return a row for each way of either side."""
        rows: list[Row] = []
        for side, scenario in zip(self.sides, self.scenarios, strict=True):
            ways = side if isinstance(side, Routes) else []
            rows += [
                {
                    "scenario": scenario,
                    "rank": route.rank,
                    "countries": " → ".join(route.countries),
                    "distance_km": route.distance_km,
                    "duration_h": route.duration_h,
                    "cost_usd_per_t": route.cost_usd_per_t,
                    "co2_kg_per_t": route.co2_kg_per_t,
                }
                for route in ways
            ]
        return rows

    def to_payload(self) -> Record:
        """Return the `corridor.compare/1` payload."""
        from graph.export import comparison_payload

        sides = [
            side.to_payload() if isinstance(side, Routes) else list(side.lift)
            for side in self.sides
        ]
        return comparison_payload(self.scenarios, sides, [self.best(0), self.best(1)])
