"""Questions to the world network: names to places, then the search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, cast

from graph.errors import NoRouteError, UsageError
from graph.explorer.avoids import checked, ground_avoid
from graph.explorer.ends import Asked, End, end_of
from graph.model import Avoid, Entity, Mode, Route
from graph.progress import How, work

if TYPE_CHECKING:
    from graph.facts import Cargo
    from graph.gazetteer import Gazetteer
    from graph.network import Network
    from graph.network.control import View
    from graph.render.world import World
    from graph.routing.world import By, Place

_VIEWS = ("actual", "legal")
CRITERIA = ("time", "cost", "distance", "co2")


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A question to the network with its names resolved; ask it with `routes`.

    `modes` are None where all but pipelines may serve; `cargo` says what the commodity may
    use, `control` by whose borders states are told apart.
    """

    network: Network
    origin: End
    destination: End
    avoid: tuple[Avoid, ...]
    modes: tuple[Mode, ...] | None
    day: date | None
    commodity: Entity | None = None
    cargo: Cargo | None = None
    control: str = "actual"
    strict_waters: bool = False

    def routes(
        self, by: str = "time", k: int = 5, avoid: Sequence[Avoid] | None = None
    ) -> list[Route]:
        """Return up to `k` routes, the best first; `avoid` replaces that of the question.

        Raises
        ------
        NoRouteError
            If there is none; `.lift` names the fewest avoids to give up.
        """
        avoids = self.avoid if avoid is None else tuple(avoid)
        # Where no place that stands for a state can be reached, any gateway of it serves.
        start, goal = self._left(self.origin, avoids), self._left(self.destination, avoids)
        tries = list(
            dict.fromkeys(
                [
                    (start.places, goal.places),
                    (start.places, goal.gateways),
                    (start.gateways, goal.places),
                    (start.gateways, goal.gateways),
                ]
            )
        )
        for number, (origins, destinations) in enumerate(tries, start=1):
            try:
                return self._search(origins, destinations, by, k, avoids)
            except (NoRouteError, UsageError) as error:
                if number == len(tries):
                    raise self._told(error, avoids) from None
        raise AssertionError  # pragma: no cover - the last try returns or raises

    def _left(self, end: End, avoid: Sequence[Avoid]) -> End:
        """Return an end without the states that are avoided.

        Raises
        ------
        NoRouteError
            If none is left of it.
        """
        gone = {state: one.text for one in avoid for state in one.states}
        states = tuple(state for state in end.states if state not in gone)
        if end.states and not states:
            lift = list(dict.fromkeys(gone[state] for state in end.states))
            raise self._told(NoRouteError("avoided altogether", lift), avoid)
        return replace(end, states=states)

    def undominated(self, k: int = 5) -> list[Route]:
        """Return the ways that no other beats or equals in time, cost and CO2 at once.

        The ways compared are up to `k` alternatives by each of the three criteria; of the
        undominated ones, the fastest come first.

        Raises
        ------
        NoRouteError
            If there is none; `.lift` names the fewest avoids to give up.
        """
        from graph.analysis.choice import undominated

        pool = [route for by in ("time", "cost", "co2") for route in self.routes(by, k)]
        kept = sorted(undominated(pool), key=lambda route: route.duration_h or 0.0)
        return [replace(route, rank=rank) for rank, route in enumerate(kept, start=1)]

    def _search(
        self,
        origins: Sequence[Place],
        destinations: Sequence[Place],
        by: str,
        k: int,
        avoid: Sequence[Avoid],
    ) -> list[Route]:
        from graph.routing.world import find_routes

        return find_routes(
            self.network,
            origins,
            destinations,
            avoid=avoid,
            modes=self.modes,
            by=cast("By", by),
            k=k,
            as_of=self.day,
            control=cast("View", self.control),
            strict_waters=self.strict_waters,
            cargo=self.cargo,
        )

    def _told(self, error: NoRouteError | UsageError, avoid: Sequence[Avoid]) -> Exception:
        if not isinstance(error, NoRouteError):
            return error
        without = f" without {', '.join(one.text for one in avoid)}" if avoid else ""
        what = f"no route from {self.origin.entity.name} to {self.destination.entity.name}"
        todo = "" if error.lift else "Allow more modes, or name other places."
        return NoRouteError(f"{what}{without}", error.lift, todo)


def ground_question(
    gazetteer: Gazetteer,
    ends: tuple[Asked, Asked],
    avoid: Sequence[str],
    modes: Sequence[str] | None = None,
    as_of: str | date | None = None,
    commodity: str | None = None,
    *,
    control: str = "actual",
    strict_waters: bool = False,
    world: Callable[[], Network] | None = None,
) -> Question:
    """Resolve every name of a question to the network; `world` gives one with rows of one's own.

    Raises
    ------
    UnknownPlaceError, AmbiguousNameError
        If a name is not known, or could mean several things.
    UsageError
        If an option has no such value, or the commodity does not go by the modes asked.
    """
    if control not in _VIEWS:
        raise UsageError(f"unknown control: {control!r}", f"Use one of: {', '.join(_VIEWS)}")
    named = [ground_avoid(gazetteer, name) for name in avoid]
    wanted, day = _modes(modes), _day(as_of)
    entity, cargo = _cargo(gazetteer, commodity)
    if cargo:
        wanted = _fitting(wanted, cargo)
    network = (world or compiled_world)()
    origin = end_of(gazetteer, network, ends[0], cargo, origin=True)
    destination = end_of(gazetteer, network, ends[1], cargo, origin=False)
    if origin.entity.id == destination.entity.id:
        raise UsageError(
            f"{origin.entity.name} is both where goods are and where they shall go",
            "Name two places; cities, ports and points work too.",
        )
    avoids = tuple(checked(one, network) for one in named)
    return Question(
        network,
        origin,
        destination,
        avoids,
        wanted,
        day,
        entity,
        cargo,
        control,
        strict_waters,
    )


def compiled_world(*, show: How = True, force: bool = False) -> Network:
    """Return the shipped network, compiled on first use with what searches need beside it."""
    from graph.network import STEPS, build, load

    with work("compiling the world network", STEPS + 1, show=show) as tell:
        network = build(tell, force=True) if force else load(tell)
        if tell.steps:
            from graph.routing.landmarks import prepare

            tell("bounds for searches")
            prepare(network)
    return network


def packed_world(
    gazetteer: Gazetteer,
    network: Network | None = None,
    ends: Sequence[End] = (),
    *,
    show: How = True,
) -> World:
    """Return the world as the page searches it, compiled on first use; it knows `ends` too."""
    from graph.explorer.stands import stands_of
    from graph.render.places import AskedEnd
    from graph.render.world import make_world

    network = network or compiled_world(show=show)
    stands = stands_of(gazetteer, network)
    asked = [AskedEnd(end.entity.id, end.entity.name, end.home, end.points) for end in ends]
    today = datetime.now(UTC).date()
    with work("choosing what the page needs (once)", show=show) as choosing:
        return make_world(network, gazetteer, stands, today, choosing, asked)


def criterion(by: str, more: Sequence[str] = ()) -> str:
    """Return the criterion, if there is such a one."""
    known = (*CRITERIA, *more)
    if by not in known:
        raise UsageError(f"unknown objective: {by!r}", f"Use one of: {', '.join(known)}")
    return by


def _cargo(gazetteer: Gazetteer, name: str | None) -> tuple[Entity | None, Cargo | None]:
    if name is None:
        return None, None
    from graph.routing.cargo import cargo_named

    return cargo_named(name, gazetteer)


def _fitting(modes: tuple[Mode, ...] | None, cargo: Cargo) -> tuple[Mode, ...]:
    from graph.routing.cargo import carrying_modes

    able = carrying_modes(cargo)
    if modes is None:
        return able
    both = tuple(mode for mode in modes if mode in able)
    if not both:
        asked, known = ", ".join(modes), ", ".join(able)
        raise UsageError(f"{cargo.commodity} does not go by {asked}", f"It goes by {known}.")
    return both


def _modes(names: Sequence[str] | None) -> tuple[Mode, ...] | None:
    if not names:
        return None
    unknown = [name for name in names if name not in set(Mode)]
    if unknown:
        known = ", ".join(mode.value for mode in Mode)
        raise UsageError(f"unknown mode: {unknown[0]!r}", f"Use one of: {known}")
    return tuple(Mode(name) for name in names)


def _day(text: str | date | None) -> date | None:
    if text is None or isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"not a date: {text!r}", "Write it as 2022-03-01.") from None
