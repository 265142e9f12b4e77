"""Corridors and border stations in the page, against what the command line says of them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.analysis.corridors import corridor_lines, corridor_names, followed
from graph.facts import load
from graph.model import Leg, Mode, Route
from graph.render.known import known

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
Track = list[tuple[float, float]]


@pytest.fixture(scope="module")
def script(exposed: Callable[..., Page]) -> Page:
    return exposed("corridors", "followed", "linesOf", "stationFinder")


def route(*tracks: Track) -> Route:
    legs = [
        Leg(mode=Mode.RAIL, start="A", end="B", countries=(), geometry=tuple(track))
        for track in tracks
    ]
    return Route(rank=1, legs=tuple(legs), countries=(), corridors=(), chokepoints=())


def tracks() -> list[Track]:
    """Lines of the table, whole, cut, turned about and shaken; and two of them joined."""
    rng = random.Random(7)  # noqa: S311 - a scene, not a secret
    lines = [[(lon, lat) for lat, lon in line] for _, line in corridor_lines()]
    found: list[Track] = []
    for line in lines:
        shake = rng.choice([0.0, 0.2, 0.6, 1.5])
        moved = [(x + rng.uniform(-shake, shake), y + rng.uniform(-shake, shake)) for x, y in line]
        cut = moved[: rng.randint(2, len(moved))]
        found += [moved, cut, cut[::-1]]
    return [*found, lines[0] + lines[3], lines[5][::-1] + lines[1]]


def test_the_page_follows_corridors_by_the_rule_of_the_command_line(script: Page) -> None:
    given = tracks()
    ours = script.evaluate(
        "([tracks, corridors]) => tracks.map((points) => followed([{points}], linesOf(corridors)))",
        [given, known()["corridors"]],
    )
    theirs = [followed(route(track)) for track in given]
    assert any(theirs)
    assert not all(theirs)
    for mine, wanted in zip(ours, theirs, strict=True):
        assert dict(mine) == pytest.approx(dict(wanted), abs=0.006)


def test_a_border_is_called_by_its_nearest_station(script: Page) -> None:
    rows = [row for row in load("border_stations") if row.a_country != row.b_country]
    asked = [[[row.b_country, row.a_country], row.lat, row.lon] for row in rows]
    found = script.evaluate(
        "([rows, stations]) => { const name = stationFinder(stations);"
        " return rows.map((row) => name(...row)) }",
        [asked, known()["stations"]],
    )
    assert found == [row.name for row in rows]
    none = script.evaluate(
        "(stations) => stationFinder(stations)(['KZ', 'RU'], 0, 0)", known()["stations"]
    )
    assert none is None


@pytest.mark.network
def test_a_card_names_the_corridors_that_its_legs_follow(opened: Open, world_file: Path) -> None:
    page = opened(world_file, "#from=KZ&to=DE&avoid=RU&on=ground&view=map").page
    page.locator("#hand > summary").click()
    with page.expect_download() as waiting:
        page.locator("#hand-geojson").click()
    legs = json.loads(Path(waiting.value.path()).read_text("utf-8"))["features"]
    cards = page.locator(".way")
    named = 0
    for rank in range(cards.count()):
        mine = [leg for leg in legs if leg["properties"]["rank"] == rank + 1]
        wanted = followed(
            route(*([(x, y) for x, y in leg["geometry"]["coordinates"]] for leg in mine))
        )
        tags = cards.nth(rank).locator(".tag.via").all_inner_texts()
        assert [tag.split(" (")[0] for tag in tags] == [corridor_names()[key] for key, _ in wanted]
        named += len(tags)
    assert named
    assert "Crosses at" in page.locator(".way.open .crossings").first.inner_text()
