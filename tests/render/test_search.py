"""The page's search against plain enumeration in Python, in the browser that runs it."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Step = dict[str, Any]


@pytest.fixture(scope="module")
def script(exposed: Callable[..., Page]) -> Page:
    return exposed("search", "findWays", "smallestLift")


def find(script: Page, *arguments: Any) -> list[list[Step]]:
    found: list[list[Step]] = script.evaluate("a => findWays(...a).ways", list(arguments))
    return found


def step(start: str, end: str, number: int, via: str | None = None) -> Step:
    return {"from": start, "to": end, "via": via, "mode": None, "edges": [f"e{number}"],
            "note": None, "onward": end == "*"}  # fmt: skip


def chosen(steps: list[Step], end: str, avoid: list[str]) -> set[int]:
    """One step for each pair of places, along a corridor where there is one."""
    pairs: dict[tuple[str, str], int] = {}
    for number, one in enumerate(steps):
        if not {one["from"], one["to"], one["via"]} & set(avoid):
            known = pairs.get((one["from"], one["to"]))
            if known is None or (one["via"] and not steps[known]["via"]):
                pairs[one["from"], one["to"]] = number
    return {n for (a, b), n in pairs.items() if b != "*" or (a, end) not in pairs}


def oracle(steps: list[Step], start: str, end: str, avoid: list[str]) -> list[tuple[int, ...]]:
    """Every simple way as numbers of steps, ranked by the rule."""
    found: list[tuple[int, int, tuple[int, ...]]] = []
    usable = chosen(steps, end, avoid)

    def walk(place: str, way: tuple[int, ...], seen: frozenset[str]) -> None:
        for number, one in enumerate(steps):
            if one["from"] != place or number not in usable or one["to"] in seen:
                continue
            longer = (*way, number)
            if len(longer) > 12:
                continue
            if one["to"] in (end, "*"):
                found.append((int(one["onward"]), len(longer), longer))
            else:
                walk(one["to"], longer, seen | {one["to"]})

    if start != end and not {start, end} & set(avoid):
        walk(start, (), frozenset({start}))
    return [way for _, _, way in sorted(found)]


def scene(seed: int) -> tuple[list[Step], list[str]]:
    rng = random.Random(seed)  # noqa: S311 - a scene, not a secret
    places = [f"P{i}" for i in range(rng.randint(3, 7))]
    pairs = {
        (rng.choice(places), rng.choice([*places, "*"]), rng.choice([None, "corridor:a"]))
        for _ in range(rng.randint(3, 14))
    }
    ordered = sorted(pairs, key=str)
    rng.shuffle(ordered)
    steps = [step(a, b, i, via) for i, (a, b, via) in enumerate(ordered) if a != b]
    avoid = rng.sample([*places[1:-1], "corridor:a"], rng.randint(0, 2))
    return steps, avoid


@pytest.mark.parametrize("seed", range(120))
def test_ways_are_those_of_plain_enumeration(script: Page, seed: int) -> None:
    steps, avoid = scene(seed)
    end = f"P{max(int(s['from'][1:]) for s in steps)}"
    found = find(script, steps, "P0", end, avoid)
    assert [tuple(steps.index(s) for s in way) for way in found] == oracle(steps, "P0", end, avoid)[
        :5
    ]


@pytest.mark.parametrize("seed", range(60))
def test_what_to_lift_is_smallest(script: Page, seed: int) -> None:
    steps, _ = scene(seed)
    avoid = ["P1", "P2", "corridor:a"]
    lift = script.evaluate("a => smallestLift(...a)", [steps, "P0", "P3", avoid])
    options = [
        set(some)
        for size in range(1, 4)
        for some in itertools.combinations(avoid, size)
        if oracle(steps, "P0", "P3", [id_ for id_ in avoid if id_ not in some])
    ]
    if lift is None:
        assert options == []
    else:
        assert set(lift) in options
        assert len(lift) == len(options[0])


def test_the_same_step_twice_is_one_way(script: Page) -> None:
    assert len(find(script, [step("A", "B", 1), step("A", "B", 2)], "A", "B", [])) == 1


def test_avoiding_an_end_leaves_no_way_but_can_be_lifted(script: Page) -> None:
    steps = [step("A", "B", 1)]
    assert find(script, steps, "A", "B", ["B"]) == []
    assert script.evaluate("a => smallestLift(...a)", [steps, "A", "B", ["B"]]) == ["B"]


def test_twelve_steps_at_most(script: Page) -> None:
    steps = [step(f"N{i}", f"N{i + 1}", i) for i in range(13)]
    assert len(find(script, steps, "N0", "N12", [])) == 1
    assert find(script, steps, "N0", "N13", []) == []


def test_a_dense_graph_is_searched_at_once(script: Page) -> None:
    places = [f"D{i}" for i in range(60)]
    steps = [step(a, b, 0) for a in places for b in places if a != b]
    found = script.evaluate(
        "a => { const t = performance.now(); const n = findWays(...a).ways.length;"
        " return [n, performance.now() - t] }",
        [steps, "D0", "D59", []],
    )
    assert found[0] == 5
    assert found[1] < 2000
