"""Frames have one row for each thing, sensible dtypes, and a geometry where there is one."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from graph.model import Leg, Mode, Route
from graph.tables import edges_frame, entities_frame, legs_frame, routes_frame


@pytest.fixture
def route():
    rail = Leg(
        start="A", end="B", countries=("KZ",), mode=Mode.RAIL, distance_km=10.0, duration_h=2.0,
        cost_usd_per_t=3.0, co2_kg_per_t=0.2, geometry=((50.0, 45.0), (51.0, 45.5)),
    )  # fmt: skip
    said = Leg(start="B", end="C", countries=("AZ",))
    return Route(rank=1, countries=("KZ", "AZ"), corridors=(), chokepoints=(), legs=(rail, said))


def test_legs_are_numbered_and_drawn(route):
    frame = legs_frame([route])
    assert list(frame.index) == [(1, 1), (1, 2)]
    assert frame["mode"].dtype == "category"
    assert frame.crs == "EPSG:4326"
    assert list(frame.geometry.iloc[0].coords) == [(50.0, 45.0), (51.0, 45.5)]
    assert frame.geometry.isna().tolist() == [False, True]
    assert pd.isna(frame["distance_km"].iloc[1])


def test_without_geopandas_legs_are_a_plain_frame(route, monkeypatch):
    monkeypatch.setattr("graph.tables.routes.find_spec", lambda _: None)
    frame = legs_frame([route])
    assert type(frame) is pd.DataFrame
    assert "geometry" not in frame


def test_a_route_with_an_unknown_leg_has_no_total(route):
    frame = routes_frame([route], [["A", "B", "C"]])
    assert frame.loc[1, "way"] == "A → B → C"
    assert frame["distance_km"].dtype == "float64"
    assert frame["distance_km"].isna().all()


def test_every_sentence_is_a_row(explorer):
    frame = edges_frame(explorer.relations)
    assert len(frame) >= explorer.relations.number_of_edges()
    assert set(frame["polarity"].cat.categories) <= {"asserted", "negated"}
    assert frame["confidence"].between(0, 1).all()


def test_a_year_becomes_its_first_day(explorer):
    edge = next(iter(explorer.relations.edges(data=True)))[2]
    records = json.loads(edge["evidence"])
    edge["evidence"] = json.dumps([{**record, "valid_from": "2023"} for record in records])
    frame = edges_frame(explorer.relations)
    assert str(frame["valid_since"].dtype).startswith("datetime64")
    assert pd.Timestamp("2023-01-01") in set(frame["valid_since"].dropna())


def test_entities_carry_their_place(explorer):
    frame = entities_frame(explorer.relations)
    assert frame.index.is_unique
    assert frame.loc["KZ", "kind"] == "state"
    assert 40 < frame.loc["KZ", "lat"] < 56
    assert (frame["relationships"] > 0).any()


def test_no_text_gives_empty_frames():
    import graph

    empty = graph.Explorer([])
    assert empty.relationships_frame().empty
    assert empty.entities_frame().empty


@pytest.fixture
def explorer():
    import graph

    return graph.Explorer()
