"""A still map of routes as SVG, for notebooks and printed pages: no script, no request."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graph.model import Leg, Route

Line = Sequence[tuple[float, float]]
"""(longitude, latitude) pairs in degrees."""

_STYLES = {
    "rail": "stroke:#9a3412;stroke-width:2.6",
    "road": "stroke:#52525b;stroke-width:2;stroke-dasharray:1.5 3",
    "sea": "stroke:#0369a1;stroke-width:2.2;stroke-dasharray:7 4",
    "ferry": "stroke:#0e7490;stroke-width:2.6;stroke-dasharray:10 3 2 3",
    "river": "stroke:#0d9488;stroke-width:2.2;stroke-dasharray:4 2",
    "pipeline": "stroke:#6d28d9;stroke-width:3.4;stroke-opacity:.75",
}
_MARGIN = 0.08
_LEAST_DEG = 4.0


class Frame(NamedTuple):
    """A window on the world: degrees to pixels, true to scale at its middle latitude."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    width: float
    height: float
    turn: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Give x and y in pixels; longitudes are turned so that the window is one piece."""
        east = (lon - self.turn + 540) % 360 - 180 + self.turn
        return (east - self.west) * self.scale_x, (self.north - lat) * self.scale_y


def routes_svg(
    routes: Sequence[Route],
    outlines: Iterable[Line] = (),
    *,
    width: int = 640,
    height: int = 360,
    title: str = "",
) -> str:
    """Draw the routes that have a geometry; '' where none has.

    Parameters
    ----------
    routes
        The first is drawn in full colour by mode, the others pale under it.
    outlines
        Rings of land to draw beneath.
    width, height
        The most pixels to use; the map keeps its proportions.
    title
        What a screen reader says; also the tooltip.

    Returns
    -------
    str
        One `<svg>` element with its own styles, or ''.
    """
    points = [point for route in routes for leg in route.legs for point in leg.geometry]
    if not points:
        return ""
    frame = _frame(points, width, height)
    land = "".join(f'<path d="{path}"/>' for ring in outlines if (path := _path(ring, frame)))
    others = "".join(_leg(leg, frame, pale=True) for route in routes[1:] for leg in route.legs)
    first = "".join(_leg(leg, frame, pale=False) for leg in routes[0].legs)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{frame.width:.0f}"'
        f' viewBox="0 0 {frame.width:.0f} {frame.height:.0f}" style="max-width:100%;height:auto">'
        f"<title>{html.escape(title)}</title>"
        f'<rect width="100%" height="100%" fill="#eef4f7"/>'
        f'<g fill="#fbfaf7" stroke="#b8b4a8" stroke-width=".6">{land}</g>'
        f'<g fill="none" stroke-linejoin="round">{others}{first}</g>'
        f'<g font-family="system-ui,sans-serif" font-size="11">{_stops(routes[0], frame)}</g></svg>'
    )


def _frame(points: Line, width: int, height: int) -> Frame:
    turn = points[0][0]
    lons = [(lon - turn + 540) % 360 - 180 + turn for lon, _ in points]
    lats = [lat for _, lat in points]
    mid = math.radians((min(lats) + max(lats)) / 2)
    tall = max(max(lats) - min(lats), _LEAST_DEG) * (1 + 2 * _MARGIN)
    wide = max((max(lons) - min(lons)) * math.cos(mid), _LEAST_DEG) * (1 + 2 * _MARGIN)
    scale = min(width / wide, height / tall)
    tall = max(tall, wide * 0.45)
    scale_x = scale * math.cos(mid)
    east = (min(lons) + max(lons)) / 2
    north = (min(lats) + max(lats)) / 2 + tall / 2
    return Frame(
        west=east - wide * scale / scale_x / 2,
        north=north,
        scale_x=scale_x,
        scale_y=scale,
        width=wide * scale,
        height=tall * scale,
        turn=east,
    )


def _path(line: Line, frame: Frame) -> str:
    """Write a line in pixels, without points closer than half a pixel; '' if out of sight."""
    places = [frame.at(lon, lat) for lon, lat in line]
    if not any(-40 < x < frame.width + 40 and -40 < y < frame.height + 40 for x, y in places):
        return ""
    parts: list[str] = []
    last = (math.inf, math.inf)
    for x, y in places:
        jump = abs(x - last[0]) > 180 * frame.scale_x and last[0] < math.inf
        if abs(x - last[0]) + abs(y - last[1]) > 0.5 or not parts:
            parts.append(f"{'M' if jump or not parts else 'L'}{x:.1f} {y:.1f}")
            last = (x, y)
    return "".join(parts)


def _leg(leg: Leg, frame: Frame, *, pale: bool) -> str:
    path = _path(leg.geometry, frame)
    if not path:
        return ""
    mode = leg.mode.value if leg.mode else "road"
    faint = ";stroke-opacity:.3" if pale else ""
    told = html.escape(f"{mode}: {leg.start} → {leg.end}")
    return f'<path d="{path}" style="{_STYLES[mode]}{faint}"><title>{told}</title></path>'


def _stops(route: Route, frame: Frame) -> str:
    """Mark where the mode changes; a name that would lie on another is left to the tooltip."""
    places = [(leg.start, leg.geometry[0]) for leg in route.legs if leg.geometry]
    places += [(leg.end, leg.geometry[-1]) for leg in route.legs[-1:] if leg.geometry]
    drawn: list[tuple[float, float, float]] = []
    marks = []
    for name, (lon, lat) in [places[0], places[-1], *places[1:-1]]:
        x, y = frame.at(lon, lat)
        told = html.escape(name)
        marks.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#fff" stroke="#18181b"'
            f' stroke-width="1.5"><title>{told}</title></circle>'
        )
        long = 6.2 * len(name)
        left = x + 7 if x + long + 10 < frame.width else x - 7 - long
        if all(abs(y - b) > 13 or left > a + w or left + long < a for a, b, w in drawn):
            drawn.append((left, y, long))
            marks.append(
                f'<text x="{left:.1f}" y="{y + 4:.1f}" fill="#18181b" stroke="#fff"'
                f' stroke-width="3" paint-order="stroke">{told}</text>'
            )
    return "".join(marks)
