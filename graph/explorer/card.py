"""How a route shows itself in a notebook: a small card with a map and its legs."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from graph.explorer.shown import table_html
from graph.model import Leg, Route


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RouteCard(Route):
    """A route that shows itself in Jupyter; `name` turns ids into names.

    Examples
    --------
    >>> import graph
    >>> way = graph.Explorer().paths("KZ", "TR", avoid=["Russia"], on="relations")[0]
    >>> [way.name(code) for code in way.countries]
    ['Kazakhstan', 'Azerbaijan', 'Georgia', 'Turkey']
    >>> way.map().title
    'KZ → AZ → GE → TR'
    """

    name: Callable[[str], str] = field(default=str, repr=False, compare=False)

    @classmethod
    def of(cls, route: Route, name: Callable[[str], str]) -> RouteCard:
        """Dress a route.

        >>> route = Route(rank=1, countries=("KZ",), corridors=(), chokepoints=(), legs=())
        >>> RouteCard.of(route, {"KZ": "Kazakhstan"}.__getitem__).name("KZ")
        'Kazakhstan'
        """
        return cls(**{one.name: getattr(route, one.name) for one in fields(Route)}, name=name)

    def map(self) -> RouteMap:
        """Return a still map of this route alone."""
        return RouteMap([self], title=" → ".join(self.countries))

    def _repr_html_(self) -> str:
        states = " → ".join(html.escape(self.name(code)) for code in self.countries)
        legs = table_html((), map(_row, self.legs))
        told = [self.name(one) for one in (*self.corridors, *self.chokepoints)]
        more = f"<p>{html.escape(', '.join(told))}</p>" if told else ""
        return (
            '<div style="max-width:640px;font-family:system-ui,sans-serif;font-size:13px">'
            f'<p style="margin:0 0 .3em"><strong>{self.rank}. {states}</strong><br>'
            f"{html.escape(figures(self))}</p>{self.map().svg()}"
            f"{legs}{more}</div>"
        )


@dataclass(frozen=True, slots=True, repr=False)
class RouteMap:
    """A still map of routes: shows itself in Jupyter, and saves as an SVG file.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> leg = Leg(start="Aktau", end="Baku", countries=(), geometry=((51.2, 43.6), (49.9, 40.4)))
    >>> way = Route(rank=1, countries=("KZ", "AZ"), corridors=(), chokepoints=(), legs=(leg,))
    >>> shown = RouteMap([way], title="Over the Caspian")
    >>> shown
    <RouteMap Over the Caspian, 1 way>
    >>> shown.svg()[:4]
    '<svg'
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     print(shown.save(pathlib.Path(folder) / "way.svg").name)
    way.svg
    """

    routes: Sequence[Route]
    title: str = ""

    def __repr__(self) -> str:
        """Return what it shows, in a line."""
        ways = "1 way" if len(self.routes) == 1 else f"{len(self.routes)} ways"
        return f"<RouteMap {self.title}, {ways}>"

    def svg(self) -> str:
        """Return the map as one `<svg>` element, '' where no route has a geometry."""
        from graph.render import land_rings, routes_svg

        return routes_svg(self.routes, land_rings(), title=self.title)

    def save(self, path: str | Path) -> Path:
        """Write the map as an SVG file, whole or not at all.

        Raises
        ------
        DataError
            If the file cannot be written.
        """
        from graph.store import write_whole

        return write_whole(Path(path), self.svg())

    def _repr_html_(self) -> str:
        return self.svg() or "<p>These ways are known from sentences alone: no map.</p>"


def figures(part: Route | Leg) -> str:
    """Return the figures that are known: `4,136 km · 9.4 days · 203 USD/t · 81 kg CO2/t`.

    >>> figures(Leg(start="A", end="B", countries=(), distance_km=1234.0, duration_h=30.0))
    '1,234 km · 30 h'
    """
    known = []
    if part.distance_km is not None:
        known.append(f"{part.distance_km:,.0f} km")
    if part.duration_h is not None:
        days = part.duration_h >= 48
        known.append(f"{part.duration_h / 24:.1f} days" if days else f"{part.duration_h:.0f} h")
    if part.cost_usd_per_t is not None:
        known.append(f"{part.cost_usd_per_t:,.0f} USD/t")
    if part.co2_kg_per_t is not None:
        known.append(f"{part.co2_kg_per_t:,.0f} kg CO2/t")
    return " · ".join(known)


def _row(leg: Leg) -> list[str]:
    cells = (leg.mode or "", f"{leg.start} → {leg.end}", figures(leg), leg.note or "")
    return [html.escape(cell) for cell in cells]
