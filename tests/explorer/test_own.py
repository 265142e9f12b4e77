"""Legs, closures and costs of one's own: checked whole, used at once, cited as one's own."""

from __future__ import annotations

import pandas as pd
import pytest

import graph

pytestmark = pytest.mark.network
DAY = "2026-11-01"
LINE = {"mode": "rail", "from": "Kashgar", "to": "Osh", "km": 523, "hours": 12}


def frame(**columns: object) -> pd.DataFrame:
    return pd.DataFrame([columns])


@pytest.fixture
def explorer() -> graph.Explorer:
    return graph.Explorer([])


def test_the_next_question_uses_a_leg(explorer):
    asked = {"modes": ["rail"], "k": 1, "as_of": DAY}
    with pytest.raises(graph.NoRouteError):
        explorer.paths("Kashgar", "Osh", avoid=["Kazakhstan", "Russia", "Pakistan"], **asked)
    explorer.add_legs(frame(**LINE))
    (way,) = explorer.paths("Kashgar", "Osh", avoid=["Kazakhstan", "Russia", "Pakistan"], **asked)
    assert way.countries == ("CN", "KG")
    own = next(leg for leg in way.legs if "legs:kashgar-osh" in leg.facts)
    assert own.note == "your own leg: Kashgar-Osh (DataFrame row 2)"
    assert own.distance_km == pytest.approx(523, abs=1)
    # twelve hours under way, and the border and the change of gauge on top
    assert 12 < own.duration_h < 100


@pytest.mark.parametrize("kind", ["csv", "parquet", "jsonl"])
def test_files_of_any_kind_say_the_same(explorer, tmp_path, kind):
    path = tmp_path / f"legs.{kind}"
    table = frame(**LINE)
    if kind == "jsonl":
        table.to_json(path, orient="records", lines=True)
    else:
        getattr(table, f"to_{kind}")(path, index=False)
    (leg,) = explorer.add_legs(path)
    (same,) = graph.Explorer([]).add_legs(table)
    assert (leg.id, leg.start, leg.km, leg.hours) == (same.id, same.start, same.km, same.hours)
    assert leg.where == f"legs.{kind} row 2"


def test_all_faults_are_told_at_once_and_nothing_is_added(explorer):
    table = pd.DataFrame(
        [
            ["rail", "Kashgar", "Osh", 523, "", ""],
            ["train", "Kashgar", "Ohs", -3, "", ""],
            ["pipeline", "Aktau", "Baku", "", "", ""],
            ["rail", "Kazakhstan", "Osh", "", "grain; moonshine", "2026-13"],
            ["rail", "Osh", "Osh", "", "", ""],
        ],
        columns=["mode", "from", "to", "km", "commodity", "open_from"],
    )
    with pytest.raises(graph.DataError) as error:
        explorer.add_legs(table)
    told = [fault.removeprefix("DataFrame ").split(": ")[:2] for fault in error.value.faults]
    assert told == [
        ["row 3", "mode"],
        ["row 3", "km"],
        ["row 3", "to"],
        ["row 4", "commodity"],
        ["row 5", "open_from"],
        ["row 5", "from"],
        ["row 6", "to"],
    ]
    assert explorer.own.legs == ()


def test_a_misspelt_or_missing_column_is_told(explorer):
    with pytest.raises(graph.DataError, match="did you mean open_from"):
        explorer.add_legs(frame(**LINE, open_form="2026"))
    with pytest.raises(graph.DataError, match="what: column is missing"):
        explorer.add_closures(frame(where="border:KZ-RU"))


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"what": "passage:nowhere"}, "what: unknown place"),
        ({"what": "leg:not-mine"}, "what: unknown leg of your own"),
        ({"what": "Russia", "mode": "rocket"}, "mode: 'rocket' is none of any, rail"),
        (
            {"what": "Russia", "closed_from": "2026-02", "closed_to": "2025"},
            "is before closed_from",
        ),
    ],
)
def test_faults_of_closures(explorer, row, fault):
    with pytest.raises(graph.DataError, match=fault):
        explorer.add_closures(frame(**row))
    assert explorer.own.closures == ()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("rail", "speed_kmh", "Atlantis", 30, ""), "scope: unknown place: 'Atlantis'"),
        (("sea", "wait_h", "world", 3, ""), "wait_h is not used; of sea the model uses"),
        (("rail", "speed_kmh", "KZ", 0, ""), "would stop all traffic"),
        (("rail", "speed_kmh", "KZ", 30, "mph"), "unit: is 'mph'; the figure counts in 'km/h'"),
        (("rail", "co2_g_per_tkm", "KZ", 3, ""), "known for the world only"),
        (("rail", "border_h", "KZ-Atlantis", 3, ""), "scope: unknown place"),
        (("sea", "canal_usd_per_t", "Baltic", 3, ""), "is no passage"),
    ],
)
def test_faults_of_costs(explorer, row, fault):
    columns = ("mode", "parameter", "scope", "value", "unit")
    with pytest.raises(graph.DataError, match=fault):
        explorer.add_costs(frame(**dict(zip(columns, row, strict=True))))
    assert explorer.own.costs == ()


def test_one_figure_twice_is_a_fault(explorer):
    table = pd.DataFrame(
        [["rail", "border_h", "KZ-CN", 3], ["rail", "border_h", "China-Kazakhstan", 4]],
        columns=["mode", "parameter", "scope", "value"],
    )
    with pytest.raises(graph.DataError, match="the same figure is also DataFrame row 2"):
        explorer.add_costs(table)


def test_names_of_states_with_a_dash_are_not_taken_for_pairs(explorer):
    (one,) = explorer.add_costs(
        frame(mode="rail", parameter="border_h", scope="Guinea-Bissau", value=1)
    )
    assert one.scope == "GW"


def test_a_cell_run_twice_changes_nothing(explorer):
    first = explorer.add_legs(frame(**LINE))
    assert explorer.add_legs(frame(**LINE)) == first
    assert len(explorer.own.legs) == 1
    (changed,) = explorer.add_legs(frame(**{**LINE, "km": 600}))
    assert [leg.km for leg in explorer.own.legs] == [changed.km] == [600]


def test_two_explorers_share_nothing(explorer):
    explorer.add_closures(frame(what="border:CN-KZ"))
    asked = {"avoid": ["Russia", "Mongolia", "Kyrgyzstan"], "modes": ["rail"], "k": 1}
    with pytest.raises(graph.NoRouteError):
        explorer.paths("Urumqi", "Almaty", as_of=DAY, **asked)
    assert graph.Explorer([]).paths("Urumqi", "Almaty", as_of=DAY, **asked)
    explorer.clear_own()
    assert explorer.paths("Urumqi", "Almaty", as_of=DAY, **asked)


def test_closures_count_by_day_and_by_mode(explorer):
    explorer.add_closures(
        frame(what="border:CN-KZ", mode="rail", closed_from="2026-01", closed_to="2026-06")
    )
    for modes, day, shut in (
        (["rail"], "2026-03-01", True),
        (["rail"], "2026-07-01", False),
        (["road"], "2026-03-01", False),
    ):
        asked = {"avoid": ["Russia", "Mongolia", "Kyrgyzstan"], "modes": modes, "k": 1}
        if shut:
            with pytest.raises(graph.NoRouteError):
                explorer.paths("Urumqi", "Almaty", as_of=day, **asked)
        else:
            assert explorer.paths("Urumqi", "Almaty", as_of=day, **asked)


def test_costs_change_figures_and_nothing_else(explorer):
    asked = {"modes": ["rail"], "k": 1, "as_of": DAY}
    (before,) = explorer.paths("Almaty", "Astana", **asked)
    explorer.add_costs(frame(mode="rail", parameter="usd_per_tkm", scope="Kazakhstan", value=1.0))
    (after,) = explorer.paths("Almaty", "Astana", **asked)
    assert after.duration_h == before.duration_h
    assert after.cost_usd_per_t > 5 * before.cost_usd_per_t
    (elsewhere,) = explorer.paths("Berlin", "Munich", **asked)
    assert elsewhere.cost_usd_per_t < 100


def test_a_new_place_can_be_asked_for_by_its_name(explorer):
    explorer.add_legs(
        frame(
            mode="road",
            **{"from": "Anaklia deep sea port", "to": "Kutaisi"},
            from_lat=42.39,
            from_lon=41.57,
        )
    )
    (way,) = explorer.paths("Anaklia deep sea port", "Tbilisi", k=1, as_of=DAY)
    assert way.countries == ("GE",)
    assert way.legs[0].start == "Anaklia deep sea port"


def test_a_leg_can_be_avoided_and_is_a_chokepoint(explorer):
    explorer.add_legs(frame(**LINE, id="cku"))
    asked = {"as_of": DAY, "by": "cost"}
    points = explorer.chokepoints("Kashgar", "Osh", **asked)
    (mine,) = [one for one in points if one.closed.id == "leg:cku"]
    assert mine.extra_usd_per_t > 0
    assert mine.control == ("CN", "KG")
    (way,) = explorer.paths("Kashgar", "Osh", avoid=["leg:cku"], k=1, **asked)
    assert not any("legs:cku" in leg.facts for leg in way.legs)


def test_the_brief_cites_rows_as_ones_own(explorer):
    explorer.add_legs(frame(**LINE, source="a feasibility study", year=2025))
    explorer.add_costs(frame(mode="rail", parameter="speed_kmh", scope="KG", value=20))
    text = explorer.brief("Kashgar", "Osh", by="cost", k=1, as_of=DAY).markdown()
    assert "Kashgar-Osh (your own leg, DataFrame row 2). a feasibility study, 2025." in text
    assert "rail, speed, KG: 20 km/h (your own, DataFrame row 2). No source given." in text


def test_a_leg_bounds_what_fits_through(explorer):
    asked = {"commodity": "crude", "avoid": ["Russia", "China", "Turkmenistan", "Uzbekistan"]}
    before = explorer.capacity("Kazakhstan", "Azerbaijan", as_of=DAY, **asked)
    explorer.add_legs(
        frame(
            mode="pipeline",
            **{"from": "Aktau", "to": "Baku"},
            commodity="crude",
            capacity_mt_y=20,
        )
    )
    after = explorer.capacity("Kazakhstan", "Azerbaijan", as_of=DAY, **asked)
    assert after.flow.total == pytest.approx(before.flow.total + 20, abs=0.5)
    assert any(one.name == "your leg Aktau-Baku" for one in after.flow.binding)
    back = explorer.capacity("Azerbaijan", "Kazakhstan", as_of=DAY, **asked)
    assert not any(
        one.name == "your leg Aktau-Baku" for one in (*back.flow.binding, *back.flow.used)
    )


def test_a_leg_kept_for_goods_serves_no_others(explorer):
    explorer.add_legs(frame(**LINE, commodity="grain"))

    def uses(commodity):
        ways = explorer.paths("Kashgar", "Osh", by="cost", commodity=commodity, as_of=DAY)
        return any("legs:kashgar-osh" in leg.facts for way in ways for leg in way.legs)

    assert uses("grain")
    assert not uses("copper")
    assert not uses(None)


def test_ways_by_sea_count_the_state_of_the_straits(explorer):
    explorer.add_legs(frame(mode="sea", **{"from": "Poti", "to": "Piraeus"}, hours=10, usd_per_t=0))
    asked = {"by": "time", "k": 1, "as_of": DAY, "modes": ["sea"]}
    (way,) = explorer.paths("port:Poti", "port:Piraeus", **asked)
    assert "legs:poti-piraeus" in [fact for leg in way.legs for fact in leg.facts]
    assert way.countries == ("GE", "TR", "GR")
    assert set(way.chokepoints) == {"passage:bosporus", "passage:dardanelles"}
    with pytest.raises(graph.NoRouteError):
        explorer.paths("port:Poti", "port:Piraeus", avoid=["Turkey"], **asked)


def test_the_networkx_graph_has_own_legs(explorer):
    explorer.add_legs(frame(**LINE))
    facts = {edge["fact"] for *_, edge in explorer.network.edges(data=True)}
    assert "legs:kashgar-osh" in facts


def test_ports_are_places_by_their_plain_names(explorer):
    (way,) = explorer.paths("Turkmenbashi", "Alat", k=1, as_of=DAY)
    assert way.countries == ("TM", "AZ")
    with pytest.raises(graph.UnknownPlaceError) as error:
        explorer.paths("Turkmenbashy2", "Alat")
    assert "Turkmenbashi" in error.value.suggestions
