"""Compile the world network from installed packages and fact tables, once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from graph.model import Mode
from graph.network import mend, sources
from graph.network.compiled import MODES, Network
from graph.network.contract import contracted
from graph.network.curated import add_pipelines, add_rail_lines
from graph.network.gates import add_stations
from graph.network.joints import add_ferries, add_ports, add_transfers
from graph.network.land import land_lines
from graph.network.limits import add_limits
from graph.network.passages import tag_passages
from graph.network.sea import seaways
from graph.network.sheet import Sheet, add_cut
from graph.network.states import Locator, state_names
from graph.network.waterways import add_waterways

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
    for mode in (Mode.RAIL, Mode.ROAD):
        tell(f"{mode.value}: read, cut at borders")
        cut = land_lines(mode, locate)
        start = add_cut(sheet, cut, MODES.index(mode))
        facts[f"gates_{mode.value}"] = str(len(cut.gate_a))
        tell(f"{mode.value}: bridge gaps")
        facts |= mend.add_bridges(sheet, cut, start, mode)
        if mode is Mode.RAIL:
            facts["rail_lines_added"] = str(add_rail_lines(sheet, locate))
            facts |= add_stations(sheet, locate) | add_limits(sheet)
    tell("sea: states and passages")
    _add_sea(sheet, locate)
    facts["waterways"] = str(add_waterways(sheet, locate))
    tell("ports, ferries, pipelines")
    add_ports(sheet, locate)
    add_ferries(sheet, locate)
    add_pipelines(sheet, locate)
    add_transfers(sheet)
    tag_passages(sheet)
    tell("contract")
    return contracted(sheet, state_names(), facts, locate.zones)


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
