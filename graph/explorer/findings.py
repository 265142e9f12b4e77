"""Chokepoints and comparisons: answers that show themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import overload

from graph.errors import NoRouteError
from graph.explorer.answer import Answer, Row
from graph.explorer.routes import Routes
from graph.model import Chokepoint, Record, Route


class Chokepoints(Answer, Sequence[Chokepoint]):
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


class Comparison(Answer):
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
