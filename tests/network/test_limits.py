from datetime import date

import numpy as np
import pytest

from graph.errors import NoRouteError, UsageError
from graph.model import Mode
from graph.network import Network
from graph.routing.masks import closed
from graph.routing.world import find_routes

pytestmark = pytest.mark.network
Point = tuple[float, float]


def of(world: Network, fact: str) -> np.ndarray:
    return world.fact == world.fact_ids.index(fact)


@pytest.mark.parametrize(
    "name", ["cn-beijing-shanghai", "fr-paris-lille", "jp-tokaido", "it-roma-napoli"]
)
def test_high_speed_lines_carry_no_freight_on_any_day(world: Network, name: str) -> None:
    mine = of(world, f"line_limits:{name}")
    assert mine.any()
    assert (world.opens[mine] > world.closes[mine]).all()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ((39.90, 116.40), (31.23, 121.47)),
        ((48.86, 2.35), (50.63, 3.06)),
        ((41.90, 12.50), (40.85, 14.27)),
    ],
)
def test_freight_has_another_way_that_is_not_much_longer(
    world: Network, start: Point, end: Point
) -> None:
    (route,) = find_routes(
        world, [start], [end], modes=[Mode.RAIL], by="distance", k=1, as_of=date(2026, 1, 1)
    )
    straight = 111.2 * np.hypot(
        start[0] - end[0], (start[1] - end[1]) * np.cos(np.radians(start[0]))
    )
    assert route.distance_km < 1.5 * straight


@pytest.mark.parametrize(
    ("start", "end", "before", "after"),
    [
        ((36.40, 94.90), (29.65, 91.10), 2006, 2007),  # Golmud-Lhasa
        ((-23.70, 133.87), (-12.47, 130.93), 2003, 2005),  # Alice Springs-Darwin
        ((-12.36, 13.55), (-11.79, 19.91), 2012, 2016),  # Lobito-Luena
    ],
)
def test_a_line_is_open_from_its_day(
    world: Network, start: Point, end: Point, before: int, after: int
) -> None:
    with pytest.raises((NoRouteError, UsageError)):
        find_routes(
            world, [start], [end], modes=[Mode.RAIL], by="distance", k=1, as_of=date(before, 1, 1)
        )
    assert find_routes(
        world, [start], [end], modes=[Mode.RAIL], by="distance", k=1, as_of=date(after, 6, 1)
    )


def test_tbilisi_to_kars_was_a_long_way_round(world: Network) -> None:
    ends = [(41.72, 44.80)], [(40.60, 43.10)]
    before, after = (
        find_routes(world, *ends, modes=[Mode.RAIL], by="distance", k=1, as_of=date(year, 6, 1))[0]
        for year in (2016, 2018)
    )
    assert after.countries == ("GE", "TR")
    assert before.distance_km > 10 * after.distance_km


@pytest.mark.parametrize(
    ("fact", "day", "shut"),
    [
        ("pipelines:kirkuk-ceyhan", date(2022, 1, 1), False),
        ("pipelines:kirkuk-ceyhan", date(2024, 1, 1), True),
        ("pipelines:kirkuk-ceyhan", date(2026, 1, 1), False),
        ("pipelines:baku-supsa", date(2015, 1, 1), False),
        ("pipelines:baku-supsa", date(2024, 1, 1), True),
        ("pipelines:eacop", date(2026, 1, 1), True),
        ("rail_lines:kashgar-torugart-makmal-jalal-abad-cku", date(2026, 1, 1), True),
    ],
)
def test_lines_of_tables_follow_their_dates_and_closures(
    world: Network,
    fact: str,
    day: date,
    shut: bool,  # noqa: FBT001
) -> None:
    mine = of(world, fact)
    assert mine.any()
    assert closed(world, day, list(Mode))[mine].all() == shut


def test_the_war_shut_the_ports_of_ukraine(world: Network) -> None:
    odesa, constanta = (46.49, 30.75), (44.10, 28.66)
    with pytest.raises((NoRouteError, UsageError)):
        find_routes(world, [odesa], [constanta], modes=[Mode.SEA], k=1, as_of=date(2022, 4, 1))
    assert find_routes(world, [odesa], [constanta], modes=[Mode.SEA], k=1, as_of=date(2022, 9, 1))
