"""Named routes, each by its real mode and through its real states."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model import Mode
from graph.network import Network
from graph.routing.world import find_routes

pytestmark = pytest.mark.network
Point = tuple[float, float]
DAY = date(2026, 6, 1)
ROUTES = {
    "Aktau-Baku": ("ferry", (43.60, 51.22), (39.97, 49.44), "KZ AZ", 380, 520),
    "Kuryk-Alat": ("ferry", (43.18, 51.63), (39.97, 49.44), "KZ AZ", 380, 450),
    "Poti-Constanta": ("sea", (42.15, 41.65), (44.10, 28.66), "GE RO", 1000, 1300),
    "Khorgos-Aktau": ("rail", (44.20, 80.40), (43.65, 51.15), "KZ", 2900, 3700),
    "Tbilisi-Kars": ("rail", (41.72, 44.80), (40.60, 43.10), "GE TR", 240, 330),
    "Tbilisi-Istanbul": ("rail", (41.72, 44.80), (41.02, 28.77), "GE TR", 1800, 2500),
    "Istanbul-Sofia": ("rail", (41.02, 28.77), (42.70, 23.30), "TR BG", 520, 680),
    "Almaty-Bandar Abbas": ("rail", (43.25, 76.95), (27.20, 56.20), "KZ UZ TM IR", 3300, 4800),
    "Hanoi-Nanning": ("rail", (21.02, 105.84), (22.82, 108.32), "VN CN", 350, 450),
    "Lusaka-Lobito": ("rail", (-15.40, 28.30), (-12.35, 13.55), "ZM CD AO", 2300, 2900),
    "Addis-Djibouti": ("rail", (8.90, 38.80), (11.55, 43.10), "ET DJ", 650, 800),
    "Bangkok-Kuala Lumpur": ("rail", (13.75, 100.50), (3.13, 101.70), "TH MY", 1350, 1650),
    "Copenhagen-Malmo": ("rail", (55.68, 12.56), (55.60, 13.00), "DK SE", 35, 60),
    "Ulan-Ude-Beijing": ("rail", (51.83, 107.60), (39.90, 116.40), "RU MN CN", 1900, 2400),
    "Khabarovsk-Vladivostok": ("road", (48.48, 135.08), (43.20, 131.95), "RU", 650, 850),
    "Vienna-Constanta": ("river", (48.21, 16.40), (44.10, 28.66), "AT SK HU RS RO", 1500, 2000),
    "Strasbourg-Rotterdam": ("river", (48.57, 7.80), (51.92, 4.48), "DE NL", 550, 800),
    "Asuncion-Rosario": ("river", (-25.28, -57.63), (-32.95, -60.63), "PY AR", 1100, 1700),
    "Phnom Penh-My Tho": ("river", (11.57, 104.92), (10.33, 105.48), "KH VN", 120, 300),
    "Astrakhan-Azov": ("river", (46.35, 48.04), (47.11, 39.42), "RU", 800, 1300),
}


@pytest.mark.parametrize("name", ROUTES)
def test_named_route(world: Network, name: str) -> None:
    mode, start, end, states, low, high = ROUTES[name]
    water = mode in {"river", "sea"}
    modes = [Mode.RIVER, Mode.SEA] if water else [Mode(mode)]
    (route,) = find_routes(world, [start], [end], modes=modes, by="distance", k=1, as_of=DAY)
    assert mode in route.modes
    seen = [state for state in route.countries if state in states.split()]
    assert list(dict.fromkeys(seen)) == states.split()
    assert low < route.distance_km < high
    longest = max(route.legs, key=lambda leg: leg.distance_km or 0)
    assert longest.mode == Mode(mode)


def test_khabarovsk_to_vladivostok_keeps_out_of_china(world: Network) -> None:
    _, start, end, *_ = ROUTES["Khabarovsk-Vladivostok"]
    (route,) = find_routes(world, [start], [end], modes=[Mode.ROAD], by="distance", k=1, as_of=DAY)
    assert route.countries == ("RU",)
