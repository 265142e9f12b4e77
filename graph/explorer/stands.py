"""What stands for every state on the page, and where that differs for a commodity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.explorer.ends import end_of
from graph.facts import load
from graph.render.places import Stand

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer
    from graph.network import Network


def stands_of(gazetteer: Gazetteer, network: Network) -> list[Stand]:
    """Return what stands for each state, and where that differs for a commodity."""
    known = [code for code in network.states if code and gazetteer.entity(code)]
    general = {code: end_of(gazetteer, network, code, None, origin=False) for code in known}
    found = [Stand(code, "", end.points) for code, end in general.items()]
    made = {(row.country, row.commodity) for row in load("gateways") if row.role == "production"}
    ends = {(row.countries[-1], row.commodity) for row in load("pipelines")}
    for cargo in load("cargo"):
        piped = {state for state, commodity in ends if commodity in cargo.pipelines}
        for code in known:
            if (code, cargo.commodity) in made:
                end = end_of(gazetteer, network, code, cargo, origin=True)
                found.append(Stand(code, f"from:{cargo.commodity}", end.points))
            if code in piped:
                end = end_of(gazetteer, network, code, cargo, origin=False)
                more = tuple(point for point in end.points if point not in general[code].points)
                found.append(Stand(code, f"to:{cargo.commodity}", more))
    return found
