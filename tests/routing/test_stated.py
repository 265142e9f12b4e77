from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import NoRouteError
from graph.gazetteer import default_gazetteer
from graph.model import Avoid, AvoidKind
from graph.relations import build
from graph.routing.lift import smallest_lift
from graph.routing.stated import stated_routes


def avoids(*names):
    return [default_gazetteer().avoid(name) for name in names]


def test_without_russia_the_middle_corridor_is_left(story):
    (route,) = stated_routes(build(story), "KZ", "TR", avoid=avoids("Russia"))
    assert route.stops == ("KZ", "sea:caspian", "AZ", "GE", "TR")
    assert route.countries == ("KZ", "AZ", "GE", "TR")
    assert route.corridors == ("corridor:middle",)
    assert all(leg.evidence for leg in route.legs)


def test_with_nothing_avoided_the_way_through_russia_shows_and_says_what_is_open(story):
    routes = stated_routes(build(story), "KZ", "TR")
    assert [route.stops for route in routes] == [
        ("KZ", "sea:caspian", "AZ", "GE", "TR"),
        ("KZ", "RU", "TR"),
    ]
    assert routes[1].legs[-1].note


@pytest.mark.parametrize(
    "name", ["Azerbaijan", "Caspian Sea", "corridor:middle", "border:AZ-GE", "country:GE"]
)
def test_whatever_is_avoided_is_not_touched(story, name):
    routes = stated_routes(build(story), "KZ", "TR", avoid=avoids(name))
    assert [route.stops for route in routes] == [("KZ", "RU", "TR")]


def test_a_bloc_takes_its_members(story):
    relations = build(story)
    (route,) = stated_routes(relations, "KZ", "TR", avoid=avoids("CSTO", "Iran")[1:])[:1]
    assert route.stops[1] == "sea:caspian"
    with pytest.raises(NoRouteError):
        stated_routes(relations, "KZ", "TR", avoid=avoids("EAEU"))


def test_no_way_names_the_fewest_avoids_to_lift(story):
    with pytest.raises(NoRouteError) as caught:
        stated_routes(build(story), "KZ", "TR", avoid=avoids("Russia", "Iran", "Georgia"))
    assert caught.value.lift == ("Georgia",)
    assert caught.value.exit_code == 3


def test_no_way_at_all_asks_to_lift_nothing(story):
    with pytest.raises(NoRouteError) as caught:
        stated_routes(build(story), "KZ", "BR", avoid=[])
    assert caught.value.lift == ()


@given(needed=st.lists(st.sets(st.integers(0, 5)), min_size=1, max_size=4), n=st.integers(0, 6))
def test_the_lift_is_as_small_as_brute_force_finds(needed, n):
    """A way exists when all avoids of one of the `needed` sets are lifted."""
    avoid = [Avoid(AvoidKind.COUNTRY, str(i), str(i)) for i in range(n)]
    known = [{one for one in group if one < n} for group in needed]

    def feasible(rest):
        kept = {int(one.id) for one in rest}
        return any(not group & kept for group in known)

    lifted = smallest_lift(avoid, feasible)
    assert feasible([one for one in avoid if one not in lifted])
    smaller = combinations(avoid, len(lifted) - 1) if lifted else ()
    assert not any(feasible([one for one in avoid if one not in set(few)]) for few in smaller)
