"""Compare published end-to-end times and prices with those of the network, as Markdown.

Each row of the fact table of journeys that names its ends is asked of the network by its own
modes, on a day of the year of its source. Nothing here is tuned to a single row: what is off
stays off and is shown.

    uv run python benchmarks/journeys.py
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from graph.errors import CorridorError
from graph.facts import Journey, load
from graph.gazetteer import default_gazetteer
from graph.model import Mode, Route
from graph.network import Network
from graph.network import load as load_network
from graph.routing.world import find_routes

# What a priced unit carries, where the price is not for a tonne: as in the table of costs.
TONNES = {"USD per t": 1.0, "USD per TEU": 10.0, "USD per container": 20.0, "USD per lorry": 20.0}


class Compared(NamedTuple):
    """A journey as published and as found; days and USD per tonne, None where not told."""

    journey: Journey
    km: float | None
    days: float | None
    usd: float | None
    fault: str = ""

    @property
    def days_ratio(self) -> float | None:
        """Give days of the network over those published, 1 within their range."""
        return _ratio(self.days, self.journey.days_min, self.journey.days_max)

    @property
    def usd_ratio(self) -> float | None:
        """Give USD per tonne of the network over those published, 1 within their range."""
        tonnes = TONNES.get(self.journey.unit)
        low, high = self.journey.usd_min, self.journey.usd_max
        if tonnes is None:
            return None
        return _ratio(self.usd, low and low / tonnes, high and high / tonnes)


def _ratio(found: float | None, low: float | None, high: float | None) -> float | None:
    if found is None or (low is None and high is None):
        return None
    low, high = low or high, high or low
    assert low is not None
    assert high is not None
    return found / low if found < low else found / high if found > high else 1.0


def compare(network: Network, journey: Journey) -> Compared:
    """Ask the network for a journey."""
    try:
        route = _route(network, journey)
    except CorridorError as error:
        return Compared(journey, None, None, None, str(error).splitlines()[0])
    hours = route.duration_h or 0.0
    return Compared(journey, route.distance_km, hours / 24, route.cost_usd_per_t)


def _route(network: Network, journey: Journey) -> Route:
    gazetteer = default_gazetteer()
    ends = [
        (journey.from_lat, journey.from_lon),
        (journey.to_lat, journey.to_lon),
    ]
    points = [(lat, lon) for lat, lon in ends if lat is not None and lon is not None]
    return find_routes(
        network,
        points[:1],
        points[1:],
        avoid=[gazetteer.avoid(name) for name in journey.avoid],
        modes=[Mode(name) for name in journey.modes],
        k=1,
        as_of=date(journey.year, 6, 1),
    )[0]


def compared(network: Network) -> list[Compared]:
    """Compare every journey whose ends are places."""
    rows = [row for row in load("journeys") if row.from_lat is not None and row.to_lat is not None]
    return [compare(network, row) for row in rows]


def _span(low: float | None, high: float | None) -> str:
    known = [f"{value:g}" for value in dict.fromkeys((low, high)) if value is not None]
    return "-".join(known)


def _line(one: Compared) -> str:
    journey = one.journey
    cells = (
        f"{journey.corridor}: {journey.from_name}-{journey.to_name} ({journey.year})",
        "+".join(journey.modes),
        _span(journey.km, None),
        "" if one.km is None else f"{one.km:,.0f}",
        _span(journey.days_min, journey.days_max),
        "" if one.days is None else f"{one.days:.1f}",
        "" if one.days_ratio is None else f"{one.days_ratio:.2f}",
        f"{_span(journey.usd_min, journey.usd_max)} {journey.unit}".strip(),
        "" if one.usd is None else f"{one.usd:.0f}",
        "" if one.usd_ratio is None else f"{one.usd_ratio:.2f}",
        one.fault,
    )
    return f"| {' | '.join(cells)} |"


def _summary(name: str, ratios: list[float]) -> str:
    off = np.abs(np.log(ratios))
    shares = [f"{int((off <= np.log(1 + band)).sum())} within {band:.0%}" for band in (0.25, 0.5)]
    return (
        f"{name}: {len(ratios)} compared; half are off by at most "
        f"{np.expm1(np.median(off)):.0%}; {', '.join(shares)}; "
        f"median ratio {np.median(ratios):.2f}, range {min(ratios):.2f}-{max(ratios):.2f}."
    )


def main() -> None:
    """Print the report."""
    found = compared(load_network())
    print("# Published journeys against the network\n")
    print("Ratio: network over published, 1 within the published range; days, USD per tonne.\n")
    print(_summary("Days", [r for one in found if (r := one.days_ratio) is not None]) + "\n")
    print(_summary("Prices", [r for one in found if (r := one.usd_ratio) is not None]) + "\n")
    print(
        "| journey | modes | km said | km | days said | days | ratio | price said | USD/t |", end=""
    )
    print(" ratio | fault |\n|" + "---|" * 11)
    worst = sorted(found, key=lambda one: -abs(np.log(one.days_ratio or 1.0)))
    print("\n".join(_line(one) for one in worst))


if __name__ == "__main__":
    main()
