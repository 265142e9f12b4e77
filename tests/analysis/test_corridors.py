from __future__ import annotations

import pytest

from graph.analysis.corridors import corridor_names, followed
from graph.facts import load


def line(key: str) -> list[tuple[float, float]]:
    row = next(row for row in load("corridors") if row.id == key)
    return [(lon, lat) for lat, lon in row.waypoints]


@pytest.mark.parametrize(
    ("key", "corridor"),
    [("middle-corridor", "corridor:middle"), ("maputo-corridor", "corridor:maputo")],
)
def test_a_route_along_the_whole_line_follows_it_both_ways(draw, key, corridor) -> None:
    for points in (line(key), line(key)[::-1]):
        assert dict(followed(draw(("rail", points))))[corridor] == 1.0


def test_a_part_counts_as_a_part(draw) -> None:
    points = line("middle-corridor")[1:]
    share = dict(followed(draw(("rail", points))))["corridor:middle"]
    assert 0.6 < share < 1


def test_a_short_part_is_not_the_corridor(draw) -> None:
    assert "corridor:middle" not in dict(followed(draw(("rail", line("middle-corridor")[:2]))))


def test_passing_its_places_in_another_order_is_not_to_follow(draw) -> None:
    points = line("middle-corridor")
    shuffled = points[::2] + points[1::2]
    assert "corridor:middle" not in dict(followed(draw(("rail", shuffled))))


def test_pipelines_follow_gas_corridors_and_nothing_else_does(draw) -> None:
    points = line("southern-gas-corridor")
    assert "corridor:southern-gas-corridor" in dict(followed(draw(("pipeline", points))))
    assert "corridor:southern-gas-corridor" not in dict(followed(draw(("rail", points))))


def test_what_is_only_planned_is_not_followed(draw) -> None:
    assert "corridor:zangezur" not in dict(followed(draw(("rail", line("zangezur")))))


def test_every_corridor_has_a_name() -> None:
    assert corridor_names()["corridor:middle"] == "Middle Corridor"
    assert all(corridor_names().values())
