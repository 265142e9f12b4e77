"""How one cell of a fact table is read and checked: text in, a value or a complaint out."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

Point = tuple[float, float]
"""(latitude, longitude) in degrees."""

# Kosovo has no ISO code of its own; XK is what the EU and the IMF write.
_EXTRA_STATES = frozenset({"XK"})
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PREFIXED = re.compile(r"[a-z]+:[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """How a column is read.

    Parameters
    ----------
    parse
        Turns stripped text into a value; raises ValueError with a complaint.
    optional
        Whether the cell may be empty; `empty` is then its value.
    column
        The name of the column, where it is not that of the field.
    """

    parse: Callable[[str], object]
    optional: bool = False
    empty: object = None
    column: str = ""


@cache
def states() -> frozenset[str]:
    """Give every ISO 3166-1 alpha-2 code, and XK.

    Examples
    --------
    >>> "KZ" in states(), "XK" in states(), "UK" in states()
    (True, True, False)
    """
    table = resources.files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text("utf-8")
    rows = (line for line in table.splitlines() if not line.startswith("#"))
    return frozenset(line.split("\t")[0] for line in rows) | _EXTRA_STATES


def text(cell: str) -> str:
    """Take any text."""
    return cell


def slug(cell: str) -> str:
    """Take a lower-case id such as `aktau-alat`."""
    if not _SLUG.fullmatch(cell):
        raise ValueError(f"{cell!r} is not a lower-case id like aktau-alat")
    return cell


def country(cell: str) -> str:
    """Take an ISO 3166-1 alpha-2 code."""
    if cell not in states():
        raise ValueError(f"{cell!r} is not an ISO 3166-1 alpha-2 code")
    return cell


def country_or_id(cell: str) -> str:
    """Take an ISO code or a prefixed id such as `sea:caspian`."""
    return cell if _PREFIXED.fullmatch(cell) else country(cell)


def time_zone(cell: str) -> str:
    """Take the name of a time zone such as `Asia/Hebron`."""
    area, _, place = cell.partition("/")
    found = resources.files("tzdata.zoneinfo").joinpath(area, place)
    if not (area and place) or not found.is_file():
        raise ValueError(f"{cell!r} is not a time zone like Asia/Hebron")
    return cell


def water(cell: str) -> str:
    """Take `ocean`, or the id of a sea that has a name of its own such as `sea:caspian`."""
    if cell != "ocean" and not _PREFIXED.fullmatch(cell):
        raise ValueError(f"{cell!r} is neither ocean nor an id like sea:caspian")
    return cell


def locode(cell: str) -> str:
    """Take a UN/LOCODE: two letters of a state, three of a place."""
    if not re.fullmatch(r"[A-Z]{2}[A-Z2-9]{3}", cell) or cell[:2] not in states():
        raise ValueError(f"{cell!r} is not a UN/LOCODE like KZAAU")
    return cell


def number(low: float, high: float) -> Callable[[str], float]:
    """Make a reader of numbers from `low` to `high`, both included."""

    def parse(cell: str) -> float:
        try:
            value = float(cell)
        except ValueError:
            raise ValueError(f"{cell!r} is not a number") from None
        # NaN compares as false with everything, so it must be asked for by name.
        if math.isnan(value) or not low <= value <= high:
            raise ValueError(f"{cell} is outside {low:g}..{high:g}")
        return value

    return parse


def whole(low: int, high: int) -> Callable[[str], int]:
    """Make a reader of whole numbers from `low` to `high`, both included."""
    parse_number = number(low, high)

    def parse(cell: str) -> int:
        value = parse_number(cell)
        if value != int(value):
            raise ValueError(f"{cell} is not a whole number")
        return int(value)

    return parse


def one_of(*choices: str) -> Callable[[str], str]:
    """Make a reader of one word out of a few."""

    def parse(cell: str) -> str:
        if cell not in choices:
            raise ValueError(f"{cell!r} is none of {', '.join(choices)}")
        return cell

    return parse


def many(parse_one: Callable[[str], object], least: int = 1) -> Callable[[str], object]:
    """Make a reader of several values parted by semicolons."""

    def parse(cell: str) -> object:
        values = tuple(parse_one(part.strip()) for part in cell.split(";") if part.strip())
        if len(values) < least:
            raise ValueError(f"needs at least {least} values parted by ';', has {len(values)}")
        return values

    return parse


def point(cell: str) -> Point:
    """Take `lat lon` in degrees, south and west negative."""
    parts = cell.split()
    if len(parts) != 2:
        raise ValueError(f"{cell!r} is not a point like '43.6 51.2'")
    return number(-90, 90)(parts[0]), number(-180, 180)(parts[1])


def first_day(cell: str) -> date:
    """Take a date, month or year as its first day.

    Examples
    --------
    >>> first_day("2022-02"), first_day("1993")
    (datetime.date(2022, 2, 1), datetime.date(1993, 1, 1))
    """
    year, month, day = _date_parts(cell)
    return date(year, month or 1, day or 1)


def last_day(cell: str) -> date:
    """Take a date, month or year as its last day.

    Examples
    --------
    >>> last_day("2022-02"), last_day("1993")
    (datetime.date(2022, 2, 28), datetime.date(1993, 12, 31))
    """
    year, month, day = _date_parts(cell)
    if day:
        return date(year, month, day)
    if month in {0, 12}:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def _date_parts(cell: str) -> tuple[int, int, int]:
    match = _DATE.fullmatch(cell)
    if match is None:
        raise ValueError(f"{cell!r} is not a date like 2022-02-24, 2022-02 or 2022")
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"{cell!r} is not in the calendar") from None
    return year, month, day
