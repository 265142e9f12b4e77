"""What the columns of fact tables hold; each annotation says how its cells are checked.

Latitudes and longitudes are in degrees, lengths in km, capacities a year.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from graph.facts import cells
from graph.facts.cells import Cell, Point

Id = Annotated[str, Cell(cells.slug)]
Text = Annotated[str, Cell(cells.text)]
Note = Annotated[str, Cell(cells.text, optional=True, empty="")]
Country = Annotated[str, Cell(cells.country)]
Party = Annotated[str, Cell(cells.country_or_id)]
MaybeCountry = Annotated[str, Cell(cells.country, optional=True, empty="")]
Countries = Annotated[tuple[str, ...], Cell(cells.many(cells.country))]
Parties = Annotated[tuple[str, ...], Cell(cells.many(cells.country_or_id))]
Words = Annotated[tuple[str, ...], Cell(cells.many(cells.text))]
Line = Annotated[tuple[Point, ...], Cell(cells.many(cells.point, least=2))]
Points = Annotated[tuple[Point, ...], Cell(cells.many(cells.point), optional=True, empty=())]
Outline = Annotated[
    tuple[Point, ...], Cell(cells.many(cells.point, least=3), optional=True, empty=())
]
Zone = Annotated[str, Cell(cells.time_zone, optional=True, empty="")]
Lat = Annotated[float, Cell(cells.number(-90, 90))]
Lon = Annotated[float, Cell(cells.number(-180, 180))]
MaybeLat = Annotated[float | None, Cell(cells.number(-90, 90), optional=True)]
MaybeLon = Annotated[float | None, Cell(cells.number(-180, 180), optional=True)]
Avoided = Annotated[tuple[str, ...], Cell(cells.many(cells.country_or_id), optional=True, empty=())]
Km = Annotated[float, Cell(cells.number(0.1, 40_000))]
MaybeKm = Annotated[float | None, Cell(cells.number(0.1, 40_000), optional=True)]
Hours = Annotated[float | None, Cell(cells.number(0.05, 2_000), optional=True)]
Amount = Annotated[float | None, Cell(cells.number(0, 1e7), optional=True)]
Value = Annotated[float, Cell(cells.number(0, 1e6))]
Gauge = Annotated[int | None, Cell(cells.whole(300, 3_000), optional=True)]
Diameter = Annotated[int | None, Cell(cells.whole(50, 3_000), optional=True)]
FirstDay = Annotated[date | None, Cell(cells.first_day, optional=True)]
LastDay = Annotated[date | None, Cell(cells.last_day, optional=True)]
Year = Annotated[int, Cell(cells.whole(1800, 2100))]
Confidence = Annotated[str, Cell(cells.one_of("high", "medium", "low"))]
Locode = Annotated[str, Cell(cells.locode, optional=True, empty="")]
Water = Annotated[str, Cell(cells.water)]
LandModes = Annotated[
    tuple[str, ...], Cell(cells.many(cells.one_of("rail", "road", "pipeline", "river")))
]
Loads = Annotated[
    tuple[str, ...], Cell(cells.many(cells.one_of("rail", "truck", "container", "bulk")))
]
Mode = Annotated[
    str, Cell(cells.one_of("rail", "road", "sea", "ferry", "river", "pipeline", "any"))
]
Modes = Annotated[
    tuple[str, ...],
    Cell(cells.many(cells.one_of("rail", "road", "sea", "ferry", "river", "pipeline"))),
]
FerryMode = Annotated[str, Cell(cells.one_of("ferry", "sea"))]
LineStatus = Annotated[
    str, Cell(cells.one_of("open", "building", "planned", "closed", "suspended", "destroyed"))
]
Carried = Annotated[str, Cell(cells.one_of("yes", "no"))]
Freight = Annotated[str, Cell(cells.one_of("yes", "no", "suspended"))]
ClosureKind = Annotated[str, Cell(cells.one_of("border", "passage", "port", "sea", "line"))]
Parameter = Annotated[
    str,
    Cell(
        cells.one_of(
            "speed_kmh",
            "usd_per_tkm",
            "border_h",
            "border_usd_per_t",
            "port_h",
            "port_usd_per_t",
            "gauge_change_h",
            "gauge_change_usd_per_t",
            "transship_h",
            "transship_usd_per_t",
            "canal_usd_per_t",
            "driving_h_per_day",
            "wait_h",
            "access_h",
            "access_usd_per_t",
            "co2_g_per_tkm",
        )
    ),
]
Part = Annotated[str, Cell(cells.one_of("tune", "report"))]
