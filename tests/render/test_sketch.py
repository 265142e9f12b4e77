"""A still map draws every leg inside its window, and shows names as text."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from graph.model import Leg, Mode, Route
from graph.render import routes_svg

SVG = "{http://www.w3.org/2000/svg}"


def _route(*lines, name="B"):
    legs = tuple(
        Leg(start="A", end=name, countries=(), mode=Mode.SEA, geometry=tuple(line))
        for line in lines
    )
    return Route(rank=1, countries=(), corridors=(), chokepoints=(), legs=legs)


def _places(svg):
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    box = [float(part) for part in root.attrib["viewBox"].split()]
    paths = [path.attrib["d"] for path in root.iter(f"{SVG}path")]
    pairs = [
        (float(x), float(y))
        for path in paths
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path)
    ]
    return box, pairs, root


def test_a_way_over_the_date_line_is_one_piece():
    box, pairs, _ = _places(routes_svg([_route([(170.0, 50.0), (179.9, 52.0), (-170.0, 54.0)])]))
    xs = [x for x, _ in pairs]
    assert xs == sorted(xs)
    assert max(xs) - min(xs) > 0.7 * box[2]


def test_a_name_is_text_never_markup():
    svg = routes_svg([_route([(10.0, 50.0), (20.0, 52.0)], name="<script>alert(1)</script>")])
    *_, root = _places(svg)
    assert not list(root.iter(f"{SVG}script"))
    assert "<script>alert(1)</script>" in "".join(root.itertext())


def test_ways_without_a_line_have_no_map():
    assert not routes_svg([_route([])])
    assert not routes_svg([])


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-80, 80)), min_size=2, max_size=20))
def test_all_points_lie_in_the_window(line):
    line = [(lon / 4, lat) for lon, lat in line]
    box, pairs, _ = _places(routes_svg([_route(line)]))
    assert all(-1 <= x <= box[2] + 1 and -1 <= y <= box[3] + 1 for x, y in pairs)
