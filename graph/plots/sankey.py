"""How much flows by which way: streams through the facilities that bound them."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from graph.errors import UsageError
from graph.model import Flow, Limit, Stream
from graph.plots.canvas import PALETTE, canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDE = 0.12
_HAIR = 1e-6
_GAP = 0.12
"""Room between facilities above each other, as a share of all that flows."""
_FULL, _FREE, _UNKNOWN = PALETTE[1], PALETTE[0], "#ffffff"
_START, _END = "start", "end"


class _Box(NamedTuple):
    """Where a facility is drawn: its column, its lower edge and its height."""

    column: int
    low: float
    high: float


class _Passed(NamedTuple):
    """Room that a ribbon takes in a column where it passes other facilities."""

    before: str
    after: str
    column: int


_Stop = str | _Passed
_Way = tuple[list[_Stop], float]


def capacity_sankey(
    flow: Flow, ends: tuple[str, str], *, title: str = "", ax: Axes | None = None
) -> Axes:
    """Draw what flows from one end to the other, facility by facility.

    Parameters
    ----------
    flow
        The most that fits: `explorer.capacity(...).flow`.
    ends
        What the origin and the destination are called.
    title
        Words for the head.
    ax
        Axes to draw into; new ones where None.

    Returns
    -------
    Axes
        Ribbons as wide as what flows, in the unit of the flow. Facilities that are full are
        orange, those with room left blue; what has no published figure is an empty box, for it
        bounds nothing.

    Raises
    ------
    UsageError
        If nothing flows by any published figure.

    Examples
    --------
    >>> from graph.model import Flow, Limit, Stream
    >>> port = Limit(name="port Aktau", kind="port", capacity=7.5, flow=7.5)
    >>> flow = Flow(total=7.5, dedicated=7.5, unit="Mt/y", binding=(port,), used=(port,),
    ...             uncounted=(), streams=(Stream((port,), 7.5),))
    >>> capacity_sankey(flow, ("Kazakhstan", "Azerbaijan")).get_title(loc="left")
    'What fits through'
    """
    streams = [stream for stream in flow.streams if stream.amount > 0]
    if not streams:
        raise UsageError(
            "nothing flows by any published capacity, so there is nothing to draw",
            "See `uncounted` for the ways that no figure is published for.",
        )
    column = _columns(streams)
    ways = [(_drawn_stops(stream, column), stream.amount) for stream in streams]
    boxes = _boxes(ways, column, flow.total)
    last = max(box.column for box in boxes.values())
    rows = max(sum(box.column == n for box in boxes.values()) for n in range(last + 1))
    ax = canvas(2.2 + 2.1 * last, 1.6 + 0.62 * max(rows, 4), title or "What fits through", ax)
    _ribbons(ax, ways, boxes)
    limits = {one.name: one for one in flow.used}
    for name, box in boxes.items():
        if isinstance(name, _Passed):
            continue
        _draw(ax, box, _colour(limits.get(name)))
        text = _text(limits.get(name), ends[name == _END], flow)
        ax.annotate(text, (box.column + _WIDE, (box.low + box.high) / 2), (4, 0),
                    textcoords="offset points", va="center", fontsize=8)  # fmt: skip
    _finish(ax, last, [limits[name] for name in boxes if name in limits])
    return ax


def _stops(stream: Stream) -> list[str]:
    return [_START, *(limit.name for limit in stream.limits), _END]


def _drawn_stops(stream: Stream, column: Mapping[str, int]) -> list[_Stop]:
    """Give the stops of a stream, and the columns that it passes between them."""
    stops: list[_Stop] = [_START]
    for before, after in pairwise(_stops(stream)):
        between = range(column.get(before, 0) + 1, column[after])
        stops += [*(_Passed(before, after, number) for number in between), after]
    return stops


def _columns(streams: Sequence[Stream]) -> dict[str, int]:
    """Put each facility to the right of all that come before it on some stream."""
    column: defaultdict[str, int] = defaultdict(int)
    pairs = {pair for stream in streams for pair in pairwise(_stops(stream))}
    for _ in range(len(pairs) + 1):
        late = [(a, b) for a, b in pairs if column[b] <= column[a] < len(pairs)]
        if not late:
            break
        for before, after in late:
            column[after] = column[before] + 1
    return dict(column)


def _boxes(ways: Sequence[_Way], column: Mapping[str, int], total: float) -> dict[_Stop, _Box]:
    """Stack the facilities of each column, those fed from above on top."""
    size = defaultdict[_Stop, float](float)
    fed: defaultdict[_Stop, list[_Stop]] = defaultdict(list)
    for stops, amount in ways:
        for stop in stops:
            size[stop] += amount
        for before, after in pairwise(stops):
            fed[after].append(before)
    at = {s: s.column if isinstance(s, _Passed) else column.get(s, 0) for s in size}
    boxes: dict[_Stop, _Box] = {}
    for number in range(max(at.values()) + 1):
        names = [name for name in size if at[name] == number]
        middle = {name: _middle(fed[name], boxes) for name in names}
        names.sort(key=lambda name: (middle[name], size[name]))
        height = sum(size[name] for name in names) + _GAP * total * (len(names) - 1)
        low = (total - height) / 2
        for name in names:
            boxes[name] = _Box(number, low, low + size[name])
            low += size[name] + _GAP * total
    return boxes


def _middle(names: Sequence[_Stop], boxes: Mapping[_Stop, _Box]) -> float:
    known = [boxes[name] for name in names if name in boxes]
    return sum((box.low + box.high) / 2 for box in known) / len(known) if known else 0.0


def _ribbons(ax: Axes, ways: Sequence[_Way], boxes: Mapping[_Stop, _Box]) -> None:
    """Draw each stream from box to box, in the colour of the facility that it leaves by."""
    firsts = list(dict.fromkeys(stops[1] for stops, _ in ways))
    parts = [
        (pair, amount, firsts.index(stops[1])) for stops, amount in ways for pair in pairwise(stops)
    ]
    leaves = {name: box.low for name, box in boxes.items()}
    enters = dict(leaves)
    # Ribbons do not cross at a box: those to and from lower boxes lie lower.
    outs = sorted(parts, key=lambda part: boxes[part[0][1]].low)
    ins = sorted(parts, key=lambda part: boxes[part[0][0]].low)
    starts = {id(part): _taken(leaves, part[0][0], part[1]) for part in outs}
    ends = {id(part): _taken(enters, part[0][1], part[1]) for part in ins}
    for part in parts:
        (before, after), amount, colour = part
        left = boxes[before].column + (_WIDE / 2 if isinstance(before, _Passed) else _WIDE)
        right = boxes[after].column + (_WIDE / 2 if isinstance(after, _Passed) else 0)
        _ribbon(ax, (left, starts[id(part)]), (right, ends[id(part)]), amount, colour)


def _taken(place: dict[_Stop, float], name: _Stop, amount: float) -> float:
    place[name] += amount
    return place[name] - amount


def _ribbon(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], amount: float, colour: int
) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    (left, low), (right, other) = start, end
    middle = (left + right) / 2
    corners = [
        (left, low), (middle, low), (middle, other), (right, other),
        (right, other + amount), (middle, other + amount), (middle, low + amount),
        (left, low + amount), (left, low),
    ]  # fmt: skip
    curve = [Path.CURVE4] * 3
    codes = [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY]
    face = PALETTE[(2, 5, 3, 4, 0)[colour % 5]]
    ax.add_patch(PathPatch(Path(corners, codes), facecolor=face, alpha=0.35, linewidth=0))


def _colour(limit: Limit | None) -> str:
    if limit is None:
        return "#444444"
    if limit.capacity is None:
        return _UNKNOWN
    full = (limit.flow or 0.0) >= limit.capacity * (1 - _HAIR)
    return _FULL if full else _FREE


def _draw(ax: Axes, box: _Box, colour: str) -> None:
    from matplotlib.patches import Rectangle

    dashed = colour == _UNKNOWN
    patch = Rectangle(
        (box.column, box.low), _WIDE, box.high - box.low, facecolor=colour,
        edgecolor="#444444" if dashed else colour, linestyle="--" if dashed else "-",
    )  # fmt: skip
    ax.add_patch(patch)


def _text(limit: Limit | None, end: str, flow: Flow) -> str:
    if limit is None:
        return f"{textwrap.fill(end, 20)}\n{flow.total:,.1f} {flow.unit}"
    moved = limit.flow or 0.0
    room = "no figure" if limit.capacity is None else f"of {limit.capacity:,.1f}"
    return f"{textwrap.fill(limit.label, 20)}\n{moved:,.1f} ({room})"


def _finish(ax: Axes, last: int, limits: Sequence[Limit]) -> None:
    from matplotlib.patches import Patch

    seen = {_colour(limit) for limit in limits}
    words = {_FULL: "full", _FREE: "has room left", _UNKNOWN: "no figure published"}
    handles = [
        Patch(facecolor=colour, edgecolor="#444444", label=word)
        for colour, word in words.items()
        if colour in seen
    ]
    ax.legend(handles=handles, frameon=False, fontsize=8, ncols=3, loc="upper center",
              bbox_to_anchor=(0.5, -0.02))  # fmt: skip
    ax.set_xlim(-0.05, last + 0.95)
    ax.margins(y=0.05)
    ax.autoscale_view(scalex=False)
    ax.set_axis_off()
