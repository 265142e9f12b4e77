"""Legs, closures and costs of one's own: names found, all faults told, laid over the network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from graph.errors import CorridorError, UnknownPlaceError
from graph.explorer.avoids import checked, ground_avoid
from graph.explorer.ends import end_of
from graph.facts import Own, OwnClosure, OwnCost, OwnLeg
from graph.facts.own import ClosureRow, CostRow, LegRow, Spot
from graph.model import Avoid, Kind, Mode
from graph.review import fail_for, own_rows

if TYPE_CHECKING:
    import pandas as pd

    from graph.gazetteer import Gazetteer
    from graph.network import Network
    from graph.review.fields import Faults
    from graph.review.ground import Numbered

    Table = str | Path | pd.DataFrame
    """A CSV, JSON lines or Parquet file, or a DataFrame."""

Row = TypeVar("Row", OwnLeg, OwnClosure, OwnCost)
Written = TypeVar("Written", LegRow, ClosureRow, CostRow)
Found = TypeVar("Found")
_AFLOAT = (Mode.SEA, Mode.FERRY, Mode.RIVER)
_QUAY_KM = 60.0


class Reader:
    """Reads tables of one's own against the names that a gazetteer and a network know."""

    def __init__(self, gazetteer: Gazetteer, network: Network) -> None:
        self._gazetteer, self._network = gazetteer, network

    def legs(self, table: Table) -> tuple[OwnLeg, ...]:
        """Read legs; faults of all rows are told at once, and then nothing comes back.

        Raises
        ------
        DataError
            With table, row and field of each fault.
        """
        rows, faults = own_rows(table, LegRow)
        found = []
        for at, row in rows:
            if row is None:
                self._look_up_names(at, faults)
            elif leg := self._leg(at, row, faults):
                found.append(leg)
        fail_for(_distinct(rows, faults))
        return tuple(_with_ids(found))

    def closures(self, table: Table) -> tuple[OwnClosure, ...]:
        """Read closures, as `legs` does legs."""
        rows, faults = own_rows(table, ClosureRow)
        found = [one for at, row in rows if row and (one := self._closure(at, row, faults))]
        fail_for(_distinct(rows, faults))
        return tuple(found)

    def costs(self, table: Table) -> tuple[OwnCost, ...]:
        """Read costs, as `legs` does legs."""
        from graph.explorer.own_costs import cost_of

        rows, faults = own_rows(table, CostRow)
        found = [
            one for at, row in rows if row and (one := cost_of(self._gazetteer, at, row, faults))
        ]
        meant = {(one.mode, one.parameter, one.scope): one.where for one in found[::-1]}
        for one in found:
            first = meant[one.mode, one.parameter, one.scope]
            if first != one.where:
                faults.lines.append(f"{one.where}: scope: the same figure is also {first}")
        fail_for(_distinct(rows, faults))
        return tuple(found)

    def _leg(self, at: Numbered, row: LegRow, faults: Faults) -> OwnLeg | None:
        before, mode = len(faults.lines), Mode(row.mode)
        start = self._spot(at, "from", row.start, (row.from_lat, row.from_lon), mode, faults)
        end = self._spot(at, "to", row.end, (row.to_lat, row.to_lon), mode, faults)
        goods = self._goods(at, row, faults)
        if start and end and (start.lat, start.lon) == (end.lat, end.lon):
            faults.add(at.number, "to", f"{row.end} lies where {row.start} does")
        if len(faults.lines) > before or not (start and end):
            return None
        return OwnLeg(
            id=row.id,
            name=row.name or f"{start.name}-{end.name}",
            mode=mode,
            start=start,
            end=end,
            via=row.via,
            km=row.km,
            hours=row.hours,
            usd_per_t=row.usd_per_t,
            capacity_mt_y=row.capacity_mt_y,
            commodities=goods,
            open_from=row.open_from,
            open_to=row.open_to,
            where=at.where,
            source=row.source,
            year=row.year,
            confidence=row.confidence,
            note=row.note,
        )

    def _look_up_names(self, at: Numbered, faults: Faults) -> None:
        """Note ends that nothing is known by, in a row with other faults."""
        for field in ("from", "to"):
            name = at.cells.get(field, "").strip()
            if name and not at.cells.get(f"{field}_lat", "").strip():
                _tried(at, field, faults, partial(self._named, name, Mode.ROAD))

    def _spot(
        self,
        at: Numbered,
        field: str,
        name: str,
        point: tuple[float | None, float | None],
        mode: Mode,
        faults: Faults,
    ) -> Spot | None:
        """Find an end; what it is called may be anything where its coordinates are given."""
        lat, lon = point
        if lat is not None and lon is not None:
            return Spot(name, lat, lon)
        if (lat is None) != (lon is None):
            faults.add(at.number, f"{field}_lat", "latitude and longitude go together")
            return None
        return _tried(at, field, faults, partial(self._named, name, mode))

    def _named(self, name: str, mode: Mode) -> Spot:
        end = end_of(self._gazetteer, self._network, name, None, origin=True)
        if end.entity.kind in {Kind.STATE, Kind.BLOC, Kind.SEA}:
            raise UnknownPlaceError(name, ["a city", "a port", "43.65,51.16"], noun="end of a leg")
        (called, (lat, lon)), home = end.points[0], (*end.homes, "")[0]
        spot = Spot(called, lat, lon, home)
        return _at_quay(self._network, spot) if mode in _AFLOAT and not end.port else spot

    def _goods(self, at: Numbered, row: LegRow, faults: Faults) -> frozenset[str]:
        from graph.routing.cargo import cargo_named, carrying_modes

        found: set[str] = set()
        for name in filter(None, (part.strip() for part in row.commodity.split(";"))):
            meant = _tried(at, "commodity", faults, partial(cargo_named, name, self._gazetteer))
            if meant and Mode(row.mode) not in carrying_modes(meant[1]):
                faults.add(at.number, "commodity", f"{name} does not go by {row.mode}")
            elif meant:
                own = set(meant[1].pipelines) if row.mode == Mode.PIPELINE else set()
                found |= {meant[1].commodity} | own
        if row.mode == Mode.PIPELINE and not row.commodity:
            faults.add(at.number, "commodity", "is empty: a pipeline is made for one commodity")
        return frozenset(found)

    def _closure(self, at: Numbered, row: ClosureRow, faults: Faults) -> OwnClosure | None:
        from graph.network.core import core_of
        from graph.routing.masks import blocked

        def avoid() -> Avoid:
            meant = checked(ground_avoid(self._gazetteer, row.what), self._network)
            blocked(core_of(self._network).rows, meant)
            return meant

        meant = _tried(at, "what", faults, avoid)
        if meant is None:
            return None
        return OwnClosure(
            id=row.id or slug(f"{row.what}-{row.mode}-{row.closed_from or ''}"),
            avoid=meant,
            mode=row.mode,
            closed_from=row.closed_from,
            closed_to=row.closed_to,
            reason=row.reason,
            where=at.where,
            source=row.source,
        )


def _tried(at: Numbered, field: str, faults: Faults, find: Callable[[], Found]) -> Found | None:
    """Return what is found, or note why it cannot be."""
    try:
        return find()
    except CorridorError as error:
        faults.add(at.number, field, f"{error.what}. {error.todo}")
        return None


def _distinct(rows: Sequence[tuple[Numbered, Written | None]], faults: Faults) -> Faults:
    """Note ids that stand twice in one table."""
    seen: dict[str, str] = {}
    for at, row in rows:
        if (known := row.id if row else "") and known in seen:
            faults.add(at.number, "id", f"{known!r} is also {seen[known]}")
        seen.setdefault(known, at.where)
    return faults


def slug(text: str) -> str:
    """Return an id made of a text.

    >>> slug("Baku - Türkmenbaşy (ferry)")
    'baku-turkmenbasy-ferry'
    """
    from graph.gazetteer.names import fold

    return re.sub(r"[^a-z0-9]+", "-", fold(text).casefold()).strip("-")


def _with_ids(legs: Iterable[OwnLeg]) -> Iterable[OwnLeg]:
    """Give legs without an id one of their ends; a second leg between them, of its mode too."""
    taken: set[str] = set()
    for leg in legs:
        ends = slug(f"{leg.start.name}-{leg.end.name}")
        tries = [leg.id] if leg.id else [ends, f"{ends}-{leg.mode}"]
        more = (f"{tries[-1]}-{number}" for number in range(2, 1_000_000))
        key = next(one for one in (*tries, *more) if one not in taken)
        taken.add(key)
        yield replace(leg, id=key)


def _at_quay(network: Network, spot: Spot) -> Spot:
    """Move the end of a way by water from the middle of a town to its port."""
    from graph.network.core import core_of
    from graph.network.geo import distance_km

    rows = core_of(network).rows
    named = {
        n for n, label in enumerate(network.labels) if label.casefold() == spot.name.casefold()
    }
    best = (_QUAY_KM, spot.lat, spot.lon)
    for node, label in enumerate(rows.node_label.tolist()):
        if label in named:
            lat, lon = float(rows.node_lat[node]), float(rows.node_lon[node])
            best = min(best, (float(distance_km(lat, lon, spot.lat, spot.lon)), lat, lon))
    return replace(spot, lat=best[1], lon=best[2])


def with_rows(old: Own, kind: str, rows: Sequence[Row]) -> Own:
    """Return what one has with more rows of a kind; a row takes the place of one with its id."""
    ids = [row.id for row in rows]
    kept: list[Any] = [row for row in getattr(old, kind) if row.id not in ids]
    changed: dict[str, Any] = {kind: (*kept, *rows)}
    return replace(old, **changed)


def laid_over(network: Network, own: Own) -> Network:
    """Return the network with what one has; ways by water follow the sea lanes.

    Raises
    ------
    DataError
        If a leg meets neither the network nor another own leg.
    """
    from graph.network.own import with_own
    from graph.network.own.legs import WATER
    from graph.routing.water import way_by_water

    ways = {
        leg.id: way_by_water(network, [*leg.waypoints]) for leg in own.legs if leg.mode in WATER
    }
    return with_own(network, own, ways)
