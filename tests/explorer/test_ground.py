"""Questions to the network: what names mean, what commodities may use, what is avoided."""

from __future__ import annotations

from contextlib import suppress

import pytest

from graph import Explorer
from graph.errors import AmbiguousNameError, NoRouteError, UnknownPlaceError, UsageError
from graph.explorer.avoids import ground_avoid
from graph.explorer.ends import end_of
from graph.facts import load
from graph.gazetteer import default_gazetteer
from graph.model import AvoidKind
from graph.network import Network
from graph.routing.cargo import cargo_named

pytestmark = pytest.mark.network
DAY = "2025-06-01"
ROWS = {row.commodity: row for row in load("cargo")}


@pytest.fixture(scope="module")
def explorer() -> Explorer:
    return Explorer()


@pytest.mark.parametrize(
    ("name", "commodity"),
    [
        ("crude", "oil"),
        ("petroleum", "oil"),
        ("LNG", "natural-gas"),
        ("yellowcake", "uranium"),
        ("containers", "container"),
        ("Cereals", "grain"),
        ("bullion", "gold"),
    ],
)
def test_a_commodity_by_any_of_its_names(name: str, commodity: str) -> None:
    assert cargo_named(name, default_gazetteer())[1].commodity == commodity


def test_what_is_no_freight_is_told() -> None:
    with pytest.raises(UsageError, match="no freight"):
        cargo_named("electricity", default_gazetteer())
    with pytest.raises(UnknownPlaceError):
        cargo_named("unobtainium", default_gazetteer())


def test_every_row_of_cargo_is_a_commodity_that_texts_name_or_a_kind_of_freight() -> None:
    known = {name.entity.id for name in default_gazetteer().names()}
    free = {"container", "general"}
    assert {f"commodity:{key}" for key in ROWS if key not in free} <= known


def test_every_gateway_names_a_commodity_with_rules() -> None:
    assert {row.commodity for row in load("gateways")} - {""} <= set(ROWS)


@pytest.mark.parametrize("state", ["KZ", "TV", "VA", "XK", "BT"])
def test_any_state_stands_for_some_place(world: Network, state: str) -> None:
    end = end_of(default_gazetteer(), world, state, None, origin=True)
    assert end.places
    assert end.states == (state,)


def test_production_stands_for_an_origin_only(world: Network) -> None:
    gazetteer = default_gazetteer()
    made = end_of(gazetteer, world, "KZ", ROWS["oil"], origin=True)
    sold = end_of(gazetteer, world, "KZ", ROWS["oil"], origin=False)
    assert "Tengiz" in dict(made.points)
    assert "Almaty" in dict(sold.points)


def test_a_bloc_stands_for_its_members(world: Network) -> None:
    end = end_of(default_gazetteer(), world, "EU", None, origin=False)
    assert {"DE", "RO"} <= set(end.states)
    assert "Duisburg" in dict(end.points)


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("Russia", AvoidKind.COUNTRY, "RU"),
        ("border:KZ-CN", AvoidKind.BORDER, "CN-KZ"),
        ("border:Khorgos", AvoidKind.STATION, "station:khorgos"),
        ("ferry:Aktau-Alat", AvoidKind.FERRY, "ferry:aktau-alat"),
        ("port:Poti", AvoidKind.PORT, "port:poti"),
        ("pipeline:Habshan-Fujairah", AvoidKind.PIPELINE, "pipeline:habshan-fujairah"),
    ],
)
def test_what_an_avoid_means(text: str, kind: AvoidKind, key: str) -> None:
    avoid = ground_avoid(default_gazetteer(), text)
    assert (avoid.kind, avoid.id) == (kind, key)


@pytest.mark.parametrize(
    "name", ["port:Potti", "ferry:nowhere", "pipeline:xyz", "border:Nowhere", "corridor:none"]
)
def test_a_facility_that_nothing_knows_is_an_error(explorer: Explorer, name: str) -> None:
    with pytest.raises((UnknownPlaceError, AmbiguousNameError)):
        explorer.paths("Kazakhstan", "Georgia", avoid=[name], k=1)


def legs_of(explorer: Explorer, *avoid: str, **options):
    return explorer.paths(
        "Kazakhstan", "Georgia", avoid=["Russia", *avoid], k=1, as_of=DAY, **options
    )[0].legs


def test_single_facilities_are_kept_off(explorer: Explorer) -> None:
    usual = legs_of(explorer)
    facts = [fact for leg in usual for fact in leg.facts]
    ferry = next(fact for fact in facts if fact.startswith("ferries:"))
    other = legs_of(explorer, ferry.replace("ferries:", "ferry:"))
    assert ferry not in [fact for leg in other for fact in leg.facts]
    gone = legs_of(explorer, "port:Alat")
    assert "Alat" not in [place for leg in gone for place in (leg.start, leg.end)]


@pytest.mark.parametrize("name", ["Aktau", "port:Aktau", "KZAAU", "port:KZAAU"])
def test_a_port_by_any_of_its_names_is_kept_off(explorer: Explorer, name: str) -> None:
    others = ["Russia", "Turkmenistan", "Iran", "port:Kuryk", "port:Bautino"]
    usual = explorer.paths("Almaty", "Baku", avoid=others, k=1, as_of=DAY)[0]
    assert "Aktau" in usual.stops
    with suppress(NoRouteError):
        kept = explorer.paths("Almaty", "Baku", avoid=[*others, name], k=1, as_of=DAY)[0]
        assert "Aktau" not in kept.stops


def test_avoiding_a_corridor_keeps_off_its_crossings(explorer: Explorer) -> None:
    own = {"ferries:aktau-alat", "ferries:kuryk-alat"}
    usual, kept = (
        {fact for leg in legs_of(explorer, *avoid) for fact in leg.facts}
        for avoid in (["Turkmenistan"], ["Turkmenistan", "corridor:middle"])
    )
    assert usual & own
    assert not kept & own


def test_a_way_starts_where_the_commodity_is_made(explorer: Explorer) -> None:
    for commodity, places in (("uranium", ("Turkistan",)), ("grain", ("Kostanay", "Kokshetau"))):
        start = legs_of(explorer, commodity=commodity)[0].start
        assert start.startswith(places), start
    assert legs_of(explorer)[0].start == "Almaty"


def test_crude_goes_by_pipeline_with_its_flow_only(explorer: Explorer) -> None:
    (way,) = explorer.paths(
        "Kazakhstan", "China", commodity="crude", modes=["pipeline"], k=1, as_of=DAY
    )
    assert way.legs[0].facts[-1:] == ("pipelines:kazakhstan-china",)
    with pytest.raises((NoRouteError, UsageError)):
        explorer.paths("China", "Kazakhstan", commodity="crude", modes=["pipeline"], as_of=DAY)


def test_a_pipeline_that_was_turned_flows_one_way_before_and_the_other_after(
    explorer: Explorer,
) -> None:
    east = {"commodity": "crude", "modes": ["pipeline"], "k": 1}
    (way,) = explorer.paths("Atyrau", "45.17,82.57", as_of="2025-06-01", **east)
    facts = {fact for leg in way.legs for fact in leg.facts}
    assert {"pipelines:atyrau-kenkiyak", "pipelines:kazakhstan-china"} <= facts
    with pytest.raises((NoRouteError, UsageError)):
        explorer.paths("Atyrau", "45.17,82.57", as_of="2015-06-01", **east)


def test_gas_goes_by_gas_pipelines_and_between_terminals(explorer: Explorer) -> None:
    (piped,) = explorer.paths("Turkmenistan", "China", commodity="gas", k=1, as_of=DAY)
    assert piped.modes == ("pipeline",)
    (shipped,) = explorer.paths("Qatar", "Japan", commodity="gas", k=1, as_of=DAY)
    assert shipped.modes == ("sea",)
    with pytest.raises(UsageError, match="does not go by road"):
        explorer.paths("Qatar", "Japan", commodity="gas", modes=["road"])


def test_uranium_takes_no_pipeline(explorer: Explorer) -> None:
    for way in explorer.paths("Kazakhstan", "China", commodity="uranium", as_of=DAY, k=3):
        assert "pipeline" not in way.modes


def test_every_leg_tells_its_sentences_and_each_way_its_corridors(explorer: Explorer) -> None:
    avoid = ["Russia", "Iran", "Turkmenistan"]
    ways = explorer.paths("Kazakhstan", "Turkey", avoid=avoid, k=1, as_of=DAY)
    assert "corridor:middle" in ways[0].corridors
    quotes = [said.quote for leg in ways[0].legs for said in leg.evidence]
    assert any("Middle Corridor" in quote for quote in quotes)
    payload = ways.to_payload()["routes"][0]
    assert 0.6 <= payload["corridor_shares"][0] <= 1
    assert payload["share"] == 1.0


def test_one_place_is_no_way(explorer: Explorer) -> None:
    with pytest.raises(UsageError, match="both"):
        explorer.paths("Kazakhstan", "KZ")


@pytest.mark.parametrize(("origin", "avoid"), [("EU", "EU"), ("Kazakhstan", "Kazakhstan")])
def test_an_end_that_is_avoided_altogether(explorer: Explorer, origin: str, avoid: str) -> None:
    with pytest.raises(NoRouteError) as caught:
        explorer.paths(origin, "China", avoid=[avoid], as_of=DAY)
    assert caught.value.lift == (avoid,)


def test_a_sentence_on_oil_says_nothing_of_grain(explorer: Explorer) -> None:
    said = {
        commodity: [
            one.quote
            for way in explorer.paths("KZ", "Germany", commodity=commodity, k=1, as_of=DAY)
            for leg in way.legs
            for one in leg.evidence
        ]
        for commodity in ("grain", None)
    }
    assert any("oil exports" in quote for quote in said[None])
    assert not any("oil exports" in quote for quote in said["grain"])


@pytest.mark.parametrize(
    ("origin", "destination", "commodity"),
    [
        ("Kazakhstan", "EU", "crude"),
        ("Zambia", "China", "copper"),
        ("Mongolia", "sea", "coal"),
        ("Ukraine", "Egypt", "wheat"),
        ("Niger", "France", "uranium"),
    ],
)
def test_no_way_uses_what_the_commodity_may_not(
    explorer: Explorer, origin: str, destination: str, commodity: str
) -> None:
    rule = cargo_named(commodity, default_gazetteer())[1]
    loads = {f"ferries:{row.id}": set(row.carries) for row in load("ferries")}
    piped = {f"pipelines:{row.id}": row.commodity for row in load("pipelines")}
    for by in ("time", "cost"):
        ways = explorer.paths(origin, destination, commodity=commodity, by=by, k=3, as_of=DAY)
        for leg in (leg for way in ways for leg in way.legs):
            assert leg.mode.value in rule.modes
            assert all(loads[fact] & set(rule.loads) for fact in leg.facts if fact in loads)
            assert all(piped[fact] in rule.pipelines for fact in leg.facts if fact in piped)
