from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.choice import path_sizes, shares, trade_off, undominated
from graph.model import Leg, Mode, Route

HERE, THERE, UP = (0.0, 0.0), (10.0, 0.0), (5.0, 5.0)


def test_equal_ways_that_share_nothing_draw_alike(draw) -> None:
    ways = [draw(("rail", [HERE, THERE])), draw(("rail", [HERE, UP, THERE]))]
    assert path_sizes(ways) == [1.0, 1.0]
    assert shares(ways) == pytest.approx([0.5, 0.5])


def test_twins_share_what_one_way_would_draw(draw) -> None:
    # the blue bus and the red bus: two copies of one way together draw as much as it alone
    twins = [draw(("rail", [HERE, THERE])), draw(("rail", [HERE, THERE]))]
    other = draw(("rail", [HERE, UP, THERE]))
    assert shares([*twins, other]) == pytest.approx([0.25, 0.25, 0.5])


def test_the_direction_of_a_stretch_does_not_matter(draw) -> None:
    assert path_sizes([draw(("rail", [HERE, THERE])), draw(("road", [THERE, HERE]))]) == [0.5, 0.5]


def test_dearer_and_slower_ways_draw_less(draw) -> None:
    cheap = draw(("rail", [HERE, THERE]), usd=100)
    dear = draw(("rail", [HERE, UP, THERE]), usd=150)
    slow = draw(("rail", [HERE, (4.0, -5.0), THERE]), hours=900)
    one, two, three = shares([cheap, dear, slow])
    assert one > two
    assert one > three
    assert one + two + three == pytest.approx(1)


def way(hours: float, usd: float, co2: float) -> Route:
    leg = Leg(
        start="a",
        end="b",
        countries=("KZ",),
        mode=Mode.RAIL,
        distance_km=1.0,
        duration_h=hours,
        cost_usd_per_t=usd,
        co2_kg_per_t=co2,
    )
    return Route(rank=1, countries=("KZ",), corridors=(), chokepoints=(), legs=(leg,))


FIGURE = st.integers(0, 5).map(float)


@given(st.lists(st.tuples(FIGURE, FIGURE, FIGURE), max_size=12))
def test_the_undominated_are_those_that_nothing_beats(points) -> None:
    kept = [
        (r.duration_h, r.cost_usd_per_t, r.co2_kg_per_t)
        for r in undominated([way(*point) for point in points])
    ]
    best = {
        p
        for p in points
        if not any(q != p and all(a <= b for a, b in zip(q, p, strict=True)) for q in points)
    }
    assert set(kept) == best
    assert len(kept) == len(set(kept)), "equal ways are one"


def test_the_trade_off_in_words(draw) -> None:
    first = draw(
        ("sea", [HERE, THERE]),
        countries=("KZ", "RU", "DE"),
        passages=("passage:bosporus",),
        hours=100,
        usd=100,
    )
    other = draw(("rail", [HERE, UP, THERE]), hours=172, usd=88)
    names = {"passage:bosporus": "Bosporus", "RU": "Russia"}
    assert (
        trade_off(other, first, names.__getitem__)
        == "+3.0 days, -12 USD/t, avoids Bosporus, Russia"
    )
    assert math.isclose(sum(shares([first, other])), 1)
