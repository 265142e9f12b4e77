"""How fast and how right routes are: `uv run --group bench python benchmarks/routing.py`.

Prints, in process CPU time of one run on one network and the same pairs: a first answer, a
known destination with new avoids, a new destination, alternatives, and as baselines plain
Dijkstra on the whole network by SciPy, networkx and (with the group `bench`) scgraph. With
`--exact N`, compares N random questions with plain Dijkstra on the whole cut network instead.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import numpy as np
from oracle import Case, Oracle, cases, engine_cost
from scipy.sparse.csgraph import dijkstra

from graph.errors import CorridorError
from graph.model import Avoid
from graph.network import Network, info, load
from graph.network.core import core_of
from graph.routing import masks
from graph.routing.bounds import Bounds, bounds_of
from graph.routing.ground import ground_of
from graph.routing.world import find_routes

COLD = """
import time; begun = time.process_time()
from graph.network import load
from graph.routing.world import find_routes
routes = find_routes(load(), [(43.25, 76.95)], [(52.52, 13.4)], k=1)
import resource, sys
heavy = [n for n in ("scipy", "pandas", "shapely", "timezonefinder") if n in sys.modules]
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
print(f"{time.process_time() - begun:.2f} s, {most:.0f} MB resident, heavy imports: {heavy}")
"""


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Give the milliseconds of CPU that some work takes, and what it gives."""
    begun = time.process_time()
    result = work()
    return (time.process_time() - begun) * 1e3, result


def told(name: str, times: list[float]) -> float:
    """Print the median and the 95th percentile in ms; give the median."""
    middle, high = np.percentile(times, [50, 95])
    print(f"{name:48s} {middle:9.2f} ms median {high:9.2f} ms p95  ({len(times)} runs)", flush=True)
    return float(middle)


def exact(network: Network, count: int, seed: int) -> int:
    """Compare costs with the oracle's and give the number that differ."""
    core, oracle = core_of(network), Oracle(network)
    bounds, wrong, none = bounds_of(network, core), 0, 0
    for case in cases(network, count, seed):
        found, best = engine_cost(core, bounds, case), oracle.cost(case)
        none += bool(np.isinf(best))
        if not (found == best or abs(found - best) <= 1e-9 * best + 1e-7):
            wrong += 1
            print("differs:", found, best, case)
    print(f"{count} questions, {none} of them without an answer: {wrong} differ")
    return wrong


def worldwide(network: Network, count: int) -> list[Case]:
    """Draw pairs of nodes anywhere, open today, every other one with 1 to 3 avoids that matter."""
    day = datetime.now(UTC).date()
    drawn = [c for n, c in enumerate(cases(network, 2 * count, 5, day=day)) if n % 4 < 2]
    return [c._replace(by="time", avoid=c.avoid if n % 2 else ()) for n, c in enumerate(drawn)]


def speed(network: Network, pairs: int, plain: int) -> None:
    """Time the engine on all pairs and the baselines on the first of them."""
    core, asked = core_of(network), worldwide(network, pairs)
    ground = ground_of(core, asked[0].day, masks.DEFAULT_MODES)
    ground.costs("time").slots(ground.shut)
    bounds = bounds_of(network, core)
    marks = bounds.marks
    first = [timed(lambda c=c: engine_cost(core, Bounds(core, marks), c))[0] for c in asked]
    known = []
    for case in asked:
        # The second question makes the tree; the avoids of the third are new to it.
        for _ in range(2):
            engine_cost(core, bounds, case._replace(avoid=()))
        known.append(timed(lambda c=case: engine_cost(core, bounds, c))[0])
    print(f"{sum(bool(case.avoid) for case in asked)} of {len(asked)} pairs avoid something")
    bases = told("known destination, avoids as given", known), told("new destination", first)
    several(network, asked)
    if plain:
        baselines(network, asked[:plain], bases)


def several(network: Network, asked: list[Case]) -> None:
    """Time five alternatives between points, all told: snapping, legs and geometry."""
    core, times, found = core_of(network), list[float](), list[int]()
    for case in asked:
        ends = [(core.lat[n] / 1e5, core.lon[n] / 1e5) for n in (case.start, case.goal)]
        try:
            took, routes = timed(
                lambda e=ends, c=case: find_routes(
                    network, [e[0]], [e[1]], avoid=c.avoid, as_of=c.day
                )
            )
        except CorridorError:
            continue
        times.append(took)
        found.append(len(routes))
    told("five alternatives with legs and geometry", times)
    print(f"  found {np.mean(found):.1f} of 5")


def baselines(network: Network, asked: list[Case], bases: tuple[float, float]) -> None:
    """Time plain searches on every arc; avoided arcs are left out before the clock starts."""
    oracle = Oracle(network)
    rivals: list[tuple[str, Maker]] = [
        ("SciPy Dijkstra, whole network", scipy_search),
        ("networkx bidirectional Dijkstra, whole network", networkx_search),
        ("scgraph Dijkstra, whole network", scgraph_search),
    ]
    for name, make in rivals:
        times, kept = list[float](), dict[tuple[Avoid, ...], Callable[[int, int], Any]]()
        try:
            for case in asked:
                search = kept.get(case.avoid) or make(oracle, case)
                # Only what nothing is left out of is asked for again.
                kept |= {} if case.avoid else {(): search}
                times.append(timed(lambda s=search, c=case: s(c.start, c.goal))[0])
        except ImportError:
            print(f"{name}: not installed")
            continue
        took = told(name, times)
        known, new = (f"{took / base:.0f}" for base in bases)
        print(f"  {known} x the time of a known destination, {new} x that of a new one", flush=True)


Maker = Callable[[Oracle, Case], Callable[[int, int], Any]]
"""Builds a search from node to node on the arcs that a question leaves."""


def scipy_search(oracle: Oracle, case: Case) -> Callable[[int, int], Any]:
    """Make a search by SciPy; it finds the ways to all nodes."""
    matrix = oracle.matrix(case)
    return lambda start, _: dijkstra(matrix, indices=[start])


def networkx_search(oracle: Oracle, case: Case) -> Callable[[int, int], Any]:
    """Make a search by networkx over the usable arcs."""
    import networkx as nx

    matrix = oracle.matrix(case)
    matrix.data[~np.isfinite(matrix.data)] = 0
    matrix.eliminate_zeros()
    whole = nx.from_scipy_sparse_array(matrix, create_using=nx.DiGraph)

    def search(start: int, goal: int) -> Any:
        try:
            return nx.bidirectional_dijkstra(whole, start, goal)
        except nx.NetworkXNoPath:
            return None

    return search


def scgraph_search(oracle: Oracle, case: Case) -> Callable[[int, int], Any]:
    """Make a search by scgraph over the usable arcs."""
    from scgraph import Graph

    matrix = oracle.matrix(case)
    first, beyond, weight = (part.tolist() for part in (matrix.indptr, matrix.indices, matrix.data))
    near: list[dict[int, float]] = []
    for start, stop in pairwise(first):
        here: dict[int, float] = {}
        for slot in range(start, stop):
            if weight[slot] < here.get(beyond[slot], np.inf):
                here[beyond[slot]] = weight[slot]
        near.append(here)
    whole = Graph(near)

    def search(start: int, goal: int) -> Any:
        try:
            return whole.dijkstra(origin_id=start, destination_id=goal)
        except Exception:  # noqa: BLE001 - it raises a plain one where there is no way
            return None

    return search


def main() -> None:
    """Read what is asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exact", type=int, default=0, help="questions to compare")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--plain", type=int, default=20, help="pairs for the baselines")
    asked = parser.parse_args()
    network = load()
    if asked.exact:
        sys.exit(exact(network, asked.exact, asked.seed) > 0)
    bounds_of(network, core_of(network))
    about = info()
    print(f"{about['nodes']:,} nodes, {about['arcs']:,} arcs, {about['size_mb']} MB in the cache")
    print(f"core: {len(core_of(network).nodes):,} nodes, {len(core_of(network).a):,} arcs")
    done = subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True)
    print(f"load and first answer in a new process: {done.stdout.strip()}")
    speed(network, asked.pairs, asked.plain)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"{most:.0f} MB resident at most, baselines included")


if __name__ == "__main__":
    main()
