"""The world in the page: what is packed, and that it answers as the command line does."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from graph.explorer import Explorer
from graph.network import Network
from graph.render.shapes import walk_order
from graph.render.trees import chains_used
from graph.render.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.network
QUESTIONS = 40
# Lengths are packed to a fifth of a per cent: where two ways are nearer than this, either is best.
TIE = 0.002


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
    wrong = []
    for question, ours in zip(asked, answers.by_page(packed, asked, browser), strict=True):
        theirs = answers.by_python(explorer, question)
        if answers.differs(ours, theirs, tie=TIE):
            wrong.append((question, ours, theirs))
    # Changes between rail and road are thinned: one answer in a hundred is a little longer.
    assert len(wrong) <= 1, wrong
    assert sum(one["total"] is not None for one in answers.by_page(packed, asked, browser)) > 20


def test_the_world_is_small_enough(packed: World) -> None:
    assert len(packed.columns) < 1_000_000
    assert len([city for city in packed.head["cities"] if city["id"]]) > 700
    assert {"KZ", "LS", "XK", "TW"} <= set(packed.head["points"])


def test_every_border_of_the_network_is_in_the_page(packed: World, world: Network) -> None:
    assert packed.head["states"] == list(world.states)
    assert all(packed.head["waters"].values())


def test_only_branches_that_lead_to_terminals_are_kept() -> None:
    # 0-1-2 is the way from the source to the terminal, 1-3 leads nowhere, 0-2 is longer.
    a, b = np.array([0, 1, 1, 0]), np.array([1, 2, 3, 2])
    km = np.array([1.0, 1.0, 1.0, 5.0])
    source = np.array([True, False, False, False])
    terminal = np.array([False, False, True, False])
    assert chains_used((a, b), km, source, terminal).tolist() == [True, True, False, False]


def test_of_parallel_chains_the_shortest_is_kept() -> None:
    a, b = np.array([0, 0, 1]), np.array([1, 1, 0])
    ends = np.array([True, False]), np.array([False, True])
    assert chains_used((a, b), np.array([3.0, 1.0, 2.0]), *ends).tolist() == [False, True, False]


def test_a_walk_numbers_every_node_once() -> None:
    a, b = np.array([0, 2, 5]), np.array([1, 3, 3])
    assert sorted(walk_order(a, b, 6).tolist()) == list(range(6))
