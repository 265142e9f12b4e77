"""Plots draw what they are given, and say what is missing."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from graph import plots
from graph.errors import CorridorError, UsageError
from graph.model import Leg, Mode, Route

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
