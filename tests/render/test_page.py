from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from graph.render import render

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
STAGES = ["", "#from=KZ&to=TR&avoid=&selection=node.KZ", "#avoid=RU&avoid=GE&selection=edge.e9",
          "#view=table"]  # fmt: skip


def ways(page: Page) -> list[str]:
    """Each card's places, joined."""
    chains = page.locator(".way .chain").all()
    return [" > ".join(chain.locator("li").all_inner_texts()) for chain in chains]


def toggle(page: Page, place: str) -> None:
    chip = page.get_by_role("button", name=f"Stop avoiding {place}", exact=True)
    if chip.count():
        chip.click()
    else:
        choose(page, "#avoid", place)


def choose(page: Page, field: str, place: str) -> None:
    page.locator(field).fill(place)
    page.keyboard.press("Enter")


def test_opens_with_the_question_and_its_answer(opened: Open, page_file: Path) -> None:
    view = opened(page_file)
    assert view.page.locator("h1").inner_text() == "Kazakhstan → Turkey without Russia"
    assert ways(view.page) == ["Kazakhstan > Caspian Sea > Azerbaijan > Georgia > Turkey"]
    assert "Middle Corridor" in view.page.locator("#summary").inner_text()


@pytest.mark.parametrize("fragment", STAGES)
def test_asks_nothing_of_any_server_and_complains_of_nothing(
    opened: Open, page_file: Path, fragment: str
) -> None:
    view = opened(page_file, fragment)
    view.page.mouse.move(700, 400)
    view.page.wait_for_timeout(300)
    outside = [url for url in view.requests if not url.startswith(("file:", "data:", "blob:"))]
    assert outside == []
    assert view.errors == []


def test_an_avoid_switch_recomputes_the_ways(opened: Open, page_file: Path) -> None:
    view = opened(page_file)
    toggle(view.page, "Russia")
    assert ways(view.page) == [
        "Kazakhstan > Caspian Sea > Azerbaijan > Georgia > Turkey",
        "Kazakhstan > Russia > Turkey",
    ]
    view.page.locator(".way > .way-button").nth(1).click()
    assert "does not say how" in view.page.locator(".way.open .note").inner_text()
    toggle(view.page, "Georgia")
    assert ways(view.page) == ["Kazakhstan > Russia > Turkey"]


def test_no_route_names_the_avoid_to_lift_and_lifts_it(opened: Open, page_file: Path) -> None:
    view = opened(page_file)
    toggle(view.page, "Georgia")
    assert ways(view.page) == []
    assert "to lift: Russia" in view.page.locator(".no-way").inner_text()
    view.page.get_by_role("button", name="Allow Russia").click()
    assert ways(view.page) == ["Kazakhstan > Russia > Turkey"]


def test_evidence_marks_source_relation_and_target(opened: Open, page_file: Path) -> None:
    view = opened(page_file, "#selection=edge.e9")
    marks = view.page.locator("#evidence blockquote mark")
    # The sentence holds a flag of two astral code points before the words marked.
    assert marks.all_inner_texts() == ["Britain", "help", "Kazakhstan"]
    text = view.page.locator("#evidence").inner_text()
    assert "/news/2023" not in text
    for part in ("planned", "90 %", "brief.md", "2023-03-18", "said by United Kingdom"):
        assert part in text


def test_negated_is_said_in_words(opened: Open, page_file: Path) -> None:
    view = opened(page_file, "#selection=edge.e7")
    assert "✕ not" in view.page.locator("#evidence .tag.strong").inner_text()


def test_the_finder_works_from_the_keyboard(opened: Open, page_file: Path) -> None:
    page = opened(page_file).page
    page.keyboard.press("/")
    page.keyboard.type("ru")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.locator("#evidence h2").inner_text() == "Russia"
    page.get_by_role("switch", name="Avoid Russia").click()
    assert len(ways(page)) == 2
    page.keyboard.press("Escape")
    assert page.locator("#evidence").is_hidden()


def test_a_click_on_the_drawing_selects(opened: Open, page_file: Path) -> None:
    page = opened(page_file).page
    page.wait_for_timeout(600)
    box = page.locator("#network").bounding_box()
    # Walk over the drawing until a node answers: places are not part of the contract.
    for x in range(40, int(box["width"]), 18):
        for y in range(40, int(box["height"]), 36):
            page.mouse.click(box["x"] + x, box["y"] + y)
            if page.locator("#evidence").is_visible():
                return
    pytest.fail("nothing on the drawing could be selected")


def test_the_fragment_keeps_the_view(opened: Open, page_file: Path) -> None:
    page = opened(page_file).page
    toggle(page, "Georgia")
    fragment = page.evaluate("location.hash")
    again = opened(page_file, fragment).page
    assert again.locator("h1").inner_text() == "Kazakhstan → Turkey without Russia or Georgia"


def test_the_table_holds_every_relationship(opened: Open, page_file: Path) -> None:
    page = opened(page_file).page
    page.get_by_role("button", name="Table").click()
    assert page.locator("#table-body tr").count() == 19
    page.locator("#table-body").get_by_role("button", name="diverts").click()
    assert page.locator("#evidence h2").inner_text() == "Kazakhstan diverts Middle Corridor"


@pytest.mark.parametrize("fragment", STAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened: Open, page_file: Path, scheme: str, fragment: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(page_file, fragment, color_scheme=scheme).page
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("fragment", STAGES)
def test_a_phone_never_scrolls_sideways(opened: Open, page_file: Path, fragment: str) -> None:
    page = opened(page_file, fragment, viewport={"width": 390, "height": 844}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_theme_button_changes_the_theme(opened: Open, page_file: Path) -> None:
    page = opened(page_file, color_scheme="light").page
    colour = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(colour)
    page.locator("#theme").click()
    assert page.evaluate(colour) != before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_everything_open(opened: Open, page_file: Path, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(page_file, color_scheme=scheme).page
    page.locator("#hand > summary").click()
    page.locator("#finder").fill("a")
    assert Axe().run(page).violations_count == 0
    page.locator("#about-open").click()
    assert Axe().run(page).violations_count == 0
    assert "visjs contributors" in page.locator("#about").inner_text()


def test_no_foreign_script_can_run(opened: Open, page_file: Path) -> None:
    page = opened(page_file).page
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'globalThis.ran = 1';"
        " document.body.append(s) }"
    )
    assert page.evaluate("globalThis.ran") is None


def test_the_keyboard_stays_where_it_was(opened: Open, page_file: Path) -> None:
    page = opened(page_file, "#avoid=").page
    page.locator(".way > .way-button").nth(1).focus()
    page.keyboard.press("Enter")
    assert page.locator(".way > .way-button").nth(1).get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.dataset.key") == "way 1"


def test_without_a_question_the_title_leads(opened: Open, story: Any, tmp_path: Path) -> None:
    names = dict(story().nodes(data="name"))
    path = render(story(), [], tmp_path / "x.html", title="Two articles", names=names)
    page = opened(path).page
    assert page.locator("h1").inner_text() == "Two articles"
    choose(page, "#from", "Kazakhstan")
    choose(page, "#to", "Turkey")
    assert page.locator("h1").inner_text() == "Kazakhstan → Turkey"
    assert "No route" in page.locator(".no-way").inner_text()


def test_an_empty_graph_opens(opened: Open, tmp_path: Path) -> None:
    path = render(nx.MultiDiGraph(), [], tmp_path / "x.html", title="Nothing", names={})
    assert opened(path).errors == []


def test_paper_is_white(opened: Open, page_file: Path) -> None:
    page = opened(page_file, color_scheme="dark").page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert ink == "rgb(22, 32, 44)"
    assert page.locator("#table-view").is_visible()
    assert page.locator(".bar .buttons").is_hidden()


HOSTILE = ["</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>',
           "javascript:alert(1)", "<!--<script>", "{{ 7 * 7 }}", "&lt;b&gt;"]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_articles_stays_text(
    opened: Open, story: Any, row: Any, tmp_path: Path, text: str
) -> None:
    relations = story()
    relations.nodes["RU"]["name"] = text
    row(relations, text)
    question = {"origin": "KZ", "destination": "RU", "avoid": []}
    steps = [{"from": "KZ", "to": "RU", "via": None, "mode": text, "edges": ["odd"],
              "note": text, "onward": False}]  # fmt: skip
    names = {**dict(relations.nodes(data="name")), "RU": text}
    path = render(relations, steps, tmp_path / "odd.html", title=text, question=question,
                  names=names)  # fmt: skip
    view = opened(path, "#selection=edge.odd")
    dialogs: list[str] = []
    view.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    view.page.wait_for_timeout(200)
    assert text in view.page.locator("#evidence blockquote").inner_text()
    assert text in view.page.locator("h1").inner_text()
    assert view.page.locator("img").count() == 0
    assert view.page.locator("script").count() == 6
    assert view.page.locator("a[href^='javascript']").count() == 0
    assert (dialogs, view.errors) == ([], [])
