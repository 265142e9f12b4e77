"""How fast the page is, in Chromium: size, opening, an avoid, panning, 10,000 entities.

uv run python benchmarks/page.py
"""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

import networkx as nx
from playwright.sync_api import Browser, Page, sync_playwright

from graph.explorer import Explorer
from graph.render import render

ASKED = "#from=KZ&to=DE&avoid=&on=ground&view=map"
TOGGLES = ["Russia", "China", "Turkey", "Kyrgyzstan", "Suez Canal", "Poland", "Belarus"]
# From the key to the frame after the routes stand in the page.
TOGGLE = """() => new Promise((done) => {
  const input = document.getElementById("avoid");
  const start = performance.now();
  input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  const work = performance.now() - start;
  requestAnimationFrame(() => setTimeout(() => done([work, performance.now() - start])));
})"""
PAN = """() => new Promise((done) => {
  const map = globalThis.corridorMap;
  const times = [];
  const draws = [];
  let last = performance.now();
  let left = 120;
  const step = (now) => {
    times.push(now - last);
    last = now;
    map.camera.pan(left % 2 ? 9 : -7, 1);
    const start = performance.now();
    map.draw();
    draws.push(performance.now() - start);
    left -= 1;
    if (left) requestAnimationFrame(step);
    else done([times.slice(2), draws]);
  };
  requestAnimationFrame(step);
})"""


# A hand that drags the network: one move a frame, as a mouse sends them.
DRAG = """() => new Promise((done) => {
  const canvas = document.querySelector("#network canvas");
  const box = canvas.getBoundingClientRect();
  const [x, y] = [box.left + 40, box.top + 40];
  const send = (type, dx, buttons) => canvas.dispatchEvent(new PointerEvent(type, {
    bubbles: true, pointerId: 1, pointerType: "mouse", isPrimary: true, button: 0, buttons,
    clientX: x + dx, clientY: y + dx / 2 }));
  const times = [];
  let last = performance.now();
  let left = 90;
  send("pointerdown", 0, 1);
  const step = (now) => {
    times.push(now - last);
    last = now;
    send("pointermove", 4 * (90 - left), 1);
    left -= 1;
    if (left) return requestAnimationFrame(step);
    send("pointerup", 360, 0);
    done([times.slice(5), globalThis.corridorNetwork.getViewPosition()]);
  };
  requestAnimationFrame(step);
})"""


def opened(browser: Browser, path: Path, fragment: str = "") -> tuple[Page, float]:
    """Open a page and tell the milliseconds until it can be used."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(path.as_uri() + fragment)
    page.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)
    return page, float(page.evaluate("performance.mark('x').startTime"))


def middle(values: list[float]) -> float:
    """Give the median."""
    return sorted(values)[len(values) // 2]


def crowd(size: int) -> Any:
    """Make a graph of so many entities, joined by chance."""
    draw = random.Random(0)  # noqa: S311 - a scene, not a secret
    relations: Any = nx.MultiDiGraph()
    for number in range(size):
        place = {"lat": draw.uniform(-50, 70), "lon": draw.uniform(-170, 170)}
        relations.add_node(f"org:{number}", kind="org", name=f"Company {number}", **place)
    for number in range(2 * size):
        ends = [f"org:{int(size * draw.random() ** 2)}" for _ in range(2)]
        relations.add_edge(*ends, key=f"e{number}", relation="cooperates", confidence=0.9)
    return relations


def main() -> None:
    """Print the report."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        path = Explorer().render(Path(folder) / "page.html")
        print(f"size: {path.stat().st_size / 1e6:.2f} MB")
        print(f"usable after: {middle([opened(browser, path)[1] for _ in range(5)]):.0f} ms")
        page, _ = opened(browser, path, ASKED)
        work, shown = [], []
        for name in TOGGLES:
            page.locator("#avoid").fill(name)
            took = page.evaluate(TOGGLE)
            work.append(took[0])
            shown.append(took[1])
            page.wait_for_timeout(500)
        print(f"avoid to routes in the page: median {middle(work):.0f} ms, most {max(work):.0f} ms")
        # Without a graphics card: the painting itself is done by the processor.
        print(f"... and painted: median {middle(shown):.0f} ms, most {max(shown):.0f} ms")
        frames, draws = page.evaluate(PAN)
        print(f"panning: {1000 / middle(frames):.0f} frames/s, draw {middle(draws):.1f} ms")
        many = render(crowd(2_000), [], Path(folder) / "many.html", title="Crowd", names={})
        page, _ = opened(browser, many, "#view=network&all=yes")
        page.wait_for_timeout(1500)
        before = page.evaluate("globalThis.corridorNetwork.getViewPosition()")
        frames, after = page.evaluate(DRAG)
        moved = "" if after != before else " (it did not move)"
        print(
            f"panning 2,000 entities: {1000 / middle(frames):.0f} frames/s,"
            f" slowest frame {max(frames):.0f} ms{moved}"
        )
        large = render(crowd(10_000), [], Path(folder) / "large.html", title="Crowd", names={})
        print(f"10,000 entities: usable after {opened(browser, large)[1]:.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
