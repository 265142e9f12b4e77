"""The page with the world in it, as a reader uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.network]
Open = Callable[..., Any]
ASKED = "#from=KZ&to=DE&avoid=RU&on=ground&view=map"
CLOSED = "#from=AM&to=DE&avoid=GE&avoid=IR&on=ground&view=map"
LOOKS = ["", ASKED, CLOSED, f"{ASKED}&selection=edge.e6&leg=1", f"{ASKED}&selection=node.KZ",
         *(ASKED.replace("=map", f"={view}") for view in ("table", "network"))]  # fmt: skip


def states(page: Page) -> list[str]:
    return page.locator(".way.open .chain .code").all_inner_texts()


def choose(page: Page, field: str, place: str) -> None:
    page.locator(field).fill(place)
    page.keyboard.press("Enter")


def at(page: Page, place: str) -> tuple[float, float]:
    """Where a country's name stands on the map, on the screen."""
    box = page.locator("#map").bounding_box()
    x, y = page.evaluate("name => globalThis.corridorMap.whereIs(name)", place)
    return box["x"] + x, box["y"] + y


def test_the_first_screen_tells_the_story(opened: Open, world_file: Path) -> None:
    page = opened(world_file).page
    assert page.locator("h1").inner_text() == "Kazakhstan → the open sea"
    assert "Russia" in page.locator("#summary").inner_text()
    page.wait_for_selector("#closings:not([hidden])")
    assert "Russia" in page.locator("#closings-list").inner_text()


def test_avoiding_changes_the_routes_and_undo_brings_them_back(
    opened: Open, world_file: Path
) -> None:
    page = opened(world_file, "#from=KZ&to=DE&avoid=&on=ground").page
    assert "RU" in states(page)
    choose(page, "#avoid", "Russia")
    assert "RU" not in states(page)
    page.locator("#undo").click()
    assert "RU" in states(page)


@pytest.mark.parametrize(
    "name", ["Suez Canal", "Caspian Sea", "European Union", "Road", "Poti", "border Azerbaijan–Geo"]
)
def test_anything_can_be_avoided_by_name(opened: Open, world_file: Path, name: str) -> None:
    page = opened(world_file, ASKED).page
    choose(page, "#avoid", name)
    assert page.locator("#avoid-chips li").count() == 2


def test_a_click_on_a_country_closes_it_and_opens_it(opened: Open, world_file: Path) -> None:
    page = opened(world_file, "#from=KZ&to=DE&avoid=&on=ground").page
    page.wait_for_timeout(200)
    page.mouse.click(*at(page, "RU"))
    assert page.locator("h1").inner_text() == "Kazakhstan → Germany without Russia"
    assert "RU" not in states(page)
    page.locator("#toast").get_by_role("button", name="Undo").click()
    assert "RU" in states(page)


def test_no_route_says_what_to_lift(opened: Open, world_file: Path) -> None:
    page = opened(world_file, CLOSED).page
    # Either neighbour alone opens a way; the command line names the later one too.
    assert "The fewest avoids to lift: Iran." in page.locator(".no-way").inner_text()
    page.get_by_role("button", name="Allow Iran", exact=True).click()
    assert states(page)[:2] == ["AM", "IR"]


def test_an_end_that_is_avoided_is_to_be_lifted(opened: Open, world_file: Path) -> None:
    page = opened(world_file, "#from=KZ&to=DE&avoid=bloc:eu&on=ground").page
    assert "European Union" in page.locator(".no-way").inner_text()


def test_a_leg_opens_its_evidence(opened: Open, world_file: Path) -> None:
    page = opened(world_file, ASKED).page
    page.locator(".leg-button").first.click()
    assert page.locator(".leg-button").first.get_attribute("aria-pressed") == "true"
    assert page.locator(".quotes[open]").count() == 1


def test_what_is_handed_on_holds_the_route(opened: Open, world_file: Path) -> None:
    page = opened(world_file, ASKED).page
    got = {}
    for name in ("geojson", "csv", "png", "relations"):
        page.locator("#hand > summary").click()
        with page.expect_download() as waiting:
            page.locator(f"#hand-{name}").click()
        got[name] = Path(waiting.value.path()).read_bytes()
    legs = json.loads(got["geojson"])["features"]
    assert {leg["geometry"]["type"] for leg in legs} == {"LineString"}
    assert not any("RU" in leg["properties"]["countries"] for leg in legs)
    assert got["csv"].startswith(b"route,leg,mode,from,to,states")
    assert got["png"].startswith(b"\x89PNG")
    assert b"Kazakhstan" in got["relations"]


def test_the_objective_changes_the_best(opened: Open, world_file: Path) -> None:
    page = opened(world_file, "#from=city:cn-shanghai&to=DE&avoid=&on=ground").page
    page.locator("#by").select_option("cost")
    assert "cheapest" in page.locator("#summary").inner_text()
    assert "Sea" in page.locator(".way.open .modes").inner_text()


def test_goods_go_only_by_what_takes_them(opened: Open, world_file: Path) -> None:
    page = opened(world_file, "#from=TM&to=CN&avoid=&on=ground").page
    assert "Rail" in page.locator(".way.open .modes").inner_text()
    page.locator("#cargo").select_option("natural-gas")
    assert "natural gas" in page.locator("#eyebrow").inner_text().lower()
    assert page.locator(".way.open .modes").inner_text().strip() == "Pipeline"
    assert "goods=natural-gas" in page.evaluate("location.hash")
    page.locator("#undo").click()
    assert "Rail" in page.locator(".way.open .modes").inner_text()


def test_an_objective_in_a_link_is_kept(opened: Open, world_file: Path) -> None:
    page = opened(world_file, "#from=city:cn-shanghai&to=DE&avoid=&on=ground&by=co2").page
    assert page.locator("#by").input_value() == "co2"
    assert "least CO₂" in page.locator("#summary").inner_text()


def test_the_link_brings_the_same_view(opened: Open, world_file: Path) -> None:
    page = opened(world_file, ASKED).page
    choose(page, "#avoid", "Azerbaijan")
    page.locator("#view-table").click()
    again = opened(world_file, page.evaluate("location.hash")).page
    assert again.locator("#legs-table").is_visible()
    assert again.locator("h1").inner_text() == "Kazakhstan → Germany without Russia or Azerbaijan"


def test_the_map_moves_from_the_keyboard(opened: Open, world_file: Path) -> None:
    page = opened(world_file, ASKED).page
    page.locator("#map").focus()
    before = page.evaluate("globalThis.corridorMap.camera.state")
    for key in ("ArrowLeft", "ArrowDown", "+"):
        page.keyboard.press(key)
    after = page.evaluate("globalThis.corridorMap.camera.state")
    assert after["x"] < before["x"]
    assert after["scale"] > before["scale"]
    page.keyboard.press("0")


def test_filters_and_dates_thin_out_what_is_shown(opened: Open, world_file: Path) -> None:
    page = opened(world_file, ASKED.replace("view=map", "view=table")).page
    whole = page.locator("#table-body tr").count()
    page.locator("#filter-family").select_option("conflict")
    few = page.locator("#table-body tr").count()
    assert 0 < few < whole
    assert f"{few} of {whole}" in page.locator("#filter-count").inner_text()


@pytest.mark.parametrize("fragment", LOOKS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened: Open, world_file: Path, scheme: str, fragment: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    view = opened(world_file, fragment, color_scheme=scheme)
    view.page.wait_for_timeout(250)
    results = Axe().run(view.page)
    assert results.violations_count == 0, results.generate_report()
    assert view.errors == []
    assert [url for url in view.requests if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.mark.parametrize("fragment", LOOKS)
def test_a_phone_never_scrolls_sideways(opened: Open, world_file: Path, fragment: str) -> None:
    page = opened(world_file, fragment, viewport={"width": 390, "height": 844}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_file_is_small_enough(world_file: Path) -> None:
    assert world_file.stat().st_size <= 1_500_000
