"""Questions of ways: on the network, or by sentences alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UsageError
from graph.explorer.ground import Question, criterion, ground_question
from graph.explorer.owner import Owner
from graph.explorer.routes import Routes
from graph.model import Avoid, Record, Route

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


class Wayfinder(Owner):
    """Finds ways; the explorer adds names and texts."""

    if TYPE_CHECKING:

        def _sources(self) -> Sequence[Path] | None:
            """Return the shipped documents that relations are read from, or None."""

    def paths(  # noqa: PLR0913 - one for each option of a question
        self,
        origin: str | Point,
        destination: str | Point,
        *,
        avoid: Sequence[str] = (),
        modes: Sequence[str] | None = None,
        by: str = "time",
        k: int = 5,
        as_of: str | date | None = None,
        commodity: str | None = None,
        control: str = "actual",
        strict_waters: bool = False,
        on: str = "network",
    ) -> Routes:
        """Return up to `k` ways from `origin` to `destination` that touch nothing avoided.

        Parameters
        ----------
        origin, destination
            Names, codes or ids of places; on the network also (latitude, longitude) in
            degrees, as a pair or as `"43.65,51.16"`, and `sea` for any port on the ocean.
        avoid
            Names of states, blocs, seas, passages, borders (`border:AM-TR`), corridors,
            pipelines; on the network also modes, ports, ferries (`ferry:aktau-alat`) and
            border stations (`border:Khorgos`).
        modes
            The modes allowed on the network (`rail`, `road`, `sea`, `ferry`, `river`,
            `pipeline`); all but pipelines when left out.
        by
            What is least on the network: `time`, `cost`, `distance` or `co2`; `pareto` for
            the ways that no other beats in time, cost and CO2 at once.
        k
            The most routes to return, at least 1.
        as_of
            The day (ISO 8601) whose closures, services and control of ground count on the
            network; today when left out.
        commodity
            What travels (`crude`, `uranium`, `grain`, `container` ...): the network then
            offers the modes, pipelines and ferries that take it, and a state as origin
            stands for the places where it is produced.
        control
            On the network, `actual`: states are those that control the ground; `legal`: those
            whose recognised borders it lies in.
        strict_waters
            Whether territorial sea counts as ground of its state on the network.
        on
            `network`: the world's railways, roads, seas and ferries, compiled on first use.
            `relations`: only moves that a sentence states.

        Raises
        ------
        UnknownPlaceError, AmbiguousNameError
            If a name is not known, or could mean several things.
        UsageError
            If an option has no such value, or does not go with the graph asked.
        NoRouteError
            If no way is left; `.lift` names the fewest avoids to give up.

        Examples
        --------
        >>> import graph
        >>> asked = {"avoid": ["Russia", "Iran"], "k": 1, "as_of": "2026-11-01"}
        >>> (way,) = graph.Explorer([]).paths("Almaty", "Tbilisi", **asked)
        >>> way.countries[-3:], way.modes
        (('TM', 'AZ', 'GE'), ('rail', 'ferry'))
        """
        if k < 1:
            raise UsageError(f"k is {k}, and must be at least 1", "Ask for one route or more.")
        if on == "relations":
            avoids = [self.gazetteer.avoid(name) for name in avoid]
            view = None if control == "actual" else control
            unfit = (modes, as_of, commodity, view, strict_waters or None)
            return self._stated(str(origin), str(destination), avoids, k, unfit)
        if on != "network":
            raise UsageError(f"unknown graph: {on!r}", "Use network or relations.")
        criterion(by, ["pareto"])
        asked = ground_question(
            self.gazetteer,
            (origin, destination),
            avoid,
            modes,
            as_of,
            commodity,
            control=control,
            strict_waters=strict_waters,
            world=self.network_in_use,
        )
        found = asked.undominated(k) if by == "pareto" else asked.routes(by, k)
        return self._routes([self._spoken_of(route, asked) for route in found], asked, by)

    def _stated(
        self,
        origin: str,
        destination: str,
        avoids: Sequence[Avoid],
        k: int,
        unfit: tuple[object, ...],
    ) -> Routes:
        if any(option is not None for option in unfit):
            raise UsageError(
                "modes, dates, commodities, control and waters are known for the network only",
                "Leave them out, or ask the network.",
            )
        from graph.routing.stated import stated_routes

        ends = self.place(origin), self.place(destination)
        found = stated_routes(self.relations, ends[0].id, ends[1].id, avoid=avoids, k=k)
        return Routes(found, ends, avoids, self.name, on="relations")

    @cached_property
    def _sentences(self) -> list[Record]:
        from graph.explorer.sentences import kept_records, records_of

        sources = self._sources()
        if sources is None or "relations" in self.__dict__:
            return records_of(self.relations)
        return kept_records(sources, lambda: records_of(self.relations))

    def _owners(self) -> dict[str, tuple[str, ...]]:
        """Return who owns or runs what, as sentences say, by the ids of facilities avoided."""
        from graph.explorer.sentences import spoken_lines

        said: dict[str, list[str]] = {}
        for one in self._sentences:
            if one["relation"] in {"owns", "operates"} and one["polarity"] == "asserted":
                said.setdefault(str(one["target"]), []).append(str(one["source"]))
        return {
            f"pipeline:{fact.partition(':')[2]}": tuple(
                dict.fromkeys(owner for one in ids for owner in said.get(one, []))
            )
            for fact, ids in spoken_lines(self.gazetteer).items()
        }

    def _spoken_of(self, route: Route, asked: Question) -> Route:
        """Return a route with the corridors it follows and the sentences on its legs."""
        from graph.analysis.corridors import followed
        from graph.explorer.sentences import spoken_lines, with_sentences

        corridors = followed(route)
        named = replace(
            route,
            corridors=tuple(one for one, _ in corridors),
            corridor_shares=tuple(share for _, share in corridors),
        )
        other = {None, asked.commodity.id if asked.commodity else None}
        # A sentence on oil says nothing of ore; where all goods are meant, it stays.
        fit = [
            one for one in self._sentences if asked.commodity is None or one["commodity"] in other
        ]
        return with_sentences(named, fit, spoken_lines(self.gazetteer))

    def _routes(self, found: Sequence[Route], asked: Question, by: str) -> Routes:
        ends = asked.origin.entity, asked.destination.entity
        return Routes(found, ends, asked.avoid, self.known_name, by=by, on="network")
