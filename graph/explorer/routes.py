"""The answer to a question of ways: a sequence of routes that shows itself."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

from graph.model import Avoid, Entity, Record, Route

if TYPE_CHECKING:
    import pandas as pd


class Routes(Sequence[Route]):
    """Routes from `origin` to `destination`, best first.

    Shows itself as a table in Jupyter; `to_frame`, `to_geojson` and `to_payload` hand it on.
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
        self._routes = tuple(routes)
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
    def __getitem__(self, index: int) -> Route: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Route]: ...
    def __getitem__(self, index: int | slice) -> Route | Sequence[Route]:
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
        lines = [" → ".join(self.stops(route)) for route in self._routes]
        return "\n".join([f"<Routes {self.question}>", *lines])

    def _repr_html_(self) -> str:
        heads = ("#", "way", "corridors", "km", "hours", "USD/t", "share", "sentences")
        head = "".join(f"<th>{name}</th>" for name in heads)
        rows = "".join(self._row(route) for route in self._routes)
        return (
            f"<table><caption>{html.escape(self.question)}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )

    def _row(self, route: Route) -> str:
        way = html.escape(" → ".join(self.stops(route)))
        quotes = dict.fromkeys(said.quote for leg in route.legs for said in leg.evidence)
        said = "<br>".join(f"“{html.escape(quote)}”" for quote in quotes)
        notes = dict.fromkeys(leg.note for leg in route.legs if leg.note)
        noted = "".join(f"<br><em>{html.escape(note)}</em>" for note in notes)
        figures = (route.distance_km, route.duration_h, route.cost_usd_per_t)
        traded = self.trade_off(route)
        noted += f"<br><small>{html.escape(traded)}</small>" if traded else ""
        share = self.shares[self._routes.index(route)]
        cells = (
            str(route.rank),
            f"{way}{noted}",
            html.escape(", ".join(self.corridors(route))),
            *("" if figure is None else f"{figure:,.0f}" for figure in figures),
            "" if share is None else f"{share:.0%}",
            said,
        )
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
