from __future__ import annotations

from dataclasses import replace

from graph.analysis.chokepoints import chokepoints
from graph.model import Avoid, AvoidKind, Route


def test_each_thing_on_the_way_is_closed_once(draw) -> None:
    route = draw(
        ("rail", [(0, 0), (1, 1)]),
        ("ferry", [(1, 1), (2, 2)]),
        ("rail", [(2, 2), (3, 3)]),
        countries=("KZ", "AZ", "DE"),
        passages=("passage:bosporus",),
    )
    legs = (
        replace(route.legs[0], end="Aktau", countries=("KZ",)),
        replace(
            route.legs[1],
            start="Aktau",
            end="Alat",
            countries=("KZ", "AZ"),
            facts=("ferries:aktau-alat",),
        ),
        replace(route.legs[2], start="Alat", countries=("AZ", "DE")),
    )
    route = replace(route, legs=legs)
    slower = replace(route, legs=tuple(replace(leg, duration_h=100.0) for leg in legs))
    asked: list[Avoid] = []

    def ask(avoid: Avoid) -> Route | None:
        asked.append(avoid)
        return None if avoid.kind is AvoidKind.FERRY else slower

    found = chokepoints(route, ask, str)
    assert {(one.closed.kind.value, one.closed.id) for one in found} == {
        ("country", "AZ"),
        ("passage", "passage:bosporus"),
        ("border", "AZ-DE"),
        ("ferry", "ferry:aktau-alat"),
        ("port", "port:Aktau"),
        ("port", "port:Alat"),
    }
    assert len(asked) == len(found)
    assert found[0].must_pass, "what nothing gets round comes first"
    assert found[0].control == ("KZ", "AZ")
    assert {one.extra_h for one in found[1:]} == {200.0}
    assert next(one for one in found if one.name == "port Alat").control == ("AZ",)
