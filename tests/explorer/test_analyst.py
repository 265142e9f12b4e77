"""Chokepoints, capacity, comparisons and choice on the world's network."""

from __future__ import annotations

import pytest

from graph import Explorer
from graph.errors import NoRouteError, UsageError
from graph.model import AvoidKind

pytestmark = pytest.mark.network
DAY = "2025-06-01"


@pytest.fixture(scope="module")
def explorer() -> Explorer:
    return Explorer()


def test_a_landlocked_state_between_two_neighbours(explorer: Explorer) -> None:
    found = explorer.chokepoints("Mongolia", "sea", avoid=["Russia"], as_of=DAY)
    must = {one.closed.id for one in found.must_pass}
    assert "CN" in must, "the sea is reached in China alone, which nobody asked for"
    assert any(one.closed.kind is AvoidKind.PORT for one in found)
    closed = explorer.chokepoints("Mongolia", "Japan", avoid=["Russia"], as_of=DAY)
    assert "CN" in {one.closed.id for one in closed.must_pass}
    assert closed[0].must_pass


def test_closing_never_helps_by_the_criterion(explorer: Explorer) -> None:
    found = explorer.chokepoints("Zambia", "sea", by="cost", as_of=DAY)
    assert len(found)
    for one in found:
        assert one.best is None or one.extra_usd_per_t >= -0.01
        touched = {*one.best.countries} if one.best else set()
        assert one.closed.kind is not AvoidKind.COUNTRY or one.closed.id not in touched
    harms = [one.extra_usd_per_t for one in found if not one.must_pass]
    assert harms == sorted(harms, reverse=True)


def test_chokepoints_show_themselves(explorer: Explorer) -> None:
    found = explorer.chokepoints("Armenia", "Turkey", as_of=DAY)
    frame = found.to_frame()
    assert list(frame.columns)[:3] == ["chokepoint", "kind", "must_pass"]
    payload = found.to_payload()
    assert payload["schema"] == "corridor.chokepoints/1"
    assert [one["name"] for one in payload["chokepoints"]] == list(frame["chokepoint"])
    assert payload["best"]["countries"]
    assert "<table>" in found._repr_html_()
    assert found.caption in repr(found)


def test_kazakh_oil_without_russia(explorer: Explorer) -> None:
    found = explorer.capacity("Kazakhstan", "sea", commodity="oil", avoid=["Russia"], as_of=DAY)
    # 20 Mt/y to Alashankou (KazMunayGas) and 7.5 over the oil berths of Aktau (PortNews)
    assert found.flow.dedicated == pytest.approx(27.5)
    own = {limit.name: limit.capacity for limit in found.flow.binding if not limit.shared}
    assert own == {"pipeline Kazakhstan-China": 20.0, "port Aktau": 7.5}
    assert found.export.mt_y == pytest.approx(68.6)
    assert all(limit.source for limit in found.flow.binding)
    assert {"port Bautino", "rail border KZ-TM"} <= {one.name for one in found.flow.uncounted}


def test_no_facility_bears_more_than_its_figure(explorer: Explorer) -> None:
    # by road alone coal could leave Mongolia over many crossings of one border
    found = explorer.capacity("Mongolia", "China", commodity="coal", as_of=DAY)
    (road,) = [limit for limit in found.flow.used if limit.name == "road border CN-MN"]
    assert road.flow == road.capacity
    for limit in found.flow.used:
        assert limit.capacity is None or limit.flow <= limit.capacity + 1e-3


def test_with_russia_the_great_pipeline_counts(explorer: Explorer) -> None:
    free = explorer.capacity("Kazakhstan", "sea", commodity="oil", as_of=DAY)
    assert "pipeline Caspian Pipeline Consortium" in {limit.name for limit in free.flow.binding}
    kept = explorer.capacity("Kazakhstan", "sea", commodity="oil", avoid=["Russia"], as_of=DAY)
    less = explorer.capacity(
        "Kazakhstan", "sea", commodity="oil", avoid=["Russia", "Iran"], as_of=DAY
    )
    assert free.flow.total > kept.flow.total >= less.flow.total


def test_gas_counts_in_its_own_unit(explorer: Explorer) -> None:
    found = explorer.capacity("Azerbaijan", "Italy", commodity="gas", as_of=DAY)
    assert (found.flow.unit, found.flow.total) == ("bcm/y", 10.0)
    assert [limit.name for limit in found.flow.binding] == ["pipeline Trans Adriatic Pipeline"]


def test_capacity_shows_itself_and_tells_errors(explorer: Explorer) -> None:
    found = explorer.capacity("Uganda", "sea", commodity="coffee", as_of=DAY)
    assert found.flow.total == 0
    assert found.flow.uncounted, "no figure is published, and that is told"
    payload = found.to_payload()
    assert payload["schema"] == "corridor.capacity/1"
    assert payload["exports"]["mt_y"] > 0
    assert set(found.to_frame()["role"]) == {"no figure, not counted"}
    with pytest.raises(NoRouteError) as caught:
        explorer.capacity("Mongolia", "sea", commodity="coal", avoid=["Russia", "China"], as_of=DAY)
    assert len(caught.value.lift) == 1
    with pytest.raises(UsageError):
        explorer.capacity("Mongolia", "sea", commodity="electricity")


def test_two_scenarios_side_by_side(explorer: Explorer) -> None:
    found = explorer.compare(
        "Kazakhstan", "Turkey", avoid=["Russia"], against_avoid=["Russia", "Iran"], as_of=DAY,
        against_as_of=DAY, k=2,
    )  # fmt: skip
    one, other = found.best(0), found.best(1)
    assert other.duration_h >= one.duration_h
    assert "IR" not in other.countries
    payload = found.to_payload()
    assert payload["difference"]["duration_h"] == pytest.approx(other.duration_h - one.duration_h)
    assert [side["paths"]["schema"] for side in payload["scenarios"]] == ["corridor.paths/1"] * 2
    assert set(found.to_frame()["scenario"]) == set(found.scenarios)


def test_a_scenario_without_a_way_tells_what_to_lift(explorer: Explorer) -> None:
    found = explorer.compare(
        "Mongolia", "sea", against_avoid=["Russia", "China"], as_of=DAY, against_as_of=DAY, k=1
    )
    assert found.best(1) is None
    assert found.to_payload()["scenarios"][1]["lift"]
    with pytest.raises(NoRouteError):
        explorer.compare(
            "Mongolia", "sea", avoid=["Russia", "China"], against_avoid=["Russia", "China"]
        )


def test_the_pareto_set_is_undominated_and_shares_add_up(explorer: Explorer) -> None:
    ways = explorer.paths("Kazakhstan", "Turkey", avoid=["Russia"], by="pareto", k=3, as_of=DAY)
    points = [(w.duration_h, w.cost_usd_per_t, w.co2_kg_per_t) for w in ways]
    for one in points:
        rivals = [p for p in points if p != one]
        assert not any(all(a <= b for a, b in zip(p, one, strict=True)) for p in rivals)
    assert [point[0] for point in points] == sorted(point[0] for point in points)
    assert sum(ways.shares) == pytest.approx(1, abs=0.01)
    frame = ways.to_frame()
    assert {"share", "trade_off"} <= set(frame.columns)
    assert frame["trade_off"].iloc[0] == ""
    assert all("USD/t" in text for text in frame["trade_off"].iloc[1:])


def test_least_carbon_emits_no_more_than_the_fastest(explorer: Explorer) -> None:
    clean, fast = (
        explorer.paths("Kazakhstan", "Turkey", avoid=["Russia"], by=by, k=1, as_of=DAY)[0]
        for by in ("co2", "time")
    )
    assert clean.co2_kg_per_t <= fast.co2_kg_per_t


def test_nothing_flows_against_a_pipeline(explorer):
    """The line from Baku to Ceyhan fills tankers in Turkey and no tank in Georgia."""
    there, back = (
        explorer.capacity(*ends, commodity="crude", as_of="2026-11-01").flow
        for ends in (("Georgia", "Turkey"), ("Turkey", "Georgia"))
    )
    piped = [[one.name for one in flow.used if one.kind == "pipeline"] for flow in (there, back)]
    assert "pipeline Baku-Tbilisi-Ceyhan" in piped[0]
    assert not piped[1]


def test_borders_by_law_count_in_every_question(explorer: Explorer) -> None:
    ends = "Rostov-on-Don", "Simferopol"
    asked = {"modes": ["road", "rail"], "as_of": DAY}
    ways = {}
    for control in ("actual", "legal"):
        ways[control] = explorer.paths(*ends, k=1, control=control, **asked)[0].countries
        found = explorer.chokepoints(*ends, control=control, **asked)
        assert found.routes[0].countries == ways[control]
    assert "UA" not in ways["actual"]
    assert "UA" in ways["legal"]
    questions = (
        lambda control: explorer.capacity(
            *ends, commodity="grain", avoid=["Ukraine"], control=control, **asked
        ),
        lambda control: explorer.compare(
            *ends, avoid=["Ukraine"], against_avoid=["Ukraine"], k=1, control=control, **asked
        ),
    )
    for ask in questions:
        assert ask("actual")
        with pytest.raises(NoRouteError):
            ask("legal")


def test_waters_count_in_every_question_where_they_are_asked_to(explorer: Explorer) -> None:
    ends, asked = ("port:FIHEL", "port:PLGDN"), {"modes": ["sea"], "as_of": DAY}
    for strict in (False, True):
        way = explorer.paths(*ends, k=1, strict_waters=strict, **asked)[0]
        found = explorer.chokepoints(*ends, strict_waters=strict, **asked)
        assert found.routes[0].countries == way.countries
