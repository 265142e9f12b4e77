"""Where portions are read: here, on all cores, or on a Dask cluster; the order is kept."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager, suppress
from itertools import chain
from typing import Any

from graph.errors import CorridorError
from graph.explorer.portions import Outcome, Portion, read_portion
from graph.progress import deaf_children, unbroken

Outcomes = Iterator[Outcome]
_ALONE_S = 2.0
_WAIT_S = 10


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_here(portions: Iterator[Portion]) -> Outcomes:
    """Read one portion after the other in this process."""
    for portion in portions:
        yield from read_portion(portion)


def read_on_cores(portions: Iterator[Portion], workers: int, alone_s: float = _ALONE_S) -> Outcomes:
    """Read on `workers` processes; the first two seconds here, as most tasks end by then.

    A part whose reader kills its process becomes a fault, and the rest is read on.
    """
    begun = time.monotonic()
    for portion in portions:
        yield from read_portion(portion)
        if workers > 1 and time.monotonic() - begun >= alone_s:
            break
    yield from _on_processes(portions, workers)


def _on_processes(portions: Iterator[Portion], workers: int) -> Outcomes:
    pending: list[Portion] = []
    while (first := next(chain(pending[:1], portions), None)) is not None:
        source = chain([first], pending[1:], portions)
        pending = []
        broken = False
        with _pool(workers) as pool:
            try:
                yield from _in_order(pool, source, 2 * workers, pending)
            except BrokenExecutor:
                broken = True
        if broken:  # the first of those under way may be what killed it: it goes alone
            yield from _apart(pending.pop(0))


def _in_order(
    executor: Executor, portions: Iterator[Portion], ahead: int, pending: list[Portion]
) -> Outcomes:
    """Yield outcomes in the order of the portions; `pending` holds those under way."""
    under_way: deque[Future[list[Outcome]]] = deque()
    for portion in portions:
        pending.append(portion)
        under_way.append(_submitted(executor, portion))
        if len(under_way) >= ahead:
            outcomes = under_way.popleft().result()
            pending.pop(0)
            yield from outcomes
    while under_way:
        outcomes = under_way.popleft().result()
        pending.pop(0)
        yield from outcomes


def _apart(portion: Portion) -> Outcomes:
    """Read the parts of a portion one by one in a process that may die of one."""
    waiting = deque(portion)
    while waiting:
        with _pool(1) as pool:
            try:
                while waiting:
                    outcomes = _submitted(pool, [waiting[0]]).result()
                    waiting.popleft()
                    yield from outcomes
            except BrokenExecutor:
                name = getattr(waiting.popleft(), "name", "an article")
                what = f"cannot read {name}: its reader crashed, or ran out of memory"
                yield Outcome(b"", fault=(what, "Leave it out."))


def _submitted(executor: Executor, portion: Portion) -> Future[list[Outcome]]:
    try:
        # a child that is told half of what to do would complain of it
        with unbroken(), deaf_children():
            return executor.submit(read_portion, portion)
    except OSError as error:  # a pool that broke this very moment has closed its pipes
        raise BrokenExecutor(str(error)) from error


@contextmanager
def _pool(workers: int) -> Iterator[Executor]:
    """Give a pool of processes; where the work in it is broken off, they end at once."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # spawned, not forked: the same on every system, and safe beside threads
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_prepare) as pool:
        try:
            yield pool
        except BaseException:
            # Python 3.14 has `terminate_workers` for this
            processes = list((pool._processes or {}).values())  # noqa: SLF001
            pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()
            raise


def _prepare() -> None:
    """Leave Ctrl-C to the parent, and end with it whatever ends it."""
    import signal
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def read_on_cluster(portions: Iterator[Portion], scheduler: str) -> Outcomes:
    """Read on the workers of a running Dask scheduler (`tcp://host:8786`).

    The workers need this package, and no access to the files: articles are sent to them. The
    portions of a worker that dies are given to another.

    Raises
    ------
    CorridorError
        If Dask is not installed, the scheduler does not answer, or a portion cannot be read.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise CorridorError(
            "--scheduler needs Dask", "Install it: pip install 'corridor-graph[dask]'"
        ) from error
    try:
        client: Any = Client(scheduler, timeout=_WAIT_S, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise CorridorError(
            f"no Dask scheduler answers at {scheduler}: {str(error).splitlines()[0]}",
            "Start one (dask scheduler), and give its address: tcp://HOST:8786",
        ) from error
    with client:
        ahead = 2 * max(1, sum(client.nthreads().values()))
        try:
            yield from _in_order(client.get_executor(pure=False), portions, ahead, [])
        except _cluster_errors() as error:
            raise CorridorError(
                f"the cluster at {scheduler} gave up: {str(error).splitlines()[0]}",
                "See the log of its workers. With --store, running it again goes on from here.",
            ) from error
        finally:
            with suppress(Exception):
                client.close(timeout=_WAIT_S)


def _cluster_errors() -> tuple[type[BaseException], ...]:
    from concurrent.futures import CancelledError

    from distributed import KilledWorker
    from distributed.comm import CommClosedError

    return (KilledWorker, CommClosedError, CancelledError, BrokenExecutor, ImportError, OSError)


Engine = Callable[[Iterator[Portion]], Outcomes]


def engine(workers: int | None, scheduler: str | None) -> Engine:
    """Return what reads portions: a cluster where an address is given, else the cores here."""
    if scheduler:
        return lambda portions: read_on_cluster(portions, scheduler)
    many = cores() if workers is None else workers
    if many < 2:
        return read_here
    return lambda portions: read_on_cores(portions, many)
