"""The world in the page: what is packed, and that it answers as the command line does."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from graph.explorer import Explorer
from graph.explorer.ends import end_of
from graph.explorer.ground import packed_world
from graph.network import Network
from graph.render.shapes import walk_order
from graph.render.trees import chains_used
from graph.render.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.network
QUESTIONS = 60


@pytest.fixture(scope="module")
def answers() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "page_answers.py"
    spec = importlib.util.spec_from_file_location("page_answers", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.browser
def test_the_page_answers_as_the_command_line_does(
    browser: Browser, packed: World, answers: Any
) -> None:
    explorer = Explorer()
    asked = answers.questions(packed, QUESTIONS, seed=1)
    found = answers.by_page(packed, asked, browser)
    wrong = []
    for question, ours in zip(asked, found, strict=True):
        theirs = answers.by_python(explorer, question, most=1)
        if fault := answers.differs(ours, theirs, question["by"]):
            wrong.append((fault, question, ours, theirs))
    assert wrong == []
    assert sum(bool(one["ways"]) for one in found) > QUESTIONS // 2
    assert any(question["cargo"] for question in asked)


@pytest.mark.browser
def test_alternatives_differ_and_none_beats_the_best(
    browser: Browser, packed: World, answers: Any
) -> None:
    asked = answers.questions(packed, 10, seed=2)
    for found in answers.by_page(packed, asked, browser):
        totals = [way["total"] for way in found["ways"]]
        assert totals == sorted(totals)
        assert len(set(totals)) == len(totals)
        assert all(total <= 3 * totals[0] for total in totals)


def test_a_difference_in_the_answers_is_seen(answers: Any) -> None:
    way = {"total": 100.0, "states": ["KZ"], "km": 1000.0, "chains": 10, "legs": 1}
    ours = {"ways": [way], "lift": []}
    for total, fault in ((100.01, False), (100.4, True), (99.6, True)):
        theirs = {"ways": [{**way, "total": total}], "lift": []}
        assert bool(answers.differs(ours, theirs, "time")) is fault
    assert answers.differs(ours, {"ways": [], "lift": ["RU"]}, "time")
    assert answers.differs({"ways": [], "lift": ["TR"]}, {"ways": [], "lift": ["RU"]}, "time")


def test_the_world_is_small_enough(packed: World) -> None:
    assert len(packed.columns) < 1_000_000
    assert len([city for city, *_ in packed.head["cities"] if city]) > 700
    assert {"KZ", "LS", "XK", "TW"} <= set(packed.head["points"])


def test_every_border_of_the_network_is_in_the_page(packed: World, world: Network) -> None:
    assert packed.head["states"] == list(world.states)
    assert all(packed.head["waters"].values())


def test_only_branches_that_lead_to_terminals_are_kept() -> None:
    # 0-1-2 is the way between the terminals, 1-3 leads nowhere, 0-2 is longer.
    a, b = np.array([0, 1, 1, 0]), np.array([1, 2, 3, 2])
    km = np.array([1.0, 1.0, 1.0, 5.0])
    terminal = np.array([True, False, True, False])
    assert chains_used((a, b), km, terminal).tolist() == [True, True, False, False]


def test_of_parallel_chains_the_shortest_is_kept() -> None:
    a, b = np.array([0, 0, 1]), np.array([1, 1, 0])
    terminal = np.array([True, True])
    used = chains_used((a, b), np.array([3.0, 1.0, 2.0]), terminal)
    assert used.tolist() == [False, True, False]


def test_a_walk_numbers_every_node_once() -> None:
    a, b = np.array([0, 2, 5]), np.array([1, 3, 3])
    assert sorted(walk_order(a, b, 6).tolist()) == list(range(6))


@pytest.fixture(scope="module")
def planner() -> Explorer:
    """An explorer with a railway, a shipping line and a border of its own."""
    explorer = Explorer([])
    legs = pd.DataFrame(
        [["rail", "Kashgar", "Osh", 523, 12.0], ["sea", "Poti", "Piraeus", None, 30.0]],
        columns=["mode", "from", "to", "km", "hours"],
    )
    explorer.add_legs(legs)
    explorer.add_closures(pd.DataFrame([["border:KZ-RU"]], columns=["what"]))
    explorer.add_costs(
        pd.DataFrame(
            [["road", "usd_per_tkm", "KG", 0.9]], columns=["mode", "parameter", "scope", "value"]
        )
    )
    return explorer


@pytest.mark.browser
def test_a_page_with_own_rows_and_small_places_answers_as_the_command_line_does(
    browser: Browser, planner: Explorer, answers: Any
) -> None:
    network = planner.network_in_use()
    names = ("Kashgar", "Kostanay", "43.65,51.16", "ASEAN")
    ends = [end_of(planner.gazetteer, network, name, None, origin=True) for name in names]
    packed = packed_world(planner.gazetteer, network, ends)
    places = {entity.id: name for name, entity in zip(names, (e.entity for e in ends), strict=True)}
    pairs = [(one, two) for one in places for two in (*places, "city:kg-osh", "DE", "port:grpir")]
    asked = [
        {"from": one, "to": two, "avoid": avoid, "by": by, "cargo": None}
        for number, (one, two) in enumerate(pairs)
        if one != two
        for by in (("time", "cost", "co2")[number % 3],)
        for avoid in ([], ["RU"])
    ]
    found = answers.by_page(packed, asked, browser)
    for question, ours in zip(asked, found, strict=True):
        ends_asked = {key: places.get(question[key], question[key]) for key in ("from", "to")}
        theirs = answers.by_python(planner, {**question, **ends_asked}, most=1)
        assert not answers.differs(ours, theirs, question["by"]), (question, ours, theirs)
    assert sum(bool(one["ways"]) for one in found) > len(found) // 2
    assert packed.head["own"] == [
        "your own leg: Kashgar-Osh (DataFrame row 2)",
        "your own leg: Poti-Piraeus (DataFrame row 3, its length worked out)",
    ]
