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

BY = ("time", "cost", "distance")
Question = dict[str, Any]


def questions(world: World, number: int, seed: int = 0) -> list[Question]:
    """Draw questions between cities and states that the page knows."""
    draw = random.Random(seed)  # noqa: S311 - a sample, not a secret
    places = [city for city in world.head["cities"] if city["id"]]
    cities, state = [city["id"] for city in places], {c["id"]: c["state"] for c in places}
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
            asked.append({"from": ends[0], "to": ends[1], "avoid": avoid, "by": draw.choice(BY)})
    return asked


def by_python(explorer: Explorer, asked: Question) -> dict[str, Any]:
    """Answer as the command line does: the best total and its states, or what to lift."""
    try:
        route = explorer.paths(
            asked["from"], asked["to"], avoid=asked["avoid"], by=asked["by"], k=1
        )[0]
    except NoRouteError as error:
        return {"total": None, "states": [], "lift": sorted(error.lift)}
    except UsageError:  # an island without any line near it
        return {"total": None, "states": [], "lift": []}
    name = {"time": "duration_h", "cost": "cost_usd_per_t", "distance": "distance_km"}[asked["by"]]
    return {"total": getattr(route, name), "states": list(route.countries), "lift": []}


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
    const total = { time: route.hours, cost: route.usd, distance: route.km }[question.by];
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


def differs(ours: dict[str, Any], theirs: dict[str, Any], tie: float = 0.0) -> str:
    """Tell how two answers differ, or ''; within `tie` of each other either way may be best."""
    if (ours["total"] is None) != (theirs["total"] is None):
        return "only one finds a route"
    if ours["total"] is None:
        return "" if sorted(ours["lift"]) == theirs["lift"] else "other avoids to lift"
    gap = ours["total"] / theirs["total"] - 1
    if abs(gap) > 0.005:
        return f"total {gap:+.2%}"
    same = ours["states"] == theirs["states"] or abs(gap) <= tie
    return "" if same else f"other states, total {gap:+.3%}"


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
        if fault := differs(ours, theirs):
            bad += 1
            print(json.dumps(question), fault, ours["total"], theirs["total"])
            print("   ", ours["states"], ours["lift"], "\n   ", theirs["states"], theirs["lift"])
    for name in ("first", "ms"):
        times = sorted(one[name] for one in found)
        print(f"{name}: median {times[len(times) // 2]:.1f} ms, largest {times[-1]:.1f} ms")
    print(f"{number - bad} of {number} agree")


if __name__ == "__main__":
    main()
