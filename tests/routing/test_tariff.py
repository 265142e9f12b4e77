"""Every figure of a leg comes from the table of costs, and every leg has all four."""

from datetime import date

import numpy as np
import pytest

from graph.facts import Own, load
from graph.model import Mode, Route
from graph.network import MODES, PASSAGES, ArcKind, Network
from graph.routing import tariff
from graph.routing.world import find_routes

pytestmark = pytest.mark.network
DAY = date(2025, 6, 1)
Point = tuple[float, float]


@pytest.fixture(scope="module")
def sums(world: Network) -> tariff.Tariff:
    return tariff.tariff(world)


def value(mode: str, parameter: str, scope: str = "world") -> float:
    rows = (r for r in load("costs") if (r.mode, r.parameter, r.scope) == (mode, parameter, scope))
    return next(rows).value


def test_every_row_of_the_table_is_asked_for(
    world: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[tuple[str, str]] = set()
    real = tariff._scopes

    def noted(own: Own, mode: str, parameter: str) -> dict[str, float]:
        asked.add((str(mode), parameter))
        return real(own, mode, parameter)

    monkeypatch.setattr(tariff, "_scopes", noted)
    tariff.tariff(world)
    assert {(row.mode, row.parameter) for row in load("costs")} - asked == set()


def test_every_mode_has_a_speed_a_price_and_emissions() -> None:
    for mode in Mode:
        for parameter in ("speed_kmh", "usd_per_tkm", "co2_g_per_tkm"):
            assert value(mode, parameter) > 0


def test_scopes_are_the_world_states_pairs_or_passages(world: Network) -> None:
    for row in load("costs"):
        parts = set(row.scope.split("-"))
        known = parts <= set(world.states) or row.scope in {"world", *PASSAGES}
        assert known, row.id


def test_figures_are_sourced_rather_than_guessed() -> None:
    rows = load("costs")
    guessed = [row for row in rows if row.source.startswith("unsourced")]
    assert len(guessed) < len(rows) / 6


@pytest.mark.parametrize("mode", list(Mode))
def test_no_arc_of_any_mode_is_free(world: Network, sums: tariff.Tariff, mode: Mode) -> None:
    way = np.isin(world.kind, [ArcKind.LINE, ArcKind.SERVICE]) & (world.km > 1)
    mine = way & (world.mode == MODES.index(mode))
    assert mine.any()
    for column in sums:
        assert np.isfinite(column[mine]).all()
        assert (column[mine] > 1e-4 * world.km[mine]).all()


def test_lorries_drive_by_day_and_trains_by_night(world: Network, sums: tariff.Tariff) -> None:
    for mode, share in ((Mode.ROAD, value("road", "driving_h_per_day") / 24), (Mode.RAIL, 1.0)):
        number = world.states.index("FR")
        mine = (world.mode == MODES.index(mode)) & (world.state == number) & (world.km > 5)
        mine &= world.kind == ArcKind.LINE
        speed = world.km[mine] / sums.hours[mine]
        assert speed == pytest.approx(value(mode, "speed_kmh") * share, rel=1e-3)


def test_borders_take_their_pair_their_union_or_the_world(
    world: Network, sums: tariff.Tariff
) -> None:
    def stop(a: str, b: str, mode: Mode = Mode.ROAD) -> float:
        pair = [world.states.index(a), world.states.index(b)]
        mine = (world.kind == ArcKind.GATE) & (world.mode == MODES.index(mode))
        mine &= np.isin(world.state, pair) & np.isin(world.other, pair)
        (hours,) = set(np.round(sums.hours[mine] - world.km[mine], 3).tolist())
        return float(hours)

    assert stop("CD", "ZM") == pytest.approx(value("road", "border_h", "CD-ZM"), abs=0.01)
    assert stop("DE", "FR") == pytest.approx(0.5, abs=0.01)
    assert stop("TH", "MY") == pytest.approx(value("road", "border_h"), abs=0.01)
    # Another gauge comes on top, at the dearer of the two sides.
    both = value("rail", "border_h") + value("rail", "gauge_change_h")
    assert stop("CN", "RU", Mode.RAIL) == pytest.approx(both, abs=0.01)
    own = value("rail", "border_h", "CN-KZ") + value("rail", "gauge_change_h")
    assert stop("CN", "KZ", Mode.RAIL) == pytest.approx(own, abs=0.01)


def test_a_port_keeps_goods_as_long_as_its_state_does(world: Network, sums: tariff.Tariff) -> None:
    quay = (world.kind == ArcKind.PORT) & (world.mode == MODES.index(Mode.SEA))
    for state in ("TZ", "NL"):
        mine = quay & (world.state == world.states.index(state))
        scope = state if state == "TZ" else "world"
        sailing = world.km[mine] / value("sea", "speed_kmh")
        stay = sums.hours[mine] - sailing
        assert stay == pytest.approx(value("sea", "port_h", scope), rel=1e-3)


def test_goods_wait_for_a_ferry_that_sails_seldom(world: Network, sums: tariff.Tariff) -> None:
    ferry = (world.kind == ArcKind.SERVICE) & (world.mode == MODES.index(Mode.FERRY))
    known = ferry & (world.hours > 0)

    def stay(a: str, b: str) -> float:
        pair = [world.states.index(a), world.states.index(b)]
        mine = known & np.isin(world.state, pair) & np.isin(world.other, pair)
        assert mine.any()
        return float((sums.hours[mine] - world.hours[mine])[0])

    berths = value("ferry", "port_h") + value("ferry", "port_h", "KZ")
    wait = value("ferry", "wait_h", "KZ")
    assert stay("AZ", "KZ") == pytest.approx(berths + wait, rel=1e-3)
    assert stay("FR", "GB") == pytest.approx(2 * value("ferry", "port_h"), rel=1e-3)


def legs_of(world: Network, start: Point, end: Point, mode: Mode) -> Route:
    return find_routes(world, [start], [end], modes=[mode], k=1, as_of=DAY)[0]


@pytest.mark.parametrize(
    ("mode", "start", "end"),
    [
        (Mode.RAIL, (52.52, 13.40), (48.86, 2.35)),
        (Mode.ROAD, (30.04, 31.24), (15.60, 32.53)),
        (Mode.SEA, (1.27, 103.80), (51.95, 4.05)),
        (Mode.FERRY, (43.60, 51.22), (39.99, 49.42)),
        (Mode.PIPELINE, (40.20, 49.50), (36.88, 35.95)),
    ],
)
def test_every_leg_has_its_four_figures(
    world: Network, mode: Mode, start: Point, end: Point
) -> None:
    route = legs_of(world, start, end, mode)
    assert mode in route.modes
    for leg in route.legs:
        assert leg.distance_km is not None
        assert leg.distance_km > 0
        for figure in (leg.duration_h, leg.cost_usd_per_t, leg.co2_kg_per_t):
            assert figure is not None
            assert figure > 0
        grams = (leg.distance_km - leg.access_km) * value(leg.mode or mode, "co2_g_per_tkm")
        grams += leg.access_km * value("road", "co2_g_per_tkm")
        assert leg.co2_kg_per_t == pytest.approx(grams / 1000, abs=0.02, rel=0.01)


def test_legs_on_rivers_have_their_four_figures(world: Network) -> None:
    rivers = (world.mode == MODES.index(Mode.RIVER)) & (world.kind == ArcKind.LINE)
    sums = tariff.tariff(world)
    assert world.km[rivers].sum() > 2_000
    assert sums.co2[rivers].sum() == pytest.approx(
        world.km[rivers].sum() * value("river", "co2_g_per_tkm") / 1000, rel=1e-3
    )
    assert sums.hours[rivers].sum() == pytest.approx(
        world.km[rivers].sum() / value("river", "speed_kmh"), rel=1e-3
    )


def test_the_due_of_a_canal_is_shared_out_over_it(world: Network, sums: tariff.Tariff) -> None:
    mine = world.passage == PASSAGES.index("suez")
    sailing = world.km[mine].sum() * value("sea", "usd_per_tkm")
    due = value("sea", "canal_usd_per_t", "suez")
    assert sums.usd[mine].sum() == pytest.approx(sailing + due, rel=1e-3)
