"""Questions about ways: chokepoints, capacity, two scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from graph.errors import NoRouteError, UsageError
from graph.explorer.capacity import Capacity
from graph.explorer.findings import Chokepoints, Comparison
from graph.explorer.ground import Question, criterion, ground_question
from graph.explorer.routes import Routes
from graph.explorer.wayfinder import Point, Wayfinder
from graph.model import Avoid, Route
from graph.progress import work

if TYPE_CHECKING:
    from graph.explorer.brief import Brief
    from graph.network.control import View
    from graph.network.geo import Ints


class Analyst(Wayfinder):
    """What can be asked about ways on the network; the explorer adds names and texts."""

    def chokepoints(
        self,
        origin: str | Point,
        destination: str | Point,
        *,
        avoid: Sequence[str] = (),
        modes: Sequence[str] | None = None,
        by: str = "time",
        as_of: str | date | None = None,
        commodity: str | None = None,
        control: str = "actual",
        strict_waters: bool = False,
    ) -> Chokepoints:
        """Return what every way must pass, and what each closure on the best one would do.

        Parameters are those of `paths`. Each state, passage, border, ferry, pipeline and
        port on the best way is closed in turn and the search repeated.

        Raises
        ------
        NoRouteError
            If there is no way even with all of them open.

        Examples
        --------
        >>> import graph
        >>> asked = {"avoid": ["Russia"], "as_of": "2026-11-01"}
        >>> found = graph.Explorer([]).chokepoints("Mongolia", "Tokyo", **asked)
        >>> [one.name for one in found if one.must_pass and one.closed.id == "CN"]
        ['China']
        """
        from graph.analysis.chokepoints import chokepoints

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
        first = asked.routes(criterion(by), 1)[0]

        def ask(one: Avoid) -> Route | None:
            try:
                return asked.routes(by, 1, [*asked.avoid, one])[0]
            except NoRouteError:
                return None

        with work("closing what the way passes", None, "closures", show=self.progress) as closing:
            to_sea = asked.destination.states == ("sea",)
            found = chokepoints(first, ask, self.known_name, by, closing.count, to_sea=to_sea)
        owners = self._owners()
        found = [replace(one, owners=owners.get(one.closed.id, ())) for one in found]
        return Chokepoints(self._routes([first], asked, by), found, self.known_name)

    def brief(
        self,
        origin: str | Point,
        destination: str | Point,
        *,
        avoid: Sequence[str] = (),
        k: int = 4,
        **options: Any,
    ) -> Brief:
        """Return one page to hand on: the ways, what closes them, the sources of each figure.

        Options are those of `paths` (`modes`, `by`, `as_of`, `commodity`, `control`,
        `strict_waters`).

        Raises
        ------
        NoRouteError
            If there is no way; `.lift` names the fewest avoids to give up.

        Examples
        --------
        >>> import graph
        >>> brief = graph.Explorer([]).brief("Almaty", "Tashkent", k=1, as_of="2026-11-01")
        >>> brief.title, brief.as_of
        ('Almaty → Tashkent', '2026-11-01')
        """
        from graph.explorer.briefing import brief_of

        routes = self.paths(origin, destination, avoid=avoid, k=k, **options)
        points = self.chokepoints(origin, destination, avoid=avoid, **options)
        return brief_of(routes, points, options.get("as_of"), self.own)

    def capacity(
        self,
        origin: str | Point,
        destination: str | Point,
        *,
        commodity: str,
        avoid: Sequence[str] = (),
        modes: Sequence[str] | None = None,
        as_of: str | date | None = None,
        control: str = "actual",
        strict_waters: bool = False,
    ) -> Capacity:
        """Return the most of a commodity that fits through all ways at once, by published figures.

        A state is left at any place in it. What has no published capacity does not bound;
        ways without any figure are told and not counted.

        Raises
        ------
        NoRouteError
            If there is no way at all.

        Examples
        --------
        >>> import graph
        >>> asked = {"commodity": "crude", "as_of": "2026-11-01"}
        >>> found = graph.Explorer([]).capacity("Azerbaijan", "Turkey", **asked)
        >>> "pipeline Baku-Tbilisi-Ceyhan" in [limit.name for limit in found.flow.used]
        True
        """
        from graph.analysis.capacity import joined, most_flow
        from graph.analysis.limits import Published
        from graph.facts import load
        from graph.routing.cargo import flow_ways
        from graph.routing.world import usable_arcs

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
        if asked.cargo is None or asked.commodity is None:
            raise UsageError("no commodity given", "Name one: crude, grain, copper ...")
        usable = usable_arcs(
            asked.network,
            avoid=asked.avoid,
            modes=asked.modes,
            as_of=asked.day,
            cargo=asked.cargo,
            control=cast("View", asked.control),
            strict_waters=asked.strict_waters,
        )
        published = Published(asked.cargo, asked.network.own)
        try:
            ends = _reach(asked, usable, origin=True), _reach(asked, usable, origin=False)
        except UsageError:  # all about an end is avoided
            asked.routes("cost", 1)  # tells what to lift
            raise
        if not joined(asked.network, usable, ends):
            asked.routes("cost", 1)
        flow = most_flow(asked.network, usable, flow_ways(asked.network), ends, published)
        exports = [
            row
            for row in load("exports")
            if (row.country, row.commodity) == (asked.origin.entity.id, asked.cargo.commodity)
        ]
        export = exports[0] if exports and published.unit == "Mt/y" else None
        return Capacity(self._routes([], asked, "capacity"), asked.commodity, flow, export)

    def compare(  # noqa: PLR0913 - one for each option of a question
        self,
        origin: str | Point,
        destination: str | Point,
        *,
        avoid: Sequence[str] = (),
        against_avoid: Sequence[str] = (),
        modes: Sequence[str] | None = None,
        by: str = "time",
        k: int = 3,
        as_of: str | date | None = None,
        against_as_of: str | date | None = None,
        commodity: str | None = None,
        control: str = "actual",
        strict_waters: bool = False,
    ) -> Comparison:
        """Return the ways of two scenarios side by side: other avoids, or another day.

        A scenario without any way stays in the answer, with what to lift.

        Raises
        ------
        NoRouteError
            If neither scenario has a way.

        Examples
        --------
        >>> import graph
        >>> asked = {"against_avoid": ["Turkmenistan"], "as_of": "2026-11-01", "k": 1}
        >>> found = graph.Explorer([]).compare("Tashkent", "Tehran", **asked)
        >>> found.scenarios
        ('nothing avoided, as of 2026-11-01', 'without Turkmenistan')
        """
        criterion(by)
        sides: list[Routes | NoRouteError] = []
        for avoids, day in ((avoid, as_of), (against_avoid, against_as_of)):
            asked = ground_question(
                self.gazetteer,
                (origin, destination),
                avoids,
                modes,
                day,
                commodity,
                control=control,
                strict_waters=strict_waters,
                world=self.network_in_use,
            )
            try:
                sides.append(self._routes(asked.routes(by, k), asked, by))
            except NoRouteError as error:
                sides.append(error)
        if isinstance(sides[0], NoRouteError) and isinstance(sides[1], NoRouteError):
            raise sides[0]
        told = [_scenario(avoid, as_of), _scenario(against_avoid, against_as_of)]
        return Comparison((sides[0], sides[1]), (told[0], told[1]), self.known_name)


def _scenario(avoid: Sequence[str], day: str | date | None) -> str:
    without = f"without {', '.join(avoid)}" if avoid else "nothing avoided"
    return f"{without}, as of {day}" if day else without


def _reach(asked: Question, usable: object, *, origin: bool) -> Ints:
    """Return the nodes that count as an end: all of a state, or those near its points."""
    import numpy as np

    from graph.network import ArcKind
    from graph.routing.snap import snapped

    end = asked.origin if origin else asked.destination
    network = asked.network
    if end.states == ("sea",):
        ports = snapped(network, end.places, np.asarray(usable)).nodes
        quays = np.flatnonzero(network.kind == ArcKind.PORT)
        a, b = network.a[quays], network.b[quays]
        return np.unique(np.r_[b[np.isin(a, ports)], a[np.isin(b, ports)]])
    if not end.states:
        points = [point for _, point in end.points]
        return snapped(network, points, np.asarray(usable)).nodes
    numbers = [network.states.index(code) for code in end.states if code in network.states]
    return np.flatnonzero(np.isin(network.node_state, numbers))
