"""The page's routes against the command line's: random cities and states, none to three avoids.

uv run python benchmarks/page_answers.py [NUMBER]
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import time
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from graph.errors import NoRouteError, UsageError
from graph.explorer import Explorer
from graph.explorer.ground import packed_world
from graph.render.assets import bundle
from graph.render.world import World

TOTALS = {
    "time": "duration_h",
    "cost": "cost_usd_per_t",
    "distance": "distance_km",
    "co2": "co2_kg_per_t",
}
Question = dict[str, Any]


def questions(world: World, number: int, seed: int = 0) -> list[Question]:
    """Draw questions between cities and states that the page knows."""
    draw = random.Random(seed)  # noqa: S311 - a sample, not a secret
    state = {city: code for city, _, code, _ in world.head["cities"] if city}
    cities = list(state)
    states = sorted(world.head["points"])
    passages = [f"passage:{name}" for name in world.head["passages"] if name]
    avoidable = [*states, *passages, *world.head["seas"], "mode:road", "mode:sea", "bloc:eu"]
    large = ["RU", "CN", "IR", "TR", "EG", "US", "IN", "passage:suez", "passage:malacca"]
    asked = []
    while len(asked) < number:
        ends = [draw.choice(cities if draw.random() < 0.8 else states) for _ in range(2)]
        own = {state.get(end, end) for end in ends}
        picked = [draw.choice(large if draw.random() < 0.5 else avoidable) for _ in range(3)]
        avoid = [one for one in dict.fromkeys(picked[: draw.randint(0, 3)]) if one not in own]
        if ends[0] != ends[1]:
            asked.append({"from": ends[0], "to": ends[1], "avoid": avoid, "by": draw.choice(list(TOTALS))})
    return asked


def by_python(explorer: Explorer, asked: Question) -> dict[str, Any]:
    """Answer as the command line does: the best total and its states, or what to lift."""
    try:
        route = explorer.paths(
            asked["from"], asked["to"], avoid=asked["avoid"], by=asked["by"], k=1
        )[0]
    except NoRouteError as error:
        return {"total": None, "states": [], "lift": sorted(error.lift), "legs": 0}
    except UsageError:  # an island without any line near it
        return {"total": None, "states": [], "lift": [], "legs": 0}
    name = TOTALS[asked["by"]]
    found = {"total": getattr(route, name), "states": list(route.countries), "lift": []}
    return {**found, "legs": len(route.legs)}


SCRIPT = """async ([head, columns, asked]) => {
  const world = worldOf(head, await inflate(columns));
  const ground = new Ground(world);
  return asked.map((question) => {
    const start = performance.now();
    const { routes, lift } = ground.find(question, 1);
    const first = performance.now() - start;
    ground.find(question, 5);
    const again = performance.now();
    const all = ground.find(question, 5);
    const ms = performance.now() - again;
    if (!routes.length) return { total: null, states: [], lift: lift ?? [], first, ms };
    const route = routeOf(world, routes[0], ["", ""]);
    const total = { time: route.hours, cost: route.usd, distance: route.km, co2: route.co2 }[question.by];
    return { total, states: route.states, lift: [], first, ms, count: all.routes.length };
  });
}"""
EXPOSED = "inflate, worldOf, Ground, routeOf"


def by_page(world: World, asked: list[Question], browser: Browser) -> list[dict[str, Any]]:
    """Answer as the page does, in one call to the browser."""
    page = browser.new_page()
    modules = bundle("unpack", "world", "ground", "legs")
    page.evaluate(f"async () => {{ {modules}; Object.assign(globalThis, {{ {EXPOSED} }}) }}")
    found: list[dict[str, Any]] = page.evaluate(SCRIPT, [world.head, world.columns, asked])
    page.close()
    return found


# Lengths are kept to 25 m a chain, whose errors cancel out; the rest are rounded figures.
EXACT = 2e-4
ROUNDED = {"time": 0.05, "cost": 0.005, "distance": 0.05, "co2": 0.005}


def differs(ours: dict[str, Any], theirs: dict[str, Any], by: str) -> str:
    """Tell how two answers differ, or ''.

    Totals may differ by the rounding of each leg's figure and of lengths. Where they do not,
    but the states do, two ways take the same as far as anyone can tell.
    """
    if (ours["total"] is None) != (theirs["total"] is None):
        return "only one finds a route"
    if ours["total"] is None:
        return "" if sorted(ours["lift"]) == theirs["lift"] else "other avoids to lift"
    most = EXACT * theirs["total"] + ROUNDED[by] * theirs["legs"]
    if abs(ours["total"] - theirs["total"]) > most:
        return f"total {ours['total'] / theirs['total'] - 1:+.3%}"
    return "" if ours["states"] == theirs["states"] else "other states, the same total"


def main() -> None:
    """Print what differs and how long searches take."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    explorer = Explorer()
    world = packed_world(explorer.gazetteer)
    asked = questions(world, number)
    start = time.perf_counter()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        found = by_page(world, asked, browser)
    print(f"page: {time.perf_counter() - start:.1f} s for {number} questions")
    bad = 0
    for question, ours in zip(asked, found, strict=True):
        theirs = by_python(explorer, question)
        if fault := differs(ours, theirs, question["by"]):
            bad += 1
            print(json.dumps(question), fault, ours["total"], theirs["total"])
            print("   ", ours["states"], ours["lift"], "\n   ", theirs["states"], theirs["lift"])
    for name in ("first", "ms"):
        times = sorted(one[name] for one in found)
        print(f"{name}: median {times[len(times) // 2]:.1f} ms, largest {times[-1]:.1f} ms")
    print(f"{number - bad} of {number} agree")


if __name__ == "__main__":
    main()
