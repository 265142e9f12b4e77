"""The page with the world in it from end to end: keys, links, dates, drawing, hostile text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from graph.render import render

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from graph.render.world import World

pytestmark = [pytest.mark.browser, pytest.mark.network]
Open = Callable[..., Any]
ASKED = "#from=KZ&to=DE&avoid=RU&on=ground&view=map"
CLOSED = "#from=MN&to=DE&avoid=RU&avoid=CN&on=ground&view=map"
TIES = "globalThis.corridorMap.scene.ties.length"
# The middle of the first bow that lies in sight, on the page.
BOW = """() => {
  const {scene, camera, canvas} = globalThis.corridorMap;
  const box = canvas.getBoundingClientRect();
  for (const {from, to} of scene.ties) {
    const [a, b] = [camera.screenOf(...from), camera.screenOf(...to)];
    const bend = [(a[0] + b[0]) / 2 + (b[1] - a[1]) * 0.18,
                  (a[1] + b[1]) / 2 - (b[0] - a[0]) * 0.18];
    for (const t of [0.5, 0.4, 0.6, 0.3, 0.7]) {
      const at = [0, 1].map((i) => (1 - t) ** 2 * a[i] + 2 * t * (1 - t) * bend[i] + t * t * b[i]);
      const inside = at[0] > 5 && at[1] > 5 && at[0] < box.width - 70 && at[1] < box.height - 90;
      if (inside && globalThis.corridorMap.under(...at).tie) return [box.x + at[0], box.y + at[1]];
    }
  }
  return null;
}"""


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.dataset.key"))


def tab_to(page: Page, wanted: str, most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page) == wanted:
            return
    pytest.fail(f"the Tab key never came to {wanted}")


def test_the_first_screen_tells_where_exports_go(opened: Open, world_file: Path) -> None:
    page = opened(world_file).page
    told = page.locator("#today-list").inner_text()
    assert "Oil transits through Russia" in told
    assert "60 %" in told
    page.locator("#today-list button").first.click()
    assert page.locator("#evidence h2").inner_text() == "Kazakhstan transits through Russia"


def test_everything_can_be_done_from_the_keyboard(opened: Open, world_file: Path) -> None:
    page = opened(world_file, "#from=KZ&to=DE&avoid=&on=ground&view=map").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert focused(page) == "story"
    tab_to(page, "avoid")
    page.keyboard.type("Russia")
    page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == "Kazakhstan → Germany without Russia"
    page.wait_for_selector("#closings-list li")
    tab_to(page, "way 1")
    page.keyboard.press("Enter")
    assert page.locator(".way-button").nth(1).get_attribute("aria-expanded") == "true"
    tab_to(page, "leg 0")
    page.keyboard.press("Enter")
    assert page.locator(".leg-button[aria-pressed='true']").count() == 1
    tab_to(page, "map")
    page.keyboard.press("Control+z")
    assert page.locator("h1").inner_text() == "Kazakhstan → Germany"
    page.keyboard.press("/")
    page.keyboard.type("Georgia")
    page.keyboard.press("Enter")
    assert page.locator("#evidence h2").inner_text() == "Georgia"
    page.keyboard.press("Escape")
    assert page.locator("#evidence").is_hidden()


@pytest.mark.parametrize(
    "more",
    [
        "&way=2&leg=1",
        "&by=cost&selection=node.KZ&ties=off",
        "&family=conflict&least=0.5&until=2022-06",
        "&selection=edge.e6",
    ],
)
def test_a_reload_brings_the_same_state(opened: Open, world_file: Path, more: str) -> None:
    page = opened(world_file, ASKED + more).page
    parts = ("h1", "#summary", "#ways", "#evidence-body", "#table-body", "#filter-count")

    def state() -> list[object]:
        return [page.locator(part).text_content() for part in parts] + [page.evaluate(TIES)]

    before = state()
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert state() == before
    # A further step keeps all that the link said.
    page.locator("#view-network").click()
    kept = page.evaluate("location.hash")
    for part in more.strip("&").split("&"):
        assert part in kept


def test_the_link_is_copied_or_shown(opened: Open, world_file: Path) -> None:
    page = opened(world_file, ASKED, permissions=["clipboard-read", "clipboard-write"]).page
    page.locator("#view-map").click()
    page.locator("#hand > summary").click()
    page.locator("#hand-link").click()
    page.wait_for_selector("#toast:not([hidden])")
    shown = page.locator("#link")
    if shown.is_visible():
        copied = shown.input_value()
    else:
        copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.evaluate("location.href")


def test_dates_thin_out_the_bows_of_the_map(opened: Open, world_file: Path) -> None:
    page = opened(world_file, f"{ASKED}&selection=node.UA").page
    whole = page.evaluate(TIES)
    slider = page.locator("#time")
    slider.focus()
    page.keyboard.press("Home")
    assert "until 2022-01" in page.locator("#time-said").inner_text()
    assert 0 < page.evaluate(TIES) < whole
    page.keyboard.press("End")
    assert page.evaluate(TIES) == whole


def test_relationships_are_drawn_until_they_are_switched_off(
    opened: Open, world_file: Path
) -> None:
    page = opened(world_file, ASKED).page
    assert page.evaluate(TIES) > 3
    page.locator("#ties").click()
    assert page.evaluate(TIES) == 0
    page.locator("#ties").click()
    page.wait_for_timeout(100)
    page.mouse.move(*page.evaluate(BOW))
    assert " → " in page.locator("#map-tip").inner_text()
    page.mouse.click(*page.evaluate(BOW))
    assert page.locator("#evidence blockquote").count() > 0


def test_one_selection_stands_in_both_views(opened: Open, world_file: Path) -> None:
    page = opened(world_file, f"{ASKED}&selection=node.GB").page
    assert page.evaluate("corridorMap.scene.picked") == "GB"
    page.locator("#view-network").click()
    page.wait_for_function("globalThis.corridorNetwork")
    width = "corridorNetwork.body.data.nodes.get('{}').borderWidth"
    assert page.evaluate(width.format("GB")) > page.evaluate(width.format("CN"))
    page.keyboard.press("/")
    page.keyboard.type("China")
    page.keyboard.press("Enter")
    assert page.evaluate(width.format("CN")) > page.evaluate(width.format("GB"))
    page.locator("#view-map").click()
    assert page.evaluate("corridorMap.scene.picked") == "CN"


def test_what_each_avoid_keeps_shut_is_told(opened: Open, world_file: Path) -> None:
    page = opened(world_file, CLOSED).page
    page.wait_for_selector("#closings-list li")
    rows = page.locator("#closings-list li").all_inner_texts()
    assert len(rows) == 2
    assert all("days" in row or "no route" in row for row in rows)
    page.get_by_role("button", name="Allow China again").click()
    assert page.locator(".way.open .code").all_inner_texts()[:2] == ["MN", "CN"]


@pytest.mark.parametrize(("motion", "animated"), [("reduce", False), ("no-preference", True)])
def test_reduced_motion_is_kept(
    opened: Open, world_file: Path, motion: str, *, animated: bool
) -> None:
    page = opened(world_file, ASKED.replace("view=map", "view=network"), reduced_motion=motion).page
    page.evaluate(
        "() => { const net = globalThis.corridorNetwork; net.fit = (o) => { net.o = o } }"
    )
    page.locator(".way-button").nth(1).click()
    page.wait_for_function("globalThis.corridorNetwork.o")
    assert page.evaluate("Boolean(corridorNetwork.o.animation)") is animated


def test_panning_draws_the_land_no_more_than_now_and_then(opened: Open, world_file: Path) -> None:
    page = opened(world_file, ASKED).page
    sheets = page.evaluate(
        """() => {
          const {painter, camera} = globalThis.corridorMap;
          const draw = painter.drawSheet.bind(painter);
          let count = 0;
          painter.drawSheet = (...all) => { count += 1; return draw(...all) };
          for (let step = 0; step < 60; step += 1) {
            camera.pan(step % 20 < 10 ? 6 : -6, 1);
            globalThis.corridorMap.draw();
          }
          return count;
        }"""
    )
    assert sheets <= 3


def crowd(size: int) -> Any:
    relations: Any = nx.MultiDiGraph()
    for number in range(size):
        relations.add_node(f"org:{number}", kind="org", name=f"Company {number}")
    for number in range(size):
        ends = f"org:{number}", f"org:{number * 7 % size}"
        relations.add_edge(*ends, key=f"e{number}", relation="cooperates", confidence=0.9)
    return relations


def test_a_crowd_is_simplified_drawn_whole_on_demand_and_dragged_without_rebuilding(
    opened: Open, tmp_path: Path
) -> None:
    path = render(crowd(2_000), [], tmp_path / "crowd.html", title="Crowd", names={})
    page = opened(path, "#view=network").page
    page.wait_for_function("globalThis.corridorNetwork")
    count = "corridorNetwork.body.data.nodes.length"
    assert page.evaluate(count) == 400
    page.locator("#draw-all").click()
    assert page.evaluate(count) == 2_000
    page.wait_for_timeout(500)
    page.evaluate(
        """() => {
          globalThis.touched = 0;
          const {nodes, edges} = corridorNetwork.body.data;
          for (const set of [nodes, edges]) set.on("*", () => { globalThis.touched += 1 });
        }"""
    )
    before = page.evaluate("corridorNetwork.getViewPosition()")
    box = page.locator("#network").bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 90, steps=12)
    page.mouse.up()
    page.wait_for_function("(x) => corridorNetwork.getViewPosition().x !== x", arg=before["x"])
    assert page.evaluate("globalThis.touched") == 0


HOSTILE = ["</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>',
           "javascript:alert(1)", "<svg/onload=alert(1)>"]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_articles_stays_text_beside_the_world(
    opened: Open, story: Any, row: Any, packed: World, tmp_path: Path, text: str
) -> None:
    relations = story()
    relations.nodes["RU"]["name"] = text
    relations.nodes["commodity:oil"]["name"] = text
    row(relations, text)
    names = dict(relations.nodes(data="name"))
    path = render(relations, [], tmp_path / "odd.html", title=text, names=names, world=packed)
    view = opened(path, "#from=KZ&to=DE&avoid=RU&on=ground&view=map&selection=edge.odd")
    page = view.page
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    assert text in page.locator("#evidence blockquote").inner_text()
    assert text in page.locator("h1").inner_text()
    assert text.casefold() in page.locator("#today").inner_text().casefold()
    scripts = page.locator("script").count()
    page.mouse.move(900, 450)
    page.locator("#finder").fill(text[:4])
    for name in ("table", "network", "map"):
        page.locator(f"#view-{name}").click()
    page.wait_for_timeout(200)
    assert page.locator("img").count() == 0
    assert page.locator("script").count() <= scripts + 1  # the drawing's own, of the page's policy
    assert page.locator("a[href^='javascript']").count() == 0
    assert (dialogs, view.errors) == ([], [])
