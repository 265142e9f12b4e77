"""Plots draw what they are given, and say what is missing."""

from __future__ import annotations

from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from graph import plots
from graph.errors import CorridorError, UsageError
from graph.model import Flow, Leg, Limit, Mode, Route, Stream

mpl.use("agg")


@pytest.fixture(autouse=True)
def _closed():
    yield
    from matplotlib import pyplot as plt

    plt.close("all")


def _route(rank, hours, usd):
    leg = Leg(
        start="A", end="B", countries=("KZ",), mode=Mode.RAIL, duration_h=hours, cost_usd_per_t=usd
    )
    return Route(rank=rank, countries=("KZ",), corridors=(), chokepoints=(), legs=(leg,))


def test_only_unbeaten_routes_are_joined():
    ax = plots.cost_against_time([_route(1, 24, 90), _route(2, 48, 95), _route(3, 72, 40)])
    assert [tuple(point) for point in ax.lines[0].get_xydata()] == [(1, 90), (3, 40)]
    assert len(ax.collections) == 3


def test_routes_from_sentences_have_nothing_to_draw():
    with pytest.raises(UsageError, match="no times and costs"):
        plots.cost_against_time([_route(1, None, None)])


def test_a_state_that_closes_all_is_crossed():
    extra = pd.DataFrame({"IR": [1.0, np.inf], "CN": [0.5, 2.0]}, index=["KZ", "UZ"])
    ax = plots.exposure_heatmap(extra)
    assert [(text.get_position(), text.get_text()) for text in ax.texts] == [((0, 1), "✕")]


def test_the_waterfall_adds_up():
    ax = plots.capacity_waterfall({"BTC": 10.0, "rail": 5.0}, needed=30.0)
    assert [bar.get_x() for bar in ax.patches] == [0, 10, 0]
    assert ax.patches[-1].get_width() == 15
    assert "50%" in ax.texts[-1].get_text()


def test_a_timeline_needs_dates():
    frame = pd.DataFrame({
        "source": ["KZ"], "relation": ["supports"], "target": ["AZ"], "polarity": ["negated"],
        "valid_since": [pd.Timestamp("2023-01-01")],
    })  # fmt: skip
    ax = plots.timeline(frame)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["KZ supports AZ"]
    with pytest.raises(UsageError, match="has a date"):
        plots.timeline(frame.assign(valid_since=pd.NaT))


def test_without_matplotlib_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    with pytest.raises(CorridorError, match="matplotlib") as caught:
        plots.capacity_waterfall({}, needed=1.0)
    assert "corridor-graph[plots]" in str(caught.value)


def _flow(*ways: tuple[float, tuple[str, ...]], binding: tuple[str, ...] = ()) -> Flow:
    names = list(dict.fromkeys(name for _, names in ways for name in names))
    moved = {name: sum(amount for amount, names in ways if name in names) for name in names}
    limits = {
        name: Limit(
            name=name, kind="port", flow=moved[name],
            capacity=None if name.startswith("dark") else moved[name] + (name not in binding),
        )
        for name in names
    }  # fmt: skip
    total = sum(amount for amount, _ in ways)
    return Flow(
        total=total, dedicated=total, unit="Mt/y", uncounted=(), used=tuple(limits.values()),
        binding=tuple(limits[name] for name in binding),
        streams=tuple(Stream(tuple(limits[n] for n in names), amount) for amount, names in ways),
    )  # fmt: skip


def _boxes(ax):
    return {
        tuple(round(float(x), 2) for x in (one.get_x(), one.get_height())): one
        for one in ax.patches
        if type(one).__name__ == "Rectangle"
    }


def test_a_sankey_is_as_wide_as_what_flows():
    flow = _flow((5.0, ("a", "b")), (3.0, ("dark c",)), (2.0, ("a", "d")), binding=("a",))
    ax = plots.capacity_sankey(flow, ("Kazakhstan", "the sea"))
    # both ends, then what leaves by each facility, in the columns of their order
    columns = {0.0: [10.0], 1.0: [3.0, 7.0], 2.0: [2.0, 5.0], 3.0: [10.0]}
    assert sorted(_boxes(ax)) == [(x, size) for x, sizes in columns.items() for size in sizes]
    texts = {text.get_text().split("\n")[0]: text.get_text() for text in ax.texts}
    assert texts["a"] == "a\n7.0 (of 7.0)"
    assert texts["dark c"] == "dark c\n3.0 (no figure)"
    assert texts["the sea"] == "the sea\n10.0 Mt/y"
    words = [text.get_text() for text in ax.get_legend().get_texts()]
    assert words == ["full", "has room left", "no figure published"]
    dashed = [one for one in _boxes(ax).values() if one.get_linestyle() == "--"]
    assert len(dashed) == 1


def test_a_sankey_never_draws_boxes_above_each_other():
    ways = [(float(n), tuple(f"f{n % 3}{m}" for m in range(n % 4 + 1))) for n in range(1, 13)]
    ax = plots.capacity_sankey(_flow(*ways), ("A", "B"))
    spans: dict[float, list[tuple[float, float]]] = {}
    for one in _boxes(ax).values():
        spans.setdefault(one.get_x(), []).append((one.get_y(), one.get_y() + one.get_height()))
    for column in spans.values():
        column.sort()
        assert all(high <= low for (_, high), (low, _) in pairwise(column))


def test_a_sankey_of_nothing_says_so():
    with pytest.raises(UsageError, match="nothing to draw"):
        plots.capacity_sankey(_flow(), ("A", "B"))
