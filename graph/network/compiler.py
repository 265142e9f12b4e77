"""Compile the world network from installed packages and fact tables, once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from graph.model import Mode
from graph.network import mend, sources
from graph.network.borders import Cut, cut_at_borders
from graph.network.compiled import MODES, Network
from graph.network.contract import contracted
from graph.network.curated import add_pipelines, add_rail_lines
from graph.network.joints import add_ferries, add_ports, add_transfers
from graph.network.passages import tag_passages
from graph.network.sea import seaways
from graph.network.sheet import Sheet, add_cut
from graph.network.states import Locator, state_names

Progress = Callable[[str], None]


def build_network(progress: Progress | None = None) -> Network:
    """Compile everything anew; about a minute on one core and under 1 GB.

    Parameters
    ----------
    progress
        Called with a line of text before each step.

    Raises
    ------
    DataError
        If an installed package does not hold the data in the form expected.
    """
    tell = progress or (lambda _: None)
    locate, sheet = Locator(), Sheet()
    facts: dict[str, str] = {}
    for mode, name in ((Mode.RAIL, "world_railways"), (Mode.ROAD, "world_highways")):
        tell(f"{mode.value}: read, cut at borders")
        cut = cut_at_borders(sources.read_land(name), locate)
        start = add_cut(sheet, cut, MODES.index(mode))
        facts[f"gates_{mode.value}"] = str(len(cut.gate_a))
        if mode is Mode.RAIL:
            tell("rail: bridge gaps")
            facts |= _add_bridges(sheet, cut, start)
            facts["rail_lines_added"] = str(add_rail_lines(sheet, locate))
    tell("sea: states and passages")
    _add_sea(sheet, locate)
    tell("ports, ferries, pipelines")
    add_ports(sheet, locate)
    add_ferries(sheet, locate)
    add_pipelines(sheet, locate)
    add_transfers(sheet)
    tag_passages(sheet)
    tell("contract")
    return contracted(sheet, state_names(), facts, locate.zones)


def _add_bridges(sheet: Sheet, cut: Cut, start: int) -> dict[str, str]:
    found = mend.find_bridges(cut)
    sheet.add_edges(
        found.a + start,
        found.b + start,
        found.km,
        mode=MODES.index(Mode.RAIL),
        state=cut.node_state[found.a],
        bridges=found.rule,
    )
    return {
        f"bridges_{rule}": str(int((found.rule == number).sum()))
        for number, rule in enumerate(mend.RULES)
        if rule
    }


def _add_sea(sheet: Sheet, locate: Locator) -> None:
    ways = seaways(sources.read_sea(), locate)
    lines = ways.lines
    start = sheet.add_nodes(
        lines.lat, lines.lon, MODES.index(Mode.SEA), np.zeros(len(lines.lat), dtype=np.int64)
    )
    sheet.add_edges(
        lines.a + start,
        lines.b + start,
        lines.km,
        mode=ways.mode,
        state=ways.ground,
        waters=ways.waters,
        passage=ways.passage,
    )
