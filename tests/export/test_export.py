from __future__ import annotations

import csv
import io
import json
import os

import pytest

from graph.errors import DataError, UsageError
from graph.export import routes_geojson, write_relationships
from graph.model import Leg, Mode, Route
from graph.store import write_whole


def test_json_lines_have_every_published_key(story):
    lines = write_relationships(story, "jsonl").splitlines()
    assert len(lines) == len(story)
    record = json.loads(lines[0])
    assert list(record)[:7] == [
        "source", "source_kind", "relation", "target", "target_kind", "polarity", "modality",
    ]  # fmt: skip
    assert record["group"] == "corridor:middle"
    assert record["order"] == 1


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "-2", "+3"])
def test_a_spreadsheet_runs_nothing(make, name):
    text = write_relationships([make("KZ", "borders", "RU", document=name)], "csv")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["document"] == f"'{name}"


def test_an_unknown_format_is_refused(story):
    with pytest.raises(UsageError):
        write_relationships(story, "xml")


def test_geojson_draws_what_is_known_and_nothing_else():
    known = Leg(start="a", end="b", countries=("KZ",), mode=Mode.RAIL, geometry=((1, 2), (3, 4)))
    unknown = Leg(start="b", end="c", countries=("RU",))
    route = Route(rank=1, countries=(), corridors=(), chokepoints=(), legs=(known, unknown))
    first, second = routes_geojson([route])["features"]
    assert first["geometry"] == {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}
    assert second["geometry"] is None


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "out.txt"
    path.write_text("old")
    write_whole(path, "new\n")
    assert path.read_text() == "new\n"
    assert [file.name for file in tmp_path.iterdir()] == ["out.txt"]


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "out.txt"
    path.write_text("old")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DataError, match="No space left"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["out.txt"]
