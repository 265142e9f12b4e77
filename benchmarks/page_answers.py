"""The page's routes against the command line's: random ends, goods and objectives, some avoids.

uv run python benchmarks/page_answers.py [NUMBER [SEED]]
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import time
from itertools import zip_longest
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from graph.errors import NoRouteError, UsageError
from graph.explorer import Explorer
from graph.explorer.ground import ground_question, packed_world
from graph.render.assets import bundle
from graph.render.world import World

TOTALS = {
    "time": "duration_h",
    "cost": "cost_usd_per_t",
    "distance": "distance_km",
    "co2": "co2_kg_per_t",
}
GOODS = ("oil", "fuel", "natural-gas", "uranium", "livestock", "grain", "coal")
# A length is off by 25 m at most, 14 m by its deviation; so many deviations are allowed for.
LENGTH_KM, DEVIATIONS = 0.05 / 12**0.5, 4
# Each leg's figure is rounded, each end's way to the network to ten metres.
ROUNDED = {"time": 0.05, "cost": 0.005, "distance": 0.05, "co2": 0.005}
Question = dict[str, Any]
Answer = dict[str, Any]


def questions(world: World, number: int, seed: int = 0) -> list[Question]:
    """Draw questions between cities, ports and states that the page knows."""
    draw = random.Random(seed)  # noqa: S311 - a sample, not a secret
    state = {city: code for city, _, code, _ in world.head["cities"] if city}
    cities = list(state)
    ports = [f"port:{code.lower()}" for code in world.head["locodes"] if code]
    states = sorted(world.head["points"])
    passages = [f"passage:{name}" for name in world.head["passages"] if name]
    avoidable = [*states, *passages, *world.head["seas"], "mode:road", "mode:sea", "bloc:eu"]
    large = ["RU", "CN", "IR", "TR", "EG", "US", "IN", "passage:suez", "passage:malacca"]
    asked = []
    while len(asked) < number:
        kinds = draw.choices([cities, states, ports], [0.7, 0.2, 0.1], k=2)
        ends = [draw.choice(kind) for kind in kinds]
        own = {state.get(end, end) for end in ends}
        picked = [draw.choice(large if draw.random() < 0.5 else avoidable) for _ in range(3)]
        avoid = [one for one in dict.fromkeys(picked[: draw.randint(0, 3)]) if one not in own]
        by = draw.choice(list(TOTALS))
        cargo = draw.choice(GOODS) if draw.random() < 0.25 else None
        if ends[0] != ends[1]:
            asked.append({"from": ends[0], "to": ends[1], "avoid": avoid, "by": by, "cargo": cargo})
    return asked


def by_python(explorer: Explorer, asked: Question, most: int = 5) -> Answer:
    """Answer as the command line does: what ways take and their states, or what to lift."""
    try:
        question = ground_question(
            explorer.gazetteer,
            (asked["from"], asked["to"]),
            asked["avoid"],
            commodity=asked["cargo"],
            world=explorer.network_in_use,
        )
        routes = question.routes(asked["by"], most)
    except NoRouteError as error:
        return {"ways": [], "lift": sorted(error.lift)}
    except UsageError:  # an island without any line near it
        return {"ways": [], "lift": []}
    ways = [
        {
            "total": getattr(route, TOTALS[asked["by"]]),
            "states": list(route.countries),
            "legs": len(route.legs),
        }
        for route in routes
    ]
    return {"ways": ways, "lift": []}


SCRIPT = """async ([head, columns, asked]) => {
  const world = worldOf(head, await inflate(columns));
  const ground = new Ground(world);
  return asked.map((question) => {
    const start = performance.now();
    ground.find(question, 1);
    const first = performance.now() - start;
    ground.find(question, 5);
    const again = performance.now();
    const { routes, lift, access } = ground.find(question, 5);
    const ms = performance.now() - again;
    const ways = routes.map((steps, index) => {
      const route = routeOf(world, steps, ["", ""], access[index]);
      const { hours: time, usd: cost, km: distance, co2 } = route;
      const total = { time, cost, distance, co2 }[question.by];
      const { states } = route;
      return { total, states, km: distance, chains: steps.length };
    });
    return { ways, lift: lift ?? [], first, ms };
  });
}"""
EXPOSED = "inflate, worldOf, Ground, routeOf"


def by_page(world: World, asked: list[Question], browser: Browser) -> list[Answer]:
    """Answer as the page does, in one call to the browser."""
    page = browser.new_page()
    modules = bundle("unpack", "world", "ground", "legs")
    page.evaluate(f"async () => {{ {modules}; Object.assign(globalThis, {{ {EXPOSED} }}) }}")
    found: list[Answer] = page.evaluate(SCRIPT, [world.head, world.columns, asked])
    page.close()
    return found


def differs(ours: Answer, theirs: Answer, by: str) -> str:
    """Tell how the best ways differ, or ''."""
    if bool(ours["ways"]) != bool(theirs["ways"]):
        return "only one finds a route"
    if not ours["ways"]:
        return "" if sorted(ours["lift"]) == theirs["lift"] else "other avoids to lift"
    return unlike(ours["ways"][0], theirs["ways"][0], by)


def unlike(ours: Answer, theirs: Answer, by: str) -> str:
    """Tell how two ways differ, or ''.

    Where both take the same within the rounding of lengths and figures, either may be best;
    then their states may differ.
    """
    lengths = DEVIATIONS * LENGTH_KM * (ours["chains"] + 2) ** 0.5
    most = lengths * ours["total"] / max(ours["km"], 1) + ROUNDED[by] * theirs["legs"]
    gap = ours["total"] - theirs["total"]
    if abs(gap) > most:
        return f"{gap:+.3f} of {theirs['total']:.2f} ({gap / theirs['total']:+.3%})"
    return ""


def others_differ(ours: Answer, theirs: Answer, by: str) -> bool:
    """Tell whether the alternatives are not the same, way by way."""
    pairs = zip_longest(ours["ways"], theirs["ways"])
    return any(not a or not b or bool(unlike(a, b, by)) for a, b in pairs)


def main() -> None:
    """Print what differs and how long searches take."""
    number, seed = (int(text) for text in [*sys.argv[1:], *("200", "0")[len(sys.argv) - 1 :]])
    explorer = Explorer()
    world = packed_world(explorer.gazetteer)
    asked = questions(world, number, seed)
    start = time.perf_counter()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        found = by_page(world, asked, browser)
    print(f"page: {time.perf_counter() - start:.1f} s for {number} questions")
    bad, ties, others, ways = 0, 0, 0, 0
    for question, ours in zip(asked, found, strict=True):
        theirs = by_python(explorer, question)
        if fault := differs(ours, theirs, question["by"]):
            bad += 1
            print(json.dumps(question), fault)
            for answer in (ours, theirs):
                print("   ", answer["ways"][:1], answer["lift"])
        elif ours["ways"]:
            ways += 1
            ties += ours["ways"][0]["states"] != theirs["ways"][0]["states"]
            others += others_differ(ours, theirs, question["by"])
    for name in ("first", "ms"):
        times = sorted(one[name] for one in found)
        print(f"{name}: median {times[len(times) // 2]:.1f} ms, largest {times[-1]:.1f} ms")
    print(f"{number - bad} of {number} agree; {ties} ties by other states")
    print(f"of {ways} with ways, {ways - others} have the same alternatives throughout")


if __name__ == "__main__":
    main()
