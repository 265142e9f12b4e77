"""How answers show themselves in a notebook: cards, maps, the page in a frame."""

from __future__ import annotations

import html
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from graph import Explorer
from graph.errors import DataError
from graph.explorer.card import RouteCard, RouteMap, figures
from graph.explorer.inline import Inline
from graph.model import Leg, Mode, Route

NASTY = "<b onclick=alert(1)>"


def route(end: str = "Alat", *, drawn: bool = True) -> Route:
    line = ((51.2, 43.6), (49.4, 39.9)) if drawn else ()
    leg = Leg(
        start="Aktau", end=end, countries=("KZ", "AZ"), mode=Mode.FERRY, geometry=line,
        distance_km=430.0, duration_h=96.0, cost_usd_per_t=30.0, co2_kg_per_t=9.0, note=end,
    )  # fmt: skip
    return Route(
        rank=2, countries=("KZ", "AZ"), corridors=("corridor:middle",), chokepoints=(), legs=(leg,)
    )


def test_a_card_tells_states_figures_legs_and_corridors() -> None:
    shown = RouteCard.of(route(), lambda key: f"the {key}")._repr_html_()
    assert "2. the KZ → the AZ" in shown
    assert "430 km · 4.0 days · 30 USD/t · 9 kg CO2/t" in shown
    assert "Aktau → Alat" in shown
    assert "the corridor:middle" in shown
    assert shown.count("<svg") == 1


def test_a_card_is_the_route_it_shows() -> None:
    card = RouteCard.of(route(), str)
    assert (card.legs, card.countries, card.duration_h) == (route().legs, ("KZ", "AZ"), 96.0)
    assert card == RouteCard.of(route(), str.upper), "how names are shown makes no other route"


def test_a_card_shows_names_as_text() -> None:
    shown = RouteCard.of(route(NASTY), lambda key: f"{NASTY}{key}")._repr_html_()
    assert "<b onclick" not in shown
    assert shown.count(html.escape(NASTY)) >= 4


def test_a_way_without_geometry_has_no_map_and_says_so() -> None:
    bare = RouteMap([route(drawn=False)])
    assert bare.svg() == ""
    assert "no map" in bare._repr_html_()
    assert "<svg" not in RouteCard.of(route(drawn=False), str)._repr_html_()


def test_a_map_is_saved_as_the_svg_that_is_shown(tmp_path: Path) -> None:
    shown = RouteMap([route()], title=NASTY)
    saved = shown.save(tmp_path / "map.svg").read_text("utf-8")
    assert saved == shown.svg() == shown._repr_html_()
    assert ET.fromstring(saved).tag.endswith("svg")  # noqa: S314 - our own drawing
    with pytest.raises(DataError):
        shown.save(tmp_path / "none" / "map.svg")
    assert [path.name for path in tmp_path.iterdir()] == ["map.svg"]


def test_only_known_figures_are_told() -> None:
    assert figures(Leg(start="A", end="B", countries=())) == ""
    assert figures(Leg(start="A", end="B", countries=(), duration_h=48.0)) == "2.0 days"


def test_the_frame_holds_the_whole_page_and_nothing_spills() -> None:
    page = "<title>\"&'</title><script>if (1 < 2 && '\"') {}</script>"
    shown = Inline(page, 333)._repr_html_()
    assert re.fullmatch(r"<iframe [^<>]*></iframe>", shown)
    source = re.search(r'srcdoc="([^"]*)"', shown)
    assert source is not None
    assert html.unescape(source[1]) == page
    assert "height:333px" in shown


def test_the_frame_may_not_reach_the_notebook() -> None:
    sandbox = re.search(r'sandbox="([^"]*)"', Inline("x")._repr_html_())
    assert sandbox is not None
    granted = set(sandbox[1].split())
    assert "allow-scripts" in granted
    assert not granted & {"allow-same-origin", "allow-top-navigation", "allow-forms"}


@pytest.mark.network
def test_the_explorer_inline_is_the_page_and_writes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    explorer = Explorer([])
    explorer.extract("Kazakhstan borders Russia.")
    shown = explorer.inline(origin="Kazakhstan", destination="Turkey", avoid=["Russia"], height=500)
    assert shown.height == 500
    assert shown._repr_html_().startswith("<iframe")
    assert list(tmp_path.iterdir()) == []
    written = explorer.render(
        tmp_path / "page.html", origin="Kazakhstan", destination="Turkey", avoid=["Russia"]
    )
    assert written.read_text("utf-8") == shown.page


def test_what_shows_itself_in_a_terminal_is_short():
    explorer = Explorer([])
    found = explorer.extract("Kenya borders Uganda. Kenya exports tea to Egypt.")
    routes = explorer.paths("Almaty", "Hamburg", k=2, as_of="2026-11-01")
    shown = [
        *found, routes, *routes, routes[0].legs[0], routes.map(), explorer.show("Kenya"),
        explorer.network_in_use(),
        explorer.brief("Almaty", "Tashkent", k=1, as_of="2026-11-01"),
    ]  # fmt: skip
    for one in shown:
        assert len(repr(one)) < 600, repr(one)[:200]
        assert not re.search(r"\d\.\d{4}", repr(one)), "coordinates are for maps"
