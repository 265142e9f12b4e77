"""Routes by who holds the ground, by law and by date, and through territorial sea."""

from datetime import date

import numpy as np
import pytest

from graph.errors import NoRouteError
from graph.model import Avoid, AvoidKind, Mode, Route
from graph.network import Network
from graph.network.control import View, under
from graph.routing.world import find_routes

pytestmark = pytest.mark.network
SIMFEROPOL, KERCH, KRASNODAR = (44.95, 34.10), (45.35, 36.47), (45.04, 38.97)
STEPANAKERT, GORIS = (39.82, 46.75), (39.51, 46.34)
DAY = date(2025, 6, 1)


def road(
    world: Network,
    start: tuple[float, float],
    end: tuple[float, float],
    *avoided: str,
    view: View = "actual",
    day: date = DAY,
) -> Route:
    avoid = [Avoid(AvoidKind.COUNTRY, code, code, frozenset([code])) for code in avoided]
    modes = [Mode.ROAD]
    return find_routes(
        world, [start], [end], avoid=avoid, modes=modes, k=1, as_of=day, control=view
    )[0]


def test_crimea_is_russian_in_fact_and_ukrainian_by_law(world: Network) -> None:
    assert road(world, SIMFEROPOL, KERCH).countries == ("RU",)
    assert road(world, SIMFEROPOL, KERCH, view="legal").countries == ("UA",)
    assert road(world, SIMFEROPOL, KERCH, "RU", view="legal").countries == ("UA",)
    assert road(world, SIMFEROPOL, KERCH, "UA").countries == ("RU",)
    for avoided, view in (("RU", "actual"), ("UA", "legal")):
        with pytest.raises(NoRouteError) as caught:
            road(world, SIMFEROPOL, KERCH, avoided, view=view)
        assert caught.value.lift == (avoided,)


def test_crimea_was_ukrainian_in_fact_before_2014(world: Network) -> None:
    assert road(world, SIMFEROPOL, KERCH, "RU", day=date(2013, 1, 1)).countries == ("UA",)


def test_karabakh_changes_hands(world: Network) -> None:
    before, after = date(2019, 1, 1), date(2024, 1, 1)
    assert set(road(world, STEPANAKERT, GORIS, day=before).countries) == {"AM"}
    assert road(world, STEPANAKERT, GORIS, view="legal", day=before).countries == ("AZ", "AM")
    with pytest.raises(NoRouteError):
        road(world, STEPANAKERT, GORIS, "AM", day=before)
    # Armenia and Azerbaijan let nobody over the border that lies between the two towns now.
    for view in ("actual", "legal"):
        with pytest.raises(NoRouteError):
            road(world, STEPANAKERT, GORIS, "GE", "IR", day=after, view=view)


def test_a_line_that_is_no_border_by_law_is_none_of_its_stops(world: Network) -> None:
    # Chisinau-Tiraspol crosses the line of control of Transnistria.
    ends = (47.02, 28.85), (46.84, 29.63)
    actual, legal = road(world, *ends), road(world, *ends, view="legal")
    assert actual.countries == ("MD", "RU")
    assert legal.countries == ("MD",)
    assert not any(stop.startswith("Border") for stop in legal.stops)
    # Lorries wait there whatever the law says.
    assert actual.duration_h == legal.duration_h


def test_a_view_changes_states_and_nothing_else(world: Network) -> None:
    legal = under(world, view="legal", day=DAY)
    assert under(world, view="legal", day=DAY) is legal
    assert under(world, day=date(2030, 1, 1)) is world
    changed = legal.state != world.state
    assert changed.any()
    assert (world.zone[changed] > 0).all()
    assert legal.km is world.km
    gates = (legal.state != legal.other) & np.isin(world.mode, [0, 1])
    assert np.isin(legal.kind[gates], [1, 5]).all()


def test_territorial_sea_is_free_unless_waters_are_strict(world: Network) -> None:
    # From the Baltic to the North Sea every way leads through Danish or Swedish waters.
    def sail(*avoided: str, strict: bool) -> Route:
        avoid = [Avoid(AvoidKind.COUNTRY, code, code, frozenset([code])) for code in avoided]
        return find_routes(
            world,
            [(54.40, 18.67)],
            [(51.95, 4.05)],
            avoid=avoid,
            modes=[Mode.SEA],
            k=1,
            as_of=DAY,
            strict_waters=strict,
        )[0]

    assert sail("DK", "SE", "DE", strict=False).countries == ("PL", "NL")
    assert {"DK", "SE"} & set(sail(strict=True).countries)
    with pytest.raises(NoRouteError):
        sail("DK", "SE", strict=True)
