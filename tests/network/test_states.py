import numpy as np
import pytest

from graph.network.states import Locator, state_names


@pytest.fixture(scope="module")
def locate() -> Locator:
    return Locator()


@pytest.mark.parametrize(
    ("lat", "lon", "state"),
    [
        (43.65, 51.17, "KZ"),
        (46.35, 48.04, "RU"),
        (21.03, 105.85, "VN"),
        (21.85, 106.76, "VN"),
        (17.40, 104.75, "TH"),
        (18.36, 103.65, "TH"),
        (42.66, 21.16, "XK"),
        (44.81, 20.46, "RS"),
        (45.05, 34.10, "RU"),
        (54.71, 20.51, "RU"),
        (22.32, 114.17, "HK"),
        (0.0, -30.0, ""),
    ],
)
def test_who_controls_the_ground(locate: Locator, lat: float, lon: float, state: str) -> None:
    assert state_names()[int(locate(np.array([lat]), np.array([lon]))[0])] == state
