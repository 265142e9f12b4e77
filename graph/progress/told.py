"""A long work tells how far it has come; what shows it is chosen where it begins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Step:
    """How far a long work has come.

    Parameters
    ----------
    work
        What is done, such as `compiling the world network`.
    done, total
        How much of it is done, and how much there is; the total is None where it is not known.
    unit
        What is counted, such as `articles`; empty where it is the work's own steps.
    note
        What is being done now.
    seconds
        How long it has taken so far.
    over
        Whether it has ended, done or broken off.
    """

    work: str
    done: int = 0
    total: int | None = None
    unit: str = ""
    note: str = ""
    seconds: float = 0.0
    over: bool = False

    @property
    def count(self) -> str:
        """How much is done, in words: `12 of 44 states`, or `1,204 articles, 310 a second`."""
        of = f" of {self.total:,}" if self.total is not None else ""
        if not self.unit:
            return f"{self.done + 1:,}{of}" if self.total else ""
        rate = self.done / self.seconds if self.seconds > 1 and self.total is None else 0.0
        pace = f", {rate:,.0f} a second" if rate >= 2 else ""
        return f"{self.done:,}{of} {self.unit}{pace}"


Show = Callable[[Step], None]
How = bool | Show
"""Whether progress is shown; or a function of your own, told of each step instead."""


class Work:
    """A work under way; calling it with a text begins its next step.

    Attributes
    ----------
    steps
        How many steps it has begun.
    """

    def __init__(self, step: Step, show: Show) -> None:
        self._first = self._step = step
        self._show = show
        self._begun, self._told = time.monotonic(), False
        self.steps = 0

    def __call__(self, note: str) -> None:
        """Begin the next step."""
        self._tell(replace(self._first, done=self.steps, note=note))
        self.steps += 1

    @property
    def done(self) -> int:
        """How much is done."""
        return self._step.done

    def count(self, done: int, total: int | None = None, note: str | None = None) -> None:
        """Tell how much is done; the total and the note stay as they were when left out."""
        was = self._step
        self._tell(
            replace(
                was,
                done=done,
                total=was.total if total is None else total,
                note=was.note if note is None else note,
            )
        )

    def end(self) -> None:
        """Tell that it is over, if anything was told."""
        if self._told:
            self._tell(replace(self._step, over=True))

    def _tell(self, step: Step) -> None:
        self._told = True
        self._step = replace(step, seconds=time.monotonic() - self._begun)
        self._show(self._step)


@contextmanager
def work(
    name: str, total: int | None = None, unit: str = "", *, show: How = True
) -> Iterator[Work]:
    """Show how far a long work comes, as long as this lasts.

    Parameters
    ----------
    name
        What is done.
    total
        How many steps or units there are; None where it is not known.
    unit
        What is counted; steps are told when left out.
    show
        True: a bar in a notebook or, on standard error, in a terminal; elsewhere a line for
        each step, and nothing for what is counted. False: nothing. A function: it is called
        with each `Step` instead; what it raises breaks the work off.

    Examples
    --------
    >>> def tell(step):
    ...     print("over" if step.over else step.count)
    >>> with work("reading", 3, "articles", show=tell) as reading:
    ...     reading.count(2)
    2 of 3 articles
    over
    """
    from graph.progress.shown import shown

    under_way = Work(Step(name, 0, total, unit), shown(show))
    try:
        yield under_way
    finally:
        under_way.end()


def silent() -> Work:
    """Give a work that nobody is told of."""
    return Work(Step(""), lambda _: None)


def track(
    items: Iterable[One], name: str = "working", unit: str = "done", *, show: How = True
) -> Iterator[One]:
    """Yield what is in `items`, and show how many are done; for loops of your own.

    Parameters
    ----------
    items
        What to go through; its length is the total where it has one.
    name, unit
        What is done, and what is counted.
    show
        As for `work`.

    Examples
    --------
    >>> from graph.progress import track
    >>> [state for state in track(["KZ", "UZ"], "asking", "states")]
    ['KZ', 'UZ']
    """
    total = len(items) if isinstance(items, Sized) else None
    with work(name, total, unit, show=show) as under_way:
        under_way.count(0)
        for number, item in enumerate(items, start=1):
            yield item
            under_way.count(number)
