"""Published capacities by facility: pipelines, ports, ferries, border crossings."""

from __future__ import annotations

import numpy as np

from graph.facts import (
    NOTHING,
    BorderStation,
    Capacity,
    Cargo,
    Ferry,
    Own,
    OwnLeg,
    Pipeline,
    Port,
    load,
)
from graph.model import Limit
from graph.network import MODES, ArcKind, Network
from graph.network.geo import distance_km

_STATION_KM = 30.0
_PORT_KM = 25.0
_GAS = "natural-gas"


class Published:
    """Looks up what is known of the facility that an arc crosses, for one commodity.

    Capacities are in million tonnes a year, of gas in billion cubic metres. Those of own legs
    stand in `own`.
    """

    def __init__(self, cargo: Cargo, own: Own = NOTHING) -> None:
        self._own = own
        self.unit = "bcm/y" if _GAS in cargo.pipelines else "Mt/y"
        rows = [row for row in load("capacities") if row.commodity in {"", cargo.commodity}]
        # A figure for the commodity itself comes before one for all goods.
        rows.sort(key=lambda row: row.commodity == "")
        self._rows: dict[tuple[str, str, str], Capacity] = {}
        for row in rows if self.unit == "Mt/y" else []:
            self._rows.setdefault((row.kind, row.facility, row.mode), row)
        self._pipelines = {f"pipelines:{row.id}": row for row in load("pipelines")}
        self._ferries = {f"ferries:{row.id}": row for row in load("ferries")}
        self._stations = load("border_stations")
        self._ports = load("ports")

    def of_arc(self, network: Network, arc: int) -> tuple[Limit, Limit | None, Limit | None]:
        """Give the limit of a crossing, and those of the ports at its `a` and its `b`.

        A quay at a port of known capacity has no limit of its own; its name is then empty.
        """
        fact = network.fact_ids[int(network.fact[arc])] if network.fact[arc] else ""
        if fact in self._pipelines:
            return self._pipeline(self._pipelines[fact]), None, None
        if leg := self._own.leg(fact):
            return self._leg(leg), None, None
        if fact in self._ferries:
            hubs = [self._port_at(network, int(side[arc])) for side in (network.a, network.b)]
            return self._ferry(self._ferries[fact]), hubs[0], hubs[1]
        if network.kind[arc] == ArcKind.PORT:
            ashore = network.node_label[network.a[arc]] >= 0
            node = int(network.a[arc] if ashore else network.b[arc])
            hub = self._port_at(network, node)
            name = "" if hub else f"port {network.label(node)}"
            quay = Limit(name=name, kind="port", capacity=None)
            return (quay, hub, None) if ashore else (quay, None, hub)
        return self._border(network, arc), None, None

    def _known(self, kind: str, facility: str, mode: str = "") -> Capacity | None:
        """Give the row of a facility: for the mode itself, or for any."""
        rows = self._rows
        return rows.get((kind, facility, mode)) or rows.get((kind, facility, ""))

    def _pipeline(self, row: Pipeline) -> Limit:
        name = f"pipeline {row.name}"
        if known := self._known("pipeline", row.id):
            return _limit(name, "pipeline", known)
        capacity = row.capacity_bcm_y if self.unit == "bcm/y" else row.capacity_mt_y
        return Limit(
            name=name,
            kind="pipeline",
            capacity=capacity,
            source=row.source,
            confidence=row.confidence,
            note=row.note,
        )

    def _leg(self, leg: OwnLeg) -> Limit:
        return Limit(
            name=f"your leg {leg.name}",
            kind="leg",
            capacity=leg.capacity_mt_y if self.unit == "Mt/y" else None,
            source=leg.source or leg.where,
            confidence=leg.confidence,
            note=leg.note,
        )

    def _ferry(self, row: Ferry) -> Limit:
        known = self._known("ferry", row.id)
        word = "ferry" if row.mode == "ferry" else "sea line"
        return _limit(f"{word} {row.name}", "ferry", known)

    def _port_at(self, network: Network, node: int) -> Limit | None:
        """Give the limit of the table's port nearest to a node; None where no figure is known."""
        lat, lon = float(network.node_lat[node]), float(network.node_lon[node])
        gap, row = min(
            ((float(distance_km(lat, lon, row.lat, row.lon)), row) for row in self._ports),
            key=lambda pair: pair[0],
        )
        if gap > _PORT_KM:
            return None
        if known := self._known("port", row.id):
            return _limit(f"port {row.name}", "port", known)
        return _port_limit(row) if row.capacity_mt is not None and self.unit == "Mt/y" else None

    def _border(self, network: Network, arc: int) -> Limit:
        pair = sorted({network.states[int(s[arc])] for s in (network.state, network.other)})
        mode = MODES[int(network.mode[arc])].value
        lat = float(network.node_lat[network.a[arc]])
        lon = float(network.node_lon[network.a[arc]])
        station = self._station_near(pair, lat, lon) if mode == "rail" else None
        if station and (known := self._known("border", station.id, mode)):
            return _limit(f"{mode} border {station.name}", "border", known)
        if known := self._known("border", "-".join(pair), mode):
            return _limit(f"{mode} border {'-'.join(pair)}", "border", known)
        return Limit(name=f"{mode} border {'-'.join(pair)}", kind="border", capacity=None)

    def _station_near(self, pair: list[str], lat: float, lon: float) -> BorderStation | None:
        rows = [r for r in self._stations if sorted((r.a_country, r.b_country)) == pair]
        if not rows:
            return None
        gaps = [float(distance_km(lat, lon, row.lat, row.lon)) for row in rows]
        best = int(np.argmin(gaps))
        return rows[best] if gaps[best] <= _STATION_KM else None


def _port_limit(row: Port) -> Limit:
    return Limit(
        name=f"port {row.name}",
        kind="port",
        capacity=row.capacity_mt,
        source=row.source,
        confidence=row.confidence,
        note=row.note,
        shared=True,
    )


def _limit(name: str, kind: str, row: Capacity | None) -> Limit:
    if row is None:
        return Limit(name=name, kind=kind, capacity=None)
    return Limit(
        name=name,
        kind=kind,
        capacity=row.mt_y,
        source=row.source,
        confidence=row.confidence,
        note=row.note,
        shared=not row.commodity,
    )
