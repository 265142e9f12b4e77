"""The answer to a question of ways: a sequence of routes that shows itself."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

from graph.explorer.card import RouteCard, RouteMap
from graph.explorer.shown import table_html
from graph.model import Avoid, Entity, Record, Route

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


class Routes(Sequence[RouteCard]):
    """Routes from `origin` to `destination`, best first.

    Shows itself as a table in Jupyter; `to_frame`, `to_geojson` and `to_payload` hand it on.

    Examples
    --------
    >>> import graph
    >>> asked = {"avoid": ["Russia"], "as_of": "2026-11-01", "k": 2}
    >>> routes = graph.Explorer([]).paths("Almaty", "Tbilisi", **asked)
    >>> routes.question, routes.names(routes[0])[-2:]
    ('Almaty → Tbilisi without Russia', ['Azerbaijan', 'Georgia'])
    >>> routes.stops(routes[0])
    ['Almaty', 'Turkmenbashi', 'Alat', 'Tbilisi']
    >>> routes.corridors(routes[0]), routes.chokepoints(routes[0]), routes.name("KZ")
    ([], [], 'Kazakhstan')
    >>> routes.shares, routes.trade_offs == [routes.trade_off(route) for route in routes]
    ([0.597, 0.403], True)
    >>> len(routes.to_frame()), len(routes.legs_frame()) == sum(len(one.legs) for one in routes)
    (2, True)
    >>> routes.to_payload()["schema"], routes.to_geojson()["type"]
    ('corridor.paths/1', 'FeatureCollection')
    >>> routes.map(), routes.plot().get_xlabel()
    (<RouteMap Almaty → Tbilisi without Russia, 2 ways>, 'days')
    """

    def __init__(
        self,
        routes: Sequence[Route],
        ends: tuple[Entity, Entity],
        avoid: Sequence[Avoid],
        name: Callable[[str], str],
        by: str = "time",
        on: str = "relations",
    ) -> None:
        self._routes = tuple(RouteCard.of(route, name) for route in routes)
        self.origin, self.destination = ends
        self.avoid = tuple(avoid)
        self.by, self.on = by, on
        self._name = name

    @cached_property
    def shares(self) -> list[float | None]:
        """The share of traffic that each way would draw (0..1), None where costs are unknown."""
        if self.on != "network":
            return [None] * len(self)
        from graph.analysis.choice import shares

        return [round(share, 3) for share in shares(self._routes)]

    def trade_off(self, route: Route) -> str:
        """Return in one line what a way gives and takes against the first; '' for the first."""
        if self.on != "network" or not self._routes or route == self._routes[0]:
            return ""
        from graph.analysis.choice import trade_off

        return trade_off(route, self._routes[0], self._name)

    @property
    def trade_offs(self) -> list[str]:
        """The trade-off of each way against the first."""
        return [self.trade_off(route) for route in self._routes]

    @overload
    def __getitem__(self, index: int) -> RouteCard: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[RouteCard]: ...
    def __getitem__(self, index: int | slice) -> RouteCard | Sequence[RouteCard]:
        """Return one route, or several for a slice."""
        return self._routes[index]

    def __len__(self) -> int:
        """Return how many routes there are."""
        return len(self._routes)

    @property
    def question(self) -> str:
        """The question in words: `Kazakhstan → Turkey without Russia`."""
        without = ", ".join(self._name(one.id) for one in self.avoid)
        ends = f"{self.origin.name} → {self.destination.name}"
        return f"{ends} without {without}" if without else ends

    def stops(self, route: Route) -> list[str]:
        """Return the names of the places on a route, in order."""
        return [route.legs[0].start, *(leg.end for leg in route.legs)]

    def name(self, entity_id: str) -> str:
        """Return the plain name of an id."""
        return self._name(entity_id)

    def names(self, route: Route) -> list[str]:
        """Return the names of the states that a route enters, in order."""
        return [self._name(code) for code in route.countries]

    def corridors(self, route: Route) -> list[str]:
        """Return the names of the corridors and pipelines that a route follows.

        On the network with the share of each, where it is not whole.
        """
        shares = route.corridor_shares or (1.0,) * len(route.corridors)
        return [
            self._name(corridor) if share >= 0.95 else f"{self._name(corridor)} ({share:.0%})"
            for corridor, share in zip(route.corridors, shares, strict=True)
        ]

    def chokepoints(self, route: Route) -> list[str]:
        """Return the names of the straits and canals that a route passes."""
        return [self._name(passage) for passage in route.chokepoints]

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each route (km, hours, USD and kg CO2 per tonne)."""
        from graph.tables import routes_frame

        frame = routes_frame(self._routes, [self.stops(route) for route in self._routes])
        frame["share"] = [*self.shares]
        frame["trade_off"] = self.trade_offs
        return frame

    def legs_frame(self) -> pd.DataFrame:
        """Return one row for each leg; a GeoDataFrame (EPSG:4326) where geopandas is there."""
        from graph.tables import legs_frame

        return legs_frame(self._routes)

    def map(self) -> RouteMap:
        """Return a still map of all routes, the best one in full colour."""
        return RouteMap(self._routes, title=self.question)

    def plot(self, *, ax: Axes | None = None) -> Axes:
        """Draw the cost of each way against its time (matplotlib).

        Raises
        ------
        UsageError
            If the routes have no times and costs (those of the relation graph have none).
        """
        from graph.plots import cost_against_time

        return cost_against_time(self._routes, title=self.question, ax=ax)

    def to_geojson(self) -> Record:
        """Return a GeoJSON FeatureCollection with one feature for each leg."""
        from graph.export import routes_geojson

        return routes_geojson(self._routes)

    def to_payload(self) -> Record:
        """Return the `corridor.paths/1` payload."""
        from graph.export import routes_payload

        choice = list(zip(self.shares, self.trade_offs, strict=True))
        return routes_payload(
            self.origin, self.destination, self.avoid, self.by, self._routes, choice
        )

    def __repr__(self) -> str:
        """Return the question and each way in a line."""
        if self.on == "network":
            lines = [repr(route) for route in self._routes]
        else:
            lines = [" → ".join(self.stops(route)) for route in self._routes]
        return "\n".join([f"<Routes {self.question}>", *lines])

    def _repr_html_(self) -> str:
        heads = ("#", "way", "corridors", "km", "hours", "USD/t", "share", "sentences")
        return table_html(heads, map(self._row, self._routes), self.question)

    def _row(self, route: Route) -> list[object]:
        way = html.escape(" → ".join(self.stops(route)))
        quotes = dict.fromkeys(said.quote for leg in route.legs for said in leg.evidence)
        said = "<br>".join(f"“{html.escape(quote)}”" for quote in quotes)
        notes = dict.fromkeys(leg.note for leg in route.legs if leg.note)
        noted = "".join(f"<br><em>{html.escape(note)}</em>" for note in notes)
        figures = (route.distance_km, route.duration_h, route.cost_usd_per_t)
        traded = self.trade_off(route)
        noted += f"<br><small>{html.escape(traded)}</small>" if traded else ""
        share = self.shares[route.rank - 1]
        return [
            route.rank,
            f"{way}{noted}",
            html.escape(", ".join(self.corridors(route))),
            *(None if figure is None else round(figure) for figure in figures),
            "" if share is None else f"{share:.0%}",
            said,
        ]
